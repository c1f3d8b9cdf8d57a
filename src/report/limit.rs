//! What is said of a target that limits how often it is asked: it answered 429 Too Many Requests.

use crate::history::{Event, History, LIMITED, Operation, SKIPPED_LIMITED};
use crate::message::Message;

/// That it does, how it was asked then, and what that meant for the verdicts; none if nothing was refused for that.
pub fn said(history: &History) -> Option<Message> {
    let is_refused = |o: &Operation| o.kind == LIMITED || o.answer().is_some_and(|answer| answer.code == 429);
    let refused = history.operations.iter().filter(|o| is_refused(o)).count();
    let pace = history.notes.iter().rev().find_map(|note| match note.event {
        Event::Paced { requests, window } => Some((requests, window)),
        _ => None,
    });
    let is_skipped = |event: &Event| matches!(event, Event::Skipped(why) if *why == SKIPPED_LIMITED);
    let skipped = history.notes.iter().any(|note| is_skipped(&note.event));
    let (requests, window) = pace.unwrap_or_default();
    let message = Message::new("limit-line").count("refused", refused).count("asked", history.operations.len());
    let message = message.count("requests", requests.try_into().unwrap_or(usize::MAX)).time("window", window);
    (refused > 0).then(|| message.text("skipped", if skipped { "yes" } else { "no" }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{Header, Note, Record, Tolerance};
    use crate::text::{Lang, Texts};

    fn history(events: Vec<Event>, codes: &[u16]) -> History {
        let mut history = History::new(Header::new(1, "http://127.0.0.1:5000".into(), Tolerance::default()));
        for event in events {
            history.push(Record::Note(Note { at: 0, scenario: String::new(), attempt: 1, event }));
        }
        for code in codes {
            let operation = serde_json::json!({
                "id": 1, "scenario": "wake", "attempt": 1, "round": 1, "client": "waiter", "kind": "poll",
                "request": { "method": "GET", "path": "/poll-status" }, "started": 0, "sent": 0, "head": 1, "done": 1,
                "outcome": { "answered": { "code": code, "headers": [], "body": { "text": "", "length": 0 } } },
            });
            history.push(Record::Operation(Box::new(serde_json::from_value(operation).unwrap())));
        }
        history
    }

    #[test]
    fn it_is_told_in_both_languages_and_only_if_it_was_so() {
        assert_eq!(said(&history(vec![], &[200, 503])), None);
        let paced = Event::Paced { requests: 28, window: 10_250_000_000 };
        let cases = [
            (vec![], "this costs nothing", "429"),
            (vec![paced.clone()], "28", "28"),
            (vec![paced, Event::Skipped(SKIPPED_LIMITED)], "not looked at", "pas été examiné"),
        ];
        for (events, english, french) in cases {
            let message = said(&history(events, &[200, 429])).unwrap();
            let [en, fr] = [Lang::En, Lang::Fr].map(|lang| Texts::of(lang).say(&message));
            assert!(en.contains(english) && en.contains("429") && en.contains("one of 2 requests"), "{en}");
            assert!(fr.contains(french) && fr.contains("429") && fr.contains("1 des 2 requêtes"), "{fr}");
        }
    }
}
