//! What a woken client gets.

use super::build::{Told, lookout, reader, story, update, waiter};

stories! {
    "woken-with-old-pair":
        the_new_pair, only_the_newest_of_several, a_text_version, a_float_version,
        one_had_the_news_of_the_update_before, composed_or_decomposed, the_old_pair,
        the_new_version_with_the_old_status, the_same_version_with_the_new_status, nothing_at_all,
        an_unclear_update_binds_nobody, the_news_of_somebody_elses_update, the_holds_were_over_as_we_came,
        one_old_pair_is_no_habit, what_else_was_answered, news_of_another_round, an_update_that_failed_binds_nobody,
        the_old_pair_and_nothing_moves, the_old_status_where_the_next_is_shown_the_new_one,
        the_pair_that_was_seen_before_the_update;
}

/// The machine stood still: the update left when the holds ended, and nobody was woken by it.
fn the_holds_were_over_as_we_came() -> Told {
    story([
        waiter(1).knows("3").from(2).code(6005, 204),
        waiter(2).knows("3").from(2).code(6006, 204),
        update("En cours").from(6000).code(6500, 200),
    ])
    .round(
        2,
        [
            waiter(1).knows("4").from(7000).answered(7152, "Échec", "5"),
            waiter(2).knows("4").from(7000).answered(7152, "Échec", "5"),
            update("Échec").at(7150, 7151),
        ],
    )
    .at_least(2)
    .passes("pass")
}

fn the_new_pair() -> Told {
    story([
        lookout().from(0).answered(1, "En attente", "3"),
        waiter(1).knows("3").from(2).answered(152, "En cours", "4"),
        waiter(2).knows("3").from(2).answered(152, "En cours", "4"),
        update("En cours").at(150, 151),
    ])
    .at_least(2)
    .passes("pass")
}

/// Two updates close together: intermediate versions need not be seen.
fn only_the_newest_of_several() -> Told {
    story([
        waiter(1).knows("3").from(2).answered(153, "Terminée", "9"),
        waiter(2).knows("3").from(2).answered(153, "Terminée", "9"),
        update("En cours").at(150, 151),
        update("Terminée").by("updater 2").at(151, 152),
    ])
    .passes("pass")
}

fn a_text_version() -> Told {
    story([
        waiter(1).knows("2026-11-21T10:00:00").from(0).answered(152, "En cours", "2026-11-21T10:00:01"),
        waiter(2).knows("2026-11-21T10:00:00").from(0).answered(152, "En cours", "2026-11-21T10:00:01"),
        update("En cours").at(150, 151),
    ])
    .passes("pass")
}

fn a_float_version() -> Told {
    story([
        waiter(1).knows("1795219622.2221568").from(0).answered(152, "En cours", "1795219622.2221570"),
        waiter(2).knows("1795219622.2221568").from(0).answered(152, "En cours", "1795219622.2221570"),
        update("En cours").at(150, 151),
    ])
    .passes("pass")
}

/// Two updates close together: one waiter was on its way out with the first when the second came.
fn one_had_the_news_of_the_update_before() -> Told {
    story([waiter(1).knows("2").from(0).answered(49, "Échec", "3"), update("Échec").at(48, 49)])
        .round(
            2,
            [
                waiter(1).knows("2").from(40).answered(51, "Échec", "3"),
                waiter(2).knows("3").from(49).answered(52, "En cours", "4"),
                update("En cours").at(50, 51),
            ],
        )
        .passes("pass")
}

fn composed_or_decomposed() -> Told {
    let deeds = [
        waiter(1).knows("3").from(2).answered(152, "E\u{301}chec", "4"),
        waiter(2).knows("3").from(2).answered(152, "E\u{301}chec", "4"),
        update("\u{c9}chec").at(150, 151),
    ];
    story([update("En cours").at(0, 1)]).round(2, deeds).passes("pass")
}

fn the_old_pair() -> Told {
    story([
        waiter(1).knows("3").from(2).answered(152, "En attente", "3"),
        waiter(2).knows("3").from(2).answered(152, "En attente", "3"),
        update("En cours").at(150, 151),
    ])
    .fails("fail")
}

fn the_new_version_with_the_old_status() -> Told {
    story([update("En attente").at(0, 1)])
        .round(
            2,
            [
                waiter(1).knows("3").from(2).answered(152, "En attente", "4"),
                waiter(2).knows("3").from(2).answered(152, "En attente", "4"),
                update("En cours").at(150, 151),
            ],
        )
        .fails("fail")
}

fn the_same_version_with_the_new_status() -> Told {
    story([
        waiter(1).knows("3").from(2).answered(152, "En cours", "3"),
        waiter(2).knows("3").from(2).answered(152, "En cours", "3"),
        update("En cours").at(150, 151),
    ])
    .fails("fail")
}

fn nothing_at_all() -> Told {
    story([
        waiter(1).knows("3").from(2).code(152, 204),
        waiter(2).knows("3").from(2).said(152, 200, "{}"),
        update("En cours").at(150, 151),
    ])
    .fails("empty")
}

fn an_unclear_update_binds_nobody() -> Told {
    story([
        waiter(1).knows("3").from(2).no_answer(4000),
        update("En cours").from(150).no_answer(3150),
        reader(1).from(3200).answered(3201, "En attente", "3"),
    ])
    .unknown("nothing")
}

/// Right after ours, somebody went back to the status before it: what the waiters got is the newest pair.
fn the_news_of_somebody_elses_update() -> Told {
    story([update("En attente").at(0, 1)])
        .round(
            2,
            [
                waiter(1).knows("3").from(2).answered(160, "En attente", "5"),
                waiter(2).knows("3").from(2).answered(160, "En attente", "5"),
                update("En cours").at(150, 151),
                lookout().from(170).answered(171, "En attente", "5"),
            ],
        )
        .unknown("foreign")
}

fn one_old_pair_is_no_habit() -> Told {
    story([
        waiter(1).knows("3").from(2).answered(152, "En attente", "3"),
        waiter(2).knows("3").from(2).answered(152, "En cours", "4"),
        update("En cours").at(150, 151),
    ])
    .at_least(2)
    .passes("pass")
    .count("wakes", 2)
}

/// An error, and an answer from before the update, are no wakes.
fn what_else_was_answered() -> Told {
    story([
        waiter(1).knows("3").from(2).answered(152, "En cours", "4"),
        waiter(2).knows("3").from(2).code(152, 500),
        waiter(3).knows("3").from(2).code(100, 204),
        update("En cours").at(150, 151),
    ])
    .passes("pass")
    .count("wakes", 1)
}

/// What others were told in the round before does not show that this update took effect.
fn news_of_another_round() -> Told {
    story([waiter(1).knows("3").from(2).answered(152, "En cours", "4"), update("En cours").at(150, 151)])
        .round(2, (1..=2).map(|n| waiter(n).knows("4").from(200).code(352, 204)))
        .round(2, [update("Échec").from(350).no_answer(3350)])
        .passes("pass")
        .count("wakes", 1)
}

/// Somebody else's news came beside it.
fn an_update_that_failed_binds_nobody() -> Told {
    story([
        waiter(1).knows("3").from(2).answered(152, "En attente", "4"),
        waiter(2).knows("3").from(2).answered(152, "En attente", "4"),
        update("En cours").from(150).code(151, 500),
    ])
    .unknown("nothing")
}

/// That nothing moves afterwards either makes the old pair no news.
fn the_old_pair_and_nothing_moves() -> Told {
    story([
        waiter(1).knows("3").from(2).answered(152, "En attente", "3"),
        waiter(2).knows("3").from(2).answered(152, "En attente", "3"),
        update("En cours").at(150, 151),
        lookout().from(170).answered(171, "En attente", "3"),
    ])
    .fails("fail")
    .count("bad", 2)
    .count("wakes", 2)
}

/// Who asks next is shown what the waiters should have got.
fn the_old_status_where_the_next_is_shown_the_new_one() -> Told {
    story([update("En attente").at(0, 1)])
        .round(
            2,
            [
                waiter(1).knows("3").from(2).answered(152, "En attente", "4"),
                waiter(2).knows("3").from(2).answered(152, "En attente", "4"),
                update("En cours").at(150, 151),
                lookout().from(170).answered(171, "En cours", "4"),
                lookout().from(180).answered(181, "En attente", "4"),
            ],
        )
        .fails("fail")
}

/// They are told what everybody could see before the update, and not what everybody is shown after it.
fn the_pair_that_was_seen_before_the_update() -> Told {
    story([update("En attente").at(0, 1), lookout().from(1.5).answered(1.8, "En attente", "4")])
        .round(
            2,
            [
                waiter(1).knows("3").from(2).answered(152, "En attente", "4"),
                waiter(2).knows("3").from(2).answered(152, "En attente", "4"),
                update("En cours").at(150, 151),
                lookout().from(170).answered(171, "En cours", "5"),
            ],
        )
        .fails("fail")
        .count("bad", 2)
}
