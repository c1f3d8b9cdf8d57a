//! Clients that are behind.

use super::build::{Deed, Story, Told, lookout, reader, story, update, waiter};
use lab::checker::Verdict;
use lab::history::Event;
use lab::labs::long_polling::notes;

stories! {
    "behind-kept-waiting":
        everybody_is_answered_at_once, one_slow_answer_is_no_habit, prompt_as_far_as_the_noise_lets,
        a_slow_target_is_given_time, another_rule_looks_at_nine_and_twelve, only_the_last_attempt_counts, one_is_held,
        held_and_then_told_nothing, an_error_at_once, most_are_late, late_just_within_the_noise,
        late_just_beyond_the_noise, half_of_a_hold_is_too_long, too_much_noise_to_blame, nobody_measured_the_noise,
        we_stopped_waiting_too_early, nine_counts_where_it_is_answered, too_few_asked, no_version_was_learned, starved_before,
        each_client_is_behind_another_state, the_connection_is_reset_on_some, half_of_them_are_late,
        three_of_five_are_late, one_of_too_few_is_held, the_current_version_cannot_be_learned,
        an_exception_where_it_is_learned, learned_while_nobody_is_served, learned_after_a_hold_has_ended;
    "compared-as-text":
        nine_is_less_than_twelve, ninety_nine_is_less_than_a_hundred, the_answer_itself_shows_that_orders_differ,
        a_late_answer_is_for_another_rule, texts_are_compared_as_they_like, nine_is_kept_waiting,
        versions_never_reached_ten, too_much_noise_around_nine, nine_is_refused_at_once,
        nine_is_told_that_nothing_changed, a_padded_nought_is_the_same_number, numbers_that_count_up_to_nought,
        eight_was_the_newest_when_it_asked;
}

fn everybody_is_answered_at_once() -> Told {
    story([
        update("En cours").at(0, 1),
        reader(1).from(2).answered(3, "En cours", "4"),
        reader(2).from(2).answered(4, "En cours", "4"),
        reader(3).knows("0").from(2).answered(5, "En cours", "4"),
    ])
    .at_least(3)
    .passes("pass")
}

fn one_slow_answer_is_no_habit() -> Told {
    story([
        reader(1).from(0).answered(1, "En cours", "4"),
        reader(2).from(0).answered(700, "En cours", "4"),
        reader(3).from(0).answered(2, "En cours", "4"),
    ])
    .passes("some-late")
}

fn prompt_as_far_as_the_noise_lets() -> Told {
    story([update("En cours").at(0, 1), reader(1).from(2).answered(440, "En cours", "4")])
        .noise(200, 200)
        .passes("some-late")
}

/// Each answer takes 300 ms, so ten of them is what prompt means here.
fn a_slow_target_is_given_time() -> Told {
    story([
        update("En cours").at(0, 300),
        reader(1).from(400).answered(700, "En cours", "4"),
        reader(2).from(800).answered(1200, "En cours", "4"),
    ])
    .passes("pass")
}

/// A version that passes ten just when everybody asks is no reason to have seen too little.
fn nine_counts_where_it_is_answered() -> Told {
    story([
        update("En cours").at(0, 1),
        reader(1).knows("9").from(2).answered(3, "En cours", "10"),
        reader(2).knows("9").from(2).answered(4, "En cours", "10"),
    ])
    .at_least(2)
    .passes("pass")
}

fn another_rule_looks_at_nine_and_twelve() -> Told {
    story([
        lookout().from(0).answered(1, "En cours", "12"),
        reader(1).knows("11").from(2).answered(3, "En cours", "12"),
        reader(2).knows("9").from(2).no_answer(1600),
    ])
    .passes("pass")
}

fn only_the_last_attempt_counts() -> Told {
    story([reader(1).from(0).no_answer(1600), reader(1).attempt(2).from(9000).answered(9001, "En cours", "4")])
        .note_of(1, 0, Event::Start)
        .note_of(2, 9000, Event::Start)
        .passes("pass")
}

fn one_is_held() -> Told {
    story([
        update("En cours").at(0, 1),
        reader(1).from(2).answered(3, "En cours", "4"),
        reader(2).from(2).no_answer(1602),
    ])
    .fails("fail")
}

fn held_and_then_told_nothing() -> Told {
    story([update("En cours").at(0, 1), reader(1).from(2).code(5002, 204)]).fails("fail")
}

fn an_error_at_once() -> Told {
    story([reader(1).from(0).answered(1, "En cours", "4"), reader(2).from(0).said(1, 400, r#"{"error":"?"}"#)])
        .fails("no-state")
}

fn most_are_late() -> Told {
    story([
        update("En cours").at(0, 1),
        reader(2).from(2).answered(702, "En cours", "4"),
        reader(3).from(2).answered(703, "En cours", "4"),
        reader(1).from(5000).answered(5001, "En cours", "4"),
    ])
    .earns_half("late")
    .observed(701)
    .limit(251)
}

fn late_just_within_the_noise() -> Told {
    story([update("En cours").at(0, 1), reader(1).from(0).answered(1699, "En cours", "4")])
        .noise(1000, 200)
        .earns_half("late")
}

fn late_just_beyond_the_noise() -> Told {
    story([update("En cours").at(0, 1), reader(1).from(0).answered(1701, "En cours", "4")])
        .noise(1000, 200)
        .fails("fail")
}

/// A second and a half would be given; but its hold ends after two.
fn half_of_a_hold_is_too_long() -> Told {
    story([
        waiter(1).knows("4").from(0).code(2000, 204),
        update("En cours").at(6000, 6300),
        reader(1).from(7000).answered(8050, "En cours", "4"),
    ])
    .fails("fail")
}

fn nobody_measured_the_noise() -> Told {
    story([update("En cours").at(0, 1), reader(1).from(2).no_answer(1802)])
        .note_elsewhere("", 900, Event::Unmeasured { since: 400_000_000 })
        .unknown("unmeasured")
}

fn too_much_noise_to_blame() -> Told {
    story([update("En cours").at(0, 1), reader(1).from(2).no_answer(1602)]).noise(400, 251).unknown("noise")
}

fn we_stopped_waiting_too_early() -> Told {
    story([update("En cours").at(0, 1), reader(1).from(2).no_answer(900)]).ends_in(Verdict::Unknown)
}

fn too_few_asked() -> Told {
    story([reader(1).from(0).answered(1, "En cours", "4")]).at_least(10).unknown("nothing")
}

fn no_version_was_learned() -> Told {
    story([update("En cours").at(0, 1)]).note(2, Event::Skipped(notes::NO_VERSION)).unknown("no-version")
}

fn starved_before() -> Told {
    story([update("En cours").at(0, 1)]).note(2, Event::Skipped(notes::STARVED)).unknown("starved")
}

fn each_client_is_behind_another_state() -> Told {
    story([
        update("En cours").at(0, 1),
        reader(1).from(2).answered(3, "En cours", "4"),
        reader(2).from(4).answered(5, "En attente", "1"),
        reader(3).from(6).answered(7, "En cours", "4"),
        reader(4).from(8).no_answer(1608),
    ])
    .waits_for("state-not-shared")
}

/// Half of the clients that are behind get no answer at all: that is no silence that noise could explain.
fn the_connection_is_reset_on_some() -> Told {
    story([
        update("En cours").at(0, 1),
        reader(1).from(2).answered(3, "En cours", "4"),
        reader(2).from(2).answered(3, "En cours", "4"),
        reader(3).from(2).cut(4),
        reader(4).from(2).cut(4),
    ])
    .at_least(2)
    .fails("fail")
    .count("lost", 2)
    .count("reads", 4)
}

fn nine_is_less_than_twelve() -> Told {
    story([lookout().from(0).answered(1, "En cours", "12"), reader(1).knows("9").from(2).answered(3, "En cours", "12")])
        .passes("pass")
}

fn ninety_nine_is_less_than_a_hundred() -> Told {
    story([
        lookout().from(0).answered(1, "En cours", "103"),
        reader(1).knows("99").from(2).answered(3, "En cours", "103"),
    ])
    .passes("pass")
}

fn the_answer_itself_shows_that_orders_differ() -> Told {
    story([reader(1).knows("9").from(0).answered(1, "En cours", "10")]).passes("pass")
}

fn a_late_answer_is_for_another_rule() -> Told {
    story([
        lookout().from(0).answered(1, "En cours", "12"),
        reader(1).knows("9").from(2).answered(902, "En cours", "12"),
    ])
    .passes("pass")
}

fn texts_are_compared_as_they_like() -> Told {
    story([lookout().from(0).answered(1, "En cours", "2026-11-21T10:00:00.123")])
        .note(2, Event::Skipped(notes::NOT_INTEGER))
        .passes("not-integer")
}

fn nine_is_kept_waiting() -> Told {
    story([
        lookout().from(0).answered(1, "En cours", "12"),
        update("En cours").at(1.2, 1.5),
        reader(1).knows("9").from(2).no_answer(1602),
    ])
    .fails("fail")
    .text("sent", "9")
    .text("current", "12")
    .time("waited", 1600)
}

fn versions_never_reached_ten() -> Told {
    story([lookout().from(0).answered(1, "En cours", "8"), reader(1).knows("7").from(2).answered(3, "En cours", "8")])
        .unknown("nothing")
}

fn too_much_noise_around_nine() -> Told {
    story([lookout().from(0).answered(1, "En cours", "12"), reader(1).knows("9").from(2).no_answer(1602)])
        .noise(100, 300)
        .unknown("noise")
}

/// `'9' > '12'`, says the server, and takes the client for one from the future.
fn nine_is_refused_at_once() -> Told {
    story([
        lookout().from(0).answered(1, "En cours", "12"),
        reader(1).knows("9").from(2).said(3, 400, r#"{"error":"version inconnue"}"#),
    ])
    .fails("refused")
}

fn nine_is_told_that_nothing_changed() -> Told {
    story([lookout().from(0).answered(1, "En cours", "12"), reader(1).knows("9").from(2).code(3, 204)]).fails("refused")
}

/// Nought is nought, with however many digits it is written.
fn a_padded_nought_is_the_same_number() -> Told {
    story([lookout().from(0).answered(1, "En attente", "0"), reader(1).knows("00").from(2).no_answer(1602)])
        .unknown("nothing")
}

/// As texts they are in the other order.
fn numbers_that_count_up_to_nought() -> Told {
    story([lookout().from(0).answered(1, "En attente", "-30"), reader(1).knows("-50").from(2).no_answer(1602)])
        .unknown("nothing")
}

/// Nobody knew of version 12 before.
fn eight_was_the_newest_when_it_asked() -> Told {
    story([
        lookout().from(0).answered(1, "En cours", "8"),
        reader(1).knows("8").from(2).no_answer(1602),
        lookout().knows("1").from(1.5).answered(2, "En cours", "12"),
        lookout().knows("1").from(1700).answered(1701, "En cours", "13"),
    ])
    .unknown("nothing")
}

/// Two of four.
fn half_of_them_are_late() -> Told {
    story([
        update("En cours").at(0, 1),
        reader(1).from(2).answered(3, "En cours", "4"),
        reader(2).from(2).answered(4, "En cours", "4"),
        reader(3).from(2).answered(702, "En cours", "4"),
        reader(4).from(2).answered(703, "En cours", "4"),
    ])
    .passes("some-late")
    .count("reads", 4)
    .time("limit", 251)
    .observed(2)
}

fn three_of_five_are_late() -> Told {
    story([
        update("En cours").at(0, 1),
        reader(1).from(2).answered(3, "En cours", "4"),
        reader(2).from(2).answered(4, "En cours", "4"),
        reader(3).from(2).answered(702, "En cours", "4"),
        reader(4).from(2).answered(703, "En cours", "4"),
        reader(5).from(3).answered(703.5, "En cours", "4"),
    ])
    .earns_half("late")
    .time("median", 700)
    .time("longest", 701)
}

/// One that is left waiting tells enough.
fn one_of_too_few_is_held() -> Told {
    story([reader(1).from(0).answered(1, "En cours", "4"), reader(2).from(0).no_answer(1600)])
        .at_least(10)
        .fails("fail")
        .count("lost", 1)
        .count("reads", 2)
}

/// In some scenario, the driver asks as a client that is behind, and gets nothing.
fn learning(ends: fn(Deed) -> Deed) -> Story {
    let learns = ends(lookout().knows("3").from(10)).scenario("wake");
    let answered = (1..=10).map(|n| reader(n).from(0).answered(1, "En cours", "4"));
    let skipped = Event::Skipped(notes::NO_VERSION);
    story(answered).and([learns]).at_least(10).note_elsewhere("wake", 3000, skipped)
}

fn the_current_version_cannot_be_learned() -> Told {
    learning(|read| read.no_answer(1700)).fails("fail").count("lost", 1).count("reads", 11)
}

fn an_exception_where_it_is_learned() -> Told {
    learning(|read| read.said(11, 500, "KeyError: 'last'")).fails("error").text("error", "KeyError: 'last'")
}

/// Other rules say what happens then.
fn learned_while_nobody_is_served() -> Told {
    let starved = notes::event(notes::STARVED);
    learning(|read| read.no_answer(1700)).note_elsewhere("while-held", 5, starved).passes("pass")
}

fn learned_after_a_hold_has_ended() -> Told {
    let ended = waiter(1).knows("3").from(0).code(600, 204).scenario("hold-end");
    learning(|read| read.from(700).no_answer(2400)).and([ended]).passes("pass")
}
