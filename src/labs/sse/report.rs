//! What reports show of this lab.

use super::case::StreamRun;
use super::contract::Sse;
use super::parsed_stream::ParsedStream;
use super::record::{StreamKind, StreamOperation};
use crate::contract::Contract;
use crate::history::{ChannelEnd, DISCOVERY, History, Nanos, Operation};
use crate::labs::lab::{ChannelEvent, ChannelPanel, Gist, Measured, Row, Shape};
use crate::message::Message;
use crate::names::Name;

/// Of each stream, so many events are shown.
const EVENTS: usize = 50;
/// Of each event, so many characters of its data.
const DATA: usize = 120;

pub fn measured<'a>(history: &'a History, contract: &Contract) -> Measured<'a> {
    let run = StreamRun::new(history, Sse::of(contract).unwrap_or_default());
    Measured { limits: run.limits, hold: None, version_kind: None }
}

pub const SHAPES: &[(Name, Shape)] = &[(StreamKind::Stream.name(), Shape::Streams)];

pub fn gist(operation: &Operation) -> Gist {
    Gist { waits: operation.kind == StreamKind::Stream.name(), ..Gist::default() }
}

/// The contract in words.
pub fn rows(contract: &Contract, _: Option<&str>) -> Vec<Row> {
    let path = Sse::of(contract).map(|contract| format!("GET {}", contract.stream.path));
    let row = |path| Row { label: "contract-stream", value: Message::new("verbatim").text("text", path) };
    path.map(row).into_iter().collect()
}

/// The streams of the last attempt of each scenario.
pub fn panels(history: &History) -> Vec<ChannelPanel> {
    let operations = history.operations.iter().filter_map(|o| StreamOperation::of(o));
    let streams: Vec<_> = operations.filter(|o| o.kind == StreamKind::Stream && o.scenario != DISCOVERY).collect();
    let last = |scenario: &str| streams.iter().filter(|o| o.scenario == scenario).map(|o| o.attempt).max();
    streams.iter().filter(|o| last(&o.scenario) == Some(o.attempt)).map(panel).collect()
}

fn panel(operation: &StreamOperation) -> ChannelPanel {
    let stream = ParsedStream::of(operation);
    let events = stream.as_ref().map_or(&[][..], |stream| &stream.events);
    let shown = events.iter().take(EVENTS).map(|timed| ChannelEvent {
        at_ms: ms(timed.at),
        kind: timed.event.kind.clone(),
        id: timed.event.id.clone(),
        data: timed.event.data.chars().take(DATA).collect(),
    });
    ChannelPanel {
        operation: operation.id,
        scenario: operation.scenario.clone(),
        client: operation.client.to_string(),
        asked_ms: ms(operation.sent.unwrap_or(operation.started)),
        head_ms: operation.head.map(ms),
        done_ms: ms(operation.done),
        end: stream.as_ref().map(|stream| end(&stream.channel.end).into()),
        events: shown.collect(),
        count: events.len() as u64,
    }
}

/// Milliseconds, to the microsecond.
fn ms(time: Nanos) -> f64 {
    (time as f64 / 1e3).round() / 1e3
}

fn end(end: &ChannelEnd) -> &'static str {
    match end {
        ChannelEnd::Left => "left",
        ChannelEnd::Ended => "ended",
        ChannelEnd::Cut(_) => "cut",
        ChannelEnd::Flood => "flood",
    }
}
