//! The contract of the Socket.IO lab, held against the model answer over real sockets.

#[path = "common/socketio.rs"]
mod client;
mod common;

use std::{future::pending, net::SocketAddr};

use client::Client;
use common::{PATIENCE, get, listen};
use lab_reference::{Options, serve};
use serde_json::{Value, json};
use tokio::{sync::oneshot, time::timeout};

async fn start() -> SocketAddr {
    let (listener, address) = listen().await;
    tokio::spawn(serve(listener, Options::default(), pending()));
    address
}

fn said(username: &str, room: &str, message: &str) -> Value {
    json!(["chat message", { "username": username, "room": room, "message": message }])
}

fn notice(message: &str) -> Value {
    json!(["room message", { "message": message }])
}

#[tokio::test]
async fn a_room_learns_who_comes_and_who_leaves_and_nobody_else_does() {
    let server = start().await;
    let mut zoe = Client::join(server, "Zoé", "paris").await;
    let mut outsider = Client::connect(server, "/").await;
    let mut neighbour = Client::join(server, "Max", "lyon").await;
    let bob = Client::join(server, "Bob", "paris").await;
    assert_eq!(zoe.event().await, notice("Bob a rejoint le salon paris."));
    bob.reset();
    assert_eq!(zoe.event().await, notice("Bob a quitté le salon paris."));
    let mut eve = Client::join(server, "Eve", "paris").await;
    assert_eq!(zoe.event().await, notice("Eve a rejoint le salon paris."));
    eve.send("41").await;
    assert_eq!(zoe.event().await, notice("Eve a quitté le salon paris."));

    // What comes next is all that came.
    neighbour.say("Salut").await;
    assert_eq!(neighbour.event().await, said("Max", "lyon", "Salut"));
    outsider.emit("join room", json!({ "username": "Ada", "room": "lyon" })).await;
    assert_eq!(outsider.event().await, notice("Ada a rejoint le salon lyon."));
}

#[tokio::test]
async fn a_message_reaches_the_members_under_the_name_of_who_joined() {
    let server = start().await;
    let mut zoe = Client::join(server, "Zoé", "paris").await;
    let mut bob = Client::join(server, "Bob", "paris").await;
    zoe.event().await;
    let text = "Ça va ? <b>\u{1f600}</b> \"'\u{1e}\n";
    bob.emit("chat message", json!({ "username": "Zoé", "room": "lyon", "message": text })).await;
    assert_eq!(zoe.event().await, said("Bob", "paris", text));
    assert_eq!(bob.event().await, said("Bob", "paris", text));
}

/// On a runtime with many threads, as the program has: there events of one client would overtake each other.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_burst_of_500_comes_whole_and_in_order() {
    let server = start().await;
    let mut talker = Client::connect(server, "/").await;
    let mut listener = Client::join(server, "Zoé", "paris").await;
    // Together with the burst: each of these is looked at before the next.
    talker.emit("join room", json!({ "username": "Bob", "room": "paris" })).await;
    for number in 0..500 {
        talker.say(&number.to_string()).await;
    }
    for client in [&mut listener, &mut talker] {
        assert_eq!(client.event().await, notice("Bob a rejoint le salon paris."));
        for number in 0..500 {
            assert_eq!(client.event().await, said("Bob", "paris", &number.to_string()));
        }
    }
}

#[tokio::test]
async fn a_second_room_is_another_room_and_the_same_one_is_not_joined_twice() {
    let server = start().await;
    let mut zoe = Client::join(server, "Zoé", "paris").await;
    let mut bob = Client::join(server, "Bob", "paris").await;
    zoe.event().await;
    let again = bob.ask("join room", json!({ "username": "Bob", "room": "paris" })).await;
    assert_eq!(again, json!({ "ok": true }));
    bob.say("une fois").await;
    assert_eq!(bob.event().await, said("Bob", "paris", "une fois"));
    assert_eq!(zoe.event().await, said("Bob", "paris", "une fois"));

    bob.emit("join room", json!({ "username": "Bob", "room": "lyon" })).await;
    assert_eq!(zoe.event().await, notice("Bob a quitté le salon paris."));
    assert_eq!(bob.event().await, notice("Bob a rejoint le salon lyon."));
    zoe.say("adieu").await;
    zoe.event().await;
    bob.say("ici").await;
    assert_eq!(bob.event().await, said("Bob", "lyon", "ici"));
}

#[tokio::test]
async fn what_is_not_a_join_or_a_message_is_refused_and_harms_nobody() {
    let server = start().await;
    let mut client = Client::connect(server, "/").await;
    let early = client.ask("chat message", json!({ "message": "Bonjour" })).await;
    assert_eq!(early, json!({ "error": "join a room first" }));
    for data in [
        json!(null),
        json!({}),
        json!("Zoé"),
        json!({ "username": 5, "room": "paris" }),
        json!({ "username": " ", "room": "paris" }),
        json!({ "username": "Zoé", "room": "é".repeat(51) }),
    ] {
        let refusal = client.ask("join room", data.clone()).await;
        assert!(refusal["error"].is_string(), "{data} {refusal}");
    }
    for event in ["join room", "chat message"] {
        client.send(&format!(r#"42["{event}"]"#)).await;
    }
    client.emit("join room", json!({ "username": "Zoé", "room": "paris" })).await;
    client.event().await;
    for data in [json!({ "message": "" }), json!({ "message": "x".repeat(2_001) })] {
        assert!(client.ask("chat message", data).await["error"].is_string());
    }
    assert_eq!(client.ask("chat message", json!({ "message": "Bonjour" })).await, json!({ "ok": true }));
}

#[tokio::test]
async fn namespaces_do_not_hear_each_other_and_an_announcement_reaches_all_of_both() {
    let server = start().await;
    let mut here = Client::join(server, "Zoé", "paris").await;
    let mut there = Client::connect(server, "/chat").await;
    there.emit("join room", json!({ "username": "Bob", "room": "paris" })).await;
    assert_eq!(there.event().await, notice("Bob a rejoint le salon paris."));
    there.say("dans /chat").await;
    assert_eq!(there.event().await, said("Bob", "paris", "dans /chat"));

    let (mut admin, _) = Client::present(server, "/admin", Some(json!({ "token": "12345" }))).await;
    admin.emit("announce", json!({ "message": "À 18 h" })).await;
    for client in [&mut here, &mut there] {
        assert_eq!(client.event().await, json!(["announcement", { "message": "À 18 h" }]));
    }
}

#[tokio::test]
async fn nobody_is_an_admin_without_the_token() {
    let server = start().await;
    for presented in [None, Some(json!({})), Some(json!({ "token": "wrong" })), Some(json!({ "token": 12345 }))] {
        let (_, answer) = Client::present(server, "/admin", presented).await;
        assert_eq!(answer, r#"4/admin,{"message":"a valid token is needed"}"#);
    }
}

#[tokio::test]
async fn the_status_counts_who_is_there_now() {
    let server = start().await;
    let zoe = Client::join(server, "Zoé", "paris").await;
    let _bob = Client::join(server, "Bob", "lyon").await;
    let _ada = Client::connect(server, "/chat").await;
    let status = get(server, "/chat/status").await;
    assert_eq!(status.json(), json!({ "connections": 3, "rooms": { "lyon": 1, "paris": 1 } }));
    drop(zoe);
    let after = async { while get(server, "/chat/status").await.json()["connections"] != 2 {} };
    timeout(PATIENCE, after).await.expect("who has left is no longer counted");
}

#[tokio::test]
async fn the_page_and_its_client_are_served_and_the_pages_lead_to_each_other() {
    let server = start().await;
    let page = get(server, "/chat").await;
    assert_eq!((page.code, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(page.body.contains(r#"src="/socket.io/socket.io.js""#));
    let script = get(server, "/socket.io/socket.io.js").await;
    assert_eq!((script.code, script.header("content-type")), (200, Some("text/javascript; charset=utf-8")));
    for other in ["/", "/quotes"] {
        assert!(page.body.contains(&format!(r#"href="{other}""#)));
        assert!(get(server, other).await.body.contains(r#"href="/chat""#));
    }
}

#[tokio::test]
async fn a_client_that_polls_is_served_too() {
    let server = start().await;
    let open = get(server, "/socket.io/?EIO=4&transport=polling").await;
    assert_eq!((open.code, open.header("cache-control")), (200, Some("no-store")));
    let open: Value = serde_json::from_str(open.body.trim_start_matches('0')).expect("JSON");
    assert_eq!(open["upgrades"], json!(["websocket"]));
    assert_eq!(get(server, "/socket.io/?EIO=3&transport=polling").await.code, 400);
}

#[tokio::test]
async fn a_stop_ends_the_connections_and_the_server() {
    let (listener, address) = listen().await;
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(serve(listener, Options::default(), async {
        let _ = stopped.await;
    }));
    let zoe = Client::join(address, "Zoé", "paris").await;
    drop(stop);
    assert!(zoe.was_ended().await);
    let end = timeout(PATIENCE, server).await.expect("the server ends");
    end.expect("it does not panic").expect("it ends well");
}
