//! The blocks under the table: what failed and why, what could not be judged, advice.

use super::Page;
use crate::checker::{Excerpt, Verdict};
use crate::report::again;
use crate::report::causes::{Undecided, blocked};
use crate::report::who::{acknowledged, actor, asked};
use crate::report::{End, Evidence, LabReport, Request, RuleReport, ScenarioReport};
use crate::text::visible;
use std::fmt::Write;

/// So many requests are shown of what a finding rests on.
const ROWS: usize = 6;

impl Page<'_> {
    pub(super) fn failure(&self, out: &mut String, rule: &RuleReport, scenario: &ScenarioReport) {
        let say = |attribute: &str| self.texts.get(&format!("{}.{attribute}", rule.id));
        let points = self.texts.range(rule.earned, rule.earned, rule.points);
        // The title says what a good server does: what became of it comes first.
        let id = if rule.earned > 0.0 { "title-partly" } else { "title-failed" };
        let title = format!("✘ {}  ({points})", self.texts.with(id, &[("rule", &self.texts.get(&rule.id))]));
        let _ = writeln!(out, "\n{}", self.paint(&title, "1;31"));
        let name = format!("{}, {} {}", visible(&rule.id), self.texts.get("scenario-word"), visible(&scenario.id));
        let _ = writeln!(out, "  {}", self.paint(&name, "2"));
        if let Some(said) = self.penalty(rule) {
            self.field(out, "field-penalty", &said);
        }
        self.field(out, "field-text", &say("text"));
        self.field(out, "field-expected", &say("expected"));
        self.field(out, "field-observed", &self.texts.say(&rule.message));
        self.excerpt(out, rule);
        self.timing(out, rule);
        self.timeline(out, &rule.evidence);
        self.field(out, "field-why", &say("why"));
        self.field(out, "field-cause", &say("cause"));
        self.field(out, "field-hint", &say("hint"));
        self.commands(out, rule);
    }

    /// What a failure takes off the mark beside its points, and why.
    pub(in crate::report) fn penalty(&self, rule: &RuleReport) -> Option<String> {
        let points = self.texts.points(rule.penalty);
        (rule.penalty > 0.0).then(|| self.texts.with("penalty-said", &[("points", &points)]))
    }

    pub(super) fn field(&self, out: &mut String, name: &str, text: &str) {
        let label = self.texts.get(name);
        let _ = writeln!(out, "  {}", self.bold(&label));
        let _ = writeln!(out, "{}", self.wrap(text, "    "));
    }

    /// The line of a stream where it happened, and a caret under the character.
    pub(in crate::report) fn excerpt(&self, out: &mut String, rule: &RuleReport) {
        let Some(Excerpt { line, column, text }) = &rule.excerpt else { return };
        let number = line.to_string();
        let before: String = text.chars().take(usize::try_from(*column).unwrap_or(1).saturating_sub(1)).collect();
        let indent = " ".repeat(number.chars().count());
        let _ = writeln!(out, "    {number} │ {}", visible(text));
        let caret = " ".repeat(visible(&before).chars().count());
        let _ = writeln!(out, "    {indent} │ {caret}{}", self.paint("^", "1;31"));
    }

    /// The time that decided, its limit and the noise: nothing is subtracted in silence.
    fn timing(&self, out: &mut String, rule: &RuleReport) {
        if let Some(line) = self.timing_line(rule) {
            let _ = writeln!(out, "{}", self.wrap(&line, "    "));
        }
    }

    pub(in crate::report) fn timing_line(&self, rule: &RuleReport) -> Option<String> {
        let timing = rule.timing.as_ref()?;
        // A message that names the limit and the noise has said it all, and so has one about a time that is too short:
        // no noise made it so.
        let says = |name: &str| rule.message.args.contains_key(name);
        if says("limit") && says("noise") || says("min") {
            return None;
        }
        let time = |ms: f64| self.texts.time((ms * 1e6) as u64);
        let (observed, limit, noise) = (time(timing.observed_ms), time(timing.limit_ms), time(timing.noise_ms));
        Some(self.texts.with("timing-line", &[("observed", &observed), ("limit", &limit), ("noise", &noise)]))
    }

    /// When each request left, how long it took, what came.
    pub(in crate::report) fn timeline(&self, out: &mut String, evidence: &Evidence) {
        let rows: Vec<&Request> = evidence.shown().collect();
        let first = rows.iter().map(|row| row.sent_ms).fold(f64::INFINITY, f64::min);
        // Where clients speak to each other, it counts who did what.
        let are_named = rows.iter().any(|row| row.is_event());
        for row in rows.iter().take(ROWS) {
            if row.is_event() {
                self.event_row(out, row, first);
                continue;
            }
            let code = row.code.map_or_else(|| "—".into(), |code| code.to_string());
            let sent = self.texts.time(((row.sent_ms - first) * 1e6) as u64);
            let took = self.texts.time((row.took_ms() * 1e6) as u64);
            let path: String = row.path.chars().take(48).collect();
            let answer: String = self.answer(row).chars().take(80).collect();
            let asked = format!("{} {}", row.method, visible(&path));
            let asked = if are_named { self.said_by(row, &asked) } else { asked };
            let row = |answer: &str| {
                let args = [("sent", &*sent), ("asked", &asked), ("took", &took), ("code", &code), ("answer", answer)];
                self.texts.with("timeline-row", &args)
            };
            // An answer that does not fit beside its request stands below it.
            let beside = format!("      {}", row(&answer).trim_end());
            if beside.chars().count() <= self.columns() {
                let _ = writeln!(out, "{beside}");
                continue;
            }
            let _ = writeln!(out, "{}", self.wrap(row("").trim_end(), "      "));
            if !answer.is_empty() {
                let _ = writeln!(out, "{}", self.wrap(&answer, "          "));
            }
        }
        if rows.len() > ROWS {
            let more = (rows.len() - ROWS).to_string();
            let _ = writeln!(out, "      {}", self.texts.with("timeline-more", &[("more", &more)]));
        }
    }

    fn said_by(&self, row: &Request, asked: &str) -> String {
        self.texts.with("timeline-who", &[("actor", &actor(&row.client, self.texts)), ("asked", asked)])
    }

    /// What a client sent over its link: no answer to it is due.
    fn event_row(&self, out: &mut String, row: &Request, first: f64) {
        let time = |ms: f64| self.texts.time((ms * 1e6) as u64);
        let came = acknowledged(row, &time(row.took_ms()), self.texts);
        let asked = self.said_by(row, &asked(row));
        let args = [("sent", &*time(row.sent_ms - first)), ("asked", &asked), ("came", &came)];
        let _ = writeln!(out, "{}", self.wrap(&self.texts.with("timeline-event", &args), "      "));
    }

    pub(super) fn answer(&self, row: &Request) -> String {
        match row.end {
            End::NoAnswer => self.texts.get("no-answer"),
            End::Left => self.texts.get("we-left"),
            End::Answered | End::Refused | End::Cut | End::Done => visible(&row.answer),
        }
    }

    pub(super) fn commands(&self, out: &mut String, rule: &RuleReport) {
        let steps = again::steps(rule);
        if !steps.is_empty() {
            let _ = writeln!(out, "  {}", self.bold(&self.texts.get("field-again")));
        }
        for step in steps {
            if let Some(label) = step.label {
                let _ = writeln!(out, "{}", self.wrap(&self.texts.get(label), "  "));
            }
            for command in step.commands.iter() {
                // Not wrapped: a command is copied whole.
                let _ = writeln!(out, "    {}", visible_command(command));
            }
        }
    }

    /// Rules that were not decided for one reason.
    pub(super) fn unknown(&self, out: &mut String, group: &[Undecided]) {
        let _ = writeln!(out);
        for (_, rule) in group {
            let _ = writeln!(out, "{}", self.paint(&format!("? {}", self.texts.get(&rule.id)), "1;33"));
        }
        let rule = group[0].1;
        self.field(out, "field-observed", &self.texts.say(&rule.message));
        self.timing(out, rule);
        if let Some(because) = &rule.blocked_by {
            let title = self.texts.get(because);
            let _ = writeln!(out, "{}", self.wrap(&self.texts.with("waits-for", &[("rule", &title)]), "    "));
        }
        self.commands(out, rule);
    }

    /// What could not be judged, under its cause.
    pub(super) fn blocked(&self, out: &mut String, lab: &LabReport) {
        let causes = blocked(lab);
        if causes.is_empty() {
            return;
        }
        let _ = writeln!(out, "\n{}", self.bold(&self.texts.get("blocked-title")));
        for (cause, of) in causes {
            let points: f64 = of.iter().map(|rule| rule.points).sum();
            let title = self.texts.get(&cause);
            let head = self.texts.with("blocked-by", &[("rule", &title), ("points", &self.texts.points(points))]);
            let _ = writeln!(out, "{}", self.wrap(&head, "  "));
            for rule in of {
                let _ = writeln!(out, "{}", self.wrap(&format!("– {}", self.texts.get(&rule.id)), "    "));
            }
        }
    }

    pub(super) fn advice(&self, out: &mut String, lab: &LabReport) {
        let rules = lab.scenarios.iter().flat_map(|s| &s.advice);
        let advice: Vec<_> = rules.filter(|rule| rule.verdict == Verdict::Fail).collect();
        if advice.is_empty() {
            return;
        }
        let _ = writeln!(out, "\n{}", self.bold(&self.texts.get("advice-title")));
        for rule in advice {
            let _ = writeln!(out, "{}", self.wrap(&format!("• {}", self.texts.get(&rule.id)), "  "));
            let _ = writeln!(out, "{}", self.wrap(&self.texts.say(&rule.message), "    "));
            let _ = writeln!(out, "{}", self.wrap(&self.texts.get(&format!("{}.hint", rule.id)), "    "));
        }
    }
}

impl Page<'_> {
    /// What was observed of each rule that passed.
    pub(super) fn passed(&self, out: &mut String, lab: &LabReport) {
        let rules = lab.scenarios.iter().flat_map(|s| s.rules.iter().chain(&s.bonus).chain(&s.advice));
        let passed: Vec<_> = rules.filter(|rule| rule.verdict == Verdict::Pass).collect();
        if passed.is_empty() {
            return;
        }
        let _ = writeln!(out, "\n{}", self.bold(&self.texts.get("passed-title")));
        for rule in passed {
            let title = format!("✔ {}  [{}]", self.texts.get(&rule.id), visible(&rule.id));
            let _ = writeln!(out, "{}", self.wrap(&title, "  "));
            let _ = writeln!(out, "{}", self.wrap(&self.texts.say(&rule.message), "    "));
            self.timing(out, rule);
        }
    }
}

/// A command keeps its length; only what would drive the terminal is made visible.
pub(in crate::report) fn visible_command(command: &str) -> String {
    let chars: Vec<char> = command.chars().collect();
    chars.chunks(150).map(|part| visible(&part.iter().collect::<String>())).collect()
}
