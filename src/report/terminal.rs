use super::{Evidence, LabReport, Report, RuleReport, ScenarioReport};
use crate::checker::Verdict;
use crate::contract::{Contract, Encoding};
use crate::scenario::Text;
use crate::text::{Lang, Texts, visible};
use comfy_table::{Attribute, Cell, CellAlignment, Color, ContentArrangement, Table, presets};
use std::fmt::Write;

/// How the terminal is.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub width: u16,
    pub colour: bool,
}

/// The whole report, for a terminal.
pub fn render(report: &Report, texts: &Texts, style: Style) -> String {
    let mut out = String::new();
    let page = Page { texts, style };
    if let Some(trouble) = &report.trouble {
        let _ = writeln!(out, "{}", page.wrap(&texts.say(trouble), ""));
        return out;
    }
    for lab in &report.labs {
        page.lab(&mut out, lab);
        for scenario in &lab.scenarios {
            for rule in &scenario.rules {
                match rule.verdict {
                    Verdict::Fail => page.failure(&mut out, rule, scenario, report),
                    Verdict::Unknown => page.unknown(&mut out, rule),
                    Verdict::Pass | Verdict::Blocked => {}
                }
            }
        }
        page.blocked(&mut out, lab);
        page.advice(&mut out, lab);
    }
    page.noise(&mut out, report);
    page.summary(&mut out, report);
    out
}

/// The contract, as it was found.
pub fn contract(contract: &Contract, kind: Option<&str>, texts: &Texts, style: Style) -> String {
    let page = Page { texts, style };
    let mut out = format!("{}\n", page.bold(&texts.get("contract-found")));
    let update = &contract.update;
    let sent = match update.encoding {
        Encoding::Json => format!("JSON {{\"{}\": …}}", update.field),
        Encoding::Form => format!("{}=… ({})", update.field, texts.get("contract-form")),
        Encoding::Query => format!("?{}=…", update.field),
    };
    let poll = format!("GET {}?{}=…", contract.poll.path, contract.poll.parameter);
    let answer = format!("{}, {}", contract.answer.status, contract.answer.version);
    let kind = kind.map_or_else(String::new, |kind| format!(" ({})", texts.get(&format!("version-{kind}"))));
    let seconds = |time: std::time::Duration| texts.time(u64::try_from(time.as_nanos()).unwrap_or(u64::MAX));
    let hold =
        texts.with("contract-hold", &[("min", &seconds(contract.hold.min)), ("max", &seconds(contract.hold.max))]);
    let rows = [
        ("contract-poll", poll),
        ("contract-update", format!("{} {}  {sent}", update.method.as_str(), update.path)),
        ("contract-answer", format!("{answer}{kind}")),
        ("contract-statuses", contract.statuses.values.join(", ")),
        ("contract-held", hold),
    ];
    for (name, value) in rows {
        let _ = writeln!(out, "  {:<10} {}", texts.get(name), visible(&value));
    }
    out
}

struct Page<'a> {
    texts: &'a Texts,
    style: Style,
}

impl Page<'_> {
    fn text<'t>(&self, text: &'t Text) -> &'t str {
        match self.texts.lang {
            Lang::En => &text.en,
            Lang::Fr => &text.fr,
        }
    }

    fn paint(&self, text: &str, code: &str) -> String {
        if self.style.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.into() }
    }

    fn bold(&self, text: &str) -> String {
        self.paint(text, "1")
    }

    fn sign(&self, verdict: Verdict) -> (&'static str, Color) {
        match verdict {
            Verdict::Pass => ("✔", Color::Green),
            Verdict::Fail => ("✘", Color::Red),
            Verdict::Unknown => ("?", Color::Yellow),
            Verdict::Blocked => ("–", Color::DarkGrey),
        }
    }

    fn lab(&self, out: &mut String, lab: &LabReport) {
        let mut table = Table::new();
        table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(self.style.width.min(100));
        if !self.style.colour {
            table.force_no_tty();
        } else {
            table.enforce_styling();
        }
        let range = self.range(lab.mark.earned, lab.mark.at_most, lab.mark.out_of);
        let title = self.texts.get(lab.lab.as_str());
        table.set_header([
            Cell::new(""),
            Cell::new(title).add_attribute(Attribute::Bold),
            Cell::new(range).add_attribute(Attribute::Bold).set_alignment(CellAlignment::Right),
        ]);
        for scenario in lab.scenarios.iter().filter(|scenario| !scenario.rules.is_empty()) {
            let (sign, colour) = self.sign(worst(scenario));
            let title = format!("{}  [{}]", self.text(&scenario.title), scenario.id);
            let range = self.range(scenario.earned, scenario.at_most, scenario.points);
            table.add_row([
                Cell::new(sign).fg(colour),
                Cell::new(title),
                Cell::new(range).set_alignment(CellAlignment::Right),
            ]);
        }
        let bonus = lab.scenarios.iter().flat_map(|s| &s.bonus);
        let (earned, possible) = bonus.fold((0.0, 0.0), |(e, p), rule| (e + rule.earned, p + rule.points));
        if possible > 0.0 {
            let range = format!("+{} / {}", self.texts.points(earned), self.texts.points(possible));
            let cells = [
                Cell::new("+"),
                Cell::new(self.texts.get("bonus-row")),
                Cell::new(range).set_alignment(CellAlignment::Right),
            ];
            table.add_row(cells);
        }
        let _ = writeln!(out, "{table}");
    }

    fn range(&self, earned: f64, at_most: f64, out_of: f64) -> String {
        let points = |x| self.texts.points(x);
        if at_most > earned {
            return format!("{}–{} / {}", points(earned), points(at_most), points(out_of));
        }
        format!("{} / {}", points(earned), points(out_of))
    }

    fn failure(&self, out: &mut String, rule: &RuleReport, scenario: &ScenarioReport, report: &Report) {
        let say = |attribute: &str| self.texts.get(&format!("{}.{attribute}", rule.id));
        let points = self.range(rule.earned, rule.earned, rule.points);
        let title = format!("✘ {}  ({points})", self.texts.get(&rule.id));
        let _ = writeln!(out, "\n{}", self.paint(&title, "1;31"));
        let name = format!("{}, {} {}", rule.id, self.texts.get("scenario-word"), scenario.id);
        let _ = writeln!(out, "  {}", self.paint(&name, "2"));
        self.field(out, "field-text", &say("text"));
        self.field(out, "field-expected", &say("expected"));
        self.field(out, "field-observed", &self.texts.say(&rule.message));
        self.timeline(out, &rule.evidence);
        self.field(out, "field-why", &say("why"));
        self.field(out, "field-cause", &say("cause"));
        self.field(out, "field-hint", &say("hint"));
        self.commands(out, rule);
        let _ = report;
    }

    fn field(&self, out: &mut String, name: &str, text: &str) {
        let label = self.texts.get(name);
        let _ = writeln!(out, "  {}", self.bold(&label));
        let _ = writeln!(out, "{}", self.wrap(text, "    "));
    }

    /// When each request left, how long it took, what came.
    fn timeline(&self, out: &mut String, evidence: &[Evidence]) {
        if evidence.is_empty() {
            return;
        }
        let first = evidence.iter().map(|e| e.sent_ms).fold(f64::INFINITY, f64::min);
        let mut rows: Vec<&Evidence> = evidence.iter().take(6).collect();
        rows.sort_by(|a, b| a.sent_ms.total_cmp(&b.sent_ms));
        for row in rows {
            let code = row.code.map_or_else(|| "—".into(), |code| code.to_string());
            let sent = self.texts.time(((row.sent_ms - first) * 1e6) as u64);
            let took = self.texts.time(((row.done_ms - row.sent_ms).max(0.0) * 1e6) as u64);
            let path: String = row.path.chars().take(48).collect();
            let answer: String = self.answer(row).chars().take(60).collect();
            let asked = format!("{} {}", row.method, visible(&path));
            let line = self.texts.with(
                "timeline-row",
                &[("sent", &sent), ("asked", &asked), ("took", &took), ("code", &code), ("answer", &answer)],
            );
            let _ = writeln!(out, "{}", self.wrap(&line, "      "));
        }
        if evidence.len() > 6 {
            let more = (evidence.len() - 6).to_string();
            let _ = writeln!(out, "      {}", self.texts.with("timeline-more", &[("more", &more)]));
        }
    }

    fn answer(&self, row: &Evidence) -> String {
        match (row.code, row.answer.as_str()) {
            (None, "no answer") => self.texts.get("no-answer"),
            (None, "we left") => self.texts.get("we-left"),
            (_, answer) => visible(answer),
        }
    }

    fn commands(&self, out: &mut String, rule: &RuleReport) {
        if rule.commands.is_empty() {
            return;
        }
        let _ = writeln!(out, "  {}", self.bold(&self.texts.get("field-again")));
        for command in &rule.commands {
            // Not wrapped: a command is copied whole.
            let _ = writeln!(out, "    {}", visible_command(command));
        }
    }

    fn unknown(&self, out: &mut String, rule: &RuleReport) {
        let title = format!("? {}", self.texts.get(&rule.id));
        let _ = writeln!(out, "\n{}", self.paint(&title, "1;33"));
        self.field(out, "field-observed", &self.texts.say(&rule.message));
        if let Some(because) = &rule.because {
            let title = self.texts.get(because);
            let _ = writeln!(out, "{}", self.wrap(&self.texts.with("waits-for", &[("rule", &title)]), "    "));
        }
        self.commands(out, rule);
    }

    /// What could not be judged, under its cause.
    fn blocked(&self, out: &mut String, lab: &LabReport) {
        let rules: Vec<_> = lab.scenarios.iter().flat_map(|s| &s.rules).collect();
        let blocked: Vec<_> = rules.iter().filter(|rule| rule.verdict == Verdict::Blocked).collect();
        if blocked.is_empty() {
            return;
        }
        let _ = writeln!(out, "\n{}", self.bold(&self.texts.get("blocked-title")));
        let root = |rule: &RuleReport| {
            let mut cause = rule.because.clone().unwrap_or_default();
            // No chain is longer than the list.
            for _ in &rules {
                let Some(next) = rules.iter().find(|r| r.id == cause && r.verdict == Verdict::Blocked) else { break };
                cause = next.because.clone().unwrap_or_default();
            }
            cause
        };
        let mut causes: Vec<String> = blocked.iter().map(|rule| root(rule)).collect();
        causes.sort();
        causes.dedup();
        for cause in causes {
            let of: Vec<_> = blocked.iter().filter(|rule| root(rule) == cause).collect();
            let points: f64 = of.iter().map(|rule| rule.points).sum();
            let title = self.texts.get(&cause);
            let head = self.texts.with("blocked-by", &[("rule", &title), ("points", &self.texts.points(points))]);
            let _ = writeln!(out, "{}", self.wrap(&head, "  "));
            for rule in of {
                let _ = writeln!(out, "{}", self.wrap(&format!("– {}", self.texts.get(&rule.id)), "    "));
            }
        }
    }

    fn advice(&self, out: &mut String, lab: &LabReport) {
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

    fn noise(&self, out: &mut String, report: &Report) {
        if report.noise.max_ms > report.noise.bound_ms {
            let time = |ms: f64| self.texts.time((ms * 1e6) as u64);
            let (max, bound) = (time(report.noise.max_ms), time(report.noise.bound_ms));
            let line = self.texts.with("noise-line", &[("max", &max), ("bound", &bound)]);
            let _ = writeln!(out, "\n{}", self.wrap(&line, ""));
        }
    }

    fn summary(&self, out: &mut String, report: &Report) {
        let seconds = self.texts.time((report.elapsed_s * 1e9) as u64);
        let _ = writeln!(out);
        for lab in &report.labs {
            let mark = self.range(lab.mark.earned, lab.mark.at_most, lab.mark.out_of);
            let id = if report.complete { format!("summary-{}", report.verdict) } else { "summary-partial".into() };
            let line = self.texts.with(&id, &[("mark", &mark), ("lab", &self.texts.get(lab.lab.as_str()))]);
            let code = match report.verdict.as_str() {
                "pass" => "1;32",
                "fail" => "1;31",
                _ => "1;33",
            };
            let _ = writeln!(out, "{}", self.paint(&line, code));
        }
        let seed = report.seed.to_string();
        let line = self.texts.with("summary-end", &[("time", &seconds), ("seed", &seed)]);
        let _ = writeln!(out, "{}", self.wrap(&line, ""));
    }

    /// Wraps at the width of the terminal, by characters.
    fn wrap(&self, text: &str, indent: &str) -> String {
        let width = usize::from(self.style.width.clamp(30, 100)).saturating_sub(indent.chars().count());
        let mut lines: Vec<String> = vec![String::new()];
        for word in text.split(' ') {
            let line = lines.last_mut().expect("there is always one");
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                lines.push(word.to_owned());
            } else {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
        }
        lines.iter().map(|line| format!("{indent}{line}")).collect::<Vec<_>>().join("\n")
    }
}

/// A command keeps its length; only what would drive the terminal is made visible.
fn visible_command(command: &str) -> String {
    let chars: Vec<char> = command.chars().collect();
    chars.chunks(150).map(|part| visible(&part.iter().collect::<String>())).collect()
}

fn worst(scenario: &ScenarioReport) -> Verdict {
    let has = |verdict| scenario.rules.iter().any(|rule| rule.verdict == verdict);
    [Verdict::Fail, Verdict::Unknown, Verdict::Blocked].into_iter().find(|v| has(*v)).unwrap_or(Verdict::Pass)
}
