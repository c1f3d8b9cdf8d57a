use super::Page;
use crate::checker::Verdict;
use crate::report::LabReport;
use crate::report::who::{actor, hearing, short_actor};
use crate::text::visible;
use comfy_table::{Attribute, Cell, CellAlignment, Color, ContentArrangement, Table, presets};
use std::fmt::Write;

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

impl Page<'_> {
    pub(super) fn lab(&self, out: &mut String, lab: &LabReport) {
        let mut table = self.plain_table();
        let range = self.texts.range(lab.mark.earned, lab.mark.at_most, lab.mark.out_of);
        let title = self.texts.get(lab.lab.as_str());
        table.set_header([
            Cell::new(""),
            Cell::new(title).add_attribute(Attribute::Bold),
            Cell::new(range).add_attribute(Attribute::Bold).set_alignment(CellAlignment::Right),
        ]);
        for scenario in lab.scenarios.iter().filter(|scenario| !scenario.rules.is_empty()) {
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

    /// Who heard whom, in each scenario in which that was not as it should be; or in all.
    pub(super) fn audiences(&self, out: &mut String, lab: &LabReport, all: bool) {
        let is_told = |heard: &crate::labs::Hearing| all || !heard.is_right();
        let told = lab.audiences.iter().filter(|one| one.speakers.iter().flat_map(|row| &row.heard).any(is_told));
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
        table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(self.style.width.min(100));
        if !self.style.colour {
            table.force_no_tty();
        } else {
            table.enforce_styling();
        }
        table
    }
}
