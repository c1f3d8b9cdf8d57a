//! What another rule has to say first, since it saw why this one found what it did.

use super::{answer_cached, behind_kept_waiting, hold_end_harms, hold_never_ends, hung_updates, update_fails};
use crate::checker::{Case, Finding, Verdict};
use crate::history::Nanos;
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::notes;
use std::collections::BTreeSet;

/// Rules about the form of answers: what they see is wrong, whatever becomes of updates.
const OF_ANSWERS: [&str; 5] =
    ["state-not-json", "wrong-content-type", "update-not-by-post", "debug-mode", "extra-bytes"];
const FORM: &str = "state-not-json";
const CACHED: &str = "answer-cached";
const HOLD_END: &str = "hold-end-harms";
const NEVER_ENDS: &str = "hold-never-ends";
const UPDATES: &str = "update-fails";
const BEHIND: &str = "behind-kept-waiting";
const UNSEEN: &str = "unseen-update-lost";

/// The finding of a rule, and the rule that must pass before it means anything, if this scenario shows one.
pub fn explained(case: &PollCase, rule: &str, finding: Finding) -> Finding {
    let is_unknown = finding.verdict == Verdict::Unknown;
    let is_clear = finding.verdict == Verdict::Pass || !is_unknown && OF_ANSWERS.contains(&rule);
    let is_refused = is_unknown && case.refusals_alone().is_some();
    if is_clear || !is_refused && [HOLD_END, UPDATES, super::VITAL].contains(&rule) {
        return finding;
    }
    let requires = if is_refused && rule != FORM {
        Some(FORM)
    } else if rule != CACHED && answer_cached::is_habit(case) {
        // What anybody sees is an answer of before then.
        Some(CACHED)
    } else if comes_after_harm(case) {
        Some(HOLD_END)
    } else if finding.requires.is_some() {
        finding.requires
    } else if is_unknown && case.skipped() == Some(&notes::STARVED) && comes_after_endless_hold(case) {
        Some(NEVER_ENDS)
    } else if update_fails::in_scenario(case) || hung_updates::reach(case) {
        Some(UPDATES)
    } else if rule != BEHIND && is_about_who_is_behind(case, rule, is_unknown) && behind_kept_waiting::was_seen(case) {
        Some(BEHIND)
    } else {
        None
    };
    Finding { requires, ..finding }
}

/// It could not look, since no current version was learned in this scenario, or nobody asked who is behind; or what it saw
/// is that no such client is ever answered.
fn is_about_who_is_behind(case: &PollCase, rule: &str, is_unknown: bool) -> bool {
    let skipped = || case.skipped().is_none_or(|why| [notes::NO_VERSION, notes::LEFT_BEHIND].contains(why));
    is_unknown && skipped() || rule == UNSEEN && !behind_kept_waiting::was_told(case)
}

/// Whether a hold had not ended before this scenario began, though it was waited for.
fn comes_after_endless_hold(case: &PollCase) -> bool {
    let Some(start) = start(case) else { return false };
    case.all().any(|o| o.done < start && hold_never_ends::is_endless(case, o))
}

/// When the scenario began.
fn start(case: &PollCase) -> Option<Nanos> {
    case.operations().map(|o| o.started).chain(case.notes().map(|note| note.at)).min()
}

/// Whether a hold had ended before this scenario began, and had left something behind that harms.
fn comes_after_harm(case: &PollCase) -> bool {
    let Some(start) = start(case) else { return false };
    let ended = case.all().filter(|o| o.ended_by_itself() && o.done < start);
    let scenarios: BTreeSet<(&str, u32)> = ended.map(|o| (o.scenario.as_str(), o.attempt)).collect();
    scenarios.into_iter().any(|(scenario, attempt)| {
        let other = PollCase::new(case.run, Case { scenario, attempt, at_least: 1, ..**case });
        hold_end_harms::judge(&other).verdict == Verdict::Fail
    })
}
