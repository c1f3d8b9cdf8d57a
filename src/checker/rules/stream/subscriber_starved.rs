use super::FIRST;
use crate::checker::{Case, Finding, Heard, Message};
use crate::history::{Operation, StreamEnd};

/// Several subscribers at once are all served.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("subscriber-starved-seen.{what}"));
    let asked: Vec<_> = case.subscriptions("subscriber").collect();
    let heard = case.heard("subscriber");
    if asked.len() < case.at_least {
        return case.nothing();
    }
    let goes_on = heard.iter().any(|one| !one.gaps().is_empty());
    // One that got its first event and then nothing, while others went on, is as badly off.
    let forgotten = |one: &Heard| {
        let silence = one.events.last().map_or(0, |last| one.operation.done.saturating_sub(last.at));
        goes_on && one.gaps().is_empty() && silence >= FIRST
    };
    let is_served = |one: &&Heard| !one.events.is_empty() && !forgotten(one);
    let served: Vec<u32> = heard.iter().filter(is_served).map(|one| one.operation.id).collect();
    if served.is_empty() {
        return Finding::waits_for(heard.first().map_or("stream-unreachable", |first| super::too_few(first)));
    }
    let starved: Vec<_> = asked.iter().filter(|one| !served.contains(&one.id)).copied().collect();
    if starved.is_empty() {
        return Finding::pass(id("pass").count("subscribers", asked.len()));
    }
    let waited = |one: &Operation| one.done.saturating_sub(one.started);
    let sure = |one: &Operation| {
        !case.limits.too_noisy_for(one.started, one.done, FIRST) && (waited(one) >= FIRST || !was_left(one))
    };
    let Some(first) = starved.iter().find(|one| sure(one)) else {
        return case.noisy_for(starved[0].started, starved[0].done, FIRST);
    };
    let message =
        id("fail").count("subscribers", asked.len()).count("served", served.len()).time("waited", waited(first));
    Finding::fail(message).showing(starved)
}

/// Whether its events might still have come.
fn was_left(one: &Operation) -> bool {
    one.was_open() || one.stream.as_ref().is_some_and(|stream| stream.end == StreamEnd::Left)
}
