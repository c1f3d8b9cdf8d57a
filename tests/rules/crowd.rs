//! More clients than the lab asks for: they wait, they leave, one of them reads nothing.

use super::build::{Deed, Story, Told, reader, story, stuck, update, waiter};
use lab::history::Event;
use lab::labs::long_polling::notes;

stories! {
    "waiters-limited":
        fifty_are_served, twenty_are_too_many, fifty_are_too_many, some_are_turned_away, the_read_after_them_hangs,
        noise_while_they_wait, no_more_than_twenty, they_were_not_sent, forty_of_forty_are_served;
    "leavers-kept":
        nobody_notices, the_update_finds_no_worker, the_read_finds_no_worker, too_few_left, noise_after_they_left;
    "stuck-client-blocks":
        the_others_are_answered, the_others_wait_for_it, only_the_read_waits, a_long_status_is_refused,
        slow_without_it_too, never_done_with_one, noise_beside_it;
}

/// A round in which so many clients wait, an update is sent, and a read after it.
fn crowd(story: Story, round: u32, count: u32, wake: impl Fn(Deed) -> Deed) -> Story {
    let start = 10_000 * round;
    let waiters = (1..=count).map(move |n| wake(waiter(n).knows("3").from(start)));
    story.round(round, waiters)
}

fn served(story: Story, round: u32, count: u32) -> Story {
    let start = 10_000 * round;
    crowd(story, round, count, |one| one.answered(start + 105, "En cours", "4")).round(
        round,
        [
            update("En cours").at(start + 100, start + 104),
            reader(1).from(start + 110).answered(start + 111, "En cours", "4"),
        ],
    )
}

fn starved(story: Story, round: u32, count: u32) -> Story {
    let start = 10_000 * round;
    crowd(story, round, count, |one| one.no_answer(start + 5000))
        .round(round, [update("En cours").from(start + 100).no_answer(start + 3100)])
}

fn fifty_are_served() -> Told {
    served(served(story([]), 1, 20), 2, 50).at_least(40).passes("pass")
}

fn twenty_are_too_many() -> Told {
    starved(story([]), 1, 20).at_least(40).fails("fail")
}

fn fifty_are_too_many() -> Told {
    starved(served(story([]), 1, 20), 2, 50).at_least(40).fails("beyond").count("waiters", 50).count("fine", 20)
}

fn some_are_turned_away() -> Told {
    served(story([]), 1, 20).and([waiter(21).knows("3").from(10_050).code(10_104, 503)]).fails("fail")
}

fn the_read_after_them_hangs() -> Told {
    crowd(story([]), 1, 50, |one| one.answered(10_105, "En cours", "4"))
        .and([update("En cours").at(10_100, 10_104), reader(1).from(10_110).no_answer(12_110)])
        .fails("fail")
}

fn noise_while_they_wait() -> Told {
    starved(story([]), 1, 20).noise(10_200, 900).unknown("noise")
}

fn no_more_than_twenty() -> Told {
    served(story([]), 1, 20).at_least(40).unknown("nothing")
}

fn they_were_not_sent() -> Told {
    story([]).note(0, Event::Skipped(notes::STARVED)).unknown("starved")
}

fn gone(count: u32, then: impl IntoIterator<Item = Deed>) -> Story {
    story((1..=count).map(|n| waiter(n).knows("3").from(0).left(100))).and(then)
}

fn nobody_notices() -> Told {
    gone(100, [update("En cours").at(200, 201), reader(1).from(210).answered(211, "En cours", "4")])
        .at_least(100)
        .passes("pass")
}

fn the_update_finds_no_worker() -> Told {
    gone(100, [update("En cours").from(200).no_answer(3200)]).at_least(100).fails("fail")
}

fn the_read_finds_no_worker() -> Told {
    gone(100, [update("En cours").at(200, 201), reader(1).from(210).no_answer(2000)]).at_least(100).fails("fail")
}

fn too_few_left() -> Told {
    gone(7, [update("En cours").at(200, 201)]).at_least(100).unknown("nothing")
}

fn noise_after_they_left() -> Told {
    gone(100, [update("En cours").from(200).no_answer(3200)]).noise(300, 900).unknown("noise")
}

/// A round without the stuck client, and all is well.
fn alone() -> Story {
    served(story([]), 1, 9)
}

/// A stuck client, and what comes of the update, the nine others and a read beside it.
fn beside(update: Deed, wake: impl Fn(Deed) -> Deed, read: Deed) -> Story {
    crowd(alone(), 2, 9, wake).round(2, [stuck().knows("3").from(19_900).left(25_000), update, read])
}

fn the_others_are_answered() -> Told {
    served(alone(), 2, 9).round(2, [stuck().knows("3").from(19_900).left(20_200)]).passes("pass")
}

fn the_others_wait_for_it() -> Told {
    let update = update("xxx").from(20_100).no_answer(23_100);
    beside(update, |one| one.no_answer(25_000), reader(1).from(23_200).no_answer(25_000)).fails("fail")
}

fn only_the_read_waits() -> Told {
    let update = update("xxx").at(20_100, 20_101);
    beside(update, |one| one.answered(20_102, "xxx", "5"), reader(1).from(20_110).no_answer(22_000)).fails("fail")
}

fn a_long_status_is_refused() -> Told {
    crowd(story([]), 1, 9, |one| one.no_answer(10_300))
        .and([update("xxx").from(10_100).code(10_101, 422)])
        .passes("refused")
}

fn slow_without_it_too() -> Told {
    starved(story([]), 1, 9)
        .and([reader(1).from(13_200).no_answer(15_000)])
        .round(2, [stuck().knows("3").from(19_900).left(25_000), waiter(1).knows("3").from(20_000).no_answer(25_000)])
        .round(2, [update("xxx").from(20_100).no_answer(23_100)])
        .unknown("nothing")
}

fn never_done_with_one() -> Told {
    alone().unknown("nothing")
}

fn noise_beside_it() -> Told {
    let update = update("xxx").from(20_100).no_answer(23_100);
    beside(update, |one| one.no_answer(25_000), reader(1).from(23_200).no_answer(25_000))
        .noise(20_200, 5000)
        .unknown("noise")
}

fn forty_of_forty_are_served() -> Told {
    served(served(story([]), 1, 20), 2, 40).at_least(40).passes("pass").count("waiters", 40)
}
