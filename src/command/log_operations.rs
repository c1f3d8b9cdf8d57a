//! Each operation as it ends, a line each, for `--verbose`: on a thread of its own, since the one that drives measures.

use super::bars::Bar;
use super::out;
use crate::driver::recorder::{Followed, Follower};
use crate::history::{ChannelEnd, Operation, Outcome, Reason};
use crate::report::gist;
use crate::text::{Lang, Texts, visible};
use std::sync::mpsc;
use std::thread::JoinHandle;

/// So much is shown of a path, of what was sent, and of an answer.
const MOST: usize = 60;

/// Shows what it is sent, until the sender is gone.
pub fn start(lang: Lang, bar: Option<Bar>) -> (Follower, JoinHandle<()>) {
    let (follower, told) = mpsc::channel();
    let showing = std::thread::spawn(move || {
        let texts = Texts::of(lang);
        for told in told {
            let Followed::Operation(operation) = told else { continue };
            let line = row("operation-row", &operation, texts);
            match &bar {
                Some(bar) => bar.above(&line),
                None => out::note(line),
            }
        }
    });
    (follower, showing)
}

/// When it ended, which client asked what, how it ended and after how long, in this sentence.
pub fn row(id: &str, operation: &Operation, texts: &Texts) -> String {
    let ask = &operation.request;
    let event = gist(operation).event;
    let (method, path, body) = match &event {
        Some(event) => (&event.verb, &event.name, event.data.as_deref()),
        None => (&ask.method, &ask.path, ask.body.as_deref()),
    };
    let body = body.map(|body| format!(" {}", short(body))).unwrap_or_default();
    let asked = format!("{} {}{body}", visible(method), short(path));
    let (came, answer) = match (&event, &operation.outcome) {
        (Some(_), Outcome::Answered(answer)) => {
            (texts.get("operation-acknowledged"), answer.body.excerpt().into_owned())
        }
        _ => came(operation, texts),
    };
    let answer = if answer.is_empty() { "none".into() } else { short(&answer) };
    let took = operation.came().saturating_sub(operation.sent.unwrap_or(operation.started));
    let (time, took) = (format!("{:>8}", texts.time(operation.done)), texts.time(took));
    let client = operation.client.to_string();
    let client = if client.is_empty() { "–" } else { &client };
    let (scenario, client) = (format!("{:<12}", operation.scenario), format!("{client:<10}"));
    let args = [
        ("time", &*time),
        ("scenario", &scenario),
        ("actor", &client),
        ("asked", &asked),
        ("came", &came),
        ("took", &took),
        ("answer", &answer),
    ];
    // No answer to an event is due.
    let is_sent = matches!(operation.outcome, Outcome::Indeterminate(Reason::NoAnswer | Reason::Left));
    texts.with(if event.is_some() && is_sent { "operation-event" } else { id }, &args)
}

fn came(operation: &Operation, texts: &Texts) -> (String, String) {
    match &operation.outcome {
        Outcome::Answered(answer) => {
            let code = answer.code.to_string();
            match operation.channel.as_deref() {
                None => (code, answer.body.excerpt().into_owned()),
                Some(channel) => match &channel.end {
                    ChannelEnd::Left => (format!("{code}, {}", texts.get("we-left")), String::new()),
                    ChannelEnd::Cut(why) => (format!("{code}, {}", texts.get("operation-cut")), why.clone()),
                    ChannelEnd::Ended | ChannelEnd::Flood => (code, String::new()),
                },
            }
        }
        Outcome::Refused(why) => (texts.get("operation-refused"), why.clone()),
        Outcome::Indeterminate(Reason::NoAnswer) => (texts.get("no-answer"), String::new()),
        Outcome::Indeterminate(Reason::Left) => (texts.get("we-left"), String::new()),
        Outcome::Indeterminate(Reason::Cut(why) | Reason::NotHttp(why) | Reason::TooLarge(why)) => {
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
