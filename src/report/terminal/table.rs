use super::{Page, Style};
use crate::checker::Verdict;
use crate::report::who::{actor, hearing, short_actor};
use crate::report::{LabReport, ScenarioReport};
use crate::text::{Texts, visible};
use comfy_table::{Attribute, Cell, CellAlignment, Color, ContentArrangement, LineStyle, Table, TableStyle, presets};
use std::fmt::Write;

/// A line between two rows would be as high as a row.
const STYLE: TableStyle = presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none());

/// A verdict, in one character.
pub fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "✔",
        Verdict::Fail => "✘",
        Verdict::Unknown => "?",
        Verdict::Blocked => "–",
    }
}

fn colour(verdict: Verdict) -> Color {
    match verdict {
        Verdict::Pass => Color::Green,
        Verdict::Fail => Color::Red,
        Verdict::Unknown => Color::Yellow,
        Verdict::Blocked => Color::DarkGrey,
    }
}

/// A scenario by itself, as soon as it has ended.
pub fn scenario_line(scenario: &ScenarioReport, texts: &Texts, style: Style) -> String {
    let page = Page { texts, style, stack: None };
    let code = match scenario.verdict() {
        Verdict::Pass => "32",
        Verdict::Fail => "31",
        Verdict::Unknown => "33",
        Verdict::Blocked => "90",
    };
    let range = texts.range(scenario.earned, scenario.at_most, scenario.points);
    let title = visible(page.text(&scenario.title));
    format!("  {} {title}  [{}]  {range}", page.paint(sign(scenario.verdict()), code), visible(&scenario.id))
}

impl Page<'_> {
    /// A row for each scenario; those that passed may be one, and those that wait for what failed.
    pub(super) fn lab(&self, out: &mut String, lab: &LabReport, shows_all: bool, is_complete: bool) {
        let mut table = self.plain_table();
        let range = self.texts.range(lab.mark.earned, lab.mark.at_most, lab.mark.out_of);
        let title = self.texts.get(lab.lab.as_str());
        table.set_header([
            Cell::new(""),
            Cell::new(title).add_attribute(Attribute::Bold),
            Cell::new(range).add_attribute(Attribute::Bold).set_alignment(CellAlignment::Right),
        ]);
        // Of a run that was stopped, what it had not come to is one row.
        let is_untouched = |scenario: &ScenarioReport| {
            !is_complete && scenario.rules.iter().all(|rule| rule.verdict == Verdict::Unknown)
        };
        let is_one_of_many =
            |scenario: &ScenarioReport, of: Verdict| !shows_all && !is_untouched(scenario) && scenario.verdict() == of;
        let is_told = |scenario: &&ScenarioReport| {
            let is_of_many = [Verdict::Pass, Verdict::Blocked].iter().any(|of| is_one_of_many(scenario, *of));
            !is_of_many && !is_untouched(scenario)
        };
        let asked = || lab.scenarios.iter().filter(|scenario| !scenario.rules.is_empty());
        for scenario in asked().filter(is_told) {
            let verdict = scenario.verdict();
            let (sign, colour) = (sign(verdict), colour(verdict));
            let title = format!("{}  [{}]", visible(self.text(&scenario.title)), visible(&scenario.id));
            let range = self.texts.range(scenario.earned, scenario.at_most, scenario.points);
            table.add_row([
                Cell::new(sign).fg(colour),
                Cell::new(title),
                Cell::new(range).set_alignment(CellAlignment::Right),
            ]);
        }
        let passed = asked().filter(|scenario| is_one_of_many(scenario, Verdict::Pass)).collect();
        let blocked = asked().filter(|scenario| is_one_of_many(scenario, Verdict::Blocked)).collect();
        let untouched = asked().filter(|scenario| is_untouched(scenario)).collect();
        let rows: [(Verdict, &str, Vec<&ScenarioReport>); 3] = [
            (Verdict::Blocked, "blocked-row", blocked),
            (Verdict::Pass, "passed-row", passed),
            (Verdict::Unknown, "untouched-row", untouched),
        ];
        for (verdict, id, all) in rows {
            if all.is_empty() {
                continue;
            }
            let sum = |of: fn(&ScenarioReport) -> f64| all.iter().map(|scenario| of(scenario)).sum();
            let range = self.texts.range(sum(|one| one.earned), sum(|one| one.at_most), sum(|one| one.points));
            table.add_row([
                Cell::new(sign(verdict)).fg(colour(verdict)),
                Cell::new(self.texts.with(id, &[("count", &all.len().to_string())])),
                Cell::new(range).set_alignment(CellAlignment::Right),
            ]);
        }
        let penalty = lab.penalty();
        if penalty > 0.0 {
            table.add_row([
                Cell::new(sign(Verdict::Fail)).fg(colour(Verdict::Fail)),
                Cell::new(self.texts.get("penalty-row")),
                Cell::new(format!("−{}", self.texts.points(penalty))).set_alignment(CellAlignment::Right),
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

    /// Who heard whom, in each scenario in which that was not as it should be; or in all. Where there is little room, only
    /// in those that failed.
    pub(super) fn audiences(&self, out: &mut String, lab: &LabReport, all: bool, is_short: bool) {
        let has_failed =
            |id: &str| lab.scenarios.iter().any(|scenario| scenario.id == id && scenario.verdict() == Verdict::Fail);
        let is_told = |heard: &crate::labs::Hearing| all || !heard.is_right();
        let told = lab.audiences.iter().filter(|one| !is_short || has_failed(&one.scenario));
        let told = told.filter(|one| one.speakers.iter().flat_map(|row| &row.heard).any(is_told));
        let mut shorts: Vec<String> = vec![];
        let mut has_any = false;
        for audience in told {
            let name = |client: &String| actor(client, self.texts);
            // Their whole names would not fit beside each other.
            let mut column = |client: &String| {
                let (short, meaning) = short_actor(client, self.texts);
                if !shorts.contains(&meaning) {
                    shorts.push(meaning);
                }
                Cell::new(short).set_alignment(CellAlignment::Center)
            };
            let mut table = self.plain_table();
            let said = [self.texts.get("audience-said"), self.texts.get("audience-count")];
            let listeners: Vec<Cell> = audience.listeners.iter().map(&mut column).collect();
            table.set_header(said.map(Cell::new).into_iter().chain(listeners));
            for row in &audience.speakers {
                let mut cells = vec![Cell::new(name(&row.client)), Cell::new(row.said)];
                cells.extend(row.heard.iter().map(|one| {
                    let cell = Cell::new(hearing(*one)).set_alignment(CellAlignment::Center);
                    if one.is_right() { cell } else { cell.fg(Color::Red) }
                }));
                table.add_row(cells);
            }
            let title = format!("{}  [{}]", self.texts.get("page-audience"), visible(&audience.scenario));
            let _ = writeln!(out, "\n{}\n{table}", self.bold(&title));
            has_any = true;
        }
        if has_any {
            let legend = format!("{} {}", self.texts.get("audience-legend"), shorts.join(", "));
            let _ = writeln!(out, "{}", self.wrap(&format!("{legend}."), "  "));
        }
    }

    fn plain_table(&self) -> Table {
        let mut table = Table::new();
        table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(self.style.width.min(100));
        if !self.style.colour {
            table.force_no_tty();
        } else {
            table.enforce_styling();
        }
        table
    }
}
