//! How the marks are distributed.

use crate::message::Message;
use crate::report::class::words::listed;
use crate::report::class::{ClassReport, Outcome};
use crate::text::Texts;
use askama::Template;

/// The height of the highest column, and how far from the top the axis is, in pixels.
const HIGH: f64 = 96.0;
const AXIS: f64 = 116.0;
/// If marks are out of no more than this, there is a column for each point.
const COLUMNS: f64 = 25.0;

#[derive(Template)]
#[template(path = "marks.html")]
pub struct MarksChart {
    about: String,
    /// The same with each column, for readers who do not see them.
    listed: String,
    columns: Vec<ChartColumn>,
    ticks: Vec<(String, String)>,
}

struct ChartColumn {
    count: usize,
    x: String,
    width: String,
    middle: String,
    y: String,
    height: String,
    above: String,
    about: String,
}

impl MarksChart {
    /// Draws decided marks only.
    pub fn new(report: &ClassReport, texts: &Texts) -> Option<Self> {
        let mut marks: Vec<f64> = report.submissions.iter().filter_map(|one| one.mark).collect();
        marks.sort_by(f64::total_cmp);
        let (least, most) = (*marks.first()?, *marks.last()?);
        let out = report.marking.out_of.max(1.0);
        let step = if out <= COLUMNS { 1.0 } else { out / 20.0 };
        let bins = (out / step).ceil() as usize;
        let mut counts = vec![0_usize; bins];
        for mark in &marks {
            counts[((mark / step) as usize).min(bins - 1)] += 1;
        }
        let highest = counts.iter().copied().max().unwrap_or(1).max(1) as f64;
        let wide = 98.0 / bins as f64;
        let percent = |bin: f64| format!("{:.2}%", 1.0 + wide * bin);
        let column = |(bin, &count): (usize, &usize)| {
            let place = bin as f64;
            let height = count as f64 / highest * HIGH;
            let [from, to] = [place * step, ((place + 1.0) * step).min(out)].map(|mark| texts.points(mark));
            let what = if bin + 1 == bins { "class-marks-last" } else { "class-marks-column" };
            ChartColumn {
                count,
                x: percent(place + 0.08),
                width: format!("{:.2}%", wide * 0.84),
                middle: percent(place + 0.5),
                y: format!("{:.1}", AXIS - height),
                height: format!("{height:.1}"),
                above: format!("{:.1}", AXIS - height - 4.0),
                about: texts.with(what, &[("count", &count.to_string()), ("from", &from), ("to", &to)]),
            }
        };
        let columns: Vec<_> = counts.iter().enumerate().filter(|(_, count)| **count > 0).map(column).collect();
        let every = (bins / 4).max(1);
        let tick = |bin: usize| (percent(bin as f64), texts.points(bin as f64 * step));
        let mean = marks.iter().sum::<f64>() / marks.len() as f64;
        let about = Message::new("class-marks-about").count("count", marks.len()).text("mean", texts.points(mean));
        let about = about.text("median", texts.points(median(&marks))).text("least", texts.points(least));
        let about = texts.say(&about.text("most", texts.points(most)).text("out", texts.points(out)));
        let each: Vec<_> = columns.iter().map(|column| column.about.clone()).collect();
        Some(Self {
            listed: format!("{about} {}.", each.join("; ")),
            about,
            columns,
            ticks: (0..=bins).step_by(every).map(tick).collect(),
        })
    }
}

/// The numbers are sorted, and there is at least one.
fn median(sorted: &[f64]) -> f64 {
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[half] } else { f64::midpoint(sorted[half - 1], sorted[half]) }
}

/// How many submissions have no mark, and why: none of them has a zero.
pub fn without(report: &ClassReport, texts: &Texts) -> Option<String> {
    let no_mark = || report.submissions.iter().filter(|one| one.mark.is_none());
    let total = no_mark().count();
    let part = |outcome: Outcome| {
        let count = no_mark().filter(|one| one.outcome == outcome).count();
        let said = match outcome {
            Outcome::Graded => "class-without-undecided".to_owned(),
            other => format!("class-total-{}", other.as_str()),
        };
        (count > 0).then(|| texts.say(&Message::new(said).count("count", count)))
    };
    let why: Vec<_> = Outcome::ALL.into_iter().filter_map(part).collect();
    let said = Message::new("class-without").count("count", total).text("why", listed(&why, texts));
    (total > 0).then(|| texts.say(&said))
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn half_of_the_marks_are_below_the_median() {
        assert_eq!(median(&[3.0]), 3.0);
        assert_eq!(median(&[3.0, 4.0]), 3.5);
        assert_eq!(median(&[0.0, 10.0, 20.0]), 10.0);
    }
}
