//! What the end of a hold leaves behind, and updates that fail.

use super::build::{Deed, Told, looper, racer, reader, release, story, update, waiter};
use lab::history::{Event, SKIPPED_DEAD};

stories! {
    "hold-end-harms":
        those_before_and_those_after_are_woken, an_update_raises, an_update_fails_once_only, an_update_hangs_for_ever,
        an_update_wakes_and_is_never_answered, the_connection_of_an_update_is_cut, all_the_others_are_forgotten,
        only_those_that_come_later_are_forgotten, the_forgotten_end_by_themselves, one_that_waits_gets_an_error,
        reads_fall_silent, its_own_hold_ended_in_that_moment, nobody_had_come_before, nobody_came_after,
        no_hold_ended_by_itself, an_update_was_sent_while_it_was_held, updates_had_failed_before, noise_around_the_update, the_server_was_gone_by_then;
    "update-fails":
        each_is_taken, a_refusal_is_no_error_of_the_server, too_few_were_answered, each_raises,
        one_of_many_raises, an_empty_body_says_nothing, an_update_that_lets_go_of_polls_counts,
        full_with_many_of_ours, an_error_among_many_clients_in_a_race, an_error_while_a_crowd_waits,
        another_form_was_tried, the_form_that_was_found, at_another_path, a_status_that_is_none_of_the_contract,
        after_a_hold_had_ended, after_a_client_had_left, before_a_hold_ended,
        none_is_answered_any_more, none_was_after_a_hold_had_ended, late_but_they_do_what_they_should,
        nothing_is_answered_any_more, they_hang_while_a_poll_is_held, two_may_be_lost,
        each_is_refused, each_is_said_to_change_nothing, each_is_refused_but_one, each_is_refused_for_want_of_permission, other_words_are_refused;
}

const RAISES: &str = "<title>NameError: name 'x' is not defined // Werkzeug Debugger</title>";

/// A poll whose hold ends after 25 s, and one that has come meanwhile.
fn ended() -> Deed {
    waiter(1).knows("3").from(0).code(25_000, 204)
}

fn comer(number: u32) -> Deed {
    waiter(number).knows("3").from(10_000)
}

/// An update after that, which is taken.
fn later() -> Deed {
    update("En cours").at(25_100, 25_101)
}

/// The next one, and those that came for it.
fn next() -> [Deed; 3] {
    [
        waiter(4).knows("4").from(26_000).answered(26_152, "Terminée", "5"),
        update("Terminée").at(26_150, 26_151),
        reader(5).from(26_200).answered(26_201, "Terminée", "5"),
    ]
}

fn woken(number: u32) -> Deed {
    comer(number).answered(25_102, "En cours", "4")
}

fn those_before_and_those_after_are_woken() -> Told {
    story([ended(), woken(2), woken(3), later(), reader(4).from(25_200).answered(25_201, "En cours", "4")])
        .round(2, next())
        .passes("pass")
        .count("during", 2)
        .count("after", 1)
        .time("hold", 25_000)
}

fn an_update_raises() -> Told {
    let fails = update("En cours").from(25_100).said(25_101, 500, RAISES);
    story([ended(), comer(2).no_answer(27_000), fails])
        .fails("error")
        .count("code", 500)
        .text("error", "NameError: name 'x' is not defined")
        .shows([1, 2])
}

/// By then the list is empty again, and the next update goes well.
fn an_update_fails_once_only() -> Told {
    let fails = update("En cours").from(25_100).said(25_101, 500, "Internal Server Error");
    story([ended(), comer(2).no_answer(27_000), fails]).round(2, next()).fails("error")
}

fn an_update_hangs_for_ever() -> Told {
    story([ended(), comer(2).no_answer(28_200), update("En cours").from(25_100).no_answer(28_100)])
        .fails("hangs")
        .time("waited", 3000)
        .observed(3000)
}

fn an_update_wakes_and_is_never_answered() -> Told {
    story([ended(), woken(2), update("En cours").from(25_100).no_answer(28_100)]).fails("unanswered")
}

fn the_connection_of_an_update_is_cut() -> Told {
    story([ended(), comer(2).no_answer(28_200), update("En cours").from(25_100).cut(25_101)]).fails("cut")
}

fn all_the_others_are_forgotten() -> Told {
    story([ended(), comer(2).no_answer(27_000), comer(3).no_answer(27_000), later()])
        .round(2, next())
        .fails("forgotten")
        .count("waiters", 2)
        .count("lost", 2)
        .shows([1, 2, 6, 7])
}

fn only_those_that_come_later_are_forgotten() -> Told {
    story([ended(), woken(2), later()])
        .round(2, [waiter(4).knows("4").from(26_000).no_answer(28_000), update("Terminée").at(26_150, 26_151)])
        .fails("forgotten")
        .count("lost", 1)
}

/// Their own holds end before we stop waiting for them: nobody woke them all the same.
fn the_forgotten_end_by_themselves() -> Told {
    story([ended(), comer(2).code(26_000, 204), later()]).round(2, next()).fails("forgotten").observed(900)
}

fn one_that_waits_gets_an_error() -> Told {
    story([ended(), comer(2).said(25_102, 500, RAISES), woken(3), later()]).fails("refused").count("code", 500)
}

fn reads_fall_silent() -> Told {
    story([ended(), woken(2), later(), reader(3).from(25_200).no_answer(27_000)]).fails("silent").observed(1800)
}

/// Nobody can tell whether it was the update or the end of its hold.
fn its_own_hold_ended_in_that_moment() -> Told {
    story([ended(), comer(2).code(25_110, 204), woken(3), later()]).round(2, next()).passes("pass").count("during", 1)
}

fn nobody_had_come_before() -> Told {
    story([ended(), later()]).round(2, next()).unknown("nothing")
}

fn nobody_came_after() -> Told {
    story([ended(), woken(2), later()]).unknown("nothing")
}

fn no_hold_ended_by_itself() -> Told {
    story([waiter(1).knows("3").from(0).no_answer(66_000), comer(2).no_answer(66_000)]).unknown("nothing")
}

/// It should have been woken, and that it was not is no doing of its hold.
fn an_update_was_sent_while_it_was_held() -> Told {
    let early = update("En attente").at(100, 101);
    story([early, ended(), comer(2).no_answer(27_000), later()]).unknown("nothing")
}

/// It is no doing of the hold.
fn updates_had_failed_before() -> Told {
    let early = update("En cours").from(0).said(1, 500, RAISES).scenario("contract");
    let ended = waiter(1).knows("3").from(10).code(25_010, 204);
    let fails = update("En cours").from(25_100).said(25_101, 500, RAISES);
    story([early, ended, comer(2).no_answer(27_000), fails]).waits_for("update-fails")
}

fn noise_around_the_update() -> Told {
    story([ended(), comer(2).no_answer(27_000), later()]).noise(25_200, 900).unknown("noise")
}

fn the_server_was_gone_by_then() -> Told {
    story([]).note(0, Event::Skipped(SKIPPED_DEAD)).unknown("dead")
}

fn each_is_taken() -> Told {
    story([update("En cours").at(0, 1), update("Échec").at(2, 3).scenario("wake")])
        .at_least(2)
        .passes("pass")
        .count("updates", 2)
}

fn a_refusal_is_no_error_of_the_server() -> Told {
    let refused = update("En cours").from(0).code(1, 400);
    story([refused, update("En cours").from(2).code(3, 429), update("Échec").at(4, 5)]).passes("pass")
}

fn too_few_were_answered() -> Told {
    story([update("En cours").at(0, 1), update("Échec").from(2).no_answer(3000)]).at_least(2).unknown("nothing")
}

fn each_raises() -> Told {
    story([update("En cours").from(0).said(1, 500, RAISES), update("Échec").from(2).said(3, 500, RAISES)])
        .fails("all")
        .count("updates", 2)
        .text("error", "NameError: name 'x' is not defined")
}

fn one_of_many_raises() -> Told {
    story([update("En cours").at(0, 1), update("Échec").from(2).said(3, 502, "Bad Gateway").scenario("versions")])
        .fails("fail")
        .count("failed", 1)
        .count("code", 502)
        .text("scenario", "versions")
        .shows([2])
}

/// Updates from 30 s on: the first was answered, so many later ones are not, and were waited for 1.9 s each.
fn hung(count: u32) -> Vec<Deed> {
    let hangs = |n: u32| update("Échec").from(30_100 + n * 2000).no_answer(32_000 + n * 2000);
    std::iter::once(update("En cours").at(30_000, 30_001)).chain((0..count).map(hangs)).collect()
}

/// What else is asked is answered, before and after.
fn alive(status: &str, version: &str) -> [Deed; 2] {
    let read = |number: u32, from: u32| reader(number).from(from);
    [read(1, 30_050).answered(30_051, "En cours", "4"), read(2, 37_000).answered(37_001, status, version)]
}

fn none_is_answered_any_more() -> Told {
    let told = story(hung(3)).and(alive("En cours", "4")).fails("hangs");
    told.count("updates", 3).time("waited", 1900).shows([3, 4, 5])
}

fn none_was_after_a_hold_had_ended() -> Told {
    let ended = waiter(1).knows("4").from(0).code(25_000, 204);
    story(hung(3)).and(alive("En cours", "4")).and([ended]).fails_unless("hangs", "hold-end-harms")
}

/// Their answers never come, and yet the state has moved.
fn late_but_they_do_what_they_should() -> Told {
    story(hung(3)).and(alive("Échec", "5")).passes("pass")
}

fn nothing_is_answered_any_more() -> Told {
    story(hung(3)).and([reader(2).from(37_000).no_answer(39_000)]).passes("pass")
}

fn they_hang_while_a_poll_is_held() -> Told {
    let held = waiter(1).knows("4").from(30_060).no_answer(32_500);
    story(hung(3)).and(alive("En cours", "4")).and([held]).passes("pass")
}

fn two_may_be_lost() -> Told {
    story(hung(2)).and(alive("En cours", "4")).passes("pass")
}

const INVALID: &str = r#"{"error":"statut invalide"}"#;

fn refused(status: &str, at: u32, code: u16) -> Deed {
    update(status).from(at).said(at + 1, code, INVALID)
}

fn each_is_refused() -> Told {
    story([refused("En cours", 0, 400), refused("Échec", 2, 422)])
        .at_least(4)
        .fails("refused")
        .count("updates", 2)
        .count("code", 400)
        .text("error", INVALID)
        .text("field", "status")
        .shows([1, 2])
}

fn each_is_said_to_change_nothing() -> Told {
    let told = story([update("En cours").from(0).code(1, 304), update("Échec").from(2).code(3, 304)]);
    told.fails("refused-silent").count("code", 304)
}

fn each_is_refused_but_one() -> Told {
    story([refused("En cours", 0, 400), update("Échec").at(2, 3)]).passes("pass")
}

fn each_is_refused_for_want_of_permission() -> Told {
    story([refused("En cours", 0, 400), refused("Échec", 2, 403)]).passes("pass")
}

/// Other spellings, as discovery tries them.
fn other_words_are_refused() -> Told {
    story([refused("EN COURS", 0, 400), refused("todo", 2, 400), update("Échec").at(4, 5)]).passes("pass")
}

fn an_empty_body_says_nothing() -> Told {
    story([update("En cours").from(0).code(1, 500), update("Échec").at(2, 3)]).fails("fail-silent")
}

fn an_update_that_lets_go_of_polls_counts() -> Told {
    story([update("En cours").at(0, 1), release("Échec").from(2).said(3, 500, RAISES)]).fails("fail")
}

/// So many clients that wait in a loop or around an update, until the update is answered.
fn beside(count: u32, client: fn(u32) -> Deed) -> Vec<Deed> {
    (1..=count).map(|n| client(n).knows("3").from(0).no_answer(200)).collect()
}

fn full_with_many_of_ours() -> Told {
    let refused = || update("En cours").from(100).said(101, 503, "Service Unavailable");
    story(beside(11, racer)).and([refused()]).passes("pass")
}

/// What an exception is raised by is no lack of room.
fn an_error_among_many_clients_in_a_race() -> Told {
    let raises = update("En cours").from(100).said(101, 500, "RuntimeError: dictionary changed size");
    story(beside(50, racer)).and([raises]).fails("all")
}

fn an_error_while_a_crowd_waits() -> Told {
    let raises = || update("En cours").from(100).said(101, 500, "RuntimeError: can't start new thread");
    story(beside(11, waiter)).and([raises()]).passes("pass")
}

/// An update as discovery sends it, in this form.
fn tried(content_type: &str, body: &str) -> Deed {
    let mut probe = update("En cours").by("discovery").scenario("discovery").from(0);
    probe.operation.request.content_type = Some(content_type.into());
    probe.operation.request.body = Some(body.into());
    probe.said(1, 500, "TypeError: Cannot read properties of undefined (reading 'status')")
}

/// Its author never said that a form is read.
fn another_form_was_tried() -> Told {
    story([tried("application/x-www-form-urlencoded", "status=En+cours"), update("En cours").at(2, 3)]).passes("pass")
}

fn the_form_that_was_found() -> Told {
    story([tried("application/json", r#"{"status":"En cours"}"#), update("Échec").at(2, 3)]).fails("fail")
}

fn at_another_path() -> Told {
    let mut elsewhere = tried("application/json", r#"{"status":"En cours"}"#);
    elsewhere.operation.request.path = "/api/update-status".into();
    story([elsewhere, update("Échec").at(2, 3)]).passes("pass")
}

/// A very long one, for example.
fn a_status_that_is_none_of_the_contract() -> Told {
    story([update(&"x".repeat(1000)).from(0).said(1, 500, RAISES), update("Échec").at(2, 3)]).passes("pass")
}

fn after_a_hold_had_ended() -> Told {
    let fails = update("Échec").from(25_100).said(25_101, 500, RAISES).scenario("extras");
    story([update("En cours").at(0, 1), ended().scenario("hold-end"), fails]).fails_unless("fail", "hold-end-harms")
}

fn after_a_client_had_left() -> Told {
    let fails = update("Échec").from(25_300).said(25_301, 500, RAISES);
    let left = waiter(2).knows("3").from(25_100).left(25_200);
    story([update("En cours").at(0, 1), ended(), left, fails]).fails_unless("fail", "leaver-harms")
}

/// A client in a loop is told that nothing has changed: that is no hold of one that knows the current version.
fn before_a_hold_ended() -> Told {
    let told = looper(1).knows("3").from(0).code(600, 204);
    let fails = update("Échec").from(700).said(701, 500, RAISES);
    story([update("En cours").at(0, 1), told, fails, ended()]).fails("fail")
}
