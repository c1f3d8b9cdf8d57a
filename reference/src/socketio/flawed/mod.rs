//! The flawed servers of the Socket.IO lab.
//!
//! Each file says in its first lines what is wrong, as one would say it to the student. Its code is the model answer
//! with one piece replaced: compare it with [`crate::socketio`]. `support.rs` holds what they have in common.

pub(crate) mod board;
mod support;

mod across;

mod abrupt_leave_unseen;
mod answers_only_me;
mod broadcasts_to_all;
mod client_not_served;
mod debounced_relay;
mod dies_at_upgrade;
mod dies_on_empty;
mod echoes_besides;
mod events_in_french;
mod events_of_the_lecture;
mod keeps_the_old_room;
mod late_relay;
mod latin_1_relay;
mod leave_names_another;
mod leave_told_in_another_room;
mod leave_told_to_all;
mod listener_in_join;
mod nameless_arrival;
mod nameless_leave;
mod nameless_relay;
mod never_joins;
mod newcomer_left_out;
mod no_chat_page;
mod no_socket_io;
mod old_protocol;
mod one_pseudo_for_all;
mod one_room_for_all;
mod open_to_all_origins;
mod other_namespace;
mod rooms_gone_at_disconnect;
mod same_name_ends_room;
mod sender_left_out;
mod shuffled_relay;
mod silent_join;
mod silent_leave;
mod slow_relay;
mod tags_removed;
mod tells_everyone_who_came;
mod tells_only_the_newcomer;
mod ten_and_no_more;
mod throttled_relay;
mod to_all_but_me;
mod trusts_the_message;
mod trusts_the_pseudo;
mod two_servers;
mod upgrade_taken;
mod upper_case_relay;
mod websocket_only;

use crate::flawed::Flaw;

/// All of them, in the order in which they are shown.
pub const FLAWS: &[&Flaw] = &[
    &abrupt_leave_unseen::FLAW,
    &answers_only_me::FLAW,
    &broadcasts_to_all::FLAW,
    &client_not_served::FLAW,
    &debounced_relay::FLAW,
    &dies_at_upgrade::FLAW,
    &dies_on_empty::FLAW,
    &echoes_besides::FLAW,
    &events_in_french::FLAW,
    &events_of_the_lecture::FLAW,
    &keeps_the_old_room::FLAW,
    &late_relay::FLAW,
    &latin_1_relay::FLAW,
    &leave_names_another::FLAW,
    &leave_told_in_another_room::FLAW,
    &leave_told_to_all::FLAW,
    &listener_in_join::FLAW,
    &nameless_arrival::FLAW,
    &nameless_leave::FLAW,
    &nameless_relay::FLAW,
    &never_joins::FLAW,
    &newcomer_left_out::FLAW,
    &no_chat_page::FLAW,
    &no_socket_io::FLAW,
    &old_protocol::FLAW,
    &one_pseudo_for_all::FLAW,
    &one_room_for_all::FLAW,
    &open_to_all_origins::FLAW,
    &other_namespace::FLAW,
    &rooms_gone_at_disconnect::FLAW,
    &same_name_ends_room::FLAW,
    &sender_left_out::FLAW,
    &shuffled_relay::FLAW,
    &silent_join::FLAW,
    &silent_leave::FLAW,
    &slow_relay::FLAW,
    &tags_removed::FLAW,
    &tells_everyone_who_came::FLAW,
    &tells_only_the_newcomer::FLAW,
    &ten_and_no_more::FLAW,
    &throttled_relay::FLAW,
    &to_all_but_me::FLAW,
    &trusts_the_message::FLAW,
    &trusts_the_pseudo::FLAW,
    &two_servers::FLAW,
    &upgrade_taken::FLAW,
    &upper_case_relay::FLAW,
    &websocket_only::FLAW,
    &across::burst_thinned_out::FLAW,
    &across::in_memory::FLAW,
    &across::local_and_redis::FLAW,
    &across::notices_stay_local::FLAW,
    &across::parse_forgotten::FLAW,
    &across::port_in_the_code::FLAW,
    &across::published_in_latin_1::FLAW,
    &across::published_later::FLAW,
    &across::relayed_to_everyone::FLAW,
    &across::republishes::FLAW,
    &across::subscriber_publishes::FLAW,
];
