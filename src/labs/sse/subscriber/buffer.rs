//! What one stream has brought so far.

use crate::driver::wire::Response;
use crate::history::{Frame, Nanos};
use crate::labs::sse::event_stream::{Item, Rhythm, Scanner, TICK};

/// The most that is kept of one stream, after decoding: more than a quote a millisecond. What comes without a pause is so
/// much at most; with each tick of a stream that has pauses, a part of that comes on top.
const KEPT: usize = 256 << 10;
/// The most chunks: one of a single byte takes as much memory as a whole quote, and one that decodes to nothing would
/// never fill the rest.
const CHUNKS: usize = 16 << 10;
/// One such part comes on top.
const A_TICK: usize = 16;
/// A stream whose interval is known is silent once nothing came for so many of them; and of one whose intervals are
/// short, for one and so many seconds.
const SILENT: Nanos = 3;

#[derive(Default)]
pub struct StreamBuffer {
    pub head: Option<Response>,
    pub frames: Vec<Frame>,
    size: usize,
    count: usize,
    scanner: Scanner,
    first: Option<Nanos>,
    last: Option<Nanos>,
    rhythm: Rhythm,
    pub last_id: Option<String>,
    /// When it was asked for.
    since: Nanos,
}

impl StreamBuffer {
    pub fn new(since: Nanos) -> Self {
        Self { since, ..Self::default() }
    }

    /// Keeps a chunk; false when it is one too many. It did not come before the last one, whatever the kernel says of
    /// it: where the kernel said nothing, as of the last one perhaps, we looked at a clock, and that is later.
    pub fn push(&mut self, mut frame: Frame) -> bool {
        frame.at = self.frames.last().map_or(frame.at, |last| last.at.max(frame.at));
        self.size += frame.bytes.len();
        self.count += 1;
        let ticks = if self.interval().is_some_and(|usual| usual >= TICK) { self.rhythm.count() } else { 0 };
        let most = |at_once: usize| at_once + at_once / A_TICK * ticks;
        if self.size > most(KEPT) || self.count > most(CHUNKS) {
            return false;
        }
        if frame.bytes.is_empty() {
            return true;
        }
        for item in self.scanner.push(&frame.bytes) {
            if let Item::Event(event) = item {
                self.first.get_or_insert(frame.at);
                self.last = Some(frame.at);
                self.rhythm.push(frame.at);
                self.last_id = Some(event.id).filter(|id| !id.is_empty()).or(self.last_id.take());
            }
        }
        self.frames.push(frame);
        true
    }

    pub fn has_event(&self) -> bool {
        self.first.is_some()
    }

    /// The usual time from one tick to the next.
    pub fn interval(&self) -> Option<Nanos> {
        self.rhythm.interval()
    }

    /// How long it has been open.
    pub fn age(&self, now: Nanos) -> Nanos {
        now.saturating_sub(self.since)
    }

    /// Nothing came for so long that nothing will.
    pub fn is_silent(&self, now: Nanos, first: Nanos, slack: Nanos) -> bool {
        let Some(last) = self.last else { return now >= self.since + first };
        let usual = self.interval().filter(|usual| *usual >= TICK);
        now >= last + usual.map_or(first, |usual| (usual * SILENT).max(usual + SILENT * 1_000_000_000) + slack)
    }

    /// Whether there may be more to see, for a step that wants to see so many intervals from then on.
    pub fn wants_more(&self, intervals: u32, from: Nanos, now: Nanos, first: Nanos, slack: Nanos) -> bool {
        if self.is_silent(now, first, slack) {
            return false;
        }
        let (Some(begun), Some(last)) = (self.first, self.last) else { return true };
        if intervals == 0 {
            return false;
        }
        let (begun, wanted) = (begun.max(from), Nanos::from(intervals));
        // However irregular it is, no interval is waited for longer than a first event.
        let patient = now < begun + first * (wanted + 1);
        // Events without a pause are one tick for ever.
        match self.interval().filter(|usual| *usual >= TICK) {
            Some(usual) => {
                let seen = self.rhythm.ticks().into_iter().filter(|&tick| tick > begun).count() as u64;
                // A timer may be a little early.
                let enough = seen >= wanted && last + usual / 8 >= begun + usual * wanted;
                patient && !enough
            }
            None => last < begun + 1_000_000_000 * wanted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Nanos = 1_000_000;

    #[test]
    fn chunks_come_one_after_the_other() {
        let mut buffer = StreamBuffer::new(0);
        for at in [500, 400, 900] {
            assert!(buffer.push(Frame::chunk(at * MS, b"data: 1\n\n".into())));
        }
        assert_eq!(buffer.frames.iter().map(|frame| frame.at / MS).collect::<Vec<_>>(), [500, 500, 900]);
        assert_eq!(buffer.interval(), Some(400 * MS));
    }

    fn buffer(times: &[Nanos]) -> StreamBuffer {
        let mut buffer = StreamBuffer::default();
        for at in times {
            assert!(buffer.push(Frame::chunk(at * MS, b"data: 1\n\n".into())));
        }
        buffer
    }

    fn wants(times: &[Nanos], now: Nanos) -> bool {
        buffer(times).wants_more(2, 0, now * MS, 10_000 * MS, 1_000 * MS)
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
        let wants = |from, now| buffer(&[0, 200, 400, 600, 800]).wants_more(2, from * MS, now * MS, 10_000 * MS, MS);
        assert!(!wants(0, 801) && !wants(400, 801) && wants(500, 801));
    }

    #[test]
    fn the_first_event_is_enough_for_who_wants_no_interval() {
        let wants = |times: &[Nanos]| buffer(times).wants_more(0, 500 * MS, 600 * MS, 10_000 * MS, MS);
        assert!(wants(&[]) && !wants(&[100]));
    }

    #[test]
    fn a_timer_may_be_a_little_early() {
        let wants = |from| buffer(&[0, 2_000, 4_000]).wants_more(2, from * MS, 4_001 * MS, 10_000 * MS, MS);
        assert!(!wants(250) && wants(251));
    }

    #[test]
    fn quotes_of_one_tick_are_one() {
        assert!(wants(&[0, 5, 10, 2_000, 2_005], 2_010));
        assert!(!wants(&[0, 5, 10, 2_000, 2_005, 4_000], 4_001));
    }

    #[test]
    fn what_comes_with_each_tick_is_kept() {
        let tick = |second: Nanos, size: usize| {
            Frame::chunk(second * 1_000 * MS, [vec![b'a'; size], b"\ndata: 1\n\n".into()].concat())
        };
        let mut buffer = StreamBuffer::default();
        assert!((0..60).all(|second| buffer.push(tick(second, KEPT / A_TICK - 100))));
        let mut buffer = StreamBuffer::default();
        assert!((0..60).any(|second| !buffer.push(tick(second, KEPT / 2))), "much with each");
        let mut buffer = StreamBuffer::default();
        let comment = |second: Nanos| Frame::chunk(second * 1_000 * MS, vec![b':'; KEPT / 8]);
        assert!((0..60).any(|second| !buffer.push(comment(second))), "no tick at all");
    }

    #[test]
    fn three_intervals_without_an_event_are_silence() {
        let silent = |times, now| buffer(times).is_silent(now * MS, 10_000 * MS, 500 * MS);
        assert!(!silent(&[], 9_999) && silent(&[], 10_000), "no first event");
        assert!(!silent(&[5], 10_004) && silent(&[5], 10_005), "no second one");
        assert!(!silent(&[0, 2_000], 8_499) && silent(&[0, 2_000], 8_500));
        assert!(!silent(&[0, 400], 4_299) && silent(&[0, 400], 4_300), "of a quick one, a pause is none");
        assert_eq!(buffer(&[]).age(7), 7);
    }

    #[test]
    fn a_flood_is_not_kept() {
        let mut buffer = StreamBuffer::default();
        let chunk = || Frame::chunk(0, vec![b'a'; KEPT / 2]);
        assert!(buffer.push(chunk()) && buffer.push(chunk()) && !buffer.push(chunk()));
        for bytes in ["", "a"] {
            let mut buffer = StreamBuffer::default();
            let mut chunks = (0..=CHUNKS).map(|_| buffer.push(Frame::chunk(0, bytes.into())));
            assert!(chunks.by_ref().take(CHUNKS).all(|kept| kept) && chunks.all(|kept| !kept), "{bytes:?}");
        }
    }
}
