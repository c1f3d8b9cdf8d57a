//! What clients see once an update has been answered.

use super::build::{Deed, Story, Told, lookout, reader, story, update, waiter};
use lab::history::Event;

stories! {
    "stale-pair":
        the_update_is_there, somebody_elses_newer_update_is_there, a_version_repeats_with_the_new_status,
        no_news_for_the_same_status, the_old_state_is_still_there, the_old_state_by_another_client,
        an_update_on_its_way_excuses, an_update_that_failed_shows_nothing, an_update_without_an_answer_binds_nobody,
        a_new_version_with_the_old_status, the_status_is_always_the_same,
        the_next_update_left_as_the_read_was_answered, an_update_just_answered_excuses, a_version_of_an_earlier_life,
        two_updates_share_a_version_and_a_status_is_mangled;
    "status-mangled":
        a_body_is_not_in_utf_8, another_field_is_not_in_utf_8, a_status_is_escaped_for_html, a_status_is_json_in_json,
        a_status_is_percent_encoded, a_status_is_cut_short, a_status_is_in_capitals,
        accents_come_back, composed_and_decomposed_accents_are_the_same, an_old_status_is_not_mangled,
        accents_are_lost, accents_are_bytes_of_another_code, nobody_looked_at_the_status,
        somebody_else_types_free_text,
        it_is_whole_to_whoever_waits, it_is_mangled_to_whoever_waits, it_is_mangled_once_to_whoever_waits,
        another_update_was_under_way_while_they_waited;
    "state-not-shared":
        all_see_one_state, each_crowd_sees_its_own_update, a_silent_client_is_for_another_rule,
        a_repeated_version_with_the_new_status, two_workers_two_states, the_state_never_moved, no_crowd_asked,
        the_update_failed, nobody_saw_a_state, somebody_else_updates_in_the_middle,
        one_client_is_shown_the_version_before, the_crowd_asked_as_the_update_was_answered,
        a_shared_version_and_a_mangled_status;
}

fn the_update_is_there() -> Told {
    story([
        lookout().from(0).answered(1, "En attente", "3"),
        update("En cours").at(10, 11),
        reader(1).from(12).answered(13, "En cours", "4"),
        reader(2).from(12).answered(13, "En cours", "4"),
    ])
    .at_least(2)
    .passes("pass")
}

fn somebody_elses_newer_update_is_there() -> Told {
    story([
        lookout().from(0).answered(1, "En attente", "3"),
        update("En cours").at(10, 11),
        reader(1).from(12).answered(13, "Terminée", "5"),
    ])
    .passes("pass")
}

/// The version is a time, in which there was room for both updates. That the status is not what was sent is for another
/// rule to say: no such pair was there before.
fn two_updates_share_a_version_and_a_status_is_mangled() -> Told {
    story([
        update("En cours").at(10, 11),
        lookout().from(12).answered(13, "En cours", "1795219622300"),
        update("En attente").at(14, 15),
        reader(1).from(16).answered(17, "?En?attente", "1795219622300"),
        reader(2).from(16).answered(17, "?En?attente", "1795219622300"),
    ])
    .passes("pass")
}

fn a_shared_version_and_a_mangled_status() -> Told {
    story([lookout().from(0).answered(1, "En cours", "1795219622300"), update("En attente").at(2, 3)])
        .and((1..=20).map(|n| reader(n).from(4).answered(5, "?En?attente", "1795219622300")))
        .passes("pass")
}

/// That the version did not grow is for another rule to say.
fn a_version_repeats_with_the_new_status() -> Told {
    story([
        lookout().from(0).answered(1, "En attente", "3"),
        update("En cours").at(10, 11),
        reader(1).from(12).answered(13, "En cours", "3"),
    ])
    .passes("pass")
}

/// Somebody else had set it already; a server may well see no change in that.
fn no_news_for_the_same_status() -> Told {
    story([
        reader(1).from(0).answered(1, "En cours", "4"),
        update("En cours").at(10, 11),
        reader(2).from(12).answered(13, "En cours", "4"),
    ])
    .passes("pass")
}

fn the_old_state_is_still_there() -> Told {
    story([
        lookout().from(0).answered(1, "En attente", "3"),
        update("En cours").at(10, 11),
        reader(1).from(12).answered(13, "En attente", "3"),
    ])
    .fails("fail")
    .time("after", 1)
}

fn the_old_state_by_another_client() -> Told {
    story([
        lookout().from(0).answered(1, "En attente", "3"),
        update("En cours").at(10, 11),
        reader(1).from(12).answered(13, "En cours", "4"),
        reader(2).from(14).answered(15, "En attente", "3"),
    ])
    .fails("fail")
}

fn an_update_on_its_way_excuses() -> Told {
    story([
        lookout().from(0).answered(1, "En attente", "3"),
        update("En cours").at(10, 15),
        reader(1).from(12).answered(13, "En attente", "3"),
    ])
    .unknown("nothing")
}

fn an_update_that_failed_shows_nothing() -> Told {
    story([
        lookout().from(0).answered(1, "En attente", "3"),
        update("En cours").from(10).code(11, 400),
        reader(1).from(12).answered(13, "En attente", "3"),
    ])
    .unknown("nothing")
}

fn an_update_without_an_answer_binds_nobody() -> Told {
    story([
        lookout().from(0).answered(1, "En attente", "3"),
        update("En cours").from(10).no_answer(3010),
        reader(1).from(3012).answered(3013, "En attente", "3"),
    ])
    .unknown("nothing")
}

/// Every client that asks is told of the newest version, and shown the status before it, whatever is sent.
fn a_new_version_with_the_old_status() -> Told {
    story([
        lookout().from(0).answered(1, "En attente", "3"),
        update("En cours").at(10, 11),
        reader(1).from(12).answered(13, "En attente", "4"),
        update("Terminée").at(20, 21),
        reader(2).from(22).answered(23, "En cours", "5"),
    ])
    .fails("old-status")
}

/// The version moves, and the status that was sent is thrown away.
fn the_status_is_always_the_same() -> Told {
    story([
        update("En cours").at(0, 1),
        reader(1).from(2).answered(3, "En attente", "4"),
        update("Échec").at(10, 11),
        reader(2).from(12).answered(13, "En attente", "5"),
        update("Terminée").at(20, 21),
        reader(3).from(22).answered(23, "En attente", "6"),
    ])
    .fails("old-status")
    .count("reads", 3)
}

fn accents_come_back() -> Told {
    story([
        update("Échec").at(0, 1),
        reader(1).from(2).answered(3, "Échec", "4"),
        update("Terminée").at(4, 5),
        reader(2).from(6).answered(7, "Terminée", "5"),
    ])
    .at_least(2)
    .passes("pass")
}

fn composed_and_decomposed_accents_are_the_same() -> Told {
    story([update("Termin\u{e9}e").at(0, 1), reader(1).from(2).answered(3, "Termine\u{301}e", "4")]).passes("pass")
}

fn an_old_status_is_not_mangled() -> Told {
    story([update("Échec").at(0, 1), reader(1).from(2).answered(3, "En attente", "3")]).passes("pass")
}

fn accents_are_lost() -> Told {
    story([
        update("Échec").at(0, 1),
        reader(1).from(2).answered(3, "?chec", "4"),
        update("Terminée").at(4, 5),
        reader(2).from(6).answered(7, "Termin?e", "5"),
    ])
    .fails("ascii")
}

/// Two updates to statuses with accents, each read back as it is written here.
fn read_back(terminee: &str, echec: &str) -> Story {
    story([
        update("Échec").at(0, 1),
        reader(1).from(2).answered(3, echec, "4"),
        update("Terminée").at(4, 5),
        reader(2).from(6).answered(7, terminee, "5"),
    ])
}

fn a_body_is_not_in_utf_8() -> Told {
    let latin = |from: u32, word: &[u8], version: &str| {
        let body = [br#"{"status":""#, word, br#"","version":"#, version.as_bytes(), b"}"].concat();
        let read = reader(from).from(from).said_bytes(from + 1, 200, &body);
        read.header("content-type", "application/json; charset=iso-8859-1")
    };
    story([
        update("Échec").at(0, 1),
        latin(2, b"\xc9chec", "4"),
        update("Terminée").at(4, 5),
        latin(6, b"Termin\xe9e", "5"),
    ])
    .fails("not-utf8")
    .text("got", "Termin\u{fffd}e")
    .text("type", "application/json; charset=iso-8859-1")
}

/// Only the status matters: another field that is not UTF-8 is read with its replacements, and nobody minds.
fn another_field_is_not_in_utf_8() -> Told {
    let body = b"{\"status\":\"\xc3\x89chec\",\"version\":4,\"message\":\"mis \xe0 jour\"}";
    story([update("Échec").at(0, 1), reader(1).from(2).said_bytes(3, 200, body)]).passes("pass")
}

fn a_status_is_escaped_for_html() -> Told {
    read_back("Termin&eacute;e", "&#201;chec").fails("html")
}

fn a_status_is_json_in_json() -> Told {
    read_back(r#""Termin\u00e9e""#, r#""\u00c9chec""#).fails("json")
}

fn a_status_is_percent_encoded() -> Told {
    read_back("Termin%C3%A9e", "%C3%89chec").fails("percent")
}

fn a_status_is_cut_short() -> Told {
    read_back("Term", "Éch").fails("short")
}

fn a_status_is_in_capitals() -> Told {
    read_back("TERMINÉE", "ÉCHEC").fails("fail")
}

fn accents_are_bytes_of_another_code() -> Told {
    story([
        update("En cours").at(0, 1),
        reader(1).from(2).answered(3, "En cours", "4"),
        update("Terminée").at(4, 5),
        reader(2).from(6).answered(7, "TerminÃ©e", "5"),
        update("Échec").at(8, 9),
        reader(3).from(10).answered(11, "Ã\u{89}chec", "6"),
    ])
    .fails("read-as-latin1")
}

fn nobody_looked_at_the_status() -> Told {
    story([update("Échec").at(0, 1), reader(1).from(2).code(3, 204)]).unknown("nothing")
}

/// A tab of the student's is open: what was typed there came between. One strange status alone blames nobody.
fn somebody_else_types_free_text() -> Told {
    story([
        update("En cours").at(0, 1),
        reader(1).from(2).answered(3, "En cours", "4"),
        update("Échec").at(10, 11),
        reader(2).from(60).answered(61, "Bientôt prêt", "6"),
        update("Terminée").at(70, 71),
        reader(3).from(72).answered(73, "Terminée", "7"),
    ])
    .unknown("foreign")
}

/// Somebody waits for each of two updates, in another scenario, and this is what it gets.
fn woken(echec: &str, terminee: &str) -> Story {
    let other = [
        waiter(1).knows("4").from(100).answered(202, echec, "5"),
        update("Échec").at(200, 201),
        waiter(1).knows("5").from(300).answered(402, terminee, "6"),
        update("Terminée").at(400, 401),
    ];
    story([update("Échec").at(0, 1), reader(1).from(2).answered(3, "Échec", "4")])
        .and(other.map(|deed| deed.scenario("wake")))
}

fn it_is_whole_to_whoever_waits() -> Told {
    woken("Échec", "Terminée").passes("pass").count("reads", 1)
}

fn it_is_mangled_to_whoever_waits() -> Told {
    woken("?chec", "Termin?e").fails("ascii").text("who", "waiter").text("got", "Termin?e")
}

/// Somebody else may have typed it.
fn it_is_mangled_once_to_whoever_waits() -> Told {
    woken("Échec", "Bientôt prêt").passes("pass")
}

/// Whose news it is cannot be told.
fn another_update_was_under_way_while_they_waited() -> Told {
    let more = [update("En cours").at(150, 250), update("En cours").at(350, 450)];
    woken("?chec", "Termin?e").and(more.map(|deed| deed.scenario("wake"))).passes("pass")
}

/// So many clients that all see this.
fn crowd(size: u32, status: &'static str, version: &'static str) -> impl Iterator<Item = Deed> {
    (1..=size).map(move |n| reader(n).from(410).answered(411 + n, status, version))
}

fn all_see_one_state() -> Told {
    story([lookout().from(0).answered(1, "En attente", "3"), update("En cours").at(10, 11)])
        .and(crowd(20, "En cours", "4"))
        .at_least(20)
        .passes("pass")
}

fn each_crowd_sees_its_own_update() -> Told {
    story([update("Échec").at(0, 1), reader(1).from(2).answered(3, "Échec", "3")])
        .round(2, [update("En cours").at(10, 11)])
        .round(2, crowd(20, "En cours", "4"))
        .round(3, [update("Terminée").at(500, 501), reader(1).from(502).answered(503, "Terminée", "5")])
        .at_least(20)
        .passes("pass")
}

fn a_silent_client_is_for_another_rule() -> Told {
    story([update("En cours").at(10, 11)])
        .and(crowd(19, "En cours", "4"))
        .and([reader(20).from(410).no_answer(2010)])
        .at_least(20)
        .passes("pass")
}

fn a_repeated_version_with_the_new_status() -> Told {
    story([lookout().from(0).answered(1, "En attente", "3"), update("En cours").at(10, 11)])
        .and(crowd(20, "En cours", "3"))
        .passes("pass")
}

/// Which of the two processes answers is chance.
fn two_workers_two_states() -> Told {
    let ours = (1..=20).map(|n| reader(n).from(410 + 2 * n).answered(411 + 2 * n, "En cours", "4"));
    let theirs = (1..=20).map(|n| reader(n).from(411 + 2 * n).answered(412 + 2 * n, "En attente", "3"));
    story([lookout().from(0).answered(1, "En attente", "3"), update("En cours").at(10, 11)])
        .and(ours)
        .and(theirs)
        .at_least(20)
        .fails("split")
}

fn the_state_never_moved() -> Told {
    story([lookout().from(0).answered(1, "En attente", "3"), update("En cours").at(10, 11)])
        .and(crowd(20, "En attente", "3"))
        .at_least(20)
        .fails("unmoved")
}

fn no_crowd_asked() -> Told {
    story([update("En cours").at(10, 11)]).and(crowd(2, "En cours", "4")).at_least(20).unknown("nothing")
}

fn the_update_failed() -> Told {
    story([update("En cours").from(10).code(11, 500)]).and(crowd(20, "En attente", "3")).unknown("nothing")
}

fn nobody_saw_a_state() -> Told {
    story([update("En cours").at(10, 11), reader(1).from(410).code(411, 204)]).waits_for("behind-kept-waiting")
}

/// Each read that began after another one had the new state has it too: one state, which moved once more.
fn somebody_else_updates_in_the_middle() -> Told {
    story([lookout().from(0).answered(1, "En attente", "3"), update("En cours").at(10, 11)])
        .and((1..=12).map(|n| reader(n).from(410 + n).answered(411 + n, "En cours", "4")))
        .and((13..=20).map(|n| reader(n).from(410 + n).answered(411 + n, "Échec", "5")))
        .at_least(20)
        .unknown("foreign")
}

/// What is sent in the moment in which a read is answered is not there yet.
fn the_next_update_left_as_the_read_was_answered() -> Told {
    story([
        lookout().from(0).answered(1, "En attente", "3"),
        update("En cours").at(10, 11),
        reader(2).from(11.5).answered(12.5, "En cours", "4"),
        reader(1).from(12).answered(13, "En cours", "4"),
        update("Terminée").at(13, 14),
    ])
    .at_least(2)
    .passes("pass")
    .count("reads", 2)
}

/// Its answer came in the moment in which the read began.
fn an_update_just_answered_excuses() -> Told {
    story([
        lookout().from(0).answered(1, "En attente", "3"),
        update("En cours").at(10, 12),
        reader(1).from(12).answered(13, "En attente", "3"),
    ])
    .unknown("nothing")
}

/// It counts from the start again: what was seen in its life before is no matter.
fn a_version_of_an_earlier_life() -> Told {
    story([
        lookout().from(0).answered(1, "En attente", "4"),
        update("En cours").at(10, 11),
        reader(1).from(12).answered(13, "En attente", "4"),
    ])
    .note(5, Event::Restarted { alive: 2_000_000 })
    .passes("pass")
}

/// Somebody else moves the state, and does not move it back.
fn one_client_is_shown_the_version_before() -> Told {
    story([lookout().from(0).answered(1, "En attente", "3"), update("En cours").at(10, 11)])
        .and((1..=12).map(|n| reader(n).from(410 + n).answered(411 + n, "En cours", "4")))
        .and((13..=19).map(|n| reader(n).from(410 + n).answered(411 + n, "Échec", "5")))
        .and([reader(20).from(430).answered(431, "En cours", "4")])
        .at_least(20)
        .fails("split")
        .count("reads", 20)
        .count("versions", 2)
}

/// Who asks as the answer comes may be shown either state.
fn the_crowd_asked_as_the_update_was_answered() -> Told {
    story([update("En cours").at(10, 410)]).and(crowd(20, "En cours", "4")).at_least(20).unknown("nothing")
}
