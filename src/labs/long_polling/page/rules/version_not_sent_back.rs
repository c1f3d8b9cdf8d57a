use crate::checker::Finding;
use crate::history::{Nanos, Operation};
use crate::labs::long_polling::page::case::PageCase;
use crate::labs::long_polling::page::record::PageKind;
use crate::message::Message;
use std::sync::Arc;

/// Two loops that begin with the page ask within this time.
const TOGETHER: Nanos = 100_000_000;

/// Each poll after an answer with a state sends the version of that answer, as it was written.
pub fn judge(case: &PageCase) -> Finding {
    let polls = case.asked_of_one(PageKind::Poll);
    let pairs = polls.windows(2).filter(|pair| pair[0].round == pair[1].round);
    if let Some(finding) = refused(case, &polls) {
        return finding;
    }
    // The one before was answered, and was over when this one came: it is the same loop.
    let after: Vec<_> = pairs
        .filter(|pair| pair[0].succeeded() && pair[0].head.is_some_and(|head| head <= pair[1].started))
        .filter(|pair| {
            !begins_another_loop(&polls, pair[0], pair[1])
                && !goes_on_with_another(&polls, pair[0], pair[1])
                && !is_one_behind_another(case, &polls, pair[0], pair[1])
        })
        .map(|pair| pair[1])
        .collect();
    if after.len() < case.at_least {
        return Finding::requires("repoll-late");
    }
    let wrong = || after.iter().filter(|poll| poll.detail["is_last"] == false);
    let Some(first) = wrong().next() else {
        return Finding::pass(Message::new("version-not-sent-back-seen.pass").count("polls", after.len()));
    };
    let text = |name: &str| first.detail[name].as_str().unwrap_or_default().to_owned();
    let what = if first.detail["version"].is_null() { "none" } else { "other" };
    let message = Message::new(format!("version-not-sent-back-seen.{what}")).count("wrong", wrong().count());
    let message = message.count("polls", after.len()).text("sent", text("version")).text("due", text("due"));
    Finding::fail(message).showing(wrong().map(|poll| &**poll))
}

/// A page whose polls are all refused as its own server refuses a version that is none.
fn refused<'a>(case: &PageCase<'a>, polls: &[&'a Arc<Operation>]) -> Option<Finding> {
    let is_refused = |poll: &&&Arc<Operation>| poll.answer().is_some_and(|answer| (400..500).contains(&answer.code));
    let refused: Vec<_> = polls.iter().filter(is_refused).collect();
    if refused.len() < case.at_least || polls.iter().any(|poll| poll.succeeded()) {
        return None;
    }
    let code = refused[0].answer().map_or(0, |answer| answer.code);
    let message = Message::new("version-not-sent-back-seen.refused").count("polls", refused.len());
    let message = message.text("code", code.to_string()).text("sent", &refused[0].request.path);
    Some(Finding::fail(message).showing(refused.into_iter().map(|poll| &***poll)))
}

/// Whether a page that polls in two loops has begun the second one with this poll: it knew no more than for the first.
fn begins_another_loop(polls: &[&Arc<Operation>], before: &Operation, poll: &Operation) -> bool {
    let first = polls.iter().find(|one| one.round == before.round);
    let is_first = first.is_some_and(|first| first.started == before.started);
    is_first
        && before.detail["version"] == poll.detail["version"]
        && poll.started.saturating_sub(before.started) < TOGETHER
}

/// Whether it is the poll of another loop: one that waited beside the poll before was over first, and knew as much.
fn goes_on_with_another(polls: &[&Arc<Operation>], before: &Operation, poll: &Operation) -> bool {
    let was_beside = |one: &Operation| {
        one.started != before.started
            && before.head.is_some_and(|head| one.started < head)
            && one.head.is_some_and(|head| head > before.started && head <= poll.started)
    };
    let knew = |one: &Operation| one.detail["is_last"] == true && one.detail["version"] == poll.detail["version"];
    polls.iter().any(|one| one.round == poll.round && was_beside(one) && knew(one))
}

/// Whether it is the poll of another loop, which had waited beside others and was answered a moment ago: what the poll
/// before was answered since then this loop had not read, and what it sends was the last version until then.
fn is_one_behind_another(case: &PageCase, polls: &[&Arc<Operation>], before: &Operation, poll: &Operation) -> bool {
    let within = TOGETHER + case.limits.noise(before.started, poll.started);
    let own = || polls.iter().filter(|one| one.round == poll.round);
    let end = |one: &Operation| one.head.unwrap_or(one.done);
    let is_beside = |one: &Operation, other: &Operation| {
        one.started != other.started && one.started < end(other) && other.started < end(one)
    };
    let was_just_answered = |one: &Operation| {
        let head = one.head.filter(|head| *head <= poll.started);
        head.is_some_and(|head| poll.started - head < within) && own().any(|other| is_beside(one, other))
    };
    let is_another = own().any(|one| one.started != before.started && was_just_answered(one));
    is_another && own().any(|one| one.started <= end(before) && one.detail["due"] == poll.detail["version"])
}
