//! The museum is complete, described, and open.

mod common;

use std::{collections::HashSet, fs, net::SocketAddr, path::PathBuf, time::Duration};

use common::{Events, get, listen, send};
use lab_reference::flawed::{FLAWS, Flaw, find};
use tokio::{io::AsyncWriteExt, net::TcpStream, time::timeout};

/// The files beside the flaws that are not flaws.
const TOOLS: [&str; 2] = ["mod.rs", "support.rs"];

/// The one that answers nothing but 500.
const SPEECHLESS: &str = "every-answer-is-an-error";

/// Those that have no page.
const PAGELESS: [&str; 2] = ["no-page", "no-chat-page"];

#[test]
fn every_file_is_registered() {
    let folders: Vec<_> = common::labs().iter().map(|lab| lab.join("flawed")).collect();
    // A family of labs has a folder for each of the others.
    let files = |path: PathBuf| if path.is_dir() { common::inside(&path) } else { vec![path] };
    for path in folders.iter().flat_map(|folder| common::inside(folder)).flat_map(files) {
        let source = fs::read_to_string(&path).expect("a readable file");
        let is_tool = TOOLS.iter().any(|tool| path.ends_with(tool));
        let is_flaw = FLAWS.iter().any(|flaw| flaw.source == source);
        assert!(is_tool != is_flaw, "{} must be registered in FLAWS", path.display());
    }
}

#[test]
fn names_are_slugs_and_unique() {
    let mut seen = HashSet::new();
    for flaw in FLAWS {
        let is_slug = flaw.name.split('-').all(|word| {
            !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
        });
        assert!(is_slug, "{} is no slug", flaw.name);
        assert!(seen.insert(flaw.name), "{} is there twice", flaw.name);
        assert!(find(flaw.name).is_some_and(|found| found.name == flaw.name));
    }
    assert_eq!(find("D046").map(|flaw| flaw.name), Some("never-holds"));
    assert!(find("").is_none());
}

#[test]
fn every_flaw_says_what_is_wrong_and_what_it_fails() {
    for flaw in FLAWS {
        let about = flaw.about();
        assert!(about.starts_with(char::is_uppercase), "{}: {about}", flaw.name);
        assert!(about.ends_with('.') && about.len() >= 40, "{}: {about}", flaw.name);
        assert!(!flaw.fails.is_empty(), "{}", flaw.name);
        assert!(flaw.row.is_empty() || flaw.row.starts_with('D'), "{}", flaw.name);
    }
}

#[tokio::test]
async fn every_flawed_server_has_its_page_and_what_its_lab_is_about() {
    // Some of them end when a client leaves, and this process with them.
    let mut open = Vec::new();
    for flaw in FLAWS {
        let (listener, address) = listen().await;
        let server = tokio::spawn((flaw.serve)(listener, Duration::from_secs(2)));
        let page = match flaw.name {
            SPEECHLESS => 500,
            name if PAGELESS.contains(&name) => 404,
            _ => 200,
        };
        assert_eq!(get(address, "/").await.code, page, "{}", flaw.name);
        match flaw.lab {
            _ if flaw.name == SPEECHLESS => {}
            "long-polling" | "long-polling-page" => {
                let state = get(address, "/poll-status?last_version=0").await;
                assert!(state.code == 200 && state.body.contains("En attente"), "{}: {}", flaw.name, state.body);
            }
            "socketio" | "socketio-redis" | "collabboard" => {
                let open = get(address, "/socket.io/?EIO=4&transport=polling").await;
                assert_eq!(open.code, polling_code_of(flaw), "{}", flaw.name);
                let speaks_it = open.code == 200 && flaw.name != "old-protocol";
                assert_eq!(open.body.starts_with("0{\"sid\":"), speaks_it, "{}: {}", flaw.name, open.body);
            }
            "websocket" => {
                let code = if flaw.name == "websocket-refused" { 200 } else { 101 };
                for path in ["/relay/socket", "/capitals/socket"] {
                    let answered = upgrade(address, path).await;
                    assert_eq!(answered.answer.code, code, "{} {path}", flaw.name);
                    open.push(answered);
                }
            }
            "sse" | "sse-page" => assert_eq!(stream_of(flaw, address).await, code_of(flaw), "{}", flaw.name),
            other => panic!("{}: no lab is called {other}", flaw.name),
        }
        server.abort();
    }
}

/// What answers the request for a WebSocket, and the connection that it came by.
async fn upgrade(address: SocketAddr, path: &str) -> Events {
    let mut connection = TcpStream::connect(address).await.expect("the server listens");
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: lab\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    connection.write_all(request.as_bytes()).await.expect("the server reads");
    Events::read(connection).await
}

/// The status code with which this flaw opens a Socket.IO connection by polling.
fn polling_code_of(flaw: &Flaw) -> u16 {
    match flaw.name {
        "no-socket-io" | "board-without-socket-io" => 404,
        "websocket-only" => 400,
        _ => 200,
    }
}

/// The status code that this flaw gives its stream.
fn code_of(flaw: &Flaw) -> u16 {
    match flaw.name {
        "stream-as-202" => 202,
        "raises-before-the-first-event" => 500,
        _ => 200,
    }
}

/// The status code of the stream, at the path and with the method that this flaw wants. All but one answer at once.
async fn stream_of(flaw: &Flaw, address: SocketAddr) -> u16 {
    let first_line = match flaw.name {
        "post-only" => "POST /stream",
        "another-path" => "GET /live",
        _ => "GET /stream",
    };
    let head = Events::read(send(address, first_line, "", "").await);
    if flaw.name == "collects-before-answering" {
        assert!(timeout(Duration::from_millis(200), head).await.is_err(), "it never answers");
        return 200;
    }
    head.await.answer.code
}
