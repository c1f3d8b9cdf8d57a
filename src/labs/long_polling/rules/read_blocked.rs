use super::update_blocked::held_during;
use crate::checker::{Finding, Promptness};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::{ClientVersion, PollKind};
use crate::message::Message;

/// Held polls do not keep another client, which is behind, from its answer.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("read-blocked-seen.{what}"));
    let (mut most, limits) = (0, case.limits.beside_others());
    // The reads by which we learn the version count too: they are clients that are behind.
    for read in case.of(PollKind::Read).filter(|o| o.knows() == Some(ClientVersion::Old)) {
        let held = held_during(case, read);
        if held.is_empty() {
            continue;
        }
        match limits.wait_for(read.started, read) {
            Promptness::Lost => {
                let what = if read.was_cut() { "cut" } else { "fail" };
                let message = id(what).count("waiters", held.len()).time("waited", read.came() - read.started);
                return Finding::fail(message)
                    .timed(limits.timing(read.started, read.came(), limits.late))
                    .showing(std::iter::once(read).chain(held));
            }
            Promptness::Unsure => return case.noisy(read.started, read.came()),
            _ if read.answer().is_some_and(|a| a.code >= 400) => {
                let code = read.answer().map_or(0, |a| a.code).into();
                return Finding::fail(id("error").count("waiters", held.len()).count("code", code)).showing([read]);
            }
            _ => most = most.max(held.len()),
        }
    }
    if most < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("waiters", most))
}
