//! The page of the long-polling lab: what it showed, and what it asked.

use super::build::{Deed, Story, Told, story};
use lab::history::Nanos;
use lab::history::{Answer, Body, Operation, Outcome, Reason, RequestRecord};
use lab::labs::long_polling::record::PollDetail;
use serde_json::{Value, json};

stories! {
    "page-dead":
        it_asks_for_the_state, its_script_is_missing, the_page_is_missing, its_script_throws, it_says_nothing,
        it_was_not_opened, it_hangs, it_hangs_after_its_first_answer, it_crashes, it_hangs_once, it_hangs_on_a_busy_machine;
    "change-not-shown":
        six_changes_are_shown, the_clock_of_the_page_is_early, an_icon_follows, shown_a_second_late, shown_after_two_seconds, only_the_clock_moves,
        nothing_follows_and_the_machine_was_busy, no_poll_waited, no_poll_is_told;
    "initial-not-shown": the_first_is_shown, the_first_is_not_shown, nothing_follows_the_first;
    "fresh-not-shown":
        a_new_server_is_shown, a_new_server_is_waited_for, nothing_follows_on_a_new_server, the_answer_of_a_new_server_is_not_shown, busy_beside_a_new_server,
        nobody_began_anew;
    "version-not-sent-back": the_last_version_comes_back, always_zero, no_version_at_all, too_few_polls, a_second_loop_begins_with_the_page,
        a_second_loop_goes_on_by_itself, a_second_loop_is_one_behind, all_are_refused;
    "repoll-late": it_asks_again_at_once, it_asks_by_the_clock, it_pauses_a_second, it_pauses_two_seconds, it_never_asks_again, a_pause_of_the_machine;
    "stops-after-hold":
        it_goes_on_after_a_hold, it_goes_on_by_the_clock, it_takes_short_holds_for_errors, it_pauses_after_each_hold, it_stops_after_a_hold,
        it_forgets_after_a_hold, it_stops_and_the_machine_was_busy, no_end_of_a_hold_was_seen, it_never_waited;
    "polls-overlap":
        one_poll_waits, two_polls_wait, a_poll_is_given_up_for_the_next, no_poll_waits, nothing_was_quiet;
    "restart-not-shown":
        what_counts_anew_is_shown, only_newer_is_shown, no_poll_waited_for_the_restart, nothing_follows_before_the_restart,
        the_machine_was_busy_at_the_restart;
    "markup-executed": markup_is_a_text, markup_is_executed, markup_is_refused, nobody_waited_for_markup, no_markup_was_sent;
    "tabs-differ":
        four_tabs_follow, one_tab_stays, they_begin_apart, one_forgets_at_the_end_of_a_hold, one_asks_no_more_after_a_hold, one_asks_and_shows_nothing, a_clock_beside_differs, one_is_loaded_again, they_follow_late,
        nothing_was_sent, one_tab_stays_on_a_busy_machine, nothing_follows_in_the_first;
    "control-value": two_wishes_send_two, two_wishes_send_one, only_one_was_sent;
    "control-missing": a_button_sends_it, nothing_sends_it, a_form_without_its_field, nobody_tried, it_hangs_when_used;
    "gives-up-on-error":
        it_comes_back_each_time, it_gives_up_each_time, it_gives_up_once,
        it_hangs_when_a_poll_fails, it_tries_three_times, nothing_failed, nothing_failed_for_one_that_waits_for_ever;
    "malformed-not-survived": it_survives_both, it_dies_of_half_an_answer, nothing_odd_came, it_died_of_noise;
    "client-timeout": it_asks_again_within_a_minute, it_waits_through_a_minute, nothing_was_silent, it_never_polled_then;
    "error-storm": two_polls_each, forty_polls_each, one_storm_of_three, it_gave_up_before;
}

/// A time in milliseconds.
fn ms_of(time: f64) -> Nanos {
    (time * 1e6) as Nanos
}

const STATUSES: [&str; 4] = ["En attente", "En cours", "Terminée", "Échec"];

fn asked(round: u32, kind: &str, path: &str, from: f64, head: Option<f64>, code: u16, detail: Value) -> Deed {
    let body = Body { bytes: vec![], length: 0, not_json: None };
    let answer = Answer { code, headers: vec![], body, extra_bytes: 0 };
    let outcome = match (head, code) {
        (None, _) => Outcome::Indeterminate(Reason::Left),
        (Some(_), 0) => Outcome::Indeterminate(Reason::Cut("reset".into())),
        _ => Outcome::Answered(Box::new(answer)),
    };
    let operation = Operation {
        id: 0,
        lab: None,
        scenario: "here".into(),
        attempt: 1,
        round,
        client: "tab 1".into(),
        kind: kind.into(),
        request: RequestRecord { method: "GET".into(), path: path.into(), ..RequestRecord::default() },
        started: ms_of(from),
        sent: Some(ms_of(from)),
        head: head.map(ms_of),
        done: ms_of(head.unwrap_or(60_000.0)),
        arrived: None,
        network: None,
        outcome,
        channel: None,
        detail,
    };
    Deed { operation, detail: PollDetail::default() }
}

fn poll(round: u32, from: f64, head: Option<f64>, code: u16) -> Deed {
    asked(round, "poll", "/poll-status", from, head, code, json!({ "version": "4", "due": "4", "is_last": true }))
}

fn opened(asked: bool) -> Story {
    story([]).seen(1, 900, "deed", json!({ "what": "opened", "asked": asked, "status": STATUSES[0], "holds": asked }))
}

fn it_asks_for_the_state() -> Told {
    opened(true).passes("pass")
}

fn its_script_is_missing() -> Told {
    let page = asked(1, "page", "/", 1.0, Some(2.0), 200, Value::Null);
    let icon = asked(1, "page", "/x.png", 3.0, Some(4.0), 404, Value::Null);
    let script = asked(1, "page", "/script.js?v=2", 5.0, Some(6.0), 404, Value::Null);
    opened(false).and([page, icon, script]).fails("no-script")
}

fn the_page_is_missing() -> Told {
    opened(false).and([asked(1, "page", "/", 1.0, Some(2.0), 404, Value::Null)]).fails("no-page")
}

fn its_script_throws() -> Told {
    let said = json!({ "saying": "exception", "text": "TypeError: x\n at y", "place": "http://a/x.js:3" });
    opened(false)
        .and([asked(1, "page", "/", 1.0, Some(2.0), 200, Value::Null)])
        .seen(1, 5, "said", said)
        .fails("thrown")
}

fn it_says_nothing() -> Told {
    opened(false).and([asked(1, "page", "/", 1.0, Some(2.0), 200, Value::Null)]).fails("silent")
}

fn it_was_not_opened() -> Told {
    story([]).unknown("nothing")
}

/// The page of this round could not be looked at any more, and this is what it came to.
fn lost(story: Story, round: u32, at: u32, end: Option<&str>) -> Story {
    story.seen(round, at, "deed", json!({ "what": "lost", "why": "…", "end": end }))
}

fn it_hangs() -> Told {
    lost(lost(story([]), 1, 12_000, Some("hung")), 2, 12_100, Some("hung")).fails("hung").count("tabs", 2)
}

fn it_hangs_after_its_first_answer() -> Told {
    lost(lost(opened(true), 1, 12_000, Some("hung")), 2, 12_100, Some("hung")).fails("hung").count("tabs", 2)
}

fn it_crashes() -> Told {
    lost(lost(lost(story([]), 1, 1000, Some("crashed")), 2, 1100, Some("closed")), 3, 1200, None).fails("crashed")
}

fn it_hangs_once() -> Told {
    lost(opened(true), 2, 12_000, Some("hung")).passes("pass")
}

fn it_hangs_on_a_busy_machine() -> Told {
    lost(lost(story([]), 1, 12_000, Some("hung")), 2, 12_100, Some("hung")).noise(8_000, 1_500).unknown("nothing")
}

/// Six changes a second apart, each seen by these words, so long after.
fn walked(held: bool, after: f64, words: impl Fn(usize, &str) -> String) -> Story {
    let first = json!({ "#s": [words(9, STATUSES[0]), ""], "#log": ["…", ""] });
    let begun = opened(true).seen(1, 500, "shown", first).at_least(6);
    (0..6).fold(begun, |story, number| {
        let (at, status) = (1000.0 + 3000.0 * number as f64, STATUSES[(number + 1) % 4]);
        let changed = json!({ "what": "changed", "status": status, "version": number.to_string(), "held": held });
        let shown = json!({ "#s": [words(number, status), ""], "#log": [format!("{number} {status}"), ""] });
        let told = poll(1, at - 500.0, Some(at + 1.0), 200);
        story.and([told]).seen(1, at, "deed", changed).seen(1, at + after, "shown", shown)
    })
}

fn said(_: usize, status: &str) -> String {
    format!("État : {}", status.to_uppercase())
}

fn clock(number: usize, _: &str) -> String {
    number.to_string()
}

fn six_changes_are_shown() -> Told {
    walked(true, 12.0, said).passes("pass").time("median", 12)
}

/// What a change brings seems to be there a moment before it.
fn the_clock_of_the_page_is_early() -> Told {
    walked(true, -30.0, |_, status| status.to_owned()).passes("pass")
}

fn an_icon_follows() -> Told {
    let icon = |_: usize, status: &str| format!("icon {}", status.len());
    // The log would follow in words: it is not shown here.
    walked(true, 12.0, move |number, status| if number == 9 { String::new() } else { icon(number, status) })
        .passes("pass")
}

fn shown_a_second_late() -> Told {
    walked(true, 1000.0, said).earns_half("late")
}

fn shown_after_two_seconds() -> Told {
    walked(true, 2000.0, said).fails("too-late")
}

fn nothing_shown() -> Story {
    let begun = opened(true).at_least(6);
    (0..6).fold(begun, |story, number| {
        let (at, status) = (1000.0 + 3000.0 * f64::from(number), STATUSES[(number as usize + 1) % 4]);
        let changed = json!({ "what": "changed", "status": status, "version": number.to_string(), "held": true });
        let shown = json!({ "#s": [clock(number as usize, ""), ""] });
        let told = poll(1, at - 500.0, Some(at + 1.0), 200);
        story.and([told]).seen(1, at, "deed", changed).seen(1, at + 5.0, "shown", shown)
    })
}

fn only_the_clock_moves() -> Told {
    nothing_shown().fails("fail").count("changes", 6)
}

fn nothing_follows_and_the_machine_was_busy() -> Told {
    nothing_shown().noise(2000, 4000).unknown("noise")
}

fn no_poll_waited() -> Told {
    walked(false, 12.0, said).waits_for("version-not-sent-back")
}

fn the_first_is_shown() -> Told {
    walked(true, 12.0, said).passes("pass")
}

fn the_first_is_not_shown() -> Told {
    walked(true, 12.0, |number, status| if number == 9 { "Chargement…".into() } else { said(number, status) })
        .fails("fail")
}

fn nothing_follows_the_first() -> Told {
    nothing_shown().waits_for("change-not-shown")
}

/// Five polls, each answered a second after it came, and the next one so long after.
fn polls(gap: f64, detail: &Value) -> Vec<Deed> {
    let each = 1000.0 + gap;
    let polls = (0..5).map(|number| {
        let from = 1000.0 + each * f64::from(number);
        asked(1, "poll", "/poll-status", from, (number < 4).then_some(from + 1000.0), 200, detail.clone())
    });
    polls.collect()
}

fn the_last_version_comes_back() -> Told {
    story(polls(5.0, &json!({ "version": "4", "due": "4", "is_last": true })))
        .at_least(3)
        .passes("pass")
        .count("polls", 4)
}

fn always_zero() -> Told {
    story(polls(5.0, &json!({ "version": "0", "due": "4", "is_last": false })))
        .at_least(3)
        .fails("other")
        .count("wrong", 4)
}

fn no_version_at_all() -> Told {
    story(polls(5.0, &json!({ "version": null, "due": "4", "is_last": false }))).at_least(3).fails("none")
}

fn too_few_polls() -> Told {
    story([poll(1, 1000.0, Some(2000.0), 200), poll(1, 2010.0, None, 0)]).at_least(3).waits_for("repoll-late")
}

fn it_asks_again_at_once() -> Told {
    story(polls(8.0, &Value::Null)).at_least(3).passes("pass").time("median", 8)
}

fn it_pauses_a_second() -> Told {
    story(polls(1000.0, &Value::Null)).at_least(3).earns_half("late")
}

/// Several polls wait, and are answered at once; the next one comes with the next tick.
fn it_asks_by_the_clock() -> Told {
    let ticks = (0..9).map(|tick| {
        let from = 1000.0 + 1000.0 * f64::from(tick);
        let change = (from / 3000.0).ceil() * 3000.0 + 200.0;
        poll(1, from, Some(change), 200)
    });
    story(ticks.collect::<Vec<_>>()).at_least(3).waits_for("polls-overlap")
}

fn it_pauses_two_seconds() -> Told {
    story(polls(2000.0, &Value::Null)).at_least(3).fails("too-late")
}

fn it_never_asks_again() -> Told {
    story([poll(1, 1000.0, Some(2000.0), 200)]).at_least(3).fails("never")
}

fn a_pause_of_the_machine() -> Told {
    let noisy = |story: Story, number: u32| story.noise(1000.0 + 2700.0 * f64::from(number) + 1000.0, 1600.0);
    (0..4).fold(story(polls(1700.0, &Value::Null)), noisy).at_least(3).passes("pass")
}

fn operated(sent: Option<&str>, label: Option<&str>) -> Story {
    opened(true).seen(
        1,
        2000,
        "deed",
        json!({ "what": "operated", "wanted": "En cours", "sent": sent, "label": label }),
    )
}

fn a_button_sends_it() -> Told {
    operated(Some("En cours"), Some("OK")).passes("pass")
}

fn nothing_sends_it() -> Told {
    operated(None, None).fails("fail")
}

fn a_form_without_its_field() -> Told {
    operated(None, Some("OK")).fails("form")
}

fn it_hangs_when_used() -> Told {
    lost(lost(opened(true), 1, 12_000, Some("hung")), 2, 30_000, Some("hung")).fails("hung").count("tabs", 2)
}

fn nobody_tried() -> Told {
    opened(true).unknown("nothing")
}

/// Three rounds in which polls fail; so many fail in each, 50 ms apart or a second, and another comes after or not.
fn failing(counts: [u32; 3], comes_back: [bool; 3]) -> Story {
    (1..=3).zip(counts.into_iter().zip(comes_back)).fold(story([]), |story, (round, (count, back))| {
        let apart = if count > 10 { 50.0 } else { 1000.0 };
        let failed = (0..count).map(|number| {
            let from = 2000.0 + apart * f64::from(number);
            poll(round, from, Some(from + 5.0), if round == 1 { 500 } else { 0 })
        });
        let next = back.then(|| poll(round, 20_500.0, None, 0));
        let deeds: Vec<Deed> = failed.chain(next).collect();
        story.round(round, deeds).seen(round, 1900, "deed", json!({ "what": "failing", "with": "reset" })).seen(
            round,
            20_000,
            "deed",
            json!({ "what": "mended", "failed": count, "polls": count }),
        )
    })
}

fn it_comes_back_each_time() -> Told {
    failing([2; 3], [true; 3]).passes("pass")
}

fn it_gives_up_each_time() -> Told {
    failing([1; 3], [false; 3]).fails("fail").count("given_up", 3)
}

fn it_gives_up_once() -> Told {
    failing([1, 2, 2], [false, true, true]).earns(2.0 / 3.0, "fail")
}

/// In the third round nothing is done any more after the first failure.
fn it_hangs_when_a_poll_fails() -> Told {
    let two = (1..=2).fold(story([]), |story, round| {
        let polls = [2000.0, 3000.0, 20_500.0].map(|from| poll(round, from, Some(from + 5.0), 0));
        let story = story.round(round, polls);
        let story = story.seen(round, 1900, "deed", json!({ "what": "failing", "with": "reset" }));
        story.seen(round, 20_000, "deed", json!({ "what": "mended", "failed": 2, "polls": 2 }))
    });
    let third = two.round(3, [poll(3, 2000.0, Some(2005.0), 500)]);
    let third = third.seen(3, 1900, "deed", json!({ "what": "failing", "with": "error" }));
    lost(third, 3, 30_000, Some("hung")).earns(2.0 / 3.0, "fail")
}

fn nothing_failed() -> Told {
    failing([0; 3], [false; 3]).waits_for("repoll-late")
}

/// Its version is a clock: the change with which the failing begins is not news for it.
fn nothing_failed_for_one_that_waits_for_ever() -> Told {
    let deaf = json!({ "version": "1796079000", "due": "4", "is_last": false });
    let waits = |round| asked(round, "poll", "/poll-status", 1000.0, None, 0, deaf.clone());
    (1..=3)
        .fold(failing([0; 3], [false; 3]), |story, round| story.round(round, [waits(round)]))
        .waits_for("version-not-sent-back")
}

fn two_polls_each() -> Told {
    failing([2; 3], [true; 3]).passes("pass").count("most", 2)
}

fn forty_polls_each() -> Told {
    failing([40; 3], [true; 3]).fails("fail").count("most", 40)
}

fn one_storm_of_three() -> Told {
    failing([2, 40, 2], [true; 3]).earns(2.0 / 3.0, "fail")
}

fn it_gave_up_before() -> Told {
    failing([1; 3], [false; 3]).waits_for("gives-up-on-error")
}

/// Six polls that were answered, and these while nothing is done from 10 s on.
fn quiet(polls: &[(f64, Option<f64>)]) -> Story {
    let deeds = polls.iter().map(|(from, head)| poll(1, *from, *head, if head.is_some() { 200 } else { 0 }));
    story(deeds).seen(1, 10_000, "deed", json!({ "what": "quiet", "for_ms": 3000 }))
}

fn one_poll_waits() -> Told {
    quiet(&[(8000.0, Some(9000.0)), (9010.0, None)]).passes("pass")
}

fn two_polls_wait() -> Told {
    quiet(&[(9010.0, None), (9020.0, None), (11_000.0, None)]).fails("fail").count("most", 3)
}

/// One that is given up is seen to have gone a moment after the next one came.
fn a_poll_is_given_up_for_the_next() -> Told {
    quiet(&[(9010.0, Some(11_050.0)), (11_000.0, None)]).passes("pass")
}

fn no_poll_waits() -> Told {
    quiet(&[(8000.0, Some(9000.0))]).waits_for("repoll-late")
}

fn nothing_was_quiet() -> Told {
    story([poll(1, 9010.0, None, 0)]).unknown("nothing")
}

/// The walk, and a restart at 20 s, after which this is shown.
fn restarted(held: bool, shown: Option<&str>) -> Story {
    let deed = json!({ "what": "restarted", "status": STATUSES[3], "held": held });
    let story = walked(true, 12.0, said).seen(1, 20_000, "deed", deed);
    match shown {
        Some(status) => story.seen(1, 20_015, "shown", json!({ "#s": [said(7, status), ""] })),
        None => story,
    }
}

fn what_counts_anew_is_shown() -> Told {
    restarted(true, Some(STATUSES[3])).passes("pass")
}

fn only_newer_is_shown() -> Told {
    restarted(true, None).fails("fail")
}

fn no_poll_waited_for_the_restart() -> Told {
    restarted(false, None).waits_for("version-not-sent-back")
}

fn nothing_follows_before_the_restart() -> Told {
    let deed = json!({ "what": "restarted", "status": STATUSES[3], "held": true });
    nothing_shown().seen(1, 20_000, "deed", deed).waits_for("change-not-shown")
}

fn the_machine_was_busy_at_the_restart() -> Told {
    restarted(true, None).noise(20_000, 4000).unknown("noise")
}

/// The walk, and four tabs in a second round: what each shows at first, and so long after each of two changes.
fn tabs(begin: [&str; 4], after: [Option<f64>; 4]) -> Story {
    let story = walked(true, 12.0, said).seen(2, 30_000, "deed", json!({ "what": "tabs", "tabs": 4 })).at_least(2);
    let story = (1..=4)
        .zip(begin)
        .fold(story, |story, (tab, text)| story.seen_in(tab, 2, 29_000, "shown", json!({ "#s": [text, ""] })));
    [(31_000, STATUSES[1]), (33_000, STATUSES[2])].into_iter().fold(story, |story, (at, status)| {
        let story = story.seen(2, at, "deed", json!({ "what": "sent", "status": status, "by": "OK" }));
        (1..=4).zip(after).filter_map(|(tab, after)| Some((tab, after?))).fold(story, |story, (tab, after)| {
            let shown = json!({ "#s": [said(7, status), ""] });
            story.seen_in(tab, 2, f64::from(at) + after, "shown", shown)
        })
    })
}

const FIRST: &str = "En attente";

fn four_tabs_follow() -> Told {
    tabs([FIRST; 4], [Some(10.0), Some(20.0), Some(20.0), Some(30.0)]).passes("pass").count("tabs", 4)
}

fn one_tab_stays() -> Told {
    tabs([FIRST; 4], [Some(10.0), Some(20.0), None, Some(30.0)]).fails("missing").count("tab", 3)
}

fn they_begin_apart() -> Told {
    tabs([FIRST, FIRST, FIRST, "Échec"], [Some(10.0); 4]).fails("begin").count("tab", 4)
}

/// The hold of its poll has ended before the others were opened.
fn one_forgets_at_the_end_of_a_hold() -> Told {
    let forgotten = json!({ "#s": ["undefined", ""] });
    tabs([FIRST; 4], [Some(10.0); 4]).seen_in(1, 2, 29_500, "shown", forgotten).passes("pass")
}

/// The third tab had polled, as the page does that a script answers.
fn the_third_stays(ended: Option<f64>) -> Story {
    let mut own = asked(2, "page", "/poll-status?last_version=4", 29_000.0, ended, 204, Value::Null);
    own.operation.client.number = 3;
    tabs([FIRST; 4], [Some(10.0), Some(20.0), None, Some(30.0)]).and([poll(1, 10_000.0, None, 0)]).round(2, [own])
}

/// Its poll had ended without news, and no other followed.
fn one_asks_no_more_after_a_hold() -> Told {
    the_third_stays(Some(30_500.0)).waits_for("stops-after-hold")
}

fn one_asks_and_shows_nothing() -> Told {
    the_third_stays(Some(31_010.0)).fails("missing").count("tab", 3)
}

fn a_clock_beside_differs() -> Told {
    tabs(["En attente 12:01", "En attente 12:02", FIRST, FIRST], [Some(10.0); 4]).passes("pass")
}

fn one_is_loaded_again() -> Told {
    tabs([FIRST; 4], [Some(10.0); 4])
        .seen_in(2, 2, 35_000, "deed", json!({ "what": "reloaded", "tab": 2 }))
        .fails("reloaded")
        .count("tab", 2)
}

fn they_follow_late() -> Told {
    tabs([FIRST; 4], [Some(10.0), Some(1200.0), Some(1200.0), Some(1200.0)]).earns_half("late")
}

fn nothing_was_sent() -> Told {
    walked(true, 12.0, said)
        .seen(2, 30_000, "deed", json!({ "what": "tabs", "tabs": 4 }))
        .at_least(2)
        .unknown("nothing")
}

fn one_tab_stays_on_a_busy_machine() -> Told {
    tabs([FIRST; 4], [Some(10.0), Some(20.0), None, Some(30.0)]).noise(31_000, 4000).unknown("noise")
}

fn nothing_follows_in_the_first() -> Told {
    nothing_shown()
        .seen(2, 30_000, "deed", json!({ "what": "tabs", "tabs": 4 }))
        .at_least(2)
        .waits_for("change-not-shown")
}

fn used_twice(sent: [Option<&str>; 2]) -> Story {
    sent.into_iter().zip([2000, 4000]).fold(opened(true).at_least(2), |story, (sent, at)| {
        story.seen(1, at, "deed", json!({ "what": "operated", "wanted": "x", "sent": sent, "label": "OK" }))
    })
}

fn two_wishes_send_two() -> Told {
    used_twice([Some("En cours"), Some("Terminée")]).passes("pass")
}

fn two_wishes_send_one() -> Told {
    used_twice([Some("Terminée"); 2]).fails("fail").count("times", 2)
}

fn only_one_was_sent() -> Told {
    used_twice([Some("En cours"), None]).waits_for("control-missing")
}

/// Its first poll leaves when that of the first loop has been answered, and knows nothing of that answer.
fn a_second_loop_begins_with_the_page() -> Told {
    let last = json!({ "version": "4", "due": "4", "is_last": true });
    let none = json!({ "version": "0", "due": "4", "is_last": false });
    let begin = [(900.0, 905.0), (910.0, 915.0)];
    let begin = begin.map(|(from, head)| asked(1, "poll", "/poll-status", from, Some(head), 200, none.clone()));
    story(begin.into_iter().chain(polls(5.0, &last))).at_least(3).passes("pass")
}

/// One of two polls that wait is answered with a state; the other, just before, with what it knew: its loop asks as it did.
fn a_second_loop_goes_on_by_itself() -> Told {
    let last = |version: &str| json!({ "version": version, "due": version, "is_last": true });
    let behind = json!({ "version": "4", "due": "5", "is_last": false });
    let both = [(100.0, 500.0, 200), (101.0, 499.5, 200)];
    let both = both.map(|(from, head, code)| asked(1, "poll", "/poll-status", from, Some(head), code, last("4")));
    let next = asked(1, "poll", "/poll-status", 500.5, None, 0, behind);
    let first = asked(1, "poll", "/poll-status", 500.8, None, 0, last("5"));
    story(polls(5.0, &last("4")).into_iter().chain(both).chain([first, next])).at_least(3).passes("pass")
}

/// Polls wait, and none is answered when the status changes.
fn no_poll_is_told() -> Told {
    let begun = opened(true).at_least(6).and([poll(1, 900.0, None, 0)]);
    let story = (0..6).fold(begun, |story, number| {
        let (at, status) = (1000.0 + 3000.0 * f64::from(number), STATUSES[(number as usize + 1) % 4]);
        let changed = json!({ "what": "changed", "status": status, "version": number.to_string(), "held": true });
        story.seen(1, at, "deed", changed)
    });
    story.waits_for("version-not-sent-back")
}

/// The walk, and a new server in a third round, of which this is shown.
fn fresh(shown: Option<&str>) -> Story {
    let begun = json!({ "what": "opened", "asked": true, "status": STATUSES[1], "holds": true, "fresh": true });
    let first = asked(3, "poll", "/poll-status", 29_000.0, None, 0, json!({ "version": "0" }));
    let story = walked(true, 12.0, said).round(3, [first]).seen(3, 30_000, "deed", begun);
    let text = shown.map_or("Chargement…".into(), |status| said(0, status));
    story.seen(3, 29_500, "shown", json!({ "#s": [text, ""] }))
}

fn a_new_server_is_shown() -> Told {
    fresh(Some(STATUSES[1])).passes("pass")
}

fn a_new_server_is_waited_for() -> Told {
    fresh(None).fails("fail")
}

fn nothing_follows_on_a_new_server() -> Told {
    let begun = json!({ "what": "opened", "asked": true, "status": STATUSES[1], "holds": true, "fresh": true });
    nothing_shown().seen(3, 30_000, "deed", begun).waits_for("change-not-shown")
}

fn the_answer_of_a_new_server_is_not_shown() -> Told {
    let answered = asked(3, "poll", "/poll-status", 28_900.0, Some(28_901.0), 200, json!({ "version": "0" }));
    fresh(None).round(3, [answered]).waits_for("initial-not-shown")
}

fn busy_beside_a_new_server() -> Told {
    fresh(None).noise(30_000, 1000).unknown("noise")
}

fn nobody_began_anew() -> Told {
    walked(true, 12.0, said).unknown("nothing")
}

/// Three ends of a hold, 3 s apart, seen of its own server or not; so long after each the next poll comes, if it does.
fn ends(gaps: &[f64], seen: bool, after: &str) -> Story {
    let shown = |text: &str| json!({ "#s": [said(0, text), ""] });
    let begun = opened(true).seen(1, 950, "shown", shown(STATUSES[0]));
    let mut from = 500.0;
    let mut story = begun;
    for (number, gap) in (1..=3).zip(gaps.iter().map(Some).chain([None])) {
        let at = 3000.0 * f64::from(number);
        let ended = json!({ "what": "hold-ended", "status": STATUSES[0], "seen": seen });
        story = story.and([poll(1, from, Some(at + 1.0), 204)]).seen(1, at, "deed", ended);
        let Some(gap) = gap else { break };
        from = at + 1.0 + gap;
    }
    if gaps.len() == 3 {
        story = story.and([poll(1, from, None, 0)]);
    }
    story.seen(1, 20_000, "shown", shown(after))
}

fn it_goes_on_after_a_hold() -> Told {
    ends(&[9.0; 3], true, STATUSES[0]).passes("pass").count("ends", 3)
}

/// Another poll waits beside each, so that how soon the next one comes says something of the clock only.
fn it_goes_on_by_the_clock() -> Told {
    let beside = (0..3)
        .map(|number| poll(1, 1000.0 + 3000.0 * f64::from(number), Some(2900.0 + 3000.0 * f64::from(number)), 204));
    ends(&[900.0; 3], true, STATUSES[0]).and(beside.collect::<Vec<_>>()).waits_for("polls-overlap")
}

fn it_takes_short_holds_for_errors() -> Told {
    ends(&[9.0, 1000.0, 2000.0], true, STATUSES[0]).passes("pass").time("took", 9)
}

fn it_pauses_after_each_hold() -> Told {
    ends(&[1000.0; 3], true, STATUSES[0]).earns_half("late")
}

fn it_stops_after_a_hold() -> Told {
    ends(&[], true, STATUSES[0]).fails("never")
}

fn it_forgets_after_a_hold() -> Told {
    ends(&[9.0; 3], true, "undefined").fails("cleared")
}

fn it_stops_and_the_machine_was_busy() -> Told {
    ends(&[], true, STATUSES[0]).noise(3000, 3000).unknown("noise")
}

fn no_end_of_a_hold_was_seen() -> Told {
    ends(&[], false, STATUSES[0]).unknown("nothing")
}

fn it_never_waited() -> Told {
    opened(true).waits_for("version-not-sent-back")
}

fn markup(status: Option<&str>, held: bool) -> Story {
    opened(true).seen(1, 2000, "deed", json!({ "what": "markup", "status": status, "held": held }))
}

const PICTURE: &str = "<img src=/__lab/status>";

fn markup_is_a_text() -> Told {
    markup(Some(PICTURE), true).passes("pass")
}

fn markup_is_executed() -> Told {
    let picture = asked(1, "markup", "/__lab/status", 2010.0, Some(2011.0), 204, Value::Null);
    markup(Some(PICTURE), true).and([picture]).fails("fail")
}

fn markup_is_refused() -> Told {
    markup(None, false).passes("refused")
}

fn nobody_waited_for_markup() -> Told {
    markup(Some(PICTURE), false).waits_for("version-not-sent-back")
}

fn no_markup_was_sent() -> Told {
    opened(true).unknown("nothing")
}

/// It comes back twice, and no more.
fn it_tries_three_times() -> Told {
    failing([3; 3], [false; 3]).fails("fail").count("given_up", 3)
}

/// Half of an answer in the first round, no JSON in the second; whether another poll comes after each.
fn odd(comes_back: [bool; 2]) -> Story {
    let ways = [(1, "cut", 0), (2, "malformed", 200)];
    ways.into_iter().zip(comes_back).fold(story([]).at_least(2), |story, ((round, with, code), back)| {
        let next = back.then(|| poll(round, 20_500.0, None, 0));
        let deeds: Vec<Deed> = [poll(round, 2000.0, Some(2005.0), code)].into_iter().chain(next).collect();
        let mended = json!({ "what": "mended", "failed": 1, "polls": 1 });
        let story = story.round(round, deeds).seen(round, 1900, "deed", json!({ "what": "failing", "with": with }));
        story.seen(round, 20_000, "deed", mended)
    })
}

fn it_survives_both() -> Told {
    odd([true; 2]).passes("pass").count("ways", 2)
}

fn it_dies_of_half_an_answer() -> Told {
    odd([true, false]).fails("fail")
}

fn nothing_odd_came() -> Told {
    story([]).at_least(2).waits_for("repoll-late")
}

fn it_died_of_noise() -> Told {
    odd([true, false]).noise(3000, 1000).unknown("noise")
}

/// Polls get no answer, and a minute passes for the page.
fn silent(polls: &[f64]) -> Story {
    let deeds: Vec<Deed> = polls.iter().map(|from| poll(1, *from, None, 0)).collect();
    let failing = json!({ "what": "failing", "with": "silent" });
    let story = story([]).round(1, deeds).seen(1, 1900, "deed", failing);
    story.seen(1, 5000, "deed", json!({ "what": "mended", "failed": 2, "polls": 2 }))
}

fn it_asks_again_within_a_minute() -> Told {
    silent(&[2000.0, 2500.0]).passes("pass")
}

fn it_waits_through_a_minute() -> Told {
    silent(&[2000.0]).fails("fail")
}

fn nothing_was_silent() -> Told {
    story([]).unknown("nothing")
}

fn it_never_polled_then() -> Told {
    silent(&[]).waits_for("repoll-late")
}

/// Two loops: one is answered again while the other has only just read the answer before, and asks by that.
fn a_second_loop_is_one_behind() -> Told {
    let last = |version: &str| json!({ "version": version, "due": version, "is_last": true });
    let one = asked(1, "poll", "/poll-status", 100.0, Some(500.0), 200, last("3"));
    let other = asked(1, "poll", "/poll-status", 101.0, Some(500.1), 200, last("3"));
    let again = asked(1, "poll", "/poll-status", 500.2, Some(500.6), 200, last("4"));
    let behind =
        asked(1, "poll", "/poll-status", 501.0, None, 0, json!({ "version": "4", "due": "5", "is_last": false }));
    story(polls(5.0, &last("5"))).and([one, other, again, behind]).at_least(3).passes("pass")
}

fn all_are_refused() -> Told {
    let none = json!({ "version": null, "due": "4", "is_last": false });
    let refused = [1000.0, 2000.0, 3000.0];
    let refused = refused.map(|from| asked(1, "poll", "/poll-status", from, Some(from + 1.0), 400, none.clone()));
    story(refused).at_least(3).fails("refused").count("polls", 3)
}
