//! What the rules look at: one scenario as it happened, the last time it was driven.

use super::display::{Follower, Walked, followers};
use super::record::{Deed, ID, PageKind};
pub use crate::checker::Sight;
use crate::checker::{Case, Screens};
use crate::history::{Nanos, Observation, Operation, Screen};
use std::ops::Deref;
use std::sync::Arc;

/// So long before the next change is looked: a change is shown well before that, or late, and then it stays longer.
const BEFORE_NEXT: Nanos = 100_000_000;

pub struct PageCase<'a> {
    case: Case<'a>,
    /// What was done, in order, with the round in which it was.
    pub deeds: Vec<(Nanos, u32, Deed)>,
    screens: Screens,
}

impl<'a> Deref for PageCase<'a> {
    type Target = Case<'a>;

    fn deref(&self) -> &Case<'a> {
        &self.case
    }
}

/// When a poll was answered, or was over without.
pub fn left(poll: &Operation) -> Nanos {
    poll.head.unwrap_or(poll.done)
}

/// A change of the status, and what became of it on the page.
pub struct Changed {
    pub at: Nanos,
    pub status: String,
    pub version: String,
    pub held: bool,
    /// All that was shown when the next thing was done.
    pub screen: Screen,
}

impl<'a> PageCase<'a> {
    pub fn new(case: Case<'a>) -> Self {
        let read = |o: &Observation| Some((o.at, o.round, serde_json::from_value(o.detail.clone()).ok()?));
        let mut deeds: Vec<(Nanos, u32, Deed)> = case.observed("deed").filter_map(read).collect();
        deeds.sort_by_key(|(at, round, _)| (*round, *at));
        Self { case, deeds, screens: Screens::new(&case) }
    }

    /// What the page asked of this kind, in the order in which it asked.
    pub fn asked(&self, kind: PageKind) -> Vec<&'a Arc<Operation>> {
        let mut asked: Vec<_> = self.operations().filter(|o| o.kind == kind.name()).collect();
        asked.sort_by_key(|o| (o.round, o.started));
        asked
    }

    /// The same, of a server that has not been started anew since: a page that has not noticed that is another fault.
    pub fn asked_of_one(&self, kind: PageKind) -> Vec<&'a Arc<Operation>> {
        let anew = |poll: &Arc<Operation>| {
            self.deeds.iter().any(|(at, round, deed)| {
                *round == poll.round && poll.started >= *at && matches!(deed, Deed::Restarted { .. })
            })
        };
        self.asked(kind).into_iter().filter(|poll| !anew(poll)).collect()
    }

    /// Two polls of a round that waited beside each other within this time, one of which was not about to go: if a page
    /// gives one up for the next, it is seen to have gone a moment after that has come.
    pub fn beside(&self, round: u32, from: Nanos, to: Nanos) -> Option<[&'a Arc<Operation>; 2]> {
        let least = self.limits.prompt + self.limits.noise(from, to);
        let polls = self.waiting(round, from, to);
        let both = |one: &Operation, other: &Operation| {
            left(one).min(left(other)).min(to).saturating_sub(one.started.max(other.started).max(from)) > least
        };
        let pairs = |(place, one): (usize, &&'a Arc<Operation>)| {
            polls[place + 1..].iter().find(|other| both(one, other)).map(|other| [*one, *other])
        };
        polls.iter().enumerate().find_map(pairs)
    }

    /// The polls of a round that waited at some moment within this time.
    pub fn waiting(&self, round: u32, from: Nanos, to: Nanos) -> Vec<&'a Arc<Operation>> {
        let all = self.asked(PageKind::Poll).into_iter();
        all.filter(|poll| poll.round == round && poll.started < to && left(poll) > from).collect()
    }

    /// All that the page asked and that no script answered.
    pub fn others(&self) -> impl Iterator<Item = &'a Arc<Operation>> {
        let known = [PageKind::Poll, PageKind::Update, PageKind::Read].map(PageKind::name);
        self.operations().filter(move |o| !known.contains(&o.kind))
    }

    /// What was asked in this scenario, for this lab or for all of them.
    fn operations(&self) -> impl Iterator<Item = &'a Arc<Operation>> + use<'a> {
        let case = self.case;
        let is_own = |o: &&Arc<Operation>| o.lab.as_ref().is_none_or(|lab| *lab == ID);
        case.history.operations.iter().filter(move |o| case.is_of_this(o) && is_own(o))
    }

    /// All that a tab showed at this moment.
    pub fn screen(&self, sight: Sight, at: Nanos) -> Screen {
        self.screens.at(sight, at)
    }

    /// When an element of the page first was so, from some moment on.
    pub fn first(
        &self,
        sight: Sight,
        from: Nanos,
        place: &str,
        is: impl Fn(&(String, String)) -> bool,
    ) -> Option<Nanos> {
        self.screens.first(sight, from, Nanos::MAX, |screen| screen.get(place).is_some_and(&is))
    }

    /// The changes of a round, each with what was shown before the next one; not right before: the clocks of a page and of
    /// us are read some milliseconds apart, more on a busy machine, and what follows may seem to be there already.
    pub fn changes(&self, round: u32) -> Vec<Changed> {
        let of: Vec<_> = self.deeds.iter().filter(|(_, other, _)| *other == round).collect();
        let changed = of.iter().enumerate().filter_map(|(place, (at, _, deed))| {
            let Deed::Changed { status, version, held } = deed else { return None };
            let next = of.get(place + 1).map_or(Nanos::MAX, |(next, ..)| *next);
            let screen = self.screen(Sight::of(round), next.saturating_sub(BEFORE_NEXT).max(*at));
            Some(Changed { at: *at, status: status.clone(), version: version.clone(), held: *held, screen })
        });
        changed.collect()
    }

    /// The rounds of the scenario.
    pub fn rounds(&self) -> Vec<u32> {
        let mut rounds: Vec<u32> = self.deeds.iter().map(|(_, round, _)| *round).collect();
        rounds.dedup();
        rounds
    }

    /// The elements that show the status, by what was shown after each of these changes.
    pub fn followers(&self, changes: &[Changed]) -> Vec<Follower> {
        let walked: Vec<Walked> =
            changes.iter().map(|one| Walked { status: &one.status, screen: &one.screen }).collect();
        followers(&walked)
    }
}
