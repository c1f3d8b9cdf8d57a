//! Every rule of this lab, one a file, named for the fault that it finds.
#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]

mod bad_event_fatal;
mod cards_multiply;
mod change_not_displayed;
mod new_symbol_not_shown;
mod own_quotes_not_shown;
mod quote_not_shown;
mod quote_not_updated;
mod quotes_overwrite;
mod reconnects_badly;
mod stream_not_opened;
mod stream_page_dead;
mod up_down_not_shown;
mod zero_change_hidden;

use super::case::PageCase;
use crate::checker::{Finding, rules};

/// The rule that every other one needs: the page runs.
pub const VITAL: &str = "stream-page-dead";

// In the order in which reports list them.
rules! { PageCase:
    "stream-page-dead" => stream_page_dead::judge,
    "stream-not-opened" => stream_not_opened::judge,
    "quote-not-shown" => quote_not_shown::judge,
    "quote-not-updated" => quote_not_updated::judge,
    "cards-multiply" => cards_multiply::judge,
    "new-symbol-not-shown" => new_symbol_not_shown::judge,
    "quotes-overwrite" => quotes_overwrite::judge,
    "up-down-not-shown" => up_down_not_shown::judge,
    "zero-change-hidden" => zero_change_hidden::judge,
    "change-not-displayed" => change_not_displayed::judge,
    "own-quotes-not-shown" => own_quotes_not_shown::judge,
    "reconnects-badly" => reconnects_badly::judge,
    "bad-event-fatal" => bad_event_fatal::judge,
}
