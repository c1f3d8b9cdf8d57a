//! No update is lost, whenever its readers ask.

use lab::history::Event;
use lab::labs::long_polling::{notes, record};

use super::build::{Deed, Story, Told, lookout, looper, racer, reader, release, story, update, waiter};

stories! {
    "lost-wakeup":
        all_are_answered_on_both_sides, the_update_got_no_answer_but_its_news_was_seen, one_is_slow_but_there,
        one_slept_through_it, one_is_woken_by_the_end_of_its_hold, one_sent_after_it_waits, lost_in_the_second_round,
        an_update_that_may_not_have_happened, noise_around_the_one_that_waits, noise_around_all_of_them,
        one_waited_while_others_had_the_processor, one_waited_again_and_again, waits_far_apart_do_not_add_up,
        short_waits_are_no_excuse, the_processor_was_taken_before_it_was_asked, too_few_chances, all_are_reset,
        one_sent_in_the_same_moment_waits, it_was_lost_again_in_a_smaller_race, a_race_that_stayed_as_it_was;
    "unseen-update-lost":
        two_later_readers_both_see_it, nine_is_behind_ten, nine_is_kept_waiting_for_another_rule,
        a_text_never_seen_before, only_the_first_reader_sees_it, nobody_sees_it, the_old_version_again,
        no_change_at_once, the_update_failed, noise_around_the_reader, versions_go_back_here,
        who_is_ahead_since_they_went_back_waits, they_went_back_before_and_grew_again, late_is_not_lost;
    "loop-stuck":
        all_arrive, intermediate_versions_are_skipped, arrived_before_the_last_answer, late_is_not_stuck,
        one_never_arrives, one_stops_at_a_version_that_nobody_else_saw, one_stops_where_another_went_on,
        one_arrives_when_released, the_last_update_is_unclear, nobody_knows_the_end, one_stops_before_the_last,
        one_hold_ends_before_it_is_told, a_hold_ends_beside_the_last_update, noise_at_the_end,
        two_loops_where_five_are_due, somebody_else_went_on, the_second_burst_is_the_quicker_one,
        the_driver_looked_as_the_last_update_was_answered, another_only_waits, one_left_before_the_last_answer,
        one_left_at_the_last_answer;
}

fn all_are_answered_on_both_sides() -> Told {
    story([
        racer(1).knows("3").from(99).answered(103, "En cours", "4"),
        racer(2).knows("3").from(100.1).answered(103, "En cours", "4"),
        racer(3).knows("3").from(105).answered(106, "En cours", "4"),
        update("En cours").at(100, 102),
    ])
    .at_least(3)
    .passes("pass")
}

fn the_update_got_no_answer_but_its_news_was_seen() -> Told {
    story([
        racer(1).knows("3").from(99).answered(103, "En cours", "4"),
        racer(2).knows("3").from(105).answered(106, "En cours", "4"),
        update("En cours").from(100).no_answer(1700),
    ])
    .at_least(2)
    .passes("pass")
}

fn one_is_slow_but_there() -> Told {
    story([racer(1).knows("3").from(99).answered(1400, "En cours", "4"), update("En cours").at(100, 102)])
        .passes("pass")
}

fn one_slept_through_it() -> Told {
    story([
        racer(1).knows("3").from(99).answered(103, "En cours", "4"),
        racer(2).knows("3").from(99.8).no_answer(1700),
        update("En cours").at(100, 102),
    ])
    .fails("fail")
    .text("side", "before")
    .time("offset", 0.2)
    .time("waited", 1600)
}

/// One poll was lost, and then its race was made as small as this.
fn made_smaller(race: serde_json::Value) -> Story {
    story([racer(1).knows("3").from(99.8).no_answer(1700), update("En cours").at(100, 102)])
        .note(4000, Event::Lab { lab: record::ID, what: notes::SHRUNK, detail: race })
}

fn it_was_lost_again_in_a_smaller_race() -> Told {
    let race = serde_json::json!({ "pollers": 1, "offset": "-900us..-100us", "rounds": 3, "played": 12, "lost": 11 });
    made_smaller(race)
        .fails("fail-again")
        .count("pollers", 1)
        .text("when", "-900us..-100us")
        .count("again", 11)
        .count("played", 12)
        .time("offset", 0.2)
}

fn a_race_that_stayed_as_it_was() -> Told {
    made_smaller(serde_json::json!({ "pollers": 50, "rounds": 300, "played": 30, "lost": 1 })).fails("fail")
}

fn one_is_woken_by_the_end_of_its_hold() -> Told {
    story([racer(1).knows("3").from(99.8).answered(25_099, "En cours", "4"), update("En cours").at(100, 102)])
        .fails("fail")
}

fn one_sent_after_it_waits() -> Told {
    story([racer(1).knows("3").from(100.3).no_answer(1700), update("En cours").at(100, 102)])
        .fails("fail")
        .text("side", "after")
        .time("offset", 0.3)
}

fn lost_in_the_second_round() -> Told {
    story([racer(1).knows("3").from(99).answered(103, "En cours", "4"), update("En cours").at(100, 102)])
        .round(2, [racer(1).knows("4").from(199).no_answer(1800), update("Échec").at(200, 202)])
        .fails("fail")
        .count("rounds", 2)
        .count("chances", 2)
        .count("lost", 1)
}

fn an_update_that_may_not_have_happened() -> Told {
    story([racer(1).knows("3").from(99).no_answer(1700), update("En cours").from(100).no_answer(1700)])
        .unknown("nothing")
}

/// Nobody can tell what became of that one: the others are chances enough.
fn noise_around_the_one_that_waits() -> Told {
    story([
        racer(1).knows("3").from(99).answered(103, "En cours", "4"),
        racer(2).knows("3").from(99.8).no_answer(2100),
        update("En cours").at(100, 102),
    ])
    .noise(500, 500)
    .passes("pass")
}

fn noise_around_all_of_them() -> Told {
    story([
        racer(1).knows("3").from(99).no_answer(2100),
        racer(2).knows("3").from(99.8).no_answer(2100),
        update("En cours").at(100, 102),
    ])
    .noise(500, 500)
    .unknown("noise")
}

/// The control has nothing to say of that: the target's own threads were ready, and did not run.
fn one_waited_while_others_had_the_processor() -> Told {
    story([
        racer(1).knows("3").from(99).answered(103, "En cours", "4"),
        racer(2).knows("3").from(99.8).answered(2100, "En cours", "4"),
        update("En cours").at(100, 102),
    ])
    .waited(2100, 1990)
    .passes("pass")
}

/// Once to be accepted, once to be answered: neither wait alone is beyond the bound.
fn one_waited_again_and_again() -> Told {
    story([
        racer(1).knows("3").from(99).answered(103, "En cours", "4"),
        racer(2).knows("3").from(99.8).answered(1800, "En cours", "4"),
        update("En cours").at(100, 102),
    ])
    .waited(1000, 200)
    .waited(1200, 210)
    .passes("pass")
}

fn waits_far_apart_do_not_add_up() -> Told {
    story([
        racer(1).knows("3").from(99).answered(103, "En cours", "4"),
        racer(2).knows("3").from(99.8).answered(2100, "En cours", "4"),
        update("En cours").at(100, 102),
    ])
    .waited(1000, 200)
    .waited(1700, 210)
    .fails("fail")
}

fn short_waits_are_no_excuse() -> Told {
    let waits = story([
        racer(1).knows("3").from(99).answered(103, "En cours", "4"),
        racer(2).knows("3").from(99.8).answered(1800, "En cours", "4"),
        update("En cours").at(100, 102),
    ]);
    (2..17).fold(waits, |waits, time| waits.waited(time * 100, 80)).fails("fail")
}

fn the_processor_was_taken_before_it_was_asked() -> Told {
    story([
        racer(1).knows("3").from(2199).answered(2203, "En cours", "4"),
        racer(2).knows("3").from(2199.8).no_answer(4200),
        update("En cours").at(2200, 2202),
    ])
    .waited(2100, 1990)
    .fails("fail")
}

fn too_few_chances() -> Told {
    story([racer(1).knows("3").from(99).answered(103, "En cours", "4"), update("En cours").at(100, 102)])
        .at_least(50)
        .unknown("nothing")
}

fn all_are_reset() -> Told {
    story([
        racer(1).knows("3").from(99).cut(103),
        racer(2).knows("3").from(99.8).cut(103),
        update("En cours").at(100, 102),
    ])
    .fails("fail")
}

fn two_later_readers_both_see_it() -> Told {
    story([
        update("En cours").at(0, 1),
        reader(1).knows("3").from(2).answered(3, "En cours", "4"),
        reader(2).knows("3").from(4).answered(5, "En cours", "4"),
    ])
    .at_least(2)
    .passes("pass")
}

fn nine_is_behind_ten() -> Told {
    story([update("En cours").at(0, 1), reader(1).knows("9").from(2).answered(3, "En cours", "10")]).passes("pass")
}

fn nine_is_kept_waiting_for_another_rule() -> Told {
    story([
        update("En cours").at(0, 1),
        lookout().from(2).answered(3, "En cours", "10"),
        reader(1).knows("9").from(4).no_answer(1604),
    ])
    .unknown("nothing")
}

fn a_text_never_seen_before() -> Told {
    story([update("En cours").at(0, 1), reader(1).knows("f3a9").from(2).answered(3, "En cours", "0b77")]).passes("pass")
}

/// The flag is lowered by the first request that reads it.
fn only_the_first_reader_sees_it() -> Told {
    story([
        update("En cours").at(0, 1),
        reader(1).knows("3").from(2).answered(3, "En cours", "4"),
        reader(2).knows("3").from(4).no_answer(1604),
    ])
    .fails("fail")
    .time("waited", 1600)
}

fn nobody_sees_it() -> Told {
    story([update("En cours").at(0, 1), reader(1).knows("3").from(2).code(25_002, 204)]).fails("fail")
}

fn the_old_version_again() -> Told {
    story([update("En cours").at(0, 1), reader(1).knows("3").from(2).answered(3, "En cours", "3")]).fails("no-news")
}

fn no_change_at_once() -> Told {
    story([update("En cours").at(0, 1), reader(1).knows("3").from(2).code(3, 204)]).fails("no-news")
}

fn the_update_failed() -> Told {
    story([update("En cours").from(0).code(1, 500), reader(1).knows("3").from(2).no_answer(1602)]).unknown("nothing")
}

fn versions_go_back_here() -> Told {
    story([
        lookout().from(0).answered(1, "En attente", "9"),
        update("En cours").at(2, 3),
        reader(1).knows("8").from(4).answered(5, "En cours", "7"),
    ])
    .waits_for("version-not-growing")
}

fn who_is_ahead_since_they_went_back_waits() -> Told {
    story([
        lookout().from(0).answered(1, "En attente", "9"),
        lookout().from(2).answered(3, "En cours", "7"),
        update("Terminée").at(4, 5),
        reader(1).knows("9").from(6).no_answer(1606),
    ])
    .waits_for("version-not-growing")
}

fn they_went_back_before_and_grew_again() -> Told {
    story([
        lookout().from(0).answered(1, "En attente", "9"),
        lookout().from(2).answered(3, "En cours", "7"),
        update("Terminée").at(4, 5),
        lookout().from(6).answered(7, "Terminée", "10"),
        reader(1).knows("9").from(8).answered(9, "Terminée", "10"),
        reader(2).knows("9").from(10).answered(11, "Terminée", "10"),
    ])
    .at_least(2)
    .passes("pass")
}

fn noise_around_the_reader() -> Told {
    story([update("En cours").at(0, 1), reader(1).knows("3").from(2).no_answer(1902)]).noise(300, 300).unknown("noise")
}

/// Three updates some 25 ms apart, and the driver's look at the end of them.
fn burst() -> Vec<Deed> {
    vec![
        update("En cours").at(100, 101),
        update("Terminée").at(125, 126),
        update("Échec").at(150, 151),
        lookout().from(152).answered(153, "Échec", "6"),
    ]
}

fn all_arrive() -> Told {
    story(burst())
        .and([
            looper(1).knows("3").from(0).answered(102, "En cours", "4"),
            looper(1).knows("4").from(102).answered(127, "Terminée", "5"),
            looper(1).knows("5").from(127).answered(152, "Échec", "6"),
            looper(1).knows("6").from(152).answered(200, "En attente", "7"),
            release("En attente").at(199, 200),
        ])
        .passes("pass")
}

fn intermediate_versions_are_skipped() -> Told {
    story(burst())
        .and([
            looper(1).knows("3").from(0).answered(102, "En cours", "4"),
            looper(1).knows("4").from(140).answered(152, "Échec", "6"),
            looper(2).knows("3").from(0).answered(151, "Échec", "6"),
        ])
        .at_least(2)
        .passes("pass")
}

fn arrived_before_the_last_answer() -> Told {
    story(burst()).and([looper(1).knows("5").from(127).answered(150.5, "Échec", "6")]).passes("pass")
}

fn late_is_not_stuck() -> Told {
    story(burst()).and([looper(1).knows("3").from(0).answered(1600, "Échec", "6")]).passes("pass")
}

fn one_never_arrives() -> Told {
    story(burst())
        .and([
            looper(1).knows("5").from(127).answered(152, "Échec", "6"),
            looper(2).knows("3").from(0).answered(127, "Terminée", "5"),
            looper(2).knows("5").from(127).no_answer(3000),
        ])
        .fails("fail")
        .count("loops", 2)
        .count("updates", 3)
        .count("stuck", 1)
        .observed(2850)
}

/// It alone had seen version 5, and only after the last update was sent; version 6 it never gets.
fn one_stops_before_the_last() -> Told {
    story(burst())
        .and([
            looper(1).knows("4").from(127).answered(152, "Échec", "6"),
            looper(2).knows("4").from(103).answered(150.5, "Terminée", "5"),
            looper(2).knows("5").from(150.6).no_answer(3000),
        ])
        .fails("fail")
}

/// Version 5 first came after the driver had looked, but it is a lower number than that of the end.
fn one_stops_at_a_version_that_nobody_else_saw() -> Told {
    story(burst())
        .and([
            looper(1).knows("4").from(127).answered(152, "Échec", "6"),
            looper(2).knows("4").from(103).answered(155, "Terminée", "5"),
            looper(2).knows("5").from(156).no_answer(3000),
        ])
        .fails("fail")
}

/// Texts have no order: that another client was led on from there to the end says which one came before.
fn one_stops_where_another_went_on() -> Told {
    story([
        update("En cours").at(100, 101),
        update("Échec").at(150, 151),
        lookout().from(152).answered(153, "Échec", "bd"),
        looper(1).knows("7f").from(103).answered(154, "En cours", "0c"),
        looper(1).knows("0c").from(155).answered(156, "Échec", "bd"),
        looper(2).knows("7f").from(103).answered(155, "En cours", "0c"),
        looper(2).knows("0c").from(156).no_answer(3000),
    ])
    .fails("fail")
}

fn one_arrives_when_released() -> Told {
    story(burst())
        .and([looper(1).knows("5").from(127).answered(1702, "En attente", "7"), release("En attente").at(1700, 1701)])
        .fails("fail")
}

/// Its poll was open at the last update and ended empty; only the next one tells it.
fn one_hold_ends_before_it_is_told() -> Told {
    story(burst())
        .and([
            looper(1).knows("5").from(127).code(1800, 204),
            looper(1).knows("5").from(1820).answered(1821, "Échec", "6"),
        ])
        .fails("fail")
}

/// The hold ended as the update came in: the client asks again at once, and is told.
fn a_hold_ends_beside_the_last_update() -> Told {
    story(burst())
        .and([
            looper(1).knows("5").from(127).code(150.5, 204),
            looper(1).knows("5").from(171).answered(172, "Échec", "6"),
        ])
        .passes("pass")
}

fn the_last_update_is_unclear() -> Told {
    story([update("En cours").at(100, 101), update("Échec").from(125).no_answer(3125)])
        .and([looper(1).knows("4").from(102).no_answer(4000)])
        .unknown("nothing")
}

fn nobody_knows_the_end() -> Told {
    story([update("En cours").at(100, 101), looper(1).knows("3").from(0).no_answer(4000)]).unknown("nothing")
}

fn noise_at_the_end() -> Told {
    story(burst()).and([looper(1).knows("5").from(127).no_answer(3000)]).noise(800, 800).unknown("noise")
}

fn two_loops_where_five_are_due() -> Told {
    story(burst())
        .and([1, 2].map(|n| looper(n).knows("5").from(127).answered(152, "Échec", "6")))
        .at_least(5)
        .unknown("nothing")
}

/// A tab of the student's updates right after the driver's look: this client had no need of version 6 any more, and
/// waits with the newest one until it is released.
fn somebody_else_went_on() -> Told {
    story(burst())
        .and([
            looper(1).knows("5").from(127).answered(152, "Échec", "6"),
            looper(1).knows("6").from(152).answered(155, "Terminée", "7"),
            looper(2).knows("5").from(154).answered(156, "Terminée", "7"),
            looper(2).knows("7").from(156).answered(1702, "En attente", "8"),
            release("En attente").at(1700, 1701),
        ])
        .passes("pass")
}

/// Of two bursts the slower arrival is told, with the version that was to be reached then.
fn the_second_burst_is_the_quicker_one() -> Told {
    story(burst())
        .and([looper(1).knows("5").from(127).answered(190, "Échec", "6")])
        .round(
            2,
            [
                update("En cours").at(1100, 1101),
                update("Échec").at(1150, 1151),
                lookout().from(1152).answered(1153, "Échec", "8"),
                looper(1).knows("7").from(1127).answered(1160, "Échec", "8"),
                looper(2).knows("7").from(1128).answered(1155, "Échec", "8"),
            ],
        )
        .passes("pass")
        .time("longest", 40)
        .count("loops", 1)
        .count("updates", 3)
        .text("version", "6")
}

fn late_is_not_lost() -> Told {
    story([update("En cours").at(0, 1), reader(1).knows("3").from(2).answered(802, "En cours", "4")])
        .passes("pass")
        .count("reads", 1)
}

/// Both left in the same moment: the poll was not there before the update.
fn one_sent_in_the_same_moment_waits() -> Told {
    story([racer(1).knows("3").from(100).no_answer(1700), update("En cours").at(100, 102)])
        .fails("fail")
        .text("side", "after")
        .time("offset", 0)
}

/// What the driver saw then may be the state before: its next look tells.
fn the_driver_looked_as_the_last_update_was_answered() -> Told {
    story(burst())
        .and([
            lookout().from(151).answered(151.5, "Terminée", "5"),
            looper(1).knows("5").from(127).answered(154, "Échec", "6"),
        ])
        .passes("pass")
        .text("version", "6")
}

/// One that asks once and waits for more is no loop.
fn another_only_waits() -> Told {
    story(burst())
        .and([looper(1).knows("5").from(127).answered(152, "Échec", "6"), waiter(2).knows("3").from(0).no_answer(3000)])
        .passes("pass")
        .count("loops", 1)
}

/// Nothing can be said of one that was not there any more when the last update was over.
fn one_left_before_the_last_answer() -> Told {
    story(burst()).and([looper(1).knows("5").from(127).no_answer(150.9)]).unknown("nothing")
}

fn one_left_at_the_last_answer() -> Told {
    story(burst()).and([looper(1).knows("5").from(127).no_answer(151)]).unknown("early")
}
