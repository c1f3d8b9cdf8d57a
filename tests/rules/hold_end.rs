//! The wait ends by itself, and says so.

use super::build::{Deed, Story, Told, ahead, looper, story, update, waiter};

stories! {
    "hold-never-ends":
        both_are_told, a_minute_is_long_but_accepted, at_the_limit_and_some_noise, at_the_limit_and_held_up_before,
        never, after_seventy_seconds, closed_without_a_word, somebody_else_updated, we_left_before_the_end,
        one_where_two_are_due, late_while_the_machine_stands_still, held_up_on_both_ways,
        no_delay_explains_five_seconds, a_little_noise_is_no_excuse, never_while_one_may_be_held,
        each_is_cut_after_as_long, all_are_cut_in_one_moment, each_is_cut_after_another_time,
        never_beside_one_that_was_told, not_yet_beside_one_that_was_told,
        who_is_ahead_is_never_answered, who_is_ahead_may_be_held, who_is_ahead_was_left_before_the_end;
    "no-change-unclear":
        a_204, an_empty_object, changed_false, the_same_state_again, the_same_float_digit_by_digit, an_empty_200,
        words_without_a_state, a_304, a_504, a_408_after_a_204, an_event_stream, news_by_somebody_else, no_answer_at_all;
    "body-after-204":
        nothing_after_it, a_length_of_zero, no_204_at_all, bytes_after_it, a_declared_length, nobody_was_answered,
        the_only_answer_was_somebody_elses_news;
    "hold-unusual":
        twenty_five_seconds, thirty_five_and_a_little, eight_seconds, fifty_seconds, no_hold_was_seen,
        what_takes_longer_than_any_hold, twenty_seconds, half_a_second_more_than_usual,
        half_a_second_and_a_millisecond_more_than_usual, half_a_second, answered_without_a_hold;
}

fn both_are_told() -> Told {
    story([waiter(1).knows("4").from(0).code(25_010, 204), waiter(2).knows("4").from(1).code(25_012, 204)])
        .at_least(2)
        .passes("pass")
        .count("polls", 2)
        .time("shortest", 25_010)
        .time("longest", 25_011)
}

fn a_minute_is_long_but_accepted() -> Told {
    story([waiter(1).knows("4").from(0).said(60_020, 200, "{}")]).passes("pass")
}

fn at_the_limit_and_some_noise() -> Told {
    story([waiter(1).knows("4").from(0).code(65_080, 204)]).noise(65_000, 100).passes("pass")
}

fn at_the_limit_and_held_up_before() -> Told {
    story([waiter(1).knows("4").from(0).code(65_540, 204)]).noise(10, 460).unknown("noise")
}

fn never() -> Told {
    story([waiter(1).knows("4").from(0).no_answer(66_500), waiter(2).knows("4").from(1).no_answer(66_500)])
        .fails("fail")
}

/// No hold is several times as long as another: three times six seconds and ten more are enough.
fn never_beside_one_that_was_told() -> Told {
    story([waiter(1).knows("4").from(0).code(6000, 204), waiter(2).knows("4").from(0).no_answer(28_001)])
        .fails("other")
        .time("time", 28_001)
        .time("other", 6000)
}

fn not_yet_beside_one_that_was_told() -> Told {
    story([waiter(1).knows("4").from(0).code(6000, 204), waiter(2).knows("4").from(0).no_answer(27_990)])
        .unknown("nothing")
}

/// Beside one that was told of the end of its hold.
fn one_is_ahead(ahead: Deed) -> Story {
    story([waiter(1).knows("4").from(0).code(6000, 204), ahead])
}

fn who_is_ahead_is_never_answered() -> Told {
    one_is_ahead(ahead().from(10).no_answer(28_020)).fails("ahead").time("time", 28_010)
}

fn who_is_ahead_may_be_held() -> Told {
    one_is_ahead(ahead().from(10).code(6010, 204)).passes("pass")
}

fn who_is_ahead_was_left_before_the_end() -> Told {
    one_is_ahead(ahead().from(10).no_answer(9000)).passes("pass")
}

fn after_seventy_seconds() -> Told {
    story([waiter(1).knows("4").from(0).code(70_000, 204)]).fails("late")
}

fn closed_without_a_word() -> Told {
    story([waiter(1).knows("4").from(0).cut(25_000)]).fails("cut")
}

fn somebody_else_updated() -> Told {
    story([
        waiter(1).knows("4").from(0).answered(9000, "Échec", "5"),
        waiter(2).knows("4").from(1).answered(9000, "Échec", "5"),
    ])
    .at_least(2)
    .unknown("foreign")
}

fn we_left_before_the_end() -> Told {
    story([waiter(1).knows("4").from(0).no_answer(40_000)]).unknown("nothing")
}

fn one_where_two_are_due() -> Told {
    story([waiter(1).knows("4").from(0).code(25_000, 204)]).at_least(2).unknown("nothing")
}

fn a_204() -> Told {
    story([waiter(1).knows("4").from(0).code(25_000, 204)]).passes("empty")
}

fn an_empty_object() -> Told {
    story([waiter(1).knows("4").from(0).said(25_000, 200, "{}")]).passes("pass")
}

fn changed_false() -> Told {
    story([waiter(1).knows("4").from(0).said(25_000, 200, r#"{"changed":false,"message":"Pas de changement"}"#)])
        .passes("pass")
}

fn the_same_state_again() -> Told {
    story([waiter(1).knows("4").from(0).answered(25_000, "En cours", "4")]).passes("pass")
}

fn the_same_float_digit_by_digit() -> Told {
    let state = r#"{"status":"En cours","version":1795219622.2221568123}"#;
    story([waiter(1).knows("1795219622.2221568123").from(0).said(25_000, 200, state)]).passes("pass")
}

fn an_empty_200() -> Told {
    story([waiter(1).knows("4").from(0).code(25_000, 200)]).passes("empty-200")
}

fn a_304() -> Told {
    story([waiter(1).knows("4").from(0).code(25_000, 304)]).fails("fail")
}

fn a_504() -> Told {
    story([waiter(1).knows("4").from(0).said(25_000, 504, r#"{"error":"timeout"}"#)]).fails("fail")
}

fn a_408_after_a_204() -> Told {
    story([waiter(1).knows("4").from(0).code(25_000, 204), waiter(2).knows("4").from(1).code(25_001, 408)])
        .fails("fail")
}

fn news_by_somebody_else() -> Told {
    story([waiter(1).knows("4").from(0).answered(9000, "Échec", "5")]).unknown("foreign")
}

fn no_answer_at_all() -> Told {
    story([waiter(1).knows("4").from(0).no_answer(66_500)]).unknown("nothing")
}

fn words_without_a_state() -> Told {
    story([waiter(1).knows("4").from(0).said(25_000, 200, "timeout")]).passes("pass")
}

fn nothing_after_it() -> Told {
    story([waiter(1).knows("4").from(0).code(25_000, 204)]).passes("pass")
}

fn a_length_of_zero() -> Told {
    story([waiter(1).knows("4").from(0).code(25_000, 204).header("content-length", "0")]).passes("pass")
}

fn no_204_at_all() -> Told {
    story([waiter(1).knows("4").from(0).said(25_000, 200, "{}")]).passes("none")
}

fn bytes_after_it() -> Told {
    story([waiter(1).knows("4").from(0).code(25_000, 204).extra(2)]).fails("fail")
}

fn a_declared_length() -> Told {
    story([waiter(1).knows("4").from(0).code(25_000, 204).header("content-length", "21")]).fails("length")
}

fn nobody_was_answered() -> Told {
    story([waiter(1).knows("4").from(0).no_answer(66_500)]).unknown("nothing")
}

/// How this server ends a hold has not been seen.
fn the_only_answer_was_somebody_elses_news() -> Told {
    story([waiter(1).knows("4").from(0).answered(9000, "Échec", "5")]).unknown("nothing")
}

fn twenty_five_seconds() -> Told {
    story([waiter(1).knows("4").from(0).code(25_010, 204)]).passes("pass")
}

fn thirty_five_and_a_little() -> Told {
    story([waiter(1).knows("4").from(0).code(35_020, 204)]).passes("pass")
}

fn eight_seconds() -> Told {
    story([waiter(1).knows("4").from(0).code(8000, 204)]).fails("short")
}

fn fifty_seconds() -> Told {
    story([waiter(1).knows("4").from(0).said(50_000, 200, "{}")]).fails("long")
}

fn no_hold_was_seen() -> Told {
    story([waiter(1).knows("3").from(0).answered(152, "En cours", "4"), update("En cours").at(150, 151)])
        .unknown("nothing")
}

fn an_event_stream() -> Told {
    let stream = waiter(1).knows("4").from(0).said(25_000, 200, "data: {}\n\n");
    story([stream.header("content-type", "text/event-stream; charset=utf-8")]).fails("stream")
}

/// The longest hold that is accepted ended after 66 s; nobody can tell what the rest was spent on.
fn late_while_the_machine_stands_still() -> Told {
    story([waiter(1).knows("4").from(1000).code(66_900, 204)]).noise(66_500, 900).unknown("noise").observed(900)
}

/// Once on the way there, and once on the way back.
fn held_up_on_both_ways() -> Told {
    story([waiter(1).knows("4").from(1000).code(66_900, 204)]).noise(1010, 460).unknown("noise").observed(65_900)
}

fn no_delay_explains_five_seconds() -> Told {
    story([waiter(1).knows("4").from(1000).code(71_000, 204)]).noise(1010, 460).fails("late").time("time", 70_000)
}

fn a_little_noise_is_no_excuse() -> Told {
    story([waiter(1).knows("4").from(1000).code(66_500, 204)]).noise(1010, 200).fails("late")
}

fn never_while_one_may_be_held() -> Told {
    story([waiter(1).knows("4").from(1000).no_answer(66_000)]).fails("fail").time("time", 65_000)
}

/// Only a poll of a client that is up to date, answered without news, shows how long a hold is.
fn what_takes_longer_than_any_hold() -> Told {
    story([
        waiter(1).knows("4").from(1000).code(26_010, 204),
        waiter(2).knows("4").from(1000).answered(51_000, "Échec", "5"),
        waiter(3).knows("5").from(1000).no_answer(61_000),
        looper(1).knows("4").from(1000).code(51_000, 204),
        ahead().from(1000).code(51_000, 204),
        update("Échec").at(1000, 51_000),
    ])
    .passes("pass")
    .time("hold", 25_010)
}

fn twenty_seconds() -> Told {
    story([waiter(1).knows("4").from(1000).code(21_000, 204)]).passes("pass")
}

/// What was measured is always a little more than what was meant.
fn half_a_second_more_than_usual() -> Told {
    story([waiter(1).knows("4").from(1000).code(36_500, 204)]).passes("pass")
}

fn half_a_second_and_a_millisecond_more_than_usual() -> Told {
    story([waiter(1).knows("4").from(1000).code(36_501, 204)]).fails("long")
}

/// Half a second is no immediate answer any more.
fn half_a_second() -> Told {
    story([waiter(1).knows("4").from(1000).code(1500, 204)]).fails("short").time("hold", 500)
}

fn answered_without_a_hold() -> Told {
    story([waiter(1).knows("4").from(1000).code(1499, 204)]).unknown("nothing")
}

/// Whenever they came.
fn each_is_cut_after_as_long() -> Told {
    let later = waiter(2).knows("4").from(2500).cut(12_540).scenario("after-hold");
    story([waiter(1).knows("4").from(0).cut(10_000), later]).fails("limit").time("time", 10_000).shows([1, 2])
}

/// That is no time limit: the server ended, or closed them all.
fn all_are_cut_in_one_moment() -> Told {
    let later = waiter(2).knows("4").from(2500).cut(10_001).scenario("after-hold");
    let same = waiter(3).knows("4").from(1).cut(10_001);
    story([waiter(1).knows("4").from(0).cut(10_000), later, same]).fails("cut")
}

fn each_is_cut_after_another_time() -> Told {
    let later = waiter(2).knows("4").from(2500).cut(14_000).scenario("after-hold");
    story([waiter(1).knows("4").from(0).cut(10_000), later]).fails("cut")
}
