use super::FIRST;
use crate::checker::quote::quotes;
use crate::checker::{Case, Finding, Heard, Message};
use crate::history::Nanos;
use std::collections::BTreeMap;

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
        if heard.events.len() > 100 {
            return Finding::fail(id("flood").count("events", heard.events.len())).showing([heard.operation]);
        }
        return Finding::waits_for("stream-ends");
    };
    let together = most_of_one_symbol(&heard);
    if together >= TOGETHER && interval > 1_000_000_000 {
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

/// How often the same symbol is quoted within one tick, in the usual tick.
fn most_of_one_symbol(heard: &Heard) -> usize {
    let mut ticks: BTreeMap<Nanos, BTreeMap<String, usize>> = BTreeMap::new();
    let starts = heard.ticks();
    for timed in &heard.events {
        let Some(start) = starts.iter().rev().find(|start| **start <= timed.at) else { continue };
        let Ok(value) = super::parsed(&timed.event) else { continue };
        for quote in quotes(&value) {
            *ticks.entry(*start).or_default().entry(quote.symbol.unwrap_or_default()).or_default() += 1;
        }
    }
    let mut most: Vec<usize> = ticks.values().map(|tick| tick.values().copied().max().unwrap_or(0)).collect();
    most.sort_unstable();
    most.get(most.len() / 2).copied().unwrap_or(0)
}
