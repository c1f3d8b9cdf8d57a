//! Why a stream stopped: of itself, or because others left.

use super::silence;
use crate::history::{Nanos, Operation};
use crate::labs::sse::case::{StreamCase, was_left};
use crate::labs::sse::parsed_stream::ParsedStream;

/// When it stopped, if it did before we left it: it ended, or brought nothing any more.
pub fn at(stream: &ParsedStream) -> Option<Nanos> {
    if stream.was_ended() {
        return Some(stream.operation.done);
    }
    let last = stream.events.last()?.at;
    (was_left(stream.operation) && stream.operation.done.saturating_sub(last) >= silence(stream.interval()))
        .then_some(last)
}

/// Whether a stream stopped because others left: it went on for as long without that, it stopped soon after somebody
/// had left, and every other one that was open then stopped in the same moment. A stream that stops when it has reached
/// an age does so at another moment than one that was opened later.
pub fn by_leavers(case: &StreamCase, stream: &ParsedStream) -> bool {
    let (Some(stop), began) = (at(stream), stream.operation.started) else { return false };
    let tick = stream.interval().unwrap_or(SECOND).max(SECOND / 10);
    let Some(left) = case.departures().filter(|left| *left > began).min() else { return false };
    // The event that did not come was due an interval after the last.
    let due = if stream.was_ended() { stop } else { stop + tick * 3 / 2 };
    if due < left || stop.saturating_sub(left) > left - began {
        return false;
    }
    let mut alone = true;
    for other in case.streams_beside(stream.operation).filter(|other| other.answer.code == 200) {
        let (from, to) = (other.operation.started, other.operation.done);
        // Who had nothing before, or left with the others, shows nothing.
        if from >= left || to <= left || other.events.first().is_none_or(|first| first.at >= left) {
            continue;
        }
        match at(other) {
            None if other.events.iter().any(|timed| timed.at > due + tick) => return false,
            None => {}
            Some(stopped) => {
                let apart = stopped.abs_diff(stop);
                let age_apart = stopped.saturating_sub(from).abs_diff(stop.saturating_sub(began));
                if apart > age_apart {
                    return false;
                }
                alone = false;
            }
        }
    }
    !alone || stop.saturating_sub(left) <= tick * 2
}

/// How many had left when nobody got anything any more: this one, which came afterwards, got nothing, nor did anybody
/// since, and one that came before had its events until somebody left. None if it is not so.
pub fn after_leavers(case: &StreamCase, came: &Operation) -> Option<usize> {
    let events = |stream: &ParsedStream| stream.events.iter().map(|timed| timed.at).max();
    let last = case.run.streams.iter().filter_map(events).max()?;
    let left: Vec<Nanos> = case.departures().filter(|left| *left < came.started).collect();
    let was_served = |stream: &&ParsedStream| {
        let began = stream.operation.started;
        let (first, until) = (stream.events.first()?.at, left.iter().filter(|left| **left > began).min()?);
        (first < *until).then_some(())
    };
    let was_well = case.run.streams.iter().any(|stream| was_served(&stream).is_some());
    (last < came.started && was_well).then_some(left.len())
}

const SECOND: Nanos = 1_000_000_000;
