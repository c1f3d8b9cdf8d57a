use crate::checker::{Finding, Promptness, due_from};
use crate::history::Nanos;
use crate::labs::long_polling::case::{PollCase, same_status};
use crate::labs::long_polling::reading::State;
use crate::labs::long_polling::record::{PollKind, PollOperation, PollRole};
use crate::message::Message;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Clients that poll in a loop all reach the last state, however quickly the updates came.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("loop-stuck-seen.{what}"));
    let mut longest = None;
    for round in case.rounds() {
        let burst = match Burst::of(case, round) {
            Ok(Some(burst)) => burst,
            Ok(None) => continue,
            Err(unknown) => return *unknown,
        };
        let message = |what: &str| {
            let message = id(what).count("loops", burst.loops).count("updates", burst.updates);
            message.text("version", &burst.version)
        };
        if let Some((from, first)) = burst.stuck.first() {
            let timing = case.limits.timing(*from, first.came(), case.limits.late);
            let shown = std::iter::once(burst.last).chain(burst.stuck.iter().map(|(_, poll)| *poll));
            return Finding::fail(message("fail").count("stuck", burst.stuck.len())).timed(timing).showing(shown);
        }
        if burst.loops < case.at_least {
            return case.nothing();
        }
        let longer = longest.as_ref().is_none_or(|(time, _)| burst.longest >= *time);
        if longer {
            longest = Some((burst.longest, message("pass").time("longest", burst.longest)));
        }
    }
    longest.map_or_else(|| case.nothing(), |(_, message)| Finding::pass(message))
}

/// A round of quick updates, and how each client in a loop fared.
struct Burst<'a> {
    updates: usize,
    last: &'a PollOperation<'a>,
    /// Where every loop must arrive.
    version: String,
    loops: usize,
    /// Each that did not arrive in time: from when its answer was due, and the poll that should have got it.
    stuck: Vec<(Nanos, &'a PollOperation<'a>)>,
    longest: Nanos,
}

impl<'a> Burst<'a> {
    /// None where nobody polls in a loop; an error where nothing can be said.
    fn of(case: &PollCase<'a>, round: u32) -> Result<Option<Self>, Box<Finding>> {
        let mut loops: BTreeMap<u32, Vec<&PollOperation>> = BTreeMap::new();
        for poll in case.of(PollKind::Poll).filter(|o| o.round == round && o.role == Some(PollRole::Looper)) {
            loops.entry(poll.client.number).or_default().push(poll);
        }
        if loops.is_empty() {
            return Ok(None);
        }
        let nothing = || Box::new(case.nothing());
        let updates: Vec<_> = case.updates().filter(|o| o.round == round).collect();
        let last = *updates.iter().max_by_key(|o| o.started).ok_or_else(nothing)?;
        // What a client that only reads saw once all updates were answered.
        let looks = case.of(PollKind::Read).filter(|o| o.round == round && o.started > last.done);
        let end = looks.filter_map(|look| Some((look, look.state()?))).next();
        // An update without an answer took effect where its status is what everybody reads.
        let took = |status: &str| last.status().as_ref().is_some_and(|sent| same_status(sent, status));
        let end = end.filter(|(_, state)| last.succeeded() || took(&state.status));
        let (look, end) = end.ok_or_else(nothing)?;
        let version = end.version.token.clone();
        let mut burst = Self { updates: updates.len(), last, version, loops: loops.len(), stuck: vec![], longest: 0 };
        for polls in loops.values() {
            // Somebody else's update may have gone on from there.
            let earlier = |s: &State| {
                let asked = |o: &&PollOperation| o.version() == Some(s.version.token.as_str());
                case.seen_before(&s.version.token, look.started)
                    || s.version.compare(&end.version) == Some(Ordering::Less)
                    || loops.values().flatten().copied().filter(asked).any(|o| o.state() == Some(end))
            };
            let further = |o: &PollOperation, s: &State| o.done > look.started && !earlier(s);
            let there = |o: &PollOperation| o.state().is_some_and(|s| s.version == end.version || further(o, s));
            let arrived = polls.iter().find(|o| o.done >= last.started && there(o));
            let latest = || polls.iter().max_by_key(|o| o.started);
            let Some(&poll) = arrived.or_else(latest) else { continue };
            // One that ends empty in between is a client left waiting too: the time runs on through it.
            let waiting = polls.iter().filter(|o| o.done >= last.started).min_by_key(|o| o.started);
            let from = due_from(waiting.unwrap_or(&poll), last);
            match case.limits.judge(from, poll.came(), arrived.is_some()) {
                Promptness::Unsure if arrived.is_none() && poll.done < last.done => return Err(nothing()),
                Promptness::Unsure => return Err(Box::new(case.noisy(from, poll.came()))),
                Promptness::Lost => burst.stuck.push((from, poll)),
                _ => burst.longest = burst.longest.max(poll.came().saturating_sub(from)),
            }
        }
        Ok(Some(burst))
    }
}
