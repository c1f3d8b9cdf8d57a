//! `lab watch`: what it says of streams and polls, in which order, and how it ends.

mod common;
#[allow(dead_code, reason = "each test program uses a part of it")]
mod hostile;

use common::{Ended, Running, free_port, lab, run, within};
use hostile::{TEXT, answer, target, wire};
use std::io::Write;
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;

const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n\
    X-Accel-Buffering: no\r\nConnection: close\r\n\r\n";

const PAUSE: Duration = Duration::from_millis(150);

/// A stream that sends these pieces with a pause between them, and then stays open.
fn stream(pieces: &'static [&[u8]]) -> String {
    wire::listen(move |mut to| {
        wire::read(to)?;
        to.write_all(HEAD.as_bytes()).ok()?;
        send(to, pieces)?;
        wire::silent(to).ok()
    })
}

fn send(mut to: &TcpStream, pieces: &[&[u8]]) -> Option<()> {
    for piece in pieces {
        to.write_all(piece).ok()?;
        sleep(PAUSE);
    }
    Some(())
}

fn watch(url: &str, options: &[&str]) -> Ended {
    run(&[&["watch", url], options].concat())
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
fn a_good_stream_is_shown_event_by_event_and_nothing_is_odd() {
    let url = stream(&[
        b"retry: 2000\n\n: welcome\nid: 1\ndata: {\"price\": 1}\n\n",
        b"event: price\nid: 2\ndata: {\"price\": 2}\n\n",
        b"data: [3]\n\n",
    ]);
    let ended = watch(&format!("{url}/stream"), &["--events", "3"]).expect(0, &["Events: 3, in", "reconnections: 0"]);
    in_order(
        &ended.out,
        &[
            "status 200",
            "content-type: text/event-stream",
            "cache-control: no-cache",
            "x-accel-buffering: no",
            "retry: a browser waits 2",
            ": welcome",
            "id 1  {\"price\": 1}",
            "price  id 2  {\"price\": 2}",
            "[3]",
            "Usual interval",
        ],
    );
    assert!(!ended.out.contains('!'), "nothing is odd:\n{}", ended.out);
    assert!(ended.err.contains("watches") && !ended.out.contains('\u{1b}'));
}

#[test]
fn what_is_odd_stands_under_its_event() {
    let url = stream(&[
        b"id: 7\ndata: {}\n\nid: 7\ndata: {'a'}\n\n",
        b"id: 3\ndata: {}\n\ndata: {}\n\ndaat: 1\n\n",
        b"data: 9\n\n",
    ]);
    let ended = watch(&format!("{url}/s"), &["--events", "5"]).expect(0, &[]);
    in_order(
        &ended.out,
        &[
            "id 7  {}",
            "id 7  {'a'}",
            "! The id 7 comes again.",
            "! The data is not JSON",
            "id 3  {}",
            "! The id goes down: 3 after 7.",
            "{}",
            "! Line 12: no field has this name",
            "daat: 1\n      ^\n",
            "  9\n",
        ],
    );
}

#[test]
fn one_newline_in_place_of_two_is_explained() {
    let url = stream(&[b"data: {\"a\": 1}\n", b"data: {\"a\": 2}\n"]);
    let ended = watch(&format!("{url}/s"), &["--for", "3500ms"]).expect(0, &["30 bytes, no event:", "Events: 0"]);
    let caret = format!("    data: {{\"a\": 1}}\n    {}^\n", " ".repeat(14));
    in_order(&ended.out, &["no event:", "Line 1: an empty line is missing after this one", &caret]);
    let french = watch(&format!("{url}/s"), &["--for", "3500ms", "--lang", "fr"]);
    french.expect(0, &["30 octets, aucun événement", "Ligne 1 : il manque une ligne vide", "Événements : 0"]);
}

#[test]
fn a_byte_order_mark_is_no_trouble_for_us_and_is_for_another_reader() {
    let url = stream(&[b"\xef\xbb\xbfdata: 1\n\n", b"data: 2\n\n"]);
    let ended =
        watch(&format!("{url}/s"), &["--events", "2"]).expect(0, &["byte order mark", "Browsers drop it", "Events: 2"]);
    assert_eq!(ended.out.matches("eventsource-stream").count(), 1, "{}", ended.out);
    assert!(!ended.said().contains("panicked"), "{}", ended.said());
}

#[test]
fn silence_is_said_once() {
    const TICKS: [&[u8]; 6] = [b"data: 1\n\n"; 6];
    let url = stream(&TICKS);
    let ended = watch(&format!("{url}/s"), &["--for", "4s"])
        .expect(0, &["Nothing for", "usually an event comes every", "Events: 6"]);
    assert_eq!(ended.out.matches("Nothing for").count(), 1, "{}", ended.out);
}

#[test]
fn it_reconnects_as_a_browser_does_and_says_what_it_sends() {
    let asked = std::sync::Arc::new(Mutex::new(vec![]));
    let seen = asked.clone();
    let url = wire::listen(move |mut to| {
        let request = wire::read(to)?;
        let last = request.headers.get("last-event-id").cloned();
        let next = last.as_ref().map_or(1, |id| id.parse::<u32>().expect("a number") + 1);
        assert_eq!(request.headers["accept"], "text/event-stream");
        seen.lock().expect("no thread panicked").push(last);
        let events = format!("retry: 200\nid: {next}\ndata: {next}\n\ndata: cut");
        to.write_all(format!("{HEAD}{events}").as_bytes()).ok()
    });
    let ended = watch(&format!("{url}/s"), &["--events", "3"]).expect(0, &["reconnections: 2"]);
    in_order(
        &ended.out,
        &[
            "id 1  1",
            "The end came inside an event that starts in line 5",
            "“data: cut”",
            "The server ended the stream",
            "reconnects after 200",
            "GET /s, Last-Event-ID: 1",
            "status 200",
            "id 2  2",
            "Last-Event-ID: 2",
            "id 3  3",
        ],
    );
    let asked = asked.lock().expect("no thread panicked").clone();
    assert_eq!(asked, [None, Some("1".into()), Some("2".into())]);
    let once = watch(&format!("{url}/s"), &["--once"]).expect(0, &["The server ended the stream", "Events: 1"]);
    assert!(!once.out.contains("lab reconnects"), "{}", once.out);
}

#[test]
fn where_a_browser_gives_up_it_says_so_and_ends_with_1() {
    let url = target(|request| match request.path.as_str() {
        "/page" => answer(200, "text/html", "<h1>Welcome</h1>"),
        "/stop" => "HTTP/1.1 204 No Content\r\n\r\n".into(),
        "/moved" => "HTTP/1.1 307 X\r\nLocation: /stream\r\nContent-Length: 0\r\n\r\n".into(),
        "/plain" => answer(200, "text/plain", "data: 1\n\nhello\ndata: 2\n\n"),
        "/json" => answer(200, "application/json", "{\"hello\": 1}"),
        _ => answer(404, "text/plain", &format!("nothing here {TEXT}")),
    });
    let gives_up = |path: &str, words: &[&str]| watch(&format!("{url}{path}"), &[]).expect(1, words);
    gives_up("/no", &["status 404", "gives up for good: the status is 404", "nothing here \\u{1b}"]);
    gives_up("/page", &["this is a page"]);
    gives_up("/stop", &["204 tells it not to come back"]);
    gives_up("/moved", &["307 sends a browser to /stream"]);
    gives_up("/json", &["not text/event-stream", "{\"hello\": 1}"]);
    let plain = gives_up("/plain", &["Not text/event-stream", "Events: 2"]);
    in_order(&plain.out, &["content-type: text/plain", "| data: 1", "| hello", "  1\n", "  2\n", "gives up for good"]);
    watch(&format!("{url}/no"), &["--lang", "fr"]).expect(1, &["statut 404", "abandonne pour de bon"]);
    watch(&url, &[]).expect(5, &["no event stream at /stream (it answers 404)", "no poll at /poll-status", "--poll"]);
}

/// Its version grows at every second poll; a poll without a version is refused.
fn long_poll() -> String {
    let polls = AtomicUsize::new(0);
    target(move |request| match (request.path.as_str(), request.query.as_str()) {
        ("/poll-status", "") => answer(400, "application/json", "{\"error\": \"last_version is missing\"}"),
        ("/poll-status", _) => {
            let version = polls.fetch_add(1, Ordering::Relaxed) / 2 + 1;
            let state = serde_json::json!({ "status": format!("Échec{TEXT}"), "version": version });
            answer(200, "application/json", &state.to_string())
        }
        _ => answer(404, "text/plain", "no"),
    })
}

#[test]
fn a_poll_is_asked_again_with_the_last_version() {
    let url = long_poll();
    let ended = watch(&url, &["--events", "3"]).expect(0, &["/poll-status is taken", "Answers: 3"]);
    in_order(
        &ended.out,
        &[
            "(sent 0)  version 1 “Échec\\u{1b}",
            "(sent 1)  version 1",
            "Answered at once, though 1 is current",
            "(sent 1)  version 2",
        ],
    );
    watch(&format!("{url}/poll-status"), &["--events", "1"]).expect(0, &["asked as a poll", "(sent 0)"]);
    let down = watch(&format!("{url}/poll-status?last_version=90"), &["--poll", "--events", "1", "--lang", "fr"]);
    down.expect(0, &["(envoyé : 90)", "La version n’augmente pas"]);
    watch(&format!("{url}/other"), &["--poll"]).expect(1, &["Nothing can be polled here: status 404"]);
}

#[test]
fn json_in_place_of_a_stream_is_taken_for_a_poll_where_it_has_a_version() {
    let url = target(|_| answer(200, "application/json", "{\"state\": \"a\", \"rev\": 3}"));
    let ended = watch(&format!("{url}/tasks"), &["--events", "1"]).expect(0, &["version 3 “a”"]);
    in_order(&ended.out, &["content-type: application/json", "/tasks answers JSON with a version", "(sent 0)"]);
}

#[test]
fn what_follows_a_204_is_told() {
    let url = target(|_| "HTTP/1.1 204 No Content\r\n\r\n{\"version\": 1}".into());
    watch(&url, &["--poll", "--events", "1"]).expect(0, &["204 after", "14 bytes follow a status that has no body"]);
}

/// `Running` fails on any character that would drive a terminal.
#[test]
fn nothing_of_the_target_drives_the_terminal() {
    let url = wire::listen(|mut to| {
        wire::read(to)?;
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; {}\r\n\r\n", "\u{202e}eslaf");
        to.write_all(head.as_bytes()).ok()?;
        let events = format!(
            ": {TEXT}\nevent: {TEXT}\nid: {TEXT}\ndata: {TEXT}\n\ndata: {}\n\n{TEXT}: 1\ndata: 2\n\ndaat{TEXT}: 1\n\n",
            TEXT.repeat(200)
        );
        to.write_all(events.as_bytes()).ok()?;
        to.write_all(b"id: \x1b\xff\ndata: \xff\x1b[2J\n\ndata: 4\n\n").ok()?;
        send(to, &[TEXT.as_bytes()])
    });
    for options in [&["--once"][..], &["--once", "--full"]] {
        let ended = watch(&format!("{url}/{TEXT}"), options);
        let shown = ["\\u{1b}[31m", "\\u{202e}eslaf", "it has no event where a browser has", "not UTF-8", "Events: 5"];
        ended.expect(0, &shown);
    }
}

#[test]
fn a_long_event_is_cut_to_the_width_unless_all_is_wanted() {
    let url = wire::listen(|mut to| {
        wire::read(to)?;
        to.write_all(format!("{HEAD}data: \"{}\"\n\n", "é".repeat(5000)).as_bytes()).ok()
    });
    let cut = watch(&format!("{url}/s"), &["--once"]).expect(0, &["Events: 1"]);
    let line = cut.out.lines().find(|line| line.contains('é')).expect("the event");
    assert!(line.ends_with('…') && line.chars().count() <= 100, "{line}");
    let full = watch(&format!("{url}/s"), &["--once", "--full"]).expect(0, &["Events: 1"]);
    assert_eq!(full.out.matches('é').count(), 5000);
}

#[test]
fn a_flood_ends_with_its_count_and_is_not_kept() {
    let url = wire::listen(|mut to| {
        wire::read(to)?;
        to.write_all(HEAD.as_bytes()).ok()?;
        wire::endless(to, &b"id: 1\ndata: not JSON at all, and quite a long line of it\n\n".repeat(500), Duration::ZERO)
            .ok()
    });
    let mut running = Running::start(&mut lab(&["watch", &format!("{url}/s"), "--events", "10000"]));
    let (id, mut most) = (running.id(), 0);
    assert!(within(common::PATIENCE, || {
        most = most.max(memory(id));
        running.ended()
    }));
    let ended =
        running.finish().expect(0, &["Events: 10000", "9996 times more: The id 1 comes again", "The data is not JSON"]);
    assert_eq!(ended.out.matches("quite a long line").count(), 10_000);
    if cfg!(target_os = "linux") {
        assert!((1..64 << 10).contains(&most), "{most} KiB");
    }
    let bounded = watch(&format!("{url}/s"), &["--for", "1s"]).expect(0, &["Events: "]);
    assert!(bounded.out.lines().count() > 100);
}

/// The memory of a process in KiB, where the system says it like this.
fn memory(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse().ok()).unwrap_or(0)
}

#[test]
fn nothing_that_listens_is_5_and_a_wrong_command_line_is_2() {
    let url = format!("http://127.0.0.1:{}/stream", free_port());
    watch(&url, &[]).expect(5, &["Is the server running"]);
    watch(&url, &["--poll", "--lang", "fr"]).expect(5, &[&url]);
    watch("ftp://127.0.0.1", &[]).expect(5, &["is not an address"]);
    watch(&url, &["--events", "0"]).expect(2, &["--events"]);
    watch(&url, &["--for", "9"]).expect(2, &["write a time with its unit"]);
    let garbage = wire::listen(|mut to| to.write_all(b"SSH-2.0-OpenSSH\r\n").ok());
    watch(&format!("{garbage}/s"), &[]).expect(5, &["does not speak HTTP"]);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_with_a_summary() {
    let url = stream(&[b"data: 1\n\n", b"data: 2\n\n"]);
    let mut running = Running::start(&mut lab(&["watch", &format!("{url}/s")]));
    assert!(within(common::PATIENCE, || running.ended() || running.said("out").contains("  2\n")));
    let sent = std::process::Command::new("kill").args(["-INT", &running.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()));
    running.finish().expect(130, &["Events: 2, in", "Usual interval"]);
}
