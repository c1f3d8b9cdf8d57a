//! The rules of the Server-Sent Events lab. Times are milliseconds; the stream that is looked at first brings a quote
//! every two seconds, unless its story says otherwise.

pub mod browsers;
mod choices;
mod circles;
pub mod extras;
pub mod flow;
pub mod framing;
pub mod head;
pub mod leavers;
pub mod others;
pub mod quoted;
mod split;

use super::build::{Deed, Story, Told, event, quote, story, subscriber};

/// A subscription at 0, and its good head.
fn opened() -> Deed {
    subscriber(1).from(0).opened(5)
}

/// A stream that is right.
fn steady() -> Deed {
    opened().quotes(10, 2000, 5).leaves(8020)
}

/// A stream of these pieces, two seconds apart.
fn pieces<B: AsRef<[u8]>>(pieces: impl IntoIterator<Item = B>) -> Deed {
    let each = (0..).map(|number| 10 + 2000 * number).zip(pieces);
    let deed = each.fold(opened(), |deed, (at, bytes)| deed.piece(at, bytes));
    let last = deed.operation.done as f64 / 1e6;
    deed.leaves(last + 10.0)
}

/// A stream of events with these data.
fn data(data: &[&str]) -> Deed {
    pieces(data.iter().map(|data| event(data)))
}
