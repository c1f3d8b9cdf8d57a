//! Every rule of this lab, one a file, named for the fault that it finds.
#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]

mod advice;
mod bonus;
mod change_not_shown;
mod control_missing;
mod control_value;
mod error_storm;
mod faults;
mod fresh_not_shown;
mod gives_up_on_error;
mod initial_not_shown;
mod markup_executed;
mod page_dead;
mod polls_overlap;
mod repoll_late;
mod restart_not_shown;
mod stops_after_hold;
mod tabs_differ;
mod version_not_sent_back;

use super::case::PageCase;
use crate::checker::{Finding, rules};

/// The rule that every other one needs: the page runs.
pub const VITAL: &str = "page-dead";

// In the order in which reports list them.
rules! { PageCase:
    "page-dead" => page_dead::judge,
    "change-not-shown" => change_not_shown::judge,
    "initial-not-shown" => initial_not_shown::judge,
    "fresh-not-shown" => fresh_not_shown::judge,
    "version-not-sent-back" => version_not_sent_back::judge,
    "repoll-late" => repoll_late::judge,
    "stops-after-hold" => stops_after_hold::judge,
    "polls-overlap" => polls_overlap::judge,
    "restart-not-shown" => restart_not_shown::judge,
    "markup-executed" => markup_executed::judge,
    "tabs-differ" => tabs_differ::judge,
    "control-missing" => control_missing::judge,
    "control-value" => control_value::judge,
    "gives-up-on-error" => gives_up_on_error::judge,
    "error-storm" => error_storm::judge,
    "malformed-not-survived" => advice::malformed_not_survived::judge,
    "client-timeout" => bonus::client_timeout::judge,
}
