use super::{FIRST, most_of_one_symbol};
use crate::checker::heard::TICK;
use crate::checker::{Case, Finding, Heard, Message};
use crate::history::StreamEnd;

/// Events come at an interval, one tick after another: none is kept back to be sent with later ones.
///
/// A tick may hold a quote of each symbol. What tells a stream that is kept back is that its ticks hold the same
/// symbol several times.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("not-steady-seen.{what}"));
    let heard = match case.stream() {
        Ok(heard) => heard,
        Err(unknown) => return *unknown,
    };
    if heard.events.is_empty() {
        return Finding::waits_for("first-event-late");
    }
    let gaps = heard.gaps();
    let Some(interval) = heard.interval() else {
        if super::is_flood(&heard) {
            let finding = Finding::fail(id("flood").count("events", heard.events.len())).showing([heard.operation]);
            // Timers that nobody stopped may have made it one.
            return Finding { waits_for: Some("leavers-still-served"), ..finding };
        }
        let message = id("together").count("times", together).time("interval", interval);
        return Finding::fail(message).showing([heard.operation]);
    }
    if gaps.len() < case.at_least {
        return Finding::waits_for("stream-ends");
    }
    let ticks = heard.ticks();
    for (gap, from) in gaps.iter().zip(&ticks) {
        let limit = (interval * 5).max(interval + 3_000_000_000).min(FIRST.max(interval + 3_000_000_000));
        if *gap <= limit {
            continue;
        }
        if case.limits.too_noisy(*from, from + gap) {
            return case.noisy(*from, from + gap);
        }
        let message = id("gap").time("gap", *gap).time("interval", interval);
        return Finding::fail(message).timed(case.limits.timing(*from, from + gap, limit)).showing([heard.operation]);
    }
    if interval > FIRST {
        return Finding::fail(id("slow").time("interval", interval)).showing([heard.operation]);
    }
    Finding::pass(id("pass").time("interval", interval).count("ticks", ticks.len()))
}

/// So many quotes of one symbol in each of most ticks were not sent when they were made.
const TOGETHER: usize = 3;

/// More events than anybody can look at, without a pause; or so much that we left, with pauses that may be ours.
fn is_flood(heard: &Heard, together: usize) -> bool {
    let pauseless = heard.interval().is_none_or(|interval| interval < TICK);
    let flooded = heard.streamed.end == StreamEnd::Flood && together >= TOGETHER;
    heard.events.len() > 100 && (pauseless || flooded)
}
