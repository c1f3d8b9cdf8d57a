//! Reads the lines of "lab-history/1", which had two labs and a place for neither: what only one of them knew of an
//! operation stood beside what both share.

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

pub const FORMAT: &str = "lab-history/1";

/// Of the two labs of that time, the one that has each kind of operation; a page was asked for by both.
const KINDS: [(&str, &str); 5] = [
    ("poll", "long-polling"),
    ("read", "long-polling"),
    ("update", "long-polling"),
    ("raw", "long-polling"),
    ("stream", "sse"),
];
/// What only a lab knows of a note, and stood beside what all know.
const NOTES_OF: &str = "long-polling";

pub struct Upgrade {
    /// The lab of each scenario.
    labs: BTreeMap<String, String>,
    /// When each state was seen.
    seen: Vec<u64>,
}

impl Upgrade {
    pub fn of(header: &Value) -> Self {
        let scenarios = header.pointer("/header/scenarios").and_then(Value::as_array);
        let text = |value: &Value, name: &str| value[name].as_str().map(String::from);
        let labs = scenarios.into_iter().flatten().filter_map(|one| Some((text(one, "id")?, text(one, "lab")?)));
        Self { labs: labs.collect(), seen: vec![] }
    }

    /// The same line in this version's format.
    pub fn line(&mut self, mut line: Value) -> Value {
        if let Some(operation) = line.get_mut("operation").and_then(Value::as_object_mut) {
            self.operation(operation);
        }
        if let Some(note) = line.get_mut("note") {
            self.note(note);
        }
        line
    }

    fn note(&self, note: &mut Value) {
        let at = note["at"].as_u64().unwrap_or_default();
        let event = &mut note["event"];
        if *event == "restless" {
            *event = json!({ "lab": { "lab": NOTES_OF, "what": event } });
        } else if *event == "restarted" {
            *event = json!({ "restarted": { "alive": self.last_alive(at) } });
        } else if let Some(detail) = event.get("starved") {
            *event = json!({ "lab": { "lab": NOTES_OF, "what": "starved", "detail": detail } });
        }
    }

    /// The last state before a restart was noted is one of the new life; the one before may be the last of the old.
    fn last_alive(&self, at: u64) -> u64 {
        let mut seen: Vec<u64> = self.seen.iter().copied().filter(|seen| *seen < at).collect();
        seen.sort_unstable();
        seen.iter().rev().nth(1).copied().unwrap_or(0)
    }

    fn operation(&mut self, operation: &mut Map<String, Value>) {
        let text = |name: &str| operation.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (kind, scenario) = (text("kind"), text("scenario"));
        let done = operation.get("done").and_then(Value::as_u64);
        let by_kind = KINDS.iter().find(|(name, _)| *name == kind).map(|(_, lab)| (*lab).to_owned());
        if let Some(lab) = self.labs.get(&scenario).cloned().or(by_kind) {
            operation.insert("lab".into(), lab.into());
        }
        rename(operation, "actor", "client");
        rename(operation, "ask", "request");
        let mut detail = Map::new();
        if let Some(request) = operation.get_mut("request").and_then(Value::as_object_mut) {
            detail.extend(["knows", "version", "status"].into_iter().filter_map(|name| request.remove_entry(name)));
        }
        if let Some(answer) = operation.get_mut("outcome").and_then(|outcome| outcome.get_mut("answered")) {
            let state = answer.as_object_mut().and_then(|answer| answer.remove_entry("state"));
            let is_seen = state.as_ref().is_some_and(|(_, state)| !state.is_null());
            self.seen.extend(done.filter(|_| is_seen));
            detail.extend(state);
            if let Some(body) = answer.get_mut("body").and_then(Value::as_object_mut) {
                rename(body, "excerpt", "text");
            }
        }
        if !detail.is_empty() {
            operation.insert("detail".into(), detail.into());
        }
        if let Some(mut stream) = operation.remove("stream") {
            if let Some(stream) = stream.as_object_mut() {
                rename(stream, "pieces", "frames");
            }
            operation.insert("channel".into(), stream);
        }
    }
}

fn rename(object: &mut Map<String, Value>, from: &str, to: &str) {
    if let Some(value) = object.remove(from) {
        object.insert(to.into(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{Event, Outcome, Record};
    use crate::names::LabId;

    fn read(line: Value) -> Record {
        let header = json!({"header": {"scenarios": [{"id": "held", "lab": "long-polling"}]}});
        serde_json::from_value(Upgrade::of(&header).line(line)).expect("a record of this version")
    }

    fn operation(kind: &str, scenario: &str) -> Value {
        json!({"operation": {
            "id": 7, "scenario": scenario, "attempt": 1, "round": 1, "actor": "waiter 3", "kind": kind,
            "ask": {"method": "GET", "path": "/p?v=4", "knows": "current", "version": "4"},
            "started": 1, "sent": 2, "head": 3, "done": 4,
            "outcome": {"answered": {"code": 200, "headers": [], "body": {"excerpt": "{}", "length": 2},
                "state": {"status": "a", "version": {"token": "5", "kind": "integer"}}}},
            "stream": {"pieces": [{"at": 9, "text": "data: 1\n\n"}], "end": "left"},
        }})
    }

    #[test]
    fn what_only_a_lab_knows_becomes_its_detail() {
        let Record::Operation(read) = read(operation("poll", "held")) else { panic!("an operation") };
        assert_eq!((read.client.to_string().as_str(), read.client.number), ("waiter 3", 3));
        assert_eq!(read.lab.as_ref().map(|lab| lab.as_str()), Some("long-polling"));
        assert_eq!(
            (&read.detail["knows"], &read.detail["state"]["version"]["token"]),
            (&json!("current"), &json!("5"))
        );
        assert!(matches!(read.outcome, Outcome::Answered(answer) if answer.body.excerpt() == "{}"));
        assert_eq!(read.channel.expect("what was a stream").frames[0].bytes, b"data: 1\n\n");
    }

    #[test]
    fn a_restart_lies_after_the_last_state_but_one() {
        let header = json!({"header": {"scenarios": []}});
        let mut upgrade = Upgrade::of(&header);
        for (done, is_seen) in [(40, true), (10, true), (30, true), (35, false), (90, true)] {
            let mut line = operation("read", "held");
            line["operation"]["done"] = done.into();
            if !is_seen {
                line["operation"]["outcome"]["answered"]["state"] = Value::Null;
            }
            upgrade.line(line);
        }
        let line = json!({"note": {"at": 50, "scenario": "held", "attempt": 1, "event": "restarted"}});
        assert_eq!(upgrade.line(line)["note"]["event"], json!({"restarted": {"alive": 30}}));
    }

    #[test]
    fn what_was_asked_outside_of_scenarios_has_the_lab_of_its_kind() {
        for (kind, lab) in [("update", Some("long-polling")), ("stream", Some("sse")), ("page", None)] {
            let Record::Operation(read) = read(operation(kind, "discovery")) else { panic!("an operation") };
            assert_eq!(read.lab.as_ref().map(|lab| lab.as_str()), lab, "{kind}");
        }
    }

    #[test]
    fn notes_that_only_a_lab_understands_are_its_own() {
        let event = |event: Value| {
            let line = json!({"note": {"at": 1, "scenario": "held", "attempt": 1, "event": event}});
            let Record::Note(note) = read(line) else { panic!("a note") };
            note.event
        };
        assert!(event(json!("restless")).is(&LabId::new("long-polling"), &"restless".into()));
        assert!(event(json!({"starved": {"waiters": 3}})).is(&LabId::new("long-polling"), &"starved".into()));
        assert_eq!(event(json!("dead")), Event::Dead);
        assert_eq!(event(json!("restarted")), Event::Restarted { alive: 0 });
        assert_eq!(event(json!({"skipped": "no-version"})), Event::Skipped("no-version".into()));
    }
}
