use crate::checker::{Finding, Promptness};
use crate::history::{Nanos, Outcome, Reason};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::{ClientVersion, PollKind, PollOperation};
use crate::message::Message;
use std::time::Duration;

/// The hold ends by itself, within the accepted time, with an answer.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("hold-never-ends-seen.{what}"));
    let max = Nanos::try_from(case.contract().hold.max.as_nanos()).unwrap_or(Nanos::MAX);
    let polls: Vec<_> = case.waiters().filter(|o| o.sent.is_some()).collect();
    let (mut ended, mut shortest, mut longest) = (0, Nanos::MAX, 0);
    for poll in polls {
        let sent = poll.sent.unwrap_or(poll.started);
        let time = poll.came().saturating_sub(sent);
        let timing = case.limits.timing(sent, poll.came(), max);
        let message = |what: &str| id(what).time("time", time).time("max", max);
        match &poll.outcome {
            Outcome::Answered(_) if poll.news().is_some() => return case.foreign(),
            // At the end of the longest hold that is accepted, an answer is due: it takes its time like any other.
            Outcome::Answered(_) => match case.limits.judge(sent + max, poll.came(), true) {
                Promptness::Prompt => {
                    ended += 1;
                    shortest = shortest.min(time);
                    longest = longest.max(time);
                }
                Promptness::Unsure => return case.noisy(sent + max, poll.came()),
                // What kept a request from its server puts off the end of its hold as well.
                Promptness::Late | Promptness::Lost if is_put_off(case, sent, sent + max, poll.came()) => {
                    return Finding::noise(timing);
                }
                Promptness::Late | Promptness::Lost => {
                    return Finding::fail(message("late")).timed(timing).showing([poll]);
                }
            },
            Outcome::Indeterminate(Reason::NoAnswer) if time >= max => {
                return Finding::fail(message("fail")).timed(timing).showing([poll]);
            }
            Outcome::Indeterminate(Reason::NoAnswer) if let Some(other) = ended_long_before(case, time) => {
                return Finding::fail(message("other").time("other", other)).timed(timing).showing([poll]);
            }
            Outcome::Indeterminate(Reason::NoAnswer | Reason::Left) => return case.nothing(),
            Outcome::Indeterminate(_) | Outcome::Refused(_) => return cut(case, poll, message),
        }
    }
    if ended < case.at_least {
        return case.nothing();
    }
    if let Some(poll) = left_ahead(case) {
        let version = poll.version().unwrap_or_default();
        return Finding::fail(id("ahead").time("time", lasted(poll)).text("version", version)).showing([poll]);
    }
    Finding::pass(id("pass").count("polls", ended).time("shortest", shortest).time("longest", longest))
}

/// Whether this poll was held, and had no answer when its hold was over.
pub fn is_endless(case: &PollCase, poll: &PollOperation) -> bool {
    poll.kind == PollKind::Poll && poll.knows() == Some(ClientVersion::Current) && is_left(case, poll)
}

/// A client that is ahead, since the server has been started anew, may be answered at once, refused or held; one that
/// is never answered shows what was there before, for ever.
fn left_ahead<'a>(case: &PollCase<'a>) -> Option<&'a PollOperation<'a>> {
    let is_ahead = |o: &&PollOperation| o.kind == PollKind::Poll && o.knows() == Some(ClientVersion::Ahead);
    case.all().filter(is_ahead).find(|poll| poll.sent.is_some() && is_left(case, poll))
}

/// Whether a poll had no answer when any hold was over.
fn is_left(case: &PollCase, poll: &PollOperation) -> bool {
    let time = lasted(poll);
    let is_over = u128::from(time) >= case.contract().hold.max.as_nanos() || ended_long_before(case, time).is_some();
    matches!(poll.outcome, Outcome::Indeterminate(Reason::NoAnswer)) && is_over
}

fn lasted(poll: &PollOperation) -> Nanos {
    poll.done.saturating_sub(poll.sent.unwrap_or(poll.done))
}

/// How long a hold lasted that ended by itself, where another one cannot last for so long.
fn ended_long_before(case: &PollCase, time: Nanos) -> Option<Nanos> {
    let longest = |other: &Nanos| case.contract().hold.longest_beside(Duration::from_nanos(*other)).as_nanos();
    case.run.hold.filter(|other| u128::from(time) >= longest(other))
}

/// A hold that the target cut. Where it cuts each as long after it came, whenever that was, a time limit does it.
fn cut(case: &PollCase, poll: &PollOperation, message: impl Fn(&str) -> Message) -> Finding {
    match limit_seen(case, poll) {
        Some(other) => Finding::fail(message("limit")).showing([poll, other]),
        None => Finding::fail(message("cut")).showing([poll]),
    }
}

/// Another poll that was cut after as much time as this one, though it had come at another moment.
pub fn limit_seen<'a>(case: &PollCase<'a>, poll: &PollOperation) -> Option<&'a PollOperation<'a>> {
    let lasted = |o: &PollOperation| o.done.saturating_sub(o.sent.unwrap_or(o.started));
    let time = lasted(poll);
    let near = (time / 20).max(NEAR);
    let cut =
        case.all().filter(|o| o.kind == PollKind::Poll && o.knows() == Some(ClientVersion::Current) && o.was_cut());
    let mut apart = cut.filter(|o| o.started.abs_diff(poll.started) > 2 * near && o.done.abs_diff(poll.done) > near);
    apart.find(|o| lasted(o).abs_diff(time) <= near)
}

/// So little lies between two times that are the same.
const NEAR: Nanos = 200_000_000;

/// Whether delays of the machine, on the way there and back, can have made an answer late that was due then.
fn is_put_off(case: &PollCase, sent: Nanos, due: Nanos, came: Nanos) -> bool {
    let delays = case.limits.noise(sent, came) * 2;
    case.limits.too_noisy(sent, came) && case.limits.judge(due + delays, came, true) == Promptness::Prompt
}
