use super::{FIRST, is_flood, most_of_one_symbol};
use crate::checker::Finding;
use crate::history::Nanos;
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::event_stream::TICK;
use crate::labs::sse::parsed_stream::TimedEvent;
use crate::message::Message;

/// Events come at an interval, one tick after another: none is kept back to be sent with later ones.
///
/// A tick may hold a quote of each symbol. What tells a stream that is kept back is that its ticks hold the same
/// symbol several times.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("not-steady-seen.{what}"));
    let stream = match case.stream() {
        Ok(stream) => stream,
        Err(unknown) => return *unknown,
    };
    if stream.events.is_empty() {
        return Finding::requires("first-event-late");
    }
    let (gaps, together) = (stream.gaps(), most_of_one_symbol(stream, |_| true));
    if is_flood(stream) {
        let finding = Finding::fail(id("flood").count("events", stream.events.len())).showing([stream.operation]);
        // Timers that nobody stopped may have made it one.
        return Finding { requires: Some("leavers-still-served"), ..finding };
    }
    let Some(interval) = stream.interval() else { return Finding::requires("stream-ends") };
    // Its empty line comes with the next event: each is shown when it is out of date.
    let late = |timed: &&TimedEvent| {
        timed.withheld * 2 >= interval + case.limits.noise(timed.at - timed.withheld, timed.at) * 2
    };
    let withheld = stream.events.iter().filter(late).count();
    if interval >= TICK && stream.events.len() > 2 && withheld * 2 > stream.events.len() {
        return usable(id("behind").time("interval", interval)).showing([stream.operation]);
    }
    // A server that sends many at once sends the first at once too, or has none yet; one that keeps events back fills a
    // buffer first.
    let first = stream.events[0].at.saturating_sub(stream.operation.started);
    if together >= TOGETHER && interval > 1_000_000_000 && first * 2 >= interval {
        let (from, to) = (stream.operation.started, stream.operation.done);
        if case.limits.too_noisy(from, to) && case.limits.noise(from, to) * 2 >= interval {
            return case.noisy(from, to);
        }
        let message = id("together").count("times", together).time("interval", interval);
        return usable(message).showing([stream.operation]);
    }
    if gaps.len() < case.at_least {
        return Finding::requires("stream-ends");
    }
    let ticks = stream.ticks();
    let limit = (interval * 5).max(interval + 3_000_000_000).min(FIRST.max(interval + 3_000_000_000));
    let timing = |gap: Nanos, from: Nanos| case.limits.timing(from, from + gap, limit);
    for (gap, from) in gaps.iter().zip(&ticks) {
        if *gap <= limit {
            continue;
        }
        if case.limits.too_noisy_for(*from, from + gap, limit) {
            return case.noisy_for(*from, from + gap, limit);
        }
        let message = id("gap").time("gap", *gap).time("interval", interval);
        return usable(message).timed(timing(*gap, *from)).of_times(gaps).showing([stream.operation]);
    }
    if interval > FIRST {
        return usable(id("slow").time("interval", interval)).showing([stream.operation]);
    }
    let finding = Finding::pass(id("pass").time("interval", interval).count("ticks", ticks.len()));
    let Some((gap, from)) = gaps.iter().zip(&ticks).max() else { return finding };
    finding.timed(timing(*gap, *from)).of_times(gaps)
}

/// Nobody is well served, and a page shows something all the same: a flood alone leaves a browser no time for that.
fn usable(message: Message) -> Finding {
    Finding::fail(message).usable()
}

/// So many quotes of one symbol in each of most ticks were not sent when they were made.
pub(super) const TOGETHER: usize = 3;
