//! The contract of the board, held against the model answer over real sockets.

#[path = "common/socketio.rs"]
mod client;
mod common;

use std::{future::pending, net::SocketAddr, time::Duration};

use client::Client;
use common::{PATIENCE, get, listen};
use lab_reference::{Options, serve};
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

async fn start() -> SocketAddr {
    let (listener, address) = listen().await;
    tokio::spawn(serve(listener, Options::default(), pending()));
    address
}

/// A client at the board of this room, which has been sent what stands there.
async fn enter(server: SocketAddr, pseudo: &str, room: &str) -> (Client, Value) {
    let auth = json!({ "pseudo": pseudo, "room": room, "token": "12345" });
    let (mut client, answer) = Client::present(server, "/board", Some(auth)).await;
    assert!(answer.starts_with("0/board,"), "{answer}");
    let content = client.event().await;
    (client, content)
}

fn update(pseudo: &str, content: &str) -> Value {
    json!(["update", { "pseudo": pseudo, "content": content }])
}

fn notification(message: &str) -> Value {
    json!(["notification", { "message": message }])
}

#[tokio::test]
async fn an_update_reaches_the_others_in_the_room_and_nobody_else() {
    let server = start().await;
    let (mut zoe, content) = enter(server, "Zoé", "plan").await;
    assert_eq!(content, json!(["update", { "content": "" }]));
    let (mut bob, _) = enter(server, "Bob", "plan").await;
    let (mut ada, _) = enter(server, "Ada", "notes").await;
    assert_eq!(zoe.event().await, notification("Bob a rejoint le tableau."));
    assert_eq!(zoe.ask("update", json!({ "content": "L'été <b>" })).await, json!({ "ok": true }));
    assert_eq!(bob.event().await, update("Zoé", "L'été <b>"));
    bob.emit("update", json!({ "content": "2" })).await;
    // What comes next is all that came: nobody is sent what they wrote.
    assert_eq!(zoe.event().await, update("Bob", "2"));
    let (mut eve, content) = enter(server, "Eve", "notes").await;
    assert_eq!(content, json!(["update", { "content": "" }]));
    eve.emit("update", json!({ "content": "3" })).await;
    assert_eq!(ada.event().await, notification("Eve a rejoint le tableau."));
    assert_eq!(ada.event().await, update("Eve", "3"));
}

#[tokio::test]
async fn who_comes_later_is_sent_what_stands_there_until_all_have_left() {
    let server = start().await;
    let (mut zoe, _) = enter(server, "Zoé", "plan").await;
    zoe.ask("update", json!({ "content": "un" })).await;
    let (bob, content) = enter(server, "Bob", "plan").await;
    assert_eq!(content, json!(["update", { "content": "un" }]));
    zoe.event().await;
    bob.reset();
    assert_eq!(zoe.event().await, notification("Bob a quitté le tableau."));
    zoe.send("41/board,").await;
    let wiped = async {
        loop {
            let (eve, content) = enter(server, "Eve", "plan").await;
            if content == json!(["update", { "content": "" }]) {
                return;
            }
            eve.reset();
            // The server learns of that a moment later; who comes sooner finds her there still.
            sleep(Duration::from_millis(50)).await;
        }
    };
    timeout(PATIENCE, wiped).await.expect("a board on which nobody is any more is wiped");
}

#[tokio::test]
async fn nobody_is_let_in_without_the_token() {
    let server = start().await;
    let (mut zoe, _) = enter(server, "Zoé", "plan").await;
    for presented in [
        None,
        Some(json!({ "pseudo": "Max", "room": "plan" })),
        Some(json!({ "pseudo": "Max", "room": "plan", "token": "wrong" })),
        Some(json!({ "pseudo": "Max", "room": "plan", "token": 12345 })),
        Some(json!({ "pseudo": " ", "room": "plan", "token": "12345" })),
    ] {
        let (mut stranger, answer) = Client::present(server, "/board", presented).await;
        assert_eq!(answer, r#"4/board,{"message":"a valid token is needed"}"#);
        stranger.emit("update", json!({ "content": "intrus" })).await;
    }
    let (mut bob, content) = enter(server, "Bob", "plan").await;
    assert_eq!(content, json!(["update", { "content": "" }]));
    assert_eq!(zoe.event().await, notification("Bob a rejoint le tableau."));
    zoe.emit("update", json!({ "content": "seule" })).await;
    assert_eq!(bob.event().await, update("Zoé", "seule"));
    assert_eq!(zoe.event_within(Duration::from_millis(200)).await, None);
}

#[tokio::test]
async fn what_is_no_content_is_refused_and_harms_nobody() {
    let server = start().await;
    let (mut zoe, _) = enter(server, "Zoé", "plan").await;
    for data in [json!(null), json!("text"), json!({ "content": 5 }), json!({ "content": "é".repeat(20_001) })] {
        let answer = zoe.ask("update", data.clone()).await;
        assert!(answer["error"].is_string(), "{data}: {answer}");
    }
    zoe.send(r#"42/board,["update"]"#).await;
    assert_eq!(zoe.ask("update", json!({ "content": "" })).await, json!({ "ok": true }));
}

#[tokio::test]
async fn the_status_counts_who_is_there_now_and_the_page_is_served() {
    let server = start().await;
    let (zoe, _) = enter(server, "Zoé", "plan").await;
    let (_bob, _) = enter(server, "Bob", "notes").await;
    assert_eq!(get(server, "/board/status").await.json(), json!({ "connections": 2 }));
    zoe.reset();
    let after = async { while get(server, "/board/status").await.json()["connections"] != 1 {} };
    timeout(PATIENCE, after).await.expect("who has left is no longer counted");
    let page = get(server, "/board").await;
    assert_eq!((page.code, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    for other in ["/", "/quotes", "/chat"] {
        assert!(page.body.contains(&format!(r#"href="{other}""#)));
        assert!(get(server, other).await.body.contains(r#"href="/board""#));
    }
}
