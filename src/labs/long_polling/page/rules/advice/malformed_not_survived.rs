use crate::checker::Finding;
use crate::labs::long_polling::page::case::PageCase;
use crate::labs::long_polling::page::rules::faults::{faults, how};
use crate::message::Message;

/// After half of an answer, or one that is no JSON, the page polls again. Its own server may never send such a thing.
pub fn judge(case: &PageCase) -> Finding {
    let seen: Vec<_> = faults(case).into_iter().filter(|one| !one.failed.is_empty()).collect();
    if seen.len() < case.at_least {
        return Finding::requires("repoll-late");
    }
    let given_up: Vec<_> = seen.iter().filter(|one| one.next.is_none()).collect();
    let Some(first) = given_up.first() else {
        return Finding::pass(Message::new("malformed-not-survived-seen.pass").count("ways", seen.len()));
    };
    if case.limits.too_noisy(first.failed[0].started, first.mended) {
        return case.noisy(first.failed[0].started, first.mended);
    }
    let message = Message::new("malformed-not-survived-seen.fail").text("with", how(&given_up));
    Finding::fail(message).showing(given_up.iter().map(|one| one.failed[0]))
}
