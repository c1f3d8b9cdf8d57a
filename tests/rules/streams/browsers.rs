//! A client that accepts compressed answers, as a browser does, beside one that does not.

use super::{Deed, Told, opened, steady, story, subscriber};
use crate::build::browser;

stories! {
    "buffered-for-browsers":
        as_soon_as_anybody, compressed_and_flushed, late_within_the_noise, compressed_and_kept_back,
        ended_without_an_event, no_head_for_it, reset_before_its_head, not_what_it_is_called, refused_for_it,
        kept_back_on_a_busy_machine, no_head_on_a_busy_machine, late_on_a_busy_machine, too_late, we_left_it_early,
        no_browser_was_there, it_never_connected, nobody_got_events, nobody_got_a_head, ten_seconds_without_an_event,
        ten_seconds_without_a_head, we_left_it_early_without_a_head;
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
    story([steady(), opened_too().quotes(10_101, 2000, 5).leaves(18_200)]).noise(10_000, 150).passes("pass")
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
