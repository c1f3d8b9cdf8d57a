//! Every rule of this lab, one a file, named for the fault that it finds.
#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]

mod advice;
mod arrival_not_announced;
mod bad_token_hears;
mod bad_token_speaks;
mod board_unreachable;
mod bonus;
mod departure_not_announced;
mod intruders;
mod update_late;
mod update_leaves_room;
mod update_mangled;
mod update_not_delivered;

use crate::checker::{Finding, Question, rules};
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::answered;
use crate::labs::socketio::kin::Rules;

// In the order in which reports list them.
rules! { ChatCase:
    "board-unreachable" => board_unreachable::judge,
    "update-not-delivered" => update_not_delivered::judge,
    "update-leaves-room" => update_leaves_room::judge,
    "update-mangled" => update_mangled::judge,
    "update-late" => update_late::judge,
    "arrival-not-announced" => arrival_not_announced::judge,
    "departure-not-announced" => departure_not_announced::judge,
    "bad-token-hears" => bad_token_hears::judge,
    "bad-token-speaks" => bad_token_speaks::judge,
    "status-follows" => bonus::status_follows::judge,
    "bad-token-stays" => advice::bad_token_stays::judge,
    "board-duplicate-pseudo-harms" => advice::board_duplicate_pseudo_harms::judge,
    "board-dies-on-empty-event" => advice::board_dies_on_empty_event::judge,
}

/// The rule that every other one needs: the server is there.
pub const VITAL: &str = "board-unreachable";
/// Those that others need, or are told of under.
pub const SHARED: Rules =
    Rules { vital: VITAL, delivery: "update-not-delivered", leak: "update-leaves-room", misnamed: None, version: None };
/// Those that judge themselves whether the server died.
const OF_DEATH: [&str; 2] = [VITAL, "board-dies-on-empty-event"];

/// What a rule finds in a scenario, and what becomes of that if the server ended meanwhile or was started anew.
pub fn answer(case: &ChatCase, question: &Question) -> Finding {
    answered(case, question, judge(question.rule, case), &OF_DEATH)
}
