use crate::checker::{Case, Finding, Message};
use crate::history::Kind;

/// A status is words: a number or a blank is refused.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("odd-status-stored-seen.{what}"));
    let raws: Vec<_> = case.of(Kind::Raw).filter(|o| o.ask.knows.is_none()).collect();
    match raws.iter().find(|o| o.succeeded()) {
        _ if raws.is_empty() => case.nothing(),
        Some(raw) => Finding::fail(id("fail").text("body", raw.ask.body.clone().unwrap_or_default())).showing([*raw]),
        None => Finding::pass(id("pass").count("sent", raws.len())),
    }
}
