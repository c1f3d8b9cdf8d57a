//! What the flawed servers of this lab share: the names that they use, and the routes around the piece that they
//! replace.

pub use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, header},
    middleware::{Next, from_fn, from_fn_with_state, map_response},
};
pub use futures_util::stream::{self, Stream, StreamExt};
pub use serde_json::{Value, json};
pub use tokio::sync::mpsc;

pub use crate::flawed::support::*;
pub(super) use crate::sse::{self, Quotes, prices::Prices};

use std::convert::Infallible;

/// The state of a new model answer.
pub fn lab(interval: Duration) -> Quotes {
    Quotes::new(interval, never_stopping())
}

/// The routes of the lab text around other handlers.
pub fn routes<S: Clone + Send + Sync + 'static>(page: MethodRouter<S>, stream: MethodRouter<S>, state: S) -> Router {
    finish(Router::new().route("/", page).route("/stream", stream).with_state(state))
}

/// The model answer with its page changed: each text of it that is named, by the one that stands beside it.
pub fn with_page(changes: &[(&str, &str)], interval: Duration) -> Router {
    let mut page = sse::PAGE.to_owned();
    for (before, after) in changes {
        assert_eq!(page.matches(before).count(), 1, "the page has once: {before}");
        page = page.replace(before, after);
    }
    routes(get(async || Html(page)), get(sse::stream), lab(interval))
}

/// The model answer with its page at the path of the lab text, and with another stream.
pub fn with_stream(stream: MethodRouter<Quotes>, interval: Duration) -> Router {
    routes(get(sse::page), stream, lab(interval))
}

/// The model answer itself, for a flaw that is around it.
pub fn model_answer(interval: Duration) -> Router {
    with_stream(get(sse::stream), interval)
}

/// The model answer with each quote written in another way.
pub fn with_events<T: Into<Bytes> + 'static>(interval: Duration, write: fn(Value) -> T) -> Router {
    let stream = async move |State(lab): State<Quotes>| event_stream(quotes(&lab).map(write));
    with_stream(get(stream), interval)
}

/// The latest quote, and each one to come.
pub fn quotes(lab: &Quotes) -> impl Stream<Item = Value> + use<> {
    let (latest, receiver) = lab.market.subscribe(None);
    stream::iter(latest).chain(sse::those_to_come(receiver)).map(|published| json!(published.quote))
}

/// An event as it should be.
pub fn event(data: Value) -> String {
    format!("data: {data}\n\n")
}

/// An answer with this text as its body, and the headers of the lab text.
pub fn event_stream<T: Into<Bytes>>(text: impl Stream<Item = T> + Send + 'static) -> Response {
    let body = Body::from_stream(text.map(|part| Ok::<Bytes, Infallible>(part.into())));
    let head = [("content-type", "text/event-stream"), ("cache-control", "no-cache"), ("x-accel-buffering", "no")];
    (head, body).into_response()
}

/// The events that are sent to one client through a channel.
pub fn received(mut from: mpsc::Receiver<String>) -> impl Stream<Item = String> {
    stream::poll_fn(move |context| from.poll_recv(context))
}

/// The answer with something that is dropped when the answer is complete or its client has left.
pub fn keeping<T: Send + 'static>(answer: Response, kept: T) -> Response {
    answer.map(|body| {
        Body::from_stream(body.into_data_stream().map(move |part| {
            let _kept = &kept;
            part
        }))
    })
}

/// The text, through a buffer that is sent on only when it is full.
pub fn buffered(text: impl Stream<Item = String>, is_full: fn(&str) -> bool) -> impl Stream<Item = String> {
    let mut buffer = String::new();
    text.filter_map(move |part| {
        buffer += &part;
        std::future::ready(is_full(&buffer).then(|| std::mem::take(&mut buffer)))
    })
}
