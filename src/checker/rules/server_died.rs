use crate::checker::{Case, Finding, Message};
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
    let looks: Vec<_> = case.of(Kind::Page).filter(|o| o.actor == "liveness").collect();
    if let Some(silent) = looks.iter().max_by_key(|o| o.started).filter(|o| o.answer().is_none()) {
        return Finding::fail(id("silent").time("waited", silent.done - silent.started)).showing([*silent]);
    }
    if looks.len() < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("looks", looks.len()))
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
