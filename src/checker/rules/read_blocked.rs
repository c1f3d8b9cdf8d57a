use super::update_blocked::held_during;
use crate::checker::{Case, Finding, Message, Promptness};

/// Held polls do not keep another client, which is behind, from its answer.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("read-blocked-seen.{what}"));
    let mut most = 0;
    for read in case.reads() {
        let held = held_during(case, read);
        if held.is_empty() {
            continue;
        }
        match case.limits.judge(read.started, read.done, read.answer().is_some()) {
            Promptness::Lost => {
                let message = id("fail").count("waiters", held.len()).time("waited", read.done - read.started);
                return Finding::fail(message).showing(std::iter::once(read).chain(held));
            }
            Promptness::Unsure => return case.noisy(read.started, read.done),
            _ => most = most.max(held.len()),
        }
    }
    if most < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("waiters", most))
}
