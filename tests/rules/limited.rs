//! A server that limits how often it is asked: what it refuses with 429 says nothing of what was asked.

use super::build::{Deed, Story, Told, reader, story, update, waiter};
use lab::checker::{Undecided, Verdict};
use lab::history::{Event, LIMITED, SKIPPED_LIMITED};
use lab::message::Arg;

stories! {
    "state-not-json":
        a_read_that_was_refused_and_sent_again, a_read_that_was_refused_at_last, nothing_but_refusals;
    "update-fails":
        an_update_that_was_refused;
    "waiter-not-woken":
        a_round_with_a_refusal_is_not_looked_at, the_next_round_shows_what_is_wrong,
        a_round_with_a_refusal_shows_nothing_wrong_either;
}

/// As it is written down where it was sent again.
fn limited(mut deed: Deed) -> Deed {
    deed.operation.kind = LIMITED;
    deed
}

fn refused(deed: Deed, from: u32) -> Deed {
    deed.from(from).said(from + 1, 429, "{\"error\":\"too many requests\"}")
}

fn a_read_that_was_refused_and_sent_again() -> Told {
    story([limited(refused(reader(1), 0)), reader(1).from(1000).answered(1001, "En cours", "4")]).passes("pass")
}

fn a_read_that_was_refused_at_last() -> Told {
    story([refused(reader(1), 0), reader(2).from(0).answered(1, "En cours", "4")]).passes("pass")
}

fn nothing_but_refusals() -> Told {
    story([limited(refused(reader(1), 0)), refused(reader(1), 1000), refused(update("En cours"), 2000)])
        .fails("limited")
        .count("requests", 3)
        .time("time", 2001)
}

fn an_update_that_was_refused() -> Told {
    story([limited(refused(update("En cours"), 0)), update("En cours").at(1000, 1001)])
        .passes("pass")
        .count("updates", 1)
}

/// Two clients wait, and one of them is woken; the other was refused before, and came too late.
fn torn(round: u32) -> Story {
    story([]).round(
        round,
        [
            waiter(1).knows("3").from(0).answered(205, "En cours", "4"),
            limited(refused(waiter(2), 0)),
            waiter(2).knows("3").from(150).no_answer(5000),
            update("En cours").at(200, 204),
        ],
    )
}

fn a_round_with_a_refusal_is_not_looked_at() -> Told {
    let good = [waiter(1).knows("4").from(6000).answered(6105, "Échec", "5"), update("Échec").at(6100, 6104)];
    torn(1).round(2, good).passes("pass").count("woken", 1)
}

fn the_next_round_shows_what_is_wrong() -> Told {
    let bad = [waiter(1).knows("4").from(6000).no_answer(11_000), update("Échec").at(6100, 6104)];
    torn(1).round(2, bad).fails("fail").count("waiters", 1)
}

fn a_round_with_a_refusal_shows_nothing_wrong_either() -> Told {
    torn(1).unknown("nothing")
}

#[test]
fn what_was_not_seen_for_a_limit_is_told_so_and_is_no_fault() {
    let finding = torn(1).answer("waiter-not-woken");
    assert_eq!((finding.verdict, finding.undecided), (Verdict::Unknown, Some(Undecided::Disturbed)));
    assert_eq!(finding.message.id, "unknown-too-many");
    assert_eq!(finding.message.args["limited"], Arg::Count(1));
    let skipped = story([]).note(0, Event::Skipped(SKIPPED_LIMITED));
    for rule in ["waiter-not-woken", "lost-wakeup", "waiters-limited", "unread-by-browsers", "session-locked"] {
        let finding = skipped.answer(rule);
        assert_eq!((finding.verdict, &*finding.message.id), (Verdict::Unknown, "unknown-limited"), "{rule}");
        assert!(!finding.is_worth_another_run());
    }
}

#[test]
fn a_server_that_takes_nothing_fails_once() {
    let story = story([limited(refused(reader(1), 0)), refused(reader(1), 1000)]);
    assert_eq!(story.answer("state-not-json").verdict, Verdict::Fail);
    for rule in ["update-fails", "not-held", "waiter-not-woken", "hold-never-ends", "parameter-renamed"] {
        let finding = story.answer(rule);
        assert_eq!((finding.verdict, finding.requires), (Verdict::Unknown, Some("state-not-json")), "{rule}");
    }
}
