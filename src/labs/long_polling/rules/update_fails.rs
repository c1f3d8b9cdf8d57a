use super::hung_updates;
use crate::checker::Finding;
use crate::history::{Outcome, Reason};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::contract::ASKED;
use crate::labs::long_polling::error_line::error_line;
use crate::labs::long_polling::record::{PollKind, PollOperation, PollRole};
use crate::message::Message;

/// A valid update is never answered with a 5xx, nor left without an answer for good, wherever in the run it is sent; nor is
/// each of them refused.
///
/// What a hold that ended or a client that left does to later updates is for the rules about those to say; so is a server
/// that has too many clients.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("update-fails-seen.{what}"));
    let sent: Vec<_> = case.all().filter(|o| case.is_valid_update(o)).collect();
    let answered: Vec<_> = sent.iter().filter(|o| o.answer().is_some()).copied().collect();
    let failed: Vec<_> = answered.iter().filter(|o| has_failed(case, o)).copied().collect();
    if let Some(finding) = always_cut(case, &sent).or_else(|| always_refused(case, &sent)) {
        return finding;
    }
    let Some(first) = failed.iter().copied().min_by_key(|o| o.started) else {
        if let Some(hung) = hung_updates::last(case) {
            return hangs(case, &hung);
        }
        let enough = answered.len() >= case.at_least;
        return if enough { Finding::pass(id("pass").count("updates", answered.len())) } else { case.nothing() };
    };
    let what = if failed.len() == answered.len() { "all" } else { "fail" };
    let answer = first.answer().expect("it was seen");
    let line = error_line(answer);
    let what = if line.is_empty() { format!("{what}-silent") } else { what.into() };
    let message = id(&what).count("failed", failed.len()).count("updates", answered.len());
    let message = message.count("code", answer.code.into()).text("error", line).text("scenario", &first.scenario);
    let finding = Finding::fail(message).showing(failed);
    match blamed(case, first) {
        Some(rule) => Finding { requires: Some(rule), ..finding },
        None => finding,
    }
}

/// No valid update ever got an answer that was one: each broke off, mostly for an exception in the server.
fn always_cut(case: &PollCase, sent: &[&PollOperation]) -> Option<Finding> {
    let why = |o: &PollOperation| match &o.outcome {
        Outcome::Indeterminate(Reason::Cut(why) | Reason::NotHttp(why) | Reason::TooLarge(why)) => Some(why.clone()),
        _ => None,
    };
    let first = sent.iter().copied().min_by_key(|o| o.started)?;
    let why = why(first).filter(|_| sent.len() >= case.at_least.min(2) && sent.iter().all(|o| o.was_cut()))?;
    let message = Message::new("update-fails-seen.cut").count("updates", sent.len()).text("why", why);
    Some(Finding::fail(message).showing(sent.iter().copied()))
}

/// Each valid update was refused. What is asked for, permission or patience, may be missing for good reasons.
fn always_refused(case: &PollCase, sent: &[&PollOperation]) -> Option<Finding> {
    let known = |o: &&PollOperation| {
        let is = |status: &String| o.status() == Some(status.as_str());
        case.contract().statuses.values.iter().any(is)
    };
    let sent: Vec<_> = sent.iter().copied().filter(known).collect();
    let first = sent.iter().copied().min_by_key(|o| o.started)?;
    let answer = first.answer().filter(|_| sent.len() >= case.at_least.min(2) && sent.iter().all(|o| is_refused(o)))?;
    let spoken = &case.contract().update;
    let line = error_line(answer);
    let what = if line.is_empty() { "refused-silent" } else { "refused" };
    let message = Message::new(format!("update-fails-seen.{what}")).count("updates", sent.len());
    let message = message.count("code", answer.code.into()).text("error", line);
    let message = message.text("field", &spoken.field).text("statuses", case.contract().statuses.values.join(", "));
    Some(Finding::fail(message).showing(sent))
}

/// It was answered as if it were wrong, or had changed nothing.
fn is_refused(update: &PollOperation) -> bool {
    let refuses = |code: u16| code == 304 || (400..500).contains(&code) && ![401, 403, 407, 429].contains(&code);
    update.answer().is_some_and(|answer| refuses(answer.code))
}

/// No update is answered any more, or does anything.
fn hangs(case: &PollCase, updates: &[&PollOperation]) -> Finding {
    let first = updates[0];
    let (sent, scenario) = (first.sent.unwrap_or(first.started), &first.scenario);
    let timing = case.limits.timing(sent, first.came(), case.limits.late);
    let what = if hung_updates::take_effect(case, updates) { "unanswered" } else { "hangs" };
    let message = Message::new(format!("update-fails-seen.{what}")).count("updates", updates.len());
    let message = message.time("waited", timing.observed).text("scenario", scenario);
    Finding { requires: blamed(case, first), ..Finding::fail(message).timed(timing).showing(updates.iter().copied()) }
}

/// Whether updates failed before anything had happened that could explain it.
pub fn fails_by_itself(case: &PollCase) -> bool {
    let failed = case.all().filter(|o| case.is_valid_update(o) && has_failed(case, o));
    let first = failed.min_by_key(|o| o.started).or_else(|| Some(hung_updates::last(case)?[0]));
    first.is_some_and(|first| blamed(case, first).is_none())
}

/// Whether an update of this scenario failed, or none was ever taken.
pub fn in_scenario(case: &PollCase) -> bool {
    let valid = || case.all().filter(|o| case.is_valid_update(o));
    let has_taken = valid().any(|o| o.succeeded());
    let failed = || valid().filter(|o| has_failed(case, o) || (!has_taken && (o.was_cut() || is_refused(o))));
    failed().any(|o| !has_taken || case.is_of_this(o))
}

/// The rule about what had happened before this update, if something had.
fn blamed(case: &PollCase, update: &PollOperation) -> Option<&'static str> {
    let before = || case.all().filter(|o| o.kind == PollKind::Poll && o.done < update.started);
    let has_left = before().any(|o| o.outcome == Outcome::Indeterminate(Reason::Left));
    let has_ended = before().any(PollOperation::ended_by_itself);
    match (has_left, has_ended) {
        (true, _) => Some("leaver-harms"),
        (false, true) => Some("hold-end-harms"),
        (false, false) => None,
    }
}

fn has_failed(case: &PollCase, update: &PollOperation) -> bool {
    let is_error = update.answer().is_some_and(|answer| answer.code >= 500);
    is_error && !is_crowded(case, update)
}

/// More clients waited than the lab text asks a server to serve; or more of our requests were open, and it said that it
/// has no room for this one.
fn is_crowded(case: &PollCase, update: &PollOperation) -> bool {
    let is_full = update.answer().is_some_and(|answer| answer.code == 503);
    let open = case.all().filter(|o| o.started <= update.started && o.done > update.started && o.id != update.id);
    open.filter(|o| is_full || o.role == Some(PollRole::Waiter)).count() > ASKED as usize
}
