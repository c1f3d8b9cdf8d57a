//! What one stream has brought so far.

use crate::event_stream::{Item, Scanner};
use crate::history::{Nanos, Piece};

/// The most that is kept of one stream, after decoding: more than a quote a millisecond.
pub const KEPT: usize = 256 << 10;
/// The most pieces: one of a single byte takes as much memory as a whole quote, and one that decodes to nothing would
/// never fill the rest.
const PIECES: usize = 16 << 10;
/// Events closer together than this are of one tick: a server may send a quote of each symbol.
const TICK: Nanos = 100_000_000;

#[derive(Default)]
pub struct Tape {
    /// There is a head.
    pub opened: bool,
    pub pieces: Vec<Piece>,
    size: usize,
    count: usize,
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

    /// Keeps a piece; false when it is one too many. It did not come before the last one, whatever the kernel says of
    /// it: where the kernel said nothing, as of the last one perhaps, we looked at a clock, and that is later.
    pub fn push(&mut self, mut piece: Piece) -> bool {
        piece.at = self.pieces.last().map_or(piece.at, |last| last.at.max(piece.at));
        self.size += piece.bytes.len();
        self.count += 1;
        if self.size > KEPT || self.count > PIECES {
            return false;
        }
        if piece.bytes.is_empty() {
            return true;
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

    pub fn has_event(&self) -> bool {
        !self.events.is_empty()
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

    /// The usual time from one tick to the next.
    pub fn interval(&self) -> Option<Nanos> {
        let mut gaps: Vec<Nanos> = self.ticks().windows(2).map(|pair| pair[1] - pair[0]).collect();
        gaps.sort_unstable();
        gaps.get(gaps.len() / 2).copied()
    }

    /// Whether there may be more to see, for one who wants to see so many intervals from then on.
    pub fn wants_more(&self, intervals: u32, from: Nanos, now: Nanos, first: Nanos, slack: Nanos) -> bool {
        let (Some(&begun), Some(&last)) = (self.events.first(), self.events.last()) else {
            return now < self.since + first;
        };
        let (begun, wanted) = (begun.max(from), Nanos::from(intervals));
        // However irregular it is, no interval is waited for longer than a first event.
        let patient = now < begun + first * (wanted + 1);
        match self.interval() {
            Some(usual) => {
                let seen = self.ticks().into_iter().filter(|&tick| tick > begun).count() as u64;
                let enough = seen >= wanted && last >= begun + usual * wanted;
                patient && !enough && now < last + usual * Nanos::from(super::SILENT) + slack
            }
            // Events without a pause are one tick for ever.
            None => last < begun + 1_000_000_000 * wanted && now < last + first,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Nanos = 1_000_000;

    #[test]
    fn pieces_come_one_after_the_other() {
        let mut tape = Tape::new(0);
        for at in [500, 400, 900] {
            assert!(tape.push(Piece { at: at * MS, bytes: b"data: 1\n\n".into() }));
        }
        assert_eq!(tape.pieces.iter().map(|piece| piece.at / MS).collect::<Vec<_>>(), [500, 500, 900]);
        assert_eq!(tape.interval(), Some(400 * MS));
    }

    fn tape(times: &[Nanos]) -> Tape {
        let mut tape = Tape::default();
        for at in times {
            assert!(tape.push(Piece { at: at * MS, bytes: b"data: 1\n\n".into() }));
        }
        tape
    }

    fn wants(times: &[Nanos], now: Nanos) -> bool {
        tape(times).wants_more(2, 0, now * MS, 10_000 * MS, 1_000 * MS)
    }

    #[test]
    fn it_wants_its_intervals_and_gives_up_on_silence() {
        assert!(wants(&[], 9_000) && !wants(&[], 10_001), "the first event");
        assert!(wants(&[5, 10], 9_000) && !wants(&[5, 10], 10_011), "two quotes of one tick are no interval");
        assert!(wants(&[0, 2_000], 2_001) && !wants(&[0, 2_000, 4_000], 4_001), "two intervals");
        assert!(wants(&[0, 2_000], 8_900) && !wants(&[0, 2_000], 9_001), "three intervals of silence, and some");
    }

    #[test]
    fn who_has_listened_before_wants_as_much_again() {
        let wants = |from, now| tape(&[0, 200, 400, 600, 800]).wants_more(2, from * MS, now * MS, 10_000 * MS, MS);
        assert!(!wants(0, 801) && !wants(400, 801) && wants(500, 801));
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
        for bytes in ["", "a"] {
            let mut tape = Tape::default();
            let mut pieces = (0..=PIECES).map(|_| tape.push(Piece { at: 0, bytes: bytes.into() }));
            assert!(pieces.by_ref().take(PIECES).all(|kept| kept) && pieces.all(|kept| !kept), "{bytes:?}");
        }
    }
}
