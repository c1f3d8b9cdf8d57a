use crate::checker::{Finding, Promptness};
use crate::history::{Nanos, Outcome, Reason};
use crate::labs::long_polling::case::PollCase;
use crate::message::Message;

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
            Outcome::Indeterminate(Reason::NoAnswer | Reason::Left) => return case.nothing(),
            Outcome::Indeterminate(_) | Outcome::Refused(_) => return Finding::fail(message("cut")).showing([poll]),
        }
    }
    if ended < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("polls", ended).time("shortest", shortest).time("longest", longest))
}

/// Whether delays of the machine, on the way there and back, can have made an answer late that was due then.
fn is_put_off(case: &PollCase, sent: Nanos, due: Nanos, came: Nanos) -> bool {
    let delays = case.limits.noise(sent, came) * 2;
    case.limits.too_noisy(sent, came) && case.limits.judge(due + delays, came, true) == Promptness::Prompt
}
