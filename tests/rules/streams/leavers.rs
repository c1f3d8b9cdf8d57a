//! One stream stays while twenty come and leave.

use lab::history::Event;

use super::{Deed, Story, Told, event, opened, quote, story, subscriber};
use crate::build::{browser, page, reader};

stories! {
    "leavers-still-served":
        as_before, ids_go_on_as_before, ids_that_are_times, ids_jump_while_they_are_there, ids_in_no_order,
        ids_that_are_times_of_a_slower_stream, now_slow_now_fast, ids_jump_for_ever, ids_jump_further_than_before,
        ids_of_timers_that_tick_together, ids_jump_on_a_busy_machine, faster_and_faster,
        as_fast_as_an_earlier_attempt_left_it, a_quick_stream_after_a_slow_one, many_events_at_each_tick,
        it_ends_with_them, it_falls_silent_with_them, silent_on_a_busy_machine, left_before_it_was_silent,
        too_few_left, too_few_ticks_after_them, nobody_left, no_event_for_the_one_that_stays,
        nobody_subscribed_to_stay, those_that_come_or_go_with_it_are_no_leavers, another_comes_at_the_end,
        silent_for_three_intervals_and_no_longer, ids_go_on_a_quarter_further, ids_go_on_by_two_instead_of_one,
        ids_go_on_a_little_further, ids_that_happen_to_be_larger_later, ids_of_which_two_are_the_same, faster_at_once,
        three_quotes_at_a_time_where_there_was_one, as_many_quotes_as_before_one_by_one, a_little_faster,
        twice_as_fast_and_no_faster, an_earlier_attempt_of_two_ticks, faster_than_before_the_first_of_them_came,
        ids_jump_until_the_second_tick_without_them, a_flood_ends_before_anybody_comes,
        it_ended_before_they_came, all_end_at_their_age,
        all_fall_silent_when_they_leave, who_comes_later_is_served, who_comes_later_gets_nothing,
        who_comes_when_all_have_left_gets_nothing, who_comes_later_is_refused,
        who_comes_later_waits_on_a_busy_machine, they_have_no_head_yet, they_were_never_connected,
        nobody_gets_anything_since_the_first_left, nobody_gets_anything_and_the_first_did_not_either;
    "stream-server-died":
        it_answers_after_they_left, it_refuses_after_they_left, it_refuses_while_nobody_leaves,
        it_refuses_after_another_lab_did_something, it_refuses_after_they_left_whatever_another_lab_did,
        nobody_left_yet, nothing_was_asked_after_they_left, there_is_nothing_to_leave, nobody_can_leave_a_flood,
        nobody_can_leave_what_ends_without_an_event, all_is_asked_in_vain_after_they_left;
}

/// They come at 4020 ms, and leave at 4320 ms.
fn leavers(count: u32) -> impl Iterator<Item = Deed> {
    (0..count).map(|number| subscriber(number + 2).from(4020 + number).opened(4045).leaves(4320 + number))
}

/// Twenty came and left beside this one.
fn beside(stayed: Deed) -> Story {
    story(leavers(20).chain([stayed])).at_least(20)
}

/// Events at these times, each with its id.
fn numbered(ids: impl IntoIterator<Item = (u32, u64)>) -> Deed {
    let with_id = |deed: Deed, (at, id)| deed.piece(at, format!("id: {id}\n{}", event(&quote(at))));
    ids.into_iter().fold(opened(), with_id)
}

/// Eight events two seconds apart, with ids that grow by as much as is told for each.
fn growing(by: [u64; 8]) -> Deed {
    let ids = by.into_iter().scan(0, |id, by| {
        *id += by;
        Some(*id)
    });
    numbered((0..8).map(|number| 10 + 2000 * number).zip(ids)).leaves(14_020)
}

fn as_before() -> Told {
    beside(opened().quotes(10, 2000, 8).leaves(14_020)).passes("pass")
}

fn ids_go_on_as_before() -> Told {
    beside(growing([1; 8])).passes("pass")
}

/// Milliseconds since 1970, and a timer that is not exact.
fn ids_that_are_times() -> Told {
    beside(growing([1_800_000_000_000, 2000, 2001, 2002, 2004, 2003, 2005, 2004])).passes("pass")
}

/// It notices that they are gone when it writes to them the next time.
fn ids_jump_while_they_are_there() -> Told {
    beside(growing([1, 1, 1, 21, 21, 1, 1, 1])).passes("pass")
}

fn now_slow_now_fast() -> Told {
    let times = [10, 2900, 5800, 8000, 9200, 10_400, 11_600, 14_400];
    beside(times.into_iter().fold(opened(), |deed, at| deed.piece(at, event(&quote(at)))).leaves(14_500)).passes("pass")
}

fn ids_jump_for_ever() -> Told {
    beside(growing([1, 1, 1, 21, 21, 21, 21, 21]))
        .fails("ids")
        .usable()
        .count("left", 20)
        .count("usual", 1)
        .count("now", 21)
}

/// Random numbers, which happen to be larger after they have left.
fn ids_in_no_order() -> Told {
    let ids = [52, 7, 31, 90, 4, 100, 3000, 70_000];
    beside(numbered((0..8).map(|number| 10 + 2000 * number).zip(ids)).leaves(14_020)).passes("pass")
}

/// It takes its time: a second has as many milliseconds as before.
fn ids_that_are_times_of_a_slower_stream() -> Told {
    let at = [10, 1210, 2410, 3610, 6010, 8510, 11_010, 13_510, 16_010];
    beside(numbered(at.map(|at| (at, 1_800_000_000_000 + u64::from(at)))).leaves(16_020)).passes("pass")
}

/// Those of other scenarios, and of an earlier check, have left their timers behind.
fn ids_jump_further_than_before() -> Told {
    beside(growing([1, 42, 42, 62, 62, 62, 62, 62])).fails("ids").usable()
}

/// All of those that left were before its own timer until now, and are after it from now on.
fn ids_of_timers_that_tick_together() -> Told {
    beside(growing([1, 1, 1, 21, 21, 21, 1, 21])).fails("ids").usable()
}

fn ids_jump_on_a_busy_machine() -> Told {
    beside(growing([1, 42, 42, 62, 62, 62, 62, 62])).noise(3900, 900).unknown("noise")
}

fn faster_and_faster() -> Told {
    beside(opened().quotes(10, 2000, 3).quotes(4410, 150, 65).leaves(14_100)).fails("faster").usable()
}

/// Its own leavers added to the timers that those of an earlier attempt had left.
fn as_fast_as_an_earlier_attempt_left_it() -> Told {
    let earlier = subscriber(50).scenario("stream").from(0).opened(5).quotes(10, 1000, 4).leaves(3050);
    let stayed = subscriber(1).from(3100).opened(3105).quotes(3110, 110, 100).leaves(14_100);
    let again = story(leavers(20).chain([stayed]).map(|deed| deed.attempt(2))).and([earlier]).at_least(20);
    again.note_of(2, 3100, Event::Start).fails("faster").usable()
}

/// A server may have its reasons for another pace than that of its other streams.
fn a_quick_stream_after_a_slow_one() -> Told {
    let earlier = subscriber(50).scenario("stream").from(0).opened(5).quotes(10, 1000, 4).leaves(3050);
    let stayed = subscriber(1).from(3100).opened(3105).quotes(3110, 110, 100).leaves(14_100);
    beside(stayed).and([earlier]).passes("pass")
}

/// The timers of those that have left tick together with the first.
fn many_events_at_each_tick() -> Told {
    let many = |deed, at| (0..21).fold(deed, |deed: Deed, number| deed.piece(at + number, event(&quote(number))));
    beside([6010, 8010, 10_010, 12_010, 14_010].into_iter().fold(opened().quotes(10, 2000, 3), many).leaves(14_100))
        .fails("faster")
        .usable()
}

fn it_ends_with_them() -> Told {
    beside(opened().quotes(10, 2000, 4).breaks(6500, "connection reset")).fails("ended").count("left", 20)
}

/// The loop that sends to all stumbles over those that are gone.
fn it_falls_silent_with_them() -> Told {
    beside(opened().quotes(10, 2000, 3).leaves(12_000)).fails("silent")
}

fn silent_on_a_busy_machine() -> Told {
    beside(opened().quotes(10, 2000, 3).leaves(12_000)).noise(8000, 700).unknown("noise")
}

fn left_before_it_was_silent() -> Told {
    beside(opened().quotes(10, 2000, 3).leaves(7000)).waits_for("stream-ends")
}

fn too_few_left() -> Told {
    story(leavers(3).chain([opened().quotes(10, 2000, 8).leaves(14_020)])).at_least(20).waits_for("subscriber-starved")
}

fn too_few_ticks_after_them() -> Told {
    beside(opened().quotes(10, 2000, 5).leaves(8020)).waits_for("stream-ends")
}

fn nobody_left() -> Told {
    story([opened().quotes(10, 2000, 8).leaves(14_020)]).at_least(20).waits_for("subscriber-starved")
}

fn no_event_for_the_one_that_stays() -> Told {
    beside(opened().leaves(14_000)).waits_for("first-event-late")
}

fn nobody_subscribed_to_stay() -> Told {
    story([subscriber(1).from(0).left(11_500)]).at_least(20).waits_for("stream-unreachable")
}

/// One came in the same moment as the one that stays, and another left with it: neither left it alone.
fn those_that_come_or_go_with_it_are_no_leavers() -> Told {
    let with_it = [subscriber(30).from(0).opened(5).leaves(3000), subscriber(31).from(100).opened(105).leaves(14_020)];
    beside(opened().quotes(10, 2000, 8).leaves(14_020)).and(with_it).passes("pass").count("left", 20)
}

/// The one that stays is the one that listens longest, not the one that listens last.
fn another_comes_at_the_end() -> Told {
    let late = subscriber(30).from(14_000).opened(14_005).quotes(14_010, 20, 1).leaves(14_500);
    beside(opened().quotes(10, 2000, 8).leaves(14_020)).and([late]).passes("pass").count("left", 20)
}

fn silent_for_three_intervals_and_no_longer() -> Told {
    beside(opened().quotes(10, 2000, 3).leaves(10_010)).fails("silent").time("silence", 6000).observed(6000).limit(6000)
}

/// A quarter is what timers differ by.
fn ids_go_on_a_quarter_further() -> Told {
    beside(growing([100, 100, 100, 100, 125, 125, 125, 125])).passes("pass")
}

/// One more at each tick is not twenty.
fn ids_go_on_by_two_instead_of_one() -> Told {
    beside(growing([1, 1, 1, 1, 2, 2, 2, 2])).passes("pass")
}

/// By less than half of those that left.
fn ids_go_on_a_little_further() -> Told {
    beside(growing([1, 20, 20, 20, 28, 28, 28, 28])).passes("pass")
}

/// They grow from the first to the last, before and after, and not from each to the next.
fn ids_that_happen_to_be_larger_later() -> Told {
    let ids = [7, 52, 31, 90, 4, 100, 3000, 70_000];
    beside(numbered((0..8).map(|number| 10 + 2000 * number).zip(ids)).leaves(14_020)).passes("pass")
}

/// What is given twice counts nothing.
fn ids_of_which_two_are_the_same() -> Told {
    beside(growing([1, 1, 0, 21, 21, 21, 21, 21])).passes("pass")
}

/// A few quotes are enough where each comes in less than half of the time.
fn faster_at_once() -> Told {
    beside(opened().quotes(10, 2000, 3).quotes(4810, 800, 6).leaves(8820)).fails("faster").usable().time("before", 2000)
}

/// A few quotes of the symbol at this time.
fn together(deed: Deed, (at, count): (u32, usize)) -> Deed {
    deed.piece(at, event(&quote(0)).repeat(count))
}

fn three_quotes_at_a_time_where_there_was_one() -> Told {
    let after = [(10_010, 3), (12_010, 3), (14_010, 1)].into_iter();
    beside(after.fold(opened().quotes(10, 2000, 5), together).leaves(14_020)).fails("faster").usable()
}

/// They came by two, and come one by one.
fn as_many_quotes_as_before_one_by_one() -> Told {
    let before = [(10, 2), (2010, 2), (4010, 2)].into_iter().fold(opened(), together);
    beside(before.quotes(4810, 800, 6).leaves(8820)).passes("pass")
}

fn a_little_faster() -> Told {
    beside(opened().quotes(10, 200, 20).quotes(3960, 150, 66).leaves(14_100)).passes("pass")
}

fn twice_as_fast_and_no_faster() -> Told {
    beside(opened().quotes(10, 300, 14).quotes(4060, 150, 66).leaves(14_100)).passes("pass")
}

/// Two ticks are no pace.
fn an_earlier_attempt_of_two_ticks() -> Told {
    let earlier = subscriber(50).scenario("stream").from(0).opened(5).quotes(10, 1000, 2).leaves(1050);
    let stayed = subscriber(1).from(3100).opened(3105).quotes(3110, 110, 100).leaves(14_100);
    let again = story(leavers(20).chain([stayed]).map(|deed| deed.attempt(2))).and([earlier]).at_least(20);
    again.note_of(2, 3100, Event::Start).passes("pass")
}

/// What came in the moment in which the first of them did is not from before: its gap is no usual one.
fn faster_than_before_the_first_of_them_came() -> Told {
    let stayed = opened().quotes(10, 2500, 2).quotes(4020, 1, 1).quotes(4920, 900, 5);
    beside(stayed.leaves(8530)).fails("faster").usable().time("before", 2500).time("after", 900)
}

/// The first write to one that is gone may seem to go well.
fn ids_jump_until_the_second_tick_without_them() -> Told {
    beside(growing([1, 1, 1, 1, 21, 21, 1, 1])).passes("pass")
}

/// We have had enough of it before they come: that it has no pause is told by another rule.
fn a_flood_ends_before_anybody_comes() -> Told {
    let flood = |deed: Deed, from: u32, pieces: u32| {
        let deed = (0..pieces).fold(deed, |deed, n| deed.piece(from + 10 + n, event(&quote(n)).repeat(100)));
        deed.floods(from + 11 + pieces)
    };
    let leavers = (2..22).map(|number| flood(subscriber(number).from(4020).opened(4025), 4020, 20));
    story(leavers.chain([flood(opened(), 0, 30)])).at_least(20).waits_for("not-steady")
}

fn it_ended_before_they_came() -> Told {
    beside(opened().quotes(10, 1000, 4).ends(4000)).waits_for("stream-ends")
}

/// A browser that came two seconds after the one that stays.
fn and_a_browser(story: Story, heard: impl Fn(Deed) -> Deed) -> Story {
    story.and([heard(browser(40).from(2000).opened(2005).quotes(2010, 1000, 3))])
}

fn all_end_at_their_age() -> Told {
    let stayed = opened().quotes(10, 1000, 6).ends(6000);
    and_a_browser(beside(stayed), |deed| deed.quotes(5010, 1000, 3).ends(8000)).waits_for("stream-ends")
}

fn all_fall_silent_when_they_leave() -> Told {
    let stayed = opened().quotes(10, 1000, 5).leaves(12_000);
    and_a_browser(beside(stayed), |deed| deed.leaves(12_001)).fails("silent").count("left", 20).observed(7990)
}

/// It goes on as before, and this one comes after they have left.
fn and_later(later: Deed) -> Story {
    beside(opened().quotes(10, 2000, 10).leaves(18_020)).and([later])
}

fn who_comes_later_is_served() -> Told {
    and_later(subscriber(30).from(5000).opened(5005).quotes(5010, 2000, 7).leaves(18_030)).passes("pass")
}

/// There was room for one perhaps.
fn who_comes_later_gets_nothing() -> Told {
    and_later(subscriber(30).from(5000).opened(5005).leaves(18_030))
        .fails_unless("late", "subscriber-starved")
        .count("left", 20)
        .time("waited", 13_030)
}

fn who_comes_when_all_have_left_gets_nothing() -> Told {
    and_later(subscriber(30).from(19_000).opened(19_005).leaves(30_000)).fails("late")
}

fn who_comes_later_is_refused() -> Told {
    and_later(subscriber(30).from(19_000).answered_with(19_005, 503).ends(19_006)).fails("late")
}

fn who_comes_later_waits_on_a_busy_machine() -> Told {
    and_later(subscriber(30).from(19_000).opened(19_005).leaves(30_000)).noise(20_000, 1500).unknown("noise")
}

/// Heads come with the first event.
fn they_have_no_head_yet() -> Told {
    let leavers = (0..20).map(|number| subscriber(number + 2).from(4020).left(4320));
    story(leavers.chain([opened().quotes(10, 2000, 8).leaves(14_020)])).at_least(20).passes("pass").count("left", 20)
}

fn they_were_never_connected() -> Told {
    let leavers = (0..20).map(|number| subscriber(number + 2).from(4020).refused(4021));
    let stayed = opened().quotes(10, 2000, 8).leaves(14_020);
    story(leavers.chain([stayed])).at_least(20).waits_for("subscriber-starved")
}

fn it_answers_after_they_left() -> Told {
    beside(opened().quotes(10, 2000, 8).leaves(14_020))
        .and([page("/").from(14_100).said(14_110, 200, "<p>")])
        .passes("pass")
        .count("left", 21)
}

/// Its streams are cut as they leave.
fn dead() -> Story {
    let stayed = opened().quotes(10, 1000, 5).breaks(4350, "connection reset");
    beside(stayed).and([page("/").from(4400).refused(4401)]).note(9500, Event::Dead)
}

fn it_refuses_after_they_left() -> Told {
    dead().fails("left").count("left", 20).time("at", 4350)
}

fn it_refuses_while_nobody_leaves() -> Told {
    let stayed = opened().quotes(10, 1000, 5).breaks(4350, "connection reset");
    story([stayed, page("/").from(4400).refused(4401)]).note(9500, Event::Dead).fails("fail").time("at", 4350)
}

fn it_refuses_after_another_lab_did_something() -> Told {
    let stayed = opened().quotes(10, 1000, 5).breaks(4350, "connection reset");
    let story = story([stayed, reader(1).at(4300, 4310), page("/").from(4400).refused(4401)]);
    story.note(9500, Event::Dead).unknown("dead")
}

fn it_refuses_after_they_left_whatever_another_lab_did() -> Told {
    dead().and([reader(1).at(4300, 4310)]).fails("left")
}

fn nobody_left_yet() -> Told {
    let ended = opened().quotes(10, 2000, 3).ends(5000);
    story([ended, page("/").from(6000).said(6001, 200, "<p>")]).waits_for("stream-ends")
}

fn nobody_can_leave_a_flood() -> Told {
    let flood = (0..20).fold(opened(), |deed, n| deed.piece(10 + n, event(&quote(n)).repeat(100))).floods(31);
    story([flood, page("/").from(6000).said(6001, 200, "<p>")]).waits_for("not-steady")
}

fn nobody_can_leave_what_ends_without_an_event() -> Told {
    story([opened().ends(20), page("/").from(6000).said(6001, 200, "<p>")]).waits_for("first-event-late")
}

fn all_is_asked_in_vain_after_they_left() -> Told {
    let asked = page("/").from(15_000).no_answer(17_000);
    story([opened().quotes(10, 2000, 8).leaves(14_020), asked]).waits_for("leavers-still-served")
}

fn nothing_was_asked_after_they_left() -> Told {
    story([opened().quotes(10, 2000, 8).leaves(14_020)]).unknown("nothing")
}

fn since_the_first_left(first: Deed) -> Story {
    let first = first.leaves(1500).scenario("discovery");
    let stayed = subscriber(1).from(2000).opened(2005).leaves(14_020);
    story(leavers(20).chain([first, stayed])).at_least(20)
}

fn nobody_gets_anything_since_the_first_left() -> Told {
    since_the_first_left(browser(40).from(0).opened(5).quotes(10, 1000, 2))
        .fails("late")
        .count("left", 1)
        .time("waited", 12_020)
}

fn nobody_gets_anything_and_the_first_did_not_either() -> Told {
    since_the_first_left(browser(40).from(0).opened(5)).waits_for("first-event-late")
}

fn there_is_nothing_to_leave() -> Told {
    story([subscriber(1).from(0).answered_with(5, 404).ends(6)]).waits_for("stream-unreachable")
}
