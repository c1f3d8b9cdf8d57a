//! Arrivals.

use super::{Cast, Told, came, canary, connected, json, rooms, text, user};
use serde_json::Value;

stories! {
    "join-not-announced":
        told_as_the_text_has_it, told_by_a_string, told_deep_in_an_object, told_under_any_name, told_as_a_chat_message,
        told_by_a_list_alone, told_by_a_list_of_ids, told_in_capitals, told_with_references, told_by_bytes,
        told_late, nobody_is_told, only_the_newcomer_is_told, told_without_a_pseudo, told_of_another,
        told_before_they_came, some_are_told, a_message_is_no_notice, we_left_too_early, on_a_busy_machine,
        our_pong_was_late, the_target_ended_the_link, nobody_was_there, an_acknowledgement_tells_nobody_else,
        a_packet_that_is_none_tells_nothing, of_another_attempt, nobody_is_connected;
    "newcomer-not-told":
        both_are_told, welcomed_by_a_message_of_its_own, told_by_the_acknowledgement, told_by_a_list, only_others_are_told,
        welcomed_without_a_pseudo, the_newcomer_left_early, the_newcomer_on_a_busy_machine, the_newcomer_answered_late,
        the_first_of_an_empty_room_is_told_nothing, only_its_own_message_has_its_pseudo;
    "join-announced-elsewhere":
        told_in_the_room_alone, everybody_is_told, the_outsider_is_told, a_list_of_all_beside_a_notice,
        a_list_of_all_and_no_notice, rooms_with_counters, neighbours_hear_it_after_it_left, nothing_was_announced,
        no_canary_came, nobody_said_anything, the_canary_was_before, a_neighbour_with_a_late_pong, told_much_later,
        a_message_of_theirs_is_for_another_rule, a_later_room_is_no_leak, a_notice_by_another_name,
        only_the_outsider_kept_quiet;
}

/// The second member comes at 400, and this is heard in the first room at 410.
fn told(event: &str, argument: impl Into<Value>) -> Cast {
    rooms().hear(&["member 1", "member 2"], 410, event, argument)
}

/// And the second neighbour is announced too, at 310.
fn with_neighbours(cast: Cast) -> Cast {
    cast.hear(&["neighbour 1", "neighbour 2"], 310, "room message", came("neighbour 2"))
}

fn as_the_text() -> Cast {
    with_neighbours(told("room message", came("member 2")))
}

fn told_as_the_text_has_it() -> Told {
    as_the_text().passes("pass").count("arrivals", 2).time("took", 10).text("event", "room message")
}

fn told_by_a_string() -> Told {
    with_neighbours(told("room message", format!("{} est là", user("member 2")))).passes("pass")
}

fn told_deep_in_an_object() -> Told {
    with_neighbours(told("x", json!({"data": {"who": {"name": user("member 2")}}}))).passes("pass")
}

fn told_under_any_name() -> Told {
    with_neighbours(told("arrivée", json!({"pseudo": user("member 2")}))).passes("pass")
}

fn told_as_a_chat_message() -> Told {
    let notice = json!({"type": "system", "message": format!("{} joined", user("member 2"))});
    with_neighbours(told("chat message", notice)).passes("pass")
}

fn told_by_a_list_alone() -> Told {
    let list = |names: [&str; 2]| json!(names.map(user));
    told("users", list(["member 1", "member 2"]))
        .hear(&["neighbour 1"], 310, "users", list(["neighbour 1", "neighbour 2"]))
        .passes("list")
}

fn told_by_a_list_of_ids() -> Told {
    let users = json!({"3pX9vJ2aQ0k7T_zsAAAB": user("member 1"), "9rX9vJ2aQ0k7T_zsAAAD": user("member 2")});
    with_neighbours(told("users", json!({ "users": users }))).passes("pass")
}

fn told_in_capitals() -> Told {
    with_neighbours(told("room message", user("member 2").to_uppercase())).passes("pass")
}

fn told_with_references() -> Told {
    with_neighbours(told("room message", user("member 2").replace('-', "&#45;"))).passes("pass")
}

fn told_by_bytes() -> Told {
    let packet = r#"451-["room message",{"_placeholder":true,"num":0}]"#;
    let name = user("member 2");
    with_neighbours(rooms().packet("member 1", 410, packet, &[name.as_bytes()])).passes("pass")
}

fn told_late() -> Told {
    with_neighbours(rooms().hear(&["member 1"], 4400, "room message", came("member 2"))).passes("pass")
}

fn nobody_is_told() -> Told {
    rooms().fails_unless("fail", "message-not-delivered").time("waited", 8700)
}

fn only_the_newcomer_is_told() -> Told {
    let cast = rooms().hear(&["member 2"], 410, "room message", came("member 2"));
    cast.hear(&["neighbour 2"], 310, "room message", came("neighbour 2"))
        .fails_unless("fail", "message-not-delivered")
        .text("user", "neighbour-2-x")
        .shows([3, 7])
}

fn told_without_a_pseudo() -> Told {
    let nobody = json!({"message": "Quelqu’un a rejoint le salon"});
    told("room message", nobody.clone())
        .hear(&["neighbour 1"], 310, "room message", nobody)
        .fails_unless("fail", "message-not-delivered")
}

fn told_of_another() -> Told {
    told("room message", came("member 1"))
        .hear(&["neighbour 1"], 310, "room message", came("neighbour 1"))
        .fails_unless("fail", "message-not-delivered")
}

/// A pseudo that was heard before is of another thing.
fn told_before_they_came() -> Told {
    with_neighbours(rooms().hear(&["member 1"], 390, "room message", came("member 2")))
        .fails_unless("some", "message-not-delivered")
}

fn some_are_told() -> Told {
    told("room message", came("member 2"))
        .fails_unless("some", "message-not-delivered")
        .count("missed", 1)
        .count("due", 2)
}

fn a_message_is_no_notice() -> Told {
    let cast = with_neighbours(rooms());
    cast.talk("member 2", "mot-000001", 500, &["member 1", "member 2"]).fails_unless("some", "message-not-delivered")
}

fn we_left_too_early() -> Told {
    with_neighbours(rooms()).until("member 1", 5399).passes("pass")
}

fn on_a_busy_machine() -> Told {
    connected(&["member 1", "member 2"])
        .joins("member 1", "first", 100)
        .joins("member 2", "first", 400)
        .noise(2000, 900)
        .unknown("noise")
}

fn our_pong_was_late() -> Told {
    connected(&["member 1", "member 2"])
        .joins("member 1", "first", 100)
        .joins("member 2", "first", 400)
        .known("member 1", |link| link.unanswered_ping = Some(500))
        .unknown("late-pong")
}

fn the_target_ended_the_link() -> Told {
    connected(&["member 1", "member 2"])
        .joins("member 1", "first", 100)
        .joins("member 2", "first", 400)
        .ended("member 1", 450)
        .fails_unless("ended", "message-not-delivered")
        .time("waited", 50)
}

fn nobody_was_there() -> Told {
    connected(&["member 1", "neighbour 1"])
        .joins("member 1", "first", 100)
        .joins("neighbour 1", "second", 400)
        .unknown("nothing")
}

fn an_acknowledgement_tells_nobody_else() -> Told {
    let ack = format!("431[\"{}\"]", user("member 2"));
    with_neighbours(rooms().packet("member 2", 410, &ack, &[])).fails_unless("some", "message-not-delivered")
}

fn a_packet_that_is_none_tells_nothing() -> Told {
    let broken = format!("42[\"room message\",\"{}", user("member 2"));
    with_neighbours(rooms().packet("member 1", 410, &broken, &[])).fails_unless("some", "message-not-delivered")
}

/// Only the last time counts.
fn of_another_attempt() -> Told {
    use lab::history::Event;
    as_the_text().story().note_of(2, 9100, Event::Start).unknown("nothing")
}

fn nobody_is_connected() -> Told {
    connected(&["member 1", "member 2"])
        .known("member 1", |link| link.namespaces.clear())
        .known("member 2", |link| link.namespaces.clear())
        .waits_for("sio-unreachable")
}

fn both_are_told() -> Told {
    as_the_text().passes("pass")
}

fn welcomed_by_a_message_of_its_own() -> Told {
    let cast = rooms().hear(&["member 1"], 410, "room message", came("member 2"));
    cast.hear(&["member 2"], 420, "welcome", format!("Bienvenue, {} !", user("member 2")))
        .hear(&["neighbour 2"], 310, "welcome", format!("Bienvenue, {} !", user("neighbour 2")))
        .passes("pass")
}

fn told_by_the_acknowledgement() -> Told {
    let ack = |client: &str| format!("431[{}]", json!({"ok": true, "user": user(client)}));
    rooms()
        .packet("member 2", 410, &ack("member 2"), &[])
        .packet("neighbour 2", 310, &ack("neighbour 2"), &[])
        .passes("ack")
}

fn told_by_a_list() -> Told {
    let list = |names: [&str; 2]| json!({"users": names.map(user)});
    rooms()
        .hear(&["member 2"], 410, "users", list(["member 1", "member 2"]))
        .hear(&["neighbour 2"], 310, "users", list(["neighbour 1", "neighbour 2"]))
        .passes("pass")
}

fn only_others_are_told() -> Told {
    let cast = rooms().hear(&["member 1"], 410, "room message", came("member 2"));
    cast.hear(&["neighbour 1"], 310, "room message", came("neighbour 2")).fails("fail").text("user", "neighbour-2-x")
}

fn welcomed_without_a_pseudo() -> Told {
    rooms()
        .hear(&["member 2"], 410, "welcome", "Bienvenue !")
        .hear(&["neighbour 2"], 310, "welcome", "Bienvenue !")
        .fails("fail")
}

fn the_newcomer_left_early() -> Told {
    connected(&["member 1", "member 2"])
        .joins("member 1", "first", 100)
        .joins("member 2", "first", 400)
        .until("member 2", 2000)
        .unknown("early")
}

fn the_newcomer_on_a_busy_machine() -> Told {
    connected(&["member 1", "member 2"])
        .joins("member 1", "first", 100)
        .joins("member 2", "first", 400)
        .noise(3000, 900)
        .unknown("noise")
}

fn the_newcomer_answered_late() -> Told {
    connected(&["member 1", "member 2"])
        .joins("member 1", "first", 100)
        .joins("member 2", "first", 400)
        .known("member 2", |link| link.slowest_pong = Some(10_000_000_001))
        .unknown("late-pong")
}

fn the_first_of_an_empty_room_is_told_nothing() -> Told {
    // Neither of the two who came first was.
    as_the_text().passes("pass")
}

fn only_its_own_message_has_its_pseudo() -> Told {
    let cast = connected(&["member 1", "member 2"]).joins("member 1", "first", 100).joins("member 2", "first", 400);
    cast.talk("member 2", &text(1), 500, &["member 1", "member 2"]).fails("fail")
}

fn told_in_the_room_alone() -> Told {
    canary(as_the_text(), 500).passes("pass").count("arrivals", 2)
}

fn everybody_is_told() -> Told {
    let everybody = ["member 1", "member 2", "neighbour 1", "neighbour 2", "outsider 1"];
    canary(with_neighbours(rooms()).hear(&everybody, 410, "room message", came("member 2")), 500)
        .fails("fail")
        .text("where", "another")
        .time("took", 10)
}

fn the_outsider_is_told() -> Told {
    canary(as_the_text().hear(&["outsider 1"], 411, "room message", came("member 2")), 500)
        .fails("fail")
        .text("where", "nowhere")
}

fn a_list_of_all_beside_a_notice() -> Told {
    let online = json!(["member 1", "member 2", "neighbour 1"].map(user));
    let everybody = ["member 1", "member 2", "neighbour 1", "neighbour 2", "outsider 1"];
    canary(as_the_text().hear(&everybody, 412, "online", online), 500).passes("pass")
}

fn a_list_of_all_and_no_notice() -> Told {
    let online = json!(["member 1", "member 2", "neighbour 1"].map(user));
    let everybody = ["member 1", "member 2", "neighbour 1", "neighbour 2", "outsider 1"];
    canary(rooms().hear(&everybody, 412, "online", online), 500).fails("list")
}

fn rooms_with_counters() -> Told {
    let everybody = ["member 1", "member 2", "neighbour 1", "neighbour 2", "outsider 1"];
    let counts = json!({"rooms": [{"name": "first", "count": 2}]});
    canary(as_the_text().hear(&everybody, 412, "rooms", counts), 500).passes("pass")
}

/// That is a departure.
fn neighbours_hear_it_after_it_left() -> Told {
    canary(as_the_text(), 500)
        .until("member 2", 8000)
        .hear(&["neighbour 1"], 8001, "room message", came("member 2"))
        .passes("pass")
}

fn nothing_was_announced() -> Told {
    canary(rooms(), 500).waits_for("join-not-announced")
}

fn no_canary_came() -> Told {
    as_the_text().says("neighbour 2", "canary-77-q", 500).waits_for("message-not-delivered")
}

fn nobody_said_anything() -> Told {
    as_the_text().unknown("nothing")
}

fn the_canary_was_before() -> Told {
    canary(told("room message", came("member 2")), 405).waits_for("message-not-delivered")
}

fn a_neighbour_with_a_late_pong() -> Told {
    canary(told("room message", came("member 2")), 500)
        .known("neighbour 1", |link| link.unanswered_ping = Some(1))
        .known("neighbour 2", |link| link.unanswered_ping = Some(1))
        .unknown("late-pong")
}

fn told_much_later() -> Told {
    canary(as_the_text(), 500)
        .hear(&["neighbour 1"], 8500, "room message", came("member 2"))
        .fails("fail")
        .time("took", 8100)
}

fn a_message_of_theirs_is_for_another_rule() -> Told {
    let everybody = ["member 1", "member 2", "neighbour 1", "neighbour 2", "outsider 1"];
    canary(as_the_text().talk("member 2", &text(1), 450, &everybody), 500).passes("pass")
}

fn a_later_room_is_no_leak() -> Told {
    let users = json!({"message": format!("{} et {} sont là", user("member 1"), user("member 2"))});
    canary(as_the_text(), 500).joins("neighbour 1", "first", 600).hear(&["neighbour 1"], 610, "x", users).passes("pass")
}

fn a_notice_by_another_name() -> Told {
    canary(as_the_text().hear(&["neighbour 2"], 415, "log", json!({"line": format!("join {}", user("member 2"))})), 500)
        .fails("fail")
        .text("event", "log")
}

/// Nothing ever comes to somebody in no room: that shows nothing.
fn only_the_outsider_kept_quiet() -> Told {
    let cast = connected(&["member 1", "member 2", "outsider 1"]).joins("member 1", "first", 100);
    let cast = cast.joins("member 2", "first", 400).hear(&["member 1"], 410, "room message", came("member 2"));
    cast.talk("member 1", &text(1), 500, &["member 1", "member 2"]).waits_for("message-not-delivered")
}
