//! What is shown on standard error while a run goes on: a moving line on a terminal, plain lines elsewhere.

use super::bars::Bar;
use super::out;
use super::session::{RunEvent, Waits};
use crate::cli::Verbosity;
use crate::driver::progress::Progress;
use crate::report::Report;
use crate::report::terminal::{self, Detail, Style};
use crate::scenario::Scenario;
use crate::text::{Lang, Texts};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::time::Duration;
use terminal_size::terminal_size_of;

pub struct ProgressView<'a> {
    texts: &'a Texts,
    scenarios: &'a [Scenario],
    style: Style,
    voice: Verbosity,
    bar: Option<Bar>,
    /// What was told of each scenario that has ended: an earlier verdict may turn out to be another one.
    told: RefCell<BTreeMap<String, String>>,
}

/// How standard output is shown.
pub fn style() -> Style {
    let out = std::io::stdout();
    let width = terminal_size_of(&out).map(|(width, _)| width.0);
    Style { width: columns().or(width).unwrap_or(80), colour: colour(out.is_terminal()) }
}

/// How standard error is shown: it may be a terminal where standard output is none, and the other way round.
fn style_of_errors() -> Style {
    let err = std::io::stderr();
    let width = terminal_size_of(&err).map(|(width, _)| width.0);
    Style { width: columns().or(width).unwrap_or(80), colour: colour(err.is_terminal()) }
}

/// A width that was asked for goes before that of the terminal.
fn columns() -> Option<u16> {
    std::env::var("COLUMNS").ok()?.parse().ok().filter(|columns| *columns > 0)
}

/// By <https://no-color.org> and <https://bixense.com/clicolors>, as clap does it for its own texts.
fn colour(terminal: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if set("NO_COLOR").is_some() {
        return false;
    }
    let forced = set("CLICOLOR_FORCE").is_some_and(|value| value != "0");
    forced || (terminal && understands() && set("CLICOLOR").is_none_or(|value| value != "0") && !dumb())
}

/// An old console of Windows shows colours only if it is asked to, and the oldest ones not even then.
fn understands() -> bool {
    #[cfg(windows)]
    return anstyle_query::windows::enable_ansi_colors() != Some(false);
    #[cfg(not(windows))]
    true
}

fn dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Whether a line may move: not in a log, which is what a terminal is in CI.
pub fn animated() -> bool {
    let ci = std::env::var_os("CI").is_some_and(|ci| !ci.is_empty() && ci != "false" && ci != "0");
    std::io::stderr().is_terminal() && !ci && !dumb()
}

/// How much of a report this voice shows.
pub fn detail(voice: Verbosity) -> Detail {
    match voice {
        Verbosity { quiet: true, .. } => Detail::Marks,
        Verbosity { verbose: true, .. } => Detail::All,
        Verbosity { .. } => Detail::Faults,
    }
}

impl<'a> ProgressView<'a> {
    pub fn new(texts: &'a Texts, scenarios: &'a [Scenario], voice: Verbosity) -> Self {
        let bar = (animated() && !voice.quiet).then(|| Bar::new(&texts.get("progress-discovery")));
        Self { texts, scenarios, style: style_of_errors(), voice, bar, told: RefCell::default() }
    }

    /// The moving line, for those who write beside it.
    pub fn bar(&self) -> Option<Bar> {
        self.bar.clone()
    }

    pub fn tell(&self, told: RunEvent) {
        let time = |time: Duration| self.texts.about(time);
        match told {
            RunEvent::Address { address, looked_up, public } => {
                let address = address.to_string();
                if looked_up {
                    self.line(&self.texts.with("address-line", &[("address", &address)]));
                }
                if public {
                    self.warn(&self.texts.with("public-line", &[("address", &address)]));
                }
            }
            RunEvent::Found { most, waits } => {
                let id = match waits {
                    Waits::Holds => "estimate-known",
                    Waits::Streams => "estimate-streams",
                    Waits::Nothing => "estimate-acting",
                };
                self.line(&self.texts.with(id, &[("most", &time(most))]));
            }
            RunEvent::Certificate => self.line(&self.texts.get("certificate-line")),
            RunEvent::WithoutPages(why) => self.line(&self.texts.say(&why)),
            RunEvent::Progress(Progress::Scenario(id)) => {
                let title = self.scenarios.iter().find(|s| s.id == id).map(|s| match self.texts.lang {
                    Lang::En => s.title.en.as_str(),
                    Lang::Fr => s.title.fr.as_str(),
                });
                self.step(&self.texts.with("progress-scenario", &[("title", title.unwrap_or(&id))]));
            }
            RunEvent::Progress(Progress::Quiet(most)) => {
                self.step(&self.texts.with("progress-quiet", &[("most", &time(most))]));
            }
            RunEvent::Progress(Progress::Slower(most)) => {
                self.line(&self.texts.with("slower-line", &[("most", &time(most))]));
            }
            RunEvent::Progress(Progress::Ended(_)) => {}
            RunEvent::SoFar { report, ended } => self.decided(&report, &ended),
            RunEvent::Again { scenarios, attempt } => {
                let list = scenarios.join(", ");
                let attempt = attempt.to_string();
                self.line(&self.texts.with("again-line", &[("scenarios", &list), ("attempt", &attempt)]));
            }
        }
    }

    /// Each scenario that has ended, with what it is worth by now; and those of before for which that has changed.
    fn decided(&self, report: &Report, ended: &[String]) {
        let mut told = self.told.borrow_mut();
        for scenario in report.labs.iter().flat_map(|lab| &lab.scenarios).filter(|scenario| !scenario.rules.is_empty())
        {
            // One that does nothing itself ends with the one that it looks at.
            let observed = self.scenarios.iter().find(|one| one.id == scenario.id).and_then(|one| one.observes.clone());
            let driven = observed.unwrap_or_else(|| scenario.id.clone());
            if !ended.contains(&driven) && !told.contains_key(&scenario.id) {
                continue;
            }
            let line = terminal::scenario_line(scenario, self.texts, self.style);
            if told.insert(scenario.id.clone(), line.clone()).as_ref() != Some(&line) {
                self.line(&line);
            }
        }
    }

    /// A line that stays.
    pub fn line(&self, text: &str) {
        if !self.voice.quiet {
            self.warn(text);
        }
    }

    /// What is to be known whatever the voice.
    fn warn(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.above(text),
            None => out::note(text),
        }
    }

    /// What is being done right now.
    fn step(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.says(text),
            None if self.voice.quiet => {}
            None => out::note(format_args!("  · {text}")),
        }
    }

    pub fn done(&self) {
        if let Some(bar) = &self.bar {
            bar.done();
        }
    }
}
