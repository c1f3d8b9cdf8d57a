//! The server survives its clients.

use super::build::{Deed, Story, Told, delete, liveness, lookout, odd, page, raw, reader, story, update, waiter};
use lab::checker::Verdict;
use lab::history::{Event, SKIPPED_DEAD};

stories! {
    "bad-update-accepted":
        both_are_refused, odd_versions_are_for_another_rule, an_empty_object_is_stored, a_500_for_half_a_body,
        no_answer_to_half_a_body, a_redirect_to_an_error_page, the_server_was_gone, only_one_was_sent,
        silence_in_the_noise, a_method_that_is_not_known_is_for_another_rule;
    "odd-version-5xx":
        refused_held_and_answered, left_without_an_answer, a_500_for_words, a_huge_number_resets_the_connection,
        nothing_odd_was_asked, gone_before_it, a_500_without_a_version, no_version_is_refused;
    "leaver-harms":
        those_who_stay_are_woken, nobody_counts_the_leavers, one_who_stays_is_forgotten, nobody_is_answered_after,
        nobody_left, noise_around_those_who_stay, all_are_answered_when_the_first_leaves,
        all_are_reset_when_the_first_leaves, a_reader_in_the_noise, our_update_came_after_the_hold,
        woken_as_the_update_left, it_goes_no_better_without_leavers, it_goes_well_without_leavers,
        reads_fall_silent_without_leavers_too;
    "server-died":
        alive_at_the_end, alive_after_a_short_break, gone_after_half_a_body, gone_in_another_scenario,
        silent_at_the_end, nobody_looked, started_anew, the_last_look_in_the_noise, only_its_pages_live_on,
        silent_since_before, its_pages_alone_live_on_in_later_scenarios_too, only_such_reads_count_as_answered_before,
        silent_but_for_pages_while_the_machine_stands_still, never_answered_at_all, never_answered_for_nine_seconds,
        never_answered_but_once;
}

/// Ten requests, each left after so long.
fn mute(each: u32) -> Story {
    let read = |n: u32| reader(n).from(n * each).no_answer((n + 1) * each);
    story((0..10).map(|n| read(n).scenario("discovery"))).noise(500, 900)
}

fn never_answered_at_all() -> Told {
    mute(1000).fails("never").count("requests", 10).time("waited", 10_000)
}

fn never_answered_for_nine_seconds() -> Told {
    mute(900).unknown("nothing")
}

fn never_answered_but_once() -> Told {
    mute(1000).and([liveness().from(0).code(1, 500)]).ends_in(Verdict::Pass)
}

const HALF: &str = r#"{"status": "En co"#;

fn both_are_refused() -> Told {
    story([raw(HALF).from(0).code(1, 400), raw("{}").from(2).said(3, 422, r#"{"error":"status manquant"}"#)])
        .at_least(2)
        .passes("pass")
}

fn odd_versions_are_for_another_rule() -> Told {
    story([raw("{}").from(0).code(1, 400), odd("abc").from(2).code(3, 500)]).passes("pass")
}

fn an_empty_object_is_stored() -> Told {
    story([raw(HALF).from(0).code(1, 400), raw("{}").at(2, 3)]).fails("fail")
}

fn a_500_for_half_a_body() -> Told {
    story([raw(HALF).from(0).said(1, 500, "<h1>Internal Server Error</h1>")]).fails("error")
}

fn no_answer_to_half_a_body() -> Told {
    story([raw(HALF).from(0).no_answer(1600)]).fails("silent")
}

fn a_redirect_to_an_error_page() -> Told {
    story([raw("{}").from(0).code(1, 302)]).fails("fail")
}

fn the_server_was_gone() -> Told {
    story([raw(HALF).from(0).refused(1)]).unknown("nothing")
}

fn only_one_was_sent() -> Told {
    story([raw(HALF).from(0).code(1, 400)]).at_least(2).unknown("nothing")
}

/// The machine stood still while we waited.
fn silence_in_the_noise() -> Told {
    story([update("En cours").at(0, 1), raw(HALF).from(10).no_answer(1610)]).noise(100, 1400).unknown("noise")
}

fn refused_held_and_answered() -> Told {
    story([
        odd("abc").from(0).code(1, 400),
        odd("99999999999999999999999999").from(0).no_answer(1500),
        odd("9223372036854775808").from(0).answered(1, "En cours", "4"),
    ])
    .at_least(3)
    .passes("pass")
}

fn left_without_an_answer() -> Told {
    story([odd("abc").from(0).left(1000)]).passes("pass")
}

fn a_500_for_words() -> Told {
    story([odd("abc").from(0).said(1, 500, "ValueError")]).fails("fail")
}

fn a_huge_number_resets_the_connection() -> Told {
    story([odd("abc").from(0).code(1, 400), odd("9223372036854775808").from(0).cut(1)]).fails("cut")
}

/// A page that has just been loaded may send none.
fn without_a_version() -> Deed {
    let mut bare = odd("");
    bare.operation.request.path = "/poll-status".into();
    bare
}

fn a_500_without_a_version() -> Told {
    story([without_a_version().from(0).said(1, 500, "TypeError")]).fails("missing").text("query", "/poll-status")
}

fn no_version_is_refused() -> Told {
    story([without_a_version().from(0).code(1, 400)]).passes("pass-missing")
}

fn nothing_odd_was_asked() -> Told {
    story([]).note(0, Event::Skipped(SKIPPED_DEAD)).unknown("dead")
}

fn gone_before_it() -> Told {
    story([odd("abc").from(0).refused(1)]).unknown("nothing")
}

/// So many waiters that leave before the update.
fn leavers(count: u32) -> Vec<Deed> {
    (1..=count).map(|n| waiter(n).knows("3").from(0).left(200)).collect()
}

fn those_who_stay_are_woken() -> Told {
    story(leavers(15))
        .and((16..=20).map(|n| waiter(n).knows("3").from(0).answered(302, "En cours", "4")))
        .and([update("En cours").at(300, 301), reader(21).from(310).answered(311, "En cours", "4")])
        .at_least(10)
        .passes("pass")
}

/// That their own polls got no answer is no harm.
fn nobody_counts_the_leavers() -> Told {
    story(leavers(1))
        .and([waiter(2).knows("3").from(0).answered(302, "En cours", "4"), update("En cours").at(300, 301)])
        .passes("pass")
}

fn one_who_stays_is_forgotten() -> Told {
    story(leavers(15))
        .and([
            waiter(16).knows("3").from(0).answered(302, "En cours", "4"),
            waiter(17).knows("3").from(0).no_answer(2500),
            update("En cours").at(300, 301),
        ])
        .fails("fail")
        .count("gone", 15)
        .count("stayed", 2)
        .count("lost", 1)
        .observed(2200)
}

fn nobody_is_answered_after() -> Told {
    story(leavers(15))
        .and([
            waiter(16).knows("3").from(0).answered(302, "En cours", "4"),
            update("En cours").at(300, 301),
            reader(21).from(310).no_answer(1910),
        ])
        .fails("silent")
}

fn nobody_left() -> Told {
    story([waiter(1).knows("3").from(0).answered(302, "En cours", "4"), update("En cours").at(300, 301)])
        .at_least(10)
        .unknown("nothing")
}

fn noise_around_those_who_stay() -> Told {
    story(leavers(15))
        .and([waiter(16).knows("3").from(0).no_answer(2500), update("En cours").at(300, 301)])
        .noise(400, 900)
        .unknown("noise")
}

/// The list of waiting polls is emptied, and each of them is told that nothing changed.
fn all_are_answered_when_the_first_leaves() -> Told {
    story(leavers(15))
        .and((16..=20).map(|n| waiter(n).knows("3").from(0).code(201, 204)))
        .and([update("En cours").at(300, 301)])
        .fails("fail")
}

fn our_update_came_after_the_hold() -> Told {
    story(leavers(15))
        .and((16..=20).map(|n| waiter(n).knows("3").from(0).code(25_000, 204)))
        .and([update("En cours").at(25_500, 25_501)])
        .unknown("early")
}

fn all_are_reset_when_the_first_leaves() -> Told {
    story(leavers(15))
        .and((16..=20).map(|n| waiter(n).knows("3").from(0).cut(201)))
        .and([update("En cours").at(300, 301)])
        .fails("fail")
}

fn a_reader_in_the_noise() -> Told {
    story(leavers(15))
        .and([
            waiter(16).knows("3").from(0).answered(302, "En cours", "4"),
            update("En cours").at(300, 301),
            reader(21).from(310).no_answer(1910),
        ])
        .noise(320, 1500)
        .unknown("noise")
}

fn alive_at_the_end() -> Told {
    story([raw(HALF).from(0).code(1, 400), liveness().from(2).code(3, 404), liveness().from(4).code(5, 200)])
        .at_least(2)
        .passes("pass")
}

/// A watcher starts the program again within five seconds.
fn alive_after_a_short_break() -> Told {
    story([
        raw(HALF).from(0).cut(1),
        liveness().from(2).refused(3),
        liveness().from(502).refused(503),
        liveness().from(1002).code(1003, 200),
    ])
    .passes("pass")
}

fn gone_after_half_a_body() -> Told {
    story([
        page("/").from(0).code(1, 200),
        raw(HALF).from(2).cut(3),
        liveness().from(4).refused(5),
        liveness().from(504).refused(505),
    ])
    .note(5000, Event::Dead)
    .fails("fail")
    .time("at", 4)
    .text("scenario", "here")
}

fn gone_in_another_scenario() -> Told {
    story([waiter(1).knows("3").from(0).cut(1), liveness().from(2).refused(3)].map(|one| one.scenario("hold-end")))
        .and([page("/").from(0).code(0.5, 200)])
        .note(5000, Event::Dead)
        .fails("fail")
}

fn silent_at_the_end() -> Told {
    story([liveness().from(0).code(1, 200), liveness().from(10).no_answer(1610)]).fails("silent")
}

fn nobody_looked() -> Told {
    story([raw(HALF).from(0).code(1, 400)]).unknown("nothing")
}

fn the_last_look_in_the_noise() -> Told {
    story([liveness().from(0).code(1, 200), liveness().from(10).no_answer(1610)]).noise(50, 1500).unknown("noise")
}

/// The handler died with the lock in its hand: the front page is fine, and no poll or update is answered any more.
fn only_its_pages_live_on() -> Told {
    story([reader(1).scenario("behind").from(0).answered(1, "En attente", "3")])
        .and(silent_but_for_pages())
        .fails("silent")
}

/// Its reads were never sure of an answer: another rule says so, and nothing died here.
fn silent_since_before() -> Told {
    story([reader(1).scenario("behind").from(0).no_answer(1600)]).and(silent_but_for_pages()).passes("pass")
}

fn silent_but_for_pages() -> [Deed; 5] {
    [
        liveness().from(2000).code(2001, 200),
        raw(HALF).from(2010).code(2011, 500),
        liveness().from(2012).code(2013, 200),
        update("En cours").from(2020).no_answer(5020),
        reader(1).from(5030).no_answer(6630),
    ]
}

/// It may have crashed, and its author may have saved a file.
fn started_anew() -> Told {
    story([liveness().from(0).code(1, 200), raw(HALF).from(2).cut(3), liveness().from(500).code(501, 200)])
        .note(600, Event::Restarted { alive: 0 })
        .ends_in(Verdict::Unknown)
}

fn a_method_that_is_not_known_is_for_another_rule() -> Told {
    story([raw("{}").from(0).code(1, 400), delete().from(2).code(3, 501)]).passes("pass").count("refused", 1)
}

/// The handler died in this scenario: what came of it is seen in each later one too.
fn its_pages_alone_live_on_in_later_scenarios_too() -> Told {
    story([reader(1).scenario("behind").from(0).answered(1, "En attente", "3")])
        .and(silent_but_for_pages())
        .and([reader(1).scenario("later").from(7000).no_answer(8600)])
        .fails("silent")
        .observed(1600)
}

/// Neither a page nor the driver's own look at the state is what those reads are compared with, nor what was asked as
/// they began.
fn only_such_reads_count_as_answered_before() -> Told {
    let before = [
        reader(1).from(0).answered(1, "En attente", "3"),
        page("/").from(10).no_answer(1610),
        lookout().from(10).no_answer(1610),
        reader(2).from(2000).no_answer(3600),
    ];
    story(before.map(|one| one.scenario("behind"))).and(silent_but_for_pages()).fails("silent")
}

/// It was answered in the moment in which the update left: nobody had sent it away before.
fn woken_as_the_update_left() -> Told {
    story(leavers(15))
        .and([waiter(16).knows("3").from(0).answered(300, "En cours", "4"), update("En cours").at(300, 301)])
        .round(2, [reader(21).from(310).no_answer(1910)])
        .passes("pass")
        .count("gone", 15)
        .count("stayed", 1)
}

fn silent_but_for_pages_while_the_machine_stands_still() -> Told {
    story([reader(1).scenario("behind").from(0).answered(1, "En attente", "3")])
        .and(silent_but_for_pages())
        .noise(5100, 1500)
        .unknown("noise")
}

/// The same, and nobody leaves: one is forgotten too, or not.
fn without_leavers(is_forgotten: bool) -> [Deed; 2] {
    let waits = waiter(1).knows("2").from(0);
    let waits = if is_forgotten { waits.no_answer(2500) } else { waits.answered(302, "En attente", "3") };
    [waits, update("En attente").at(300, 301)]
}

fn forgotten_after(leavers_from: u32) -> [Deed; 3] {
    let from = leavers_from;
    [
        waiter(1).knows("3").from(from).left(from + 200),
        waiter(2).knows("3").from(from).no_answer(from + 2500),
        update("En cours").at(from + 300, from + 301),
    ]
}

fn it_goes_no_better_without_leavers() -> Told {
    story(without_leavers(true)).round(2, forgotten_after(3000)).waits_for("waiter-not-woken")
}

fn it_goes_well_without_leavers() -> Told {
    story(without_leavers(false)).round(2, forgotten_after(3000)).fails("fail")
}

fn reads_fall_silent_without_leavers_too() -> Told {
    story(without_leavers(false))
        .and([reader(2).from(400).no_answer(2000)])
        .round(2, forgotten_after(3000))
        .waits_for("waiter-not-woken")
}
