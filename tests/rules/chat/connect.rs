//! The connection, the page and the names.

use super::{Cast, Told, came, connected, json, message, rooms, text};
use crate::build::{Deed, page};
use lab::history::Event;
use lab::labs::socketio::contract::Transport as Spoken;
use lab::labs::socketio::record::{LinkDetail, NamespaceDetail, Transport, Unopened};

stories! {
    "sio-unreachable":
        connected_at_once, connected_by_websocket_alone, refused_by_the_namespace, not_found, no_engine, no_transport,
        nothing_for_six_seconds, nothing_yet, nothing_on_a_busy_machine, opened_and_never_connected, connection_refused,
        of_version_2, nobody_tried, it_died, it_died_of_an_empty_event, one_of_two_connects;
    "chat-page-missing":
        a_page, a_page_and_its_library, a_page_that_moved, no_page, json_for_a_page, no_answer_for_a_page,
        no_answer_on_a_busy_machine, no_library, a_page_for_a_library, no_answer_for_a_library, nobody_asked,
        the_page_asked_for_again, a_page_without_a_type;
    "events-renamed":
        the_names_of_the_text, other_names, the_names_of_the_lecture, only_the_answer_is_renamed,
        a_notice_as_a_chat_message, a_notice_by_another_name, joined_by_the_handshake, half_of_the_lecture,
        names_that_were_not_heard, a_list_has_any_name;
    "recovery": recovers, does_not_recover, never_connected;
    "no-websocket": upgraded, stayed_with_polling, offers_no_websocket, was_websocket_from_the_start, not_tried;
    "needs-websocket-option": polling_is_fine, polling_is_refused, polling_is_refused_and_the_page_knows, not_connected;
    "protocol-2": version_4, version_2, nothing_at_all;
    "cors-open": closed_to_others, open_to_all, open_to_one, no_head;
}

fn one() -> Cast {
    connected(&["member 1"])
}

/// It never came so far.
fn unopened(why: Unopened) -> Cast {
    one().known("member 1", |link| (link.namespaces, link.handshake, link.unopened) = (vec![], None, Some(why)))
}

fn connected_at_once() -> Told {
    one().passes("pass").count("links", 1)
}

fn connected_by_websocket_alone() -> Told {
    let fail = |link: &mut LinkDetail| {
        (link.namespaces, link.handshake) = (vec![], None);
        link.unopened = Some(Unopened::TransportUnknown);
    };
    connected(&["member 1", "member 2"]).known("member 1", fail).passes("pass")
}

fn refused_by_the_namespace() -> Told {
    let refused = NamespaceDetail { refused: Some("Invalid namespace".into()), ..NamespaceDetail::default() };
    one().known("member 1", |link| link.namespaces = vec![refused]).fails("refused").text("said", "Invalid namespace")
}

fn not_found() -> Told {
    unopened(Unopened::Status(404, "Cannot GET /socket.io/".into()))
        .fails("status")
        .count("code", 404)
        .text("path", "/socket.io/")
}

fn no_engine() -> Told {
    unopened(Unopened::Bad("no packet: \"<html>\"".into())).fails("bad")
}

fn no_transport() -> Told {
    unopened(Unopened::TransportUnknown).fails("transport")
}

fn nothing_for_six_seconds() -> Told {
    unopened(Unopened::Nothing("no answer".into())).until("member 1", 6000).fails("silent").time("waited", 6000)
}

fn nothing_yet() -> Told {
    unopened(Unopened::Nothing("no answer".into())).until("member 1", 3000).unknown("early")
}

fn nothing_on_a_busy_machine() -> Told {
    unopened(Unopened::Nothing("no answer".into())).until("member 1", 5100).noise(3000, 900).unknown("noise")
}

fn opened_and_never_connected() -> Told {
    one()
        .known("member 1", |link| link.namespaces = vec![NamespaceDetail::default()])
        .fails("mute")
        .time("waited", 9000)
}

fn connection_refused() -> Told {
    unopened(Unopened::Nothing("refused".into())).linked("member 1", |link| link.refused(3)).unknown("early")
}

fn of_version_2() -> Told {
    unopened(Unopened::Protocol3).waits_for("protocol-2")
}

fn nobody_tried() -> Told {
    connected(&[]).unknown("nothing")
}

fn it_died() -> Told {
    one().and(page("/").from(9100).refused(9101)).note(9200, Event::Dead).fails("died").time("at", 9100)
}

fn it_died_of_an_empty_event() -> Told {
    one().empties("member 1", 9050).and(page("/").from(9100).refused(9101)).note(9200, Event::Dead).passes("pass")
}

fn one_of_two_connects() -> Told {
    let fail = |link: &mut LinkDetail| (link.namespaces, link.handshake) = (vec![], None);
    connected(&["member 1", "member 2"]).known("member 2", fail).passes("pass").count("links", 1)
}

fn html(path: &str) -> Deed {
    page(path).from(1).said(3, 200, "<!doctype html>").header("content-type", "text/html; charset=utf-8")
}

fn library() -> Deed {
    page("/socket.io/socket.io.js")
        .from(4)
        .said(6, 200, "!function(){}")
        .header("content-type", "application/javascript")
}

fn a_page() -> Told {
    one().and(html("/")).passes("pass")
}

fn a_page_and_its_library() -> Told {
    one().and(html("/")).and(library()).passes("library").text("library", "/socket.io/socket.io.js")
}

fn a_page_that_moved() -> Told {
    one().and(page("/").from(1).code(3, 302)).passes("moved")
}

fn no_page() -> Told {
    one().and(page("/").from(1).code(3, 404)).fails("code").count("code", 404)
}

fn json_for_a_page() -> Told {
    one().and(page("/").from(1).said(3, 200, "{}")).fails("type").text("type", "application/json")
}

fn no_answer_for_a_page() -> Told {
    one().and(page("/").from(1).no_answer(4000)).fails("none")
}

fn no_answer_on_a_busy_machine() -> Told {
    one().and(page("/").from(1).no_answer(4000)).noise(100, 2000).unknown("noise")
}

fn no_library() -> Told {
    one()
        .and(html("/"))
        .and(page("/socket.io/socket.io.js").from(4).code(6, 400))
        .fails("no-library")
        .count("code", 400)
}

/// A page for every path is no script.
fn a_page_for_a_library() -> Told {
    one().and(html("/")).and(html("/socket.io/socket.io.js")).fails("no-library")
}

fn no_answer_for_a_library() -> Told {
    one().and(html("/")).and(page("/socket.io/socket.io.js").from(4).cut(6)).fails("none")
}

fn nobody_asked() -> Told {
    one().unknown("nothing")
}

fn the_page_asked_for_again() -> Told {
    one().and(html("/")).and(page("/").from(5000).code(5001, 500)).passes("pass")
}

fn a_page_without_a_type() -> Told {
    one().and(html("/").without("content-type")).passes("pass")
}

fn talk(event: &'static str, notice: &'static str) -> Cast {
    rooms().hear(&["member 1"], 410, notice, came("member 2")).says("member 1", &text(1), 1000).hear(
        &["member 2"],
        1010,
        event,
        message("member 1", &text(1)),
    )
}

fn the_names_of_the_text() -> Told {
    talk("chat message", "room message").passes("pass").text("join", "join room")
}

fn other_names() -> Told {
    let renamed = |chat: &mut lab::labs::socketio::contract::Chat| {
        chat.join.as_mut().expect("the text has one").event = "rejoindre".into();
        chat.message.event = "parler".into();
    };
    talk("parler", "annonce")
        .spoken(renamed)
        .fails("fail")
        .text("names", "rejoindre (join room), parler (chat message), annonce (room message)")
}

fn of_the_lecture(chat: &mut lab::labs::socketio::contract::Chat) {
    chat.join.as_mut().expect("the text has one").event = "joinRoom".into();
    chat.message.event = "chatMessage".into();
}

fn the_names_of_the_lecture() -> Told {
    talk("message", "message").spoken(of_the_lecture).earns_half("lecture")
}

fn only_the_answer_is_renamed() -> Told {
    talk("new message", "room message").fails("fail").text("names", "new message (chat message)")
}

fn a_notice_as_a_chat_message() -> Told {
    talk("chat message", "chat message").passes("pass")
}

fn a_notice_by_another_name() -> Told {
    talk("chat message", "user joined").fails("fail")
}

fn joined_by_the_handshake() -> Told {
    talk("chat message", "room message").spoken(|chat| chat.join = None).fails("fail").text("names", "— (join room)")
}

fn half_of_the_lecture() -> Told {
    talk("message", "annonce").spoken(of_the_lecture).fails("fail")
}

fn names_that_were_not_heard() -> Told {
    rooms().passes("pass")
}

fn a_list_has_any_name() -> Told {
    talk("chat message", "room message")
        .hear(&["member 1"], 411, "users", json!([super::user("member 2")]))
        .passes("pass")
}

fn recovers() -> Told {
    one().packet("member 1", 8, r#"40{"sid":"a","pid":"b"}"#, &[]).passes("pass")
}

fn does_not_recover() -> Told {
    one().packet("member 1", 8, r#"40{"sid":"a"}"#, &[]).fails("fail")
}

fn never_connected() -> Told {
    one().waits_for("sio-unreachable")
}

fn upgraded() -> Told {
    one().passes("pass")
}

fn stayed_with_polling() -> Told {
    let stay = |link: &mut LinkDetail| {
        (link.upgraded, link.why_not_upgraded) = (None, Some("HTTP/1.1 400 Bad Request".into()));
    };
    one().known("member 1", stay).fails("fail").text("why", "HTTP/1.1 400 Bad Request")
}

fn offers_no_websocket() -> Told {
    let stay = |link: &mut LinkDetail| {
        link.upgraded = None;
        link.handshake.as_mut().expect("it was opened").upgrades.clear();
    };
    one().known("member 1", stay).fails("unoffered")
}

fn was_websocket_from_the_start() -> Told {
    one().known("member 1", |link| (link.upgraded, link.transport) = (None, Transport::Websocket)).passes("pass")
}

fn not_tried() -> Told {
    one().known("member 1", |link| link.upgraded = None).unknown("nothing")
}

fn refuses_polling() -> Cast {
    let fail = |link: &mut LinkDetail| {
        (link.namespaces, link.handshake) = (vec![], None);
        link.unopened = Some(Unopened::TransportUnknown);
    };
    connected(&["member 1", "member 2"]).known("member 1", fail)
}

fn polling_is_fine() -> Told {
    one().passes("pass")
}

fn polling_is_refused() -> Told {
    refuses_polling().fails("fail")
}

fn polling_is_refused_and_the_page_knows() -> Told {
    refuses_polling().spoken(|chat| chat.transports = vec![Spoken::WebSocket]).passes("said")
}

fn not_connected() -> Told {
    unopened(Unopened::Nothing("no answer".into())).unknown("nothing")
}

fn version_4() -> Told {
    one().passes("pass")
}

fn version_2() -> Told {
    unopened(Unopened::Protocol3).fails("fail")
}

fn nothing_at_all() -> Told {
    unopened(Unopened::Nothing("no answer".into())).unknown("nothing")
}

fn closed_to_others() -> Told {
    one().passes("pass")
}

fn open_to_all() -> Told {
    one().header("member 1", "access-control-allow-origin", "*").fails("fail")
}

fn open_to_one() -> Told {
    one().header("member 1", "access-control-allow-origin", "http://localhost:5173").passes("pass")
}

fn no_head() -> Told {
    one().linked("member 1", |link| link.no_answer(3000)).unknown("nothing")
}
