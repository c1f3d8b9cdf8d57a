//! Once, and all of it.

use super::{Cast, Told, connected, json, message, rooms, text, user};

stories! {
    "message-twice":
        once_each, twice_by_one_name, twice_at_the_sender, under_two_names, in_a_history_too, sent_again_to_who_comes_back,
        sent_again_to_all_when_one_comes_back, twice_after_a_second_join, three_times_each, a_growing_list,
        a_list_again_for_a_newcomer, a_list_twice, a_late_second_copy, nothing_heard, nothing_said,
        twice_by_mistake_of_nobody, on_a_busy_machine_twice_is_twice;
    "messages-lost":
        all_of_a_burst, the_last_alone, one_is_missing, a_limit_that_is_told, a_limit_by_acknowledgement,
        slow_but_whole, slow_and_we_left, none_at_all, lost_on_a_busy_machine, lost_with_a_late_pong, too_few_sent,
        cut_in_the_middle, nobody_listens, in_a_list_of_all, not_told_of_all;
    "out-of-order":
        in_order, turned_around, one_late, one_lost_is_in_order, together_in_order, nothing_at_all, too_few;
    "acks":
        acknowledged, acknowledged_with_nothing, not_acknowledged, acknowledged_with_a_word, nothing_to_acknowledge;
}

fn once_each() -> Told {
    rooms().talk("member 1", &text(1), 1000, &["member 1", "member 2"]).passes("pass").count("heard", 2)
}

fn twice_by_one_name() -> Told {
    rooms()
        .talk("member 1", &text(1), 1000, &["member 2"])
        .hear(&["member 2"], 1011, "chat message", message("member 1", &text(1)))
        .fails("fail")
        .count("copies", 2)
}

fn twice_at_the_sender() -> Told {
    rooms()
        .talk("member 1", &text(1), 1000, &["member 1", "member 2"])
        .hear(&["member 1"], 1010, "chat message", message("member 1", &text(1)))
        .fails("fail")
        .count("doubled", 1)
        .count("heard", 2)
}

fn under_two_names() -> Told {
    rooms()
        .talk("member 1", &text(1), 1000, &["member 1", "member 2"])
        .hear(&["member 1"], 1010, "sent", text(1))
        .hear(&["member 2"], 1010, "notification", json!({"preview": text(1)}))
        .passes("pass")
}

fn in_a_history_too() -> Told {
    rooms()
        .talk("member 1", &text(1), 1000, &["member 1", "member 2"])
        .hear(&["member 2"], 1011, "chat message", json!([text(1)]))
        .passes("pass")
}

fn sent_again_to_who_comes_back() -> Told {
    rooms()
        .talk("member 1", &text(1), 1000, &["member 1", "member 2"])
        .joins("member 2", "first", 1100)
        .hear(&["member 2"], 1110, "chat message", message("member 1", &text(1)))
        .passes("pass")
}

/// Those who stayed have it twice then.
fn sent_again_to_all_when_one_comes_back() -> Told {
    rooms()
        .talk("member 1", &text(1), 1000, &["member 1", "member 2"])
        .joins("member 2", "first", 1100)
        .hear(&["member 1", "member 2"], 1110, "chat message", message("member 1", &text(1)))
        .fails("fail")
        .count("doubled", 1)
}

fn rejoined() -> Cast {
    rooms().talk("member 2", &text(1), 1000, &["member 1", "member 2"]).joins("member 2", "first", 1100).talk(
        "member 2",
        &text(2),
        1200,
        &["member 1", "member 2"],
    )
}

fn twice_after_a_second_join() -> Told {
    rejoined()
        .hear(&["member 1", "member 2"], 1210, "chat message", message("member 2", &text(2)))
        .fails("rejoined")
        .count("copies", 2)
        .count("doubled", 2)
}

fn three_times_each() -> Told {
    let again = |cast: Cast| cast.hear(&["member 2"], 1010, "chat message", text(1));
    again(again(again(rooms().says("member 1", &text(1), 1000)))).fails("fail").count("copies", 3)
}

fn a_growing_list() -> Told {
    let list = |numbers: &[u32]| json!(numbers.iter().map(|number| text(*number)).collect::<Vec<_>>());
    rooms()
        .says("member 1", &text(1), 1000)
        .hear(&["member 2"], 1010, "messages", list(&[1]))
        .says("member 1", &text(2), 1100)
        .hear(&["member 2"], 1110, "messages", list(&[1, 2]))
        .passes("pass")
}

fn a_list_again_for_a_newcomer() -> Told {
    rooms()
        .says("member 1", &text(1), 1000)
        .hear(&["member 2"], 1010, "messages", json!([text(1)]))
        .joins("outsider 1", "first", 1100)
        .hear(&["member 2", "outsider 1"], 1110, "messages", json!([text(1)]))
        .passes("pass")
}

fn a_list_twice() -> Told {
    rooms()
        .says("member 1", &text(1), 1000)
        .hear(&["member 2"], 1010, "chat message", json!([user("member 1"), text(1)]))
        .hear(&["member 2"], 1011, "chat message", json!([user("member 1"), text(1)]))
        .fails("fail")
}

fn a_late_second_copy() -> Told {
    rooms()
        .talk("member 1", &text(1), 1000, &["member 2"])
        .hear(&["member 2"], 8000, "chat message", message("member 1", &text(1)))
        .fails("fail")
}

fn nothing_heard() -> Told {
    rooms().says("member 1", &text(1), 1000).waits_for("message-not-delivered")
}

fn nothing_said() -> Told {
    rooms().unknown("nothing")
}

/// Two clients may say two things that are alike.
fn twice_by_mistake_of_nobody() -> Told {
    rooms()
        .talk("member 1", &text(1), 1000, &["member 1", "member 2"])
        .talk("member 2", &text(2), 1005, &["member 1", "member 2"])
        .passes("pass")
        .count("heard", 4)
}

fn on_a_busy_machine_twice_is_twice() -> Told {
    rooms()
        .talk("member 1", &text(1), 1000, &["member 2"])
        .hear(&["member 2"], 1011, "chat message", text(1))
        .noise(1000, 3000)
        .fails("fail")
}

/// Ten at once, of which the other member hears these.
fn burst(heard: &[u32]) -> Cast {
    rooms().burst("member 1", 10, 1000, heard, &["member 1", "member 2"]).at_least(10)
}

const ALL: [u32; 10] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

fn all_of_a_burst() -> Told {
    burst(&ALL).passes("pass").count("sent", 10).count("listeners", 1)
}

fn the_last_alone() -> Told {
    burst(&[10]).fails("fail").count("lost", 9).text("text", &text(1))
}

fn one_is_missing() -> Told {
    burst(&[1, 2, 3, 4, 6, 7, 8, 9, 10]).fails("fail").count("lost", 1).text("text", &text(5))
}

fn a_limit_that_is_told() -> Told {
    burst(&[1, 2, 3]).hear(&["member 1"], 1100, "error", json!({"message": "Trop de messages"})).passes("limited")
}

fn a_limit_by_acknowledgement() -> Told {
    burst(&[1, 2, 3]).packet("member 1", 1100, r#"439[{"error":"slow down"}]"#, &[]).passes("limited")
}

fn slow_but_whole() -> Told {
    let said = rooms().burst("member 1", 10, 1000, &[], &[]).at_least(10);
    ALL.into_iter()
        .fold(said, |cast, number| cast.hear(&["member 2"], 1000 + 400 * number, "chat message", text(number)))
        .passes("pass")
}

/// It took 4 s for half of them: more of it might have come.
fn slow_and_we_left() -> Told {
    let said = rooms().burst("member 1", 10, 1000, &[], &[]).at_least(10);
    (1..6)
        .fold(said, |cast, number| cast.hear(&["member 2"], 1000 + 800 * number, "chat message", text(number)))
        .unknown("early")
}

fn none_at_all() -> Told {
    burst(&[]).waits_for("message-not-delivered")
}

fn lost_on_a_busy_machine() -> Told {
    burst(&[1, 2]).noise(3000, 900).unknown("noise")
}

fn lost_with_a_late_pong() -> Told {
    burst(&[1, 2]).known("member 2", |link| link.unanswered_ping = Some(1)).unknown("late-pong")
}

fn too_few_sent() -> Told {
    burst(&ALL).at_least(20).unknown("nothing")
}

fn cut_in_the_middle() -> Told {
    burst(&[1, 2, 3]).ended("member 2", 1100).fails("fail").count("lost", 7)
}

fn nobody_listens() -> Told {
    connected(&["member 1"])
        .joins("member 1", "first", 100)
        .burst("member 1", 10, 1000, &[], &[])
        .at_least(10)
        .unknown("nothing")
}

fn in_a_list_of_all() -> Told {
    let all: Vec<String> = ALL.into_iter().map(text).collect();
    rooms()
        .burst("member 1", 10, 1000, &[], &[])
        .hear(&["member 2"], 1200, "messages", json!(all))
        .at_least(10)
        .passes("pass")
}

/// An error of before is no answer.
fn not_told_of_all() -> Told {
    burst(&[1, 2, 3]).hear(&["member 1"], 900, "error", "Trop de messages").fails("fail")
}

fn in_order() -> Told {
    burst(&ALL).passes("pass")
}

fn turned_around() -> Told {
    burst(&[1, 3, 2, 4, 5, 6, 7, 8, 10, 9]).fails("fail").count("turned", 2)
}

fn one_late() -> Told {
    burst(&[2, 3, 4, 5, 6, 7, 8, 9, 10, 1]).fails("fail").count("turned", 1)
}

fn one_lost_is_in_order() -> Told {
    burst(&[1, 2, 4, 5]).passes("pass")
}

/// Several came in one answer of polling, at one moment.
fn together_in_order() -> Told {
    let said = rooms().burst("member 1", 10, 1000, &[], &[]).at_least(10);
    ALL.into_iter()
        .fold(said, |cast, number| cast.hear(&["member 2"], 1200, "chat message", text(number)))
        .passes("pass")
}

fn nothing_at_all() -> Told {
    burst(&[]).unknown("nothing")
}

fn too_few() -> Told {
    burst(&ALL).at_least(20).unknown("nothing")
}

fn acknowledged() -> Told {
    rooms()
        .says("member 1", &text(1), 1000)
        .acked(1010, r#"[{"ok":true}]"#)
        .passes("pass")
        .text("ack", r#"[{"ok":true}]"#)
}

fn acknowledged_with_nothing() -> Told {
    rooms().says("member 1", &text(1), 1000).acked(1010, "[]").fails("fail")
}

fn not_acknowledged() -> Told {
    rooms().says("member 1", &text(1), 1000).fails("fail")
}

fn acknowledged_with_a_word() -> Told {
    rooms().says("member 1", &text(1), 1000).says("member 1", &text(2), 1100).acked(1110, r#"["ok"]"#).passes("pass")
}

fn nothing_to_acknowledge() -> Told {
    rooms().unknown("nothing")
}
