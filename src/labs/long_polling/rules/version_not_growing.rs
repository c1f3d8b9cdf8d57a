use crate::checker::Finding;
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::reading::{State, Version, VersionKind};
use crate::labs::long_polling::record::{PollKind, PollOperation};
use crate::message::Message;
use std::cmp::Ordering;

/// Each accepted different status has a greater version; where versions are texts, one never seen before.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("version-not-growing-seen.{what}"));
    let mut looked = 0;
    let mut last: Option<(&PollOperation, &State)> = None;
    for read in case.reads() {
        let Some(state) = read.state() else { continue };
        let Some(update) = case.due(read) else { continue };
        if let Some((before, old)) = last {
            let (a, b) = (&old.version, &state.version);
            let message = |what: &str| id(what).text("before", &a.token).text("after", &b.token);
            // Only an update between the two reads makes the second one due to be greater.
            if update.started < before.done {
                continue;
            }
            looked += 1;
            let what = match b.compare(a) {
                _ if a == b && clock(b) => Some("tick"),
                _ if a == b => Some("same"),
                Some(Ordering::Greater) => None,
                Some(_) => Some("lower"),
                None => case.seen_before(&b.token, update.started).then_some("again"),
            };
            if let Some(what) = what {
                let status = update.status().unwrap_or_default();
                let apart = update.started.saturating_sub(before.done);
                return Finding::fail(message(what).text("status", status).time("apart", apart))
                    .showing([before, update, read]);
            }
        }
        last = Some((read, state));
    }
    if looked < case.at_least {
        return never_grew(case).unwrap_or_else(|| case.nothing());
    }
    Finding::pass(id("pass").count("updates", looked))
}

/// In the whole run no version was greater than the first one, though updates were seen to take effect: then nobody is ever
/// behind, and hardly anything else can be seen.
pub fn never_grew(case: &PollCase) -> Option<Finding> {
    let told = case.all().filter_map(|o| Some((o, o.state()?)));
    let mut told: Vec<(&PollOperation, &State)> = told.collect();
    told.sort_by_key(|(o, _)| o.done);
    let (first, start) = *told.first()?;
    let counts = |state: &State| state.version.kind == VersionKind::Integer && !state.version.is_clock();
    let grew = |state: &State| state.version.compare(&start.version) == Some(Ordering::Greater);
    if told.iter().any(|(_, state)| !counts(state) || grew(state)) {
        return None;
    }
    let updates = || case.all().filter(|o| o.kind == PollKind::Update && o.succeeded() && o.started > first.done);
    let shows = |o: &PollOperation, state: &State, update: &PollOperation| {
        update.done <= o.done && update.status() == Some(&*state.status) && state.status != start.status
    };
    let (last, state) = *told.iter().rev().find(|(o, state)| updates().any(|update| shows(o, state, update)))?;
    let seen = updates().filter(|update| update.done <= last.done).count();
    let message = Message::new("version-not-growing-seen.never").count("updates", seen);
    let message = message.text("before", &start.version.token).text("after", &state.version.token);
    (seen >= TWO).then(|| Finding::fail(message).showing([first, last]))
}

/// One update may be lost on its way.
const TWO: usize = 2;

/// Whether a version looks like the time of a clock: seconds since 1970 have ten digits, and a date has colons.
fn clock(version: &Version) -> bool {
    match version.kind {
        VersionKind::Integer => version.token.trim_start_matches('-').len() >= 9,
        VersionKind::Float => true,
        VersionKind::Text => version.token.contains(':'),
    }
}
