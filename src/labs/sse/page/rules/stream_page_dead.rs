use crate::checker::{Finding, ended};
use crate::history::Operation;
use crate::labs::sse::page::case::PageCase;
use crate::message::Message;

/// The page is there, and its scripts load and run. If it never asked for the stream, the first thing that went wrong is
/// told; if nothing did, it is another fault.
pub fn judge(case: &PageCase) -> Finding {
    if let Some((end, tabs)) = ended(case) {
        return Finding::fail(Message::new(format!("stream-page-dead-seen.{}", end.name())).count("tabs", tabs));
    }
    let Some((asked, _)) = case.opened() else { return case.nothing() };
    let pass = || Finding::pass(Message::new("stream-page-dead-seen.pass"));
    if asked {
        return pass();
    }
    let is_broken = |o: &Operation| o.answer().is_none_or(|answer| answer.code >= 400);
    let code = |o: &Operation| o.answer().map_or("–".to_owned(), |answer| answer.code.to_string());
    let seen = |o: &Operation, what: &str| {
        let message = Message::new(format!("stream-page-dead-seen.{what}"));
        Finding::fail(message.text("path", &o.request.path).text("code", code(o))).showing([o])
    };
    let mut others: Vec<_> = case.others().collect();
    others.sort_by_key(|o| o.started);
    // The first that it asked for is the page itself.
    if let Some(page) = others.first().filter(|o| is_broken(o)) {
        return seen(page, "no-page");
    }
    let is_script = |o: &Operation| o.request.path.split('?').next().is_some_and(|path| path.ends_with("js"));
    if let Some(script) = others.iter().find(|o| is_broken(o) && is_script(o)) {
        return seen(script, "no-script");
    }
    match case.said().find(|(saying, ..)| *saying == "exception") {
        Some((_, text, place)) => {
            let first = text.lines().next().unwrap_or_default();
            let message = Message::new("stream-page-dead-seen.thrown");
            Finding::fail(message.text("text", first).text("place", place))
        }
        None => pass(),
    }
}
