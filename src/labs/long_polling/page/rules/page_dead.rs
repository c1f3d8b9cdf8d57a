use crate::checker::{Finding, ended};
use crate::history::Operation;
use crate::labs::long_polling::page::case::PageCase;
use crate::labs::long_polling::page::record::Deed;
use crate::message::Message;

/// The page is there, its scripts load and come to an end, and it asks for the state. If not, the first thing that went
/// wrong is told.
pub fn judge(case: &PageCase) -> Finding {
    if let Some((end, tabs)) = ended(case) {
        return Finding::fail(Message::new(format!("page-dead-seen.{}", end.name())).count("tabs", tabs));
    }
    let opened = case.deeds.iter().find_map(|(_, _, deed)| match deed {
        Deed::Opened { asked, .. } => Some(*asked),
        _ => None,
    });
    match opened {
        None => return case.nothing(),
        Some(true) => return Finding::pass(Message::new("page-dead-seen.pass")),
        Some(false) => {}
    }
    let is_broken = |o: &Operation| o.answer().is_none_or(|answer| answer.code >= 400);
    let code = |o: &Operation| o.answer().map_or("–".to_owned(), |answer| answer.code.to_string());
    let seen = |o: &Operation, what: &str| {
        let message = Message::new(format!("page-dead-seen.{what}"));
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
    let thrown = case.said().find(|(saying, ..)| *saying == "exception");
    if let Some((_, text, place)) = thrown {
        let first = text.lines().next().unwrap_or_default();
        return Finding::fail(Message::new("page-dead-seen.thrown").text("text", first).text("place", place));
    }
    Finding::fail(Message::new("page-dead-seen.silent"))
}
