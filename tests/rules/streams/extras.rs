//! What the lab text does not ask of a stream.

use super::{Deed, Story, Told, event, opened, pieces, quote, steady, story, subscriber};
use crate::build::{browser, page, returner};
use lab::checker::Verdict;
use lab::history::Event;
use lab::labs::sse::record::NO_EVENT_ID;

stories! {
    "ids-grow":
        ids_go_on_in_the_next_stream, ids_of_their_own_kind, no_ids, one_event_without_an_id, ids_start_again,
        one_id_for_two_events, one_stream_is_too_few, the_last_event_is_sent_again_to_the_next,
        what_others_had_is_sent_again;
    "resumes":
        it_goes_on_where_it_was, ids_by_tens, it_starts_again, it_skips_what_was_missed, ids_that_do_not_count,
        nobody_came_back, no_id_to_come_back_with, it_did_not_say_where_it_was, others_were_sent_the_ids_between,
        others_were_sent_what_it_missed, it_comes_back_and_gets_nothing;
    "retry-sent": it_says_when_to_come_back, it_does_not_say_when, no_head_no_retry;
    "heartbeat": a_comment_now_and_then, no_comment, no_head_no_comment;
    "same-events":
        both_hear_the_same, one_hears_others, one_hears_nothing, one_alone, nothing_while_both_listened,
        others_on_both_edges, one_misses_one_between_two_others, others_come_later;
    "head-answered": a_head_of_its_own, no_such_method, never_answered, nobody_asked_for_a_head;
}

/// Three events from then on with ids from this one on.
fn with_ids(deed: Deed, from: u32, ids: [&str; 3]) -> Deed {
    let each = (0..).zip(ids);
    let sent = each.fold(deed.from(from).opened(from + 5), |deed, (number, id)| {
        let at = from + 10 + 2000 * number;
        deed.piece(at, format!("id: {id}\n{}", event(&quote(at + number))))
    });
    sent.leaves(from + 4020)
}

/// One listens from 0 on, another from 12 s on.
fn twice(first: [&str; 3], second: [&str; 3]) -> Story {
    story([with_ids(subscriber(1), 0, first), with_ids(subscriber(3), 12_000, second)])
}

fn ids_go_on_in_the_next_stream() -> Told {
    twice(["1", "2", "3"], ["7", "8", "9"]).passes("pass")
}

fn ids_of_their_own_kind() -> Told {
    twice(["a1", "7f", "c0"], ["b2", "11x", "e9"]).passes("pass")
}

fn no_ids() -> Told {
    story([steady(), subscriber(3).from(12_000).opened(12_005).quotes(12_010, 2000, 2)]).fails("none")
}

fn one_event_without_an_id() -> Told {
    let first = with_ids(subscriber(1), 0, ["1", "2", "3"]);
    story([first.piece(4500, event(&quote(9))), with_ids(subscriber(3), 12_000, ["7", "8", "9"])]).fails("none")
}

fn ids_start_again() -> Told {
    twice(["4", "5", "6"], ["1", "2", "3"]).fails("again")
}

fn one_id_for_two_events() -> Told {
    twice(["1", "2", "2"], ["7", "8", "9"]).fails("twice")
}

fn one_stream_is_too_few() -> Told {
    story([with_ids(subscriber(1), 0, ["1", "2", "3"])]).unknown("nothing")
}

/// One listens until 4020 ms, comes back at 7000 ms, and a third one follows.
fn back(first: [&str; 3], again: [&str; 3]) -> Story {
    story([
        with_ids(subscriber(1), 0, first),
        with_ids(returner(2), 7000, again).saw_last(first[2]),
        with_ids(subscriber(3), 12_000, ["70", "80", "90"]),
    ])
}

fn it_goes_on_where_it_was() -> Told {
    back(["1", "2", "3"], ["4", "5", "6"]).passes("pass")
}

fn ids_by_tens() -> Told {
    back(["10", "20", "30"], ["40", "50", "60"]).passes("pass")
}

fn it_starts_again() -> Told {
    back(["1", "2", "3"], ["1", "2", "3"]).fails("fail")
}

fn it_skips_what_was_missed() -> Told {
    back(["1", "2", "3"], ["5", "6", "7"]).fails("fail")
}

fn ids_that_do_not_count() -> Told {
    back(["a1", "7f", "c0"], ["b2", "11x", "e9"]).ends_in(Verdict::Unknown)
}

fn nobody_came_back() -> Told {
    story([with_ids(subscriber(1), 0, ["1", "2", "3"])]).unknown("nothing")
}

fn no_id_to_come_back_with() -> Told {
    story([steady()]).note(8100, Event::Skipped(NO_EVENT_ID)).unknown("no-event-id")
}

fn it_did_not_say_where_it_was() -> Told {
    story([steady(), with_ids(returner(2), 7000, ["1", "2", "3"])]).ends_in(Verdict::Unknown)
}

/// Ids are counted for all, and another client of another scenario has the same stream.
fn others_were_sent_the_ids_between() -> Told {
    let other = with_ids(subscriber(9).scenario("stream"), 100, ["2", "4", "6"]);
    let missed = with_ids(returner(2), 7000, ["6", "7", "8"]).saw_last("5");
    let first = with_ids(subscriber(1), 0, ["1", "3", "5"]);
    story([first, other, missed]).passes("pass").count("last", 5).count("first", 6)
}

/// What the last client of another scenario saw is no matter.
fn others_were_sent_what_it_missed() -> Told {
    let other = with_ids(subscriber(9).scenario("stream"), 3000, ["4", "5", "6"]);
    let back = with_ids(returner(2), 7000, ["7", "8", "9"]).saw_last("3");
    story([with_ids(subscriber(1), 0, ["1", "2", "3"]), other, back]).fails("fail").count("last", 3).count("first", 7)
}

fn it_comes_back_and_gets_nothing() -> Told {
    story([with_ids(subscriber(1), 0, ["1", "2", "3"]), returner(2).from(7000).saw_last("3").opened(7005).ends(7006)])
        .waits_for("subscriber-starved")
}

/// Who comes is sent the last events that others had: they are the same, and so are their ids.
fn what_others_had_is_sent_again() -> Told {
    let events = ["5", "6", "7"].map(|id| format!("id: {id}\ndata: {id}\n\n"));
    let all = |deed: Deed| events.iter().fold(deed, |deed, event| deed.piece(12_010, event));
    let next = all(subscriber(3).from(12_000).opened(12_005)).piece(14_010, "id: 8\ndata: 8\n\n").leaves(14_020);
    let first = events.iter().zip([10, 2010, 4010]).fold(opened(), |deed, (event, at)| deed.piece(at, event));
    story([first.leaves(4020), next]).passes("pass").count("ids", 7)
}

/// Others come later, and leave: they do not listen at the same time.
fn others_come_later() -> Told {
    let late = subscriber(3).from(3000).opened(3005).quotes(3010, 100, 1).leaves(3300);
    story([steady(), browser(2).from(1).opened(6).quotes(11, 2000, 5).leaves(8400), late])
        .at_least(2)
        .passes("pass")
        .count("subscribers", 2)
}

fn no_head() -> Told {
    story([subscriber(1).from(0).left(11_500)]).waits_for("stream-unreachable")
}

fn it_says_when_to_come_back() -> Told {
    story([opened().piece(6, "retry: 3000\n\n").quotes(10, 2000, 5)]).passes("pass")
}

fn it_does_not_say_when() -> Told {
    story([steady()]).fails("fail")
}

fn no_head_no_retry() -> Told {
    no_head()
}

fn a_comment_now_and_then() -> Told {
    story([pieces((0..5).map(|number| format!(":\n\n{}", event(&quote(number)))))]).passes("pass")
}

fn no_comment() -> Told {
    story([steady()]).fails("fail")
}

fn no_head_no_comment() -> Told {
    no_head()
}

fn both_hear_the_same() -> Told {
    let late = browser(2).from(1000).opened(1005).quotes(1010, 0, 1);
    let same = (1..5).fold(late, |deed, number| deed.piece(11 + 2000 * number, event(&quote(number))));
    story([steady(), same.leaves(8400)]).at_least(2).passes("pass").count("events", 3)
}

fn one_hears_others() -> Told {
    let others = (0..5).fold(browser(2).from(1).opened(6), |deed, n| deed.piece(11 + 2000 * n, event(&quote(n + 1))));
    story([steady(), others.leaves(8400)]).at_least(2).fails("fail")
}

fn one_hears_nothing() -> Told {
    story([steady(), browser(2).from(1).opened(6).quotes(11, 2000, 1).leaves(8400)]).at_least(2).fails("fail")
}

fn one_alone() -> Told {
    story([steady()]).at_least(2).unknown("nothing")
}

fn nothing_while_both_listened() -> Told {
    story([opened().leaves(9000), browser(2).from(1).opened(6).leaves(9001)]).at_least(2).unknown("nothing")
}

fn asked_for_a_head() -> Deed {
    let mut deed = page("/stream").from(0);
    deed.operation.request.method = "HEAD".into();
    deed
}

fn a_head_of_its_own() -> Told {
    story([asked_for_a_head().code(3, 200)]).passes("pass")
}

fn no_such_method() -> Told {
    story([asked_for_a_head().code(3, 405)]).fails("code")
}

fn never_answered() -> Told {
    story([asked_for_a_head().no_answer(1750)]).fails("none")
}

fn nobody_asked_for_a_head() -> Told {
    story([page("/").from(0).code(3, 200)]).unknown("nothing")
}

/// Who comes later is told first what the last one was.
fn the_last_event_is_sent_again_to_the_next() -> Told {
    let last = "id: 3\ndata: 3\n\n";
    let next = subscriber(3).from(12_000).opened(12_005).piece(12_010, last).piece(12_020, "id: 4\ndata: 4\n\n");
    let first = opened().piece(10, "id: 2\ndata: 2\n\n").piece(2010, last);
    story([first.leaves(2020), next.leaves(12_030)]).passes("pass").count("ids", 4)
}

/// What came at the very edge is there for one only.
fn others_on_both_edges() -> Told {
    let heard = |deed: Deed, number: u32| deed.piece(10 + 2000 * number, event(&quote(number)));
    let first = opened().piece(9, event("0")).piece(310, event("1"));
    let first = (1..3).fold(first, heard).piece(5700, event("2")).leaves(6000);
    let other = (0..3).fold(browser(2).from(1).opened(6), heard).leaves(6001);
    story([first, other]).at_least(2).passes("pass").count("events", 2).count("subscribers", 2)
}

fn one_misses_one_between_two_others() -> Told {
    let heard = |deed: Deed, number: u32| deed.piece(11 + 2000 * number, event(&quote(number)));
    let misses = [0, 1, 3, 4].into_iter().fold(browser(2).from(1).opened(6), heard);
    story([steady(), misses.leaves(8400)]).at_least(2).fails("fail").count("subscribers", 2)
}
