//! What `lab load` found of a chat, and its table.

use super::Spread;
use crate::report::terminal::{Page, Style};
use crate::text::Texts;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt::Write;

pub const CHAT_FORMAT: &str = "lab-chat-load/1";

/// What `lab load` found of a chat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChatLoadReport {
    /// "lab-chat-load/1".
    pub format: String,
    pub lab_version: String,
    pub target: String,
    pub clients: u64,
    /// 1 where the chat has no rooms.
    pub rooms: u64,
    /// False until the run has come to its end.
    pub complete: bool,
    /// "prompt", "slow", "unsure" or "unknown" (nothing was measured).
    pub verdict: String,
    /// What was not as it should be: "not-connected", "gone", "lost", "twice", "elsewhere", "late".
    pub faults: Vec<String>,
    /// Within this a message is prompt, before the noise of its moment is added.
    pub prompt_limit_ms: f64,
    /// Where the noise passes this, nothing is concluded from a time.
    pub noise_bound_ms: f64,
    /// How the clients came in; absent if it was stopped before they had.
    pub entry: Option<EntryReport>,
    pub rounds: Vec<ChatRoundReport>,
    /// The times of all rounds.
    pub overall: Option<Spread>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryReport {
    pub connected: u64,
    /// Of those, so many by WebSocket.
    pub by_websocket: u64,
    /// From the first connection until everybody was in a room.
    pub setup_ms: f64,
    /// What came on top of the memory of `lab`, for each client.
    pub harness_bytes_per_client: Option<f64>,
    /// The same of the target, where the processes that listen can be seen.
    pub target_bytes_per_client: Option<f64>,
}

/// One client of each room said something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChatRoundReport {
    pub messages: u64,
    /// So many times one of them was due at another client.
    pub due: u64,
    pub heard: u64,
    /// Not heard within 10 s.
    pub lost: u64,
    /// Heard more than once.
    pub twice: u64,
    /// Heard by a client of another room.
    pub elsewhere: u64,
    /// Clients whose connection had ended by then.
    pub gone: u64,
    /// From when a message was wholly sent until it was there, by the kernel's receive stamps where it gives some.
    pub latency: Option<Spread>,
    /// The largest delay that the control server saw: that of the machine and of ourselves.
    pub noise_ms: f64,
    /// "prompt", "slow" or "unsure".
    pub verdict: String,
    pub faults: Vec<String>,
}

/// The whole of it, for a terminal.
pub fn render_chat(report: &ChatLoadReport, texts: &Texts, style: Style) -> String {
    let page = Page { texts, style, stack: None };
    let mut out = String::new();
    if !report.rounds.is_empty() {
        let _ = writeln!(out, "{}", page.rounds(report));
        let _ = writeln!(out, "{}", page.wrap(&texts.get("load-chat-legend"), ""));
    }
    page.entry(&mut out, report);
    page.chat_conclusion(&mut out, report);
    out
}

impl Page<'_> {
    fn millis(&self, ms: f64) -> String {
        self.texts.time((ms * 1e6) as u64)
    }

    fn rounds(&self, report: &ChatLoadReport) -> Table {
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled).force_no_tty();
        let names = ["messages", "due", "heard", "lost", "twice", "elsewhere"].map(|name| format!("load-chat-{name}"));
        let times = ["first", "p50", "p99", "last", "noise"].map(|name| format!("load-column-{name}"));
        table.set_header(names.iter().chain(&times).map(|name| self.texts.get(name)));
        for round in &report.rounds {
            let counts = [round.messages, round.due, round.heard, round.lost, round.twice, round.elsewhere];
            table.add_row(self.cells(counts, round.latency.as_ref(), self.millis(round.noise_ms)));
        }
        if report.rounds.len() > 1 {
            let sum = |of: fn(&ChatRoundReport) -> u64| report.rounds.iter().map(of).sum::<u64>();
            let counts = [
                sum(|round| round.messages),
                sum(|round| round.due),
                sum(|round| round.heard),
                sum(|round| round.lost),
                sum(|round| round.twice),
                sum(|round| round.elsewhere),
            ];
            let noise = report.rounds.iter().map(|round| round.noise_ms).fold(0.0, f64::max);
            table.add_row(self.cells(counts, report.overall.as_ref(), self.millis(noise)));
        }
        // Eleven columns fit into 80 characters if little is wasted between them.
        table.column_iter_mut().for_each(|column| {
            column.set_padding((0, 1));
        });
        table
    }

    fn cells(&self, counts: [u64; 6], times: Option<&Spread>, noise: String) -> Vec<Cell> {
        let right = |text: String| Cell::new(text).set_alignment(CellAlignment::Right);
        let times = times.map_or_else(
            || std::array::from_fn(|_| "—".to_owned()),
            |one| [one.first_ms, one.p50_ms, one.p99_ms, one.last_ms].map(|ms| self.millis(ms)),
        );
        counts.map(|count| count.to_string()).into_iter().chain(times).chain([noise]).map(right).collect()
    }

    fn entry(&self, out: &mut String, report: &ChatLoadReport) {
        let Some(entry) = &report.entry else { return };
        let numbers = [report.clients, report.rooms, entry.connected, entry.by_websocket].map(|n| n.to_string());
        let setup = self.millis(entry.setup_ms);
        let args = [
            ("clients", &*numbers[0]),
            ("rooms", &numbers[1]),
            ("connected", &numbers[2]),
            ("websocket", &numbers[3]),
            ("setup", &setup),
        ];
        let _ = writeln!(out, "{}", self.wrap(&self.texts.with("load-chat-entry", &args), ""));
        let used = [
            ("load-chat-used-us", entry.harness_bytes_per_client),
            ("load-chat-used-target", entry.target_bytes_per_client),
        ];
        for (id, bytes) in used {
            if let Some(bytes) = bytes {
                let memory = self.texts.points((bytes / 102.4).round() / 10.0);
                let _ = writeln!(out, "{}", self.wrap(&self.texts.with(id, &[("memory", &memory)]), ""));
            }
        }
    }

    fn chat_conclusion(&self, out: &mut String, report: &ChatLoadReport) {
        let id = match report.verdict.as_str() {
            "slow" => "load-chat-slow",
            _ if report.rounds.is_empty() => "load-chat-nothing",
            "prompt" => "load-chat-prompt",
            _ => "load-chat-unsure",
        };
        let limit = self.millis(report.prompt_limit_ms);
        let line = self.texts.with(id, &[("limit", &limit)]);
        let _ = writeln!(out, "\n{}", self.bold(&self.wrap(&line, "")));
        for fault in &report.faults {
            let text = self.texts.get(&format!("load-chat-fault-{fault}"));
            let _ = writeln!(out, "{}", self.wrap(&format!("– {text}"), "  "));
        }
        if !report.complete {
            let _ = writeln!(out, "{}", self.wrap(&self.texts.get("load-partial"), ""));
        }
    }
}
