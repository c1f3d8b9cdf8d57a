//! Every rule of this lab, one a file, named for the fault that it finds, and what several of them need.
#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]

mod accel_buffering_missing;
mod advice;
mod bonus;
mod buffered_for_browsers;
mod cache_control_missing;
mod data_not_json;
mod first_event_late;
mod leavers_still_served;
mod lines_ignored;
mod not_event_stream;
mod not_steady;
mod not_utf8;
mod nothing_dispatched;
mod numbers_as_text;
mod page_missing;
mod quote_incomplete;
mod said;
mod stopped;
mod stream_blocks_others;
mod stream_ends;
mod stream_server_died;
mod stream_unreachable;
mod subscriber_starved;

use crate::checker::{Excerpt, Finding, Question, rules};
use crate::history::{ChannelEnd, Nanos};
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::event_stream::{Event, TICK, Trouble};
use crate::labs::sse::parsed_stream::ParsedStream;
use crate::labs::sse::quote::quotes;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

// In the order in which reports list them.
rules! { StreamCase:
    "stream-unreachable" => stream_unreachable::judge,
    "not-event-stream" => not_event_stream::judge,
    "cache-control-missing" => cache_control_missing::judge,
    "accel-buffering-missing" => accel_buffering_missing::judge,
    "nothing-dispatched" => nothing_dispatched::judge,
    "lines-ignored" => lines_ignored::judge,
    "not-utf8" => not_utf8::judge,
    "data-not-json" => data_not_json::judge,
    "quote-incomplete" => quote_incomplete::judge,
    "numbers-as-text" => numbers_as_text::judge,
    "first-event-late" => first_event_late::judge,
    "not-steady" => not_steady::judge,
    "buffered-for-browsers" => buffered_for_browsers::judge,
    "stream-ends" => stream_ends::judge,
    "subscriber-starved" => subscriber_starved::judge,
    "stream-blocks-others" => stream_blocks_others::judge,
    "leavers-still-served" => leavers_still_served::judge,
    "stream-server-died" => stream_server_died::judge,
    "page-missing" => page_missing::judge,
    "ids-grow" => bonus::ids_grow::judge,
    "resumes" => bonus::resumes::judge,
    "retry-sent" => bonus::retry_sent::judge,
    "heartbeat" => bonus::heartbeat::judge,
    "same-events" => bonus::same_events::judge,
    "head-answered" => bonus::head_answered::judge,
    "stream-renamed" => advice::stream_renamed::judge,
    "quote-never-changes" => advice::quote_never_changes::judge,
    "event-named-error" => advice::event_named_error::judge,
}

/// The rule that every other one needs: the server is there.
pub const VITAL: &str = "stream-server-died";

/// What a rule finds in a scenario, and what becomes of that if the server ended meanwhile or was started anew.
pub fn answer(case: &StreamCase, question: &Question) -> Finding {
    let Some(finding) = judge(question.rule, case) else { return case.nothing() };
    let finding = if question.rule == VITAL { finding } else { case.unless_dead(finding) };
    case.restarted().filter(|_| question.required).unwrap_or(finding)
}

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
fn judged_kinds<'a>(stream: &'a ParsedStream) -> BTreeSet<&'a str> {
    let all = || stream.events.iter().map(|timed| &timed.event);
    let quoted = |event: &&Event| parsed(event).is_ok_and(|value| !quotes(&value).is_empty());
    let with: BTreeSet<&str> = all().filter(quoted).map(|event| event.kind.as_str()).collect();
    if with.is_empty() { all().map(|event| event.kind.as_str()).collect() } else { with }
}

/// How many events of one tick quote the same symbol, in the usual tick of a part of the stream.
fn most_of_one_symbol(stream: &ParsedStream, is: impl Fn(Nanos) -> bool) -> usize {
    let starts: Vec<Nanos> = stream.ticks().into_iter().filter(|at| is(*at)).collect();
    let mut ticks: BTreeMap<Nanos, BTreeMap<String, usize>> = BTreeMap::new();
    for timed in stream.events.iter().filter(|timed| is(timed.at)) {
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
fn too_few(stream: &ParsedStream) -> &'static str {
    if !stream.events.is_empty() {
        "stream-ends"
    } else if !stream.troubles().is_empty() {
        "nothing-dispatched"
    } else {
        "first-event-late"
    }
}

/// After so long without an event a stream with this interval is silent.
fn silence(interval: Option<Nanos>) -> Nanos {
    // Events without a pause have no interval.
    interval.filter(|interval| *interval >= TICK).map_or(FIRST, |usual| (usual * 3).max(usual + 3_000_000_000))
}

/// So many events in a second are more than anybody can look at.
const FLOOD: u64 = 25;

/// More events than anybody can look at, without a pause; or so much that we left, with pauses that may be ours.
fn is_flood(stream: &ParsedStream) -> bool {
    let lasted = stream.events.last().map_or(0, |last| last.at - stream.events[0].at);
    let pauseless = stream.interval().is_none_or(|interval| interval < TICK)
        && stream.events.len() as u64 * 1_000_000_000 > lasted * FLOOD;
    let left =
        || stream.channel.end == ChannelEnd::Flood && most_of_one_symbol(stream, |_| true) >= not_steady::TOGETHER;
    stream.events.len() > 100 && (pauseless || left())
}

/// Whether another subscriber that listened at the same time was served when this subscriber was not, or not any more.
fn another_outlived(case: &StreamCase, stream: &ParsedStream, silence: Nanos) -> bool {
    // What others got before this one came is no matter.
    let last = stream.events.last().map_or(stream.operation.started, |timed| timed.at);
    let until = stream.operation.done;
    let later = |at: Nanos| at > last + silence && at < until;
    case.streams_beside(stream.operation).any(|other| other.events.iter().any(|timed| later(timed.at)))
}
