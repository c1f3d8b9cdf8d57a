use crate::checker::case::{due_from, same_status};
use crate::checker::{Case, Finding, Message, Promptness};
use crate::history::{Kind, Operation, State};
use std::collections::BTreeMap;

/// Clients that poll in a loop all reach the last state, however quickly the updates came.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("loop-stuck-seen.{what}"));
    let mut loops: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for poll in case.of(Kind::Poll).filter(|o| o.actor.starts_with("loop")) {
        loops.entry(&poll.actor).or_default().push(poll);
    }
    let Some(first) = loops.values().flatten().map(|o| o.round).min() else { return case.nothing() };
    let updates: Vec<_> = case.updates().filter(|o| o.round == first).collect();
    let Some(last) = updates.iter().max_by_key(|o| o.started) else { return case.nothing() };
    // What a client that only reads saw once all updates were answered: that is where every loop must arrive.
    let looks = case.of(Kind::Read).filter(|o| o.round == first && o.started > last.done);
    let end = looks.filter_map(|look| Some((look, look.state()?))).next();
    // An update without an answer took effect where its status is what everybody reads.
    let took = |status: &str| last.ask.status.as_ref().is_some_and(|sent| same_status(sent, status));
    let end = end.filter(|(_, state)| last.succeeded() || took(&state.status));
    let Some((look, end)) = end else { return case.nothing() };
    let mut longest = 0;
    let mut stuck = Vec::new();
    for polls in loops.values() {
        // Somebody else's update may have gone on from there, though never before we looked.
        let further =
            |o: &Operation, s: &State| o.done > look.started && !case.seen_before(&s.version.token, last.started);
        let there = |o: &Operation| o.state().is_some_and(|s| s.version == end.version || further(o, s));
        let arrived = polls.iter().find(|o| o.done >= last.started && there(o));
        let latest = || polls.iter().max_by_key(|o| o.started);
        let Some(&poll) = arrived.or_else(latest) else { continue };
        // One that ends empty in between is a client left waiting too: the time runs on through it.
        let waiting = polls.iter().filter(|o| o.done >= last.started).min_by_key(|o| o.started);
        let from = due_from(waiting.unwrap_or(&poll), last);
        match case.limits.judge(from, poll.came(), arrived.is_some()) {
            Promptness::Unsure if arrived.is_none() && poll.done < last.done => return case.nothing(),
            Promptness::Unsure => return case.noisy(from, poll.came()),
            Promptness::Lost => stuck.push((from, poll)),
            _ => longest = longest.max(poll.came().saturating_sub(from)),
        }
    }
    let message = |what: &str| {
        id(what).count("loops", loops.len()).count("updates", updates.len()).text("version", &end.version.token)
    };
    if !stuck.is_empty() {
        let message = message("fail").count("stuck", stuck.len());
        let timing = case.limits.timing(stuck[0].0, stuck[0].1.came(), case.limits.late);
        return Finding::fail(message)
            .timed(timing)
            .showing(std::iter::once(*last).chain(stuck.into_iter().map(|s| s.1)));
    }
    if loops.len() < case.at_least {
        return case.nothing();
    }
    Finding::pass(message("pass").time("longest", longest))
}
