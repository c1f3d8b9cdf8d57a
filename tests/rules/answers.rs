//! What becomes of a finding if the server ended before the scenario did, was started anew, or moves its state by
//! itself.

use super::build::{Story, liveness, page, reader, story, subscriber, update, waiter};
use lab::checker::{Finding, Undecided, Verdict};
use lab::history::Event;
use lab::labs::long_polling::notes;

/// Two polls, of which the update releases one: the other gets no answer.
fn one_is_forgotten() -> Story {
    story([
        waiter(1).knows("3").from(0).answered(152, "En cours", "4"),
        waiter(2).knows("3").from(1).no_answer(3000),
        update("En cours").at(150, 153),
    ])
}

/// A stream that ends in good order, though none should.
fn an_ended_stream() -> Story {
    story([subscriber(1).from(0).opened(1).quotes(10, 2000, 4).ends(8010)])
}

/// The server is not there any more from this moment on, and the driver has seen so at the end.
fn gone(story: Story, from: u32) -> Story {
    story.and([liveness().from(from).refused(from + 1)]).note(from + 5000, Event::Dead)
}

fn is(finding: &Finding, verdict: Verdict, why: Option<Undecided>) {
    assert_eq!((finding.verdict, finding.undecided), (verdict, why), "{finding:?}");
}

#[test]
fn a_failure_stands_while_the_server_lives() {
    is(&one_is_forgotten().answer("waiter-not-woken"), Verdict::Fail, None);
    is(&an_ended_stream().answer("stream-ends"), Verdict::Fail, None);
}

#[test]
fn a_server_that_is_gone_is_blamed_for_that_alone() {
    let dead = || gone(one_is_forgotten(), 2000);
    is(&dead().answer("waiter-not-woken"), Verdict::Unknown, Some(Undecided::Dead));
    is(&dead().answer("server-died"), Verdict::Fail, None);
    is(&gone(an_ended_stream(), 8000).answer("stream-ends"), Verdict::Unknown, Some(Undecided::Dead));
}

#[test]
fn what_passed_before_the_server_was_gone_has_passed() {
    let woken = story([waiter(1).knows("3").from(0).answered(152, "En cours", "4"), update("En cours").at(150, 153)]);
    is(&gone(woken, 2000).answer("waiter-not-woken"), Verdict::Pass, None);
}

/// Its end came in a later scenario.
#[test]
fn a_failure_before_the_server_was_gone_is_one() {
    let later = one_is_forgotten().and([liveness().from(9000).refused(9001).scenario("later")]);
    is(&later.note_elsewhere("later", 14_000, Event::Dead).answer("waiter-not-woken"), Verdict::Fail, None);
}

/// A refused connection says nothing by itself.
#[test]
fn a_server_that_answers_again_is_not_gone() {
    let busy = one_is_forgotten().and([liveness().from(2000).refused(2001), liveness().from(2500).code(2501, 200)]);
    is(&busy.note(7000, Event::Dead).answer("waiter-not-woken"), Verdict::Fail, None);
    is(&one_is_forgotten().and([liveness().from(2000).refused(2001)]).answer("waiter-not-woken"), Verdict::Fail, None);
}

/// It is full: of two clients that come in the same moment it turns one away.
#[test]
fn a_server_that_answers_another_at_once_is_not_gone() {
    let full = one_is_forgotten().and([liveness().from(2000).refused(2001), page("/").from(2000).code(2001, 200)]);
    is(&full.note(7000, Event::Dead).answer("waiter-not-woken"), Verdict::Fail, None);
}

/// The scenario lasts until 3000 ms.
#[test]
fn an_end_in_the_last_moment_of_a_scenario_is_one_within_it() {
    let gone = |from: u32| {
        let later = one_is_forgotten().and([liveness().from(from).refused(from + 1).scenario("later")]);
        later.note_elsewhere("later", from + 5000, Event::Dead).answer("waiter-not-woken")
    };
    is(&gone(3000), Verdict::Unknown, Some(Undecided::Dead));
    is(&gone(3001), Verdict::Fail, None);
}

#[test]
fn what_lies_in_a_restart_says_nothing() {
    let anew = |story: Story, alive: u64, at: u32| story.note(at, Event::Restarted { alive: alive * 1_000_000 });
    let cut = anew(an_ended_stream(), 8000, 8020);
    is(&cut.answer("stream-ends"), Verdict::Unknown, Some(Undecided::Foreign));
    // The scenario lasts from 0 to 3000 ms: one moment in common is enough.
    let forgotten = |alive: u64, at: u32| anew(one_is_forgotten(), alive, at).answer("waiter-not-woken");
    is(&forgotten(100, 200), Verdict::Unknown, Some(Undecided::Foreign));
    is(&forgotten(3000, 9000), Verdict::Unknown, Some(Undecided::Foreign));
    is(&forgotten(3001, 9000), Verdict::Fail, None);
    is(&forgotten(0, 0), Verdict::Unknown, Some(Undecided::Foreign));
}

#[test]
fn a_state_that_moves_by_itself_leaves_what_is_of_form() {
    let restless = |story: Story| story.note(0, notes::event(notes::RESTLESS));
    is(&restless(one_is_forgotten()).answer("waiter-not-woken"), Verdict::Unknown, Some(Undecided::Disturbed));
    is(&restless(an_ended_stream()).answer("stream-ends"), Verdict::Fail, None);
    let page = story([reader(1).from(0).said(1, 200, "<p>En cours</p>")]);
    is(&restless(page).answer("state-not-json"), Verdict::Fail, None);
}

/// No more evidence than a reader looks at.
#[test]
fn twelve_operations_are_shown_of_twenty() {
    let polls = (1..=20).map(|n| waiter(n).knows("3").from(0).no_answer(3000));
    let found = story(polls).and([update("En cours").at(150, 153)]).answer("waiter-not-woken");
    assert_eq!((found.verdict, found.evidence.len()), (Verdict::Fail, 12), "{found:?}");
}

/// It ended while polls were held: that they were cut is its doing, though nobody noticed before the next scenario.
#[test]
fn what_the_end_of_the_server_cut_says_nothing_else() {
    let cut = |alive: u32| {
        let polls = story([waiter(1).knows("3").from(0).cut(9000), page("/").from(alive).code(alive + 1, 200)]);
        let later = polls.and([liveness().from(20_000).refused(20_001).scenario("later")]);
        later.note_elsewhere("later", 25_000, Event::Dead).answer("hold-never-ends")
    };
    is(&cut(100), Verdict::Unknown, Some(Undecided::Dead));
    // It lived on after that.
    is(&cut(9500), Verdict::Fail, None);
}

/// A hold had ended, and since then every update fails.
fn harmed() -> Story {
    let harmed = [
        waiter(1).knows("3").from(0).code(25_000, 204),
        waiter(2).knows("3").from(10_000).no_answer(27_000),
        update("En cours").from(25_100).code(25_101, 500),
    ];
    story(harmed.map(|one| one.scenario("after-hold")))
}

#[test]
fn what_a_hold_that_ended_has_broken_is_blocked_by_that() {
    let later = |from: u32| {
        harmed().and([
            waiter(3).knows("3").from(from).no_answer(from + 2500),
            update("En cours").at(from + 150, from + 151),
        ])
    };
    assert_eq!(later(30_000).answer("waiter-not-woken").requires, Some("hold-end-harms"));
    assert_eq!(later(100).answer("waiter-not-woken").requires, None, "it was seen before the hold ended");
    let html = harmed().and([reader(4).from(40_000).said(40_001, 200, "<p>En cours</p>")]);
    assert_eq!(html.answer("state-not-json").requires, None, "the form of an answer is its own fault");
}

#[test]
fn what_an_update_that_failed_has_caused_is_blocked_by_that() {
    let silent =
        |code| story([waiter(1).knows("3").from(0).no_answer(2500), update("En cours").from(150).code(151, code)]);
    assert_eq!(silent(500).answer("woken-late").requires, Some("update-fails"));
    assert_eq!(silent(400).answer("woken-late").requires, Some("update-fails"));
    assert_eq!(silent(429).answer("woken-late").requires, Some("state-not-json"), "nothing but 429 was answered");
    assert_eq!(silent(200).answer("woken-late").requires, None);
    // No state was ever seen, for want of an update.
    assert_eq!(silent(500).answer("state-not-json").requires, Some("update-fails"));
}

#[test]
fn what_no_version_was_learned_for_is_blocked_by_the_reason() {
    let skipped = || story([]).note(3000, Event::Skipped(notes::NO_VERSION));
    let held = skipped().and([reader(1).scenario("behind").from(0).no_answer(1700)]);
    assert_eq!(held.answer("waiter-not-woken").requires, Some("behind-kept-waiting"));
    let well = skipped().and([reader(1).scenario("behind").from(0).answered(1, "En cours", "4")]);
    assert_eq!(well.answer("waiter-not-woken").requires, None);
}
