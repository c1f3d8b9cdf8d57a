use super::update_blocked::held_during;
use crate::checker::{Finding, Promptness};
use crate::labs::long_polling::case::PollCase;
use crate::message::Message;

/// The client that updates gets an answer soon, however many others wait.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("update-answered-late-seen.{what}"));
    let (mut times, mut longest) = (vec![], None);
    for update in case.updates() {
        let held = held_during(case, update).len();
        if held == 0 {
            continue;
        }
        let from = update.sent.unwrap_or(update.started);
        let took = update.came().saturating_sub(from);
        match case.limits.wait_for(from, update) {
            Promptness::Lost => {
                let what = match update.answer() {
                    Some(_) => "fail",
                    None if update.was_cut() => "cut",
                    None => "silent",
                };
                let message = id(what).count("waiters", held).time("took", took);
                return Finding::fail(message.time("limit", case.limits.late))
                    .timed(case.limits.timing(from, update.came(), case.limits.late))
                    .showing([update]);
            }
            Promptness::Unsure => return case.noisy(from, update.came()),
            _ => {
                times.push(took);
                longest = longest.max(Some((took, from)));
            }
        }
    }
    if times.len() < case.at_least {
        return case.nothing();
    }
    let Some((took, from)) = longest else { return case.nothing() };
    let timing = case.limits.timing(from, from + took, case.limits.late);
    Finding::pass(id("pass").count("updates", times.len()).time("longest", took)).timed(timing).of_times(times)
}
