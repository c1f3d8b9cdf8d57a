//! Every rule of this lab, one a file, named for the fault that it finds.
#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]

mod advice;
mod answer_cacheable;
mod answer_cached;
mod bad_update_accepted;
mod behind_kept_waiting;
mod body_after_204;
mod bonus;
mod busy_wait;
mod compared_as_text;
mod consequence;
mod hold_end_harms;
mod hold_never_ends;
mod hung_updates;
mod leaver_harms;
mod loop_stuck;
mod lost_wakeup;
mod no_change_unclear;
mod not_held;
mod odd_version_5xx;
mod parameter_renamed;
mod read_blocked;
mod server_died;
mod session_locked;
mod stale_pair;
mod state_not_json;
mod state_not_shared;
mod status_mangled;
mod unread_by_browsers;
mod unseen_update_lost;
mod update_answered_late;
mod update_blocked;
mod update_fails;
mod update_not_by_post;
mod version_ambiguous;
mod version_not_growing;
mod waiter_not_woken;
mod woken_late;
mod woken_with_old_pair;
mod wrong_content_type;

use super::case::PollCase;
use crate::checker::{Finding, Question, Undecided, rules};

/// The rule that every other one needs: the server is there.
pub const VITAL: &str = "server-died";

/// The rules of what is due and does not come: what was not looked at any more was left out for that.
pub const KEEPS_WAITING: [&str; 10] = [
    "update-fails",
    "update-blocked",
    "behind-kept-waiting",
    "unread-by-browsers",
    "update-answered-late",
    "waiter-not-woken",
    "read-blocked",
    "hold-never-ends",
    "state-not-shared",
    "version-not-growing",
];

/// Rules about the form of requests and answers: they hold of a server whose state moves by itself too.
const OF_FORM: [&str; 6] =
    ["state-not-json", "wrong-content-type", "update-not-by-post", "bad-update-accepted", "odd-version-5xx", VITAL];

/// What a rule finds in a scenario, and what becomes of that if the server died meanwhile or its state moves by itself.
pub fn answer(case: &PollCase, question: &Question) -> Finding {
    let Some(finding) = judge(question.rule, case) else { return case.nothing() };
    let finding = if question.rule == VITAL { finding } else { case.unless_dead(finding) };
    let finding = consequence::explained(case, question.rule, finding);
    let has_seen_too_little = matches!(finding.undecided, Some(Undecided::Nothing | Undecided::Early));
    if let Some(limited) = case.limited().filter(|_| has_seen_too_little) {
        return Finding { requires: finding.requires, ..limited };
    }
    match case.disturbed().filter(|_| question.required && !OF_FORM.contains(&question.rule)) {
        Some(unknown) => unknown,
        None => finding,
    }
}

// In the order in which reports list them.
rules! { PollCase:
    "state-not-json" => state_not_json::judge,
    "wrong-content-type" => wrong_content_type::judge,
    "update-not-by-post" => update_not_by_post::judge,
    "update-fails" => update_fails::judge,
    "parameter-renamed" => parameter_renamed::judge,
    "behind-kept-waiting" => behind_kept_waiting::judge,
    "stale-pair" => stale_pair::judge,
    "status-mangled" => status_mangled::judge,
    "state-not-shared" => state_not_shared::judge,
    "compared-as-text" => compared_as_text::judge,
    "not-held" => not_held::judge,
    "waiter-not-woken" => waiter_not_woken::judge,
    "woken-late" => woken_late::judge,
    "woken-with-old-pair" => woken_with_old_pair::judge,
    "update-blocked" => update_blocked::judge,
    "update-answered-late" => update_answered_late::judge,
    "read-blocked" => read_blocked::judge,
    "busy-wait" => busy_wait::judge,
    "version-not-growing" => version_not_growing::judge,
    "version-ambiguous" => version_ambiguous::judge,
    "hold-never-ends" => hold_never_ends::judge,
    "no-change-unclear" => no_change_unclear::judge,
    "body-after-204" => body_after_204::judge,
    "hold-end-harms" => hold_end_harms::judge,
    "lost-wakeup" => lost_wakeup::judge,
    "unseen-update-lost" => unseen_update_lost::judge,
    "loop-stuck" => loop_stuck::judge,
    "bad-update-accepted" => bad_update_accepted::judge,
    "odd-version-5xx" => odd_version_5xx::judge,
    "leaver-harms" => leaver_harms::judge,
    "server-died" => server_died::judge,
    "unread-by-browsers" => unread_by_browsers::judge,
    "session-locked" => session_locked::judge,
    "answer-cacheable" => answer_cacheable::judge,
    "answer-cached" => answer_cached::judge,
    "ahead-at-once" => bonus::ahead_at_once::judge,
    "no-store" => bonus::no_store::judge,
    "json-errors" => bonus::json_errors::judge,
    "allow-header" => bonus::allow_header::judge,
    "version-repeats" => advice::version_repeats::judge,
    "waiters-limited" => advice::waiters_limited::judge,
    "hold-unusual" => advice::hold_unusual::judge,
    "odd-body-5xx" => advice::odd_body_5xx::judge,
    "odd-status-stored" => advice::odd_status_stored::judge,
    "half-done-update" => advice::half_done_update::judge,
    "stuck-client-blocks" => advice::stuck_client_blocks::judge,
    "leavers-kept" => advice::leavers_kept::judge,
    "debug-mode" => advice::debug_mode::judge,
    "extra-bytes" => advice::extra_bytes::judge,
}
