//! The blocks beside the failures: what could not be judged, advice, what passed.

use super::Page;
use crate::checker::Verdict;
use crate::report::causes::{Undecided, blocked};
use crate::report::{LabReport, stack};
use crate::text::visible;
use std::fmt::Write;

impl Page<'_> {
    /// Rules that were not decided for one reason.
    pub(super) fn unknown(&self, out: &mut String, group: &[Undecided], by_hand: bool) {
        let _ = writeln!(out);
        for (_, rule) in group {
            let _ = writeln!(out, "{}", self.paint(&format!("? {}", self.texts.get(&rule.id)), "1;33"));
        }
        let rule = group[0].1;
        let waits = rule.blocked_by.as_ref().map(|because| self.texts.get(because));
        let waits = waits.map(|title| self.texts.with("waits-for", &[("rule", &title)]));
        let said: Vec<String> = [self.observed(rule)].into_iter().chain(waits).collect();
        self.field(out, "field-observed", &said.join(" "));
        self.commands(out, rule, by_hand);
    }

    /// What a run that was stopped had not come to.
    pub(super) fn not_looked_at(&self, out: &mut String, undecided: &[Vec<Undecided>]) {
        let rules = || undecided.iter().flatten();
        let (count, points) = (rules().count(), rules().map(|(_, rule)| rule.points).sum());
        if count > 0 {
            let args = [("count", &*count.to_string()), ("points", &self.texts.points(points))];
            let _ = writeln!(out, "\n{}", self.wrap(&self.texts.with("not-looked-at", &args), ""));
        }
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

    /// What is worth no points; where there is little room, in a line each.
    pub(super) fn advice(&self, out: &mut String, lab: &LabReport, is_full: bool) {
        let rules = lab.scenarios.iter().flat_map(|s| &s.advice);
        let advice: Vec<_> = rules.filter(|rule| rule.verdict == Verdict::Fail).collect();
        if advice.is_empty() {
            return;
        }
        let _ = writeln!(out, "\n{}", self.bold(&self.texts.get("advice-title")));
        for rule in advice {
            let _ = writeln!(out, "{}", self.wrap(&format!("• {}", self.symptom(rule)), "  "));
            if is_full {
                let _ = writeln!(out, "{}", self.wrap(&self.texts.say(&rule.message), "    "));
                let _ = writeln!(out, "{}", self.wrap(&stack::told(&rule.id, "hint", self.stack, self.texts), "    "));
            }
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
            if let Some(line) = self.timing_line(rule) {
                let _ = writeln!(out, "{}", self.wrap(&line, "    "));
            }
        }
    }
}
