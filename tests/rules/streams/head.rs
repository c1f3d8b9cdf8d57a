//! What the head of the stream says.

use super::{Deed, Told, opened, steady, story, subscriber};
use crate::build::page;
use lab::labs::sse::record::ID;

stories! {
    "stream-unreachable":
        it_is_there, its_events_come_later, it_is_nowhere, it_only_takes_posts, it_breaks_at_once,
        it_says_nothing_at_all, it_is_reset, it_says_nothing_while_the_machine_is_busy, we_left_before_it_had_to_speak,
        no_connection_was_made, nobody_subscribed, ten_seconds_without_a_head, a_success_that_is_none,
        it_says_what_is_wrong, it_breaks_without_a_word, it_was_looked_for_elsewhere, the_first_of_them_counts,
        no_head_since_another_left;
    "not-event-stream":
        an_event_stream, in_capitals_with_a_charset, plain_text, a_longer_name, no_type, no_head_no_type;
    "cache-control-missing":
        no_cache, no_store_is_stricter, among_others_in_capitals, in_a_second_header, a_short_life, no_cache_control,
        no_head_no_cache_control;
    "accel-buffering-missing":
        it_is_no, it_is_no_in_capitals, it_is_yes, it_is_not_there, no_head_no_buffering;
    "stream-renamed": where_the_text_says, somewhere_else;
}

fn it_is_there() -> Told {
    story([steady()]).passes("pass")
}

fn its_events_come_later() -> Told {
    story([opened().leaves(11_500)]).passes("pass")
}

fn it_is_nowhere() -> Told {
    story([subscriber(1).from(0).answered_with(5, 404).piece(5, "<h1>Not Found</h1>").ends(6)]).fails("code")
}

fn it_only_takes_posts() -> Told {
    story([subscriber(1).from(0).answered_with(5, 405).ends(6)]).fails("method")
}

fn it_breaks_at_once() -> Told {
    story([subscriber(1).from(0).answered_with(5, 500).ends(6)]).fails("code")
}

fn it_says_nothing_at_all() -> Told {
    story([subscriber(1).from(0).left(11_500)]).fails("silent")
}

fn it_is_reset() -> Told {
    story([subscriber(1).from(0).cut(5)]).fails("cut")
}

fn it_says_nothing_while_the_machine_is_busy() -> Told {
    story([subscriber(1).from(0).no_answer(11_500)]).noise(5000, 1500).unknown("noise")
}

/// The run was interrupted: a head may come with the first event.
fn we_left_before_it_had_to_speak() -> Told {
    story([subscriber(1).from(0).left(3000)]).unknown("early")
}

fn no_connection_was_made() -> Told {
    story([subscriber(1).from(0).refused(1)]).unknown("early")
}

fn nobody_subscribed() -> Told {
    story([]).unknown("nothing")
}

fn headed(name: &str, value: &str) -> Deed {
    steady().header(name, value)
}

/// Without a head nothing can be said of what is in it.
fn no_head() -> Told {
    story([subscriber(1).from(0).left(11_500)]).waits_for("stream-unreachable")
}

fn an_event_stream() -> Told {
    story([steady()]).passes("pass")
}

fn in_capitals_with_a_charset() -> Told {
    story([headed("content-type", "Text/Event-Stream ; charset=UTF-8")]).passes("pass")
}

fn plain_text() -> Told {
    story([headed("content-type", "text/plain; charset=utf-8")]).fails("fail")
}

fn a_longer_name() -> Told {
    story([headed("content-type", "text/event-streams")]).fails("fail")
}

fn no_type() -> Told {
    story([steady().without("content-type")]).fails("none")
}

fn no_head_no_type() -> Told {
    no_head()
}

fn no_cache() -> Told {
    story([steady()]).passes("pass")
}

fn no_store_is_stricter() -> Told {
    story([headed("cache-control", "no-store")]).passes("pass")
}

fn among_others_in_capitals() -> Told {
    story([headed("cache-control", "private,No-Cache , no-transform")]).passes("pass")
}

fn in_a_second_header() -> Told {
    let mut deed = headed("cache-control", "no-transform");
    if let lab::history::Outcome::Answered(answer) = &mut deed.operation.outcome {
        answer.headers.push(("cache-control".into(), "no-cache".into()));
    }
    story([deed]).passes("pass")
}

fn a_short_life() -> Told {
    story([headed("cache-control", "max-age=0, no-cached")]).fails("fail")
}

fn no_cache_control() -> Told {
    story([steady().without("cache-control")]).fails("none")
}

fn no_head_no_cache_control() -> Told {
    no_head()
}

fn it_is_no() -> Told {
    story([steady()]).passes("pass")
}

fn it_is_no_in_capitals() -> Told {
    story([headed("x-accel-buffering", " NO")]).passes("pass")
}

fn it_is_yes() -> Told {
    story([headed("x-accel-buffering", "yes")]).fails("fail")
}

fn it_is_not_there() -> Told {
    story([steady().without("x-accel-buffering")]).fails("none")
}

fn no_head_no_buffering() -> Told {
    no_head()
}

fn where_the_text_says() -> Told {
    story([steady()]).passes("pass")
}

fn somewhere_else() -> Told {
    story([steady()]).streams_at("/api/stream").fails("fail")
}

/// And not a moment more.
fn ten_seconds_without_a_head() -> Told {
    story([subscriber(1).from(100).left(10_100)]).fails("silent").time("waited", 10_000)
}

/// An `EventSource` takes 200 alone.
fn a_success_that_is_none() -> Told {
    story([subscriber(1).from(0).answered_with(5, 202).quotes(10, 2000, 5).leaves(8020)])
        .fails("success")
        .count("code", 202)
}

fn it_says_what_is_wrong() -> Told {
    story([subscriber(1).from(0).said(5, 500, "<title>Error</title>\n<pre>NameError: prix<br>at 3</pre>")])
        .fails("error")
        .text("said", "NameError: prix")
}

fn it_breaks_without_a_word() -> Told {
    story([subscriber(1).from(0).answered_with(5, 500).ends(6)]).fails("code").count("code", 500)
}

fn looked(path: &str) -> Deed {
    let mut deed = page(path).by("discovery").scenario("discovery").from(0);
    deed.operation.lab = Some(ID);
    deed
}

fn it_was_looked_for_elsewhere() -> Told {
    let looks = [looked("/stream").code(1, 404), looked("/sse").code(2, 404), looked("/events").no_answer(2000)];
    let asked = subscriber(1).from(3000).answered_with(3005, 404).ends(3006);
    story(looks).and([asked]).fails("nowhere").text("tried", "/sse → 404, /events → —")
}

/// Those that came later may have been too many.
fn the_first_of_them_counts() -> Told {
    story([subscriber(2).from(4000).answered_with(4005, 503).ends(4006), steady()]).passes("pass")
}

/// It had its head, and its events, while nobody had left.
fn no_head_since_another_left() -> Told {
    let first = subscriber(2).scenario("discovery").from(0).opened(1000).quotes(1000, 1000, 2).leaves(2500);
    story([first, subscriber(1).from(3000).left(14_500)]).fails_unless("silent", "leavers-still-served")
}
