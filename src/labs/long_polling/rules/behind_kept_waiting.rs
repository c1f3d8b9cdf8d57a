use super::compared_as_text::orders_differ;
use super::{state_not_shared, version_not_growing};
use crate::checker::{Finding, Promptness, Timing, Verdict};
use crate::history::{DISCOVERY, Event, Nanos, Note, Outcome};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::error_line::error_line;
use crate::labs::long_polling::notes;
use crate::labs::long_polling::record::{ClientVersion, PollKind, PollOperation, PollRole};
use crate::message::Message;

/// A client that is behind is answered at once, every time.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("behind-kept-waiting-seen.{what}"));
    // Where numbers and texts sort differently, another rule says what is wrong, if anything is.
    let well = |o: &PollOperation| o.state().is_some() && case.limits.wait_for(o.started, o) == Promptness::Prompt;
    let is_usually_told = was_told(case);
    let plain = |o: &&PollOperation| !is_usually_told || well(o) || orders_differ(case, o).is_none();
    let asked = case.reads().chain(unlearned(case)).filter(|o| !matches!(o.outcome, Outcome::Refused(_)));
    let reads: Vec<_> = asked.filter(plain).collect();
    // One that is left without an answer is enough to tell; that all goes well is not told of a few.
    if reads.len() < case.at_least && !reads.iter().any(|o| left_behind(case, o)) {
        return case.nothing();
    }
    // If no version ever grows, nobody is behind by it.
    if version_not_growing::never_grew(case).is_some() {
        return Finding::requires("version-not-growing");
    }
    // If each client sees a state of its own, it is unknown which client is behind.
    if state_not_shared::judge(case).verdict == Verdict::Fail {
        return Finding::requires("state-not-shared");
    }
    let judged: Vec<_> = reads.iter().map(|o| (*o, case.limits.wait_for(o.started, o))).collect();
    let of = |wanted: Promptness| judged.iter().filter(move |(_, p)| *p == wanted).map(|(o, _)| *o);
    // What breaks off, or is no HTTP, did not wait.
    if of(Promptness::Lost).next().is_some() && reads.iter().all(|o| o.was_cut()) {
        return Finding::requires("state-not-json");
    }
    if let Some(lost) = of(Promptness::Lost).next() {
        let message = id("fail").count("lost", of(Promptness::Lost).count()).count("reads", reads.len());
        let version = lost.version().unwrap_or_default();
        let timing = case.limits.timing(lost.started, lost.came(), case.limits.late);
        return Finding::fail(message.time("waited", timing.observed).text("version", version))
            .timed(timing)
            .showing(of(Promptness::Lost));
    }
    if let Some(refused) = reads.iter().find(|o| o.answer().is_some() && o.state().is_none()) {
        let answer = refused.answer().expect("just seen");
        let line = error_line(answer);
        let what = if answer.code >= 500 && !line.is_empty() { "error" } else { "no-state" };
        let message = id(what).count("code", answer.code.into()).text("error", line);
        return Finding::fail(message.text("version", refused.version().unwrap_or_default())).showing([*refused]);
    }
    if let Some(unsure) = of(Promptness::Unsure).next() {
        return case.noisy(unsure.started, unsure.came());
    }
    let mut times: Vec<_> = reads.iter().map(|o| o.came() - o.started).collect();
    times.sort_unstable();
    let message = |what: &str| {
        let longest = times.last().copied().unwrap_or_default();
        let median = times[times.len() / 2];
        id(what)
            .count("reads", reads.len())
            .time("median", median)
            .time("longest", longest)
            .time("limit", case.limits.prompt)
    };
    let timing = |o: &PollOperation| case.limits.timing(o.started, o.came(), case.limits.prompt);
    let slowest = |of: &mut dyn Iterator<Item = &'_ PollOperation>| of.max_by_key(|o| o.came() - o.started).map(timing);
    let timed = |finding: Finding, timing: Option<Timing>| match timing {
        Some(timing) => finding.timed(timing),
        None => finding,
    };
    if of(Promptness::Late).count() * 2 > reads.len() {
        let slowest = slowest(&mut reads.iter().map(|o| &**o));
        return timed(Finding::half(message("late")), slowest).showing(of(Promptness::Late));
    }
    let slowest = slowest(&mut of(Promptness::Prompt));
    if times.last().is_some_and(|longest| *longest > case.limits.prompt) {
        let message = id("some-late").count("reads", reads.len()).time("limit", case.limits.prompt);
        return timed(Finding::pass(message), slowest);
    }
    timed(Finding::pass(message("pass")), slowest)
}

/// Whether it was seen, anywhere, that a client which is behind gets no state.
pub fn was_seen(case: &PollCase) -> bool {
    let asked = case.all().filter(|o| o.kind == PollKind::Read && o.knows() == Some(ClientVersion::Old));
    asked.filter(|o| matches!(o.role, Some(PollRole::Reader | PollRole::Driver))).any(|o| left_behind(case, o))
}

/// Whether a client that is behind was told so, anywhere but in discovery, where the order of versions was no matter.
pub fn was_told(case: &PollCase) -> bool {
    let asked = case.all().filter(|o| o.kind == PollKind::Read && o.knows() == Some(ClientVersion::Old));
    let mut told = asked.filter(|o| o.scenario != DISCOVERY && o.state().is_some());
    told.any(|o| orders_differ(case, o).is_none())
}

/// It got no answer in time, or one without a state.
fn left_behind(case: &PollCase, read: &PollOperation) -> bool {
    let is_empty = read.answer().is_some() && read.state().is_none();
    is_empty || case.limits.wait_for(read.started, read) == Promptness::Lost
}

/// Where no current version could be learned, in whichever scenario: the driver's own reads, that of a client which is
/// behind. What a target does once it has served nobody beside held polls, or once a hold has ended, is for other rules to
/// say.
fn unlearned<'a>(case: &PollCase<'a>) -> impl Iterator<Item = &'a PollOperation<'a>> {
    let skipped = |o: &PollOperation| {
        let here = |note: &&Note| note.scenario == o.scenario && note.attempt == o.attempt && note.at >= o.done;
        case.history.notes.iter().filter(here).any(|note| note.event == Event::Skipped(notes::NO_VERSION))
    };
    let starved = case.history.notes.iter().filter(|note| notes::is(&note.event, &notes::STARVED)).map(|note| note.at);
    let ended = case.all().filter(|o| o.ended_by_itself()).map(|o| o.done);
    let until = starved.chain(ended).min().unwrap_or(Nanos::MAX);
    let reads = case.all().filter(|o| o.is(PollKind::Read, PollRole::Driver) && o.state().is_none());
    let reads: Vec<_> = reads.filter(|o| o.done < until && skipped(o)).collect();
    reads.into_iter()
}
