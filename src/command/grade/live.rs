//! The page of the class while it fills: served on loopback, and told over Server-Sent Events whenever it has changed.
//!
//! Whoever runs on this machine can connect to loopback: other users of it, and a submission that is installed with the
//! network of the machine. So everything is below a word that nobody can guess, and that only the terminal is told.
//! Links within the pages are relative, and keep it.

use super::Class;
use crate::class::roster::composed;
use crate::exit::{Exit, Failure};
use crate::report::class;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use futures_util::Stream;
use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// A change is told, and those that follow within this time with it.
const EVERY: Duration = Duration::from_millis(1500);

/// What every answer says, a refusal too: it is kept nowhere, its address goes to no other place, it is taken for nothing
/// else than it is, and it is shown and read within no page but our own.
const HEADERS: [(header::HeaderName, &str); 6] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

pub struct Live {
    over: watch::Sender<bool>,
    serving: tokio::task::JoinHandle<()>,
}

impl Live {
    /// Tells the open pages that this was all, and ends.
    pub async fn end(self) {
        self.over.send_replace(true);
        let _ = tokio::time::timeout(Duration::from_secs(3), self.serving).await;
    }
}

#[derive(Clone)]
struct LiveState {
    class: Arc<Class>,
    token: Arc<str>,
    over: watch::Receiver<bool>,
}

pub async fn serve(class: &Arc<Class>, port: Option<u16>) -> Result<Option<Live>, Failure> {
    let Some(port) = port else { return Ok(None) };
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let cannot = |error: std::io::Error| {
        let args = [("address", &*address.to_string()), ("why", &error.to_string())];
        Failure::of(Exit::Usage, "usage-cannot-listen", &args)
    };
    let listener = TcpListener::bind(address).await.map_err(cannot)?;
    let at = listener.local_addr().map_err(cannot)?;
    // 128 bits, and new each time.
    let token: Arc<str> = format!("{:032x}", rand::random::<u128>()).into();
    class.show.live(at, &token);
    let (over, is_over) = watch::channel(false);
    let shared = LiveState { class: class.clone(), token: token.clone(), over: is_over.clone() };
    let below = Router::new()
        .route("/{token}", get(whole))
        .route("/{token}/", get(page))
        .route("/{token}/events", get(events))
        .route("/{token}/{student}/{file}", get(file));
    // Around all of it, and what is not there: without the word there is nothing to find out.
    let router = below.layer(middleware::from_fn_with_state(token, guard)).with_state(shared);
    let mut until = is_over;
    let serving = tokio::spawn(async move {
        let stopped = async move {
            let _ = until.wait_for(|over| *over).await;
        };
        // What was sent to somebody is all that is lost when this fails.
        let _ = axum::serve(listener, router).with_graceful_shutdown(stopped).await;
    });
    Ok(Some(Live { over, serving }))
}

/// Lets through who has the word, and asks this address by its own name: another name that leads here is refused. To all
/// others everything is the same: not there.
async fn guard(State(token): State<Arc<str>>, request: Request, next: Next) -> Response {
    let told = request.uri().path().split('/').nth(1).unwrap_or_default();
    let mut response = if is_same(told, &token) && is_ours(request.headers()) {
        next.run(request).await
    } else {
        StatusCode::NOT_FOUND.into_response()
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Takes as long wherever they differ, so that no time tells how much of the word was right.
fn is_same(told: &str, token: &str) -> bool {
    let differs = told.bytes().zip(token.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b));
    told.len() == token.len() && std::hint::black_box(differs) == 0
}

fn is_ours(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name == "localhost" || name == "127.0.0.1"
}

/// Relative links need the slash.
async fn whole(State(shared): State<LiveState>) -> Redirect {
    Redirect::temporary(&format!("/{}/", shared.token))
}

async fn page(State(shared): State<LiveState>) -> Response {
    Html(class::live_html(&shared.class.report(), shared.class.lang)).into_response()
}

async fn events(State(shared): State<LiveState>) -> Response {
    Sse::new(changes(shared)).keep_alive(KeepAlive::default()).into_response()
}

fn changes(shared: LiveState) -> impl Stream<Item = Result<Event, Infallible>> {
    let changed = shared.class.changed.subscribe();
    let fragment = |shared: &LiveState| {
        let html = class::fragment(&shared.class.report(), shared.class.lang);
        Event::default().event("class").data(serde_json::Value::String(html).to_string())
    };
    futures_util::stream::unfold((shared, changed, Some(false)), move |(shared, mut changed, ended)| async move {
        let ended = ended?;
        if ended {
            return Some((Ok(Event::default().event("end").data("")), (shared, changed, None)));
        }
        let mut over = shared.over.clone();
        let last = tokio::select! {
            _ = changed.changed() => {
                tokio::time::sleep(EVERY).await;
                changed.mark_unchanged();
                false
            }
            () = until(&mut over) => true,
        };
        let event = fragment(&shared);
        Some((Ok(event), (shared, changed, Some(last))))
    })
}

async fn until(over: &mut watch::Receiver<bool>) {
    let _ = over.wait_for(|over| *over).await;
}

/// A file of a submission, by its own name and no other.
async fn file(State(shared): State<LiveState>, Path((_, student, name)): Path<(String, String, String)>) -> Response {
    // Browsers of macOS may spell a name in their own way.
    let student = composed(&student);
    let known = shared.class.plan.part().any(|entry| entry.id == student);
    let kind = match name.as_str() {
        "index.html" => "text/html; charset=utf-8",
        "report.json" => "application/json",
        // What a submission printed is a text, whatever it looks like.
        "history.jsonl" | "server.log" | "install.log" => "text/plain; charset=utf-8",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    if !known {
        return StatusCode::NOT_FOUND.into_response();
    }
    match tokio::fs::read(shared.class.folder(&student).join(&name)).await {
        Ok(bytes) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn only_the_whole_word_is_the_same() {
        assert!(is_same("0a1b", "0a1b"));
        for told in ["", "0a1", "0a1b2", "0a1c", "1a1b", "0A1B"] {
            assert!(!is_same(told, "0a1b"), "{told}");
        }
    }
}
