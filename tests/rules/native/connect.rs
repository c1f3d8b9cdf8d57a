//! The connection, and whether the server is there until the end.

use super::{Company, Exercise, How, NotOpened, OddFrame, Told, relay, three};
use lab::history::FrameKind;

stories! {
    "websocket-unreachable":
        connected, one_of_two_connects, not_found, not_the_protocol, refused, silent_for_six_seconds, silent_so_far,
        silent_on_a_busy_machine, nobody_tried, it_died_at_work, it_died_of_who_left, it_died_of_a_reset,
        it_died_of_an_odd_frame;
    "ping-unanswered": answered, other_bytes, never_answered, given_up_early, never_asked;
}

fn one() -> Company {
    relay(&["talker 1"])
}

fn unopened(why: NotOpened, done: u32) -> Company {
    one().unopened("talker 1", why, done)
}

fn connected() -> Told {
    three().passes("pass").count("links", 3)
}

fn one_of_two_connects() -> Told {
    unopened(NotOpened::Status(404, "no".into()), 10).joined_by(Exercise::Capitals, &["asker 1"]).passes("pass")
}

fn not_found() -> Told {
    let told = unopened(NotOpened::Status(404, "Cannot GET /ws".into()), 10).fails("status");
    told.count("code", 404).text("path", "/ws").text("said", "Cannot GET /ws").shows([1])
}

fn not_the_protocol() -> Told {
    unopened(NotOpened::Bad("no key".into()), 10).fails("bad").text("why", "no key")
}

fn refused() -> Told {
    unopened(NotOpened::Refused("connection refused".into()), 10).fails("refused")
}

fn silent_for_six_seconds() -> Told {
    unopened(NotOpened::Silent, 6000).fails("silent").time("waited", 6000)
}

fn silent_so_far() -> Told {
    unopened(NotOpened::Silent, 3000).unknown("early")
}

fn silent_on_a_busy_machine() -> Told {
    unopened(NotOpened::Silent, 5100).noise(3000, 900).unknown("noise")
}

fn nobody_tried() -> Told {
    relay(&[]).unknown("nothing")
}

fn it_died_at_work() -> Told {
    three().says("talker 1", "mot-1", 100).looks(Exercise::Relay, 300, false).fails("died").time("at", 300)
}

fn it_died_of_who_left() -> Told {
    three()
        .leaves("talker 1", How::Clean, 100)
        .looks(Exercise::Relay, 300, false)
        .fails_unless("died", "closed-tab-harms")
}

fn it_died_of_a_reset() -> Told {
    let reset = three().leaves("talker 1", How::Clean, 100).leaves("talker 2", How::Reset, 200);
    reset.looks(Exercise::Relay, 300, false).fails_unless("died", "broken-connection-harms")
}

/// That has a rule of its own, and the server was there until somebody asked for it.
fn it_died_of_an_odd_frame() -> Told {
    three().odd("talker 1", OddFrame::Empty, 100).looks(Exercise::Relay, 300, false).passes("pass")
}

fn answered() -> Told {
    one().odd("talker 1", OddFrame::Ping, 100).came("talker 1", 110, FrameKind::Pong, "p").passes("pass")
}

fn other_bytes() -> Told {
    let other = one().odd("talker 1", OddFrame::Ping, 100).done(2200);
    other.came("talker 1", 110, FrameKind::Pong, "q").fails("fail")
}

fn never_answered() -> Told {
    one().odd("talker 1", OddFrame::Ping, 100).done(2100).fails("fail").time("waited", 2000)
}

fn given_up_early() -> Told {
    one().odd("talker 1", OddFrame::Ping, 100).done(500).unknown("early")
}

fn never_asked() -> Told {
    one().unknown("nothing")
}
