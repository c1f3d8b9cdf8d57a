use super::{FIRST, is_flood, most_of_one_symbol};
use crate::checker::{Case, Finding, Message};
use crate::history::Nanos;

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
    let (gaps, together) = (heard.gaps(), most_of_one_symbol(&heard, |_| true));
    if is_flood(&heard) {
        let finding = Finding::fail(id("flood").count("events", heard.events.len())).showing([heard.operation]);
        // Timers that nobody stopped may have made it one.
        return Finding { waits_for: Some("leavers-still-served"), ..finding };
    }
    let Some(interval) = heard.interval() else { return Finding::waits_for("stream-ends") };
    // Who sends many at once sends the first at once too, or has them not yet; who keeps them back fills a buffer first.
    let first = heard.events[0].at.saturating_sub(heard.operation.started);
    if together >= TOGETHER && interval > 1_000_000_000 && first * 2 >= interval {
        let (from, to) = (heard.operation.started, heard.operation.done);
        if case.limits.too_noisy(from, to) && case.limits.noise(from, to) * 2 >= interval {
            return case.noisy(from, to);
        }
        let message = id("together").count("times", together).time("interval", interval);
        return Finding::fail(message).showing([heard.operation]);
    }
    if gaps.len() < case.at_least {
        return Finding::waits_for("stream-ends");
    }
    let ticks = heard.ticks();
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
        return Finding::fail(message).timed(timing(*gap, *from)).of_times(gaps).showing([heard.operation]);
    }
    if interval > FIRST {
        return Finding::fail(id("slow").time("interval", interval)).showing([heard.operation]);
    }
    let finding = Finding::pass(id("pass").time("interval", interval).count("ticks", ticks.len()));
    let Some((gap, from)) = gaps.iter().zip(&ticks).max() else { return finding };
    finding.timed(timing(*gap, *from)).of_times(gaps)
}

/// So many quotes of one symbol in each of most ticks were not sent when they were made.
pub(super) const TOGETHER: usize = 3;
