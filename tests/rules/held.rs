//! A client that is up to date waits.

use super::build::{Told, story, update, waiter};

stories! {
    "not-held":
        held_to_its_end, held_for_the_least_accepted_time, a_timer_fired_a_little_early, we_stopped_waiting_long_after,
        held_the_second_time, the_same_version_at_once, no_change_at_once, an_error_at_once, held_for_a_second,
        the_connection_is_closed_early, somebody_else_updated, we_left_before_it_could_show, nobody_waited,
        the_clock_was_looked_at_late, asked_late_and_held_for_a_second, as_early_as_a_timer_may_fire,
        earlier_than_any_timer_fires,
        each_is_closed_after_as_long;
}

fn held_to_its_end() -> Told {
    story([waiter(1).knows("4").from(0).code(25_010, 204)]).passes("pass")
}

fn held_for_the_least_accepted_time() -> Told {
    story([waiter(1).knows("4").from(0).said(5000, 200, "{}")]).passes("pass")
}

fn a_timer_fired_a_little_early() -> Told {
    story([waiter(1).knows("4").from(0).sent(0.4).code(4999, 204)]).passes("pass")
}

fn we_stopped_waiting_long_after() -> Told {
    story([waiter(1).knows("4").from(0).no_answer(66_500)]).passes("pass")
}

fn held_the_second_time() -> Told {
    story([waiter(1).knows("3").from(0).answered(1, "En cours", "4")])
        .round(2, [waiter(1).knows("4").from(100).code(25_100, 204)])
        .passes("pass")
}

fn the_same_version_at_once() -> Told {
    story([waiter(1).knows("4").from(0).answered(1, "En cours", "4")]).fails("same")
}

fn no_change_at_once() -> Told {
    story([waiter(1).knows("4").from(0).code(1, 204)]).fails("fail")
}

fn an_error_at_once() -> Told {
    story([waiter(1).knows("4").from(0).said(1, 500, "<h1>Internal Server Error</h1>")]).fails("fail")
}

fn held_for_a_second() -> Told {
    story([waiter(1).knows("4").from(0).said(1000, 200, "{}")]).fails("fail")
}

fn the_connection_is_closed_early() -> Told {
    story([waiter(1).knows("4").from(0).cut(2000)]).fails("cut")
}

fn somebody_else_updated() -> Told {
    story([waiter(1).knows("4").from(0).answered(900, "Terminée", "5")]).unknown("foreign")
}

fn we_left_before_it_could_show() -> Told {
    story([waiter(1).knows("4").from(0).left(3000)]).unknown("nothing")
}

fn nobody_waited() -> Told {
    story([update("En cours").at(0, 1), waiter(1).knows("4").from(2).refused(3)]).unknown("nothing")
}

/// The request had left at 0 and was held for five seconds to the millisecond. On a busy machine the look at the
/// clock after sending came late: the time held is at least, not at most, what it seems.
fn the_clock_was_looked_at_late() -> Told {
    story([waiter(1).knows("4").from(0).sent(120).code(5000, 204)]).noise(0, 120).passes("pass")
}

/// Minutes into the run.
fn asked_late_and_held_for_a_second() -> Told {
    story([waiter(1).knows("4").from(100_000).said(101_000, 200, "{}")]).fails("fail").time("time", 1000).observed(1000)
}

fn as_early_as_a_timer_may_fire() -> Told {
    story([waiter(1).knows("4").from(100).code(5050, 204)]).passes("pass").time("time", 4950)
}

fn earlier_than_any_timer_fires() -> Told {
    story([waiter(1).knows("4").from(100).code(5049, 204)]).fails("fail")
}

fn each_is_closed_after_as_long() -> Told {
    let later = waiter(2).knows("4").from(1000).cut(3010).scenario("after-hold");
    story([waiter(1).knows("4").from(0).cut(2000), later]).fails("limit").time("time", 2000)
}
