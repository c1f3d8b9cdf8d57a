//! One failure: what it looks like, what it costs, what was seen, where to look.

use super::Page;
use super::room::Depth;
use crate::checker::Excerpt;
use crate::report::causes::{Cost, Failed};
use crate::report::{LabReport, RuleReport, again, explain, stack};
use crate::text::visible;
use std::fmt::Write;

impl Page<'_> {
    /// What to do first, where there is a choice.
    pub(super) fn start_with(&self, out: &mut String, failed: &[Failed]) {
        let [first, _, ..] = failed else { return };
        let symptom = self.symptom(first.rule);
        let line = self.texts.with("start-with", &[("symptom", &symptom), ("cost", &self.cost(first))]);
        let wrapped = self.wrap(&line, "");
        let _ = writeln!(out, "{}\n", wrapped.lines().map(|line| self.bold(line)).collect::<Vec<_>>().join("\n"));
    }

    /// What one sees of a fault. Points that are half earned were half lost by it.
    pub(in crate::report) fn symptom(&self, rule: &RuleReport) -> String {
        self.texts.get(&format!("{}.symptom", rule.id))
    }

    pub(super) fn failure(&self, out: &mut String, failed: &Failed, depth: Depth, names_lab: bool) {
        let rule = failed.rule;
        let say = |attribute: &str| self.texts.get(&format!("{}.{attribute}", rule.id));
        let own = |attribute: &str| stack::told(&rule.id, attribute, self.stack, self.texts);
        let points = self.texts.range(rule.earned, rule.earned, rule.points);
        let title = format!("✘ {}  ({points})", self.symptom(rule));
        let _ = writeln!(out, "\n{}", self.paint(&title, "1;31"));
        let scenario = format!("{} {}", self.texts.get("scenario-word"), visible(&failed.scenario.id));
        let lab = names_lab.then(|| self.texts.get(failed.lab.lab.as_str()));
        let names: Vec<String> = [visible(&rule.id), scenario].into_iter().chain(lab).collect();
        let line = format!("{}. {}", names.join(", "), self.cost(failed));
        let wrapped = self.wrap(&line, "  ");
        let _ = writeln!(out, "{}", wrapped.lines().map(|line| self.paint(line, "2")).collect::<Vec<_>>().join("\n"));
        if depth == Depth::Whole {
            if let Some(said) = self.penalty(rule) {
                self.field(out, "field-penalty", &said);
            }
            self.field(out, "field-text", &say("text"));
        }
        if depth >= Depth::Short {
            self.field(out, "field-expected", &say("expected"));
        }
        let observed = if depth == Depth::Least { self.texts.say(&rule.message) } else { self.observed(rule) };
        self.field(out, "field-observed", &observed);
        self.excerpt(out, rule);
        self.timeline(out, &rule.evidence, depth.rows());
        self.printed(out, rule);
        if depth == Depth::Whole {
            self.field(out, "field-why", &say("why"));
        }
        if depth >= Depth::Short {
            self.field(out, "field-cause", &own("cause"));
        }
        if depth >= Depth::Brief {
            self.field(out, "field-hint", &own("hint"));
        }
        self.commands(out, rule, depth == Depth::Whole);
        let _ = writeln!(out, "{}", self.wrap(&explain::line(&rule.id, self.texts), "  "));
    }

    /// What the target printed at that moment.
    fn printed(&self, out: &mut String, rule: &RuleReport) {
        if rule.printed.is_empty() {
            return;
        }
        let label = self.texts.with("run-in", &[("label", &self.texts.get("field-printed"))]);
        let _ = writeln!(out, "  {}", self.bold(&label));
        for line in &rule.printed {
            // As it was printed: its blanks tell what belongs to what.
            let _ = writeln!(out, "    {}", visible(line));
        }
    }

    /// What was seen, with the time that decided.
    pub(super) fn observed(&self, rule: &RuleReport) -> String {
        let timing = self.timing_line(rule);
        [self.texts.say(&rule.message)].into_iter().chain(timing).collect::<Vec<_>>().join(" ")
    }

    /// "This costs 5.75: 2 + 3.75 …"
    fn cost(&self, failed: &Failed) -> String {
        let Cost { own, penalty, blocked } = failed.cost;
        let all = failed.cost.all();
        let missing = missing(failed.lab);
        let points = |points: f64| self.texts.points(points);
        // A mark is never below 0: what is taken off one that has nothing is taken off nothing.
        if all > missing + 0.001 {
            return self.texts.with("failure-cost-all", &[("all", &points(missing))]);
        }
        let is_sum = if penalty + blocked > 0.0 { "yes" } else { "no" };
        let args = [
            ("all", &*points(all)),
            ("own", &points(own)),
            ("penalty", &points(penalty)),
            ("blocked", &points(blocked)),
            ("sum", is_sum),
        ];
        self.texts.with("failure-cost", &args)
    }

    /// What a failure takes off the mark beside its points, and why.
    pub(in crate::report) fn penalty(&self, rule: &RuleReport) -> Option<String> {
        let points = self.texts.points(rule.penalty);
        (rule.penalty > 0.0).then(|| self.texts.with("penalty-said", &[("points", &points)]))
    }

    /// A name, and what is said under it.
    pub(super) fn field(&self, out: &mut String, name: &str, text: &str) {
        let label = self.texts.with("run-in", &[("label", &self.texts.get(name))]);
        let wrapped = self.wrap(&format!("{label} {text}"), "    ");
        // On a very narrow terminal the name itself may be broken.
        match wrapped.strip_prefix(&format!("    {label}")) {
            Some(rest) => drop(writeln!(out, "  {}{rest}", self.bold(&label))),
            None => drop(writeln!(out, "{wrapped}")),
        }
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

    /// How it is seen again; what is typed by hand only where there is room for it.
    pub(super) fn commands(&self, out: &mut String, rule: &RuleReport, by_hand: bool) {
        let steps: Vec<_> = again::steps(rule).into_iter().filter(|step| by_hand || step.is_check).collect();
        if steps.is_empty() {
            return;
        }
        let label = self.texts.with("run-in", &[("label", &self.texts.get("field-again"))]);
        if let [command] = &steps.iter().flat_map(|step| &step.commands).collect::<Vec<_>>()[..] {
            let command = visible_command(command);
            if label.chars().count() + command.chars().count() + 3 <= self.columns() {
                let _ = writeln!(out, "  {} {command}", self.bold(&label));
                return;
            }
        }
        let _ = writeln!(out, "  {}", self.bold(&label));
        for step in steps {
            if let Some(label) = step.label.filter(|_| by_hand) {
                let _ = writeln!(out, "{}", self.wrap(&self.texts.get(label), "  "));
            }
            for command in &step.commands {
                // Not wrapped: a command is copied whole.
                let _ = writeln!(out, "    {}", visible_command(command));
            }
        }
    }
}

fn missing(lab: &LabReport) -> f64 {
    lab.mark.out_of - lab.mark.earned
}

/// A command keeps its length; only what would drive the terminal is made visible.
pub(in crate::report) fn visible_command(command: &str) -> String {
    let chars: Vec<char> = command.chars().collect();
    chars.chunks(150).map(|part| visible(&part.iter().collect::<String>())).collect()
}
