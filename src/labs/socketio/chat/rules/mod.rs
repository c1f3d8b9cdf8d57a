//! Every rule of this lab, one a file, named for the fault that it finds, and what several of them need.
#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]

mod abrupt_leave_not_announced;
mod advice;
mod bonus;
mod chat_page_missing;
mod events_renamed;
mod forged;
mod join_announced_elsewhere;
mod join_not_announced;
mod leave_announced_elsewhere;
mod leave_not_announced;
mod message_late;
mod message_leaves_room;
mod message_mangled;
mod message_not_delivered;
mod message_twice;
mod messages_lost;
mod newcomer_not_told;
mod old_room;
mod outsider;
mod sender_unnamed;
mod sio_unreachable;

use crate::checker::{Finding, Question, rules};
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::answered;
use crate::labs::socketio::kin::Rules;

// In the order in which reports list them.
rules! { ChatCase:
    "sio-unreachable" => sio_unreachable::judge,
    "chat-page-missing" => chat_page_missing::judge,
    "events-renamed" => events_renamed::judge,
    "join-not-announced" => join_not_announced::judge,
    "newcomer-not-told" => newcomer_not_told::judge,
    "join-announced-elsewhere" => join_announced_elsewhere::judge,
    "message-not-delivered" => message_not_delivered::judge,
    "message-leaves-room" => message_leaves_room::judge,
    "message-mangled" => message_mangled::judge,
    "sender-unnamed" => sender_unnamed::judge,
    "message-late" => message_late::judge,
    "message-twice" => message_twice::judge,
    "messages-lost" => messages_lost::judge,
    "leave-not-announced" => leave_not_announced::judge,
    "abrupt-leave-not-announced" => abrupt_leave_not_announced::judge,
    "leave-announced-elsewhere" => leave_announced_elsewhere::judge,
    "membership-checked" => bonus::membership_checked::judge,
    "pseudo-kept" => bonus::pseudo_kept::judge,
    "leaves-old-room" => bonus::leaves_old_room::judge,
    "history" => bonus::history::judge,
    "acks" => bonus::acks::judge,
    "recovery" => bonus::recovery::judge,
    "survives-empty-event" => bonus::survives_empty_event::judge,
    "outsider-heard" => advice::outsider_heard::judge,
    "pseudo-forged" => advice::pseudo_forged::judge,
    "old-room-heard" => advice::old_room_heard::judge,
    "duplicate-pseudo-harms" => advice::duplicate_pseudo_harms::judge,
    "sender-not-echoed" => advice::sender_not_echoed::judge,
    "out-of-order" => advice::out_of_order::judge,
    "no-websocket" => advice::no_websocket::judge,
    "needs-websocket-option" => advice::needs_websocket_option::judge,
    "protocol-2" => advice::protocol_2::judge,
    "cors-open" => advice::cors_open::judge,
    "dies-on-empty-event" => advice::dies_on_empty_event::judge,
}

/// The rule that every other one needs: the server is there.
pub const VITAL: &str = "sio-unreachable";
/// Those that others need, or are told of under.
pub const SHARED: Rules = Rules {
    vital: VITAL,
    delivery: DELIVERY,
    leak: "message-leaves-room",
    misnamed: Some("leave-announced-elsewhere"),
    version: Some("protocol-2"),
};
/// Who is not reached by messages is not reached by notices either: that is said once.
const DELIVERY: &str = "message-not-delivered";
/// Those that judge themselves whether the server died.
const OF_DEATH: [&str; 3] = [VITAL, "survives-empty-event", "dies-on-empty-event"];

/// What a rule finds in a scenario, and what becomes of that if the server ended meanwhile or was started anew.
pub fn answer(case: &ChatCase, question: &Question) -> Finding {
    answered(case, question, judge(question.rule, case), &OF_DEATH)
}
