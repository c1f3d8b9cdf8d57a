use crate::checker::Finding;
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::{PollKind, PollOperation};
use crate::message::Message;

/// The framework's debugger is not there for everybody.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("debug-mode-seen.{what}"));
    let everything = || case.all();
    let shows = |o: &&PollOperation| {
        o.answer().is_some_and(|a| a.body.excerpt().contains("__debugger__") || a.body.excerpt().contains("EVALEX"))
    };
    match everything().find(shows) {
        Some(shown) => Finding::fail(id("fail").text("path", &shown.request.path)).showing([shown]),
        None if case.of(PollKind::Page).any(|o| o.answer().is_some()) => Finding::pass(id("pass")),
        None => case.nothing(),
    }
}
