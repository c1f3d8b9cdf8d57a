//! The cases of the protocol suites of Engine.IO 4 and Socket.IO 5, asked of the model answer and of the official Node
//! server. The suites themselves want an echo server at a fixed port that pings three times a second, and wait for a
//! packet with a listener that misses one which comes with the one before; so their cases are written here anew, as far as
//! a chat can answer them. What they say of heartbeats is in `tests/sockets`, where links answer pings.
//!
//! What a server does otherwise than a suite wants is in [`OTHERWISE`], each with why that is right. Whatever else it does
//! otherwise fails, and so does what stands there and is so no more.

mod common;

use common::peers::{chat_peers, needed};
use common::{Server, free_port};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread::sleep;
use std::time::Duration;
use tokio_tungstenite::tungstenite::{self, Message, WebSocket};

/// Far longer than any answer takes, and shorter than the pause between two pings.
const SOON: Duration = Duration::from_secs(10);

/// What is other than a suite has it: the server, the case, and why.
const OTHERWISE: &[(&str, &str, &str)] = &[
    ("reference", LEAVING, SILENT),
    ("official", LEAVING, SILENT),
    ("official", "engine: a close packet ends a WebSocket", SILENT),
];
const LEAVING: &str = "socket: leaving the main namespace ends the connection";
const SILENT: &str = "it stays: what the suite sees end is a client that answers no ping, half a second later";

type Case = (&'static str, fn(SocketAddr) -> Result<(), String>);

const CASES: &[Case] = &[
    ("engine: polling opens a session", polling_opens),
    ("engine: polling without a version, or with none that is one, is refused", |at| {
        refused(at, "GET", &["transport=polling", "EIO=abc&transport=polling"])
    }),
    ("engine: a transport that is none is refused", |at| refused(at, "GET", &["EIO=4", "EIO=4&transport=abc"])),
    ("engine: a session is opened by GET alone", |at| {
        refused(at, "POST", &["EIO=4&transport=polling"])?;
        refused(at, "PUT", &["EIO=4&transport=polling"])
    }),
    ("engine: WebSocket opens a session", websocket_opens),
    ("engine: a WebSocket without a version, or with none that is one, is refused", |at| {
        no_websocket(at, &["transport=websocket", "EIO=abc&transport=websocket"])
    }),
    ("engine: a WebSocket of no transport is refused", |at| no_websocket(at, &["EIO=4", "EIO=4&transport=abc"])),
    ("engine: what is posted is answered by a poll", polling_answers),
    ("engine: several packets are posted at once", polling_several),
    ("engine: a bad packet ends a session of polling", polling_bad),
    ("engine: two polls at once end a session", polling_twice),
    ("engine: a bad packet ends a WebSocket", |at| ends_by(at, &["abc"])),
    ("engine: a close packet ends a session of polling", polling_close),
    ("engine: a close packet ends a WebSocket", |at| ends_by(at, &["1"])),
    ("engine: polling goes over to WebSocket", upgrade),
    ("engine: who has gone over polls no more", |at| {
        let (sid, _socket) = upgraded(at)?;
        refused(at, "GET", &[&format!("EIO=4&transport=polling&sid={sid}")])
    }),
    ("engine: who has gone over opens no second WebSocket", second_websocket),
    ("socket: the main namespace is entered", |at| {
        let mut socket = open(at)?;
        send(&mut socket, "40")?;
        sid_of(&next(&mut socket)?, "40")
    }),
    ("socket: a payload may come with it", |at| {
        let mut socket = open(at)?;
        send(&mut socket, r#"40{"token":"123"}"#)?;
        sid_of(&next(&mut socket)?, "40")
    }),
    ("socket: an unknown namespace is refused", |at| {
        let mut socket = open(at)?;
        send(&mut socket, "40/random,")?;
        is(&next(&mut socket)?, r#"44/random,{"message":"Invalid namespace"}"#)
    }),
    ("socket: a bad handshake ends the connection", |at| ends_by(at, &["4abc"])),
    (LEAVING, |at| ends_by(at, &["40", "41"])),
    ("socket: an event comes back as it was", |at| event_comes_back(&mut entered(at)?)),
    ("socket: an event with attachments is read to its end", attachments),
    ("socket: an unknown type of packet ends the connection", |at| ends_by(at, &["40", "4abc"])),
    ("socket: a payload that is none ends the connection", |at| ends_by(at, &["40", "42{}"])),
    ("socket: a number of an acknowledgement that is none ends the connection", |at| {
        ends_by(at, &["40", r#"42abc["chat message",1]"#])
    }),
];

/// The status and the body of an answer.
fn ask(at: SocketAddr, method: &str, query: &str, body: &str) -> Result<(u16, String), String> {
    let io = |error: std::io::Error| format!("{method} {query}: {error}");
    let mut socket = TcpStream::connect(at).map_err(io)?;
    socket.set_read_timeout(Some(SOON)).map_err(io)?;
    let length = body.len();
    let request = format!(
        "{method} /socket.io/?{query} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\
         Content-Type: text/plain;charset=UTF-8\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    socket.write_all(request.as_bytes()).map_err(io)?;
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).map_err(io)?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(|| format!("{method} {query}: no head: {answer:?}"))?;
    let code = head.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(|| format!("no status: {head}"))?;
    let body =
        if head.to_ascii_lowercase().contains("transfer-encoding: chunked") { unchunked(body) } else { body.into() };
    Ok((code, body))
}

fn unchunked(mut rest: &str) -> String {
    let mut whole = String::new();
    while let Some((size, after)) = rest.split_once("\r\n") {
        let Ok(size) = usize::from_str_radix(size.trim(), 16) else { break };
        let Some(chunk) = after.get(..size).filter(|chunk| !chunk.is_empty()) else { break };
        whole.push_str(chunk);
        rest = after.get(size + 2..).unwrap_or_default();
    }
    whole
}

fn is(seen: &str, wanted: &str) -> Result<(), String> {
    if seen == wanted { Ok(()) } else { Err(format!("{seen:?}, not {wanted:?}")) }
}

fn code(seen: u16, wanted: &[u16]) -> Result<(), String> {
    if wanted.contains(&seen) { Ok(()) } else { Err(format!("status {seen}, not {wanted:?}")) }
}

fn refused(at: SocketAddr, method: &str, queries: &[&str]) -> Result<(), String> {
    for query in queries {
        code(ask(at, method, query, "")?.0, &[400])?;
    }
    Ok(())
}

/// The open packet says all that it has to.
fn handshake(packet: &str, upgrades: &[&str]) -> Result<String, String> {
    let json = packet.strip_prefix('0').ok_or_else(|| format!("no open packet: {packet}"))?;
    let open: Value = serde_json::from_str(json).map_err(|error| format!("{error}: {packet}"))?;
    let object = open.as_object().ok_or("no object")?;
    let keys: BTreeSet<&str> = object.keys().map(String::as_str).collect();
    let wanted = BTreeSet::from(["sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload"]);
    if keys != wanted || open["upgrades"] != serde_json::json!(upgrades) {
        return Err(format!("the open packet is {open}"));
    }
    if ["pingInterval", "pingTimeout", "maxPayload"].iter().any(|key| !open[*key].is_u64()) {
        return Err(format!("a number is none: {open}"));
    }
    open["sid"].as_str().map(String::from).ok_or_else(|| format!("no sid: {open}"))
}

/// A session of polling.
fn session(at: SocketAddr) -> Result<String, String> {
    let (status, body) = ask(at, "GET", "EIO=4&transport=polling", "")?;
    code(status, &[200])?;
    // Some servers put their first ping beside it.
    handshake(body.split('\u{1e}').next().unwrap_or_default(), &["websocket"])
}

fn polling_opens(at: SocketAddr) -> Result<(), String> {
    session(at).map(drop)
}

fn post(at: SocketAddr, sid: &str, body: &str) -> Result<(), String> {
    let (status, answer) = ask(at, "POST", &format!("EIO=4&transport=polling&sid={sid}"), body)?;
    code(status, &[200])?;
    is(&answer, "ok")
}

fn poll(at: SocketAddr, sid: &str) -> Result<(u16, Vec<String>), String> {
    let (status, body) = ask(at, "GET", &format!("EIO=4&transport=polling&sid={sid}"), "")?;
    // When pings are sent is each server's own affair.
    Ok((status, body.split('\u{1e}').filter(|packet| *packet != "2" && !packet.is_empty()).map(String::from).collect()))
}

/// Polls until so many packets have come, pings aside.
fn polls(at: SocketAddr, sid: &str, count: usize) -> Result<Vec<String>, String> {
    let mut all = vec![];
    while all.len() < count {
        let (status, packets) = poll(at, sid)?;
        code(status, &[200])?;
        all.extend(packets);
    }
    Ok(all)
}

fn sid_of(packet: &str, start: &str) -> Result<(), String> {
    let json = packet.strip_prefix(start).and_then(|json| serde_json::from_str::<Value>(json).ok());
    let has_sid = json.is_some_and(|json| json["sid"].is_string());
    if has_sid { Ok(()) } else { Err(format!("no {start} with a sid: {packet}")) }
}

fn polling_answers(at: SocketAddr) -> Result<(), String> {
    let sid = session(at)?;
    post(at, &sid, "40")?;
    sid_of(&polls(at, &sid, 1)?[0], "40")
}

const JOIN: &str = r#"42["join room",{"username":"ana","room":"vectors"}]"#;
const SAY: &str = r#"42["chat message",{"username":"ana","room":"vectors","message":"é ✓ 🎈 \"x\""}]"#;
/// What is in the answer to it, whichever keys stand beside it.
const SAID: &str = r#"é ✓ 🎈 \"x\""#;

fn polling_several(at: SocketAddr) -> Result<(), String> {
    let sid = session(at)?;
    post(at, &sid, "40")?;
    polls(at, &sid, 1)?;
    post(at, &sid, &format!("{JOIN}\u{1e}{SAY}"))?;
    let mut seen = vec![];
    while !seen.iter().any(|packet: &String| packet.contains(SAID)) {
        seen.extend(polls(at, &sid, 1)?);
        if seen.len() > 8 {
            return Err(format!("what was said is not in {seen:?}"));
        }
    }
    Ok(())
}

fn polling_bad(at: SocketAddr) -> Result<(), String> {
    let sid = session(at)?;
    // Whether that is refused, answered or cut off is left open.
    let _ = ask(at, "POST", &format!("EIO=4&transport=polling&sid={sid}"), "abc");
    code(poll(at, &sid)?.0, &[400])
}

fn polling_twice(at: SocketAddr) -> Result<(), String> {
    let sid = session(at)?;
    post(at, &sid, "40")?;
    polls(at, &sid, 1)?;
    let first = std::thread::spawn({
        let sid = sid.clone();
        move || poll(at, &sid)
    });
    sleep(Duration::from_millis(200));
    let (second, _) = poll(at, &sid)?;
    code(second, &[400, 500])?;
    first.join().map_err(|_| "the first poll panicked".to_owned())??;
    code(poll(at, &sid)?.0, &[400])
}

fn polling_close(at: SocketAddr) -> Result<(), String> {
    let sid = session(at)?;
    post(at, &sid, "40")?;
    polls(at, &sid, 1)?;
    let held = std::thread::spawn({
        let sid = sid.clone();
        move || poll(at, &sid)
    });
    sleep(Duration::from_millis(200));
    post(at, &sid, "1")?;
    let (status, packets) = held.join().map_err(|_| "the held poll panicked".to_owned())??;
    code(status, &[200])?;
    is(&packets.join(" "), "6")?;
    code(poll(at, &sid)?.0, &[400])
}

type Socket = WebSocket<TcpStream>;

fn dial(at: SocketAddr, query: &str) -> Result<Socket, String> {
    let stream = TcpStream::connect(at).map_err(|error| error.to_string())?;
    stream.set_read_timeout(Some(SOON)).map_err(|error| error.to_string())?;
    let (socket, _) = tungstenite::client(format!("ws://{at}/socket.io/?{query}"), stream)
        .map_err(|error| format!("{query}: {error}"))?;
    Ok(socket)
}

/// The next packet that is no ping, or the end.
fn next(socket: &mut Socket) -> Result<String, String> {
    loop {
        match socket.read() {
            Ok(Message::Text(text)) if text.as_str() == "2" => send(socket, "3")?,
            Ok(Message::Text(text)) => return Ok(text.as_str().to_owned()),
            Ok(Message::Close(_)) | Err(tungstenite::Error::ConnectionClosed | tungstenite::Error::AlreadyClosed) => {
                return Ok(String::new());
            }
            Ok(_) => {}
            Err(tungstenite::Error::Protocol(_)) => return Ok(String::new()),
            Err(tungstenite::Error::Io(error)) if error.kind() == std::io::ErrorKind::ConnectionReset => {
                return Ok(String::new());
            }
            Err(error) => return Err(format!("nothing more came: {error}")),
        }
    }
}

fn send(socket: &mut Socket, packet: &str) -> Result<(), String> {
    socket.send(Message::text(packet)).map_err(|error| format!("{packet}: {error}"))
}

/// A WebSocket whose open packet has come.
fn open(at: SocketAddr) -> Result<Socket, String> {
    let mut socket = dial(at, "EIO=4&transport=websocket")?;
    handshake(&next(&mut socket)?, &[])?;
    Ok(socket)
}

/// One that is in the main namespace.
fn entered(at: SocketAddr) -> Result<Socket, String> {
    let mut socket = open(at)?;
    send(&mut socket, "40")?;
    sid_of(&next(&mut socket)?, "40")?;
    Ok(socket)
}

fn websocket_opens(at: SocketAddr) -> Result<(), String> {
    open(at).map(drop)
}

fn no_websocket(at: SocketAddr, queries: &[&str]) -> Result<(), String> {
    for query in queries {
        if let Ok(mut socket) = dial(at, query)
            && let packet = next(&mut socket)?
            && !packet.is_empty()
        {
            return Err(format!("{query} is answered by {packet}"));
        }
    }
    Ok(())
}

/// The server ends the connection because of the last of these.
fn ends_by(at: SocketAddr, packets: &[&str]) -> Result<(), String> {
    let mut socket = open(at)?;
    for packet in packets {
        send(&mut socket, packet)?;
        if *packet == "40" {
            sid_of(&next(&mut socket)?, "40")?;
        }
    }
    is(&next(&mut socket)?, "")
}

/// A session that went from polling to WebSocket.
fn upgraded(at: SocketAddr) -> Result<(String, Socket), String> {
    let sid = session(at)?;
    let mut socket = dial(at, &format!("EIO=4&transport=websocket&sid={sid}"))?;
    send(&mut socket, "2probe")?;
    is(&next(&mut socket)?, "3probe")?;
    send(&mut socket, "5")?;
    send(&mut socket, "40")?;
    loop {
        let packet = next(&mut socket)?;
        // A noop may follow the change.
        if packet != "6" {
            sid_of(&packet, "40")?;
            return Ok((sid, socket));
        }
    }
}

fn upgrade(at: SocketAddr) -> Result<(), String> {
    let sid = session(at)?;
    let mut socket = dial(at, &format!("EIO=4&transport=websocket&sid={sid}"))?;
    send(&mut socket, "2probe")?;
    is(&next(&mut socket)?, "3probe")?;
    // The poll that is held is let go.
    let (status, packets) = poll(at, &sid)?;
    code(status, &[200])?;
    if packets.iter().any(|packet| packet != "6") {
        return Err(format!("the poll brought {packets:?}"));
    }
    send(&mut socket, "5")?;
    send(&mut socket, "40")?;
    sid_of(&next(&mut socket)?, "40")?;
    event_comes_back(&mut socket)
}

fn second_websocket(at: SocketAddr) -> Result<(), String> {
    let (sid, mut socket) = upgraded(at)?;
    no_websocket(at, &[&format!("EIO=4&transport=websocket&sid={sid}")])?;
    event_comes_back(&mut socket)
}

/// What is said in a room comes back with the same text.
fn event_comes_back(socket: &mut Socket) -> Result<(), String> {
    send(socket, JOIN)?;
    send(socket, SAY)?;
    for _ in 0..8 {
        let packet = next(socket)?;
        if packet.starts_with("42[") && packet.contains(SAID) {
            return Ok(());
        }
    }
    Err("what was said did not come back".into())
}

/// An event that nobody listens to, with two attachments: what comes after them is read.
fn attachments(at: SocketAddr) -> Result<(), String> {
    let mut socket = entered(at)?;
    send(&mut socket, r#"452-["nobody listens",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]"#)?;
    for bytes in [vec![1, 2, 3], vec![4, 5, 6]] {
        socket.send(Message::binary(bytes)).map_err(|error| error.to_string())?;
    }
    event_comes_back(&mut socket)
}

/// Asks all of a server, and compares with what is known of it.
#[track_caller]
fn all_but_what_is_known(server: &str, at: SocketAddr) {
    let mut wrong = vec![];
    for (name, case) in CASES {
        let known = OTHERWISE.iter().find(|(other, of, _)| *other == server && of == name);
        match (case(at), known) {
            (Ok(()), None) => println!("{server}: {name}: as it should be"),
            (Err(why), Some((_, _, right))) => println!("{server}: {name}: otherwise ({why}): {right}"),
            (Err(why), None) => wrong.push(format!("{name}: {why}")),
            (Ok(()), Some(_)) => wrong.push(format!("{name}: is as it should be now: take it off the list")),
        }
    }
    assert!(wrong.is_empty(), "{server}:\n{}", wrong.join("\n"));
}

#[test]
fn what_is_listed_is_asked() {
    for (server, name, why) in OTHERWISE {
        assert!(CASES.iter().any(|(case, _)| case == name), "{server}: no case {name:?}");
        assert!(["reference", "official"].contains(server) && !why.is_empty(), "{server}: {name}");
    }
}

#[test]
fn the_reference_does_what_the_suites_say() {
    let server = Server::start(&[]);
    let at = server.url.trim_start_matches("http://").parse().expect("an address");
    all_but_what_is_known("reference", at);
}

#[test]
fn the_official_server_does_what_the_suites_say() {
    let peer = chat_peers().into_iter().find(|peer| peer.name == "sio-course").expect("a chat on the official server");
    needed(&peer);
    let port = free_port();
    let _server = common::peers::start(&peer, port);
    all_but_what_is_known("official", SocketAddr::from(([127, 0, 0, 1], port)));
}
