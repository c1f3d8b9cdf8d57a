use super::{LoadReport, Spread, TripReport, UsedReport, WaveReport};
use crate::report::terminal::{Page, Style};
use crate::text::Texts;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};
use std::fmt::Write;

/// The whole of it, for a terminal.
pub fn render(report: &LoadReport, texts: &Texts, style: Style) -> String {
    let page = Page { texts, style, stack: None };
    let mut out = String::new();
    if !report.waves.is_empty() {
        let _ = writeln!(out, "{}", page.waves(report));
        page.details(&mut out, report);
    }
    page.conclusion(&mut out, report);
    out
}

impl Page<'_> {
    fn ms(&self, ms: f64) -> String {
        self.texts.time((ms * 1e6) as u64)
    }

    /// A row for each clock of each wave.
    fn waves(&self, report: &LoadReport) -> Table {
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled).force_no_tty();
        let names = ["waiters", "woken", "lost", "errors", "clock", "first", "p50", "p99", "last", "noise"];
        table.set_header(names.map(|name| self.texts.get(&format!("load-column-{name}"))));
        for wave in &report.waves {
            let errors: u64 = wave.errors.values().sum();
            let counts = [wave.waiters, wave.woken, wave.lost, errors].map(|count| count.to_string());
            self.rows(&mut table, counts, &wave.latency, &self.ms(wave.noise_ms));
        }
        if report.waves.len() > 1 && report.mode == "waves" {
            let sum = |of: fn(&WaveReport) -> u64| report.waves.iter().map(of).sum::<u64>().to_string();
            let errors = sum(|wave| wave.errors.values().sum());
            let counts = [self.texts.get("load-all"), sum(|wave| wave.woken), sum(|wave| wave.lost), errors];
            self.rows(&mut table, counts, &report.overall, "");
        }
        // Ten columns fit into 80 characters if little is wasted between them.
        table.column_iter_mut().for_each(|column| {
            column.set_padding((0, 1));
        });
        table
    }

    fn rows(&self, table: &mut Table, counts: [String; 4], latency: &super::Spreads, noise: &str) {
        let right = |text: String| Cell::new(text).set_alignment(CellAlignment::Right);
        let times = |spread: &Spread| {
            [spread.first_ms, spread.p50_ms, spread.p99_ms, spread.last_ms].map(|ms| right(self.ms(ms)))
        };
        let clocks = [("load-kernel", &latency.kernel), ("load-ours", &latency.ours)];
        let mut shown = false;
        for (name, spread) in clocks {
            let Some(spread) = spread else { continue };
            let counts = if shown { Default::default() } else { counts.clone() };
            let noise = right(if shown { String::new() } else { noise.into() });
            let clock = [Cell::new(self.texts.get(name))];
            table.add_row(counts.map(right).into_iter().chain(clock).chain(times(spread)).chain([noise]));
            shown = true;
        }
        if !shown {
            let nothing = std::array::from_fn::<_, 5, _>(|_| right("—".into()));
            table.add_row(counts.map(right).into_iter().chain(nothing).chain([right(noise.into())]));
        }
    }

    fn details(&self, out: &mut String, report: &LoadReport) {
        let _ = writeln!(out, "{}", self.wrap(&self.texts.get("load-legend"), ""));
        let Some(largest) = report.waves.iter().max_by_key(|wave| wave.waiters) else { return };
        let (waiters, setup) = (largest.waiters.to_string(), self.ms(largest.setup_ms));
        let mut line = |id: &str, args: &[(&str, &str)]| {
            let _ = writeln!(out, "{}", self.wrap(&self.texts.with(id, args), ""));
        };
        line("load-setup", &[("waiters", &waiters), ("setup", &setup)]);
        for (id, trip) in [("load-update", &largest.update), ("load-read", &largest.read)] {
            line(id, &[("waiters", &waiters), ("came", &self.trip(trip))]);
        }
        for (id, used) in [("load-used-us", &largest.harness), ("load-used-target", &largest.target)] {
            if let Some(used) = used {
                let (memory, cpu) = self.used(used);
                line(id, &[("memory", &memory), ("cpu", &cpu)]);
            }
        }
        let mut errors = std::collections::BTreeMap::<&str, u64>::new();
        for (kind, count) in report.waves.iter().flat_map(|wave| &wave.errors) {
            *errors.entry(kind).or_default() += count;
        }
        for (kind, count) in errors {
            let id = format!("load-error-{kind}");
            let kind = if self.texts.has(&id) {
                self.texts.get(&id)
            } else {
                self.texts.with("load-error-code", &[("code", kind)])
            };
            line("load-error", &[("count", &count.to_string()), ("kind", &kind)]);
        }
    }

    fn used(&self, used: &UsedReport) -> (String, String) {
        let number = |value: f64| self.texts.points((value * 10.0).round() / 10.0);
        (number(used.memory_bytes_per_waiter / 1024.0), number(used.cpu_us_per_waiter))
    }

    fn trip(&self, trip: &TripReport) -> String {
        match (trip.code, trip.took_ms) {
            (Some(code), Some(took)) => {
                self.texts.with("load-trip", &[("code", &code.to_string()), ("took", &self.ms(took))])
            }
            _ if trip.outcome == "refused" => self.texts.get("load-error-refused"),
            _ => self.texts.get("load-no-answer"),
        }
    }

    fn conclusion(&self, out: &mut String, report: &LoadReport) {
        let most = report.waiters.to_string();
        let ramp = report.mode == "ramp";
        let id = match report.verdict.as_str() {
            _ if report.waves.is_empty() => "load-nothing",
            "prompt" if ramp => "load-bears",
            "prompt" => "load-prompt",
            "slow" if ramp => "load-stops",
            "slow" => "load-slow",
            _ => "load-unsure",
        };
        let at = report.stops_at.or(report.waves.last().map(|wave| wave.waiters)).unwrap_or(0).to_string();
        let bears = report.bears.unwrap_or(0).to_string();
        let limit = self.ms(report.prompt_limit_ms);
        let line = self.texts.with(id, &[("most", &most), ("at", &at), ("bears", &bears), ("limit", &limit)]);
        let _ = writeln!(out, "\n{}", self.bold(&self.wrap(&line, "")));
        let failing = report.waves.iter().rev().find(|wave| wave.verdict == "slow");
        if let Some(wave) = failing.filter(|_| report.verdict == "slow") {
            for fault in &wave.faults {
                let text = self.texts.get(&format!("load-fault-{fault}"));
                let _ = writeln!(out, "{}", self.wrap(&format!("– {text}"), "  "));
            }
        }
        if !report.complete {
            let _ = writeln!(out, "{}", self.wrap(&self.texts.get("load-partial"), ""));
        }
    }
}
