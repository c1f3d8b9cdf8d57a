//! Streams as a report shows them: their events, as they came.

use super::model::{EventReport, StreamReport, ms};
use crate::checker::Heard;
use crate::history::{History, Kind, Operation, StreamEnd};

/// Of each stream, so many events are shown.
const EVENTS: usize = 50;
/// Of each event, so many characters of its data.
const DATA: usize = 120;

/// The streams of the last attempt of each scenario.
pub fn streams(history: &History) -> Vec<StreamReport> {
    let all = || history.operations.iter().filter(|o| o.kind == Kind::Stream);
    let last = |scenario: &str| all().filter(|o| o.scenario == scenario).map(|o| o.attempt).max();
    all().filter(|o| last(&o.scenario) == Some(o.attempt)).map(stream).collect()
}

fn stream(operation: &Operation) -> StreamReport {
    let heard = Heard::of(operation);
    let events = heard.as_ref().map_or(&[][..], |heard| &heard.events);
    let shown = events.iter().take(EVENTS).map(|timed| EventReport {
        at_ms: ms(timed.at),
        kind: timed.event.kind.clone(),
        id: timed.event.id.clone(),
        data: timed.event.data.chars().take(DATA).collect(),
    });
    StreamReport {
        operation: operation.id,
        scenario: operation.scenario.clone(),
        actor: operation.actor.clone(),
        asked_ms: ms(operation.sent.unwrap_or(operation.started)),
        head_ms: operation.head.map(ms),
        done_ms: ms(operation.done),
        end: heard.as_ref().map(|heard| end(&heard.streamed.end).into()),
        events: shown.collect(),
        count: events.len() as u64,
    }
}

fn end(end: &StreamEnd) -> &'static str {
    match end {
        StreamEnd::Left => "left",
        StreamEnd::Ended => "ended",
        StreamEnd::Cut(_) => "cut",
        StreamEnd::Flood => "flood",
    }
}
