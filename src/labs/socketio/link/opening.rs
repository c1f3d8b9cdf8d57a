//! The first request of a link.

use super::cookies::Cookies;
use super::edge::Edge;
use super::websocket::{self, WebSocket};
use super::{First, LinkOptions};
use crate::driver::wire::{ExchangeEnd, Response};
use crate::history::{Reason, body_text};
use crate::labs::socketio::packet::payload::{self, Part, is_of_version_3};
use crate::labs::socketio::record::{Transport, Unopened};
use url::Url;

/// What came of it.
pub struct Opening {
    pub first: First,
    /// Where the answer was, after any redirects.
    pub path: String,
    pub redirects: Vec<String>,
    pub cookies: Cookies,
    pub way: Result<Way, Unopened>,
}

pub enum Way {
    /// Answered by polling, with these packets.
    Polling(Vec<Part>),
    /// Connected by WebSocket, and nothing has come yet.
    WebSocket(Box<WebSocket>),
}

/// As browsers follow fewer than twenty, and no server of a lab needs more than one.
const REDIRECTS: usize = 5;
/// So many characters of an answer are quoted.
const SHOWN: usize = 200;

pub async fn open(edge: Edge, options: LinkOptions) -> Opening {
    let path = options.path.clone();
    if options.transport == Transport::Websocket {
        let mut cookies = Cookies::default();
        let target = edge.path(&path, &options, "websocket", None);
        let (first, socket) = websocket::dial(edge, target, &mut cookies).await;
        let way = socket.map(|socket| Way::WebSocket(Box::new(socket)));
        let way = way.map_err(|why| match &first.exchange.end {
            ExchangeEnd::Answered(response) if response.code != 101 => unopened(&first.exchange.end),
            ExchangeEnd::Refused(_) => Unopened::Nothing(why),
            _ => Unopened::Bad(why),
        });
        return Opening { first, path, redirects: vec![], cookies, way };
    }
    by_polling(edge, options, path).await
}

async fn by_polling(edge: Edge, options: LinkOptions, mut path: String) -> Opening {
    let (mut cookies, mut redirects) = (Cookies::default(), Vec::new());
    let mut first = None;
    loop {
        let request = edge.request(edge.path(&path, &options, "polling", None), None, &cookies);
        let first = first.get_or_insert_with(|| request.clone());
        let asked = request.path.clone();
        let exchange = edge.clone().exchange(request, |_| ()).await;
        if let ExchangeEnd::Answered(response) = &exchange.end {
            cookies.keep(&edge.host(), &asked, response);
            if let Some(next) = moved(&edge.host(), &asked, response).filter(|_| redirects.len() < REDIRECTS) {
                redirects.push(next.clone());
                path = next;
                continue;
            }
        }
        let parts = match &exchange.end {
            ExchangeEnd::Answered(response) if response.code == 200 && !is_of_version_3(&response.body) => {
                payload::decode(&body_text(&response.body)).map_err(|_| unopened(&exchange.end))
            }
            end => Err(unopened(end)),
        };
        let is_open = |parts: &Vec<Part>| matches!(parts.first(), Some(Part::Text(text)) if text.starts_with("0{"));
        let way = parts.and_then(|parts| if is_open(&parts) { Ok(parts) } else { Err(unopened(&exchange.end)) });
        let first = First { request: first.clone(), exchange };
        return Opening { first, path, redirects, cookies, way: way.map(Way::Polling) };
    }
}

/// Where a redirect leads on the same server, without the query that every request has.
fn moved(host: &str, path: &str, response: &Response) -> Option<String> {
    if !matches!(response.code, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    // The scheme does not matter: what leads to another one leads elsewhere, and is left out by its port.
    let here = Url::parse(&format!("http://{host}{path}")).ok()?;
    let next = here.join(response.header("location")?).ok()?;
    (next.origin() == here.origin()).then(|| next.path().to_owned())
}

/// Why this is no open packet.
fn unopened(end: &ExchangeEnd) -> Unopened {
    match end {
        ExchangeEnd::Answered(response) if response.code == 200 && is_of_version_3(&response.body) => {
            Unopened::Protocol3
        }
        ExchangeEnd::Answered(response) => {
            let text = body_text(&response.body);
            // Node says it with a number, Python in words.
            let is_transport = serde_json::from_str::<serde_json::Value>(&text).is_ok_and(|json| {
                json["code"] == 0 || json.as_str().is_some_and(|text| text.contains("nvalid transport"))
            });
            if response.code == 400 && is_transport {
                return Unopened::TransportUnknown;
            }
            let place = response.header("location").map(|place| format!("Location: {place}"));
            let text = place.unwrap_or_else(|| text.into_owned());
            Unopened::Status(response.code, text.chars().take(SHOWN).collect())
        }
        ExchangeEnd::Refused(why) | ExchangeEnd::Indeterminate(Reason::Cut(why)) => Unopened::Nothing(why.clone()),
        ExchangeEnd::Indeterminate(Reason::NotHttp(why) | Reason::TooLarge(why)) => Unopened::Bad(why.clone()),
        ExchangeEnd::Indeterminate(Reason::NoAnswer | Reason::Left) => Unopened::Nothing("no answer in time".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(code: u16, header: (&str, &str), body: &str) -> Response {
        let headers = vec![(header.0.into(), header.1.into())];
        Response { code, headers, body: body.into(), extra: 0 }
    }

    #[test]
    fn a_redirect_is_followed_on_the_same_server_only() {
        let moved = |to: &str| moved("a:5000", "/socket.io?EIO=4", &answer(308, ("location", to), ""));
        assert_eq!(moved("/socket.io/?EIO=4&transport=polling").as_deref(), Some("/socket.io/"));
        assert_eq!(moved("http://a:5000/x/").as_deref(), Some("/x/"));
        assert_eq!(moved("socket.io/").as_deref(), Some("/socket.io/"));
        for to in ["http://b:5000/socket.io/", "https://a/socket.io/", "//evil/", "http://a:5001/"] {
            assert_eq!(moved(to), None, "{to}");
        }
        assert_eq!(super::moved("a", "/", &answer(200, ("location", "/x"), "")), None);
    }

    #[test]
    fn each_way_not_to_be_opened_has_its_name() {
        let unopened = |code, body| unopened(&ExchangeEnd::Answered(answer(code, ("x", "y"), body)));
        assert_eq!(unopened(200, r#"97:0{"sid":"a"}"#), Unopened::Protocol3);
        assert_eq!(unopened(400, r#"{"code":0,"message":"Transport unknown"}"#), Unopened::TransportUnknown);
        assert_eq!(unopened(400, r#""Invalid transport""#), Unopened::TransportUnknown);
        assert_eq!(unopened(404, "no"), Unopened::Status(404, "no".into()));
        let other = r#"{"code":5,"message":"Unsupported protocol version"}"#;
        assert_eq!(unopened(400, other), Unopened::Status(400, other.into()));
    }
}
