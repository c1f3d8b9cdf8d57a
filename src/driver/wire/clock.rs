use crate::history::Nanos;
use std::time::{Duration, Instant, SystemTime};

/// One monotonic clock for a whole run.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    start: Instant,
    /// A reading of the wall clock at the start: the kernel stamps bytes that arrive with the time of that clock.
    wall: Pairing,
}

impl Clock {
    pub fn start() -> Self {
        let start = Instant::now();
        Self { start, wall: Pairing::read(start) }
    }

    /// When that was, by the clock of the system.
    pub fn instant(self, at: Nanos) -> Instant {
        self.start + Duration::from_nanos(at)
    }

    pub fn now(self) -> Nanos {
        nanos(self.start.elapsed())
    }

    /// The moment that a stamp of the kernel means, for bytes that were received after `started`. None if that cannot
    /// be told, or if it is not between `started` and now.
    pub fn of_kernel(self, stamp: Duration, started: Nanos) -> Option<Nanos> {
        convert(nanos(stamp), self.wall, Pairing::read(self.start), started)
    }
}

pub fn nanos(duration: Duration) -> Nanos {
    u64::try_from(duration.as_nanos()).unwrap_or(Nanos::MAX)
}

/// One reading of the wall clock between two of our own: it showed `wall` at some moment from `before` to `after`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pairing {
    before: Nanos,
    wall: Nanos,
    after: Nanos,
}

/// We may lose the processor within a pairing and make it wide: this many are tried.
const READINGS: usize = 5;
/// No further pairing is tried after one that is as narrow as this.
const NARROW: Nanos = 1_000;
/// A pairing that is wider than this is not used. A difference up to this is no step of the wall clock.
const WIDE: Nanos = 100_000;

impl Pairing {
    fn read(start: Instant) -> Self {
        let now = || nanos(start.elapsed());
        let once = || {
            let before = now();
            let wall = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
            Self { before, wall: nanos(wall), after: now() }
        };
        Self::narrowest(once)
    }

    /// The narrowest of a few pairings, or the first that is narrow enough.
    fn narrowest(mut once: impl FnMut() -> Self) -> Self {
        let mut narrowest = once();
        for _ in 1..READINGS {
            if narrowest.width() <= NARROW {
                break;
            }
            let again = once();
            if again.width() < narrowest.width() {
                narrowest = again;
            }
        }
        narrowest
    }

    fn width(self) -> Nanos {
        self.after - self.before
    }

    /// The least and the most that the wall clock can be ahead of ours.
    fn offset(self) -> (Nanos, Nanos) {
        (self.wall.saturating_sub(self.after), self.wall.saturating_sub(self.before))
    }
}

/// Both clocks run at the same speed: the offset between them changes only if the wall clock was set or the machine
/// slept. From then on no stamp is trusted. A stamp that is not between the request and now is not trusted either: an
/// answer must not seem early because of a wrong stamp.
fn convert(stamp: Nanos, then: Pairing, now: Pairing, started: Nanos) -> Option<Nanos> {
    if then.width() > WIDE || now.width() > WIDE {
        return None;
    }
    let ((least_then, most_then), (least, most)) = (then.offset(), now.offset());
    if least > most_then + WIDE || least_then > most + WIDE {
        return None;
    }
    let at = stamp.checked_sub(least.midpoint(most))?;
    (started <= at && at <= now.after).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EPOCH: Nanos = 1_700_000_000_000_000_000;
    const MS: Nanos = 1_000_000;

    /// The wall clock is at `EPOCH` and `moved` more when ours is at 0.
    fn pairing(at: Nanos, width: Nanos, moved: Nanos) -> Pairing {
        Pairing { before: at, wall: EPOCH + moved + at + width / 2, after: at + width }
    }

    #[test]
    fn a_stamp_becomes_the_moment_that_it_means() {
        let (then, now) = (pairing(0, 200, 0), pairing(5_000 * MS, 400, 0));
        let at = |stamp, started| convert(stamp, then, now, started);
        assert_eq!(at(EPOCH + 4_000 * MS, 1_000 * MS), Some(4_000 * MS));
        assert_eq!(at(EPOCH + 1_000 * MS, 1_000 * MS), Some(1_000 * MS));
        assert_eq!(at(EPOCH + 5_000 * MS, 1_000 * MS), Some(5_000 * MS));
    }

    #[test]
    fn a_stamp_from_before_the_request_or_from_the_future_is_dropped() {
        let (then, now) = (pairing(0, 200, 0), pairing(5_000 * MS, 400, 0));
        let at = |stamp, started| convert(stamp, then, now, started);
        assert_eq!(at(EPOCH + 999 * MS, 1_000 * MS), None);
        assert_eq!(at(EPOCH + 5_001 * MS, 1_000 * MS), None);
        assert_eq!(at(0, 0), None);
    }

    #[test]
    fn nothing_is_believed_once_the_wall_clock_was_set() {
        let (then, stamp) = (pairing(0, 200, MS), EPOCH + 4_000 * MS);
        let moved = |moved| convert(stamp, then, pairing(5_000 * MS, 200, moved), 1_000 * MS);
        assert_eq!(moved(MS), Some(3_999 * MS));
        assert_eq!((moved(2 * MS), moved(0)), (None, None));
        assert!(moved(MS + 50_000).is_some(), "less than the readings can tell");
    }

    #[test]
    fn readings_that_say_too_little_convert_nothing() {
        let (good, wide) = (pairing(0, 200, 0), |at| pairing(at, WIDE + 1, 0));
        let stamp = EPOCH + 4_000 * MS;
        assert_eq!(convert(stamp, good, wide(5_000 * MS), 0), None);
        assert_eq!(convert(stamp, wide(0), pairing(5_000 * MS, 200, 0), 0), None);
    }

    #[test]
    fn the_bounds_are_within() {
        let stamp = EPOCH + 4_000 * MS;
        let convert = |then: Pairing, now: Pairing, started| convert(stamp, then, now, started);
        // As wide as a reading may be.
        let (exact, wide) = (|at, moved| pairing(at, 0, moved), |at| pairing(at, WIDE, 0));
        assert_eq!(convert(wide(0), wide(5_000 * MS), 0), Some(4_000 * MS));
        // Moved as far as it may be, in both directions.
        assert_eq!(convert(exact(0, 0), exact(5_000 * MS, WIDE), 0), Some(4_000 * MS - WIDE));
        assert_eq!(convert(exact(0, 0), exact(5_000 * MS, WIDE + 1), 0), None);
        assert_eq!(convert(exact(0, WIDE), exact(5_000 * MS, 0), 0), Some(4_000 * MS));
        assert_eq!(convert(exact(0, WIDE + 1), exact(5_000 * MS, 0), 0), None);
        // From the request to now, both counted.
        let (then, now) = (exact(0, 0), exact(4_000 * MS, 0));
        assert_eq!(convert(then, now, 4_000 * MS), Some(4_000 * MS));
        assert_eq!(convert(then, now, 4_000 * MS + 1), None);
        assert_eq!(convert(then, exact(4_000 * MS - 1, 0), 0), None);
    }

    #[test]
    fn the_offset_of_a_reading_lies_between_its_ends() {
        let reading = Pairing { before: 10, wall: 1_000, after: 30 };
        assert_eq!((reading.width(), reading.offset()), (20, (970, 990)));
        // The wall clock of a machine that has just been switched on may be behind ours.
        assert_eq!(Pairing { before: 10, wall: 5, after: 30 }.offset(), (0, 0));
    }

    #[test]
    fn the_narrowest_of_five_readings_is_taken_or_the_first_that_is_narrow() {
        let taken = |widths: [Nanos; 6]| {
            let mut readings = widths.iter().enumerate().map(|(at, &width)| pairing(at as Nanos * MS, width, 0));
            let narrowest = Pairing::narrowest(|| readings.next().expect("one more"));
            (narrowest.before / MS, readings.len())
        };
        assert_eq!(taken([1_000, 1, 1, 1, 1, 1]), (0, 5));
        assert_eq!(taken([1_001, 1_000, 1, 1, 1, 1]), (1, 4));
        assert_eq!(taken([4_000, 5_000, 3_000, 3_000, 9_000, 1]), (2, 1));
        assert_eq!(taken([4_000, 5_000, 6_000, 7_000, 3_999, 1]), (4, 1));
    }

    #[test]
    fn nanoseconds_do_not_overflow() {
        assert_eq!(nanos(Duration::from_millis(3)), 3 * MS);
        assert_eq!(nanos(Duration::MAX), Nanos::MAX);
    }

    #[test]
    fn ours_begins_at_nothing_and_goes_on() {
        let clock = Clock::start();
        let early = clock.now();
        std::thread::sleep(Duration::from_millis(2));
        let late = clock.now();
        assert!(early < 1_000_000 * MS && late >= early + 2 * MS, "{early} and {late}");
    }

    #[test]
    fn the_wall_clock_of_now_is_now() {
        let clock = Clock::start();
        let started = clock.now();
        let stamp = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
        let at = clock.of_kernel(stamp, started.saturating_sub(WIDE)).expect("nobody sets the clock");
        assert!(at.abs_diff(started) < 1_000 * MS, "{at} is not near {started}");
    }
}
