//! What is shown on standard error while a run goes on: a moving line on a terminal, plain lines elsewhere.

use super::session::Told;
use crate::driver::run::Progress;
use crate::report::terminal::{self, Style};
use crate::scenario::Scenario;
use crate::text::{Lang, Texts, visible};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;

pub struct Show<'a> {
    texts: &'a Texts,
    scenarios: &'a [Scenario],
    style: Style,
    bar: Option<ProgressBar>,
}

/// The terminal's width and whether it takes colours; `NO_COLOR` is respected.
pub fn style() -> Style {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let width = columns.or(terminal_size::terminal_size().map(|(width, _)| width.0)).unwrap_or(80);
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    Style { width, colour }
}

impl<'a> Show<'a> {
    pub fn new(texts: &'a Texts, scenarios: &'a [Scenario], style: Style) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new_spinner();
            let template = ProgressStyle::with_template("{spinner} {elapsed_precise} {msg}");
            bar.set_style(template.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            bar.enable_steady_tick(Duration::from_millis(120));
            bar.set_message(texts.get("progress-discovery"));
            bar
        });
        Self { texts, scenarios, style, bar }
    }

    pub fn tell(&self, told: Told) {
        let time = |time: Duration| self.texts.time(u64::try_from(time.as_nanos()).unwrap_or(u64::MAX));
        match told {
            Told::Address { address, looked_up, public } => {
                let address = address.to_string();
                if looked_up {
                    self.line(&self.texts.with("address-line", &[("address", &address)]));
                }
                if public {
                    self.line(&self.texts.with("public-line", &[("address", &address)]));
                }
            }
            Told::Contract { contract, kind, most } => {
                self.line(&terminal::contract(&contract, kind.as_deref(), self.texts, self.style));
                self.line(&self.texts.with("estimate-known", &[("most", &time(most))]));
            }
            Told::Progress(Progress::Scenario(id)) => {
                let title = self.scenarios.iter().find(|s| s.id == id).map(|s| match self.texts.lang {
                    Lang::En => s.title.en.as_str(),
                    Lang::Fr => s.title.fr.as_str(),
                });
                self.step(&self.texts.with("progress-scenario", &[("title", title.unwrap_or(&id))]));
            }
            Told::Progress(Progress::Quiet(most)) => {
                self.step(&self.texts.with("progress-quiet", &[("most", &time(most))]));
            }
            Told::Progress(Progress::Listening) => self.step(&self.texts.get("progress-listening")),
            Told::Again { scenarios, attempt } => {
                let list = scenarios.join(", ");
                let attempt = attempt.to_string();
                self.line(&self.texts.with("again-line", &[("scenarios", &list), ("attempt", &attempt)]));
            }
        }
    }

    /// A line that stays.
    pub fn line(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.println(text),
            None => eprintln!("{text}"),
        }
    }

    /// What is being done right now.
    fn step(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.set_message(visible(text)),
            None => eprintln!("  · {text}"),
        }
    }

    pub fn done(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
