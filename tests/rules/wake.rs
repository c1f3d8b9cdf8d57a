//! One update releases every waiting client, at once, with what is new.

use super::build::{Deed, Story, Told, release, story, update, waiter};

stories! {
    "waiter-not-woken":
        everybody_is_woken, one_is_sent_elsewhere, nobody_answered_the_update_but_its_news_was_seen,
        woken_before_we_looked_at_the_clock, a_poll_sent_after_the_update, late_just_within_the_limit_and_noise,
        one_of_two_is_forgotten, every_other_one_is_forgotten, woken_by_the_end_of_the_hold,
        thrown_out_by_another_waiter, an_update_that_may_not_have_happened, somebody_else_woke_them,
        noise_while_one_still_waits, two_never_ten, a_wake_beyond_half_of_the_hold, everybody_gets_an_error,
        everybody_is_reset, our_update_came_after_the_hold, everybody_is_woken_twice, woken_as_the_update_left;
    "woken-late":
        ten_prompt_wakes, one_slow_wake_in_ten, a_wake_counts_from_the_later_of_the_two, noise_widens_what_is_prompt,
        looks_every_second, five_of_ten_are_late, after_two_seconds, too_much_noise_on_each, too_few_wakes,
        we_looked_two_seconds_late, half_is_prompt_and_half_unsure, one_more_prompt_wake_would_do,
        no_wake_that_is_unsure_would_do, half_is_lost, what_else_was_held;
}

/// The kernel had the answers at once, and gave us the processor two seconds later.
fn we_looked_two_seconds_late() -> Told {
    let wakes = (1..=10).fold(story([]), |story, round| {
        let start = f64::from(round) * 5000.0;
        let woken = waiter(1).knows("3").from(start).answered(start + 2110.0, "En cours", "4").arrived(start + 112.0);
        story.round(round, [woken, update("En cours").at(start + 110.0, start + 111.0)])
    });
    wakes.at_least(10).passes("pass")
}

/// One wake of one waiter, which takes so long.
fn wake(round: u32, took: f64) -> Vec<Deed> {
    let start = f64::from(round) * 5000.0;
    vec![
        waiter(1).knows("3").from(start).answered(start + 110.0 + took, "En cours", "4"),
        update("En cours").at(start + 110.0, start + 111.0),
    ]
}

/// Ten wakes in as many rounds.
fn wakes(took: [f64; 10]) -> Story {
    (1..).zip(took).fold(story([]), |story, (round, took)| story.round(round, wake(round, took))).at_least(10)
}

fn everybody_is_woken() -> Told {
    story([
        waiter(1).knows("3").from(0).answered(152, "En cours", "4"),
        waiter(2).knows("3").from(1).answered(152, "En cours", "4"),
        update("En cours").at(150, 153),
    ])
    .at_least(2)
    .passes("pass")
}

fn nobody_answered_the_update_but_its_news_was_seen() -> Told {
    story([
        waiter(1).knows("3").from(0).answered(152, "En cours", "4"),
        waiter(2).knows("3").from(1).answered(153, "En cours", "4"),
        update("En cours").from(150).no_answer(3150),
    ])
    .passes("pass")
}

fn woken_before_we_looked_at_the_clock() -> Told {
    story([waiter(1).knows("3").from(0).answered(151, "En cours", "4"), update("En cours").at(150, 181).sent(180)])
        .passes("pass")
}

fn a_poll_sent_after_the_update() -> Told {
    story([waiter(1).knows("3").from(149).sent(1500).answered(1502, "En cours", "4"), update("En cours").at(150, 151)])
        .passes("pass")
}

fn late_just_within_the_limit_and_noise() -> Told {
    story([waiter(1).knows("3").from(0).answered(1790, "En cours", "4"), update("En cours").at(150, 151)])
        .noise(1000, 150)
        .passes("pass")
}

fn one_of_two_is_forgotten() -> Told {
    story([
        waiter(1).knows("3").from(0).answered(152, "En cours", "4"),
        waiter(2).knows("3").from(1).no_answer(2700),
        update("En cours").at(150, 151),
    ])
    .fails("fail")
    .count("woken", 1)
    .observed(2550)
}

fn every_other_one_is_forgotten() -> Told {
    story([2, 4, 6, 8].map(|n| waiter(n).knows("3").from(n).no_answer(2700)))
        .and([1, 3, 5, 7].map(|n| waiter(n).knows("3").from(n).answered(202, "En cours", "4")))
        .and([update("En cours").at(200, 201), release("Échec").at(2600, 2601)])
        .fails("fail")
        .count("waiters", 8)
        .count("lost", 4)
        .count("woken", 4)
}

/// The machine stood still between our polls and our update, and their holds ended meanwhile.
fn our_update_came_after_the_hold() -> Told {
    story((1..=3).map(|n| waiter(n).knows("3").from(0).code(25_000, 204)))
        .and([update("En cours").at(25_500, 25_501)])
        .unknown("nothing")
}

fn woken_by_the_end_of_the_hold() -> Told {
    story([waiter(1).knows("3").from(0).answered(5000, "En cours", "4"), update("En cours").at(150, 151)]).fails("fail")
}

fn thrown_out_by_another_waiter() -> Told {
    story([
        waiter(1).knows("3").from(0).said(2, 200, r#"{"message":""}"#),
        waiter(2).knows("3").from(1).answered(152, "En cours", "4"),
        update("En cours").at(150, 151),
    ])
    .fails("fail")
}

fn an_update_that_may_not_have_happened() -> Told {
    story([waiter(1).knows("3").from(0).no_answer(4000), update("En cours").from(150).no_answer(3150)])
        .unknown("nothing")
}

fn somebody_else_woke_them() -> Told {
    story([
        waiter(1).knows("3").from(0).answered(90, "Échec", "4"),
        waiter(2).knows("3").from(1).answered(90, "Échec", "4"),
        update("En cours").at(150, 151),
    ])
    .unknown("foreign")
}

fn noise_while_one_still_waits() -> Told {
    story([waiter(1).knows("3").from(0).no_answer(2000), update("En cours").at(150, 151)])
        .noise(400, 600)
        .unknown("noise")
}

fn two_never_ten() -> Told {
    story([waiter(1).knows("3").from(0).answered(152, "En cours", "4"), update("En cours").at(150, 151)])
        .at_least(10)
        .unknown("nothing")
}

/// A hold of two seconds that ends looks like a slow wake-up: no more than half of it is waited for.
fn a_wake_beyond_half_of_the_hold() -> Told {
    story([waiter(1).knows("3").from(0).answered(1300, "En cours", "4"), update("En cours").at(150, 151)])
        .round(2, [waiter(1).knows("4").from(5000).code(7000, 204)])
        .fails("fail")
}

/// They learn that something happened, and are told that the server broke.
fn everybody_gets_an_error() -> Told {
    story([
        waiter(1).knows("3").from(0).said(152, 500, "<h1>Internal Server Error</h1>"),
        waiter(2).knows("3").from(1).said(152, 500, "<h1>Internal Server Error</h1>"),
        update("En cours").at(150, 151),
    ])
    .fails("error")
}

fn everybody_is_reset() -> Told {
    story([
        waiter(1).knows("3").from(0).cut(152),
        waiter(2).knows("3").from(1).cut(152),
        update("En cours").at(150, 151),
    ])
    .fails("fail")
}

fn ten_prompt_wakes() -> Told {
    wakes([2.0, 1.0, 3.0, 2.0, 1.0, 0.5, 2.0, 2.0, 1.0, 249.0])
        .passes("pass")
        .count("wakes", 10)
        .time("median", 2)
        .time("longest", 249)
        .observed(2)
}

fn one_slow_wake_in_ten() -> Told {
    wakes([2.0, 1.0, 3.0, 1400.0, 1.0, 0.5, 2.0, 700.0, 1.0, 2.0]).passes("some-late")
}

fn a_wake_counts_from_the_later_of_the_two() -> Told {
    story([waiter(1).knows("3").from(0).sent(900).answered(902, "En cours", "4"), update("En cours").at(150, 151)])
        .passes("pass")
}

fn noise_widens_what_is_prompt() -> Told {
    let noisy = |story: Story, round: u32| story.noise(f64::from(round) * 5000.0 + 120.0, 240.0);
    (1..=10).fold(wakes([480.0; 10]), noisy).passes("pass")
}

fn looks_every_second() -> Told {
    wakes([890.0, 780.0, 670.0, 560.0, 450.0, 340.0, 930.0, 820.0, 710.0, 600.0]).earns_half("late")
}

fn five_of_ten_are_late() -> Told {
    wakes([1.0, 1.0, 1.0, 1.0, 1.0, 700.0, 700.0, 700.0, 700.0, 700.0]).earns_half("late")
}

fn after_two_seconds() -> Told {
    wakes([2000.0; 10]).fails("fail")
}

fn too_much_noise_on_each() -> Told {
    let noisy = |story: Story, round: u32| story.noise(f64::from(round) * 5000.0 + 120.0, 400.0);
    (1..=10).fold(wakes([600.0; 10]), noisy).unknown("noise")
}

fn too_few_wakes() -> Told {
    story(wake(1, 2.0)).at_least(10).unknown("nothing")
}

/// Four were prompt, two late, and of four nobody can tell, the machine was so busy: they may have been prompt, and
/// the median with them.
fn half_is_prompt_and_half_unsure() -> Told {
    let wakes = wakes([1.0, 1.0, 1.0, 1.0, 400.0, 400.0, 600.0, 600.0, 600.0, 600.0]);
    let noisy = |story: Story, round: u32| story.noise(f64::from(round) * 5000.0 + 120.0, 500.0);
    (7..=10).fold(wakes, noisy).unknown("noise")
}

fn one_is_sent_elsewhere() -> Told {
    story([
        waiter(1).knows("4").from(0).answered(502, "Terminée", "5"),
        waiter(2).knows("4").from(0).code(502, 307),
        update("Terminée").at(500, 501),
    ])
    .fails("error")
}

fn everybody_is_woken_twice() -> Told {
    story((1..=3).map(|n| waiter(n).knows("3").from(n).answered(152, "En cours", "4")))
        .and([update("En cours").at(150, 153)])
        .round(2, (1..=2).map(|n| waiter(n).knows("4").from(200 + n).answered(352, "Échec", "5")))
        .round(2, [update("Échec").at(350, 353)])
        .at_least(3)
        .passes("pass")
        .count("woken", 5)
        .count("rounds", 2)
        .count("most", 3)
}

/// Woken the very moment in which the update left: nobody else did that.
fn woken_as_the_update_left() -> Told {
    story([waiter(1).knows("3").from(0).answered(150, "En cours", "4"), update("En cours").at(150, 151)]).passes("pass")
}

/// Five prompt, four late, and one of which nobody can tell: with that one more than half may be prompt.
fn one_more_prompt_wake_would_do() -> Told {
    let wakes = wakes([1.0, 1.0, 1.0, 1.0, 1.0, 400.0, 400.0, 400.0, 400.0, 400.0]);
    wakes.noise(10.0 * 5000.0 + 120.0, 500.0).unknown("noise")
}

/// Three prompt, five late, and two of which nobody can tell: even with those no more than half are prompt.
fn no_wake_that_is_unsure_would_do() -> Told {
    let wakes = wakes([1.0, 1.0, 1.0, 400.0, 400.0, 400.0, 400.0, 400.0, 400.0, 400.0]);
    let noisy = |story: Story, round: u32| story.noise(f64::from(round) * 5000.0 + 120.0, 500.0);
    (9..=10).fold(wakes, noisy).earns_half("late").time("median", 400)
}

/// Two prompt, three late, and five lost: there is no habit to be told.
fn half_is_lost() -> Told {
    wakes([1.0, 1.0, 400.0, 400.0, 400.0, 1800.0, 1800.0, 1800.0, 1800.0, 1800.0]).unknown("noise")
}

/// A hold that ended before the update, a poll without an answer and one of another round are no wakes.
fn what_else_was_held() -> Told {
    wakes([2.0; 10])
        .and([waiter(2).knows("3").from(5000).code(5100, 204), waiter(3).knows("3").from(5000).no_answer(7000)])
        .passes("pass")
        .count("wakes", 10)
        .time("median", 2)
}
