use super::faults::{faults, how, too_few};
use crate::checker::Finding;
use crate::labs::long_polling::page::case::PageCase;
use crate::message::Message;

/// After a poll has failed, the page polls again. Each way to fail is worth its part.
pub fn judge(case: &PageCase) -> Finding {
    let seen: Vec<_> = faults(case).into_iter().filter(|one| !one.failed.is_empty()).collect();
    if seen.len() < case.at_least {
        return too_few(case);
    }
    let given_up: Vec<_> = seen.iter().filter(|one| one.next.is_none()).collect();
    if given_up.is_empty() {
        return Finding::pass(Message::new("gives-up-on-error-seen.pass").count("ways", seen.len()));
    }
    if let Some(noisy) = given_up.iter().find(|one| case.limits.too_noisy(one.failed[0].started, one.mended)) {
        return case.noisy(noisy.failed[0].started, noisy.mended);
    }
    let message =
        Message::new("gives-up-on-error-seen.fail").count("given_up", given_up.len()).count("ways", seen.len());
    let finding = Finding::fail(message.text("with", how(&given_up)));
    let share = (seen.len() - given_up.len()) as f64 / seen.len() as f64;
    Finding { share, ..finding }.showing(given_up.iter().map(|one| one.failed[0]))
}
