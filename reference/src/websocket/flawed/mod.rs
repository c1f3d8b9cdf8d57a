//! The flawed servers of the WebSocket lab.
//!
//! Each file says in its first lines what is wrong, as one would say it to the student. Its code is a server with one piece
//! replaced: compare it with [`crate::websocket`]. `support.rs` holds what they have in common.

mod support;

mod accents_broken;
mod answers_only_the_sender;
mod answers_the_last_who_came;
mod burst_keeps_the_last;
mod capital_first_letter;
mod capitals_from_a_to_z;
mod close_kept_waiting;
mod dies_of_a_broken_connection;
mod dies_of_an_empty_text;
mod dies_of_bytes;
mod dies_of_what_is_no_text;
mod dies_when_a_tab_closes;
mod leaver_stays_in_the_list;
mod long_text_ends_all;
mod own_message_comes_back;
mod pings_unheard;
mod relays_after_two_seconds;
mod relays_bytes;
mod relays_to_one_only;
mod relays_twice;
mod websocket_refused;

use crate::flawed::Flaw;

/// All of them, in the order in which they are shown.
pub const FLAWS: &[&Flaw] = &[
    &accents_broken::FLAW,
    &answers_only_the_sender::FLAW,
    &answers_the_last_who_came::FLAW,
    &burst_keeps_the_last::FLAW,
    &capital_first_letter::FLAW,
    &capitals_from_a_to_z::FLAW,
    &close_kept_waiting::FLAW,
    &dies_of_a_broken_connection::FLAW,
    &dies_of_an_empty_text::FLAW,
    &dies_of_bytes::FLAW,
    &dies_of_what_is_no_text::FLAW,
    &dies_when_a_tab_closes::FLAW,
    &leaver_stays_in_the_list::FLAW,
    &long_text_ends_all::FLAW,
    &own_message_comes_back::FLAW,
    &pings_unheard::FLAW,
    &relays_after_two_seconds::FLAW,
    &relays_bytes::FLAW,
    &relays_to_one_only::FLAW,
    &relays_twice::FLAW,
    &websocket_refused::FLAW,
];
