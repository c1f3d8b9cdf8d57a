use super::session_locked::held_by_browser;
use crate::checker::{Finding, Promptness};
use crate::history::{Nanos, Outcome, Reason};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::{PollKind, PollOperation, PollRole};
use crate::message::Message;

/// A browser gets whole answers. It keeps its connection, so it is the answer that tells where its body ends, and
/// further requests come on the same connection.
pub fn judge(case: &PollCase) -> Finding {
    let asked = || case.all().filter(|o| o.role == Some(PollRole::Tab) && o.kind != PollKind::Page);
    let mut whole = 0;
    // The end of a hold is seen in another scenario: what is sure there counts here.
    for operation in asked() {
        match fault(case, operation) {
            Some(finding) if case.is_of_this(operation) || finding.undecided.is_none() => return finding,
            _ => whole += usize::from(operation.answer().is_some()),
        }
    }
    if whole < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("answers", whole))
}

fn id(what: &str) -> Message {
    Message::new(format!("unread-by-browsers-seen.{what}"))
}

fn fault(case: &PollCase, operation: &PollOperation) -> Option<Finding> {
    match &operation.outcome {
        Outcome::Indeterminate(Reason::NoAnswer) => match operation.unended() {
            // The answer came, and not its end.
            Some(from) => Some(unended(case, operation, from, "endless")),
            None if operation.kind == PollKind::Poll => held_too_long(case, operation),
            // What waits for a poll is for another rule.
            None if held_by_browser(case, operation).is_some() => None,
            None => {
                let what = if operation.was_on_a_kept_connection() { "second" } else { "silent" };
                Some(unended(case, operation, operation.started, what))
            }
        },
        Outcome::Indeterminate(Reason::Cut(why) | Reason::NotHttp(why) | Reason::TooLarge(why))
            if operation.kind != PollKind::Poll =>
        {
            Some(Finding::fail(id("cut").text("why", why)).showing([operation]))
        }
        _ => None,
    }
}

/// An answer without a body says nothing by which its end could be due before the longest hold that is accepted.
fn held_too_long(case: &PollCase, poll: &PollOperation) -> Option<Finding> {
    poll.head?;
    let max = Nanos::try_from(case.contract().hold.max.as_nanos()).unwrap_or(Nanos::MAX);
    let due = poll.sent?.saturating_add(max);
    if poll.done < due {
        return None;
    }
    // Unless no hold ends at all.
    Some(Finding { requires: Some("hold-never-ends"), ..unended(case, poll, due, "endless") })
}

/// What did not come, from this moment on.
fn unended(case: &PollCase, operation: &PollOperation, from: Nanos, what: &str) -> Finding {
    let timing = case.limits.timing(from, operation.done, case.limits.late);
    match case.limits.judge(from, operation.done, false) {
        Promptness::Lost => {
            let message = id(what).time("waited", timing.observed);
            Finding::fail(message).timed(timing).showing([operation])
        }
        _ => case.noisy(from, operation.done),
    }
}
