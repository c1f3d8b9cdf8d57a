use crate::checker::{Case, Finding, Message};

/// A proxy such as nginx is told to pass each event on at once.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("accel-buffering-missing-seen.{what}"));
    let heard = match case.stream() {
        Ok(heard) => heard,
        Err(unknown) => return *unknown,
    };
    match heard.answer.header("x-accel-buffering") {
        Some(value) if value.trim().eq_ignore_ascii_case("no") => Finding::pass(id("pass")),
        Some(value) => Finding::fail(id("fail").text("value", value)).showing([heard.operation]),
        None => Finding::fail(id("none")).showing([heard.operation]),
    }
}
