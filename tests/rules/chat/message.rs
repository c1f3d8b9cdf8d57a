//! Messages.

use super::{Cast, Told, canary, connected, json, message, rooms, text, user};
use serde_json::Value;

stories! {
    "message-not-delivered":
        delivered_as_the_text_has_it, delivered_as_one_string, delivered_nested, delivered_escaped, delivered_as_bytes,
        delivered_under_any_name, delivered_by_a_list_of_all, delivered_late, nobody_hears_it, only_the_sender_hears_it,
        one_of_three_is_lost, without_an_echo, the_room_hears_nothing_and_another_does, refused_with_an_error,
        a_limit_that_is_told, a_limit_that_is_not_told, left_too_early, on_a_busy_machine, the_pong_was_late,
        ended_before_it_came, nobody_is_in_the_room, accents_alone_are_for_another_rule, it_was_never_sent,
        nobody_could_connect, a_second_room_is_not_the_first;
    "message-leaves-room":
        kept_in_both_rooms, to_everybody, to_all_but_the_sender, the_outsider_reads_it, into_the_other_room,
        in_a_history_for_all, nobody_heard_it, without_a_canary, the_canary_came_before_it, the_canary_by_another_name,
        a_later_leak, an_echo_is_a_canary_too, who_joined_later_may_read_it, a_leak_of_a_burst, a_late_pong_and_no_leak,
        a_leak_on_a_busy_machine;
    "message-mangled":
        whole, escaped_once, escaped_twice, as_latin_1, composed_otherwise, blanks_cut, in_capitals, tags_removed,
        with_its_sender_in_front, not_utf8, as_bytes, never_came, refused, exactly_in_one_event_of_two,
        json_in_a_string, accents_not_sent, accents_on_a_busy_machine, cut_by_the_target;
    "sender-unnamed":
        named, named_in_the_text, named_in_capitals, named_beside_in_a_list, nameless, the_last_who_came,
        named_at_first_only, nobody_heard, only_the_echo_is_nameless, named_by_one_of_two_events, nothing_said;
    "message-late":
        prompt, usually_prompt, usually_late, always_too_late, two_are_too_few, late_with_the_machine,
        nothing_was_heard, nothing_was_said, as_slow_as_the_page, echoes_do_not_count;
}

/// Two who are there, in one room, and two in another; this is said at 1000 by the first member.
fn said() -> Cast {
    rooms().says("member 1", "mot-000001", 1000)
}

/// And this is heard of it by the other member.
fn heard(event: &str, argument: impl Into<Value>) -> Cast {
    said().hear(&["member 1", "member 2"], 1010, event, argument)
}

fn delivered_as_the_text_has_it() -> Told {
    heard("chat message", message("member 1", "mot-000001")).passes("pass").count("messages", 1).time("took", 10)
}

fn delivered_as_one_string() -> Told {
    heard("message", format!("{} : mot-000001", user("member 1"))).passes("pass")
}

fn delivered_nested() -> Told {
    heard("x", json!({"payload": {"content": {"body": "mot-000001"}}})).passes("pass")
}

fn delivered_escaped() -> Told {
    heard("chat message", "mot&#45;000001").passes("pass")
}

fn delivered_as_bytes() -> Told {
    let packet = r#"451-["chat message",{"_placeholder":true,"num":0}]"#;
    said().packet("member 2", 1010, packet, &[b"mot-000001"]).passes("pass")
}

fn delivered_under_any_name() -> Told {
    heard("nouveau message du salon", message("member 1", "mot-000001")).passes("pass")
}

fn delivered_by_a_list_of_all() -> Told {
    heard("messages", json!([message("member 1", "mot-000000"), message("member 1", "mot-000001")])).passes("pass")
}

fn delivered_late() -> Told {
    said().hear(&["member 2"], 5900, "chat message", "mot-000001").passes("pass").time("took", 4900)
}

fn nobody_hears_it() -> Told {
    said().fails("fail").time("waited", 8000).text("text", "mot-000001")
}

fn only_the_sender_hears_it() -> Told {
    said().hear(&["member 1"], 1010, "chat message", "mot-000001").fails("sender")
}

fn one_of_three_is_lost() -> Told {
    let cast = heard("chat message", "mot-000001").talk("member 2", "mot-000002", 1100, &["member 1", "member 2"]);
    cast.says("member 1", "mot-000003", 1200).fails("some").count("missed", 1).count("due", 3)
}

fn without_an_echo() -> Told {
    said().hear(&["member 2"], 1010, "chat message", "mot-000001").passes("pass")
}

fn the_room_hears_nothing_and_another_does() -> Told {
    said()
        .hear(&["neighbour 1", "neighbour 2"], 1010, "chat message", "mot-000001")
        .fails_unless("astray", "message-leaves-room")
}

fn refused_with_an_error() -> Told {
    let said = said().hear(&["member 1"], 1010, "error", json!({"message": "Salon inconnu"}));
    said.fails("refused").text("said", "Salon inconnu")
}

fn a_limit_that_is_told() -> Told {
    heard("chat message", "mot-000001")
        .says("member 1", "mot-000002", 1100)
        .hear(&["member 1"], 1110, "rate limit", "Trop de messages")
        .passes("pass")
}

fn a_limit_that_is_not_told() -> Told {
    heard("chat message", "mot-000001").says("member 1", "mot-000002", 1100).fails("some")
}

fn left_too_early() -> Told {
    said().until("member 2", 5900).unknown("early")
}

fn on_a_busy_machine() -> Told {
    said().noise(3000, 900).unknown("noise")
}

fn the_pong_was_late() -> Told {
    said().known("member 2", |link| link.unanswered_ping = Some(1)).unknown("late-pong")
}

fn ended_before_it_came() -> Told {
    said().ended("member 2", 1050).fails("ended").time("waited", 50)
}

fn nobody_is_in_the_room() -> Told {
    connected(&["member 1"]).joins("member 1", "first", 100).says("member 1", "mot-000001", 1000).unknown("nothing")
}

fn accents_alone_are_for_another_rule() -> Told {
    heard("chat message", "mot-000001").accents("member 1", "mot-000002 été", 1100).passes("pass")
}

fn it_was_never_sent() -> Told {
    said().unsent().unknown("nothing")
}

fn nobody_could_connect() -> Told {
    connected(&["member 1"]).known("member 1", |link| link.namespaces.clear()).waits_for("sio-unreachable")
}

/// Who went on to another room need not hear the first one any more.
fn a_second_room_is_not_the_first() -> Told {
    rooms().joins("member 2", "third", 900).says("member 1", "mot-000001", 1000).unknown("nothing")
}

/// Each room hears its own.
fn both() -> Cast {
    canary(heard("chat message", message("member 1", "mot-000001")), 1100)
}

fn kept_in_both_rooms() -> Told {
    both().passes("pass").count("messages", 2)
}

fn to_everybody() -> Told {
    both()
        .hear(&["neighbour 1", "neighbour 2", "outsider 1"], 1011, "chat message", "mot-000001")
        .fails("fail")
        .count("leaked", 1)
        .count("said", 2)
        .text("where", "another")
        .time("took", 11)
}

fn to_all_but_the_sender() -> Told {
    canary(said(), 1100)
        .hear(&["member 2", "neighbour 1", "outsider 1"], 1010, "chat message", "mot-000001")
        .fails("fail")
}

fn the_outsider_reads_it() -> Told {
    both().hear(&["outsider 1"], 1012, "chat message", "mot-000001").fails("fail").text("where", "nowhere")
}

fn into_the_other_room() -> Told {
    canary(said(), 1100).hear(&["neighbour 1"], 1010, "chat message", "mot-000001").fails("instead")
}

fn in_a_history_for_all() -> Told {
    both().hear(&["neighbour 1"], 1020, "history", json!([message("member 1", "mot-000001")])).fails("fail")
}

fn nobody_heard_it() -> Told {
    said().waits_for("message-not-delivered")
}

fn without_a_canary() -> Told {
    heard("chat message", "mot-000001").waits_for("message-not-delivered")
}

fn the_canary_came_before_it() -> Told {
    canary(heard("chat message", "mot-000001"), 900).passes("pass").count("kept", 2)
}

fn the_canary_by_another_name() -> Told {
    let cast = heard("chat message", "mot-000001").says("neighbour 2", "canary-77-q", 1100);
    cast.hear(&["neighbour 1"], 1110, "autre chose", json!({"t": "canary-77-q"})).passes("pass")
}

fn a_later_leak() -> Told {
    both().hear(&["neighbour 1"], 8900, "chat message", "mot-000001").fails("fail").time("took", 7900)
}

/// What comes back to a neighbour itself shows that it listens.
fn an_echo_is_a_canary_too() -> Told {
    let cast = heard("chat message", "mot-000001").says("neighbour 1", "canary-77-q", 1100);
    cast.hear(&["neighbour 1"], 1110, "chat message", "canary-77-q").passes("pass")
}

fn who_joined_later_may_read_it() -> Told {
    both()
        .joins("neighbour 1", "first", 1200)
        .hear(&["neighbour 1"], 1210, "history", json!(["mot-000001"]))
        .passes("pass")
}

fn a_leak_of_a_burst() -> Told {
    both().burst("member 1", 2, 2000, &[1, 2], &["member 2", "outsider 1"]).fails("fail").count("leaked", 2)
}

fn a_late_pong_and_no_leak() -> Told {
    heard("chat message", "mot-000001")
        .known("neighbour 1", |link| link.unanswered_ping = Some(1))
        .known("neighbour 2", |link| link.unanswered_ping = Some(1))
        .unknown("late-pong")
}

/// What was heard was heard.
fn a_leak_on_a_busy_machine() -> Told {
    both().hear(&["neighbour 1"], 1011, "chat message", "mot-000001").noise(1000, 3000).fails("fail")
}

const ACCENTS: &str = "mot-000009 été « 1 < 2 » & \"x\" 🎈";

fn accents(got: impl Into<Value>) -> Cast {
    rooms().accents("member 1", ACCENTS, 1000).hear(&["member 2"], 1010, "chat message", got)
}

fn whole() -> Told {
    accents(message("member 1", ACCENTS)).passes("pass")
}

fn escaped_once() -> Told {
    accents("mot-000009 &eacute;t&#233; « 1 &lt; 2 » &amp; &quot;x&quot; 🎈").passes("pass")
}

fn escaped_twice() -> Told {
    accents("mot-000009 été « 1 &amp;lt; 2 » &amp;amp; &amp;quot;x&amp;quot; 🎈").fails("twice")
}

fn as_latin_1() -> Told {
    let latin: String = ACCENTS.bytes().map(char::from).collect();
    accents(latin).fails("latin-1")
}

fn composed_otherwise() -> Told {
    accents("mot-000009 e\u{301}te\u{301} « 1 < 2 » & \"x\" 🎈").passes("pass")
}

fn blanks_cut() -> Told {
    accents(format!("  {ACCENTS}\n")).passes("pass")
}

fn in_capitals() -> Told {
    accents(ACCENTS.to_uppercase()).fails("fail")
}

fn tags_removed() -> Told {
    accents("mot-000009 été « 1  2 » & \"x\" 🎈").fails("fail")
}

fn with_its_sender_in_front() -> Told {
    accents(format!("{} : {ACCENTS}", user("member 1"))).passes("pass")
}

fn not_utf8() -> Told {
    accents("mot-000009 \u{fffd}t\u{fffd} « 1 < 2 » & \"x\" 🎈").fails("not-utf8")
}

fn as_bytes() -> Told {
    let packet = r#"451-["chat message",{"_placeholder":true,"num":0}]"#;
    rooms().accents("member 1", ACCENTS, 1000).packet("member 2", 1010, packet, &[ACCENTS.as_bytes()]).fails("bytes")
}

fn never_came() -> Told {
    rooms().accents("member 1", ACCENTS, 1000).fails("lost").time("waited", 8000)
}

fn refused() -> Told {
    let cast = rooms().accents("member 1", ACCENTS, 1000);
    cast.hear(&["member 1"], 1010, "error", "caractère interdit").fails("refused").text("said", "caractère interdit")
}

fn exactly_in_one_event_of_two() -> Told {
    accents("mot-000009 ...").hear(&["member 2"], 1011, "chat message", message("member 1", ACCENTS)).passes("pass")
}

fn json_in_a_string() -> Told {
    accents(message("member 1", ACCENTS).to_string()).passes("pass")
}

fn accents_not_sent() -> Told {
    heard("chat message", "mot-000001").unknown("nothing")
}

fn accents_on_a_busy_machine() -> Told {
    rooms().accents("member 1", ACCENTS, 1000).noise(3000, 900).unknown("noise")
}

fn cut_by_the_target() -> Told {
    rooms().accents("member 1", ACCENTS, 1000).ended("member 2", 1100).fails("lost").time("waited", 100)
}

fn named() -> Told {
    heard("chat message", message("member 1", "mot-000001")).passes("pass")
}

fn named_in_the_text() -> Told {
    heard("chat message", format!("<b>{}</b> mot-000001", user("member 1"))).passes("pass")
}

fn named_in_capitals() -> Told {
    heard("chat message", json!({"from": user("member 1").to_uppercase(), "m": "mot-000001"})).passes("pass")
}

fn named_beside_in_a_list() -> Told {
    heard("chat message", json!([user("member 1"), "mot-000001"])).passes("pass")
}

fn nameless() -> Told {
    heard("chat message", json!({"message": "mot-000001"})).fails("fail").text("text", "mot-000001")
}

fn the_last_who_came() -> Told {
    heard("chat message", json!({"username": user("neighbour 2"), "message": "mot-000001"}))
        .fails("other")
        .text("named", "neighbour-2-x")
}

fn named_at_first_only() -> Told {
    heard("chat message", message("member 1", "mot-000001"))
        .says("member 1", "mot-000002", 1100)
        .hear(&["member 2"], 1110, "chat message", json!({"username": user("member 2"), "message": "mot-000002"}))
        .fails("other")
}

fn nobody_heard() -> Told {
    said().waits_for("message-not-delivered")
}

/// A page knows what it sent itself.
fn only_the_echo_is_nameless() -> Told {
    said()
        .hear(&["member 1"], 1010, "sent", "mot-000001")
        .hear(&["member 2"], 1010, "chat message", message("member 1", "mot-000001"))
        .passes("pass")
}

fn named_by_one_of_two_events() -> Told {
    heard("raw", "mot-000001")
        .hear(&["member 2"], 1011, "chat message", message("member 1", "mot-000001"))
        .passes("pass")
}

fn nothing_said() -> Told {
    rooms().unknown("nothing")
}

/// Five messages of one member, each heard so much later by the other.
fn taking(times: [u32; 5]) -> Cast {
    (0..).zip(times).fold(rooms().at_least(3), |cast, (number, took)| {
        let (at, text) = (1000 + 700 * number, text(number));
        cast.says("member 1", &text, at).hear(&["member 2"], at + took, "chat message", text)
    })
}

fn prompt() -> Told {
    taking([2, 10, 30, 40, 249]).passes("pass").time("took", 30).observed(30).limit(250)
}

fn usually_prompt() -> Told {
    taking([900, 3000, 30, 40, 10]).passes("pass").time("took", 40)
}

fn usually_late() -> Told {
    taking([400, 410, 420, 20, 400]).earns_half("late").time("took", 400).limit(250)
}

fn always_too_late() -> Told {
    taking([3000, 3010, 3020, 3030, 3020]).fails("fail").time("took", 3020).limit(1500)
}

fn two_are_too_few() -> Told {
    said().hear(&["member 2"], 4000, "chat message", "mot-000001").at_least(3).unknown("nothing")
}

fn late_with_the_machine() -> Told {
    taking([400, 410, 420, 400, 400]).noise(500, 4000).unknown("noise")
}

fn nothing_was_heard() -> Told {
    said().at_least(3).waits_for("message-not-delivered")
}

fn nothing_was_said() -> Told {
    rooms().at_least(3).unknown("nothing")
}

/// Whoever takes long for a page takes as long here, and no longer.
fn as_slow_as_the_page() -> Told {
    let page = super::super::build::page("/").scenario("discovery").by("discovery").from(0).said(200, 200, "<p>");
    taking([430, 440, 440, 440, 440]).and(page).passes("pass").limit(450)
}

fn echoes_do_not_count() -> Told {
    taking([10, 10, 10, 10, 10]).hear(&["member 1"], 8000, "chat message", text(0)).passes("pass").time("took", 10)
}
