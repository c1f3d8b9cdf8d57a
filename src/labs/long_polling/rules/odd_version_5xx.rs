use crate::checker::Finding;
use crate::history::{Outcome, Reason};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::{ClientVersion, PollKind, PollOperation};
use crate::message::Message;

/// A version that is no version is the client's fault, never a fault of the server: refused, held or answered.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("odd-version-5xx-seen.{what}"));
    let is_missing = |o: &PollOperation| o.request.path.ends_with(&case.contract().poll.path);
    let (mut looked, mut missing) = (0, false);
    for raw in case.of(PollKind::Raw).filter(|o| o.knows() == Some(ClientVersion::Odd)) {
        let query: String = raw.request.path.chars().take(60).collect();
        match &raw.outcome {
            // What comes at the end of a hold is said there, whatever the version was.
            Outcome::Answered(answer) if answer.code >= 500 && case.held_long_enough(raw) => {
                return Finding::requires("no-change-unclear");
            }
            Outcome::Answered(answer) if answer.code >= 500 => {
                let what = if is_missing(raw) { "missing" } else { "fail" };
                let message = id(what).text("query", query).count("code", answer.code.into());
                return Finding::fail(message).showing([raw]);
            }
            Outcome::Indeterminate(Reason::Cut(why) | Reason::NotHttp(why)) => {
                return Finding::fail(id("cut").text("query", query).text("why", why)).showing([raw]);
            }
            Outcome::Refused(_) => return case.nothing(),
            _ => {
                looked += 1;
                missing |= is_missing(raw);
            }
        }
    }
    if looked < case.at_least {
        return case.nothing();
    }
    Finding::pass(id(if missing { "pass-missing" } else { "pass" }).count("versions", looked))
}
