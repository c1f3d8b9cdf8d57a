//! A museum of flawed servers, each with one defect that students really write.
//!
//! Every file tells its defect in its first lines, as one would to the student, and is otherwise
//! the model answer with one piece replaced: compare it with [`crate::long_polling`], those in `sse/`
//! with [`crate::sse`]. `kit.rs` holds what they share, `raw.rs` the little HTTP of those that must
//! lie below it.

mod kit;
mod raw;
mod sse;

mod answers_twice;
mod blank_status_stored;
mod busy_wait;
mod crashes_on_bad_update;
mod crashes_on_other_json;
mod debounced_notify;
mod debugger_open;
mod failed_update_changes_state;
mod forgets_when_read;
mod four_workers;
mod holds_forever;
mod json_as_html;
mod late_update_answer;
mod late_visibility;
mod leaver_harms;
mod less_or_equal;
mod lost_wakeup;
mod mangled_accents;
mod naps_before_looking;
mod naps_between_looks;
mod never_holds;
mod one_at_a_time;
mod one_line_too_many;
mod one_waiter_per_address;
mod python_repr;
mod reads_blocked;
mod renamed_parameter;
mod skips_every_other;
mod small_version_type;
mod state_in_session;
mod state_per_worker;
mod status_of_any_type;
mod stuck_client_blocks;
mod talks_after_204;
mod timeout_as_408;
mod torn_pair;
mod two_updates_one_version;
mod update_by_get;
mod version_goes_down;
mod version_in_seconds;
mod versions_as_text;
mod wakes_only_one;
mod wakes_with_old_pair;
mod works_for_leavers;

use std::{io, pin::Pin, time::Duration};

use tokio::net::TcpListener;

/// A server at work: runs until it is dropped or dies.
pub type Serving = Pin<Box<dyn Future<Output = io::Result<()>> + Send>>;

/// A server with one defect.
pub struct Flaw {
    /// What to call it, a descriptive slug.
    pub name: &'static str,
    /// Its row in the catalogue of defects; empty if it has none.
    pub row: &'static str,
    /// The lab that it belongs to.
    pub lab: &'static str,
    /// The rules that it must fail, the one it exists for first.
    pub fails: &'static [&'static str],
    /// It ends its process, and so must run in one of its own.
    pub dies: bool,
    /// Its file.
    pub source: &'static str,
    /// Starts it, with the hold of its polls, or the interval of its stream: whichever its lab has.
    pub serve: fn(TcpListener, Duration) -> Serving,
}

impl Flaw {
    /// The rules that it fails too where a machine happens to let it. Nobody has to find them.
    pub fn may_fail(&self) -> &'static [&'static str] {
        if self.name == lost_wakeup::FIVE_MS.name { lost_wakeup::MAY_FAIL } else { &[] }
    }

    /// What is wrong and how it shows: the first doc lines of its file.
    pub fn about(&self) -> String {
        let lines: Vec<_> = self.source.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
        lines.join(" ")
    }
}

/// All of them.
pub static FLAWS: &[&Flaw] = &[
    &answers_twice::FLAW,
    &blank_status_stored::FLAW,
    &busy_wait::FLAW,
    &crashes_on_bad_update::FLAW,
    &crashes_on_other_json::FLAW,
    &debounced_notify::FLAW,
    &debugger_open::FLAW,
    &failed_update_changes_state::FLAW,
    &forgets_when_read::FLAW,
    &four_workers::FOUR,
    &four_workers::SIXTEEN,
    &holds_forever::FLAW,
    &json_as_html::FLAW,
    &late_update_answer::FLAW,
    &late_visibility::FLAW,
    &leaver_harms::FLAW,
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
    &one_at_a_time::FLAW,
    &one_line_too_many::FLAW,
    &one_waiter_per_address::FLAW,
    &python_repr::FLAW,
    &reads_blocked::FLAW,
    &renamed_parameter::FLAW,
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
    &version_goes_down::FLAW,
    &version_in_seconds::FLAW,
    &versions_as_text::FLAW,
    &wakes_only_one::FLAW,
    &wakes_with_old_pair::FLAW,
    &works_for_leavers::FLAW,
    &sse::another_path::FLAW,
    &sse::blocking_sleep::FLAW,
    &sse::cacheable_stream::FLAW,
    &sse::collects_before_answering::FLAW,
    &sse::compressed_for_browsers::FLAW,
    &sse::each_visitor_adds_a_timer::FLAW,
    &sse::ends_after_three::FLAW,
    &sse::latin_1_events::FLAW,
    &sse::literal_newlines::FLAW,
    &sse::never_flushed::FLAW,
    &sse::no_change_sent::FLAW,
    &sse::no_data_field::FLAW,
    &sse::no_page::FLAW,
    &sse::no_pause::FLAW,
    &sse::not_a_number::FLAW,
    &sse::one_newline::FLAW,
    &sse::one_stream_at_a_time::FLAW,
    &sse::only_the_latest_client::FLAW,
    &sse::post_only::FLAW,
    &sse::pretty_printed::FLAW,
    &sse::prices_as_text::FLAW,
    &sse::proxy_may_buffer::FLAW,
    &sse::python_repr_events::FLAW,
    &sse::several_ticks_together::FLAW,
    &sse::silent_after_three::FLAW,
    &sse::stream_as_plain_text::FLAW,
    &sse::streams_lock_the_page::FLAW,
    &sse::timer_never_stopped::FLAW,
];

/// The flaw of this name, or the first one of this catalogue row.
pub fn find(name: &str) -> Option<&'static Flaw> {
    let all = || FLAWS.iter().copied();
    all().find(|flaw| flaw.name == name).or_else(|| all().find(|flaw| !name.is_empty() && flaw.row == name))
}
