//! Beyond the lab text.

use super::{Cast, How, Told, connected, json, message, rooms, text, user};
use crate::build::page;
use lab::history::Event;
use serde_json::Value;

stories! {
    "outsider-heard":
        an_outsider_is_not_heard, an_outsider_is_heard, an_outsider_without_a_canary, no_outsider_spoke,
        an_outsider_is_heard_by_itself;
    "membership-checked":
        not_passed_on, passed_on, not_passed_on_and_no_canary, nobody_tried, passed_on_with_noise;
    "pseudo-forged":
        a_false_name_is_corrected, a_false_name_is_believed, a_false_name_is_not_passed_on, no_name_is_sent,
        nobody_gave_a_false_name;
    "pseudo-kept":
        kept, believed, refused, remembered, without_a_canary;
    "old-room-heard":
        the_old_room_is_quiet, the_old_room_is_heard, one_room_only, the_new_room_is_quiet_too, heard_much_later;
    "leaves-old-room":
        left_the_old_room, still_in_the_old_room, never_went_on, nothing_in_the_new_room, went_back;
    "history":
        told_in_a_list, told_one_by_one, told_nothing, told_by_an_acknowledgement, nobody_came_late, nothing_was_heard,
        a_history_of_another_room, a_history_for_a_late_pong;
    "duplicate-pseudo-harms":
        the_other_is_heard, the_other_is_deaf, only_its_echo_is_heard, the_second_is_refused, the_second_is_dropped,
        nothing_arrives, no_namesakes, deaf_on_a_busy_machine;
    "sender-not-echoed":
        echoed, not_echoed, nothing_delivered, echoed_once_of_two, echoed_under_another_name;
    "survives-empty-event":
        lives_on, dead_then, started_anew_then, nothing_empty_was_sent, nobody_looked;
    "dies-on-empty-event":
        lives, dies, starts_anew, sends_nothing_empty, was_dead_before;
}

/// Somebody who never joined says something into the first room.
fn outsider() -> Cast {
    rooms().says_in("outsider 1", "first", "mot-000066", 1000)
}

fn canary_in_first(cast: Cast) -> Cast {
    cast.talk("member 2", "canary-77-q", 1200, &["member 1", "member 2"])
}

fn an_outsider_is_not_heard() -> Told {
    canary_in_first(outsider()).passes("pass")
}

fn an_outsider_is_heard() -> Told {
    canary_in_first(outsider().hear(&["member 1"], 1010, "chat message", "mot-000066")).fails("fail").time("took", 10)
}

fn an_outsider_without_a_canary() -> Told {
    outsider().waits_for("message-not-delivered")
}

fn no_outsider_spoke() -> Told {
    canary_in_first(rooms()).unknown("nothing")
}

fn an_outsider_is_heard_by_itself() -> Told {
    canary_in_first(outsider().hear(&["outsider 1"], 1010, "error", "Rejoignez d’abord le salon")).passes("pass")
}

fn not_passed_on() -> Told {
    canary_in_first(outsider()).passes("pass")
}

fn passed_on() -> Told {
    canary_in_first(outsider().hear(&["member 2"], 1010, "chat message", "mot-000066")).fails("fail")
}

fn not_passed_on_and_no_canary() -> Told {
    outsider().waits_for("message-not-delivered")
}

fn nobody_tried() -> Told {
    rooms().unknown("nothing")
}

fn passed_on_with_noise() -> Told {
    outsider().hear(&["member 2"], 1010, "chat message", "mot-000066").noise(900, 3000).fails("fail")
}

/// A member says something under a name that nobody has, and this is heard.
fn forged(name: &str) -> Cast {
    let heard = json!({"username": name, "message": "mot-000077"});
    canary_in_first(rooms().forges("member 1", "zoe-zz", "mot-000077", 1000)).hear(
        &["member 2"],
        1010,
        "chat message",
        heard,
    )
}

fn a_false_name_is_corrected() -> Told {
    forged(&user("member 1")).passes("pass")
}

fn a_false_name_is_believed() -> Told {
    forged("zoe-zz").fails("fail").text("named", "zoe-zz").text("user", "member-1-x")
}

fn a_false_name_is_not_passed_on() -> Told {
    canary_in_first(rooms().forges("member 1", "zoe-zz", "mot-000077", 1000)).passes("pass")
}

fn no_name_is_sent() -> Told {
    rooms().spoken(|chat| chat.message.arguments = vec![Value::from("$text")]).passes("pass")
}

fn nobody_gave_a_false_name() -> Told {
    canary_in_first(rooms()).unknown("nothing")
}

fn kept() -> Told {
    forged(&user("member 1")).passes("pass").text("user", "member-1-x")
}

fn believed() -> Told {
    forged("zoe-zz").fails("fail").text("named", "zoe-zz")
}

fn refused() -> Told {
    canary_in_first(rooms().forges("member 1", "zoe-zz", "mot-000077", 1000)).passes("refused")
}

fn remembered() -> Told {
    rooms().spoken(|chat| chat.message.arguments = vec![Value::from("$text")]).passes("remembered")
}

fn without_a_canary() -> Told {
    rooms().forges("member 1", "zoe-zz", "mot-000077", 1000).waits_for("message-not-delivered")
}

/// The second member goes on to the second room; then something is said in the first.
fn gone_on() -> Cast {
    rooms().joins("member 2", "second", 900).says("member 1", &text(1), 1000)
}

fn canary_in_second(cast: Cast) -> Cast {
    cast.talk("neighbour 2", "canary-77-q", 1200, &["neighbour 1", "neighbour 2", "member 2"])
}

fn the_old_room_is_quiet() -> Told {
    canary_in_second(gone_on()).passes("pass")
}

fn the_old_room_is_heard() -> Told {
    canary_in_second(gone_on().hear(&["member 2"], 1010, "chat message", text(1)))
        .fails("fail")
        .text("user", "member-2-x")
}

fn one_room_only() -> Told {
    rooms().talk("member 1", &text(1), 1000, &["member 2"]).unknown("nothing")
}

fn the_new_room_is_quiet_too() -> Told {
    gone_on().waits_for("message-not-delivered")
}

fn heard_much_later() -> Told {
    canary_in_second(gone_on().hear(&["member 2"], 8010, "chat message", text(1))).fails("fail").time("took", 7010)
}

fn left_the_old_room() -> Told {
    canary_in_second(gone_on()).passes("pass")
}

fn still_in_the_old_room() -> Told {
    canary_in_second(gone_on().hear(&["member 2"], 1010, "chat message", text(1))).fails("fail")
}

fn never_went_on() -> Told {
    rooms().talk("member 1", &text(1), 1000, &["member 2"]).unknown("nothing")
}

fn nothing_in_the_new_room() -> Told {
    gone_on().waits_for("message-not-delivered")
}

fn went_back() -> Told {
    rooms()
        .joins("member 2", "second", 800)
        .joins("member 2", "first", 900)
        .talk("member 1", &text(1), 1000, &["member 2"])
        .unknown("nothing")
}

/// Something was said and heard before somebody came.
fn late() -> Cast {
    rooms().talk("member 1", &text(1), 1000, &["member 1", "member 2"]).joins("outsider 1", "first", 1100)
}

fn told_in_a_list() -> Told {
    late()
        .hear(&["outsider 1"], 1110, "history", json!([message("member 1", &text(1))]))
        .passes("pass")
        .count("messages", 1)
}

fn told_one_by_one() -> Told {
    late().hear(&["outsider 1"], 1110, "chat message", message("member 1", &text(1))).passes("pass")
}

fn told_nothing() -> Told {
    late().fails("fail")
}

fn told_by_an_acknowledgement() -> Told {
    let ack = format!("431[{}]", json!({"history": [text(1)]}));
    late().packet("outsider 1", 1110, &ack, &[]).passes("pass")
}

fn nobody_came_late() -> Told {
    rooms().unknown("nothing")
}

fn nothing_was_heard() -> Told {
    rooms().says("member 1", &text(1), 1000).joins("outsider 1", "first", 1100).waits_for("message-not-delivered")
}

fn a_history_of_another_room() -> Told {
    late()
        .talk("neighbour 1", &text(2), 1050, &["neighbour 2"])
        .hear(&["outsider 1"], 1110, "history", json!([text(2)]))
        .fails("fail")
}

fn a_history_for_a_late_pong() -> Told {
    late().known("outsider 1", |link| link.unanswered_ping = Some(1)).waits_for("message-not-delivered")
}

/// Three of one name, and one of them leaves; another one says something then.
fn namesakes() -> Cast {
    connected(&["member 1", "member 2", "namesake 1", "namesake 2", "namesake 3"])
        .joins("member 1", "first", 100)
        .joins("member 2", "first", 200)
        .talk("member 1", &text(1), 300, &["member 1", "member 2"])
        .joins_as("namesake 1", "namesake 1", "fourth", 400)
        .joins_as("namesake 2", "namesake 1", "fourth", 500)
        .joins_as("namesake 3", "namesake 1", "fourth", 550)
        .leaves("namesake 1", How::Clean, 600)
        .says_as("namesake 2", "namesake 1", &text(2), 700)
}

fn the_other_is_heard() -> Told {
    namesakes().hear(&["namesake 3"], 710, "chat message", text(2)).passes("pass")
}

fn the_other_is_deaf() -> Told {
    namesakes().fails("fail").text("user", "namesake-1-x")
}

fn only_its_echo_is_heard() -> Told {
    namesakes().hear(&["namesake 2"], 710, "chat message", text(2)).fails("fail")
}

fn the_second_is_refused() -> Told {
    namesakes().hear(&["namesake 2"], 510, "error", "Ce pseudo est refusé : il est déjà pris").passes("refused")
}

fn the_second_is_dropped() -> Told {
    namesakes().ended("namesake 3", 720).passes("refused")
}

fn nothing_arrives() -> Told {
    connected(&["member 1", "member 2", "namesake 1", "namesake 2"])
        .joins("member 1", "first", 100)
        .joins("member 2", "first", 200)
        .says("member 1", &text(1), 300)
        .joins("namesake 1", "fourth", 400)
        .joins("namesake 2", "fourth", 500)
        .says("namesake 1", &text(2), 700)
        .waits_for("message-not-delivered")
}

fn no_namesakes() -> Told {
    rooms().unknown("nothing")
}

fn deaf_on_a_busy_machine() -> Told {
    namesakes().noise(3000, 900).unknown("noise")
}

fn echoed() -> Told {
    rooms().talk("member 1", &text(1), 1000, &["member 1", "member 2"]).passes("pass")
}

fn not_echoed() -> Told {
    rooms().talk("member 1", &text(1), 1000, &["member 2"]).fails("fail")
}

fn nothing_delivered() -> Told {
    rooms().says("member 1", &text(1), 1000).waits_for("message-not-delivered")
}

fn echoed_once_of_two() -> Told {
    rooms()
        .talk("member 1", &text(1), 1000, &["member 2"])
        .talk("member 2", &text(2), 1100, &["member 1", "member 2"])
        .passes("pass")
        .count("messages", 1)
}

fn echoed_under_another_name() -> Told {
    rooms().talk("member 1", &text(1), 1000, &["member 2"]).hear(&["member 1"], 1010, "sent", text(1)).passes("pass")
}

fn emptied() -> Cast {
    rooms().empties("member 1", 1000)
}

fn answers(cast: Cast) -> Cast {
    cast.and(page("/").from(1100).said(1101, 200, "<p>"))
}

fn ends(cast: Cast) -> Cast {
    cast.and(page("/").from(1100).refused(1101)).note(1200, Event::Dead)
}

fn anew(cast: Cast) -> Cast {
    answers(cast).note(1050, Event::Restarted { alive: 990_000_000 })
}

fn lives_on() -> Told {
    answers(emptied()).passes("pass")
}

fn dead_then() -> Told {
    ends(emptied()).fails("fail")
}

fn started_anew_then() -> Told {
    anew(emptied()).fails("fail")
}

fn nothing_empty_was_sent() -> Told {
    rooms().unknown("nothing")
}

fn nobody_looked() -> Told {
    emptied().unknown("nothing")
}

fn lives() -> Told {
    answers(emptied()).passes("pass")
}

fn dies() -> Told {
    ends(emptied()).fails("fail").time("took", 100)
}

fn starts_anew() -> Told {
    anew(emptied()).fails("restarted").time("took", 50)
}

fn sends_nothing_empty() -> Told {
    rooms().unknown("nothing")
}

fn was_dead_before() -> Told {
    rooms().and(page("/").from(900).refused(901)).note(950, Event::Dead).unknown("nothing")
}
