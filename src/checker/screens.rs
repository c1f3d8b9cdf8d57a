//! What tabs showed in a scenario, moment by moment.

use super::Case;
use crate::history::{Nanos, Screen, Shown};

/// A tab of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sight {
    pub round: u32,
    pub tab: u32,
}

impl Sight {
    /// The first tab of a round; most have no other.
    pub fn of(round: u32) -> Self {
        Self { round, tab: 1 }
    }
}

pub struct Screens(Vec<(Nanos, Sight, Shown)>);

impl Screens {
    pub fn new(case: &Case) -> Self {
        let mut shown: Vec<(Nanos, Sight, Shown)> = case
            .observed("shown")
            .filter_map(|o| {
                let sight = Sight { round: o.round, tab: o.client.number };
                Some((o.at, sight, serde_json::from_value(o.detail.clone()).ok()?))
            })
            .collect();
        shown.sort_by_key(|(at, sight, _)| (*sight, *at));
        Self(shown)
    }

    /// All that a tab showed at this moment.
    pub fn at(&self, sight: Sight, at: Nanos) -> Screen {
        let mut screen = Screen::new();
        self.of(sight).filter(|(when, _)| *when <= at).for_each(|(_, shown)| shown.apply(&mut screen));
        screen
    }

    /// When what a tab showed first was so, from one moment to another.
    pub fn first(&self, sight: Sight, from: Nanos, to: Nanos, is: impl Fn(&Screen) -> bool) -> Option<Nanos> {
        let mut screen = self.at(sight, from);
        if is(&screen) {
            return Some(from);
        }
        self.of(sight).filter(|(at, _)| *at > from && *at <= to).find_map(|(at, shown)| {
            shown.apply(&mut screen);
            is(&screen).then_some(at)
        })
    }

    fn of(&self, sight: Sight) -> impl Iterator<Item = (Nanos, &Shown)> {
        self.0.iter().filter(move |(_, other, _)| *other == sight).map(|(at, _, shown)| (*at, shown))
    }
}
