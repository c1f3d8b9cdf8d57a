//! Rules that wait for each other: whoever was seen to fail is named, and the others are laid to it.

use super::{Deed, Story, event, quote, story, subscriber};
use crate::build::browser;
use lab::checker::Verdict;
use lab::labs::sse::record::ID;

/// One that the scenario subscribes, at this time.
fn opened(scenario: &str, number: u32, at: u32) -> Deed {
    subscriber(number).scenario(scenario).from(at).opened(at + 5)
}

/// A plain client listens to nothing while a browser beside it is served.
fn only_browsers() -> [Deed; 2] {
    let served = browser(2).scenario("stream").from(1).opened(6).quotes(10, 2000, 5).leaves(11_500);
    [opened("stream", 1, 0).leaves(11_500), served]
}

/// Five subscribe, and this becomes of each.
fn five(becomes: impl Fn(Deed, u32) -> Deed) -> impl Iterator<Item = Deed> {
    (1..=5).map(move |number| becomes(opened("subscribers", number, 20_000 + number), number))
}

#[track_caller]
fn is_cause(story: &Story, cause: &str, of: &[&str]) {
    let found = story.evaluated(&ID);
    assert_eq!(found[cause], (Verdict::Fail, None), "{found:#?}");
    for rule in of {
        let (verdict, blocked_by) = &found[*rule];
        let by_it = blocked_by.as_deref().is_some_and(|by| by == cause || of.contains(&by));
        assert!(*verdict == Verdict::Blocked && by_it, "{rule}: {found:#?}");
    }
}

/// A server that has events for browsers only: nobody else gets one, however many they are.
#[test]
fn nobody_is_served_who_does_not_accept_compression() {
    let story = story(only_browsers().into_iter().chain(five(|deed, _| deed.leaves(31_600))));
    let blocked = ["subscriber-starved", "stream-ends", "not-steady", "nothing-dispatched", "lines-ignored"];
    is_cause(&story, "first-event-late", &blocked);
}

/// What they get makes no events: that is seen by a rule which looks at the first stream, where nothing came.
#[test]
fn nobody_is_served_and_some_get_what_makes_no_event() {
    let raw = |deed: Deed, _| deed.piece(20_100, format!("{}\n\n", quote(1))).leaves(31_600);
    let story = story(only_browsers().into_iter().chain(five(raw)));
    is_cause(&story, "first-event-late", &["subscriber-starved", "nothing-dispatched"]);
}

/// One at a time is served, and the plain client came too late.
#[test]
fn the_first_stream_is_silent_because_another_is_open() {
    let one = |deed: Deed, number| match number {
        1 => deed.quotes(20_010, 2000, 6).leaves(31_600),
        _ => deed.leaves(31_600),
    };
    let story = story(only_browsers().into_iter().chain(five(one)));
    is_cause(&story, "subscriber-starved", &["first-event-late", "stream-ends"]);
}

/// Somebody forgot to sleep: all is said before anybody can come and leave.
#[test]
fn a_stream_without_any_pause_is_a_flood_whoever_leaves() {
    let flood = |deed: Deed, at: u32| {
        (0..30).fold(deed, |deed, n| deed.piece(at + 10 + n, event(&quote(n)).repeat(100))).floods(at + 41)
    };
    let first = [flood(opened("stream", 1, 0), 0), flood(browser(2).scenario("stream").from(1).opened(6), 1)];
    let five = five(|deed, number| flood(deed, 20_000 + number));
    let twenty = (2..22).map(|number| flood(opened("stream-leavers", number, 44_000 + number), 44_000 + number));
    let stays = flood(opened("stream-leavers", 1, 40_000), 40_000);
    let story = story(first.into_iter().chain(five).chain([stays]).chain(twenty));
    is_cause(&story, "not-steady", &["leavers-still-served"]);
}
