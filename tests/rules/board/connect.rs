//! Connections.

use super::super::build::page;
use super::{Told, connected};
use lab::history::Event;
use lab::labs::socketio::record::Unopened;

stories! {
    "board-unreachable": two_came_in, the_good_token_is_refused, nothing_answers, another_server_answers, an_old_protocol,
        it_died, nobody_tried;
}

fn two_came_in() -> Told {
    connected(&["member 1", "member 2"]).passes("pass").count("links", 2)
}

fn the_good_token_is_refused() -> Told {
    connected(&["member 1"]).refused("member 1", 10, "unauthorized").fails("refused").text("said", "unauthorized")
}

fn nothing_answers() -> Told {
    let link = connected(&["member 1"]).known("member 1", |detail| {
        (detail.handshake, detail.namespaces) = (None, vec![]);
        detail.unopened = Some(Unopened::Nothing("no answer".into()));
    });
    link.fails("silent")
}

fn another_server_answers() -> Told {
    let link = connected(&["member 1"]).known("member 1", |detail| {
        (detail.handshake, detail.namespaces) = (None, vec![]);
        detail.unopened = Some(Unopened::Status(404, "Cannot GET /socket.io/".into()));
    });
    link.fails("status").count("code", 404)
}

/// No other rule of this lab says it.
fn an_old_protocol() -> Told {
    let link = connected(&["member 1"]).known("member 1", |detail| {
        (detail.handshake, detail.namespaces) = (None, vec![]);
        detail.unopened = Some(Unopened::Protocol3);
    });
    link.fails("version-2")
}

fn it_died() -> Told {
    connected(&["member 1"]).and(page("/").from(9100).refused(9101)).note(9200, Event::Dead).fails("died")
}

fn nobody_tried() -> Told {
    connected(&[]).unknown("nothing")
}
