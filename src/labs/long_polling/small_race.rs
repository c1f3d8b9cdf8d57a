//! A race of polls and an update, as small as it was found: how many polls, when they leave, and how many rounds lose one.

use super::notes;
use super::offsets::Offsets;
use crate::history::{Event, History};
use serde::{Deserialize, Serialize};

/// A race as small as it was found, as a note of this lab holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SmallRace {
    /// Polls a round.
    pub pollers: u32,
    /// When they leave; nothing where no moment was found, and the race learns it each time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<Offsets>,
    /// With so many rounds, 49 of 50 such races lose a poll; of a tiny gap, nearly as many.
    pub rounds: u32,
    /// So many rounds were played like this, and so many of them lost a poll.
    pub played: u32,
    pub lost: u32,
}

/// Rounds that were played alike, and those of them that lost a poll.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tally {
    pub played: u32,
    pub lost: u32,
}

/// A race that learns its moment has so many rounds: of 20 of them, all lost a poll of a gap of 10 us, on two busy cores. The
/// third poll that is lost ends it.
const ROUNDS: u32 = 2000;

impl Tally {
    pub fn add(&mut self, lost: bool) {
        self.played += 1;
        self.lost += u32::from(lost);
    }

    /// How many rounds lose a poll in 49 of 50 cases, if it is as bad as that so few were lost by chance. Nothing where none
    /// was lost.
    pub fn rounds(self) -> Option<u32> {
        let rounds = (0.02_f64.ln() / (1.0 - self.least()).ln()).ceil().max(1.0) as u32;
        (self.lost > 0).then_some(rounds)
    }

    /// The lower bound of how often a round loses a poll, with a confidence of 95 % (Clopper and Pearson, 1934).
    fn least(self) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..40 {
            let middle = (low + high) / 2.0;
            if self.as_many_or_more(middle) < 0.05 { low = middle } else { high = middle }
        }
        low
    }

    /// How likely it is that so many are lost, or more, if each round loses one as often as this.
    fn as_many_or_more(self, rate: f64) -> f64 {
        let odds = rate / (1.0 - rate);
        let mut exactly = (1.0 - rate).powi(self.played as i32);
        let mut fewer = 0.0;
        for lost in 0..self.lost {
            fewer += exactly;
            exactly *= odds * f64::from(self.played - lost) / f64::from(lost + 1);
        }
        1.0 - fewer
    }
}

impl SmallRace {
    /// The last that a run found, if it found one.
    pub fn of_run(history: &History) -> Option<Self> {
        history.notes.iter().rev().find_map(|note| Self::of_note(&note.event))
    }

    pub fn of_note(event: &Event) -> Option<Self> {
        match event {
            Event::Lab { detail, .. } if notes::is(event, &notes::SHRUNK) => Self::deserialize(detail).ok(),
            _ => None,
        }
    }

    /// Nothing where none was lost.
    pub fn of(pollers: u32, offset: Offsets, tally: Tally) -> Option<Self> {
        let rounds = tally.rounds()?;
        Some(Self { pollers, offset: Some(offset), rounds, played: tally.played, lost: tally.lost })
    }

    /// One of so many polls as were lost when it was played like this, which learns its moment each time.
    pub fn as_it_was(pollers: u32, Tally { played, lost }: Tally) -> Self {
        Self { pollers, offset: None, rounds: ROUNDS, played, lost }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_are_enough_for_the_worst_that_is_likely() {
        let rounds = |lost, played| Tally { played, lost }.rounds();
        assert_eq!([rounds(0, 100), rounds(12, 12), rounds(6, 12)], [None, Some(3), Some(14)]);
        assert!(rounds(1, 100).is_some_and(|rounds| (7000..8000).contains(&rounds)), "{:?}", rounds(1, 100));
    }
}
