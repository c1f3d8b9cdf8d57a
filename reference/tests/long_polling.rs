//! The contract of the long-polling lab, held against the model answer over real sockets.

mod common;

use std::{
    future::pending,
    net::SocketAddr,
    time::{Duration, Instant},
};

use common::{get, listen, poll, post, receive, send, start_poll, update};
use lab_reference::{Options, serve};
use serde_json::json;

const SHORT: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_secs(60);

/// Enough time for a request that was sent to be held.
const SETTLE: Duration = Duration::from_millis(50);

async fn start(hold: Duration) -> SocketAddr {
    let (listener, address) = listen().await;
    tokio::spawn(serve(listener, Options { hold, ..Options::default() }, pending()));
    address
}

#[tokio::test]
async fn a_client_that_does_not_know_the_version_is_answered_at_once() {
    let server = start(LONG).await;
    let behind = poll(server, 0).await;
    assert_eq!((behind.code, behind.json()), (200, json!({ "status": "En attente", "version": 1 })));
    assert_eq!(behind.header("content-type"), Some("application/json"));
    assert_eq!(behind.header("cache-control"), Some("no-store"));

    let ahead = poll(server, u64::MAX).await;
    assert_eq!(ahead.json(), behind.json());
    assert_eq!(get(server, "/status").await.json(), behind.json());
}

#[tokio::test]
async fn an_update_wakes_every_poll_that_waits() {
    let server = start(LONG).await;
    let mut waiting = Vec::new();
    for _ in 0..50 {
        waiting.push(start_poll(server, 1).await);
    }
    tokio::time::sleep(SETTLE).await;

    let done = update(server, "Terminée").await;
    assert_eq!((done.code, done.json()), (200, json!({ "status": "Terminée", "version": 2 })));
    for poll in waiting {
        assert_eq!(receive(poll).await.json(), done.json());
    }
}

#[tokio::test]
async fn no_poll_sleeps_through_an_update_that_comes_at_the_same_moment() {
    let server = start(LONG).await;
    for version in 1..=100 {
        let (woken, _) = tokio::join!(poll(server, version), update(server, "En cours"));
        assert_eq!(woken.json()["version"], version + 1);
    }
}

#[tokio::test]
async fn the_hold_ends_with_an_empty_204() {
    let server = start(SHORT).await;
    let start = Instant::now();
    let end = poll(server, 1).await;
    assert!(start.elapsed() >= SHORT);
    assert_eq!((end.code, end.body.as_str()), (204, ""));
    assert_eq!(end.header("cache-control"), Some("no-store"));

    let head = send(server, "HEAD /poll-status?last_version=1", "", "").await;
    assert_eq!(receive(head).await.code, 204);
}

#[tokio::test]
async fn the_same_status_again_is_an_update_too() {
    let server = start(LONG).await;
    assert_eq!(update(server, "En attente").await.json()["version"], 2);
}

#[tokio::test]
async fn a_bad_update_is_refused_by_name_and_changes_nothing() {
    let server = start(LONG).await;
    let too_long = json!({ "status": "é".repeat(201) }).to_string();
    let too_large = json!({ "status": "x".repeat(20_000) }).to_string();
    let json = "application/json";
    for (kind, body, code, field) in [
        (json, "{", 400, "body"),
        (json, "", 400, "body"),
        (json, "[]", 400, "body"),
        (json, "{}", 400, "status"),
        (json, r#"{"status": 5}"#, 422, "status"),
        (json, r#"{"status": " "}"#, 422, "status"),
        (json, r#"{"status": "\ud800"}"#, 400, "body"),
        (json, &too_long, 422, "status"),
        (json, &too_large, 413, "body"),
        ("application/x-www-form-urlencoded", "status=a", 415, "content-type"),
    ] {
        let refusal = post(server, kind, body).await;
        assert_eq!((refusal.code, &refusal.json()["field"]), (code, &field.into()), "{body:.40}");
        assert!(refusal.json()["error"].is_string());
    }
    let longest = "é".repeat(200);
    assert_eq!(update(server, &longest).await.json(), json!({ "status": longest, "version": 2 }));
}

#[tokio::test]
async fn a_bad_version_is_refused_by_name() {
    let server = start(LONG).await;
    for query in ["", "?last_version=", "?last_version=a", "?last_version=-1", "?last_version=18446744073709551616"]
        .into_iter()
        .chain(["?last_version=1&last_version=1", "?last_version=%00", "?lastVersion=1"])
    {
        let refusal = get(server, &format!("/poll-status{query}")).await;
        assert_eq!((refusal.code, &refusal.json()["field"]), (400, &"last_version".into()), "{query}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_refused_as_json() {
    let server = start(LONG).await;
    let nowhere = get(server, "/nowhere").await;
    assert_eq!((nowhere.code, &nowhere.json()["field"]), (404, &"path".into()));
    assert_eq!(nowhere.header("cache-control"), Some("no-store"));

    let wrong = get(server, "/update-status").await;
    assert_eq!((wrong.code, &wrong.json()["field"]), (405, &"method".into()));
    assert_eq!(wrong.header("allow"), Some("POST"));
}

#[tokio::test]
async fn the_page_is_served() {
    let page = get(start(LONG).await, "/").await;
    assert_eq!((page.code, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(page.body.contains("/poll-status?last_version="));
}

#[tokio::test]
async fn a_stop_answers_the_polls_that_wait_and_ends_the_server() {
    let (listener, address) = listen().await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = tokio::spawn(serve(listener, Options { hold: LONG, ..Options::default() }, async {
        let _ = stopped.await;
    }));
    let held = start_poll(address, 1).await;
    // This request is never completed, which must not keep the server alive.
    let _half = send(address, "POST /update-status", "Content-Length: 10\r\n", "").await;
    tokio::time::sleep(SETTLE).await;

    drop(stop);
    assert_eq!(receive(held).await.code, 204);
    let end = tokio::time::timeout(common::PATIENCE, server).await.expect("the server ends");
    end.expect("it does not panic").expect("it ends well");
}
