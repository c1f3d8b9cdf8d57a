//! The Server-Sent Events lab: prices move, and clients see them move.
//!
//! - `GET /stream` is an endless stream of events. Each has an id and a quote, as in
//!   `{"symbol": "AAPL", "price": 192.5, "change": -0.37}`; all clients get the same events. The
//!   latest quote comes at once; a client that sends `Last-Event-ID` gets what it missed instead
//! - `GET /quotes` is a page that shows them

pub(crate) mod flawed;
mod market;
mod prices;

use std::{sync::Arc, time::Duration};

use axum::{
    Error, Router,
    extract::State,
    http::HeaderMap,
    response::{
        Html, IntoResponse,
        sse::{Event, KeepAlive, Sse},
    },
    routing::get,
};
use futures_util::stream::{self, Stream, StreamExt};
use tokio::sync::broadcast::{Receiver, error::RecvError};

pub use market::{KEPT, Market, Published, UNTAKEN};

use crate::stopping::Stopping;

/// How long a client is asked to wait before it comes back.
const RETRY: Duration = Duration::from_secs(2);

/// After this long without an event a comment is sent: many proxies cut a connection on which nothing happens.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// What the handlers share.
#[derive(Debug, Clone)]
pub struct Quotes {
    pub market: Arc<Market>,
    stopping: Stopping,
}

impl Quotes {
    /// A market that has just opened. It needs a Tokio runtime, for its clock.
    pub fn new(interval: Duration, stopping: Stopping) -> Self {
        Self { market: Market::open(interval), stopping }
    }
}

/// The routes of the lab.
pub fn router(lab: Quotes) -> Router {
    Router::new().route("/quotes", get(page)).route("/stream", get(stream)).with_state(lab)
}

const PAGE: &str = include_str!("quotes.html");

/// Shows the page.
async fn page() -> Html<&'static str> {
    Html(PAGE)
}

/// Sends what the client missed, then each quote as it comes, until the client leaves or the server stops.
///
/// A client that leaves needs no code: its connection closes, the stream is dropped while it waits,
/// and its subscription with it. A HEAD request comes here too: axum sends the head of this answer
/// and drops the rest.
async fn stream(State(lab): State<Quotes>, headers: HeaderMap) -> impl IntoResponse {
    let (missed, receiver) = lab.market.subscribe(last_event_id(&headers));
    let quotes = stream::iter(missed).chain(those_to_come(receiver)).map(event);
    let events = stream::iter([Ok(Event::default().retry(RETRY))]).chain(quotes);
    let events = events.take_until(async move { lab.stopping.requested().await });
    // The content type and `Cache-Control: no-cache` are set by `Sse`. The header here asks nginx to pass each event
    // on at once, and not to collect them.
    ([("x-accel-buffering", "no")], Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT)))
}

/// The id of the last event that a client has: its browser sends it when it comes back. Anything that is not a number
/// counts as no id.
fn last_event_id(headers: &HeaderMap) -> Option<u64> {
    headers.get("last-event-id")?.to_str().ok()?.parse().ok()
}

/// Each quote from now on. A client that is too slow to take them all misses the oldest, and no other client waits for
/// it.
fn those_to_come(receiver: Receiver<Published>) -> impl Stream<Item = Published> {
    stream::unfold(receiver, |mut receiver| async move {
        loop {
            match receiver.recv().await {
                Ok(published) => return Some((published, receiver)),
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    })
}

/// An event as it is sent: `id: ...`, `data: ...`, and the empty line that ends it.
fn event(Published { id, quote }: Published) -> Result<Event, Error> {
    Event::default().id(id.to_string()).json_data(quote)
}
