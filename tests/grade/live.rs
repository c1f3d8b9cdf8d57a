//! The page of a class while it fills: only who was told its address has it.

use crate::class::command;
use crate::common::{Folder, PATIENCE, Running, free_port, json, within};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// The head and the body of an answer.
fn asked(port: u16, path: &str, host: &str) -> (String, String) {
    let mut to = TcpStream::connect(("127.0.0.1", port)).expect("it serves");
    to.set_read_timeout(Some(Duration::from_secs(2))).expect("a socket");
    write!(to, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("it listens");
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    // A stream does not end: its beginning is enough.
    while let Ok(read @ 1..) = to.read(&mut buffer) {
        bytes.extend(&buffer[..read]);
        if String::from_utf8_lossy(&bytes).contains("text/event-stream") {
            break;
        }
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    (head.to_lowercase(), body.to_owned())
}

fn word(said: &str, port: u16) -> Option<String> {
    let start = format!("http://localhost:{port}/");
    let rest = &said[said.find(&start)? + start.len()..];
    Some(rest.split('/').next()?.trim().to_owned())
}

#[test]
fn nobody_without_the_word_reads_anything_of_a_class() {
    let folder = Folder::new();
    // It fails at once, and what it printed is a file; the other keeps the class running.
    folder.write("class/ada/app.py", "print('\\x1b[2J<script>alert(1)</script>')\nraise SystemExit(1)\n");
    folder.write("class/zoe/lab.toml", "start = 'sleep 20'\n");
    let port = free_port();
    let mut command = command(&folder, &["class", "--out", "out", "--jobs", "1", "--quiet"]);
    let mut running = Running::start(command.args(["--live", &port.to_string()]));
    running.says(&format!("http://localhost:{port}/"));
    let word = word(&running.said("err"), port).expect("however quiet, the address is told");
    assert!(word.len() >= 32 && word.bytes().all(|byte| byte.is_ascii_hexdigit()), "{word:?}");
    let here = |path: &str| asked(port, path, &format!("localhost:{port}"));
    let ended = || here(&format!("/{word}/ada/report.json")).0.starts_with("http/1.1 200");
    assert!(within(PATIENCE, ended), "{}", running.said("err"));

    let wrong: String = word.chars().rev().collect();
    for path in
        ["/", "/events", "/ada/index.html", "/ada/report.json", "/ada/server.log", "/class.json", "//", "/..", "/%2e"]
    {
        for path in [path.to_owned(), format!("/{wrong}{path}"), format!("/{}{path}", &word[1..])] {
            let (head, body) = here(&path);
            assert!(head.starts_with("http/1.1 404") && body.is_empty(), "{path}: {head} {body}");
            assert!(
                !head.contains(&word) && head.contains("no-store") && head.contains("no-referrer"),
                "{path}: {head}"
            );
        }
    }
    // Another name that leads here, with the word that a page could have stolen.
    let (head, body) = asked(port, &format!("/{word}/"), "evil.example");
    assert!(head.starts_with("http/1.1 404") && body.is_empty(), "{head}");

    for (path, kind, has) in [
        ("", "text/html; charset=utf-8", "EventSource(\"events\")"),
        ("events", "text/event-stream", ""),
        ("ada/index.html", "text/html; charset=utf-8", "<!doctype html>"),
        ("ada/report.json", "application/json", "lab-report"),
        ("ada/server.log", "text/plain; charset=utf-8", "<script>"),
    ] {
        let (head, body) = here(&format!("/{word}/{path}"));
        assert!(
            head.starts_with("http/1.1 200") && body.to_lowercase().contains(&has.to_lowercase()),
            "{path}: {head}\n{body}"
        );
        for line in [
            &format!("content-type: {kind}"),
            "cache-control: no-store",
            "referrer-policy: no-referrer",
            "x-content-type-options: nosniff",
            "x-frame-options: deny",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(head.lines().any(|one| one == line), "{path}: no {line:?} in\n{head}");
        }
    }
    let (head, _) = here(&format!("/{word}"));
    assert!(head.contains(&format!("location: /{word}/")), "{head}");
    // All links of the pages are relative: they keep the word.
    let page = here(&format!("/{word}/")).1;
    assert!(page.contains("href=\"ada/index.html\"") && !page.contains("href=\"/"), "{page}");
    // It is told to the terminal, and left nowhere.
    let left = json(&folder.file("out/class.json")).to_string();
    let journal = std::fs::read_to_string(folder.file("out/journal.jsonl")).expect("a journal");
    assert!(!left.contains(&word) && !journal.contains(&word));
}
