//! The page of the class while it fills: served on loopback, and told over Server-Sent Events whenever it has changed.

use super::Class;
use crate::exit::{Exit, Failure};
use crate::report::class;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Response};
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
    over: watch::Receiver<bool>,
}

pub async fn serve(class: &Arc<Class>, port: Option<u16>) -> Result<Option<Live>, Failure> {
    let Some(port) = port else { return Ok(None) };
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let cannot = |error: std::io::Error| Failure::new(Exit::Usage, format!("cannot serve at {address}: {error}"));
    let listener = TcpListener::bind(address).await.map_err(cannot)?;
    let at = listener.local_addr().map_err(cannot)?;
    class.show.live(at);
    let (over, is_over) = watch::channel(false);
    let shared = LiveState { class: class.clone(), over: is_over.clone() };
    let router = Router::new()
        .route("/", get(page))
        .route("/events", get(events))
        .route("/{student}/{file}", get(file))
        .with_state(shared);
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

/// Only requests that name this address in `Host`: another name that leads here is refused.
fn is_ours(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name == "localhost" || name == "127.0.0.1"
}

async fn page(State(shared): State<LiveState>, headers: HeaderMap) -> Response {
    if !is_ours(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    Html(class::live_html(&shared.class.report(), shared.class.lang)).into_response()
}

async fn events(State(shared): State<LiveState>, headers: HeaderMap) -> Response {
    if !is_ours(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
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
async fn file(
    State(shared): State<LiveState>,
    Path((student, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let known = shared.class.plan.part().any(|entry| entry.id == student);
    let kind = match name.as_str() {
        "index.html" => "text/html; charset=utf-8",
        "report.json" => "application/json",
        "history.jsonl" | "server.log" | "install.log" => "text/plain; charset=utf-8",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    if !known || !is_ours(&headers) {
        return StatusCode::NOT_FOUND.into_response();
    }
    match tokio::fs::read(shared.class.folder(&student).join(&name)).await {
        Ok(bytes) => {
            ([(header::CONTENT_TYPE, kind), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")], bytes).into_response()
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
