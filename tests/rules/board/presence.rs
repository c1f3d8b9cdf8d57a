//! Arrivals and departures.

use super::{Cast, How, Told, came, connected, gone, json, rooms, user};

stories! {
    "arrival-not-announced": the_others_are_told, told_by_a_string, told_by_a_list, nobody_is_told_who_came,
        told_without_a_name, the_newcomer_alone_is_told, an_empty_room, on_a_busy_machine;
    "departure-not-announced": those_who_stay_are_told, the_list_is_shorter, nobody_is_told_who_left,
        another_one_is_named, only_strangers_are_told, nobody_left, a_late_pong;
}

fn told(event: &str, argument: impl Into<serde_json::Value>) -> Cast {
    rooms().hear(&["member 1"], 410, event, argument)
}

fn the_others_are_told() -> Told {
    told("notification", came("member 2"))
        .hear(&["neighbour 1"], 310, "notification", came("neighbour 2"))
        .passes("pass")
}

fn both(cast: Cast) -> Cast {
    cast.hear(&["neighbour 1"], 310, "notification", came("neighbour 2"))
}

fn told_by_a_string() -> Told {
    both(told("info", format!("Bienvenue {}", user("member 2")))).passes("pass")
}

fn told_by_a_list() -> Told {
    let list = |names: &[&str]| json!(names.iter().map(|name| user(name)).collect::<Vec<_>>());
    let lists = told("users", list(&["member 1", "member 2"]));
    lists.hear(&["neighbour 1"], 310, "users", list(&["neighbour 1", "neighbour 2"])).passes("list")
}

fn nobody_is_told_who_came() -> Told {
    rooms().fails_unless("fail", "update-not-delivered")
}

fn told_without_a_name() -> Told {
    both(told("notification", "Quelqu’un est arrivé")).fails_unless("some", "update-not-delivered")
}

fn the_newcomer_alone_is_told() -> Told {
    both(rooms().hear(&["member 2"], 410, "notification", came("member 2")))
        .fails_unless("some", "update-not-delivered")
}

fn an_empty_room() -> Told {
    connected(&["member 1"]).joins("member 1", "first", 100).unknown("nothing")
}

fn on_a_busy_machine() -> Told {
    rooms().noise(3000, 900).unknown("noise")
}

fn left() -> Cast {
    rooms().leaves("member 2", How::Clean, 1000)
}

fn those_who_stay_are_told() -> Told {
    left().hear(&["member 1"], 1010, "notification", gone("member 2")).passes("pass").time("took", 10)
}

fn the_list_is_shorter() -> Told {
    let before = json!([user("member 1"), user("member 2")]);
    let cast = rooms().hear(&["member 1"], 410, "users", before).leaves("member 2", How::Clean, 1000);
    cast.hear(&["member 1"], 1010, "users", json!([user("member 1")])).passes("list")
}

fn nobody_is_told_who_left() -> Told {
    left().fails_unless("fail", "update-not-delivered")
}

/// No other rule of this lab says it.
fn another_one_is_named() -> Told {
    left().hear(&["member 1"], 1010, "notification", gone("neighbour 2")).fails("misnamed")
}

fn only_strangers_are_told() -> Told {
    left().hear(&["neighbour 1"], 1010, "notification", gone("member 2")).fails_unless("fail", "update-not-delivered")
}

fn nobody_left() -> Told {
    rooms().unknown("nothing")
}

fn a_late_pong() -> Told {
    left().known("member 1", |link| link.unanswered_ping = Some(1)).unknown("late-pong")
}
