//! What a browser sees: it keeps its connection, its cookies and answers.

use super::build::{
    Deed, Story, Told, odd, reader, repeated, repeater, story, tab_polls, tab_reads, tab_updates, waiter,
};
use lab::history::Event;
use lab::labs::long_polling::notes;

stories! {
    "unread-by-browsers":
        a_browser_is_answered, a_read_has_no_end, an_update_has_no_end, a_poll_has_no_end, nothing_new_has_no_end,
        a_held_poll_begins_its_answer, an_empty_answer_has_no_end, a_slow_body_that_ends, the_next_request_is_not_answered, a_browser_is_not_answered, a_browser_is_cut,
        a_held_poll_of_a_browser_is_no_fault, what_waits_for_a_poll_is_for_another_rule, noise_hides_the_end,
        noise_elsewhere_hides_nothing, too_few_answers_to_a_browser, the_page_never_ends;
    "session-locked":
        tabs_share_a_cookie, no_cookie_was_set, an_update_waits_for_the_poll, a_read_waits_for_the_poll,
        somebody_else_wakes_the_poll, the_second_time_nobody_else_wakes_it, it_waited_to_the_end_of_the_hold, nobody_held_a_poll_with_it, a_poll_without_an_answer_shows_nothing,
        noise_hides_the_lock, a_tab_of_another_browser_holds_it, nothing_was_asked_by_a_browser;
    "answer-cacheable":
        no_header_at_all, no_store, a_minute_of_nothing_new, a_minute_for_a_newcomer, nothing_new_is_worse,
        an_expiry_date, a_date_of_change_alone, shared_caches_only, a_minute_for_an_old_version,
        an_error_may_be_kept, a_minute_without_a_version, nothing_is_asked_again;
    "answer-cached":
        the_update_is_seen, the_address_decides, once_is_chance, processes_take_turns, everything_is_old,
        the_version_moved, odd_words_are_refused, no_version_was_known;
}

/// A browser that is behind, waits, and is woken, all well.
fn browsing() -> [Deed; 4] {
    [
        tab_reads(1).from(0).answered(1, "En cours", "4"),
        tab_updates(2, "Échec").at(2, 3),
        tab_polls(3).knows("5").from(4).answered(200, "En cours", "6"),
        tab_updates(5, "En cours").at(190, 200),
    ]
}

fn a_browser_is_answered() -> Told {
    story(browsing()).at_least(4).passes("pass").count("answers", 4)
}

fn a_read_has_no_end() -> Told {
    let endless = tab_reads(4).from(10).unended(12).no_answer(1800);
    story(browsing()).and([endless]).fails("endless").time("waited", 1788).observed(1788).limit(1500).shows([5])
}

fn an_update_has_no_end() -> Told {
    story([tab_updates(1, "Échec").from(0).unended(2).no_answer(1800)]).fails("endless")
}

fn a_poll_has_no_end() -> Told {
    story([tab_polls(1).from(0).unended(900).no_answer(2700)]).fails("endless").time("waited", 1800)
}

/// Looked at where holds end.
fn nothing_new_has_no_end() -> Told {
    let held = tab_polls(1).scenario("hold-end").from(0).unended(25000).no_answer(26800);
    story(browsing()).and([held]).fails("endless")
}

/// Blanks, or a head alone, while it waits.
fn a_held_poll_begins_its_answer() -> Told {
    story(browsing()).and([tab_polls(6).from(500).began(501).no_answer(2500)]).passes("pass")
}

/// A head without a body came at the end of the hold, and nothing that tells its end.
fn an_empty_answer_has_no_end() -> Told {
    let held = tab_polls(1).scenario("hold-end").from(0).began(25000).no_answer(66800);
    story(browsing()).and([held]).fails_unless("endless", "hold-never-ends").observed(1800)
}

fn a_slow_body_that_ends() -> Told {
    let slow = tab_reads(4).from(10).answered(3000, "En cours", "6").began(12);
    story(browsing()).and([slow]).passes("pass")
}

fn the_next_request_is_not_answered() -> Told {
    let second = tab_reads(4).on_a_kept_connection().from(300).no_answer(2100);
    story(browsing()).and([second]).fails("second").observed(1800)
}

fn a_browser_is_not_answered() -> Told {
    story([tab_reads(1).from(0).no_answer(1800)]).fails("silent")
}

fn a_browser_is_cut() -> Told {
    story([tab_reads(1).from(0).cut(2)]).fails("cut").shows([1])
}

fn a_held_poll_of_a_browser_is_no_fault() -> Told {
    story(browsing()).and([tab_polls(6).from(500).no_answer(2500)]).passes("pass")
}

fn what_waits_for_a_poll_is_for_another_rule() -> Told {
    story(browsing())
        .and([tab_polls(6).from(500).answered(2500, "Échec", "7"), tab_updates(7, "Échec").from(600).no_answer(2400)])
        .passes("pass")
}

fn noise_hides_the_end() -> Told {
    story([tab_reads(1).from(0).unended(1).no_answer(1800)]).noise(400, 300).unknown("noise")
}

fn noise_elsewhere_hides_nothing() -> Told {
    let held = tab_polls(1).scenario("hold-end").from(0).unended(25000).no_answer(26800);
    story(browsing()).and([held]).noise(25100, 300).passes("pass")
}

fn too_few_answers_to_a_browser() -> Told {
    story(browsing()).at_least(5).unknown("nothing")
}

fn the_page_never_ends() -> Told {
    let page = super::build::page("/").by("tab 9").from(0).began(1).no_answer(1800);
    story(browsing()).and([page]).passes("pass")
}

fn with_cookies(deeds: impl IntoIterator<Item = Deed>) -> Story {
    story(deeds.into_iter().map(|deed| deed.with_cookie("sid=7; theme=dark")))
}

fn tabs_share_a_cookie() -> Told {
    with_cookies([
        tab_polls(1).from(0).answered(205, "Échec", "6"),
        tab_reads(2).from(150).answered(151, "En cours", "5"),
        tab_updates(3, "Échec").at(160, 205),
    ])
    .passes("pass")
    .text("cookie", "sid")
    .count("requests", 2)
}

fn no_cookie_was_set() -> Told {
    story(browsing()).passes("no-cookie").count("answers", 4)
}

fn an_update_waits_for_the_poll() -> Told {
    with_cookies([tab_polls(1).from(0).answered(3000, "Échec", "6"), tab_updates(3, "Échec").from(160).no_answer(2000)])
        .fails("update")
        .text("cookie", "sid")
        .time("waited", 1840)
        .limit(1500)
        .shows([2, 1])
}

fn a_read_waits_for_the_poll() -> Told {
    with_cookies([
        tab_polls(1).from(0).answered(5000, "Échec", "6"),
        tab_reads(2).from(150).no_answer(2000),
        tab_updates(3, "Échec").from(2100).no_answer(4000),
    ])
    .fails("read")
}

fn it_waited_to_the_end_of_the_hold() -> Told {
    with_cookies([tab_polls(1).from(0).code(3000, 204), tab_updates(3, "Échec").at(150, 3001)])
        .fails("update")
        .time("waited", 2851)
}

/// A server ends the poll of a session as soon as the session asks for something else.
fn nobody_held_a_poll_with_it() -> Told {
    with_cookies([tab_polls(1).from(0).code(3, 204), tab_updates(3, "Échec").at(150, 151)]).passes("none")
}

fn somebody_else_wakes_the_poll() -> Told {
    with_cookies([tab_polls(1).knows("4").from(0).answered(20, "Échec", "5"), tab_updates(3, "Échec").at(150, 151)])
        .unknown("foreign")
}

fn the_second_time_nobody_else_wakes_it() -> Told {
    let cookie = |deed: Deed| deed.with_cookie("sid=7");
    with_cookies([tab_polls(1).knows("4").from(0).answered(20, "Échec", "5"), tab_updates(3, "Échec").at(150, 151)])
        .round(
            2,
            [
                cookie(tab_polls(4).knows("6").from(500).answered(3500, "Échec", "7")),
                cookie(tab_updates(5, "En cours").from(650).no_answer(2500)),
            ],
        )
        .fails("update")
}

fn a_poll_without_an_answer_shows_nothing() -> Told {
    with_cookies([tab_polls(1).from(0).cut(3), tab_updates(3, "Échec").at(150, 151)]).waits_for("unread-by-browsers")
}

fn noise_hides_the_lock() -> Told {
    with_cookies([tab_polls(1).from(0).answered(3000, "Échec", "6"), tab_updates(3, "Échec").from(160).no_answer(2000)])
        .noise(500, 300)
        .unknown("noise")
}

fn a_tab_of_another_browser_holds_it() -> Told {
    let other = |deed: Deed| deed.attempt(2).with_cookie("sid=7");
    story([tab_polls(1).from(0).answered(3000, "Échec", "6").with_cookie("sid=7")])
        .and([other(tab_polls(1).from(20).code(30, 204)), other(tab_updates(3, "Échec").from(160).no_answer(2000))])
        .note_of(2, 10, Event::Start)
        .passes("none")
}

fn nothing_was_asked_by_a_browser() -> Told {
    story([waiter(1).from(0).code(3000, 204)]).waits_for("unread-by-browsers")
}

/// Nothing new at the end of a hold, said with this header.
fn nothing_new(name: &str, value: &str) -> Deed {
    waiter(1).knows("5").scenario("hold-end").from(0).code(3000, 204).header(name, value)
}

fn a_newcomer() -> Deed {
    reader(1).knows("0").from(0).answered(2, "En cours", "5")
}

fn no_header_at_all() -> Told {
    story([waiter(1).knows("5").from(0).code(3000, 204), a_newcomer()]).at_least(2).passes("pass").count("answers", 2)
}

fn no_store() -> Told {
    story([nothing_new("cache-control", "no-store, max-age=0")]).passes("pass")
}

fn a_minute_of_nothing_new() -> Told {
    story([a_newcomer(), nothing_new("cache-control", "public, max-age=60")])
        .fails("no-change")
        .text("says", "public, max-age=60")
        .count("seconds", 60)
        .shows([2])
}

fn a_minute_for_a_newcomer() -> Told {
    story([a_newcomer().header("cache-control", "max-age=60")]).fails("first")
}

fn nothing_new_is_worse() -> Told {
    story([a_newcomer().header("cache-control", "max-age=60"), nothing_new("cache-control", "max-age=5")])
        .fails("no-change")
        .count("seconds", 5)
        .shows([2])
}

fn an_expiry_date() -> Told {
    let expires =
        nothing_new("expires", "Sat, 21 Nov 2026 05:00:10 GMT").header("date", "Sat, 21 Nov 2026 05:00:00 GMT");
    story([expires]).fails("no-change").count("seconds", 10)
}

fn a_date_of_change_alone() -> Told {
    story([nothing_new("last-modified", "Sat, 21 Nov 2020 05:00:10 GMT").header("etag", "\"5\"")]).passes("pass")
}

fn shared_caches_only() -> Told {
    story([nothing_new("cache-control", "s-maxage=60")]).passes("pass")
}

/// Whoever was behind then has a newer version now, and asks something else.
fn a_minute_for_an_old_version() -> Told {
    let behind = reader(1).knows("3").from(10).answered(12, "En cours", "5").header("cache-control", "max-age=60");
    story([a_newcomer(), behind]).passes("pass").count("answers", 1)
}

fn an_error_may_be_kept() -> Told {
    let error = reader(1).knows("0").from(10).said(12, 404, "{}").header("cache-control", "max-age=60");
    story([a_newcomer(), error]).passes("pass").count("answers", 1)
}

fn a_minute_without_a_version() -> Told {
    let mut bare = odd("");
    bare.operation.request.path = "/poll-status".into();
    story([bare.from(0).answered(2, "En cours", "5").header("cache-control", "max-age=60")]).fails("first")
}

fn nothing_is_asked_again() -> Told {
    story([reader(1).knows("3").from(10).answered(12, "En cours", "5")]).unknown("nothing")
}

/// A round: what is asked before the update to "Échec", and then by turns in the same words and in new ones.
fn asked_again(from: u32, same: (&str, &str), new: (&str, &str)) -> Vec<Deed> {
    let mut deeds = vec![
        repeater(1, false).from(from).answered(from + 1, "En cours", "4"),
        repeated("Échec").at(from + 2, from + 3),
    ];
    for (turn, new_words) in (1..).zip([false, true, true, false, false, true]) {
        let (status, version) = if new_words { new } else { same };
        let at = from + 4 + 2 * turn;
        deeds.push(repeater(2 + turn, new_words).from(at).answered(at + 1, status, version));
    }
    deeds
}

const OLD: (&str, &str) = ("En cours", "4");
const NEW: (&str, &str) = ("Échec", "5");

fn twice(same: (&str, &str), new: (&str, &str)) -> Story {
    story(asked_again(0, same, new)).round(2, asked_again(100, same, new))
}

fn the_update_is_seen() -> Told {
    twice(NEW, NEW).passes("pass").count("questions", 2)
}

fn the_address_decides() -> Told {
    twice(OLD, NEW)
        .fails("fail")
        .count("times", 3)
        .text("old", "En cours (4)")
        .text("new", "Échec (5)")
        .shows([1, 2, 7, 8])
}

fn once_is_chance() -> Told {
    story(asked_again(0, OLD, NEW)).round(2, asked_again(100, NEW, NEW)).passes("pass")
}

/// Two processes, each with a state of its own, answer by turns.
fn processes_take_turns() -> Told {
    let round = |from: u32| {
        let mut deeds = asked_again(from, OLD, NEW);
        for (turn, deed) in deeds.iter_mut().skip(2).enumerate() {
            let (status, version) = if turn % 2 == 0 { OLD } else { NEW };
            let done = from + 7 + 2 * turn as u32;
            *deed = deed.clone().answered(done, status, version);
        }
        deeds
    };
    story(round(0)).round(2, round(100)).passes("pass")
}

fn everything_is_old() -> Told {
    twice(OLD, OLD).passes("pass")
}

/// It is not the answer of before: the version is another one.
fn the_version_moved() -> Told {
    twice(("En cours", "5"), NEW).passes("pass")
}

fn odd_words_are_refused() -> Told {
    let round = |from: u32| {
        let refused = |deed: Deed| {
            if deed.operation.request.path.contains("_=") { deed.said(90 + from, 400, "{}") } else { deed }
        };
        asked_again(from, OLD, NEW).into_iter().map(refused).collect::<Vec<_>>()
    };
    story(round(0)).round(2, round(100)).passes("pass")
}

fn no_version_was_known() -> Told {
    story([repeater(1, false).from(0).no_answer(1800)])
        .note(0, Event::Skipped(notes::NO_VERSION))
        .waits_for("behind-kept-waiting")
}
