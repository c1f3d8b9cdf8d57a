use crate::checker::{Finding, Timing};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::{ClientVersion, PollKind};
use crate::message::Message;

/// A client that is ahead, because the server started anew, is answered at once.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("ahead-at-once-seen.{what}"));
    let ahead = case.of(PollKind::Poll).find(|o| o.knows() == Some(ClientVersion::Ahead) && o.sent.is_some());
    let Some(poll) = ahead else { return case.nothing() };
    let time = poll.came().saturating_sub(poll.sent.unwrap_or(poll.started));
    match poll.answer() {
        Some(_) if poll.state().is_some() && time <= case.limits.late => Finding::pass(id("pass").time("time", time)),
        Some(answer) if time <= case.limits.late => {
            Finding::fail(id("refused").count("code", answer.code.into())).showing([poll])
        }
        _ => Finding::fail(id("fail").time("time", time))
            .timed(Timing { observed: time, limit: case.limits.late, noise: 0 })
            .showing([poll]),
    }
}
