//! Every rule, one a file, named for the fault that it finds.

use super::Rule;

mod advice;
mod bad_update_accepted;
mod behind_kept_waiting;
mod body_after_204;
mod bonus;
mod busy_wait;
mod compared_as_text;
mod hold_never_ends;
mod leaver_harms;
mod loop_stuck;
mod lost_wakeup;
mod no_change_unclear;
mod not_held;
mod odd_version_5xx;
mod parameter_renamed;
mod read_blocked;
mod server_died;
mod stale_pair;
mod state_not_json;
mod state_not_shared;
mod status_mangled;
mod stream;
mod unseen_update_lost;
mod update_answered_late;
mod update_blocked;
mod update_not_by_post;
mod version_ambiguous;
mod version_not_growing;
mod waiter_not_woken;
mod woken_late;
mod woken_with_old_pair;
mod wrong_content_type;

pub use server_died::time_of_death;

/// Rules about the form of requests and answers: they hold of a server whose state moves by itself too.
pub const OF_FORM: [&str; 6] = [
    "state-not-json",
    "wrong-content-type",
    "update-not-by-post",
    "bad-update-accepted",
    "odd-version-5xx",
    "server-died",
];

/// All rules, in the order in which reports list them.
pub const ALL: &[Rule] = &[
    Rule { id: "state-not-json", judge: state_not_json::judge },
    Rule { id: "wrong-content-type", judge: wrong_content_type::judge },
    Rule { id: "update-not-by-post", judge: update_not_by_post::judge },
    Rule { id: "parameter-renamed", judge: parameter_renamed::judge },
    Rule { id: "behind-kept-waiting", judge: behind_kept_waiting::judge },
    Rule { id: "stale-pair", judge: stale_pair::judge },
    Rule { id: "status-mangled", judge: status_mangled::judge },
    Rule { id: "state-not-shared", judge: state_not_shared::judge },
    Rule { id: "compared-as-text", judge: compared_as_text::judge },
    Rule { id: "not-held", judge: not_held::judge },
    Rule { id: "waiter-not-woken", judge: waiter_not_woken::judge },
    Rule { id: "woken-late", judge: woken_late::judge },
    Rule { id: "woken-with-old-pair", judge: woken_with_old_pair::judge },
    Rule { id: "update-blocked", judge: update_blocked::judge },
    Rule { id: "update-answered-late", judge: update_answered_late::judge },
    Rule { id: "read-blocked", judge: read_blocked::judge },
    Rule { id: "busy-wait", judge: busy_wait::judge },
    Rule { id: "version-not-growing", judge: version_not_growing::judge },
    Rule { id: "version-ambiguous", judge: version_ambiguous::judge },
    Rule { id: "hold-never-ends", judge: hold_never_ends::judge },
    Rule { id: "no-change-unclear", judge: no_change_unclear::judge },
    Rule { id: "body-after-204", judge: body_after_204::judge },
    Rule { id: "lost-wakeup", judge: lost_wakeup::judge },
    Rule { id: "unseen-update-lost", judge: unseen_update_lost::judge },
    Rule { id: "loop-stuck", judge: loop_stuck::judge },
    Rule { id: "bad-update-accepted", judge: bad_update_accepted::judge },
    Rule { id: "odd-version-5xx", judge: odd_version_5xx::judge },
    Rule { id: "leaver-harms", judge: leaver_harms::judge },
    Rule { id: "server-died", judge: server_died::judge },
    Rule { id: "ahead-at-once", judge: bonus::ahead_at_once::judge },
    Rule { id: "no-store", judge: bonus::no_store::judge },
    Rule { id: "json-errors", judge: bonus::json_errors::judge },
    Rule { id: "allow-header", judge: bonus::allow_header::judge },
    Rule { id: "waiters-limited", judge: advice::waiters_limited::judge },
    Rule { id: "hold-unusual", judge: advice::hold_unusual::judge },
    Rule { id: "odd-body-5xx", judge: advice::odd_body_5xx::judge },
    Rule { id: "odd-status-stored", judge: advice::odd_status_stored::judge },
    Rule { id: "half-done-update", judge: advice::half_done_update::judge },
    Rule { id: "stuck-client-blocks", judge: advice::stuck_client_blocks::judge },
    Rule { id: "leavers-kept", judge: advice::leavers_kept::judge },
    Rule { id: "debug-mode", judge: advice::debug_mode::judge },
    Rule { id: "extra-bytes", judge: advice::extra_bytes::judge },
    Rule { id: "stream-unreachable", judge: stream::stream_unreachable::judge },
    Rule { id: "not-event-stream", judge: stream::not_event_stream::judge },
    Rule { id: "cache-control-missing", judge: stream::cache_control_missing::judge },
    Rule { id: "accel-buffering-missing", judge: stream::accel_buffering_missing::judge },
    Rule { id: "nothing-dispatched", judge: stream::nothing_dispatched::judge },
    Rule { id: "lines-ignored", judge: stream::lines_ignored::judge },
    Rule { id: "not-utf8", judge: stream::not_utf8::judge },
    Rule { id: "data-not-json", judge: stream::data_not_json::judge },
    Rule { id: "quote-incomplete", judge: stream::quote_incomplete::judge },
    Rule { id: "numbers-as-text", judge: stream::numbers_as_text::judge },
    Rule { id: "first-event-late", judge: stream::first_event_late::judge },
    Rule { id: "not-steady", judge: stream::not_steady::judge },
    Rule { id: "buffered-for-browsers", judge: stream::buffered_for_browsers::judge },
    Rule { id: "stream-ends", judge: stream::stream_ends::judge },
    Rule { id: "subscriber-starved", judge: stream::subscriber_starved::judge },
    Rule { id: "stream-blocks-others", judge: stream::stream_blocks_others::judge },
    Rule { id: "leavers-still-served", judge: stream::leavers_still_served::judge },
    Rule { id: "page-missing", judge: stream::page_missing::judge },
    Rule { id: "ids-grow", judge: stream::bonus::ids_grow },
    Rule { id: "resumes", judge: stream::bonus::resumes },
    Rule { id: "retry-sent", judge: stream::bonus::retry_sent },
    Rule { id: "heartbeat", judge: stream::bonus::heartbeat },
    Rule { id: "same-events", judge: stream::bonus::same_events },
    Rule { id: "head-answered", judge: stream::bonus::head_answered },
    Rule { id: "stream-renamed", judge: stream::bonus::stream_renamed },
];
