use crate::history::{Nanos, median};
use std::collections::VecDeque;

/// Events closer together than this are of one tick: a server may send a quote of each symbol.
pub const TICK: Nanos = 100_000_000;
/// No tick lasts so long: events that come without a pause for longer are no tick, and each of them is one.
const LONGEST: Nanos = 1_000_000_000;

/// When the ticks of a stream came: the one place that says what a tick and an interval are.
#[derive(Debug, Clone)]
pub struct Rhythm {
    /// So many ticks are remembered, and the intervals between them.
    most: usize,
    ticks: VecDeque<Nanos>,
    gaps: VecDeque<Nanos>,
    /// The first event of the last tick, on this connection.
    tick: Option<Nanos>,
    last: Option<Nanos>,
    /// The other events of the last tick, until it has lasted too long to be one.
    open: Vec<Nanos>,
    is_pauseless: bool,
}

impl Default for Rhythm {
    fn default() -> Self {
        Self::remembering(usize::MAX)
    }
}

impl Rhythm {
    pub fn remembering(most: usize) -> Self {
        let (ticks, gaps, open) = Default::default();
        Self { most, ticks, gaps, tick: None, last: None, open, is_pauseless: false }
    }

    pub fn of(events: impl IntoIterator<Item = Nanos>) -> Self {
        let mut rhythm = Self::default();
        for at in events {
            rhythm.push(at);
        }
        rhythm
    }

    /// Another event. Tells the interval that it ends, if it begins a tick. One whose time is a little before that of the
    /// event before it came with it: times of the kernel and times of ours may stand side by side.
    pub fn push(&mut self, at: Nanos) -> Option<Nanos> {
        let at = self.last.map_or(at, |last| at.max(last));
        let is_near = self.last.is_some_and(|last| at < last + TICK);
        self.last = Some(at);
        match self.tick {
            Some(first) if is_near && at - first < LONGEST && !self.is_pauseless => {
                self.open.push(at);
                None
            }
            Some(_) if is_near => {
                self.is_pauseless = true;
                let open = std::mem::take(&mut self.open);
                open.into_iter().chain([at]).map(|at| self.tick(at)).last().flatten()
            }
            _ => {
                self.open.clear();
                self.is_pauseless = false;
                self.tick(at)
            }
        }
    }

    /// The connection has ended: the time without one is no interval of the server.
    pub fn pause(&mut self) {
        (self.tick, self.last) = (None, None);
        self.open.clear();
    }

    fn tick(&mut self, at: Nanos) -> Option<Nanos> {
        let gap = self.tick.replace(at).map(|before| at - before);
        self.gaps.extend(gap);
        self.ticks.push_back(at);
        while self.ticks.len() > self.most {
            self.ticks.pop_front();
        }
        while self.gaps.len() > self.most {
            self.gaps.pop_front();
        }
        gap
    }

    /// How many ticks are remembered.
    pub fn count(&self) -> usize {
        self.ticks.len()
    }

    /// The first moment of each tick.
    pub fn ticks(&self) -> Vec<Nanos> {
        self.ticks.iter().copied().collect()
    }

    /// From each tick to the next.
    pub fn gaps(&self) -> Vec<Nanos> {
        self.gaps.iter().copied().collect()
    }

    /// The usual time from one tick to the next.
    pub fn interval(&self) -> Option<Nanos> {
        median(self.gaps())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Nanos = 1_000_000;

    fn rhythm(times: &[Nanos]) -> Rhythm {
        Rhythm::of(times.iter().map(|at| at * MS))
    }

    #[test]
    fn events_that_come_together_are_one_tick() {
        let rhythm = rhythm(&[0, 5, 99, 2_000, 2_005, 3_900]);
        assert_eq!(rhythm.ticks(), [0, 2_000 * MS, 3_900 * MS]);
        assert_eq!((rhythm.gaps(), rhythm.interval()), (vec![2_000 * MS, 1_900 * MS], Some(2_000 * MS)));
    }

    #[test]
    fn a_tick_ends_a_tenth_of_a_second_after_its_last_event() {
        assert_eq!(rhythm(&[0, 99, 198, 298]).ticks(), [0, 298 * MS]);
    }

    #[test]
    fn events_without_a_pause_are_one_tick_each_once_they_go_on_for_a_second() {
        let times = |lasting: Nanos| (0..=lasting / 50).map(|number| number * 50).collect::<Vec<_>>();
        assert_eq!(rhythm(&times(950)).ticks().len(), 1);
        let flood = rhythm(&times(1_000));
        assert_eq!((flood.ticks().len(), flood.interval()), (21, Some(50 * MS)));
        let goes_on = rhythm(&[times(1_200), vec![5_000, 5_010]].concat());
        assert_eq!((goes_on.ticks().len(), goes_on.ticks().last()), (26, Some(&(5_000 * MS))));
    }

    #[test]
    fn a_pause_of_the_connection_is_no_interval() {
        let mut rhythm = rhythm(&[0, 1_000]);
        rhythm.pause();
        assert_eq!([60_000, 60_010, 61_000].map(|at| rhythm.push(at * MS)), [None, None, Some(1_000 * MS)]);
        assert_eq!((rhythm.gaps(), rhythm.ticks().len()), (vec![1_000 * MS; 2], 4));
    }

    #[test]
    fn an_event_out_of_order_came_with_the_one_before() {
        let rhythm = rhythm(&[1_000, 990, 2_000, 1_900, 3_000]);
        assert_eq!((rhythm.gaps(), rhythm.interval()), (vec![1_000 * MS; 2], Some(1_000 * MS)));
        let flood: Vec<Nanos> = (0..3_000).map(|number| 5_000 + number - number % 7).collect();
        assert_eq!(self::rhythm(&flood).ticks()[0], 5_000 * MS);
    }

    #[test]
    fn only_so_much_is_remembered() {
        let mut rhythm = Rhythm::remembering(3);
        for second in 0..10 {
            rhythm.push(second * second * 1_000 * MS);
        }
        assert_eq!(rhythm.gaps(), [13_000 * MS, 15_000 * MS, 17_000 * MS]);
        assert_eq!((rhythm.ticks().len(), rhythm.count()), (3, 3));
    }
}
