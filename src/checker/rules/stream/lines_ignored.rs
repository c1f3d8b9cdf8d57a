use super::troubled;
use crate::checker::{Case, Finding, Message};
use crate::event_stream::TroubleKind;

/// No line that was meant is ignored by a browser.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("lines-ignored-seen.{what}"));
    let heard = match case.stream() {
        Ok(heard) => heard,
        Err(unknown) => return *unknown,
    };
    if heard.events.len() < case.at_least {
        return Finding::waits_for("nothing-dispatched");
    }
    // A block that we left before its end is no fault, and what is not UTF-8 has its own rule.
    let other = |kind: TroubleKind| !matches!(kind, TroubleKind::NeverEnded | TroubleKind::NotUtf8);
    let troubles: Vec<_> = heard.troubles().into_iter().filter(|trouble| other(trouble.kind)).collect();
    match troubles.first() {
        None => Finding::pass(id("pass").count("events", heard.events.len())),
        Some(first) => {
            let message = id("fail").count("troubles", troubles.len()).count("events", heard.events.len());
            troubled(Finding::fail(message).showing([heard.operation]), first)
        }
    }
}
