//! The link of the chat lab against real servers of Socket.IO, with the official JavaScript client in the same scenario
//! as second opinion: both must have heard the same.

mod common;

use common::peers::{Peer, chat_peers, needed, root};
use common::{Running, free_port, listens, within};
use lab::driver::control::NoiseMeter;
use lab::driver::wire::{Clock, Destination, HttpClient, Network, Reach, Target};
use lab::driver::{Caller, Context, recorder};
use lab::history::{ChannelEnd, Direction, Frame, Header, Tolerance};
use lab::labs::socketio::chat::ID;
use lab::labs::socketio::link::{Link, LinkLog, LinkOptions};
use lab::labs::socketio::packet::{EnginePacket, Packet};
use lab::labs::socketio::record::{How, LinkDetail, Transport, Unopened};
use serde_json::{Value, json};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

/// Far longer than anything here takes.
const SOON: Duration = Duration::from_secs(60);

async fn context(port: u16) -> Arc<Context> {
    let target = Target::find(&Destination::new(format!("127.0.0.1:{port}"), Reach::Near)).await.expect("a target");
    let (tolerance, clock) = (Tolerance::default(), Clock::start());
    let recorder = recorder::start(Header::new(1, target.shown(), tolerance), None).expect("a recorder");
    let http = HttpClient::new(target.clone(), clock).expect("a client");
    let (network, meter) = (Arc::new(Network::new(target).expect("a network")), NoiseMeter::default());
    Arc::new(Context::new(network, http, clock, recorder, meter, tolerance, String::new()))
}

/// The event in a frame that has come.
fn event(frame: &Frame) -> Option<String> {
    let text = std::str::from_utf8(&frame.bytes).ok().filter(|_| frame.direction == Direction::Received)?;
    let Ok(EnginePacket::Message(text)) = EnginePacket::decode(text) else { return None };
    let packet = Packet::decode(text).ok()?;
    packet.as_event().is_some().then(|| packet.data.expect("an event has data").to_string())
}

/// How many events have come that contain this text.
fn count(frames: &[Frame], text: &str) -> usize {
    frames.iter().filter_map(event).filter(|event| event.contains(text)).count()
}

/// All that came and went over a link, and why it ended.
fn said(link: &Link) -> String {
    let log = link.log();
    let lines =
        log.frames().iter().map(|frame| format!("{:?} {}", frame.direction, String::from_utf8_lossy(&frame.bytes)));
    format!("{}\n{:?} {:?}", lines.collect::<Vec<_>>().join("\n"), log.end(), log.detail())
}

struct Client {
    name: &'static str,
    base: String,
    link: Link,
}

impl Client {
    async fn connect(context: &Arc<Context>, name: &'static str, base: &str, transport: Transport) -> Self {
        let link = Link::open(context.clone(), LinkOptions { transport, ..LinkOptions::default() });
        let is_ready = link.connected(SOON).await && link.settled(SOON).await;
        assert!(is_ready, "{name}: {}", said(&link));
        Self { name, base: base.into(), link }
    }

    async fn hears(&self, text: &str, times: usize) {
        let text = format!("{}-{text}", self.base);
        let look = |log: &LinkLog| (count(log.frames(), &text) >= times).then_some(());
        let heard = self.link.until(SOON, look).await;
        assert!(heard.is_some(), "{} did not hear {text} {times} times: {}", self.name, said(&self.link));
    }

    fn join(&self, room: &str) {
        let Self { name, base, link } = self;
        link.emit(
            "/",
            "join room",
            vec![json!({"username": format!("{base}-{name}"), "room": format!("{base}-{room}")})],
            true,
        );
    }

    fn say(&self, room: &str, text: &str) {
        let Self { name, base, link } = self;
        let said = json!({"username": format!("{base}-{name}"), "room": format!("{base}-{room}"), "message": format!("{base}-{text}")});
        link.emit("/", "chat message", vec![said], true);
    }
}

/// What a client has heard so far, as the official client tells it.
fn told(log: &LinkLog, base: &str) -> Value {
    let frames = log.frames();
    let burst = (10..30).map(|number| format!("burst-{number}."));
    let texts = ["one.".to_owned(), "two.".to_owned()].into_iter().chain(burst);
    let texts: serde_json::Map<String, Value> =
        texts.map(|text| (text.clone(), count(frames, &format!("{base}-{text}")).into())).collect();
    let is_websocket = log.detail().upgraded.is_some() || log.detail().transport == Transport::Websocket;
    json!({
        "events": frames.iter().filter_map(event).count(),
        "texts": texts,
        "transport": if is_websocket { "websocket" } else { "polling" },
    })
}

/// Plays the scenario of `sockets/official.js`, and tells what each heard.
async fn ours(port: u16, transport: Transport, base: &str) -> Value {
    let context = context(port).await;
    let mut clients = Vec::new();
    for name in ["ada", "bob", "cleo", "nobody"] {
        clients.push(Client::connect(&context, name, base, transport).await);
    }
    let [a, b, c, _] = &clients[..] else { panic!("four clients") };
    a.join("red");
    a.hears("ada", 1).await;
    c.join("blue");
    c.hears("cleo", 1).await;
    b.join("red");
    tokio::join!(a.hears("bob", 1), b.hears("bob", 1));
    a.say("red", "one.");
    tokio::join!(a.hears("one.", 1), b.hears("one.", 1));
    c.say("blue", "two.");
    c.hears("two.", 1).await;
    for number in 10..30 {
        b.say("red", &format!("burst-{number}."));
    }
    tokio::join!(a.hears("burst-", 20), b.hears("burst-", 20));
    let mut d = Client::connect(&context, "dora", base, transport).await;
    d.join("red");
    tokio::join!(a.hears("dora", 1), b.hears("dora", 1), d.hears("dora", 1));
    assert!(d.link.leave(How::Clean).await.sent.is_some());
    tokio::join!(a.hears("dora", 2), b.hears("dora", 2));
    tokio::time::sleep(Duration::from_millis(300)).await;
    // Before any of them leaves: the others would hear that.
    let heard: serde_json::Map<String, Value> =
        clients.iter().map(|client| (client.name.into(), told(&client.link.log(), base))).collect();
    for client in clients {
        let name = client.name;
        let end = client.link.log().end().cloned();
        assert_eq!(end, None, "{name} was dropped");
        let operation = client.link.finish(&Caller::new(ID, "sockets", 1)).await;
        let channel = operation.channel.as_ref().expect("its frames");
        assert_eq!(channel.end, ChannelEnd::Left, "{name}");
        let detail = LinkDetail::of(&operation).expect("its detail");
        assert!(detail.odd.is_empty() && !detail.is_ours_late(), "{name}: {detail:?}");
    }
    heard.into()
}

fn official(port: u16, transport: &str, base: &str) -> Value {
    let mut command = Command::new("node");
    command.arg(root().join("tests/sockets/official.js")).args([&port.to_string(), transport, base]);
    command.env("NODE_PATH", root().join("target/peers/node/node_modules"));
    let ended = Running::start(&mut command).wait_for(SOON);
    assert_eq!(ended.code, Some(0), "{}", ended.said());
    serde_json::from_str(&ended.out).unwrap_or_else(|error| panic!("{error}: {}", ended.said()))
}

fn name(transport: Transport) -> &'static str {
    match transport {
        Transport::Browser => "browser",
        Transport::Polling => "polling",
        Transport::Websocket => "websocket",
    }
}

/// The same scenario by both clients, each in rooms of its own.
async fn both_hear_the_same(port: u16, server: &str, transports: &[Transport]) {
    for &transport in transports {
        let name = name(transport);
        let heard = ours(port, transport, &format!("o{name}")).await;
        let base = format!("j{name}");
        let wanted =
            tokio::task::spawn_blocking(move || official(port, name, &base)).await.expect("the official client");
        assert_eq!(heard, wanted, "{server} by {name}");
    }
}

const ALL: [Transport; 3] = [Transport::Browser, Transport::Polling, Transport::Websocket];

fn peer(name: &str) -> Peer {
    let peer = chat_peers().into_iter().find(|peer| peer.name == name).expect("a peer of this name");
    needed(&peer);
    peer
}

async fn with_peer(name: &str, transports: &[Transport]) {
    let peer = peer(name);
    let port = free_port();
    let _server = common::peers::start(&peer, port);
    both_hear_the_same(port, name, transports).await;
}

#[tokio::test]
async fn node() {
    with_peer("sio-course", &ALL).await;
}

#[tokio::test]
async fn node_whose_upgrades_fail() {
    with_peer("sio-upgrade-taken", &[Transport::Browser, Transport::Polling]).await;
}

#[tokio::test]
async fn node_without_upgrades() {
    with_peer("sio-polling", &[Transport::Browser, Transport::Polling]).await;
}

/// The official client puts a burst into one request of polling, and python-engineio ends a session that brings more than
/// 16 packets at once: nobody is to compare there.
async fn with_python(name: &str) {
    let peer = peer(name);
    let port = free_port();
    let _server = common::peers::start(&peer, port);
    both_hear_the_same(port, name, &[Transport::Browser, Transport::Websocket]).await;
    let heard = ours(port, Transport::Polling, "opolling").await;
    for client in ["ada", "bob"] {
        let texts = heard[client]["texts"].as_object().expect("its texts");
        let once = texts.iter().filter(|(text, _)| *text != "two.").all(|(_, times)| *times == 1);
        assert!(once && heard[client]["transport"] == "polling", "{name}: {heard}");
    }
}

#[tokio::test]
async fn python_on_aiohttp() {
    with_python("sio-aiohttp").await;
}

#[tokio::test]
async fn flask_in_threads() {
    with_python("sio-flask").await;
}

#[tokio::test]
async fn java_by_hand() {
    with_peer("sio-java-by-hand", &[Transport::Browser, Transport::Polling]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_reference() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("its address").port();
    let options = lab_reference::Options { redis: None, ..lab_reference::Options::default() };
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(lab_reference::serve(listener, options, async { drop(stopped.await) }));
    both_hear_the_same(port, "the reference", &ALL).await;
    drop(stop);
    serving.await.expect("no panic").expect("served");
}

#[tokio::test]
async fn version_2_is_told_whichever_the_transport() {
    let modules = root().join("target/sockets/node/node_modules");
    assert!(modules.join("socket.io").exists(), "Socket.IO 2 is not there: run tests/sockets/install");
    let port = free_port();
    let mut command = Command::new("node");
    command.arg(root().join("tests/sockets/version_2.js")).env("NODE_PATH", modules).env("PORT", port.to_string());
    let mut server = Running::start(&mut command);
    assert!(within(SOON, || listens(port) || server.ended()) && !server.ended(), "{}", server.said("err"));
    let context = context(port).await;
    for transport in ALL {
        let link = Link::open(context.clone(), LinkOptions { transport, ..LinkOptions::default() });
        assert!(!link.connected(SOON).await, "{transport:?}");
        let operation = link.finish(&Caller::new(ID, "sockets", 1)).await;
        let detail = LinkDetail::of(&operation).expect("its detail");
        assert_eq!(detail.unopened, Some(Unopened::Protocol3), "{transport:?}: {detail:?}");
    }
}
