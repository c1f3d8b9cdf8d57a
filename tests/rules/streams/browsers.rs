//! A client that accepts compressed answers, as a browser does, beside one that does not.

use super::{Deed, Story, Told, event, opened, quote, steady, story, subscriber};
use crate::build::browser;
use lab::history::AFTER_THE_END;

stories! {
    "buffered-for-browsers":
        as_soon_as_anybody, compressed_and_flushed, late_within_the_noise, compressed_and_kept_back,
        ended_without_an_event, no_head_for_it, reset_before_its_head, not_what_it_is_called, refused_for_it,
        kept_back_on_a_busy_machine, no_head_on_a_busy_machine, late_on_a_busy_machine, too_late, we_left_it_early,
        no_browser_was_there, it_never_connected, nobody_got_events, nobody_got_a_head, ten_seconds_without_an_event,
        ten_seconds_without_a_head, we_left_it_early_without_a_head, each_event_compressed_for_itself, in_heaps,
        in_heaps_on_a_busy_machine, silent_after_the_first, not_much_less_often, it_listened_for_a_moment_only, so_much_without_an_event;
}

fn opened_too() -> Deed {
    browser(2).from(1).opened(6)
}

fn gzip() -> Deed {
    opened_too().header("content-encoding", "gzip")
}

fn as_soon_as_anybody() -> Told {
    story([steady(), opened_too().quotes(11, 2000, 5).leaves(8021)]).passes("pass")
}

fn compressed_and_flushed() -> Told {
    story([steady(), gzip().quotes(11, 2000, 5).leaves(8021)]).passes("pass")
}

fn late_within_the_noise() -> Told {
    story([steady(), opened_too().quotes(10_101, 2000, 5).leaves(18_200)])
        .noise(10_000, 150)
        .passes("noise")
        .limit(10_000)
}

fn compressed_and_kept_back() -> Told {
    story([steady(), gzip().leaves(11_501)]).fails("none")
}

fn ended_without_an_event() -> Told {
    story([steady(), gzip().ends(20)]).fails("none")
}

fn no_head_for_it() -> Told {
    story([steady(), browser(2).from(1).left(11_501)]).fails("none")
}

fn reset_before_its_head() -> Told {
    story([steady(), browser(2).from(1).cut(20)]).fails("none")
}

fn not_what_it_is_called() -> Told {
    story([steady(), gzip().breaks(11, "Content-Encoding: gzip: invalid gzip header")]).fails("undecodable")
}

fn refused_for_it() -> Told {
    story([steady(), browser(2).from(1).answered_with(6, 406).ends(7)]).fails("code")
}

fn kept_back_on_a_busy_machine() -> Told {
    story([steady(), gzip().leaves(11_501)]).noise(9000, 1500).unknown("noise")
}

fn no_head_on_a_busy_machine() -> Told {
    story([steady(), browser(2).from(1).left(11_501)]).noise(9000, 1500).unknown("noise")
}

fn late_on_a_busy_machine() -> Told {
    story([steady(), opened_too().quotes(10_401, 2000, 5).leaves(18_500)]).noise(9000, 300).unknown("noise")
}

fn too_late() -> Told {
    story([steady(), gzip().quotes(10_401, 2000, 5).leaves(18_500)]).fails("none")
}

fn we_left_it_early() -> Told {
    story([steady(), gzip().leaves(8021)]).unknown("early")
}

fn no_browser_was_there() -> Told {
    story([steady()]).unknown("nothing")
}

fn it_never_connected() -> Told {
    story([steady(), browser(2).from(1).refused(2)]).unknown("early")
}

fn nobody_got_events() -> Told {
    story([opened().leaves(11_500), opened_too().leaves(11_501)]).waits_for("first-event-late")
}

fn nobody_got_a_head() -> Told {
    story([subscriber(1).from(0).left(11_500), browser(2).from(1).left(11_501)]).waits_for("stream-unreachable")
}

/// And not a moment more.
fn ten_seconds_without_an_event() -> Told {
    story([steady(), gzip().leaves(10_001)]).fails("none").time("waited", 10_000)
}

fn ten_seconds_without_a_head() -> Told {
    story([steady(), browser(2).from(1).left(10_001)]).fails("none").time("waited", 10_000)
}

fn we_left_it_early_without_a_head() -> Told {
    story([steady(), browser(2).from(1).left(10_000)]).unknown("early")
}

/// After the first one, there is more after the end of what is compressed.
fn each_event_compressed_for_itself() -> Told {
    let heard = gzip().quotes(11, 2000, 1);
    story([steady(), heard.breaks(2011, &format!("Content-Encoding: {AFTER_THE_END}"))]).fails("members")
}

/// Beside ten quotes, one a second.
fn beside_ten(heard: Deed) -> Story {
    story([opened().quotes(10, 1000, 11).leaves(10_100), heard.leaves(10_200)])
}

/// Flushed now and then.
fn heaps() -> Story {
    let heap = |deed: Deed, at| (0..4).fold(deed, |deed: Deed, number| deed.piece(at, event(&quote(number))));
    beside_ten([100, 4100, 8100].into_iter().fold(gzip(), heap))
}

fn in_heaps() -> Told {
    heaps().fails("heaps").count("times", 3).count("usual", 10).text("encoding", "gzip")
}

/// It would be busy for both.
fn in_heaps_on_a_busy_machine() -> Told {
    heaps().noise(3000, 600).fails("heaps")
}

fn silent_after_the_first() -> Told {
    beside_ten(gzip().quotes(100, 1000, 2)).fails("silent").time("silence", 8910)
}

/// Each has a market of its own.
fn not_much_less_often() -> Told {
    beside_ten(gzip().quotes(100, 1900, 6)).passes("pass")
}

fn it_listened_for_a_moment_only() -> Told {
    story([opened().quotes(10, 1000, 11).leaves(10_100), gzip().quotes(100, 1000, 1).leaves(4000)]).passes("pass")
}

/// A few bytes that decode to more than anybody reads.
fn so_much_without_an_event() -> Told {
    story([steady(), gzip().piece(10, "aaaa").floods(20)]).fails("flood").text("encoding", "gzip")
}
