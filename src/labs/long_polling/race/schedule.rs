//! When the polls of a race leave, counted from their update.
//!
//! A poll that leaves early is held and woken, one that leaves late is answered at once; in between lies the moment
//! that a lost wake-up lives in. Within a round trip the two look alike, so the moment is bracketed from outside: from
//! the last poll that certainly waited to the first that certainly did not need to.

use crate::labs::long_polling::offsets::Offset;
use rand::RngExt;
use rand::rngs::StdRng;
use std::collections::VecDeque;
use std::ops::Range;

/// One round as it happened.
pub struct RaceRound {
    /// Each poll that was answered: when it was sent, and when its answer was there.
    pub polls: Vec<(Offset, Offset)>,
    /// The first answer, the update's own included, that shows that the update has taken effect.
    pub effect: Offset,
}

/// Where to schedule, learned from round to round.
pub struct SendSchedule {
    widest: Offset,
    brackets: VecDeque<Range<Offset>>,
}

/// Rounds that the bracket rests on: few enough to follow a target that grows slower, enough for an outlier to drown.
const MEMORY: usize = 5;
/// A request costs us about this: polls sent closer together would queue in our own hands.
const APART: Offset = 12_000;
const FEWEST: usize = 8;
/// How far from the update the polls of a burst leave, at most. How long a target takes for a request is not known, so
/// that each burst draws its own width.
const BURST: Range<Offset> = 50_000..400_000;
/// So many immediate answers long is a wait that no immediate answer is taken for.
const WAITED: Offset = 3;

impl SendSchedule {
    pub fn new(widest: Offset) -> Self {
        Self { widest, brackets: VecDeque::new() }
    }

    /// When the polls of this round leave. Every third round sweeps the whole width, in case the target's gap is wide
    /// or has moved; the others sweep the bracket, with fewer polls where it is narrow. Every sixth is a burst instead,
    /// with the update in its midst: while we send polls one by one, a machine of two cores has one left for the target,
    /// and only a target that has a queue of them, and both cores, looks at a poll while it takes an update. No more of
    /// them: a burst takes long. Of those that sweep the bracket, one in six comes close upon another update, with the
    /// fewest polls, since each costs time.
    pub fn offsets(&self, round: u32, pollers: usize, random: &mut StdRng) -> Vec<Offset> {
        let wide = |part: Offset| -self.widest / part..self.widest / part;
        if round % 6 == 5 {
            let half = random.random_range(BURST).min(self.widest);
            return (0..pollers).map(|_| random.random_range(-half..half)).collect();
        }
        let window = match (round % 3, self.bracket()) {
            (0, _) => wide(1),
            (_, Some(bracket)) => bracket,
            // Nothing is learned where the kernel does not stamp: answers are only looked at once all polls have left.
            (1, None) => wide(8),
            (_, None) => wide(64),
        };
        let fits = usize::try_from((window.end - window.start) / APART).unwrap_or(0);
        let count = if is_flurry(round) { FEWEST } else { fits.max(FEWEST) }.min(pollers);
        (0..count).map(|_| random.random_range(window.clone())).collect()
    }

    /// The bracket, with a margin of a quarter on either side. None where it lies beyond what is swept: the effects were
    /// those of somebody else's updates.
    pub fn bracket(&self) -> Option<Range<Offset>> {
        let start = median(self.brackets.iter().map(|bracket| bracket.start).collect())?;
        let end = median(self.brackets.iter().map(|bracket| bracket.end).collect())?;
        let margin = ((end - start) / 4).max(APART);
        let bracket = (start - margin).max(-self.widest)..(end + margin).min(self.widest.max(end));
        (!bracket.is_empty()).then_some(bracket)
    }

    pub fn learn(&mut self, round: &RaceRound) {
        let waits = round.polls.iter().map(|(sent, answered)| (*sent, answered - sent));
        let surely_at_once = waits.clone().filter(|(sent, _)| *sent >= round.effect).map(|(_, wait)| wait).collect();
        // A burst that is over long before a slow update has taken effect shows one side only.
        let Some(immediate) = median(surely_at_once) else { return };
        let surely_woken = waits.filter(|(sent, wait)| *sent < round.effect && *wait > WAITED * immediate);
        let Some(start) = surely_woken.map(|(sent, _)| sent).max() else { return };
        if self.brackets.len() == MEMORY {
            self.brackets.pop_front();
        }
        self.brackets.push_back(start..round.effect);
    }
}

/// Whether an update comes right before this round: some servers only tell of the first of two that follow each other
/// quickly. How quickly rounds follow each other is left to the machine.
pub fn is_flurry(round: u32) -> bool {
    round % 6 == 2
}

fn median(mut values: Vec<Offset>) -> Option<Offset> {
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    const MICROSECOND: Offset = 1_000;
    const MILLISECOND: Offset = 1_000_000;

    /// A target that answers a round trip after it was asked, and whose updates take effect `slow` after they are sent.
    fn play(offsets: &[Offset], round_trip: Offset, slow: Offset) -> RaceRound {
        let answered = |sent: Offset| (sent + round_trip).max(slow + round_trip / 2);
        let polls: Vec<_> = offsets.iter().map(|&sent| (sent, answered(sent))).collect();
        let effect = polls.iter().map(|poll| poll.1).min().unwrap_or(slow).min(slow + round_trip / 2);
        RaceRound { polls, effect }
    }

    #[test]
    fn it_homes_in_on_the_moment_of_the_effect() {
        for slow in [100 * MICROSECOND, MILLISECOND, 8 * MILLISECOND] {
            let round_trip = 200 * MICROSECOND;
            let mut random = StdRng::seed_from_u64(7);
            let mut schedule = SendSchedule::new(20 * MILLISECOND);
            for round in 0..12 {
                let offsets = schedule.offsets(round, 50, &mut random);
                schedule.learn(&play(&offsets, round_trip, slow));
            }
            let bracket = schedule.bracket().expect("it was learned");
            // A poll sent half a round trip before the effect looks for news at the very moment of it.
            assert!(bracket.contains(&(slow - round_trip / 2)), "{slow}: {bracket:?}");
            assert!(bracket.end - bracket.start < 6 * round_trip, "{slow}: {bracket:?}");
        }
    }

    #[test]
    fn the_first_round_and_every_third_sweep_the_whole_width() {
        let mut random = StdRng::seed_from_u64(7);
        let mut schedule = SendSchedule::new(20 * MILLISECOND);
        let wide = |offsets: &[Offset]| offsets.iter().any(|o| *o < -10 * MILLISECOND) && offsets.len() == 50;
        for round in 0..9 {
            let offsets = schedule.offsets(round, 50, &mut random);
            assert_eq!(wide(&offsets), round % 3 == 0, "round {round}");
            schedule.learn(&play(&offsets, 200 * MICROSECOND, MILLISECOND));
        }
    }

    #[test]
    fn every_sixth_round_is_a_burst_around_the_update() {
        let mut random = StdRng::seed_from_u64(7);
        let schedule = SendSchedule::new(20 * MILLISECOND);
        for round in [5, 11, 17] {
            let offsets = schedule.offsets(round, 50, &mut random);
            assert!(offsets.len() == 50 && offsets.iter().all(|offset| offset.abs() <= BURST.end), "{offsets:?}");
            assert!(offsets.iter().any(|offset| *offset < 0) && offsets.iter().any(|offset| *offset > 0));
        }
        let narrow = SendSchedule::new(MICROSECOND).offsets(5, 50, &mut random);
        assert!(narrow.iter().all(|offset| offset.abs() <= MICROSECOND), "{narrow:?}");
    }

    #[test]
    fn a_round_close_upon_another_update_has_few_polls() {
        let mut random = StdRng::seed_from_u64(7);
        let schedule = SendSchedule::new(20 * MILLISECOND);
        let few: Vec<_> = (0..12).filter(|round| schedule.offsets(*round, 50, &mut random).len() == FEWEST).collect();
        assert_eq!((0..12).filter(|round| is_flurry(*round)).collect::<Vec<_>>(), [2, 8]);
        assert!(few.contains(&2) && few.contains(&8), "{few:?}");
        assert_eq!(schedule.offsets(2, 3, &mut random).len(), 3);
    }

    #[test]
    fn an_effect_before_everything_that_is_swept_is_not_aimed_at() {
        let mut schedule = SendSchedule::new(MILLISECOND);
        let early = -30 * MILLISECOND;
        let polls = vec![(early - 9 * MICROSECOND, early), (early + MICROSECOND, early + 2 * MICROSECOND)];
        schedule.learn(&RaceRound { polls, effect: early });
        assert!(!schedule.brackets.is_empty() && schedule.bracket().is_none(), "{:?}", schedule.bracket());
        let offsets = schedule.offsets(1, 50, &mut StdRng::seed_from_u64(7));
        assert!(offsets.iter().all(|offset| offset.abs() <= MILLISECOND), "{offsets:?}");
    }

    #[test]
    fn a_round_that_shows_nothing_changes_nothing() {
        let mut schedule = SendSchedule::new(20 * MILLISECOND);
        schedule.learn(&RaceRound { polls: vec![], effect: MILLISECOND });
        assert_eq!(schedule.bracket(), None);
    }
}
