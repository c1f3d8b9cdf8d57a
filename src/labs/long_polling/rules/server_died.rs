use crate::checker::{Finding, Promptness, Undecided};
use crate::history::{Event, Nanos, Outcome};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::notes;
use crate::labs::long_polling::record::{PollKind, PollOperation, PollRole};
use crate::message::Message;

/// The server lives, whatever it was sent, from the first request to the last.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("server-died-seen.{what}"));
    if let Some(death) = case.death() {
        let last = case.all().filter(|o| o.answer().is_some()).max_by_key(|o| o.started);
        let message = id("fail").time("at", death.started).text("scenario", &death.scenario);
        return Finding::fail(message).showing(last.map(AsRef::as_ref).into_iter().chain([death]));
    }
    if let Some(finding) = never_answered(case) {
        return finding;
    }
    if case.restarts().next().is_some() {
        // It may have crashed; its author may have saved a file.
        return Finding::unknown(Undecided::Foreign, id("restarted"));
    }
    let looks: Vec<_> = case.of(PollKind::Page).filter(|o| o.role == Some(PollRole::Liveness)).collect();
    if let Some(silent) = looks.iter().max_by_key(|o| o.started).filter(|o| is_silent(case, o)) {
        return match case.limits.wait_for(silent.started, silent) {
            Promptness::Unsure => case.noisy(silent.started, silent.came()),
            _ => silence(case, silent),
        };
    }
    if let Some(read) = fell_silent(case) {
        return match case.limits.wait_for(read.started, read) {
            Promptness::Unsure => case.noisy(read.started, read.came()),
            _ => silence(case, read),
        };
    }
    if looks.len() < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("looks", looks.len()))
}

/// So many requests without an answer, and so long, and no noise of a machine explains it.
const MANY: usize = 10;
const LONG: Nanos = 10_000_000_000;

/// It lets clients connect, and never sent any of them a byte.
fn never_answered(case: &PollCase) -> Option<Finding> {
    let asked: Vec<_> = case.all().filter(|o| !matches!(o.outcome, Outcome::Refused(_))).collect();
    let is_mute = |o: &&PollOperation| o.answer().is_none() && o.head.is_none() && !o.was_cut();
    let waited = asked.iter().map(|o| o.done).max()?.saturating_sub(asked.iter().map(|o| o.started).min()?);
    if asked.len() < MANY || waited < LONG || !asked.iter().all(is_mute) {
        return None;
    }
    let message = Message::new("server-died-seen.never").count("requests", asked.len()).time("waited", waited);
    Some(Finding::fail(message).showing(asked))
}

/// It got nothing, and nobody did after it. What was cut came from a server that is there; so did what was answered later:
/// it was busy then.
fn is_silent(case: &PollCase, look: &PollOperation) -> bool {
    let answered_later = || case.all().any(|o| o.done > look.started && o.answer().is_some());
    look.answer().is_none() && !look.was_cut() && !answered_later()
}

fn silence(case: &PollCase, asked: &PollOperation) -> Finding {
    // Who serves nobody while polls are held works off those that we left, for as long as their holds last.
    let says_so = |event: &Event| *event == Event::Skipped(notes::STARVED) || notes::is(event, &notes::STARVED);
    let is_starved = case.history.notes.iter().any(|note| note.at < asked.started && says_so(&note.event));
    if is_starved {
        return Finding::requires("update-blocked");
    }
    let timing = case.limits.timing(asked.started, asked.came(), case.limits.late);
    let message = Message::new("server-died-seen.silent").time("waited", timing.observed);
    Finding::fail(message).timed(timing).showing([asked])
}

/// The last read of the scenario, where it got no answer though such reads always had before.
fn fell_silent<'a>(case: &PollCase<'a>) -> Option<&'a PollOperation<'a>> {
    let last = case.reads().max_by_key(|o| o.started).filter(|o| o.answer().is_none())?;
    let (scenario, start) = (case.scenario, case.operations().map(|o| o.started).min()?);
    let before = case.all().filter(|o| o.scenario != scenario && o.started < start);
    let mut reads = before.filter(|o| o.kind == PollKind::Read && o.role == Some(PollRole::Reader)).peekable();
    reads.peek()?;
    (reads.all(|o| o.answer().is_some()) && is_silent(case, last)).then_some(last)
}
