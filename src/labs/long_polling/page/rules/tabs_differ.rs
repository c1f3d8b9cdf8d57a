use crate::checker::{Finding, Promptness, Timing};
use crate::history::{Nanos, Operation, median};
use crate::labs::long_polling::page::case::{PageCase, Sight, left};
use crate::labs::long_polling::page::display::{Follower, Walked, shows};
use crate::labs::long_polling::page::record::{Deed, PageKind};
use crate::message::Message;
use std::collections::BTreeSet;

/// What counts as late for a tab that shows it at all: so long it was looked.
const LOOKED_FOR: Nanos = 2_000_000_000;

/// All tabs show the same when they are opened, and what is changed in one of them is shown in all, without being loaded
/// again.
pub fn judge(case: &PageCase) -> Finding {
    let opened = case.deeds.iter().find_map(|(at, round, deed)| match deed {
        Deed::Tabs { tabs } => Some((*at, *round, *tabs)),
        _ => None,
    });
    let Some((at, round, tabs)) = opened else { return case.nothing() };
    let walk = case.rounds()[0];
    let changes = case.changes(walk);
    let followers = case.followers(&changes);
    let Some(follower) = followers.first() else { return Finding::requires("change-not-shown") };
    let walked: Vec<Walked> = changes.iter().map(|one| Walked { status: &one.status, screen: &one.screen }).collect();
    let sights: Vec<Sight> = (1..=tabs).map(|tab| Sight { round, tab }).collect();
    let sent: Vec<(Nanos, &str)> = case
        .deeds
        .iter()
        .filter_map(|(at, _, deed)| match deed {
            Deed::Sent { status, .. } => Some((*at, status.as_str())),
            _ => None,
        })
        .collect();
    if sent.len() < case.at_least {
        return case.nothing();
    }
    if let Some(finding) = begins_apart(case, &sights, &followers, &walked, at) {
        return finding;
    }
    if let Some(tab) = case.deeds.iter().find_map(|(_, _, deed)| match deed {
        Deed::Reloaded { tab } => Some(*tab),
        _ => None,
    }) {
        return Finding::fail(Message::new("tabs-differ-seen.reloaded").count("tab", tab as usize));
    }
    let mut seen = vec![];
    for (at, status) in &sent {
        // From the moment in which the page sent it: what is shown at once was shown before it was written down.
        let from = at.saturating_sub(LOOKED_FOR);
        for sight in &sights {
            let first = followers.iter().filter_map(|follower| {
                case.first(*sight, from, &follower.place, |element| shows(element, follower, status, &walked))
            });
            match first.min() {
                Some(shown) => seen.push((*at, shown.max(*at))),
                None if asks_no_more(case, *sight, *at) => return Finding::requires("stops-after-hold"),
                None if case.limits.too_noisy(*at, at + LOOKED_FOR) => return case.noisy(*at, at + LOOKED_FOR),
                None => {
                    let message = Message::new("tabs-differ-seen.missing").count("tab", sight.tab as usize);
                    return Finding::fail(message.text("status", *status).text("place", &follower.place));
                }
            }
        }
    }
    let took: Vec<Nanos> = seen.iter().map(|(from, to)| to - from).collect();
    let Some(middle) = median(took.clone()) else { return case.nothing() };
    let (from, to) = seen.iter().copied().find(|(from, to)| to - from == middle).unwrap_or_default();
    let message = |what: &str| {
        let message = Message::new(format!("tabs-differ-seen.{what}")).count("tabs", tabs as usize);
        message.count("changes", sent.len()).time("median", middle)
    };
    let timing = Timing { observed: middle, limit: case.limits.prompt, noise: case.limits.noise(from, to) };
    let finding = match case.limits.judge(from, to, true) {
        Promptness::Prompt => Finding::pass(message("pass")),
        Promptness::Late | Promptness::Lost => Finding::half(message("late")),
        Promptness::Unsure => return Finding::noise(timing),
    };
    finding.timed(timing).of_times(took)
}

/// Whether a tab had asked its server for the state, was answered, and did not ask again until long after this moment.
fn asks_no_more(case: &PageCase, sight: Sight, at: Nanos) -> bool {
    let bare = |path: &str| path.split('?').next().unwrap_or_default().to_owned();
    let polls = case.asked(PageKind::Poll);
    let Some(path) = polls.first().map(|poll| bare(&poll.request.path)) else { return false };
    let is_own = |one: &&std::sync::Arc<Operation>| {
        one.round == sight.round && one.client.number == sight.tab && bare(&one.request.path) == path
    };
    let mut own = case.others().filter(is_own).filter(|one| one.started < at + LOOKED_FOR).peekable();
    own.peek().is_some() && own.all(|one| left(one) < at)
}

/// Tabs that show different statuses before anything was done: no status was shown by all of them. What else stands there
/// may differ, as the time of day does; and a page may forget at the end of a hold what it showed, which is another fault.
fn begins_apart(
    case: &PageCase,
    sights: &[Sight],
    followers: &[Follower],
    walked: &[Walked],
    at: Nanos,
) -> Option<Finding> {
    let showed = |sight: &Sight| {
        let is_shown = |status: &&str| {
            let first = |follower: &Follower| {
                case.first(*sight, 0, &follower.place, |element| shows(element, follower, status, walked))
            };
            followers.iter().filter_map(first).any(|shown| shown <= at)
        };
        walked.iter().map(|one| one.status).filter(is_shown).collect::<BTreeSet<&str>>()
    };
    let all: Vec<BTreeSet<&str>> = sights.iter().map(showed).collect();
    let other = all.iter().position(|statuses| statuses.is_disjoint(&all[0]) && *statuses != all[0])?;
    if case.limits.too_noisy(at.saturating_sub(LOOKED_FOR), at) {
        return Some(case.noisy(at.saturating_sub(LOOKED_FOR), at));
    }
    let said = |sight: &Sight| {
        let screen = case.screen(*sight, at);
        followers
            .iter()
            .find_map(|follower| screen.get(&follower.place))
            .map_or_else(String::new, |(text, _)| text.clone())
    };
    let message = Message::new("tabs-differ-seen.begin").count("tab", other + 1);
    Some(Finding::fail(message.text("said", said(&sights[0])).text("other", said(&sights[other]))))
}
