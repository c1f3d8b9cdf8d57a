use super::faults::{Faults, faults, how};
use crate::checker::Finding;
use crate::history::Nanos;
use crate::labs::long_polling::page::case::PageCase;
use crate::message::Message;

/// More polls than this within the time are a storm.
const MOST: usize = 10;
const WITHIN: Nanos = 3_000_000_000;

/// While polls fail at once, the page does not ask as fast as it can. Each way to fail is worth its part.
pub fn judge(case: &PageCase) -> Finding {
    // One that has given up asks nothing, and shows nothing of this.
    let seen: Vec<_> = faults(case).into_iter().filter(|one| one.failed.len() >= 2 || one.next.is_some()).collect();
    if seen.len() < case.at_least {
        return Finding::requires("gives-up-on-error");
    }
    let count = |one: &&Faults| {
        let first = one.failed.first().map_or(0, |poll| poll.started);
        one.failed.iter().filter(|poll| poll.started <= first + WITHIN).count()
    };
    let storms: Vec<&Faults> = seen.iter().filter(|one| count(one) > MOST).collect();
    let most = seen.iter().map(|one| count(&one)).max().unwrap_or(0);
    if storms.is_empty() {
        return Finding::pass(Message::new("error-storm-seen.pass").count("most", most));
    }
    let message = Message::new("error-storm-seen.fail").count("most", most).text("with", how(&storms));
    let share = (seen.len() - storms.len()) as f64 / seen.len() as f64;
    Finding { share, ..Finding::fail(message) }
        .showing(storms.iter().flat_map(|one| one.failed.iter().take(6).copied()))
}
