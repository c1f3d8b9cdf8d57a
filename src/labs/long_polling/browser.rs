//! A browser, as far as a server can tell: it keeps its connection and its cookies, and asks again where a connection
//! that it had kept was closed meanwhile. Each tab of it may have a request under way.

use super::api::{Api, Ask};
use super::record::{PollKind, PollOperation};
use crate::driver::Caller;
use crate::driver::kept::not_json;
use crate::driver::wire::{Exchange, ExchangeEnd, Kept, RawConnection, Response};
use crate::history::Reason;
use cookie_store::CookieStore;
use std::sync::Mutex;
use tokio::sync::oneshot;
use url::Url;

/// The most that is kept of one cookie, and sent of all of them, as in browsers.
const COOKIE: usize = 4096;
const COOKIES: usize = 16 << 10;

#[derive(Default)]
pub struct Browser {
    cookies: Mutex<CookieStore>,
    /// A connection that has carried an answer, and carries none now.
    idle: Mutex<Option<RawConnection>>,
}

impl Browser {
    /// Asks, and waits for the answer until `close` says why it stops. `unsent` is dropped as soon as the request was
    /// written, or could not be.
    pub async fn ask(
        &self,
        api: &Api,
        caller: &Caller,
        ask: Ask,
        mut unsent: Option<oneshot::Sender<()>>,
        mut close: oneshot::Receiver<Reason>,
    ) -> PollOperation<'static> {
        let url = url(&api.context.connector.host(), &ask.request.path);
        let ask = ask.by_browser(self.cookies_for(url.as_ref()));
        let bytes = api.context.encode(&ask.request);
        // A poll may be held after its answer has begun, until it says something.
        let is_due = |response: &Response| ask.kind != PollKind::Poll || says_something(response);
        let (is_second, kept) = loop {
            if let Err(exchange) = api.context.may_leave_unless(&mut close).await {
                break (false, Kept { exchange, unended: None, line: None });
            }
            let (is_second, kept) = self.once(api, &bytes, &is_due, &mut unsent, &mut close).await;
            let Kept { exchange, unended, line } = kept;
            match api.context.taken(caller, &ask.request, exchange) {
                Some(exchange) => break (is_second, Kept { exchange, unended, line }),
                None => *self.idle.lock().expect("no holder panics") = line,
            }
        };
        let Kept { exchange, unended, line } = kept;
        if let Some(line) = line {
            *self.idle.lock().expect("no holder panics") = Some(line);
        }
        if let Some(url) = &url {
            self.keep_cookies(&exchange, url);
        }
        api.finish(caller, ask.kept(is_second, unended), exchange)
    }

    /// Sends the request on the connection that is kept, if there is one, and else on a new one. Tells which it was.
    async fn once(
        &self,
        api: &Api,
        bytes: &[u8],
        is_due: &impl Fn(&Response) -> bool,
        unsent: &mut Option<oneshot::Sender<()>>,
        close: &mut oneshot::Receiver<Reason>,
    ) -> (bool, Kept) {
        let (idle, patience) = (self.idle.lock().expect("no holder panics").take(), api.context.late());
        let mut over = None;
        if let Some(line) = idle {
            let mut line = line.again();
            let kept = match line.send(bytes).await {
                Ok(()) => {
                    unsent.take();
                    line.receive_and_keep(close, is_due, patience).await
                }
                Err(error) => Kept { exchange: line.cut(&error), unended: None, line: None },
            };
            // Where not a byte came the server had closed it: a browser asks once more.
            let was_cut = matches!(kept.exchange.end, ExchangeEnd::Indeterminate(Reason::Cut(_)));
            over = (kept.exchange.head.is_some() || !was_cut).then_some(kept);
        }
        let is_second = over.is_some();
        let kept = match over {
            Some(over) => over,
            None => match RawConnection::ask(&*api.context.connector, api.context.clock, bytes).await {
                Ok(line) => {
                    unsent.take();
                    line.receive_and_keep(close, is_due, patience).await
                }
                Err(over) => Kept { exchange: over, unended: None, line: None },
            },
        };
        (is_second, kept)
    }

    fn cookies_for(&self, url: Option<&Url>) -> Option<String> {
        let cookies = self.cookies.lock().expect("no holder panics");
        let mut sent = String::new();
        for (name, value) in url.into_iter().flat_map(|url| cookies.get_request_values(url)) {
            let joint = if sent.is_empty() { "" } else { "; " };
            if sent.len() + name.len() + value.len() < COOKIES {
                sent += &format!("{joint}{name}={value}");
            }
        }
        (!sent.is_empty()).then_some(sent)
    }

    fn keep_cookies(&self, exchange: &Exchange, url: &Url) {
        let ExchangeEnd::Answered(response) = &exchange.end else { return };
        let mut cookies = self.cookies.lock().expect("no holder panics");
        for (_, cookie) in response.headers.iter().filter(|(name, value)| name == "set-cookie" && value.len() <= COOKIE)
        {
            // One that is not well-formed, or is for another site, is not kept.
            let _ = cookies.parse(cookie, url);
        }
    }
}

/// Whether an answer that is not whole says all that it can say: JSON to its end.
fn says_something(response: &Response) -> bool {
    let body = response.body.trim_ascii();
    body.starts_with(b"{") && not_json(body).is_none()
}

/// The address that cookies belong to. To a browser its own machine is as safe as https: cookies that are marked `Secure`
/// are sent there too.
fn url(host: &str, path: &str) -> Option<Url> {
    Url::parse(&format!("https://{host}{path}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::Context;
    use crate::driver::control::NoiseMeter;
    use crate::driver::recorder;
    use crate::driver::wire::{Clock, HttpClient, Network, Target};
    use crate::history::{Header, Tolerance};
    use crate::labs::long_polling::contract::LongPolling;
    use crate::labs::long_polling::record::ClientVersion;
    use std::sync::Arc;
    use std::time::Duration;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    /// A server that gives each answer of this list on the connection with its number, and then closes that; and what was
    /// asked of it, each with the number of its connection.
    async fn serves(connections: Vec<Vec<&'static str>>) -> (Api, Arc<Mutex<Vec<(usize, String)>>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked: Arc<Mutex<Vec<(usize, String)>>> = Arc::default();
        let heard = asked.clone();
        tokio::spawn(async move {
            for (number, answers) in connections.into_iter().enumerate() {
                let (mut socket, _) = listener.accept().await.unwrap();
                for answer in answers {
                    let mut request = Vec::new();
                    while !request.ends_with(b"\r\n\r\n") {
                        assert_ne!(socket.read_buf(&mut request).await.unwrap(), 0, "the browser has left");
                    }
                    heard.lock().unwrap().push((number, String::from_utf8(request).unwrap()));
                    socket.write_all(answer.as_bytes()).await.unwrap();
                }
                tokio::time::sleep(Duration::from_millis(60)).await;
            }
        });
        let target = Target::of_test(&format!("http://{address}"), address);
        let (tolerance, clock) = (Tolerance::default(), Clock::start());
        let recorder = recorder::start(Header::new(1, target.shown(), tolerance), None).unwrap();
        let http = HttpClient::new(target.clone(), clock).unwrap();
        let (network, meter) = (Arc::new(Network::new(target).unwrap()), NoiseMeter::default());
        let context = Context::new(network, http, clock, recorder, meter, tolerance, String::new());
        (Api { context: Arc::new(context), contract: LongPolling::default() }, asked)
    }

    async fn asks(browser: &Browser, api: &Api) -> PollOperation<'static> {
        let (_close, closed) = oneshot::channel();
        let caller = Caller::new(crate::labs::long_polling::record::ID, "browsers", 1);
        browser.ask(api, &caller, api.read("0", ClientVersion::Old), None, closed).await
    }

    const PLAIN: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    const COOKIES: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nSet-Cookie: sid=1; Path=/; Secure; HttpOnly\r\n\
        Set-Cookie: other=2; Path=/elsewhere\r\nSet-Cookie: gone=3; Max-Age=0\r\nSet-Cookie: no cookie\r\n\r\n{}";

    #[tokio::test]
    async fn it_keeps_its_connection_and_sends_the_cookies_that_it_was_given() {
        let (api, asked) = serves(vec![vec![COOKIES, PLAIN]]).await;
        let browser = Browser::default();
        let (first, second) = (asks(&browser, &api).await, asks(&browser, &api).await);
        assert!(first.succeeded() && !first.was_on_a_kept_connection());
        assert!(second.succeeded() && second.was_on_a_kept_connection());
        let asked = asked.lock().unwrap();
        assert!(asked[0].1.contains("Connection: keep-alive\r\n") && !asked[0].1.contains("Cookie"), "{asked:?}");
        assert!(asked[1].0 == 0 && asked[1].1.contains("Cookie: sid=1\r\n"), "{asked:?}");
        assert!(second.request.headers.contains(&("Cookie".into(), "sid=1".into())));
    }

    #[tokio::test]
    async fn it_asks_once_more_where_its_connection_was_closed_meanwhile() {
        let (api, asked) = serves(vec![vec![PLAIN], vec![PLAIN]]).await;
        let browser = Browser::default();
        assert!(asks(&browser, &api).await.succeeded());
        tokio::time::sleep(Duration::from_millis(100)).await;
        let second = asks(&browser, &api).await;
        assert!(second.succeeded() && !second.was_on_a_kept_connection(), "{second:?}");
        assert_eq!(asked.lock().unwrap().iter().map(|(number, _)| *number).collect::<Vec<_>>(), [0, 1]);
    }

    #[tokio::test]
    async fn it_waits_for_the_end_of_a_body_that_has_none_no_longer_than_for_an_answer() {
        let (api, _) = serves(vec![vec!["HTTP/1.1 200 OK\r\n\r\n{}", "never sent"]]).await;
        // What is learned of the network meanwhile makes it longer.
        let (begun, longest) = (tokio::time::Instant::now(), api.context.late());
        let operation = asks(&Browser::default(), &api).await;
        assert!(operation.was_open() && operation.unended().is_some(), "{operation:?}");
        assert!(begun.elapsed() >= longest - Duration::from_millis(5), "{:?}", begun.elapsed());
    }

    #[test]
    fn only_whole_json_says_something() {
        let says = |body: &str| says_something(&Response { body: body.into(), ..Response::default() });
        assert!(says("{}") && says(" \n {\"status\": \"}\"}\n"));
        assert!(!["", "  ", "{", "{\"status\": \"}\"", "3", "<p>"].into_iter().any(says));
    }
}
