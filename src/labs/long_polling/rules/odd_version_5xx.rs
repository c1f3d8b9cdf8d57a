use crate::checker::Finding;
use crate::history::{Outcome, Reason};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::{ClientVersion, PollKind};
use crate::message::Message;

/// A version that is no version is the client's fault, never a fault of the server: refused, held or answered.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("odd-version-5xx-seen.{what}"));
    let mut looked = 0;
    for raw in case.of(PollKind::Raw).filter(|o| o.knows() == Some(ClientVersion::Odd)) {
        let query: String = raw.request.path.chars().take(60).collect();
        match &raw.outcome {
            Outcome::Answered(answer) if answer.code >= 500 => {
                let message = id("fail").text("query", query).count("code", answer.code.into());
                return Finding::fail(message).showing([raw]);
            }
            Outcome::Indeterminate(Reason::Cut(why) | Reason::NotHttp(why)) => {
                return Finding::fail(id("cut").text("query", query).text("why", why)).showing([raw]);
            }
            Outcome::Refused(_) => return case.nothing(),
            _ => looked += 1,
        }
    }
    if looked < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("versions", looked))
}
