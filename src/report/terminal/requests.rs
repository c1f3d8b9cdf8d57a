//! The requests that a finding rests on, in order of sending.

use super::Page;
use crate::report::evidence::cut;
use crate::report::who::{acknowledged, actor, asked};
use crate::report::{End, Evidence, Request};
use crate::text::visible;
use std::fmt::Write;

impl Page<'_> {
    /// When each request left, how long it took, what came; of so many of them.
    pub(in crate::report) fn timeline(&self, out: &mut String, evidence: &Evidence, most: usize) {
        if most == 0 {
            return;
        }
        let rows: Vec<&Request> = evidence.shown().collect();
        let first = rows.iter().map(|row| row.sent_ms).fold(f64::INFINITY, f64::min);
        // Where clients speak to each other, it counts who did what.
        let are_named = rows.iter().any(|row| row.is_event());
        for row in rows.iter().take(most) {
            if row.is_event() {
                self.event_row(out, row, first);
                continue;
            }
            let code = row.code.map_or_else(|| "—".into(), |code| code.to_string());
            let sent = self.texts.time(((row.sent_ms - first) * 1e6) as u64);
            let took = self.texts.time((row.took_ms() * 1e6) as u64);
            let (path, answer) = (visible(&cut(&row.path, 48)), cut(&self.answer(row), 80));
            let asked = format!("{} {path}", row.method);
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
        if rows.len() > most {
            let more = (rows.len() - most).to_string();
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
}
