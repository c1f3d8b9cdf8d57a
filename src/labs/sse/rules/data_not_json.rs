use super::{judged_kinds, parsed};
use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::message::Message;

/// The data of each event is JSON, strictly: what `JSON.parse` takes.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("data-not-json-seen.{what}"));
    let stream = match case.stream() {
        Ok(stream) => stream,
        Err(unknown) => return *unknown,
    };
    let kinds = judged_kinds(stream);
    let events = || stream.events.iter().filter(|timed| kinds.contains(timed.event.kind.as_str()));
    if let Some((timed, why)) = events().find_map(|timed| parsed(&timed.event).err().map(|why| (timed, why))) {
        let start: String = timed.event.data.chars().take(60).collect();
        let message = id("fail").text("data", start).text("why", why).count("line", timed.event.line as usize);
        return Finding::fail(message).showing([stream.operation]);
    }
    if events().count() < case.at_least {
        return Finding::requires(super::too_few(stream));
    }
    Finding::pass(id("pass").count("events", events().count()))
}
