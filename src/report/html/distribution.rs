//! How long each answer took, with the limit and the noise drawn in.

use super::scale::{Scale, Tick, time};
use crate::message::Message;
use crate::report::TimingReport;
use crate::text::Texts;
use askama::Template;

/// The columns of the drawing, and how high the highest is, in pixels.
const COLUMNS: usize = 48;
const HIGH: f64 = 56.0;

#[derive(Template)]
#[template(path = "distribution.html")]
pub struct Distribution {
    about: String,
    columns: Vec<Column>,
    ticks: Vec<Tick>,
    limit: String,
    limit_label: String,
    /// Where the noise ends that was allowed on top of the limit.
    noise_width: String,
}

struct Column {
    x: String,
    width: String,
    y: String,
    height: String,
    /// Beyond the limit: drawn in another shape too.
    beyond: bool,
    about: String,
}

impl Distribution {
    pub fn new(timing: &TimingReport, texts: &Texts) -> Option<Self> {
        let all = &timing.all_ms;
        let (first, last) = (*all.first()?, *all.last()?);
        let allowed = timing.limit_ms + timing.noise_ms;
        let scale = Scale::logarithmic(first / 2.0, (last.max(allowed) * 1.5).max(first));
        let share = |at: f64| scale.percent(at);
        let (left, right) = (share(0.0), share(f64::MAX));
        let mut counts = vec![(0_u32, f64::MAX, f64::MIN); COLUMNS];
        for &at in all {
            let column = ((share(at) - left) / (right - left) * COLUMNS as f64) as usize;
            let (count, least, most) = &mut counts[column.min(COLUMNS - 1)];
            (*count, *least, *most) = (*count + 1, least.min(at), most.max(at));
        }
        let highest = counts.iter().map(|(count, ..)| *count).max().unwrap_or(1);
        let wide = (right - left) / COLUMNS as f64;
        let column = |(index, &(count, least, most)): (usize, &(u32, f64, f64))| {
            let height = f64::from(count) / f64::from(highest) * HIGH;
            let span = [time(texts, least), time(texts, most)];
            Column {
                x: format!("{:.2}%", left + wide * index as f64 + wide * 0.1),
                width: format!("{:.2}%", wide * 0.8),
                y: format!("{:.1}", HIGH + 14.0 - height),
                height: format!("{height:.1}"),
                beyond: least > allowed,
                about: texts.with(
                    "distribution-column",
                    &[("count", &count.to_string()), ("from", &span[0]), ("to", &span[1])],
                ),
            }
        };
        let columns = counts.iter().enumerate().filter(|(_, (count, ..))| *count > 0).map(column).collect();
        let (median, limit, noise) =
            (time(texts, all[all.len() / 2]), time(texts, timing.limit_ms), time(texts, timing.noise_ms));
        let about = Message::new("distribution-about").count("count", all.len());
        let about = about.text("least", time(texts, first)).text("most", time(texts, last)).text("median", median);
        Some(Self {
            about: texts.say(&about.text("limit", &*limit).text("noise", &*noise)),
            columns,
            ticks: scale.ticks(texts),
            limit: scale.x(timing.limit_ms),
            limit_label: texts.with("distribution-limit", &[("limit", &limit), ("noise", &noise)]),
            noise_width: scale.width(timing.limit_ms, allowed),
        })
    }
}
