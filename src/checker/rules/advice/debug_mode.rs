use crate::checker::{Case, Finding, Message};
use crate::history::{Kind, Operation};

/// The framework's debugger is not there for everybody.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("debug-mode-seen.{what}"));
    let everything = || case.history.operations.iter();
    let shows = |o: &&Operation| {
        o.answer().is_some_and(|a| a.body.excerpt.contains("__debugger__") || a.body.excerpt.contains("EVALEX"))
    };
    match everything().find(shows) {
        Some(shown) => Finding::fail(id("fail").text("path", &shown.ask.path)).showing([shown]),
        None if case.of(Kind::Page).any(|o| o.answer().is_some()) => Finding::pass(id("pass")),
        None => case.nothing(),
    }
}
