use crate::checker::{Finding, Promptness};
use crate::history::{Answer, Outcome};
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::record::{StreamKind, StreamOperation};
use crate::message::Message;

/// The page that shows the quotes is served.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("page-missing-seen.{what}"));
    let Some(read) = case.reads().next() else { return case.nothing() };
    let Outcome::Answered(answer) = &read.outcome else {
        return match case.limits.wait_for(read.started, read) {
            Promptness::Lost => {
                let finding = Finding::fail(id("none").text("path", &read.request.path)).showing([read]);
                Finding { requires: since_it_was_there(case, read), ..finding }
            }
            _ => case.noisy(read.started, read.came()),
        };
    };
    let html = match answer.header("content-type") {
        Some(kind) => kind.to_ascii_lowercase().starts_with("text/html"),
        // A browser looks at the first bytes then.
        None => answer.body.excerpt().trim_start().starts_with('<'),
    };
    let message = |what: &str| id(what).text("path", &read.request.path).count("code", answer.code.into());
    match answer.code {
        200 if answer.body.excerpt().trim().is_empty() => Finding::fail(message("empty")).showing([read]),
        // It is there, and shows what nobody wrote.
        200 if html && is_garbled(answer) => Finding::half(message("not-utf8")).showing([read]),
        200 if html => Finding::pass(message("pass")),
        200 => {
            Finding::fail(message("type").text("type", answer.header("content-type").unwrap_or("—"))).showing([read])
        }
        // It moved: a browser follows, and we would have to.
        300..400 => Finding::pass(message("moved")),
        _ => Finding::fail(message("code")).showing([read]),
    }
}

/// Which rule says what has happened to a server that gave this page before.
fn since_it_was_there(case: &StreamCase, read: &StreamOperation) -> Option<&'static str> {
    let is_same = |o: &&StreamOperation| o.kind == StreamKind::Page && o.request.path == read.request.path;
    let mut before = case.run.operations.iter().filter(is_same).filter(|o| o.done < read.started);
    before.find(|o| o.answer().is_some_and(|answer| answer.code == 200))?;
    let has_left = case.departures().any(|left| left < read.started);
    Some(if has_left { "leavers-still-served" } else { "stream-blocks-others" })
}

/// Whether a browser reads it as UTF-8, since its type or the page itself says so, and it is something else.
fn is_garbled(answer: &Answer) -> bool {
    let declares = |text: &str| {
        let text = text.to_ascii_lowercase();
        text.split("charset=").nth(1).map(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with("utf-8"))
    };
    let is_utf8 = answer.header("content-type").and_then(declares).or_else(|| declares(&answer.body.excerpt()));
    is_utf8 == Some(true) && answer.body.is_whole() && std::str::from_utf8(&answer.body.bytes).is_err()
}
