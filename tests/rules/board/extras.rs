//! Beside the mark.

use super::super::build::page;
use super::{Cast, How, Told, connected, rooms, user};
use lab::history::Event;

stories! {
    "status-follows": a_number_follows, a_list_follows, a_number_all_alone, counted_a_moment_later, a_number_that_stays,
        it_only_goes_up, no_page_for_it, it_is_no_json, asked_only_once, never_asked;
    "board-duplicate-pseudo-harms": they_still_see_each_other, the_room_is_gone, the_second_is_refused,
        nobody_is_heard_at_all;
    "board-dies-on-empty-event": it_lives_on, it_is_gone, it_was_started_anew, never_tried;
}

/// One is there from the start, two more from 1000 on; one of them leaves at 3000. Asked at 500, 2000 and 4000.
fn asked(answers: [&str; 3]) -> Cast {
    let cast = connected(&["member 1", "leaver 1", "leaver 2"]).opened("leaver 1", 1000).opened("leaver 2", 1000);
    let cast = cast.joins("leaver 1", "first", 1100).leaves("leaver 1", How::Clean, 3000);
    (0..).zip(answers).fold(cast, |cast, (place, body)| cast.status([500, 2000, 4000][place], 200, body))
}

fn a_number_follows() -> Told {
    asked([r#"{"up":5,"connections":7}"#, r#"{"up":6,"connections":9}"#, r#"{"up":9,"connections":8}"#])
        .passes("pass")
        .text("key", "connections")
        .count("answers", 3)
}

fn a_list_follows() -> Told {
    asked([r#"{"users":["a"]}"#, r#"{"users":["a","b","c"]}"#, r#"{"users":["a","c"]}"#])
        .passes("pass")
        .text("key", "users.length")
}

fn a_number_all_alone() -> Told {
    asked(["1", "3", "2"]).passes("pass")
}

/// What was answered before is of no matter.
fn counted_a_moment_later() -> Told {
    asked([r#"{"n":1}"#, r#"{"n":3}"#, r#"{"n":3}"#]).status(4100, 200, r#"{"n":2}"#).passes("pass")
}

fn a_number_that_stays() -> Told {
    asked([r#"{"n":1}"#, r#"{"n":1}"#, r#"{"n":1}"#]).fails("fail")
}

fn it_only_goes_up() -> Told {
    asked([r#"{"n":1}"#, r#"{"n":3}"#, r#"{"n":3}"#]).fails("fail")
}

fn no_page_for_it() -> Told {
    connected(&["member 1"]).status(500, 404, "Cannot GET /status").fails("none").count("code", 404)
}

fn it_is_no_json() -> Told {
    connected(&["member 1"]).status(500, 200, "<h1>3 connectés</h1>").fails("none")
}

fn asked_only_once() -> Told {
    connected(&["member 1"]).status(500, 200, r#"{"n":1}"#).unknown("nothing")
}

fn never_asked() -> Told {
    connected(&["member 1"]).unknown("nothing")
}

/// Three of one pseudo, one of which leaves, in a room; two members in another.
fn namesakes() -> Cast {
    connected(&["member 1", "member 2", "namesake 1", "namesake 2", "namesake 3"])
        .joins("member 1", "first", 100)
        .joins("member 2", "first", 150)
        .joins("namesake 1", "second", 200)
        .joins_as("namesake 2", "namesake 1", "second", 300)
        .joins_as("namesake 3", "namesake 1", "second", 400)
        .leaves("namesake 1", How::Clean, 1000)
        .writes("member 1", "mot-1-q", 2000, &["member 2"])
        .says_as("namesake 2", "namesake 1", "mot-2-q", 2500)
}

fn they_still_see_each_other() -> Told {
    namesakes().hear(&["namesake 3"], 2510, "update", "mot-2-q").passes("pass")
}

fn the_room_is_gone() -> Told {
    namesakes().fails("fail").text("user", &user("namesake 1"))
}

fn the_second_is_refused() -> Told {
    namesakes().hear(&["namesake 2"], 310, "erreur", "pseudo refusé").passes("refused")
}

fn nobody_is_heard_at_all() -> Told {
    connected(&["namesake 2", "namesake 3"])
        .joins_as("namesake 2", "namesake 1", "second", 300)
        .joins_as("namesake 3", "namesake 1", "second", 400)
        .says_as("namesake 2", "namesake 1", "mot-2-q", 2500)
        .waits_for("update-not-delivered")
}

fn it_lives_on() -> Told {
    rooms().empties("member 1", 1000).and(page("/").at(1500, 1510)).passes("pass")
}

fn it_is_gone() -> Told {
    rooms().empties("member 1", 1000).and(page("/").from(1300).refused(1301)).note(1400, Event::Dead).fails("fail")
}

fn it_was_started_anew() -> Told {
    let story = rooms().empties("member 1", 1000).and(page("/").at(1500, 1510));
    story.note(1050, Event::Restarted { alive: 990_000_000 }).fails("restarted")
}

fn never_tried() -> Told {
    rooms().unknown("nothing")
}
