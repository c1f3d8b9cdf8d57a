use super::compared_as_text::orders_differ;
use super::state_not_shared;
use crate::checker::{Finding, Promptness, Verdict};
use crate::history::Outcome;
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::PollOperation;
use crate::message::Message;

/// A client that is behind is answered at once, every time.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("behind-kept-waiting-seen.{what}"));
    // Where numbers and texts sort differently, another rule says what is wrong, if anything is.
    let well = |o: &PollOperation| o.state().is_some() && case.limits.wait_for(o.started, o) == Promptness::Prompt;
    let plain = |o: &&PollOperation| well(o) || orders_differ(case, o).is_none();
    let reads: Vec<_> = case.reads().filter(|o| !matches!(o.outcome, Outcome::Refused(_))).filter(plain).collect();
    if reads.len() < case.at_least {
        return case.nothing();
    }
    // If each client sees a state of its own, it is unknown which client is behind.
    if state_not_shared::judge(case).verdict == Verdict::Fail {
        return Finding::requires("state-not-shared");
    }
    let judged: Vec<_> = reads.iter().map(|o| (*o, case.limits.wait_for(o.started, o))).collect();
    let of = |wanted: Promptness| judged.iter().filter(move |(_, p)| *p == wanted).map(|(o, _)| *o);
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
        let message = id("no-state").count("code", answer.code.into());
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
    let slowest = reads.iter().max_by_key(|o| o.came() - o.started);
    let timing = |o: &PollOperation| case.limits.timing(o.started, o.came(), case.limits.prompt);
    let timed = |finding: Finding| slowest.map_or_else(|| finding.clone(), |o| finding.clone().timed(timing(o)));
    if of(Promptness::Late).count() * 2 > reads.len() {
        return timed(Finding::half(message("late"))).showing(of(Promptness::Late));
    }
    timed(Finding::pass(message("pass")))
}
