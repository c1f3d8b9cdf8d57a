use super::{judged_kinds, parsed};
use crate::checker::{Case, Finding, Message};

/// The data of each event is JSON, strictly: what `JSON.parse` takes.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("data-not-json-seen.{what}"));
    let heard = match case.stream() {
        Ok(heard) => heard,
        Err(unknown) => return *unknown,
    };
    let kinds = judged_kinds(&heard);
    let events = || heard.events.iter().filter(|timed| kinds.contains(timed.event.kind.as_str()));
    if let Some((timed, why)) = events().find_map(|timed| parsed(&timed.event).err().map(|why| (timed, why))) {
        let start: String = timed.event.data.chars().take(60).collect();
        let message = id("fail").text("data", start).text("why", why).count("line", timed.event.line as usize);
        return Finding::fail(message).showing([heard.operation]);
    }
    if events().count() < case.at_least {
        return Finding::waits_for(super::too_few(&heard));
    }
    Finding::pass(id("pass").count("events", events().count()))
}
