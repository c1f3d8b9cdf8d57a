//! The flawed boards: the model answer with one piece replaced, compare it with [`crate::socketio::board`]. `support.rs`
//! holds what they have in common.

mod support;

mod board_answers_the_author;
mod board_dies_on_empty;
mod board_latin_1;
mod board_names_another;
mod board_never_joins;
mod board_same_name_ends_room;
mod board_saves_first;
mod board_silent_arrival;
mod board_silent_departure;
mod board_tells_everybody;
mod board_without_socket_io;
mod hears_before_leaving;
mod stranger_left_waiting;
mod token_for_the_room_only;
mod token_late;
mod token_on_update_only;
mod token_unchecked;

use crate::flawed::Flaw;

/// All of them, by name.
pub static FLAWS: &[&Flaw] = &[
    &board_answers_the_author::FLAW,
    &board_dies_on_empty::FLAW,
    &board_latin_1::FLAW,
    &board_names_another::FLAW,
    &board_never_joins::FLAW,
    &board_same_name_ends_room::FLAW,
    &board_saves_first::FLAW,
    &board_silent_arrival::FLAW,
    &board_silent_departure::FLAW,
    &board_tells_everybody::FLAW,
    &board_without_socket_io::FLAW,
    &hears_before_leaving::FLAW,
    &stranger_left_waiting::FLAW,
    &token_for_the_room_only::FLAW,
    &token_late::FLAW,
    &token_on_update_only::FLAW,
    &token_unchecked::FLAW,
];
