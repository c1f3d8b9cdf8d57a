use super::FIRST;
use crate::checker::{Case, Finding, Message};

/// Several subscribers at once are all served.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("subscriber-starved-seen.{what}"));
    let asked: Vec<_> = case.subscriptions("subscriber").collect();
    let heard = case.heard("subscriber");
    if asked.len() < case.at_least {
        return case.nothing();
    }
    let served: Vec<u32> = heard.iter().filter(|one| !one.events.is_empty()).map(|one| one.operation.id).collect();
    if served.is_empty() {
        return Finding::waits_for(heard.first().map_or("stream-unreachable", |first| super::too_few(first)));
    }
    let starved: Vec<_> = asked.iter().filter(|one| !served.contains(&one.id)).copied().collect();
    let Some(first) = starved.first() else {
        return Finding::pass(id("pass").count("subscribers", asked.len()));
    };
    let waited = first.done.saturating_sub(first.started);
    if starved.iter().any(|one| case.limits.too_noisy(one.started, one.done)) || waited < FIRST && first.was_open() {
        return case.noisy(first.started, first.done);
    }
    let message = id("fail").count("subscribers", asked.len()).count("served", served.len()).time("waited", waited);
    Finding::fail(message).showing(starved)
}
