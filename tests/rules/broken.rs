//! Servers in which the commonest mistakes were made: each is told by the rule that names its mistake.

use lab::history::Event;
use lab::labs::long_polling::{notes, record};

use super::build::{Deed, Story, Told, liveness, odd, reader, story, update, waiter};

stories! {
    "version-not-growing":
        it_is_never_raised, it_goes_down_and_nobody_is_told, one_update_may_be_lost, it_grew_once, nothing_shows_the_updates;
    "behind-kept-waiting":
        nobody_is_behind_by_a_version_that_stays, all_answers_break_off;
    "update-fails":
        each_breaks_off, one_breaks_off, each_is_felt_and_never_answered;
    "state-not-shared":
        each_visitor_has_its_own, without_cookies_it_is_another_fault;
    "state-not-json":
        no_answer_is_whole, one_of_them_is_whole;
    "server-died":
        it_was_busy_at_the_last_look, it_serves_nobody_while_polls_are_held, nothing_came_after_the_last_look;
    "odd-version-5xx":
        an_error_at_the_end_of_its_hold;
}

fn it_is_never_raised() -> Told {
    story([
        reader(1).knows("0").from(0).answered(1, "En attente", "1"),
        update("En cours").at(10, 11),
        reader(2).knows("0").from(20).answered(21, "En cours", "1"),
        update("Terminée").at(30, 31),
        reader(3).knows("0").from(40).answered(41, "Terminée", "1"),
    ])
    .at_least(3)
    .fails("same")
}

fn it_goes_down_and_nobody_is_told() -> Told {
    story([
        reader(1).knows("0").from(0).answered(1, "En attente", "5"),
        update("En cours").from(10).answered(11, "En cours", "4"),
        reader(2).knows("4").from(20).no_answer(1_800),
        update("Terminée").from(1_900).answered(1_901, "Terminée", "3"),
        reader(3).knows("3").from(1_910).no_answer(3_700),
    ])
    .at_least(3)
    .fails("never")
    .count("updates", 2)
    .text("before", "5")
    .text("after", "3")
}

fn one_update_may_be_lost() -> Told {
    story([
        reader(1).knows("0").from(0).answered(1, "En attente", "1"),
        update("En cours").from(10).answered(11, "En cours", "1"),
        reader(2).knows("1").from(20).no_answer(1_800),
    ])
    .at_least(3)
    .unknown("nothing")
}

fn it_grew_once() -> Told {
    story([
        reader(1).knows("0").from(0).answered(1, "En attente", "1"),
        update("En cours").from(10).answered(11, "En cours", "2"),
        update("Terminée").from(20).answered(21, "Terminée", "1"),
        reader(2).knows("1").from(30).no_answer(1_800),
    ])
    .at_least(3)
    .unknown("nothing")
}

/// The version stays since no update was taken: another rule says so.
fn nothing_shows_the_updates() -> Told {
    story([
        reader(1).knows("0").from(0).answered(1, "En attente", "1"),
        update("En cours").at(10, 11),
        update("Terminée").at(20, 21),
        reader(2).knows("1").from(30).no_answer(1_800),
    ])
    .at_least(3)
    .unknown("nothing")
}

fn nobody_is_behind_by_a_version_that_stays() -> Told {
    story([
        reader(1).knows("0").from(0).answered(1, "En attente", "1"),
        update("En cours").from(10).answered(11, "En cours", "1"),
        update("Terminée").from(20).answered(21, "Terminée", "1"),
        reader(2).knows("1").from(30).no_answer(1_800),
    ])
    .waits_for("version-not-growing")
}

fn all_answers_break_off() -> Told {
    story([reader(1).knows("0").from(0).cut(1), reader(2).knows("0").from(10).cut(11)]).waits_for("state-not-json")
}

fn each_breaks_off() -> Told {
    story([
        reader(1).knows("0").from(0).answered(1, "En attente", "1"),
        update("En cours").from(10).cut(11),
        update("Terminée").from(20).cut(21),
    ])
    .fails("cut")
    .count("updates", 2)
    .shows([2, 3])
}

/// A connection may break once; nobody is blamed for it.
fn one_breaks_off() -> Told {
    story([update("En cours").from(10).cut(11), update("Terminée").at(20, 21), update("Échec").at(30, 31)])
        .at_least(2)
        .passes("pass")
}

fn each_is_felt_and_never_answered() -> Told {
    story([
        reader(1).knows("0").from(0).answered(1, "En attente", "1"),
        update("En cours").from(10).no_answer(3_010),
        reader(2).knows("1").from(3_020).answered(3_021, "En cours", "2"),
        update("Terminée").from(3_030).no_answer(6_030),
        reader(3).knows("2").from(6_040).answered(6_041, "Terminée", "3"),
        update("Échec").from(6_050).no_answer(9_050),
        reader(4).knows("3").from(9_060).answered(9_061, "Échec", "4"),
    ])
    .fails("unanswered")
    .count("updates", 3)
}

fn of_visitors(cookie: bool) -> Story {
    let given = |deed: Deed| if cookie { deed.header("set-cookie", "PHPSESSID=1; path=/") } else { deed };
    story([
        given(update("En cours").from(0).answered(1, "En cours", "1")),
        reader(1).knows("0").from(10).no_answer(1_800),
        given(update("Terminée").from(1_900).answered(1_901, "Terminée", "1")),
        given(update("Échec").from(1_910).answered(1_911, "Échec", "1")),
        reader(2).knows("0").from(1_920).no_answer(3_700),
    ])
}

fn each_visitor_has_its_own() -> Told {
    of_visitors(true).at_least(20).fails("visitor").count("updates", 3)
}

fn without_cookies_it_is_another_fault() -> Told {
    of_visitors(false).at_least(20).unknown("nothing")
}

fn no_answer_is_whole() -> Told {
    story([reader(1).knows("0").from(0).cut(1), reader(2).knows("0").from(10).cut(11)])
        .fails("never-whole")
        .count("reads", 2)
        .shows([1])
}

fn one_of_them_is_whole() -> Told {
    story([reader(1).knows("0").from(0).cut(1), reader(2).knows("0").from(10).answered(11, "En attente", "1")])
        .at_least(1)
        .passes("pass")
}

/// Its one worker was at a poll of ours: what was asked later was answered.
fn it_was_busy_at_the_last_look() -> Told {
    story([
        reader(1).knows("0").from(0).answered(1, "En attente", "1"),
        waiter(2).knows("1").from(10).left(500),
        liveness().from(510).no_answer(2_300),
        reader(3).knows("0").from(5_000).answered(5_001, "En attente", "1"),
    ])
    .passes("pass")
}

fn nothing_came_after_the_last_look() -> Told {
    story([
        reader(1).knows("0").from(0).answered(1, "En attente", "1"),
        liveness().from(510).no_answer(2_300),
        reader(3).knows("0").from(5_000).no_answer(6_800),
    ])
    .fails("silent")
}

/// It has one worker, which is still at the polls that we left.
fn it_serves_nobody_while_polls_are_held() -> Told {
    let starved = Event::Lab { lab: record::ID, what: notes::STARVED, detail: serde_json::json!({ "waiters": 2 }) };
    story([waiter(2).knows("1").from(10).left(500), liveness().from(510).no_answer(2_300)])
        .note(400, starved)
        .waits_for("update-blocked")
}

fn an_error_at_the_end_of_its_hold() -> Told {
    story([odd("abc").from(0).code(25_010, 500)]).waits_for("no-change-unclear")
}
