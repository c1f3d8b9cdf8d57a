use crate::checker::Finding;
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::{PollKind, PollOperation};
use crate::message::Message;

/// Poll answers tell caches to keep nothing.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("no-store-seen.{what}"));
    let answers = case.all().filter(|o| matches!(o.kind, PollKind::Poll | PollKind::Read));
    let answers: Vec<_> = answers.filter(|o| o.succeeded()).collect();
    let says = |o: &PollOperation| {
        let control = o.answer().and_then(|a| a.header("cache-control")).unwrap_or_default().to_ascii_lowercase();
        control.contains("no-store") || control.contains("no-cache")
    };
    match answers.iter().find(|o| !says(o)) {
        _ if answers.is_empty() => case.nothing(),
        Some(without) => Finding::fail(id("fail")).showing([*without]),
        None => Finding::pass(id("pass").count("answers", answers.len())),
    }
}
