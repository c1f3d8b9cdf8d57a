//! Each operation as it ends, a line each, for `--verbose`: on a thread of its own, since the one that drives measures.

use super::out;
use crate::driver::recorder::Follower;
use crate::history::{Lost, Operation, Outcome, StreamEnd};
use crate::text::{Lang, Texts, visible};
use indicatif::ProgressBar;
use std::sync::mpsc;
use std::thread::JoinHandle;

/// So much is shown of a path, of what was sent, and of an answer.
const MOST: usize = 60;

/// Shows what it is sent, until the sender is gone.
pub fn start(lang: Lang, bar: Option<ProgressBar>) -> (Follower, JoinHandle<()>) {
    let (follower, operations) = mpsc::channel();
    let showing = std::thread::spawn(move || {
        let texts = Texts::new(lang);
        for operation in operations {
            let line = row(&operation, &texts);
            match &bar {
                Some(bar) => bar.println(line),
                None => out::note(line),
            }
        }
    });
    (follower, showing)
}

/// When it ended, who asked what, what came of it and after how long.
fn row(operation: &Operation, texts: &Texts) -> String {
    let ask = &operation.ask;
    let body = ask.body.as_deref().map(|body| format!(" {}", short(body))).unwrap_or_default();
    let asked = format!("{} {}{body}", visible(&ask.method), short(&ask.path));
    let (came, answer) = came(operation, texts);
    let answer = if answer.is_empty() { "none".into() } else { short(&answer) };
    let took = operation.came().saturating_sub(operation.sent.unwrap_or(operation.started));
    let (time, took) = (format!("{:>8}", texts.time(operation.done)), texts.time(took));
    let actor = if operation.actor.is_empty() { "–" } else { &operation.actor };
    let (scenario, actor) = (format!("{:<12}", operation.scenario), format!("{actor:<10}"));
    let args = [
        ("time", &*time),
        ("scenario", &scenario),
        ("actor", &actor),
        ("asked", &asked),
        ("came", &came),
        ("took", &took),
        ("answer", &answer),
    ];
    texts.with("operation-row", &args)
}

fn came(operation: &Operation, texts: &Texts) -> (String, String) {
    match &operation.outcome {
        Outcome::Answered(answer) => {
            let code = answer.code.to_string();
            match operation.stream.as_deref() {
                None => (code, answer.body.excerpt.clone()),
                Some(stream) => match &stream.end {
                    StreamEnd::Left => (format!("{code}, {}", texts.get("we-left")), String::new()),
                    StreamEnd::Cut(why) => (format!("{code}, {}", texts.get("operation-cut")), why.clone()),
                    StreamEnd::Ended | StreamEnd::Flood => (code, String::new()),
                },
            }
        }
        Outcome::Refused(why) => (texts.get("operation-refused"), why.clone()),
        Outcome::Unclear(Lost::NoAnswer) => (texts.get("no-answer"), String::new()),
        Outcome::Unclear(Lost::Left) => (texts.get("we-left"), String::new()),
        Outcome::Unclear(Lost::Cut(why) | Lost::NotHttp(why) | Lost::TooLarge(why)) => {
            (texts.get("operation-cut"), why.clone())
        }
    }
}

/// What a target said, or was sent, on one line and harmless.
fn short(text: &str) -> String {
    let start: String = text.chars().take(MOST + 1).collect();
    let shown = visible(&start.split_whitespace().collect::<Vec<_>>().join(" "));
    if start.chars().count() <= MOST { shown } else { format!("{}…", shown.chars().take(MOST).collect::<String>()) }
}
