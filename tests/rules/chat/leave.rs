//! Departures.

use super::{Cast, How, Told, canary, connected, gone, json, rooms, text, user};
use serde_json::Value;

stories! {
    "leave-not-announced":
        told_as_the_text_has_it, told_by_a_string, told_by_a_list_without_it, told_with_those_who_stay, told_late,
        nobody_is_told, a_list_that_still_has_it, told_without_a_pseudo, told_elsewhere_only, told_of_somebody_else,
        told_before_it_left, left_with_us, on_a_busy_machine, a_late_pong, ended_with_it, nobody_stayed, nobody_left,
        who_never_joined_left, a_reset_is_another_rule;
    "abrupt-leave-not-announced":
        a_reset_is_told, a_reset_is_not_told, by_polling_it_cannot_be_tried, by_websocket_alone, on_a_busy_machine_too,
        only_a_clean_leave;
    "leave-announced-elsewhere":
        kept_in_the_room, told_to_everybody, told_to_the_outsider, told_in_another_room, told_of_another_one,
        online_lists_for_all, nothing_told, without_a_canary, told_to_all_of_a_reset, a_name_of_the_room_is_no_other,
        those_who_leave_later_are_no_matter, what_it_said_is_no_notice;
}

/// The second member leaves at 1000.
fn left() -> Cast {
    rooms().leaves("member 2", How::Clean, 1000)
}

fn told(event: &str, argument: impl Into<Value>) -> Cast {
    left().hear(&["member 1"], 1010, event, argument)
}

fn told_as_the_text_has_it() -> Told {
    told("room message", gone("member 2")).passes("pass").time("took", 10).text("event", "room message")
}

fn told_by_a_string() -> Told {
    told("x", format!("Au revoir {}", user("member 2"))).passes("pass")
}

fn told_by_a_list_without_it() -> Told {
    let list = |names: &[&str]| json!(names.iter().map(|name| user(name)).collect::<Vec<_>>());
    rooms()
        .hear(&["member 1", "member 2"], 410, "users", list(&["member 1", "member 2"]))
        .leaves("member 2", How::Clean, 1000)
        .hear(&["member 1"], 1010, "users", list(&["member 1"]))
        .passes("list")
}

fn told_with_those_who_stay() -> Told {
    told("left", json!({"user": user("member 2"), "members": [user("member 1")]})).passes("pass")
}

fn told_late() -> Told {
    left().hear(&["member 1"], 5900, "room message", gone("member 2")).passes("pass")
}

fn nobody_is_told() -> Told {
    left().fails_unless("fail", "message-not-delivered").time("waited", 8000)
}

/// It says the opposite.
fn a_list_that_still_has_it() -> Told {
    told("users", json!([user("member 1"), user("member 2")])).fails_unless("fail", "message-not-delivered")
}

fn told_without_a_pseudo() -> Told {
    told("room message", "Quelqu’un a quitté le salon").fails_unless("fail", "message-not-delivered")
}

fn told_elsewhere_only() -> Told {
    left().hear(&["neighbour 1"], 1010, "room message", gone("member 2")).fails_unless("fail", "message-not-delivered")
}

/// That there was a notice is told here, and that it was wrong by another rule.
fn told_of_somebody_else() -> Told {
    told("room message", gone("neighbour 2")).passes("misnamed")
}

fn told_before_it_left() -> Told {
    left().hear(&["member 1"], 990, "room message", gone("member 2")).fails_unless("fail", "message-not-delivered")
}

fn left_with_us() -> Told {
    left().until("member 1", 5900).unknown("early")
}

fn on_a_busy_machine() -> Told {
    left().noise(3000, 900).unknown("noise")
}

fn a_late_pong() -> Told {
    left().known("member 1", |link| link.unanswered_ping = Some(1)).unknown("late-pong")
}

fn ended_with_it() -> Told {
    left().ended("member 1", 1030).fails_unless("ended", "message-not-delivered").time("waited", 30)
}

fn nobody_stayed() -> Told {
    connected(&["member 1"]).joins("member 1", "first", 100).leaves("member 1", How::Clean, 1000).unknown("nothing")
}

fn nobody_left() -> Told {
    rooms().unknown("nothing")
}

fn who_never_joined_left() -> Told {
    rooms().leaves("outsider 1", How::Clean, 1000).unknown("nothing")
}

fn a_reset_is_another_rule() -> Told {
    rooms().leaves("member 2", How::Reset, 1000).unknown("nothing")
}

fn reset() -> Cast {
    rooms().leaves("member 2", How::Reset, 1000)
}

fn a_reset_is_told() -> Told {
    reset().hear(&["member 1"], 1010, "room message", gone("member 2")).passes("pass")
}

fn a_reset_is_not_told() -> Told {
    reset().fails_unless("fail", "message-not-delivered")
}

fn by_polling_it_cannot_be_tried() -> Told {
    reset().known("member 2", |link| link.upgraded = None).passes("polling")
}

fn by_websocket_alone() -> Told {
    use lab::labs::socketio::record::Transport;
    let alone = |link: &mut lab::labs::socketio::record::LinkDetail| {
        (link.upgraded, link.transport) = (None, Transport::Websocket);
    };
    reset().known("member 2", alone).fails_unless("fail", "message-not-delivered")
}

fn on_a_busy_machine_too() -> Told {
    reset().noise(3000, 900).unknown("noise")
}

fn only_a_clean_leave() -> Told {
    left().unknown("nothing")
}

fn kept_in_the_room() -> Told {
    canary(told("room message", gone("member 2")), 1100).passes("pass")
}

fn told_to_everybody() -> Told {
    canary(told("room message", gone("member 2")), 1100)
        .hear(&["neighbour 1", "outsider 1"], 1011, "room message", gone("member 2"))
        .fails("fail")
        .text("where", "another")
        .text("user", "member-2-x")
        .time("took", 11)
}

fn told_to_the_outsider() -> Told {
    canary(told("room message", gone("member 2")), 1100)
        .hear(&["outsider 1"], 1011, "room message", gone("member 2"))
        .fails("fail")
        .text("where", "nowhere")
}

fn told_in_another_room() -> Told {
    canary(left(), 1100).hear(&["neighbour 1", "neighbour 2"], 1011, "room message", gone("member 2")).fails("fail")
}

fn told_of_another_one() -> Told {
    canary(told("room message", gone("neighbour 2")), 1100)
        .fails("other")
        .text("named", "neighbour-2-x")
        .text("user", "member-2-x")
}

fn online_lists_for_all() -> Told {
    let online = json!(["member 1", "neighbour 1", "neighbour 2"].map(user));
    canary(told("room message", gone("member 2")), 1100)
        .hear(&["member 1", "neighbour 1", "outsider 1"], 1012, "online", online)
        .passes("pass")
}

fn nothing_told() -> Told {
    canary(left(), 1100).waits_for("leave-not-announced")
}

fn without_a_canary() -> Told {
    told("room message", gone("member 2"))
        .talk("neighbour 2", &text(1), 900, &["neighbour 1"])
        .waits_for("message-not-delivered")
}

fn told_to_all_of_a_reset() -> Told {
    canary(reset(), 1100).hear(&["member 1", "neighbour 2"], 1010, "room message", gone("member 2")).fails("fail")
}

fn a_name_of_the_room_is_no_other() -> Told {
    canary(told("room message", format!("{} et {}", user("member 1"), user("member 2"))), 1100).passes("pass")
}

/// When we are done, everybody leaves.
fn those_who_leave_later_are_no_matter() -> Told {
    canary(told("room message", gone("member 2")), 1100)
        .until("neighbour 2", 8000)
        .hear(&["member 1"], 8001, "room message", gone("neighbour 2"))
        .passes("pass")
}

fn what_it_said_is_no_notice() -> Told {
    let line = format!("{} : {}", user("member 2"), text(1));
    let said = rooms().says("member 2", &text(1), 900).leaves("member 2", How::Clean, 1000);
    canary(said.hear(&["member 1"], 1010, "room message", gone("member 2")), 1100)
        .hear(&["neighbour 1"], 1020, "chat message", line)
        .passes("pass")
}
