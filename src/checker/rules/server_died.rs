use crate::checker::{Case, Finding, Message, Promptness};
use crate::history::{Event, Kind, Nanos, Operation, Outcome};

/// The server lives, whatever it was sent, from the first request to the last.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("server-died-seen.{what}"));
    if let Some(death) = death(&case.history.operations, case.history.notes.iter().any(|n| n.event == Event::Dead)) {
        let before = case.history.operations.iter().filter(|o| o.started < death.started && o.answer().is_some());
        let last = before.max_by_key(|o| o.started);
        let message = id("fail").time("at", death.started).text("scenario", &death.scenario);
        return Finding::fail(message).showing(last.into_iter().chain([death]));
    }
    if case.history.notes.iter().any(|n| n.event == Event::Restarted) {
        // It may have crashed; its author may have saved a file.
        return Finding::unknown(id("restarted"));
    }
    let looks: Vec<_> = case.of(Kind::Page).filter(|o| o.actor == "liveness").collect();
    if let Some(silent) = looks.iter().max_by_key(|o| o.started).filter(|o| o.answer().is_none()) {
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

fn silence(case: &Case, asked: &Operation) -> Finding {
    let timing = case.limits.timing(asked.started, asked.came(), case.limits.late);
    let message = Message::new("server-died-seen.silent").time("waited", timing.observed);
    Finding::fail(message).timed(timing).showing([asked])
}

/// The last read of the scenario, where it got no answer though such reads always had before.
fn fell_silent<'a>(case: &Case<'a>) -> Option<&'a Operation> {
    let last = case.reads().max_by_key(|o| o.started).filter(|o| o.answer().is_none())?;
    let (scenario, start) = (case.scenario, case.operations().map(|o| o.started).min()?);
    let before = case.history.operations.iter().filter(|o| o.scenario != scenario && o.started < start);
    let mut reads = before.filter(|o| o.kind == Kind::Read && o.actor.starts_with("reader")).peekable();
    reads.peek()?;
    reads.all(|o| o.answer().is_some()).then_some(last)
}

/// The first refused connection after which nothing was answered any more.
fn death(operations: &[Operation], dead: bool) -> Option<&Operation> {
    let last: Nanos = operations.iter().filter(|o| o.answer().is_some()).map(|o| o.started).max().unwrap_or(0);
    let refused = operations.iter().filter(|o| matches!(o.outcome, Outcome::Refused(_)) && o.started > last);
    refused.filter(|_| dead).min_by_key(|o| o.started)
}

/// When the server died, if it did.
pub fn time_of_death(case: &Case) -> Option<Nanos> {
    let dead = case.history.notes.iter().any(|n| n.event == Event::Dead);
    death(&case.history.operations, dead).map(|o| o.started)
}
