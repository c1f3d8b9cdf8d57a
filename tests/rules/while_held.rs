//! Waiting clients do not stop the server.

use super::build::{Deed, Told, reader, story, update, waiter};
use lab::history::Event;
use lab::labs::long_polling::notes;

stories! {
    "update-blocked":
        answered_while_one_waits, woken_before_the_answer, no_answer_but_the_news_was_seen, ten_wait,
        nothing_before_they_are_gone, no_answer_and_no_news, an_error_while_one_waits, too_much_noise_to_tell,
        nobody_waited_yet, never_more_than_one, the_update_is_reset, two_are_fine_and_five_are_not,
        who_comes_or_goes_as_it_leaves_does_not_wait;
    "update-answered-late":
        answered_at_once, the_waiters_were_first, answered_before_we_looked_at_the_clock, answered_after_a_second,
        only_when_the_hold_ends, woken_but_never_answered, an_update_without_waiters, noise_around_the_answer, woken_and_reset;
    "read-blocked":
        read_while_ten_wait, a_read_after_they_are_gone, read_only_when_the_hold_ends, read_never_answered,
        noise_around_the_read, only_one_waited, starved_since, the_reader_gets_an_error, the_reader_is_reset,
        the_reader_is_refused;
}

fn waiters(count: u32, done: impl Fn(Deed) -> Deed) -> Vec<Deed> {
    (1..=count).map(|n| done(waiter(n).knows("3").from(0))).collect()
}

fn answered_while_one_waits() -> Told {
    story([waiter(1).knows("3").from(0).answered(152, "En cours", "4"), update("En cours").at(150, 151)]).passes("pass")
}

fn woken_before_the_answer() -> Told {
    story([waiter(1).knows("3").from(0).answered(151, "En cours", "4"), update("En cours").at(150, 900)]).passes("pass")
}

fn no_answer_but_the_news_was_seen() -> Told {
    story([waiter(1).knows("3").from(0).answered(151, "En cours", "4"), update("En cours").from(150).no_answer(3150)])
        .passes("pass")
}

fn ten_wait() -> Told {
    story(waiters(10, |one| one.answered(202, "En cours", "4")))
        .and([update("En cours").at(200, 203)])
        .at_least(10)
        .passes("pass")
}

fn nothing_before_they_are_gone() -> Told {
    story([waiter(1).knows("3").from(0).code(25_000, 204), update("En cours").at(150, 25_001)]).fails("fail")
}

fn no_answer_and_no_news() -> Told {
    story(waiters(10, |one| one.no_answer(4000))).and([update("En cours").from(200).no_answer(3200)]).fails("fail")
}

fn an_error_while_one_waits() -> Told {
    story([waiter(1).knows("3").from(0).no_answer(2000), update("En cours").from(150).code(151, 500)]).fails("code")
}

fn too_much_noise_to_tell() -> Told {
    story([waiter(1).knows("3").from(0).no_answer(4000), update("En cours").from(150).no_answer(3150)])
        .noise(1000, 900)
        .unknown("noise")
        .observed(3000)
}

fn nobody_waited_yet() -> Told {
    story([update("En cours").at(0, 1), waiter(1).knows("4").from(2).code(25_002, 204)]).unknown("nothing")
}

fn never_more_than_one() -> Told {
    story([waiter(1).knows("3").from(0).answered(152, "En cours", "4"), update("En cours").at(150, 151)])
        .at_least(10)
        .unknown("nothing")
}

/// The answer is not slow: it will never come, and the waiter knows of nothing.
fn the_update_is_reset() -> Told {
    story([waiter(1).knows("3").from(0).no_answer(2000), update("En cours").from(150).cut(151)]).fails("cut")
}

/// The report says between which numbers the server's pool ends.
fn two_are_fine_and_five_are_not() -> Told {
    story(waiters(2, |one| one.answered(202, "En cours", "4")))
        .and([update("En cours").at(200, 203)])
        .round(2, (1..=5).map(|n| waiter(n).knows("4").from(1000).no_answer(5000)))
        .round(2, [update("Échec").from(1200).no_answer(4200)])
        .at_least(10)
        .fails("beyond")
        .count("waiters", 5)
        .count("fine", 2)
        .time("waited", 3000)
        .observed(3000)
}

fn answered_at_once() -> Told {
    story([waiter(1).knows("3").from(0).answered(152, "En cours", "4"), update("En cours").at(150, 151)]).passes("pass")
}

fn the_waiters_were_first() -> Told {
    story(waiters(10, |one| one.answered(201, "En cours", "4"))).and([update("En cours").at(200, 240)]).passes("pass")
}

fn answered_before_we_looked_at_the_clock() -> Told {
    story([waiter(1).knows("3").from(0).answered(151, "En cours", "4"), update("En cours").at(150, 151).sent(180)])
        .passes("pass")
}

fn answered_after_a_second() -> Told {
    story([waiter(1).knows("3").from(0).answered(152, "En cours", "4"), update("En cours").at(150, 1150)])
        .and([reader(1).from(1200).answered(1201, "En cours", "4")])
        .passes("pass")
        .count("updates", 1)
        .time("longest", 1000)
        .observed(1000)
}

fn only_when_the_hold_ends() -> Told {
    story([waiter(1).knows("3").from(0).code(2500, 204), update("En cours").at(150, 2501)])
        .and([reader(1).from(2600).answered(2601, "En cours", "4")])
        .fails("fail")
}

fn woken_but_never_answered() -> Told {
    story([waiter(1).knows("3").from(0).answered(152, "En cours", "4"), update("En cours").from(150).no_answer(3150)])
        .fails("silent")
}

/// It never waited for its answer: the connection was cut at once.
fn woken_and_reset() -> Told {
    story([waiter(1).knows("3").from(0).answered(152, "En cours", "4"), update("En cours").from(150).cut(151)])
        .fails("cut")
}

fn an_update_without_waiters() -> Told {
    story([update("En cours").at(0, 2000), waiter(1).knows("4").from(2001).code(27_001, 204)]).unknown("nothing")
}

fn noise_around_the_answer() -> Told {
    story([waiter(1).knows("3").from(0).answered(152, "En cours", "4"), update("En cours").from(150).no_answer(3150)])
        .noise(160, 400)
        .unknown("noise")
}

fn read_while_ten_wait() -> Told {
    story(waiters(10, |one| one.answered(302, "En cours", "4")))
        .and([reader(1).from(200).answered(201, "En attente", "3"), update("En cours").at(300, 301)])
        .at_least(10)
        .passes("pass")
}

fn a_read_after_they_are_gone() -> Told {
    story(waiters(10, |one| one.answered(102, "En cours", "4")))
        .and([reader(1).from(200).answered(201, "En cours", "4")])
        .unknown("nothing")
}

fn read_only_when_the_hold_ends() -> Told {
    story(waiters(10, |one| one.code(25_000, 204)))
        .and([update("En attente").at(0, 1), reader(1).from(200).answered(25_001, "En attente", "3")])
        .fails("fail")
}

fn read_never_answered() -> Told {
    story(waiters(1, |one| one.no_answer(2500)))
        .and([reader(1).from(200).no_answer(1800)])
        .fails("fail")
        .time("waited", 1600)
        .count("waiters", 1)
}

fn noise_around_the_read() -> Told {
    story(waiters(1, |one| one.no_answer(2500)))
        .and([reader(1).from(200).no_answer(1800)])
        .noise(300, 700)
        .unknown("noise")
}

fn only_one_waited() -> Told {
    story(waiters(1, |one| one.no_answer(2500)))
        .and([reader(1).from(200).answered(201, "En attente", "3")])
        .at_least(10)
        .unknown("nothing")
}

fn starved_since() -> Told {
    story([]).note(0, Event::Skipped(notes::STARVED)).unknown("starved")
}

/// Served, but not what it asked for: the server is full.
fn the_reader_gets_an_error() -> Told {
    story(waiters(10, |one| one.no_answer(2500))).and([reader(1).from(200).code(201, 503)]).fails("error")
}

fn the_reader_is_reset() -> Told {
    story(waiters(10, |one| one.no_answer(2500))).and([reader(1).from(200).cut(201)]).fails("cut")
}

/// No connection was made: that says nothing about time, and the machine was quiet.
fn the_reader_is_refused() -> Told {
    story(waiters(10, |one| one.no_answer(2500))).and([reader(1).from(200).refused(201)]).unknown("early")
}

/// One asks and one is told in the moment in which the update leaves: neither waits meanwhile.
fn who_comes_or_goes_as_it_leaves_does_not_wait() -> Told {
    story([
        waiter(1).knows("3").from(0).answered(152, "En cours", "4"),
        waiter(2).knows("3").from(0).code(150, 204),
        waiter(3).knows("3").from(150).answered(152, "En cours", "4"),
        update("En cours").at(150, 151),
    ])
    .passes("pass")
    .count("waiters", 1)
}
