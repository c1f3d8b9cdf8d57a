//! Histories written by hand: which client asked what, when, and what came of it. Times are milliseconds.

pub mod cast;
pub mod company;
mod deed;
mod story;
mod subscription;
mod told;

pub use deed::{
    Deed, ahead, delete, liveness, lookout, looper, odd, page, racer, raw, reader, release, repeated, repeater, stuck,
    tab_polls, tab_reads, tab_updates, update, waiter,
};
pub use story::{Story, story};
pub use subscription::{browser, event, quote, returner, subscriber};
pub use told::Told;

use lab::history::Nanos;

/// The scenario that is judged; what belongs to another says so.
const HERE: &str = "here";

fn ms(time: impl Into<f64>) -> Nanos {
    (time.into() * 1e6).round() as Nanos
}
