use super::hold_never_ends::limit_seen;
use crate::checker::{Finding, Timing};
use crate::history::{Nanos, Outcome, Reason};
use crate::labs::long_polling::case::PollCase;
use crate::message::Message;

/// Timers of some platforms fire a little early; no student is blamed for that.
const TIMER: Nanos = 50_000_000;

/// A client that is up to date waits: no answer while nothing changes, before the least accepted hold.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("not-held-seen.{what}"));
    let min = Nanos::try_from(case.contract().hold.min.as_nanos()).unwrap_or(Nanos::MAX);
    let polls: Vec<_> = case.waiters().filter(|o| o.sent.is_some()).collect();
    let mut early = None;
    for poll in &polls {
        // The longest that it may have been: we may have looked at the clock late after sending.
        let time = poll.done - poll.started;
        if time + TIMER >= min {
            return Finding::pass(id("pass").time("time", time).time("min", min));
        }
        early = Some((*poll, time));
    }
    let Some((poll, time)) = early.filter(|_| polls.len() >= case.at_least) else { return case.nothing() };
    let message = |what: &str| id(what).time("time", time).time("min", min);
    let finding = match &poll.outcome {
        Outcome::Indeterminate(Reason::NoAnswer | Reason::Left) => return case.nothing(),
        Outcome::Indeterminate(_) | Outcome::Refused(_) => {
            Finding::fail(message(if limit_seen(case, poll).is_some() { "limit" } else { "cut" }))
        }
        Outcome::Answered(_) if poll.news().is_some() => return case.foreign(),
        Outcome::Answered(_) if poll.state().is_some() => {
            let version = poll.version().unwrap_or_default();
            Finding::fail(message("same").text("version", version))
        }
        Outcome::Answered(answer) => Finding::fail(message("fail").count("code", answer.code.into())),
    };
    // What is early is not early because of noise.
    finding.timed(Timing { observed: time, limit: min, noise: 0 }).showing([poll])
}
