//! Moving lines on standard error. The crate that draws them writes to the terminal itself: nobody else names it, so that
//! all it is given goes through the same door as what [`super::out`] writes.

use crate::inert;
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

/// One moving line.
#[derive(Clone)]
pub struct Bar(ProgressBar);

impl Bar {
    pub fn new(text: &str) -> Self {
        let bar = ProgressBar::new_spinner();
        let template = ProgressStyle::with_template("{spinner} {elapsed_precise} {msg}");
        bar.set_style(template.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        bar.enable_steady_tick(Duration::from_millis(120));
        let bar = Self(bar);
        bar.says(text);
        bar
    }

    /// What is being done right now, on one line.
    pub fn says(&self, text: &str) {
        self.0.set_message(inert::line(text));
    }

    /// Lines that stay, above the one that moves.
    pub fn above(&self, text: &str) {
        self.0.println(inert::terminal(text));
    }

    pub fn done(&self) {
        self.0.finish_and_clear();
    }
}

/// A line for each that is at work, and a bar for all of them.
pub struct Bars {
    all: MultiProgress,
    total: ProgressBar,
    each: Mutex<BTreeMap<String, ProgressBar>>,
}

impl Bars {
    pub fn new(total: usize, ended: usize) -> Self {
        let all = MultiProgress::new();
        let bar = all.add(ProgressBar::new(total as u64).with_position(ended as u64));
        let template = ProgressStyle::with_template("{bar:30} {pos}/{len}  {elapsed_precise}  -{eta_precise}");
        bar.set_style(template.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(500));
        Self { all, total: bar, each: Mutex::default() }
    }

    /// What one does right now.
    pub fn says(&self, id: &str, text: &str) {
        self.of(id).set_message(inert::line(text));
    }

    fn of(&self, id: &str) -> ProgressBar {
        let mut each = self.each.lock().expect("no holder panics");
        let new = || {
            let bar = self.all.insert_before(&self.total, ProgressBar::new_spinner());
            let template = ProgressStyle::with_template("  {elapsed:>4} {wide_msg}");
            bar.set_style(template.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            bar.enable_steady_tick(Duration::from_secs(1));
            bar
        };
        each.entry(id.to_owned()).or_insert_with(new).clone()
    }

    /// Lines that stay, above those that move.
    pub fn above(&self, text: &str) {
        let _ = self.all.println(inert::terminal(text));
    }

    /// One has ended, and `ended` have in all.
    pub fn ended(&self, id: &str, ended: usize, text: &str) {
        if let Some(bar) = self.each.lock().expect("no holder panics").remove(id) {
            bar.finish_and_clear();
            self.all.remove(&bar);
        }
        self.above(text);
        self.total.set_position(ended as u64);
    }

    pub fn done(&self) {
        self.total.finish_and_clear();
        let _ = self.all.clear();
    }
}
