//! The rooms of a chat seen from a terminal: `lab watch --room` and `lab load --lab socketio`.

mod common;
#[path = "../reference/tests/common/socketio.rs"]
mod socketio;

use common::{Ended, Folder, Running, Server, free_port, json, lab, run, within};
use serde_json::Value;
use socketio::Client;
use std::time::Duration;

/// How long anything may take that takes a moment.
const PATIENCE: Duration = Duration::from_secs(60);

fn watch(url: &str, options: &[&str]) -> Running {
    Running::start(&mut lab(&[&["watch", url, "--room", "paris"], options].concat()))
}

/// Waits until it shows this.
fn shows(watching: &mut Running, word: &str) {
    let is_shown = within(PATIENCE, || watching.said("out").contains(word) || watching.ended());
    assert!(is_shown && watching.said("out").contains(word), "no {word:?} in:\n{}", watching.said("out"));
}

/// Lets clients do something at a server, on a runtime of its own.
fn meanwhile(server: &Server, act: impl AsyncFnOnce(std::net::SocketAddr)) {
    let address = server.url.trim_start_matches("http://").parse().expect("an address");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async { tokio::time::timeout(PATIENCE, act(address)).await.expect("in time") });
}

/// These words come in this order.
#[track_caller]
fn in_order(text: &str, words: &[&str]) {
    let mut rest = text;
    for word in words {
        let at = rest.find(word).unwrap_or_else(|| panic!("no {word:?} where it should be in:\n{text}"));
        rest = &rest[at + word.len()..];
    }
}

#[test]
fn a_room_is_heard_as_a_page_hears_it() {
    let server = Server::start(&[]);
    let mut watching = watch(&server.url, &["--events", "4"]);
    shows(&mut watching, "→");
    meanwhile(&server, async |address| {
        let mut ana = Client::join(address, "ana", "paris").await;
        ana.say("bonjour à tous").await;
        ana.event().await;
        // What is said next door is none of ours.
        let mut bob = Client::join(address, "bob", "rome").await;
        bob.say("elsewhere").await;
        bob.event().await;
        drop(ana);
        tokio::time::sleep(Duration::from_millis(200)).await;
    });
    let ended: Ended = watching.finish().expect(0, &["Events: 4, in"]);
    in_order(
        &ended.out,
        &[
            "Connected.",
            "→ room message  ",
            "→ room message  ",
            "ana",
            "ana: bonjour à tous",
            "← room message  ",
            "ana",
        ],
    );
    assert!(!ended.out.contains("bob") && !ended.out.contains("elsewhere"), "{}", ended.out);
    assert!(ended.err.contains("joins “paris” by the event “join room”"), "{}", ended.err);
}

#[test]
fn what_a_leaking_server_says_next_door_is_heard_too() {
    let server = Server::start(&["--flaw", "broadcasts-to-all"]);
    let mut watching = watch(&server.url, &["--events", "2", "--lang", "fr"]);
    shows(&mut watching, "→");
    meanwhile(&server, async |address| {
        let mut bob = Client::join(address, "bob", "rome").await;
        bob.say("ailleurs").await;
        bob.event().await;
    });
    watching.finish().expect(0, &["bob : ailleurs"]);
}

#[test]
fn what_is_said_does_nothing_to_a_terminal() {
    let server = Server::start(&["--flaw", "broadcasts-to-all"]);
    let texts = ["\u{1b}]0;title\u{7}\u{1b}[2J", "\u{9b}31m", "\u{202e}eslaf", "x\r\nFORGED", "\u{2028}FORGED"];
    for full in [&[][..], &["--full"]] {
        let most = (texts.len() + 1).to_string();
        let mut watching = watch(&server.url, &[&["--events", &most], full].concat());
        shows(&mut watching, "→");
        meanwhile(&server, async |address| {
            let mut bob = Client::connect(address, "/").await;
            bob.emit("join room", serde_json::json!({"username": "\u{1b}[31mbob\nFORGED", "room": "rome"})).await;
            bob.event().await;
            for text in texts {
                bob.say(text).await;
                bob.event().await;
            }
        });
        let ended = watching.finish().expect(0, &["bob", "title"]);
        assert_eq!(common::unsafe_characters(&ended.said()), "");
        assert!(!ended.out.lines().any(|line| line.starts_with("FORGED")), "{}", ended.out);
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_and_the_room_is_left() {
    let server = Server::start(&[]);
    let mut watching = watch(&server.url, &[]);
    shows(&mut watching, "→");
    meanwhile(&server, async |address| {
        let mut ana = Client::join(address, "ana", "paris").await;
        let sent = std::process::Command::new("kill").args(["-INT", &watching.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()));
        let left = ana.event().await.to_string();
        assert!(left.contains("lab-"), "{left}");
    });
    watching.finish().expect(130, &["Events: "]);
}

#[test]
fn a_server_that_greets_nobody_is_told_of_and_one_without_chat_is_refused() {
    let silent = Server::start(&["--flaw", "silent-join"]);
    run(&["watch", &silent.url, "--room", "paris", "--for", "8s"])
        .expect(0, &["Nothing has come for 3", "wants a newcomer"]);
    let without = Server::start(&["--flaw", "no-socket-io"]);
    run(&["watch", &without.url, "--room", "paris"]).expect(5, &["No Socket.IO was found at"]);
    let nobody = format!("http://127.0.0.1:{}", free_port());
    run(&["watch", &nobody, "--room", "paris"]).expect(5, &[&nobody]);
}

#[test]
fn bad_words_are_refused_before_anybody_is_asked() {
    let nobody = "http://127.0.0.1:9";
    for name in ["", "  ", "a\tb"] {
        run(&["watch", nobody, "--room", name]).expect(2, &["--room", "1 to 100 characters"]);
    }
    run(&["watch", nobody, "--room", "paris", "--poll"]).expect(2, &["--room"]);
    run(&["watch", nobody, "--contract", "x.toml"]).expect(2, &["--room"]);
    run(&["watch", "http://192.0.2.1", "--room", "paris"]).expect(2, &["192.0.2.1", "Nothing was sent"]);
}

fn load(url: &str, options: &[&str]) -> (Ended, Value) {
    let folder = Folder::new();
    let file = folder.arg("load.json");
    let ended = run(&[&["load", url, "--lab", "socketio", "--json", &file], options].concat());
    (ended, json(file.as_ref()))
}

#[test]
fn everybody_hears_what_is_said_in_its_room_and_the_sums_agree() {
    let server = Server::start(&[]);
    let (ended, report) = load(&server.url, &["--clients", "30", "--rooms", "4", "--messages", "3"]);
    ended.expect(0, &["Every message came once", "30 of 30 clients", "Noise is the longest delay"]);
    assert_eq!((&report["format"], &report["verdict"]), (&"lab-chat-load/1".into(), &"prompt".into()), "{report:#}");
    let rounds = report["rounds"].as_array().expect("rounds");
    assert_eq!(rounds.len(), 3);
    for round in rounds {
        // Rooms of 8, 8, 7 and 7: everybody but who speaks.
        assert_eq!((&round["messages"], &round["due"], &round["heard"]), (&4.into(), &26.into(), &26.into()));
        for nothing in ["lost", "twice", "elsewhere", "gone"] {
            assert_eq!(round[nothing], 0, "{nothing}");
        }
        let times =
            ["first_ms", "p50_ms", "p99_ms", "last_ms"].map(|name| round["latency"][name].as_f64().expect("a time"));
        assert!(times.is_sorted() && round["latency"]["count"] == 26, "{times:?}");
        assert!(round["noise_ms"].is_number());
    }
    assert_eq!(report["overall"]["count"], 78);
    assert_eq!((&report["entry"]["connected"], &report["entry"]["by_websocket"]), (&30.into(), &30.into()));
}

#[test]
fn what_a_chat_does_wrong_under_load_is_counted() {
    let flaws = [
        ("broadcasts-to-all", "elsewhere", "some messages came to another room"),
        ("echoes-besides", "twice", "some messages came more than once"),
        ("answers-only-me", "lost", "some messages never came"),
    ];
    for (flaw, fault, words) in flaws {
        let server = Server::start(&["--flaw", flaw]);
        let (ended, report) = load(&server.url, &["--clients", "6", "--rooms", "2", "--messages", "1"]);
        ended.expect(1, &["Not everything was as it should be", words]);
        assert_eq!(report["faults"], serde_json::json!([fault]), "{flaw}: {report:#}");
    }
}

#[test]
fn options_of_one_lab_are_none_of_the_other() {
    let nobody = "http://127.0.0.1:9";
    let refused = |options: &[&str], words: &[&str]| run(&[&["load", nobody], options].concat()).expect(2, words);
    refused(&["--lab", "socketio", "--waiters", "5"], &["--waiters", "socketio"]);
    refused(&["--lab", "socketio", "--ramp"], &["--ramp", "socketio"]);
    refused(&["--clients", "5"], &["--clients", "long-polling"]);
    refused(&["--lab", "sse"], &["\"sse\"", "long-polling, socketio"]);
    refused(&["--lab", "socketio", "--clients", "5", "--rooms", "3"], &["5 clients in 3 rooms"]);
    for wrong in [["--clients", "1"], ["--clients", "10001"], ["--rooms", "501"], ["--messages", "21"]] {
        refused(&[&["--lab", "socketio"], &wrong[..]].concat(), &["a whole number from"]);
    }
    refused_elsewhere();
}

fn refused_elsewhere() {
    run(&["load", "http://192.0.2.1", "--lab", "socketio"])
        .expect(2, &["192.0.2.1", "Nothing was sent", "--i-own-this"]);
}
