//! The clock of a page beside ours.

use crate::history::Nanos;

/// Where the page's clock stood when ours was at zero, in its milliseconds: between these two.
#[derive(Debug, Clone, Copy, Default)]
pub struct PageClock(Option<(f64, f64)>);

impl PageClock {
    /// The page read this, at some moment between two of ours. Each reading narrows what is known; one that contradicts
    /// the others begins anew, since a clock was set.
    pub fn read(&mut self, before: Nanos, after: Nanos, read: f64) {
        let (low, high) = (read - after as f64 / 1e6, read - before as f64 / 1e6);
        let both = self.0.map(|(least, most)| (least.max(low), most.min(high)));
        self.0 = Some(both.filter(|(low, high)| low <= high).unwrap_or((low, high)));
    }

    /// The moment of our clock that a reading of the page's means.
    pub fn ours(&self, read: f64) -> Nanos {
        let zero = self.0.map_or(read, |(low, high)| f64::midpoint(low, high));
        ((read - zero).max(0.0) * 1e6) as Nanos
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_narrow_each_other() {
        let mut clock = PageClock::default();
        // The page is a second ahead; the first answer came late, the second one left late.
        clock.read(0, 80_000_000, 1_010.0);
        clock.read(100_000_000, 180_000_000, 1_175.0);
        assert!(clock.ours(1_200.0).abs_diff(200_000_000) <= 8_000_000, "{}", clock.ours(1_200.0));
        // Somebody set it an hour back.
        clock.read(300_000_000, 301_000_000, -3_598_700.0);
        assert!(clock.ours(-3_598_600.0).abs_diff(400_500_000) <= 1_000_000);
    }
}
