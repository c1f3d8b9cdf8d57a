//! The flawed servers of the long-polling lab.
//!
//! Each file says in its first lines what is wrong, as one would say it to the student. Its code is the model answer
//! with one piece replaced: compare it with [`crate::long_polling`]. `support.rs` holds what they have in common.

mod accents_cut_off;
mod answers_cached_by_address;
mod answers_in_latin_1;
mod answers_twice;
mod blank_status_stored;
mod busy_wait;
mod cacheable_polls;
mod crashes_on_bad_update;
mod crashes_on_other_json;
mod crashes_without_version;
mod debounced_notify;
mod debugger_open;
mod dies_on_an_update;
mod ended_hold_blocks_updates;
mod ended_hold_forgets_others;
mod ended_hold_stays_listed;
mod every_answer_is_an_error;
mod failed_update_changes_state;
mod forgets_when_read;
mod forgets_who_is_ahead;
mod four_workers;
mod holds_forever;
mod json_as_html;
mod late_update_answer;
mod late_visibility;
mod leaver_harms;
mod length_in_characters;
mod less_or_equal;
mod lost_wakeup;
mod mangled_accents;
mod naps_before_looking;
mod naps_between_looks;
mod never_holds;
mod no_end_on_kept_connections;
mod one_at_a_time;
mod one_line_too_many;
mod one_waiter_per_address;
mod page_always_sends_zero;
mod page_appends;
mod page_asks_with_the_first_version;
mod page_begins_its_loop_twice;
mod page_dies_of_half_an_answer;
mod page_forgets_when_a_hold_ends;
mod page_gives_up;
mod page_gives_up_after_three;
mod page_gives_up_on_an_error_page;
mod page_gives_up_without_a_network;
mod page_hides_its_display;
mod page_hides_the_first_state;
mod page_never_begins;
mod page_never_shows;
mod page_pauses;
mod page_polls_by_the_clock;
mod page_polls_in_a_blocking_loop;
mod page_polls_in_one_tab;
mod page_polls_once;
mod page_reloads_itself;
mod page_sends_a_clock;
mod page_sends_another_field;
mod page_sends_no_version;
mod page_sends_one_status;
mod page_sends_undefined;
mod page_shares_its_version;
mod page_shows_its_own_updates;
mod page_shows_late;
mod page_shows_once;
mod page_shows_only_newer;
mod page_stops_when_a_hold_ends;
mod page_storms;
mod page_storms_an_error_page;
mod page_storms_without_a_network;
mod page_takes_204_for_an_error;
mod page_takes_markup;
mod page_throws_at_once;
mod page_throws_when_used;
mod page_updates_by_get;
mod page_without_control;
mod page_without_its_script;
mod python_repr;
mod reads_blocked;
mod refuses_what_is_valid;
mod renamed_parameter;
mod room_for_twenty_five;
mod server_cuts_holds;
mod session_lock;
mod skips_every_other;
mod small_version_type;
mod state_in_session;
mod state_per_worker;
mod status_of_any_type;
mod stuck_client_blocks;
mod support;
mod talks_after_204;
mod timeout_as_408;
mod torn_pair;
mod two_updates_one_version;
mod update_by_get;
mod update_prints_accents;
mod version_goes_down;
mod version_in_milliseconds;
mod version_in_seconds;
mod versions_as_text;
mod wakes_in_latin_1;
mod wakes_only_one;
mod wakes_with_old_pair;
mod works_for_leavers;

use crate::flawed::Flaw;

/// All of them, in the order in which they are shown.
pub const FLAWS: &[&Flaw] = &[
    &accents_cut_off::FLAW,
    &answers_cached_by_address::FLAW,
    &answers_in_latin_1::FLAW,
    &answers_twice::FLAW,
    &blank_status_stored::FLAW,
    &busy_wait::FLAW,
    &cacheable_polls::FLAW,
    &crashes_on_bad_update::FLAW,
    &crashes_on_other_json::FLAW,
    &crashes_without_version::FLAW,
    &debounced_notify::FLAW,
    &debugger_open::FLAW,
    &dies_on_an_update::FLAW,
    &ended_hold_blocks_updates::FLAW,
    &ended_hold_forgets_others::FLAW,
    &ended_hold_stays_listed::FOR_EVER,
    &ended_hold_stays_listed::ONCE,
    &every_answer_is_an_error::FLAW,
    &failed_update_changes_state::FLAW,
    &forgets_when_read::FLAW,
    &forgets_who_is_ahead::FLAW,
    &four_workers::FOUR,
    &four_workers::SIXTEEN,
    &holds_forever::FLAW,
    &json_as_html::FLAW,
    &late_update_answer::FLAW,
    &late_visibility::FLAW,
    &leaver_harms::FLAW,
    &length_in_characters::FLAW,
    &less_or_equal::FLAW,
    &lost_wakeup::FIVE_MS,
    &lost_wakeup::ONE_MS,
    &lost_wakeup::HUNDRED_US,
    &lost_wakeup::TEN_US,
    &lost_wakeup::SLOW_UPDATE,
    &mangled_accents::FLAW,
    &naps_before_looking::FLAW,
    &naps_between_looks::FLAW,
    &never_holds::FLAW,
    &no_end_on_kept_connections::FLAW,
    &one_at_a_time::FLAW,
    &one_line_too_many::FLAW,
    &one_waiter_per_address::FLAW,
    &page_always_sends_zero::FLAW,
    &page_appends::FLAW,
    &page_asks_with_the_first_version::FLAW,
    &page_begins_its_loop_twice::FLAW,
    &page_dies_of_half_an_answer::FLAW,
    &page_forgets_when_a_hold_ends::FLAW,
    &page_gives_up::FLAW,
    &page_gives_up_after_three::FLAW,
    &page_gives_up_on_an_error_page::FLAW,
    &page_gives_up_without_a_network::FLAW,
    &page_hides_its_display::FLAW,
    &page_hides_the_first_state::FLAW,
    &page_never_begins::FLAW,
    &page_polls_in_a_blocking_loop::FLAW,
    &page_never_shows::FLAW,
    &page_pauses::FLAW,
    &page_polls_by_the_clock::FLAW,
    &page_polls_in_one_tab::FLAW,
    &page_polls_once::FLAW,
    &page_reloads_itself::FLAW,
    &page_sends_a_clock::FLAW,
    &page_sends_another_field::FLAW,
    &page_sends_no_version::FLAW,
    &page_sends_one_status::FLAW,
    &page_sends_undefined::FLAW,
    &page_shares_its_version::FLAW,
    &page_shows_its_own_updates::FLAW,
    &page_shows_late::FLAW,
    &page_shows_once::FLAW,
    &page_shows_only_newer::FLAW,
    &page_stops_when_a_hold_ends::FLAW,
    &page_storms::FLAW,
    &page_storms_an_error_page::FLAW,
    &page_storms_without_a_network::FLAW,
    &page_takes_204_for_an_error::FLAW,
    &page_takes_markup::FLAW,
    &page_throws_at_once::FLAW,
    &page_throws_when_used::FLAW,
    &page_updates_by_get::FLAW,
    &page_without_control::FLAW,
    &page_without_its_script::FLAW,
    &python_repr::FLAW,
    &reads_blocked::FLAW,
    &refuses_what_is_valid::FLAW,
    &renamed_parameter::FLAW,
    &room_for_twenty_five::FLAW,
    &server_cuts_holds::FLAW,
    &session_lock::FLAW,
    &skips_every_other::FLAW,
    &small_version_type::FLAW,
    &state_in_session::FLAW,
    &state_per_worker::FLAW,
    &status_of_any_type::FLAW,
    &stuck_client_blocks::FLAW,
    &talks_after_204::FLAW,
    &timeout_as_408::FLAW,
    &torn_pair::FLAW,
    &two_updates_one_version::FLAW,
    &update_by_get::FLAW,
    &update_prints_accents::FLAW,
    &version_goes_down::FLAW,
    &version_in_milliseconds::FLAW,
    &version_in_seconds::FLAW,
    &versions_as_text::FLAW,
    &wakes_in_latin_1::FLAW,
    &wakes_only_one::FLAW,
    &wakes_with_old_pair::FLAW,
    &works_for_leavers::FLAW,
];
