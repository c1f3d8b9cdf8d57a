//! What one stream has brought so far.

use crate::event_stream::{Item, Scanner};
use crate::history::{Nanos, Piece};

/// The most that is kept of one stream, after decoding: more than a quote a millisecond.
pub const KEPT: usize = 256 << 10;
/// Events closer together than this are of one tick: a server may send a quote of each symbol.
const TICK: Nanos = 100_000_000;

#[derive(Default)]
pub struct Tape {
    pub pieces: Vec<Piece>,
    size: usize,
    scanner: Scanner,
    /// When each event was there.
    events: Vec<Nanos>,
    pub last_id: Option<String>,
    /// When it was asked for.
    since: Nanos,
}

impl Tape {
    pub fn new(since: Nanos) -> Self {
        Self { since, ..Self::default() }
    }

    /// Keeps a piece; false when it is one too many.
    pub fn push(&mut self, piece: Piece) -> bool {
        self.size += piece.bytes.len();
        if self.size > KEPT {
            return false;
        }
        for item in self.scanner.push(&piece.bytes) {
            if let Item::Event(event) = item {
                self.events.push(piece.at);
                self.last_id = Some(event.id).filter(|id| !id.is_empty()).or(self.last_id.take());
            }
        }
        self.pieces.push(piece);
        true
    }

    /// The first event of each tick.
    fn ticks(&self) -> Vec<Nanos> {
        let mut ticks: Vec<Nanos> = Vec::new();
        let mut last = None;
        for &at in &self.events {
            if last.is_none_or(|last| at >= last + TICK) {
                ticks.push(at);
            }
            last = Some(at);
        }
        ticks
    }

    /// Whether there may be more to see, for one who wants to see so many intervals from `from` on, whatever came before.
    pub fn wants_more(&self, intervals: u32, from: Nanos, now: Nanos, first: Nanos, slack: Nanos) -> bool {
        let ticks = self.ticks();
        let (Some(&begun), Some(&last)) = (self.events.first(), self.events.last()) else {
            return now < self.since + first;
        };
        let begun = ticks.iter().copied().take_while(|tick| *tick <= from).last().unwrap_or(begun);
        let mut gaps: Vec<Nanos> = ticks.windows(2).map(|pair| pair[1] - pair[0]).collect();
        gaps.sort_unstable();
        match gaps.get(gaps.len() / 2) {
            Some(&usual) => {
                let seen = ticks.iter().filter(|tick| **tick > begun).count();
                let enough = seen >= intervals as usize && last - begun >= usual * Nanos::from(intervals);
                !enough && now < last + usual * Nanos::from(super::SILENT) + slack
            }
            // Events without a pause are one tick for ever.
            None => last < begun.max(from) + 1_000_000_000 * Nanos::from(intervals) && now < last + first,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Nanos = 1_000_000;

    fn tape(times: &[Nanos]) -> Tape {
        let mut tape = Tape::default();
        for at in times {
            assert!(tape.push(Piece { at: at * MS, bytes: b"data: 1\n\n".into() }));
        }
        tape
    }

    fn wants(times: &[Nanos], now: Nanos) -> bool {
        wants_from(times, 0, now)
    }

    fn wants_from(times: &[Nanos], from: Nanos, now: Nanos) -> bool {
        tape(times).wants_more(2, from * MS, now * MS, 10_000 * MS, 1_000 * MS)
    }

    #[test]
    fn it_wants_its_intervals_and_gives_up_on_silence() {
        assert!(wants(&[], 9_000) && !wants(&[], 10_001), "the first event");
        assert!(wants(&[5, 10], 9_000) && !wants(&[5, 10], 10_011), "two quotes of one tick are no interval");
        assert!(wants(&[0, 2_000], 2_001) && !wants(&[0, 2_000, 4_000], 4_001), "two intervals");
        assert!(wants(&[0, 2_000], 8_900) && !wants(&[0, 2_000], 9_001), "three intervals of silence, and some");
    }

    #[test]
    fn what_came_before_does_not_count() {
        let (three, four) = ([0, 500, 1_000, 1_500], [0, 500, 1_000, 1_500, 2_000]);
        assert!(wants_from(&three, 1_200, 1_600) && !wants_from(&four, 1_200, 2_100), "two from the tick before on");
        assert!(wants_from(&four, 2_100, 2_200), "none of them");
        assert!(!wants_from(&four, 2_100, 4_600), "and then silence");
    }

    #[test]
    fn quotes_of_one_tick_are_one() {
        assert!(wants(&[0, 5, 10, 2_000, 2_005], 2_010));
        assert!(!wants(&[0, 5, 10, 2_000, 2_005, 4_000], 4_001));
    }

    #[test]
    fn a_flood_is_not_kept() {
        let mut tape = Tape::default();
        let piece = || Piece { at: 0, bytes: vec![b'a'; KEPT / 2] };
        assert!(tape.push(piece()) && tape.push(piece()) && !tape.push(piece()));
    }
}
