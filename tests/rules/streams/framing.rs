//! What the bytes of the stream make.

use super::{Deed, Told, event, opened, pieces, quote, steady, story, subscriber};

stories! {
    "nothing-dispatched":
        each_is_an_event, one_event_is_enough, one_newline_only, a_newline_in_letters, no_field_name, an_html_page,
        nothing_came, comments_alone, a_reconnection_time_alone, no_head_no_events;
    "lines-ignored":
        every_line_is_read, lines_of_our_own_beside_the_data, left_within_an_event, json_over_several_data_lines,
        json_over_lines_of_its_own, a_name_with_a_slip, a_retry_with_a_unit, not_one_event,
        bytes_have_a_rule_of_their_own, no_head_no_lines, one_event_is_read;
    "not-utf8":
        accents, a_mark_at_the_start, half_a_character_when_we_left, latin_1, nothing_came_to_decode, no_head_no_bytes;
}

fn no_head() -> Told {
    story([subscriber(1).from(0).left(11_500)]).waits_for("stream-unreachable")
}

fn lines(end: &'static str) -> Deed {
    pieces((0..5).map(|number| format!("data: {}{end}", quote(number))))
}

fn each_is_an_event() -> Told {
    story([steady()]).passes("pass")
}

/// What becomes of it then is another rule's matter.
fn one_event_is_enough() -> Told {
    story([opened().piece(10, event(&quote(1))).ends(20)]).passes("pass")
}

fn one_newline_only() -> Told {
    story([lines("\n")]).fails("fail")
}

fn a_newline_in_letters() -> Told {
    story([lines("\\n\\n")]).fails("fail")
}

fn no_field_name() -> Told {
    story([pieces((0..5).map(|number| quote(number) + "\n"))]).fails("fail")
}

fn an_html_page() -> Told {
    story([opened().header("content-type", "text/html").piece(6, "<!doctype html>\n<p>Bourse</p>\n").ends(7)])
        .fails("fail")
}

fn nothing_came() -> Told {
    story([opened().leaves(11_500)]).waits_for("first-event-late")
}

fn comments_alone() -> Told {
    story([pieces([":\n\n"; 6])]).waits_for("first-event-late")
}

fn a_reconnection_time_alone() -> Told {
    story([opened().piece(6, "retry: 3000\n\n").leaves(11_500)]).waits_for("first-event-late")
}

fn no_head_no_events() -> Told {
    no_head()
}

fn every_line_is_read() -> Told {
    story([steady()]).passes("pass")
}

fn lines_of_our_own_beside_the_data() -> Told {
    let beside = |number| format!(": tick\nx-trace: 7\nid: {number}\ndata: {}\n\n", quote(number));
    story([pieces((0..5).map(beside))]).passes("pass")
}

fn left_within_an_event() -> Told {
    story([steady().piece(8015, "data: {\"symbol\":\"AA").leaves(8020)]).passes("pass")
}

fn json_over_several_data_lines() -> Told {
    story([pieces(["data: {\"symbol\": \"A\",\ndata:  \"price\": 1,\ndata:  \"change\": 2}\n\n"; 5])]).passes("pass")
}

fn json_over_lines_of_its_own() -> Told {
    story([pieces(["data: {\n  \"symbol\": \"A\"\n}\n\n"; 5])]).fails("fail")
}

fn a_name_with_a_slip() -> Told {
    story([steady().piece(8015, format!("Data: {}\n\n", quote(1))).leaves(8020)]).fails("fail")
}

fn a_retry_with_a_unit() -> Told {
    story([opened().piece(6, "retry: 3s\n\n").quotes(10, 2000, 5).leaves(8020)]).fails("fail")
}

fn not_one_event() -> Told {
    story([lines("\n")]).waits_for("nothing-dispatched")
}

fn bytes_have_a_rule_of_their_own() -> Told {
    story([pieces([b"data: {\"nom\":\"Soci\xe9t\xe9\",\"prix\":1,\"variation\":2}\n\n"; 5])]).passes("pass")
}

fn no_head_no_lines() -> Told {
    no_head()
}

fn accents() -> Told {
    story([pieces(["data: {\"société\":\"L’Oréal €\",\"prix\":1,\"variation\":2}\n\n"; 5])]).passes("pass")
}

fn a_mark_at_the_start() -> Told {
    story([opened().piece(6, b"\xef\xbb\xbf").quotes(10, 2000, 5).leaves(8020)]).passes("pass")
}

fn half_a_character_when_we_left() -> Told {
    story([steady().piece(8015, b"data: {\"nom\":\"Soci\xc3").leaves(8020)]).passes("pass")
}

fn latin_1() -> Told {
    story([pieces([b"data: {\"nom\":\"Soci\xe9t\xe9\",\"prix\":1,\"variation\":2}\n\n"; 5])]).fails("fail")
}

fn nothing_came_to_decode() -> Told {
    story([opened().leaves(11_500)]).waits_for("first-event-late")
}

fn no_head_no_bytes() -> Told {
    no_head()
}

fn one_event_is_read() -> Told {
    story([opened().piece(10, event(&quote(1))).ends(20)]).passes("pass").count("events", 1)
}
