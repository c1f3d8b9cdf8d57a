//! Rules about event streams.

pub mod accel_buffering_missing;
pub mod bonus;
pub mod buffered_for_browsers;
pub mod cache_control_missing;
pub mod data_not_json;
pub mod first_event_late;
pub mod leavers_still_served;
pub mod lines_ignored;
pub mod not_event_stream;
pub mod not_steady;
pub mod not_utf8;
pub mod nothing_dispatched;
pub mod numbers_as_text;
pub mod page_missing;
pub mod quote_incomplete;
pub mod stream_blocks_others;
pub mod stream_ends;
pub mod stream_unreachable;
pub mod subscriber_starved;

use crate::checker::heard::TICK;
use crate::checker::quote::quotes;
use crate::checker::{Case, Excerpt, Finding, Heard};
use crate::event_stream::{Event, Trouble};
use crate::history::{Nanos, StreamEnd};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How late a first event, or the next one, may be.
const FIRST: Nanos = 10_000_000_000;

/// The finding, with the line that shows it.
fn troubled(mut finding: Finding, trouble: &Trouble) -> Finding {
    let kind = serde_json::to_value(trouble.kind).ok().and_then(|kind| kind.as_str().map(String::from));
    finding.message = finding.message.text("trouble", kind.unwrap_or_default()).count("line", trouble.line as usize);
    finding.excerpt = Some(Excerpt { line: trouble.line, column: trouble.column, text: trouble.text.clone() });
    finding
}

fn parsed(event: &Event) -> Result<Value, String> {
    serde_json::from_str(&event.data).map_err(|error| error.to_string())
}

/// The types of the events that are meant to be quotes: those that have one, or all where none has. A server may send
/// others beside them, of which the lab text says nothing.
fn judged_kinds<'a>(heard: &'a Heard) -> BTreeSet<&'a str> {
    let all = || heard.events.iter().map(|timed| &timed.event);
    let quoted = |event: &&Event| parsed(event).is_ok_and(|value| !quotes(&value).is_empty());
    let with: BTreeSet<&str> = all().filter(quoted).map(|event| event.kind.as_str()).collect();
    if with.is_empty() { all().map(|event| event.kind.as_str()).collect() } else { with }
}

/// How many events of one tick quote the same symbol, in the usual tick of a part of the stream.
fn most_of_one_symbol(heard: &Heard, is: impl Fn(Nanos) -> bool) -> usize {
    let starts: Vec<Nanos> = heard.ticks().into_iter().filter(|at| is(*at)).collect();
    let mut ticks: BTreeMap<Nanos, BTreeMap<String, usize>> = BTreeMap::new();
    for timed in heard.events.iter().filter(|timed| is(timed.at)) {
        let Some(start) = starts.iter().rev().find(|start| **start <= timed.at) else { continue };
        let tick = ticks.entry(*start).or_default();
        // Quotes of one event were meant to come together, and a history holds several of a symbol.
        let Ok(value) = parsed(&timed.event) else { continue };
        let symbols: BTreeSet<String> = quotes(&value).into_iter().filter_map(|quote| quote.symbol).collect();
        symbols.into_iter().for_each(|symbol| *tick.entry(symbol).or_default() += 1);
    }
    let mut most: Vec<usize> = ticks.values().map(|tick| tick.values().copied().max().unwrap_or(0)).collect();
    most.sort_unstable();
    most.get(most.len() / 2).copied().unwrap_or(0)
}

/// Why there are too few events to judge: the rule that says it.
fn too_few(heard: &Heard) -> &'static str {
    if !heard.events.is_empty() {
        "stream-ends"
    } else if !heard.troubles().is_empty() {
        "nothing-dispatched"
    } else {
        "first-event-late"
    }
}

/// More events than anybody can look at, without a pause; or so much that we left, with pauses that may be ours.
fn is_flood(heard: &Heard) -> bool {
    let pauseless = heard.interval().is_none_or(|interval| interval < TICK);
    let left = || heard.streamed.end == StreamEnd::Flood && most_of_one_symbol(heard, |_| true) >= not_steady::TOGETHER;
    heard.events.len() > 100 && (pauseless || left())
}

/// Whether somebody who listened at the same time was served when this subscriber was not, or not any more.
fn another_outlived(case: &Case, heard: &Heard, silence: Nanos) -> bool {
    let last = heard.events.last().map_or(0, |timed| timed.at);
    let until = heard.operation.done;
    let later = |at: Nanos| at > last + silence && at < until;
    case.heard_beside(heard.operation).iter().any(|other| other.events.iter().any(|timed| later(timed.at)))
}
