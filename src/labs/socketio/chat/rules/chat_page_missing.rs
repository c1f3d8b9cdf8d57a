use crate::checker::{Finding, Promptness};
use crate::history::{Answer, Operation, Outcome};
use crate::labs::socketio::case::ChatCase;
use crate::message::Message;

/// The page of the chat is served, and with it the client library that it names.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("chat-page-missing-seen.{what}"));
    let Some(page) = case.pages().next() else { return case.nothing() };
    let message = |what: &str, of: &Operation| {
        let code = of.answer().map_or(0, |answer| answer.code);
        id(what).text("path", &of.request.path).count("code", code.into())
    };
    let answer = match read(case, page) {
        Ok(answer) => answer,
        Err(Some(unknown)) => return *unknown,
        Err(None) => return Finding::fail(message("none", page)).showing([page]),
    };
    match answer.code {
        200 if is_html(answer) => {}
        200 => {
            let kind = answer.header("content-type").unwrap_or("—");
            return Finding::fail(message("type", page).text("type", kind)).showing([page]);
        }
        // It moved: a browser follows, and we would have to.
        300..400 => return Finding::pass(message("moved", page)),
        _ => return Finding::fail(message("code", page)).showing([page]),
    }
    // A library from elsewhere is not asked for.
    let Some(library) = case.pages().find(|other| other.request.path != page.request.path) else {
        return Finding::pass(message("pass", page));
    };
    match read(case, library) {
        Err(Some(unknown)) => *unknown,
        Ok(answer) if answer.code < 400 && !is_html(answer) => {
            Finding::pass(message("library", page).text("library", &library.request.path))
        }
        Ok(_) => Finding::fail(message("no-library", library)).showing([page, library]),
        Err(None) => Finding::fail(message("none", library)).showing([page, library]),
    }
}

/// Its answer; or why there is none, if that is not the target's doing.
fn read<'a>(case: &ChatCase, asked: &'a Operation) -> Result<&'a Answer, Option<Box<Finding>>> {
    match &asked.outcome {
        Outcome::Answered(answer) => Ok(answer),
        _ => Err(match case.limits.wait_for(asked.started, asked) {
            Promptness::Lost => None,
            _ => Some(Box::new(case.noisy(asked.started, asked.came()))),
        }),
    }
}

fn is_html(answer: &Answer) -> bool {
    match answer.header("content-type") {
        Some(kind) => kind.to_ascii_lowercase().starts_with("text/html"),
        // A browser looks at the first bytes then.
        None => answer.body.excerpt().trim_start().starts_with('<'),
    }
}
