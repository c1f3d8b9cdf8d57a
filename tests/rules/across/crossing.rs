//! What goes from one instance to the other.

use super::{Cast, OTHERS_OF_1, Told, all_heard, in_memory, instances, json, message, spoken, text};
use serde_json::Value;

stories! {
    "not-across":
        both_ways, neither_way, one_way_only, some_of_a_burst, some_each_way, a_slow_burst_goes_on, other_rooms_hear_it,
        other_rooms_and_one_way, without_rooms, everybody_hears_everything, the_first_alone_speaks, nothing_said,
        too_late_to_tell, a_late_pong, ended_by_the_server, a_limit_that_is_told, too_few_to_tell;
    "twice-across":
        once_everywhere, twice_at_the_sender, twice_on_its_instance, twice_on_the_other, again_and_again, nothing_crossed,
        in_a_history_too, too_little_heard, doubled_though_nothing_crossed;
    "mangled-across":
        as_on_the_same_one, with_another_field, as_text, at_another_key, in_latin_1, in_latin_1_on_both, cut_short,
        by_another_event, escaped_on_one, with_nobody_beside, nothing_came_across, not_yet_come;
    "late-across":
        at_once, rather_late, far_too_late, usually_at_once, nothing_came, two_are_too_few, late_with_the_machine,
        those_on_the_same_one_do_not_count;
}

fn both_ways() -> Told {
    all_heard().passes("pass").count("heard", 4)
}

fn neither_way() -> Told {
    in_memory().fails("fail").count("missed", 4).count("from", 1).count("to", 2).time("waited", 8000)
}

fn one_way_only() -> Told {
    spoken(&OTHERS_OF_1, &["member 2", "member 4"]).earns_half("one-way").count("from", 2).count("to", 1)
}

/// Ten at once, the first of which crosses.
fn thinned_out(client: &str, at: u32) -> Cast {
    let near: &[&str] = if client == "member 1" { &["member 3"] } else { &["member 4"] };
    let far: &[&str] = if client == "member 1" { &["member 2", "member 4"] } else { &["member 1", "member 3"] };
    let burst = all_heard().burst(client, 10, at, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], near);
    burst.hear(far, at + 10, "chat message", message(client, &text(1)))
}

fn some_of_a_burst() -> Told {
    thinned_out("member 1", 2500).earns(0.75, "some").count("missed", 18)
}

fn some_each_way() -> Told {
    let other = thinned_out("member 1", 2500).talk("member 4", "mot-000009", 3000, &["member 2"]);
    other.earns_half("some")
}

/// The last that came shows that more is to come.
fn a_slow_burst_goes_on() -> Told {
    let slow = all_heard().burst("member 1", 10, 2500, &[1, 2, 3], &["member 3"]);
    let slow = slow.hear(&["member 2", "member 4"], 2510, "chat message", message("member 1", &text(1)));
    slow.hear(&["member 2", "member 4"], 8800, "chat message", message("member 1", &text(2))).unknown("early")
}

fn other_rooms_hear_it() -> Told {
    let leaks = all_heard().hear(&["neighbour 2"], 1010, "chat message", message("member 1", &text(1)));
    leaks.earns(0.875, "leak").count("to", 2)
}

fn other_rooms_and_one_way() -> Told {
    let one_way = spoken(&OTHERS_OF_1, &["member 2", "member 4"]);
    one_way.hear(&["neighbour 2"], 1010, "chat message", message("member 1", &text(1))).earns(0.375, "one-way")
}

/// Everybody is in one place, whatever we call the rooms.
fn without_rooms() -> Told {
    let all = [&OTHERS_OF_1[..], &["neighbour 1", "neighbour 2"]].concat();
    spoken(&all, &all).spoken(|chat| chat.join = None).passes("pass")
}

/// Where rooms are not kept on one instance, that is not between two.
fn everybody_hears_everything() -> Told {
    let all = [&OTHERS_OF_1[..], &["neighbour 1", "neighbour 2"]].concat();
    spoken(&all, &all).passes("pass")
}

/// Nothing is known of the other way.
fn the_first_alone_speaks() -> Told {
    instances().talk("member 1", &text(1), 1000, &OTHERS_OF_1).unknown("nothing")
}

fn nothing_said() -> Told {
    instances().unknown("nothing")
}

fn too_late_to_tell() -> Told {
    let late = instances().talk("member 1", &text(1), 6000, &["member 3"]);
    late.talk("member 2", &text(2), 6100, &["member 4"]).unknown("early")
}

fn a_late_pong() -> Told {
    let late = spoken(&["member 1", "member 3"], &OTHERS_OF_1).until("member 4", 900);
    late.known("member 2", |link| link.unanswered_ping = Some(1)).unknown("late-pong")
}

fn ended_by_the_server() -> Told {
    let cut = spoken(&["member 1", "member 3"], &OTHERS_OF_1).ended("member 2", 2500).ended("member 4", 2500);
    cut.earns_half("one-way").count("from", 1)
}

fn a_limit_that_is_told() -> Told {
    let limited = all_heard().talk("member 1", &text(3), 2500, &[]);
    limited.hear(&["member 1"], 2510, "error", "Trop de messages").passes("pass")
}

fn too_few_to_tell() -> Told {
    all_heard().at_least(3).unknown("nothing")
}

fn once_everywhere() -> Told {
    all_heard().passes("pass").count("heard", 8)
}

/// These hear the first message once more.
fn again(cast: Cast, clients: &[&str]) -> Cast {
    cast.hear(clients, 1020, "chat message", message("member 1", &text(1)))
}

fn twice_at_the_sender() -> Told {
    again(all_heard(), &["member 1"]).fails("own").count("copies", 2).count("doubled", 1)
}

fn twice_on_its_instance() -> Told {
    again(all_heard(), &["member 1", "member 3"]).fails("own").count("doubled", 2).count("heard", 8)
}

fn twice_on_the_other() -> Told {
    again(all_heard(), &["member 2", "member 4"]).fails("other").count("doubled", 2)
}

fn again_and_again() -> Told {
    again(again(all_heard(), &OTHERS_OF_1), &["member 2"]).fails("both").count("copies", 3)
}

fn nothing_crossed() -> Told {
    in_memory().waits_for("not-across")
}

fn in_a_history_too() -> Told {
    all_heard().hear(&["member 2"], 1020, "chat message", json!([text(1), text(2)])).passes("pass")
}

fn too_little_heard() -> Told {
    all_heard().at_least(20).unknown("nothing")
}

fn doubled_though_nothing_crossed() -> Told {
    again(in_memory(), &["member 3"]).fails("own")
}

/// What the first member says comes as the lab text has it on its instance, and as this on the other.
fn heard_there_as(event: &str, argument: impl Into<Value>) -> Cast {
    let here = instances().accents("member 1", WHOLE, 1000).hear(&["member 3"], 1010, "chat message", said(WHOLE));
    here.hear(&["member 2"], 1012, event, argument)
}

const WHOLE: &str = "mot-000001 déjà « l'été » 1 < 2";

fn said(text: &str) -> Value {
    message("member 1", text)
}

fn as_on_the_same_one() -> Told {
    heard_there_as("chat message", said(WHOLE)).passes("pass").count("messages", 1)
}

fn with_another_field() -> Told {
    let more = json!({ "message": WHOLE, "username": "member-1-x", "from": "b7", "at": 1 });
    heard_there_as("chat message", more).passes("pass")
}

fn as_text() -> Told {
    heard_there_as("chat message", said(WHOLE).to_string()).fails("place").count("to", 2)
}

fn at_another_key() -> Told {
    heard_there_as("chat message", json!({ "data": { "message": WHOLE } })).fails("place")
}

fn in_latin_1() -> Told {
    let twice: String = WHOLE.bytes().map(char::from).collect();
    heard_there_as("chat message", said(&twice)).fails("text").text("sent", WHOLE)
}

fn in_latin_1_on_both() -> Told {
    let twice: String = WHOLE.bytes().map(char::from).collect();
    let here = instances().accents("member 1", WHOLE, 1000).hear(&["member 3"], 1010, "chat message", said(&twice));
    here.hear(&["member 2"], 1012, "chat message", said(&twice)).passes("pass")
}

fn cut_short() -> Told {
    heard_there_as("chat message", said("mot-000001 déjà")).fails("text")
}

/// The page may have a handler for it.
fn by_another_event() -> Told {
    heard_there_as("remote message", WHOLE).passes("pass")
}

fn escaped_on_one() -> Told {
    heard_there_as("chat message", said("mot-000001 déjà « l'été » 1 &lt; 2")).passes("pass")
}

fn with_nobody_beside() -> Told {
    let there = instances().accents("member 1", WHOLE, 1000).hear(&["member 2"], 1012, "chat message", said(WHOLE));
    there.passes("pass")
}

fn nothing_came_across() -> Told {
    in_memory().waits_for("not-across")
}

fn not_yet_come() -> Told {
    instances().talk("member 1", &text(1), 6000, &["member 3"]).unknown("early")
}

/// Three messages, each of which comes so late on the other instance, and at once on the same one.
fn after(times: [u32; 3]) -> Cast {
    (1..).zip(times).fold(instances(), |cast, (number, time)| {
        let said = cast.talk("member 1", &text(number), 1000 * number, &["member 3"]);
        let said_at = 1000 * number + time;
        said.hear(&["member 2"], said_at, "chat message", message("member 1", &text(number))).until("member 4", 900)
    })
}

fn at_once() -> Told {
    after([20, 30, 40]).at_least(3).passes("pass").time("took", 30).count("messages", 3)
}

fn rather_late() -> Told {
    after([600, 700, 800]).earns_half("late").time("took", 700)
}

fn far_too_late() -> Told {
    after([2000, 2100, 2200]).fails("fail").time("took", 2100)
}

fn usually_at_once() -> Told {
    after([20, 30, 900]).passes("pass")
}

fn nothing_came() -> Told {
    in_memory().waits_for("not-across")
}

fn two_are_too_few() -> Told {
    instances().talk("member 1", &text(1), 1000, &["member 2"]).until("member 4", 900).at_least(2).unknown("nothing")
}

fn late_with_the_machine() -> Told {
    after([600, 700, 800]).noise(1100, 3000).noise(2100, 3000).noise(3100, 3000).unknown("noise")
}

fn those_on_the_same_one_do_not_count() -> Told {
    let slow_here = instances().says("member 1", &text(1), 1000).until("member 4", 900);
    let heard = |cast: Cast, who, at| cast.hear(&[who], at, "chat message", message("member 1", &text(1)));
    heard(heard(slow_here, "member 2", 1020), "member 3", 4000).passes("pass").time("took", 20)
}
