use crate::checker::{Finding, Promptness};
use crate::history::{Outcome, Reason};
use crate::labs::long_polling::case::PollCase;
use crate::message::Message;

/// Clients that have left keep no place: the server answers as if they had never been there.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("leavers-kept-seen.{what}"));
    let gone = case.waiters().filter(|o| o.outcome == Outcome::Indeterminate(Reason::Left)).count();
    let mut asked = case.updates().chain(case.reads()).peekable();
    if gone < case.at_least || asked.peek().is_none() {
        return case.nothing();
    }
    for operation in asked {
        let from = operation.sent.unwrap_or(operation.started);
        match case.limits.wait_for(from, operation) {
            Promptness::Lost => {
                let waited = operation.done.saturating_sub(from);
                return Finding::fail(id("fail").count("gone", gone).time("waited", waited)).showing([operation]);
            }
            Promptness::Unsure => return case.noisy(from, operation.done),
            _ => {}
        }
    }
    Finding::pass(id("pass").count("gone", gone))
}
