use super::{judged_kinds, parsed};
use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::event_stream::Event;
use crate::message::Message;
use serde_json::Value;

/// The data of each event is JSON, strictly: what `JSON.parse` takes.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("data-not-json-seen.{what}"));
    let stream = match case.stream() {
        Ok(stream) => stream,
        Err(unknown) => return *unknown,
    };
    let kinds = judged_kinds(stream);
    let events = || stream.events.iter().filter(|timed| kinds.contains(timed.event.kind.as_str()));
    let wrong = events().find_map(|timed| Some((timed, wrong(&timed.event)?)));
    if let Some((timed, (what, why))) = wrong {
        let start: String = timed.event.data.chars().take(60).collect();
        let message = id(what).text("data", start).text("why", why).count("line", timed.event.line as usize);
        return Finding::fail(message).showing([stream.operation]);
    }
    if events().count() < case.at_least {
        return Finding::requires(super::too_few(stream));
    }
    Finding::pass(id("pass").count("events", events().count()))
}

/// What is wrong with the data of an event, and why, in the words of a strict parser.
fn wrong(event: &Event) -> Option<(&'static str, String)> {
    match parsed(event) {
        Err(why) if event.data.trim_start().starts_with("data:") => Some(("prefix", why)),
        Err(why) => Some(("fail", why)),
        // A text that is JSON of its own: who parses it once has a text, and no quote.
        Ok(Value::String(text)) => {
            let inner: Value = serde_json::from_str(&text).ok()?;
            (inner.is_object() || inner.is_array()).then(|| ("twice", String::new()))
        }
        Ok(_) => None,
    }
}
