//! Where a time lies on an axis, in percent of its width.

use crate::text::Texts;

/// A mark on an axis, and what it says.
pub struct Tick {
    pub x: String,
    pub label: String,
}

/// Room at either end for the mark of what lies there.
const LEFT: f64 = 1.5;
const RIGHT: f64 = 7.0;

#[derive(Clone, Copy)]
pub struct Scale {
    from: f64,
    to: f64,
    logarithmic: bool,
}

impl Scale {
    pub fn linear(from: f64, to: f64) -> Self {
        Self { from, to: to.max(from + 0.001), logarithmic: false }
    }

    /// From a tenth of a millisecond at the least: nothing shorter is told apart.
    pub fn logarithmic(from: f64, to: f64) -> Self {
        let from = from.max(0.1);
        Self { from, to: to.max(from * 10.0), logarithmic: true }
    }

    pub fn percent(&self, at: f64) -> f64 {
        let at = at.clamp(self.from, self.to);
        let part = if self.logarithmic {
            (at / self.from).ln() / (self.to / self.from).ln()
        } else {
            (at - self.from) / (self.to - self.from)
        };
        LEFT + part * (100.0 - LEFT - RIGHT)
    }

    pub fn x(&self, at: f64) -> String {
        percent(self.percent(at))
    }

    /// How wide a time is; never so small that it cannot be seen.
    pub fn width(&self, from: f64, to: f64) -> String {
        percent((self.percent(to) - self.percent(from)).max(0.4))
    }

    /// Few enough to be read on a phone, at round times, counted from the start of the axis.
    pub fn ticks(&self, texts: &Texts) -> Vec<Tick> {
        if self.logarithmic {
            let first = self.from.log10().ceil() as i32;
            let last = self.to.log10().floor() as i32;
            let at = |power: i32| 10f64.powi(power);
            return (first..=last).map(|power| Tick { x: self.x(at(power)), label: time(texts, at(power)) }).collect();
        }
        let rough = (self.to - self.from) / 4.0;
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].map(|n| n * power).into_iter().find(|step| *step >= rough).unwrap_or(rough);
        let count = ((self.to - self.from) / step).floor() as u32;
        let tick = |n: u32| {
            let after = f64::from(n) * step;
            Tick { x: self.x(self.from + after), label: if n == 0 { "0".into() } else { time(texts, after) } }
        };
        (0..=count).map(tick).collect()
    }
}

fn percent(number: f64) -> String {
    format!("{number:.2}%")
}

/// A time in the shortest form that people read.
pub fn time(texts: &Texts, ms: f64) -> String {
    if (1.0..10.0).contains(&ms) && ms.fract() == 0.0 {
        return format!("{ms:.0}\u{a0}ms");
    }
    texts.time((ms.max(0.0) * 1e6) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn ticks_are_few_round_and_inside() {
        let texts = Texts::of(Lang::En);
        let labels = |scale: Scale| scale.ticks(texts).into_iter().map(|tick| tick.label).collect::<Vec<_>>();
        assert_eq!(labels(Scale::linear(1_000.0, 3_100.0)), ["0", "1\u{a0}s", "2\u{a0}s"]);
        assert_eq!(labels(Scale::linear(0.0, 8.0)), ["0", "2\u{a0}ms", "4\u{a0}ms", "6\u{a0}ms", "8\u{a0}ms"]);
        assert_eq!(labels(Scale::logarithmic(0.5, 2_000.0)), ["1\u{a0}ms", "10\u{a0}ms", "100\u{a0}ms", "1\u{a0}s"]);
    }

    #[test]
    fn everything_lies_on_the_axis() {
        for scale in [Scale::linear(5.0, 5.0), Scale::logarithmic(0.0, 0.0), Scale::linear(0.0, 100.0)] {
            for at in [-1.0, 0.0, 5.0, 50.0, 1e9] {
                let percent = scale.percent(at);
                assert!((0.0..=100.0).contains(&percent), "{percent}");
            }
        }
        assert!(Scale::linear(0.0, 100.0).percent(20.0) < Scale::linear(0.0, 100.0).percent(30.0));
    }
}
