use super::troubled;
use crate::checker::{Case, Finding, Message};
use crate::event_stream::TroubleKind;

/// Event streams are UTF-8, whatever their head says.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("not-utf8-seen.{what}"));
    let heard = match case.stream() {
        Ok(heard) => heard,
        Err(unknown) => return *unknown,
    };
    if heard.streamed.pieces.is_empty() {
        return Finding::waits_for("first-event-late");
    }
    let trouble = heard.troubles().into_iter().find(|trouble| trouble.kind == TroubleKind::NotUtf8);
    match trouble {
        None => Finding::pass(id("pass")),
        Some(trouble) => troubled(Finding::fail(id("fail")).showing([heard.operation]), &trouble),
    }
}
