//! A race that lost polls is made as small as it can be and still loses one nearly every time: as property tests shrink
//! what they found. Fewer polls first, then the moment at which they leave, then as few rounds as that needs.

use crate::labs::long_polling::offsets::{Offset, Offsets};
use crate::labs::long_polling::small_race::{SmallRace, Tally};

/// So many polls are tried.
const POLLERS: [u32; 3] = [1, 5, 20];
/// The moment is looked for in so many rounds at most, and until so many of them have lost a poll.
const SEARCHED: u32 = 80;
const LOSSES: u32 = 5;
/// A moment is tried so often.
const TRIED: u32 = 12;
/// A race of more rounds is not lost often enough to be relied on.
const FEW: u32 = 12;
/// What a race is played against.
pub trait Play {
    /// Plays one round with so many polls, and tells when those left that were lost; nothing when there is no time for
    /// more.
    fn play(&mut self, pollers: u32, offsets: Offsets) -> impl Future<Output = Option<Vec<Offset>>> + Send;
}

/// The smallest race that loses a poll nearly every time, among those of fewer polls that leave in here. Nothing where
/// none does within few rounds: what is lost now and then is lost at another moment, or not at all, once the machine has
/// more to do or less.
pub async fn smallest(most: u32, whole: Offsets, target: &mut impl Play) -> Option<SmallRace> {
    for pollers in POLLERS.into_iter().filter(|pollers| *pollers < most) {
        let (mut searched, mut lost) = (Tally::default(), Vec::new());
        while searched.lost < LOSSES && searched.played < SEARCHED {
            let round = target.play(pollers, whole).await?;
            searched.add(!round.is_empty());
            lost.extend(round);
        }
        let Some(aimed) = aimed(lost).filter(|_| searched.lost > 1) else { continue };
        let mut tried = Tally::default();
        while tried.played < TRIED {
            let Some(round) = target.play(pollers, aimed).await else { break };
            tried.add(!round.is_empty());
        }
        let both = [(aimed, tried), (whole.rounded(), searched)];
        let both = both.into_iter().filter_map(|(offset, tally)| SmallRace::of(pollers, offset, tally));
        let better = both.min_by_key(|race| race.rounds).filter(|race| race.rounds <= FEW);
        if better.is_some() {
            return better;
        }
    }
    None
}

/// Around where most polls were lost: twice as far from the middle one as half of them are. A machine that was busy for a
/// moment makes outliers.
pub fn region(mut lost: Vec<Offset>) -> Option<Offsets> {
    let middle = |offsets: &mut Vec<Offset>| {
        offsets.sort_unstable();
        offsets.get(offsets.len() / 2).copied()
    };
    let centre = middle(&mut lost)?;
    let far = middle(&mut lost.iter().map(|offset| (offset - centre).abs()).collect())?;
    Some(Offsets { from: centre, to: centre }.widened(2 * far))
}

/// Where polls were lost, without the outermost fifth on either side: outliers would make it wide.
fn aimed(mut lost: Vec<Offset>) -> Option<Offsets> {
    lost.sort_unstable();
    let cut = lost.len() / 5;
    Offsets::around(lost[cut..lost.len() - cut].iter().copied()).map(Offsets::rounded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::StdRng;
    use rand::{RngExt, SeedableRng};

    const MS: Offset = 1_000_000;

    /// Loses the polls that leave in its gap, each by this chance.
    struct Gap {
        gap: Offsets,
        chance: f64,
        rounds: u32,
        random: StdRng,
    }

    impl Play for Gap {
        async fn play(&mut self, pollers: u32, offsets: Offsets) -> Option<Vec<Offset>> {
            self.rounds = self.rounds.checked_sub(1)?;
            let sent = offsets.draw(pollers, &mut self.random);
            let mut is_lost =
                |at: &Offset| (self.gap.from..=self.gap.to).contains(at) && self.random.random_bool(self.chance);
            Some(sent.into_iter().filter(&mut is_lost).collect())
        }
    }

    fn found(gap: Offsets, chance: f64, rounds: u32) -> Option<SmallRace> {
        let mut target = Gap { gap, chance, rounds, random: StdRng::seed_from_u64(7) };
        let whole = Offsets { from: -20 * MS, to: 5 * MS };
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(smallest(50, whole, &mut target))
    }

    #[test]
    fn a_wide_gap_takes_one_poll_within_it() {
        let gap = Offsets { from: -5 * MS, to: 0 };
        let race = found(gap, 1.0, 1000).expect("it is found");
        let offset = race.offset.expect("a moment");
        assert!((race.pollers, race.lost) == (1, TRIED) && race.rounds <= 3, "{race:?}");
        assert!(gap.from <= offset.from && offset.to <= gap.to, "{race:?}");
    }

    #[test]
    fn a_narrow_gap_takes_more_polls_and_never_too_few_rounds() {
        let gap = Offsets { from: -3 * MS, to: 0 };
        let race = found(gap, 0.2, 1000).expect("it is found");
        let misses = 1.0 - f64::from(race.lost) / f64::from(race.played);
        assert!(race.pollers > 1 && misses.powi(race.rounds as i32) < 0.05, "{race:?}");
    }

    #[test]
    fn what_is_not_lost_again_often_enough_or_has_no_time_is_not_made_smaller() {
        let gap = Offsets { from: -5 * MS, to: 0 };
        assert_eq!(found(Offsets { from: 0, to: 0 }, 1.0, 1000), None);
        assert_eq!(found(Offsets { from: -MS / 50, to: 0 }, 0.1, 1000), None);
        assert_eq!(found(gap, 1.0, 3), None);
    }

    #[test]
    fn an_outlier_makes_the_region_no_wider() {
        let region = |lost: &[Offset]| region(lost.to_vec()).map(|region| (region.from, region.to));
        assert_eq!(region(&[-14 * MS, 100, 200]), Some((-100, 300)));
        assert_eq!(region(&[-4, -3, -2, -1, 0]), Some((-4, 0)));
        assert_eq!((region(&[5]), region(&[])), (Some((5, 5)), None));
    }
}
