use crate::checker::{Case, Finding, Message};

/// The media type is `text/event-stream`, whatever its letters' case and its parameters.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("not-event-stream-seen.{what}"));
    let heard = match case.stream() {
        Ok(heard) => heard,
        Err(unknown) => return *unknown,
    };
    let Some(found) = heard.answer.header("content-type") else {
        return Finding::fail(id("none")).showing([heard.operation]);
    };
    let essence = found.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("text/event-stream") {
        return Finding::pass(id("pass").text("type", found));
    }
    Finding::fail(id("fail").text("type", found)).showing([heard.operation])
}
