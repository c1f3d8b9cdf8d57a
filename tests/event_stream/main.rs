//! The reader of event streams: what it dispatches, what it survives, and what it says of streams that were not meant
//! as they are.
//!
//! `PROPTEST_CASES=N` asks for so many runs of each property.

mod bounds;
mod cases;
mod correct;
mod explain;
mod parsing;
mod peer;

use lab::labs::sse::event_stream::{Event, Item, Scanner};
use proptest::prelude::*;

fn runs(usual: u32) -> ProptestConfig {
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { ProptestConfig::default().cases } else { usual };
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// What these chunks say, and the stream that comes out of them.
fn scan<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> Vec<Item> {
    let mut scanner = Scanner::new();
    chunks.into_iter().flat_map(|chunk| scanner.push(chunk)).collect()
}

fn events(items: Vec<Item>) -> Vec<Event> {
    let event = |item| if let Item::Event(event) = item { Some(event) } else { None };
    items.into_iter().filter_map(event).collect()
}

/// The stream cut at these places, in whatever order they are.
fn cut<'a>(stream: &'a [u8], places: &[prop::sample::Index]) -> Vec<&'a [u8]> {
    let mut places: Vec<_> = places.iter().map(|place| place.index(stream.len() + 1)).collect();
    places.sort_unstable();
    places.push(stream.len());
    let starts = std::iter::once(0).chain(places.clone());
    starts.zip(places).map(|(start, end)| &stream[start..end]).collect()
}
