//! Several streams at once, and the rest of the server.

use super::{Deed, Story, Told, event, quote, story, subscriber};
use crate::build::{page, returner};

stories! {
    "subscriber-starved":
        all_are_served, one_is_served_at_a_time, one_has_a_head_and_no_more, one_is_refused,
        one_is_late_with_the_machine, one_was_left_early, one_with_a_head_was_left_early,
        one_refused_beside_one_left_early, one_is_forgotten_after_its_first_event,
        one_has_an_event_and_we_leave_within_ten_seconds, all_have_one_event_and_no_more, nobody_is_served,
        nobody_has_a_head, three_are_too_few, one_has_no_head_for_ten_seconds, one_was_there_before,
        a_flood_was_enough_before_the_others_came,
        one_was_there_before_and_is_not_served_any_more, one_that_had_left_before_is_none_of_them,
        one_comes_back_and_is_served, one_comes_back_and_its_stream_ends, one_comes_back_and_waits_ten_seconds,
        one_comes_back_and_is_refused, one_comes_back_and_is_left_early, one_comes_back_to_a_busy_machine,
        one_comes_back_and_nobody_after_it_is_served, one_comes_back_and_nobody_comes_after_it;
    "stream-blocks-others":
        a_page_beside_streams, a_slow_page, a_page_that_says_no, no_page_while_one_streams, cut_while_one_streams,
        no_page_on_a_busy_machine, only_before_the_streams, nobody_asked, pages_on_both_edges_of_a_stream,
        two_pages_beside_a_stream, a_page_that_always_takes_long, only_the_page_itself_is_known_to_be_slow,
        no_page_beside_a_stream_of_another_scenario, a_flood_was_enough_before_a_page_was_asked_for;
    "page-missing":
        a_page, a_page_with_a_charset, a_page_elsewhere, no_such_page, json_for_a_page, nothing_for_a_page,
        the_page_is_cut, nothing_on_a_busy_machine, nobody_asked_for_it, a_page_without_a_byte, a_page_of_blanks,
        a_page_that_is_no_utf8, a_page_in_another_code_that_says_so;
}

fn served(number: u32) -> Deed {
    subscriber(number).from(number).opened(number + 5).quotes(number + 10, 2000, 2).leaves(4000 + number)
}

/// Five subscribe; this becomes of the last one.
fn five(last: Deed) -> Story {
    story((1..=4).map(served).chain([last])).at_least(5)
}

fn all_are_served() -> Told {
    five(served(5)).passes("pass")
}

fn one_is_served_at_a_time() -> Told {
    let waiting = |number| subscriber(number).from(number).left(11_500 + number);
    story([served(1), waiting(2), waiting(3), waiting(4), waiting(5)]).at_least(5).fails("fail")
}

fn one_has_a_head_and_no_more() -> Told {
    five(subscriber(5).from(5).opened(10).leaves(11_510)).fails("fail")
}

fn one_is_refused() -> Told {
    five(subscriber(5).from(5).answered_with(10, 503).ends(11)).fails("fail")
}

fn one_is_late_with_the_machine() -> Told {
    five(subscriber(5).from(5).opened(10).leaves(11_510)).noise(5000, 1500).unknown("noise")
}

fn one_was_left_early() -> Told {
    five(subscriber(5).from(5).left(4005)).unknown("early")
}

fn one_with_a_head_was_left_early() -> Told {
    five(subscriber(5).from(5).opened(10).leaves(4005)).unknown("early")
}

/// What we could not wait for does not hide what was refused.
fn one_refused_beside_one_left_early() -> Told {
    let refused = subscriber(5).from(5).answered_with(4006, 503).ends(4007);
    story((1..=3).map(served).chain([subscriber(4).from(4).left(4005), refused])).at_least(5).fails("fail")
}

/// Ten seconds are as long as a first event may take.
fn one_is_forgotten_after_its_first_event() -> Told {
    five(subscriber(5).from(5).opened(10).quotes(20, 2000, 1).leaves(10_020)).fails("fail")
}

fn one_has_an_event_and_we_leave_within_ten_seconds() -> Told {
    five(subscriber(5).from(5).opened(10).quotes(20, 2000, 1).leaves(10_019)).passes("pass")
}

/// Nobody is served less than another. That no stream goes on is told by another rule.
fn all_have_one_event_and_no_more() -> Told {
    let one = |number| subscriber(number).from(number).opened(number + 5).quotes(number + 10, 2000, 1).leaves(11_600);
    story((1..=5).map(one)).at_least(5).passes("pass")
}

fn nobody_is_served() -> Told {
    story((1..=5).map(|number| subscriber(number).from(number).opened(10).leaves(11_510)))
        .at_least(5)
        .waits_for("first-event-late")
}

fn nobody_has_a_head() -> Told {
    story((1..=5).map(|number| subscriber(number).from(number).left(11_510)))
        .at_least(5)
        .waits_for("stream-unreachable")
}

fn three_are_too_few() -> Told {
    story((1..=3).map(served)).at_least(5).unknown("nothing")
}

/// A stream from 1 ms on, and this beside it.
fn beside(read: Deed) -> Story {
    story([served(1), read])
}

fn a_page_beside_streams() -> Told {
    beside(page("/").from(200).said(210, 200, "<p>")).passes("pass")
}

/// Blocked is one that waits for the stream.
fn a_slow_page() -> Told {
    beside(page("/").from(200).said(1400, 200, "<p>")).passes("pass")
}

fn a_page_that_says_no() -> Told {
    beside(page("/").from(200).said(210, 404, "<p>")).passes("pass")
}

fn no_page_while_one_streams() -> Told {
    beside(page("/").from(200).no_answer(1950)).fails("fail")
}

fn cut_while_one_streams() -> Told {
    beside(page("/").from(200).cut(210)).fails("fail")
}

fn no_page_on_a_busy_machine() -> Told {
    beside(page("/").from(200).no_answer(1950)).noise(1000, 300).unknown("noise")
}

fn only_before_the_streams() -> Told {
    story([page("/").from(0).said(1, 200, "<p>"), served(5)]).unknown("nothing")
}

fn nobody_asked() -> Told {
    story([served(1)]).unknown("nothing")
}

fn html(kind: &str) -> Deed {
    page("/").from(0).said(3, 200, "<!doctype html>").header("content-type", kind)
}

fn a_page() -> Told {
    story([html("text/html")]).passes("pass")
}

fn a_page_with_a_charset() -> Told {
    story([html("Text/HTML; charset=utf-8")]).passes("pass")
}

fn a_page_elsewhere() -> Told {
    story([page("/").from(0).code(3, 302).header("location", "/index.html")]).passes("moved")
}

fn no_such_page() -> Told {
    story([page("/").from(0).said(3, 404, "<p>")]).fails("code")
}

fn a_page_without_a_byte() -> Told {
    story([page("/").from(0).said(3, 200, "").header("content-type", "text/html")]).fails("empty").count("code", 200)
}

fn a_page_of_blanks() -> Told {
    story([page("/").from(0).said(3, 200, " \n\n").header("content-type", "text/html")]).fails("empty")
}

fn latin_1(declared: &str) -> Story {
    story([page("/").from(0).said_bytes(3, 200, b"<h1>March\xe9</h1>").header("content-type", declared)])
}

fn a_page_that_is_no_utf8() -> Told {
    latin_1("text/html; charset=UTF-8").earns_half("not-utf8")
}

fn a_page_in_another_code_that_says_so() -> Told {
    latin_1("text/html; charset=iso-8859-1").passes("pass")
}

fn json_for_a_page() -> Told {
    story([page("/").from(0).said(3, 200, "{}")]).fails("type")
}

fn nothing_for_a_page() -> Told {
    story([page("/").from(0).no_answer(1750)]).fails("none")
}

fn the_page_is_cut() -> Told {
    story([page("/").from(0).cut(3)]).fails("none")
}

fn nothing_on_a_busy_machine() -> Told {
    story([page("/").from(0).no_answer(1750)]).noise(1000, 300).unknown("noise")
}

fn nobody_asked_for_it() -> Told {
    story([]).unknown("nothing")
}

/// In the moment in which a stream opens or ends, nobody can tell whether it is open.
fn pages_on_both_edges_of_a_stream() -> Told {
    beside(page("/").from(1).no_answer(1751)).and([page("/").from(4001).no_answer(5751)]).unknown("nothing")
}

fn two_pages_beside_a_stream() -> Told {
    beside(page("/").from(200).said(210, 200, "<p>"))
        .and([page("/").from(300).said(310, 200, "<p>")])
        .at_least(2)
        .passes("pass")
        .count("reads", 2)
        .count("streams", 1)
}

/// Its page took half a second before there was any stream.
fn a_page_that_always_takes_long() -> Told {
    let before = page("/").scenario("discovery").from(0).said(500, 200, "<p>");
    beside(page("/").from(200).said(2200, 200, "<p>")).and([before]).passes("pass")
}

/// Another page may well take its time, an error is no page, and what is asked later is judged itself.
fn only_the_page_itself_is_known_to_be_slow() -> Told {
    let before = [
        page("/slow").scenario("discovery").from(0).said(500, 200, "<p>"),
        page("/").scenario("discovery").from(0).said(500, 404, "<p>"),
        page("/").from(0).said(500, 200, "<p>"),
    ];
    beside(page("/").from(200).said(2200, 200, "<p>")).and(before).fails("fail").time("waited", 2000)
}

/// And not a moment more.
fn one_has_no_head_for_ten_seconds() -> Told {
    five(subscriber(5).from(5).left(10_005))
        .fails("fail")
        .count("subscribers", 5)
        .count("served", 4)
        .time("waited", 10_000)
}

/// Four subscribe beside one that is there since the lab was found.
fn four_and(before: Deed) -> Story {
    let asked = (1..=4).map(|number| subscriber(number).from(1000).opened(1005).quotes(1010, 2000, 2).leaves(5000));
    story(asked.chain([before])).at_least(5)
}

fn one_was_there_before() -> Told {
    let before = subscriber(1).scenario("stream").from(0).opened(5).quotes(10, 2000, 12).leaves(24_000);
    four_and(before).passes("pass").count("subscribers", 5)
}

/// We have had enough of the first stream before the others come, and it is none of those that are there at once.
fn a_flood_was_enough_before_the_others_came() -> Told {
    let flood = |deed: Deed, from: u32| {
        let deed = (0..20).fold(deed, |deed, n| deed.piece(from + 10 + n, event(&quote(n)).repeat(100)));
        deed.floods(from + 31)
    };
    let first = flood(subscriber(1).scenario("stream").from(0).opened(5), 0);
    let asked = (1..=4).map(|number| flood(subscriber(number).from(1000).opened(1005), 1000));
    story(asked.chain([first])).at_least(5).waits_for("not-steady")
}

/// The server remembers the latest client alone.
fn one_was_there_before_and_is_not_served_any_more() -> Told {
    let before = subscriber(1).scenario("stream").from(0).opened(5).quotes(10, 2000, 1).leaves(24_000);
    four_and(before).fails("fail").count("subscribers", 5).count("served", 4)
}

fn one_that_had_left_before_is_none_of_them() -> Told {
    let before = subscriber(1).scenario("stream").from(0).opened(5).quotes(10, 400, 2).leaves(900);
    four_and(before).unknown("nothing")
}

/// In another scenario somebody has come back at 20 s, and this becomes of it; one that comes at 40 s has its events.
fn back(last: Deed) -> Story {
    let next = subscriber(3).from(40_000).opened(40_005).quotes(40_010, 2000, 2).leaves(42_020);
    story((1..=5).map(served).chain([last, next].map(|deed| deed.scenario("stream-extras")))).at_least(5)
}

fn returns() -> Deed {
    returner(2).from(20_000).saw_last("7")
}

fn one_comes_back_and_is_served() -> Told {
    back(returns().opened(20_005).quotes(20_010, 2000, 1).leaves(20_020)).passes("pass")
}

fn one_comes_back_and_its_stream_ends() -> Told {
    back(returns().opened(20_005).ends(20_006)).fails("back").text("last", "7").time("waited", 6).shows([6, 7])
}

fn one_comes_back_and_waits_ten_seconds() -> Told {
    back(returns().left(30_000)).fails("back").time("waited", 10_000)
}

fn one_comes_back_and_is_refused() -> Told {
    back(returns().answered_with(20_005, 500).ends(20_006)).fails("back-code").count("code", 500).text("last", "7")
}

fn one_comes_back_and_is_left_early() -> Told {
    back(returns().opened(20_005).leaves(29_999)).passes("pass")
}

fn one_comes_back_to_a_busy_machine() -> Told {
    back(returns().opened(20_005).leaves(31_500)).noise(25_000, 1500).passes("pass")
}

/// Then it is not because of what it said.
fn one_comes_back_and_nobody_after_it_is_served() -> Told {
    let next = subscriber(3).from(40_000).opened(40_005).leaves(51_000);
    let last = returns().opened(20_005).leaves(31_500);
    story((1..=5).map(served).chain([last, next].map(|deed| deed.scenario("stream-extras")))).at_least(5).passes("pass")
}

fn one_comes_back_and_nobody_comes_after_it() -> Told {
    let last = returns().opened(20_005).leaves(31_500).scenario("stream-extras");
    story((1..=5).map(served).chain([last])).at_least(5).passes("pass")
}

fn no_page_beside_a_stream_of_another_scenario() -> Told {
    let stream = subscriber(1).scenario("stream").from(0).opened(5).quotes(10, 2000, 12).leaves(24_000);
    story([stream, page("/").from(200).no_answer(1950)]).fails("fail").count("streams", 1)
}

fn a_flood_was_enough_before_a_page_was_asked_for() -> Told {
    let deed = subscriber(1).scenario("stream").from(0).opened(5);
    let flood = (0..20).fold(deed, |deed, n| deed.piece(10 + n, event(&quote(n)).repeat(100))).floods(31);
    story([flood, page("/").from(200).said(210, 200, "<p>")]).waits_for("not-steady")
}
