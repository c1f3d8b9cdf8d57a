use crate::checker::{Finding, Promptness};
use crate::history::Outcome;
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::PollKind;
use crate::message::Message;

/// An update that says nothing is refused by its sender's fault (4xx), and by no other.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("bad-update-accepted-seen.{what}"));
    let mut refused = 0;
    for raw in case.of(PollKind::Raw).filter(|o| o.knows().is_none() && o.request.body.is_some()) {
        let body = raw.request.body.clone().unwrap_or_default();
        let message = |what: &str| id(what).text("body", &body);
        match &raw.outcome {
            Outcome::Answered(answer) if (400..500).contains(&answer.code) => refused += 1,
            Outcome::Answered(answer) => {
                let what = if answer.code >= 500 { "error" } else { "fail" };
                return Finding::fail(message(what).count("code", answer.code.into())).showing([raw]);
            }
            Outcome::Refused(_) => return case.nothing(),
            Outcome::Indeterminate(_) if case.limits.wait_for(raw.started, raw) == Promptness::Unsure => {
                return case.noisy(raw.started, raw.came());
            }
            Outcome::Indeterminate(_) => {
                return Finding::fail(message("silent"))
                    .timed(case.limits.timing(raw.started, raw.came(), case.limits.late))
                    .showing([raw]);
            }
        }
    }
    if refused < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("refused", refused))
}
