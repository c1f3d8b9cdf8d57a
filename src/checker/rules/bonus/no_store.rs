use crate::checker::{Case, Finding, Message};
use crate::history::{Kind, Operation};

/// Poll answers tell caches to keep nothing.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("no-store-seen.{what}"));
    let answers = case.history.operations.iter().filter(|o| matches!(o.kind, Kind::Poll | Kind::Read));
    let answers: Vec<_> = answers.filter(|o| o.succeeded()).collect();
    let says = |o: &Operation| {
        let control = o.answer().and_then(|a| a.header("cache-control")).unwrap_or_default().to_ascii_lowercase();
        control.contains("no-store") || control.contains("no-cache")
    };
    match answers.iter().find(|o| !says(o)) {
        _ if answers.is_empty() => case.nothing(),
        Some(without) => Finding::fail(id("fail")).showing([*without]),
        None => Finding::pass(id("pass").count("answers", answers.len())),
    }
}
