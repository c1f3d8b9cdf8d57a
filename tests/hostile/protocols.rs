//! What answers on the port, or on the path, is something else.

use std::io::Write;
use std::time::Duration;

use serde_json::json;

use crate::checked::{Target, target};
use crate::good::{self, Occasion, Reply};
use crate::wire;

fn greets(bytes: &'static [u8]) -> String {
    wire::listen(move |mut to| {
        to.write_all(bytes).ok()?;
        wire::silent(to).ok()
    })
}

fn answers(bytes: &'static [u8]) -> String {
    wire::listen(move |mut to| {
        wire::read(to)?;
        to.write_all(bytes).ok()
    })
}

fn events(to: &std::net::TcpStream) -> std::io::Result<()> {
    let mut head = to;
    head.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")?;
    wire::endless(to, b"data: {\"status\":\"En cours\",\"version\":1}\n\n", Duration::from_millis(200))
}

fn event_stream() -> String {
    good::bent(|_, request, reply, to| if request.path == "/poll-status" { events(to) } else { reply.send(to) })
}

pub fn targets() -> Vec<Target> {
    let nothing = |name, url, words: &[&str]| target(name, url).ends(5).says(words);
    let http2 = b"\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x80\0\x04\0\x01\0\0\0\x05\0\xff\xff\xff";
    let tls = b"\x15\x03\x01\0\x02\x02\x46";
    let page = || {
        let page = "<!doctype html><script src=/app.js></script>";
        wire::listen(move |to| {
            wire::read(to)?;
            Reply::new(200, "text/html", page).send(to).ok()
        })
    };
    vec![
        nothing("garbage", answers(b"\x01\xff\xfe\x80garbage\x1b[31m\0\0\n"), &["does not speak HTTP"]),
        nothing("a mail server", greets(b"220 mail ESMTP\r\n"), &["does not speak HTTP", "220 mail"]),
        nothing("a mail server, French", greets(b"220 mail ESMTP\r\n"), &["ne parle pas HTTP"]).french(),
        nothing("HTTP/0.9", answers(b"<html>hello</html>"), &["does not speak HTTP", "hello"]),
        nothing("HTTP/2", answers(http2), &["does not speak HTTP"]),
        nothing("TLS on the port", answers(tls), &["does not speak HTTP", "https"]),
        nothing("TLS on the port, French", answers(tls), &["ne parle pas HTTP", "https"]).french(),
        nothing("a page for everything", page(), &["No path", "POST /update-status → 200 text/html", "web pages"]),
        nothing("a page, French", page(), &["Aucun chemin", "pages web"]).french(),
        nothing(
            "an event stream to poll",
            event_stream(),
            &["GET /poll-status → 200 text/event-stream", "another lab"],
        ),
        target("an event stream at hold end", good::bent_when(Occasion::HoldEnd, |_, to| events(to)))
            .only(&["contract", "wake", "hold-end"])
            .ends(1)
            .pass(&["waiter-not-woken"])
            .fail(&["no-change-unclear"])
            .says(&["event stream"]),
        target("refuses what names itself", snob()).only(&["contract", "wake", "held"]).ends(0),
    ]
}

/// Refuses every client that says what it is, or carries anything that a browser's plain `fetch` need not.
fn snob() -> String {
    let plain = ["host", "accept", "origin", "connection", "content-type", "content-length"];
    good::bent(move |_, request, reply, to| {
        if request.headers.keys().all(|name| plain.contains(&name.as_str())) {
            reply.send(to)
        } else {
            Reply::json(403, &json!({ "error": "no robots" })).send(to)
        }
    })
}
