use crate::checker::{Finding, Promptness};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::{PollKind, PollOperation, PollRole};
use crate::message::Message;

/// Requests with one cookie, those of the tabs of a browser, do not wait for one another.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("session-locked-seen.{what}"));
    let asked: Vec<_> = case.operations().filter(|o| o.role == Some(PollRole::Tab)).collect();
    let Some(cookie) = asked.iter().copied().find_map(cookie) else {
        let answered = asked.iter().filter(|o| o.answer().is_some() && o.kind != PollKind::Page).count();
        return if answered < case.at_least {
            Finding::requires("unread-by-browsers")
        } else {
            Finding::pass(id("no-cookie").count("answers", answered))
        };
    };
    let mut looked = 0;
    for operation in asked.iter().filter(|o| o.kind != PollKind::Poll) {
        let Some(poll) = held_by_browser(case, operation) else { continue };
        match case.limits.wait_for(operation.started, operation) {
            Promptness::Lost => {
                let what = if operation.kind == PollKind::Update { "update" } else { "read" };
                let timing = case.limits.timing(operation.started, operation.came(), case.limits.late);
                let message = id(what).text("cookie", cookie).time("waited", timing.observed);
                return Finding::fail(message).timed(timing).showing([poll, operation]);
            }
            Promptness::Unsure => return case.noisy(operation.started, operation.came()),
            _ => looked += 1,
        }
    }
    let answered = || asked.iter().filter(|o| o.kind == PollKind::Poll && o.answer().is_some());
    if looked > 0 {
        Finding::pass(id("pass").text("cookie", cookie).count("requests", looked))
    } else if answered().any(|o| o.news().is_some()) {
        // It was woken before another tab could ask.
        case.foreign()
    } else if answered().next().is_some() {
        // A server may end the poll of a session when another one of its requests comes.
        Finding::pass(id("none").text("cookie", cookie))
    } else {
        Finding::requires("unread-by-browsers")
    }
}

/// The name of the first cookie that was sent.
fn cookie<'a>(operation: &'a PollOperation) -> Option<&'a str> {
    let sent = operation.request.headers.iter().find(|(name, _)| name == "Cookie");
    sent.and_then(|(_, cookies)| cookies.split('=').next())
}

/// The poll of the same browser that was held when this was sent.
pub fn held_by_browser<'a>(case: &PollCase<'a>, operation: &PollOperation) -> Option<&'a PollOperation<'a>> {
    let from = operation.started;
    let polls = case.all().filter(|o| o.is(PollKind::Poll, PollRole::Tab) && o.scenario == operation.scenario);
    let mut of_this = polls.filter(|o| o.attempt == operation.attempt);
    of_this.find(|o| o.sent.is_some_and(|sent| sent < from) && o.done > from)
}
