//! When the events come, and until when.

use super::{Story, Told, data, event, opened, pieces, quote, steady, story, subscriber};
use crate::build::{Deed, browser};

stories! {
    "first-event-late":
        at_once, after_two_seconds, just_within_the_noise, after_ten_seconds, never, it_ended_before_any,
        late_with_the_machine, late_whatever_a_little_noise, never_while_another_is_served,
        another_was_served_only_afterwards, never_while_the_machine_is_busy, we_left_before_it_came,
        something_came_that_is_no_event, no_head_no_first, another_was_served_only_before, ten_seconds_without_an_event,
        never_since_another_left, so_much_without_an_event;
    "not-steady":
        every_two_seconds, several_quotes_a_tick, twenty_times_a_second, more_or_less_every_two_seconds,
        a_history_of_one_symbol, quotes_without_symbols, a_flood, a_flood_that_is_read_in_parts, a_flood_that_halts,
        three_ticks_at_once, three_trades_at_once, a_long_pause, every_twelve_seconds, a_pause_of_the_machine,
        three_ticks_at_once_after_a_pause_of_the_machine, one_event_only, two_ticks_only, none_at_all, no_head_no_pace,
        ten_times_a_second, three_ticks, every_ten_seconds, a_pause_of_ten_seconds,
        a_pause_of_a_little_more_than_ten_seconds, a_pause_of_a_quick_stream, too_long_a_pause_of_a_quick_stream,
        a_pause_of_a_slow_stream, too_long_a_pause_of_a_slow_stream, three_quotes_each_second,
        its_end_comes_with_the_next, its_end_comes_with_the_next_on_a_busy_machine, its_end_comes_a_little_later,
        twenty_times_a_second_for_long,
        three_ticks_at_once_whatever_a_little_noise, three_trades_at_once_five_times_a_second, much_in_each_event;
    "stream-ends":
        it_goes_on, it_goes_on_without_a_pause, so_much_that_we_left, it_ended_in_good_order, it_broke_off,
        it_fell_silent, it_fell_silent_after_the_first, silence_of_the_machine, we_left_before_it_was_silent,
        it_fell_silent_while_another_went_on, both_fell_silent, another_was_no_more_than_a_little_later,
        another_went_on_only_afterwards, no_event_to_begin_with, no_head_no_end, a_flood_that_we_left_after_a_moment,
        a_flood_and_then_ten_seconds_of_nothing, a_hundred_events_at_once_are_no_flood,
        silent_for_three_intervals_and_no_longer, silent_after_as_many_as_are_wanted, a_pause_of_a_quick_one,
        silence_of_a_quick_one, each_ends_at_its_age, each_falls_silent_at_its_age, it_ends_when_others_leave,
        it_falls_silent_when_others_leave, it_was_silent_before_anybody_left,
        it_ends_later_than_it_was_left_alone, it_ends_long_after_they_left_and_nobody_is_there_to_compare;
}

fn no_head() -> Told {
    story([subscriber(1).from(0).left(11_500)]).waits_for("stream-unreachable")
}

fn at_once() -> Told {
    story([steady()]).passes("pass")
}

fn after_two_seconds() -> Told {
    story([subscriber(1).from(0).opened(2000).quotes(2005, 2000, 5).leaves(10_010)]).passes("pass")
}

fn just_within_the_noise() -> Told {
    story([opened().quotes(10_100, 2000, 5).leaves(18_200)])
        .noise(10_000, 150)
        .passes("noise")
        .time("took", 10_100)
        .time("noise", 150)
        .limit(10_000)
}

fn after_ten_seconds() -> Told {
    story([opened().quotes(10_100, 2000, 5).leaves(18_200)]).fails("fail")
}

fn never() -> Told {
    story([opened().piece(100, ": one moment\n\n").leaves(11_500)]).fails("none")
}

fn it_ended_before_any() -> Told {
    story([opened().ends(20)]).fails("ended")
}

fn late_with_the_machine() -> Told {
    story([opened().quotes(10_900, 2000, 5).leaves(19_000)]).noise(5000, 300).unknown("noise")
}

/// A third of a second does not explain a second beyond ten.
fn late_whatever_a_little_noise() -> Told {
    story([opened().quotes(11_000, 2000, 5).leaves(19_100)]).noise(5000, 300).fails("fail")
}

/// That is told by the rule that says how many were served.
fn never_while_another_is_served() -> Told {
    let another = subscriber(2).from(1).opened(6).quotes(10, 2000, 5).leaves(11_600);
    story([opened().leaves(11_500), another]).fails_unless("none", "subscriber-starved")
}

/// From the moment on at which we left.
fn another_was_served_only_afterwards() -> Told {
    let another = subscriber(2).from(11_000).opened(11_005).quotes(11_500, 2000, 2).leaves(14_000);
    story([opened().leaves(11_500), another]).fails("none")
}

fn never_while_the_machine_is_busy() -> Told {
    story([opened().leaves(11_500)]).noise(5000, 1500).unknown("noise")
}

fn we_left_before_it_came() -> Told {
    story([opened().leaves(3000)]).unknown("early")
}

fn something_came_that_is_no_event() -> Told {
    story([pieces((0..6).map(|number| format!("data: {}\n", quote(number))))]).waits_for("nothing-dispatched")
}

fn no_head_no_first() -> Told {
    no_head()
}

fn every_two_seconds() -> Told {
    story([steady()]).at_least(2).passes("pass")
}

/// A quote of each of four symbols, one after another.
fn tick(at: u32, deed: Deed) -> Deed {
    (0..4).fold(deed, |deed, number| deed.piece(at + 30 * number, event(&quote(number))))
}

fn several_quotes_a_tick() -> Told {
    let ticks = (0..5).fold(opened(), |deed, number| tick(10 + 2000 * number, deed));
    story([ticks.leaves(8200)]).at_least(2).passes("pass")
}

/// The lab text gives its two seconds as an example.
fn twenty_times_a_second() -> Told {
    story([opened().quotes(10, 50, 81).leaves(4020)]).at_least(2).passes("pass")
}

fn more_or_less_every_two_seconds() -> Told {
    let times = [0, 1200, 4100, 5300, 8200];
    story([times.into_iter().fold(opened(), |deed, at| deed.piece(10 + at, event(&quote(at)))).leaves(8300)])
        .at_least(2)
        .passes("pass")
}

/// Quotes of the same symbol in one event were meant to come together.
fn a_history_of_one_symbol() -> Told {
    let quote = r#"{"symbol":"A","price":1,"change":2}"#;
    let history = format!("[{quote},{quote},{quote},{quote}]");
    story([data(&[history.as_str(); 5])]).at_least(2).passes("pass")
}

/// That they have none is told by another rule.
fn quotes_without_symbols() -> Told {
    let quotes = event(r#"{"price":1,"change":2}"#).repeat(4);
    story([pieces([&quotes; 5])]).at_least(2).passes("pass")
}

fn a_flood() -> Told {
    let flood = (0..30).fold(opened(), |deed, number| deed.piece(10 + number, event(&quote(number)).repeat(100)));
    story([flood.floods(40)]).at_least(2).fails_unless("flood", "leavers-still-served")
}

/// We were given the processor now and then only.
fn a_flood_that_is_read_in_parts() -> Told {
    let flood = (0..8).fold(opened(), |deed, number| deed.piece(10 + 150 * number, event(&quote(number)).repeat(500)));
    story([flood.floods(1200)]).at_least(2).fails_unless("flood", "leavers-still-served")
}

/// It was given the processor now and then only.
fn a_flood_that_halts() -> Told {
    let flood = (0..5).fold(opened(), |deed, part| deed.quotes(10 + 3600 * part, 5, 680));
    story([flood.leaves(18_000)]).at_least(2).fails_unless("flood", "leavers-still-served")
}

/// So many quotes at once, the first of them at this time.
fn batches(first: u32) -> Deed {
    let piece = |deed: Deed, (number, count): (u32, usize)| {
        deed.piece(first + 2000 * number, event(&quote(number)).repeat(count))
    };
    [(0, 3), (1, 4), (2, 3)].into_iter().fold(opened(), piece).leaves(first + 4010)
}

/// Kept back until there is enough to send.
fn kept_back() -> Deed {
    batches(1900)
}

/// A server that sends the first at once keeps nothing back: many trades of one moment.
fn three_trades_at_once() -> Told {
    story([batches(10)]).at_least(2).passes("pass")
}

fn three_ticks_at_once() -> Told {
    story([kept_back()]).at_least(2).fails("together").usable()
}

fn long_pause() -> Deed {
    opened().quotes(10, 2000, 3).quotes(15_000, 2000, 3).leaves(19_010)
}

fn a_long_pause() -> Told {
    story([long_pause()]).at_least(2).fails("gap").usable()
}

fn every_twelve_seconds() -> Told {
    story([opened().quotes(10, 12_000, 5).leaves(48_020)]).at_least(2).fails("slow").usable()
}

fn a_pause_of_the_machine() -> Told {
    story([long_pause()]).noise(8000, 5000).at_least(2).unknown("noise")
}

fn three_ticks_at_once_after_a_pause_of_the_machine() -> Told {
    story([kept_back()]).noise(100, 1800).at_least(2).unknown("noise")
}

fn one_event_only() -> Told {
    story([opened().quotes(10, 2000, 1).leaves(11_600)]).at_least(2).waits_for("stream-ends")
}

fn two_ticks_only() -> Told {
    story([opened().quotes(10, 2000, 2).leaves(9600)]).at_least(2).waits_for("stream-ends")
}

fn none_at_all() -> Told {
    story([opened().leaves(11_500)]).at_least(2).waits_for("first-event-late")
}

fn no_head_no_pace() -> Told {
    no_head()
}

fn it_goes_on() -> Told {
    story([steady()]).at_least(4).passes("pass")
}

fn it_goes_on_without_a_pause() -> Told {
    story([opened().quotes(10, 50, 81).leaves(4020)]).at_least(4).passes("pass")
}

fn so_much_that_we_left() -> Told {
    story([opened().quotes(10, 0, 100).floods(40)]).at_least(4).passes("pass")
}

fn it_ended_in_good_order() -> Told {
    story([opened().quotes(10, 2000, 4).ends(8010)]).at_least(4).fails("ended").usable()
}

fn it_broke_off() -> Told {
    story([steady().breaks(8020, "connection reset")]).at_least(4).fails("cut").usable()
}

fn it_fell_silent() -> Told {
    story([opened().quotes(10, 2000, 3).leaves(11_600)]).at_least(4).fails("silent")
}

fn it_fell_silent_after_the_first() -> Told {
    story([opened().quotes(10, 2000, 1).leaves(11_600)]).at_least(4).fails("silent")
}

/// Three events, two seconds apart: six seconds after the last, at 4010, it is silent. This stream was open beside it.
fn silent_beside(another: Deed) -> Story {
    story([opened().quotes(10, 2000, 3).leaves(11_600), another]).at_least(4)
}

fn it_fell_silent_while_another_went_on() -> Told {
    let another = subscriber(2).from(1).opened(6).quotes(20, 2000, 6).leaves(11_700);
    silent_beside(another).fails_unless("silent", "subscriber-starved")
}

fn both_fell_silent() -> Told {
    silent_beside(subscriber(2).from(1).opened(6).quotes(20, 2000, 4).leaves(11_700)).fails("silent")
}

/// As long as the silence is none, nobody was served longer.
fn another_was_no_more_than_a_little_later() -> Told {
    silent_beside(subscriber(2).from(1).opened(6).quotes(10, 10_000, 2).leaves(11_700)).fails("silent")
}

/// From the moment on at which we left.
fn another_went_on_only_afterwards() -> Told {
    silent_beside(subscriber(2).from(11_000).opened(11_005).quotes(11_600, 2000, 3).leaves(16_000)).fails("silent")
}

fn silence_of_the_machine() -> Told {
    story([opened().quotes(10, 2000, 3).leaves(11_600)]).noise(6000, 700).at_least(4).unknown("noise")
}

fn we_left_before_it_was_silent() -> Told {
    story([opened().quotes(10, 2000, 3).leaves(7000)]).at_least(4).unknown("nothing")
}

fn no_event_to_begin_with() -> Told {
    story([opened().leaves(11_500)]).at_least(4).waits_for("first-event-late")
}

fn no_head_no_end() -> Told {
    no_head()
}

/// More than anybody can look at; we had seen enough before there was any interval.
fn a_flood_that_we_left_after_a_moment() -> Told {
    story([opened().quotes(10, 5, 120).leaves(620)]).at_least(4).passes("pass").count("intervals", 120)
}

fn a_flood_and_then_ten_seconds_of_nothing() -> Told {
    story([opened().quotes(10, 5, 120).leaves(10_605)]).at_least(4).fails("silent").time("silence", 10_000)
}

fn a_hundred_events_at_once_are_no_flood() -> Told {
    story([opened().quotes(10, 5, 100).leaves(620)]).at_least(4).unknown("nothing")
}

fn silent_for_three_intervals_and_no_longer() -> Told {
    story([opened().quotes(10, 2000, 3).leaves(10_010)])
        .at_least(4)
        .fails("silent")
        .time("silence", 6000)
        .observed(6000)
        .limit(6000)
}

/// A tenth of a second is a pause.
fn ten_times_a_second() -> Told {
    story([opened().quotes(10, 100, 110).leaves(11_000)]).at_least(2).passes("pass").time("interval", 100)
}

/// It was open beside this one, and had fallen silent before this one came.
fn another_was_served_only_before() -> Told {
    let another = browser(2).from(0).opened(5).quotes(10, 2000, 2).leaves(17_000);
    story([subscriber(1).from(5000).opened(5005).leaves(16_500), another]).fails("none").time("waited", 11_500)
}

/// As many as are wanted.
fn three_ticks() -> Told {
    story([opened().quotes(10, 2000, 3).leaves(4100)]).at_least(2).passes("pass").count("ticks", 3)
}

fn every_ten_seconds() -> Told {
    story([opened().quotes(10, 10_000, 5).leaves(40_020)]).at_least(2).passes("pass").time("interval", 10_000)
}

/// Three ticks of this interval, this pause, and three more.
fn paused(every: u32, pause: u32) -> Story {
    let again = 10 + 2 * every + pause;
    story([opened().quotes(10, every, 3).quotes(again, every, 3).leaves(again + 2 * every + 5)]).at_least(2)
}

/// Of a slow stream five intervals are more than ten seconds.
fn a_pause_of_ten_seconds() -> Told {
    paused(2000, 10_000).passes("pass").observed(10_000)
}

fn a_pause_of_a_little_more_than_ten_seconds() -> Told {
    paused(2000, 10_001).fails("gap").usable().time("gap", 10_001).observed(10_001).limit(10_000)
}

/// Of a quick stream three seconds more than usual.
fn a_pause_of_a_quick_stream() -> Told {
    paused(500, 3500).passes("pass")
}

fn too_long_a_pause_of_a_quick_stream() -> Told {
    paused(500, 3501).fails("gap").usable()
}

/// Eight seconds each, and three more.
fn a_pause_of_a_slow_stream() -> Told {
    paused(8000, 11_000).passes("pass")
}

fn too_long_a_pause_of_a_slow_stream() -> Told {
    paused(8000, 11_001).fails("gap").usable()
}

/// Three quotes of a symbol in each second: a batch of a second is none that is kept back.
fn three_quotes_each_second() -> Told {
    let ticks = (0..5).fold(opened(), |deed, number| deed.piece(900 + 1000 * number, event(&quote(0)).repeat(3)));
    story([ticks.leaves(5000)]).at_least(2).passes("pass").time("interval", 1000)
}

/// A third of a second does not keep back two seconds of events.
fn three_ticks_at_once_whatever_a_little_noise() -> Told {
    story([kept_back()]).noise(100, 300).at_least(2).fails("together").usable().count("times", 3).time("interval", 2000)
}

/// And not a moment more.
fn ten_seconds_without_an_event() -> Told {
    story([subscriber(1).from(100).opened(105).leaves(10_100)]).fails("none").time("waited", 10_000)
}

/// A hundred and more, with a pause before each.
fn three_trades_at_once_five_times_a_second() -> Told {
    let trades = (0..40).fold(opened(), |deed, number| deed.piece(10 + 200 * number, event(&quote(0)).repeat(3)));
    story([trades.leaves(8000)]).at_least(2).passes("pass").time("interval", 200)
}

/// We left since each event was so long.
fn much_in_each_event() -> Told {
    story([opened().quotes(10, 150, 120).floods(18_000)]).at_least(2).passes("pass").time("interval", 150)
}

/// The empty line is written before an event, and not after it.
fn one_behind() -> Story {
    story([(0..6)
        .fold(opened(), |deed, number| deed.piece(10 + 2000 * number, format!("\n\ndata: {}", quote(number))))
        .leaves(10_020)])
    .at_least(2)
}

fn its_end_comes_with_the_next() -> Told {
    one_behind().fails("behind").usable().time("interval", 2000)
}

fn its_end_comes_with_the_next_on_a_busy_machine() -> Told {
    one_behind().noise(2100, 1100).noise(4100, 1100).noise(6100, 1100).passes("pass")
}

fn its_end_comes_a_little_later() -> Told {
    let halves = |deed: Deed, number: u32| {
        let at = 10 + 2000 * number;
        deed.piece(at, format!("data: {}", quote(number))).piece(at + 900, "\n\n")
    };
    story([(0..6).fold(opened(), halves).leaves(11_000)]).at_least(2).passes("pass")
}

/// However long it is listened to.
fn twenty_times_a_second_for_long() -> Told {
    story([opened().quotes(10, 50, 440).leaves(22_020)]).at_least(2).passes("pass")
}

/// It is not enough to have gone on for a while.
fn silent_after_as_many_as_are_wanted() -> Told {
    story([opened().quotes(10, 1000, 11).leaves(16_000)]).at_least(6).fails("silent").count("events", 11)
}

fn a_pause_of_a_quick_one() -> Told {
    story([opened().quotes(10, 400, 11).leaves(7409)]).at_least(6).passes("pass")
}

fn silence_of_a_quick_one() -> Told {
    story([opened().quotes(10, 400, 11).leaves(7410)]).at_least(6).fails("silent").time("silence", 3400)
}

/// Four leave at thirteen seconds.
fn four_leave(first: Deed, second: Deed) -> Story {
    let leavers =
        (10..14).map(|number| subscriber(number).from(2000).opened(2005).quotes(2010, 1000, 11).leaves(13_000));
    story([first, second].into_iter().chain(leavers)).at_least(6)
}

/// A browser that came three seconds later.
fn later() -> Deed {
    browser(2).from(3000).opened(3005)
}

/// A time limit of the server for an answer.
fn each_ends_at_its_age() -> Told {
    four_leave(opened().quotes(10, 1000, 15).ends(15_000), later().quotes(3010, 1000, 15).ends(18_000))
        .fails("ended")
        .usable()
}

fn each_falls_silent_at_its_age() -> Told {
    let first = opened().quotes(10, 1000, 15).leaves(24_000);
    four_leave(first, later().quotes(3010, 1000, 15).leaves(24_001)).fails("silent")
}

fn it_ends_when_others_leave() -> Told {
    let first = opened().quotes(10, 1000, 13).breaks(13_001, "reset");
    four_leave(first, later().quotes(3010, 1000, 10).breaks(13_002, "reset"))
        .fails_unless("cut", "leavers-still-served")
        .usable()
}

fn it_falls_silent_when_others_leave() -> Told {
    let first = opened().quotes(10, 1000, 13).leaves(18_000);
    four_leave(first, later().quotes(3010, 1000, 10).leaves(18_001)).fails_unless("silent", "leavers-still-served")
}

fn it_was_silent_before_anybody_left() -> Told {
    let first = opened().quotes(10, 1000, 10).leaves(18_000);
    four_leave(first, later().quotes(3010, 1000, 7).leaves(18_001)).fails("silent")
}

/// It went on for thirteen seconds while nobody left, and for fourteen after that.
fn it_ends_later_than_it_was_left_alone() -> Told {
    let first = opened().quotes(10, 1000, 27).ends(27_000);
    four_leave(first, later().quotes(3010, 1000, 24).ends(27_001)).fails("ended").usable()
}

fn it_ends_long_after_they_left_and_nobody_is_there_to_compare() -> Told {
    let first = opened().quotes(10, 1000, 17).ends(17_000);
    four_leave(first, later().leaves(24_000)).fails("ended").usable()
}

/// It had its events while nobody had left.
fn never_since_another_left() -> Told {
    let first = browser(2).scenario("discovery").from(0).opened(5).quotes(10, 1000, 2).leaves(1500);
    story([first, subscriber(1).from(2000).opened(2005).leaves(13_500)]).fails_unless("none", "leavers-still-served")
}

fn so_much_without_an_event() -> Told {
    story([opened().piece(10, ":".repeat(1000)).floods(20)]).fails("flood").count("bytes", 1000)
}
