//! The peers: correct servers in other languages, as `tests/peers/peers.toml` lists them.

use super::{Running, listens, within};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    peer: Vec<Peer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peer {
    pub name: String,
    /// The lab that it is a server of; of all where none is said.
    #[serde(skip)]
    pub lab: Option<&'static str>,
    pub command: Vec<String>,
    pub needs: String,
    pub about: String,
    /// The contract that it is checked by, where it must say what nobody can see.
    pub contract: Option<String>,
    pub loses: BTreeSet<String>,
    /// What its mark is out of, where it has not all of its lab.
    #[serde(default = "twenty")]
    pub out_of: f64,
    /// What may stay undecided: it asks for more than the server lets anybody see.
    #[serde(default)]
    pub hides: BTreeSet<String>,
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The peers of the long-polling lab.
pub fn peers() -> Vec<Peer> {
    listed("long-polling")
}

/// Those of the lab of streams.
pub fn streaming_peers() -> Vec<Peer> {
    listed("sse")
}

/// The chats.
pub fn chat_peers() -> Vec<Peer> {
    listed("socketio")
}

/// Those that are several instances behind one Redis.
pub fn redis_peers() -> Vec<Peer> {
    listed("socketio-redis")
}

/// The boards.
pub fn board_peers() -> Vec<Peer> {
    listed("collabboard")
}

/// The servers of WebSocket.
pub fn native_peers() -> Vec<Peer> {
    listed("websocket")
}

fn twenty() -> f64 {
    20.0
}

fn listed(lab: &'static str) -> Vec<Peer> {
    let text = std::fs::read_to_string(folder(Some(lab)).join("peers.toml")).expect("the list of peers");
    let peers = toml::from_str::<File>(&text).expect("a list of peers").peer;
    peers.into_iter().map(|peer| Peer { lab: Some(lab), ..peer }).collect()
}

pub fn folder(lab: Option<&str>) -> PathBuf {
    // Those of the first lab are not in a folder of their own, and those of a family are together.
    let own = match lab.unwrap_or_default() {
        "long-polling" => "",
        "collabboard" => "socketio/board",
        lab => lab,
    };
    root().join("tests/peers").join(own)
}

/// The reference server, as one of them.
pub fn reference() -> Peer {
    Peer {
        name: "reference".into(),
        lab: None,
        command: ["{lab}", "serve", "--hold", "2500ms", "--interval", "1s", "--port", "{port}"]
            .map(String::from)
            .to_vec(),
        needs: String::new(),
        about: "the model answer".into(),
        contract: None,
        loses: BTreeSet::new(),
        out_of: twenty(),
        hides: BTreeSet::new(),
    }
}

/// Panics with what to do where an interpreter is missing: a test that skips proves nothing.
pub fn needed(peer: &Peer) {
    let prepared = root().join("target/peers");
    let there = match peer.needs.as_str() {
        "" => true,
        "python" | "flask" | "aiohttp" => prepared.join("venv/bin/python").exists(),
        "node" | "express" => prepared.join("node/node_modules/express").exists(),
        "redis" => {
            let program = Command::new("redis-server").arg("--version").output();
            program.is_ok() && prepared.join("node/node_modules/ioredis").exists()
        }
        "redis-python" => {
            let program = Command::new("redis-server").arg("--version").output();
            let imports = Command::new(prepared.join("venv/bin/python")).args(["-c", "import redis"]).output();
            program.is_ok() && imports.is_ok_and(|out| out.status.success())
        }
        "socket.io" => prepared.join("node/node_modules/socket.io").exists(),
        "java" => Command::new("java").arg("--version").output().is_ok_and(|out| out.status.success()),
        other => panic!("{}: nobody knows how to prepare {other:?}", peer.name),
    };
    assert!(there, "{} needs {}, which is not there: run tests/peers/install", peer.name, peer.needs);
}

/// Starts a Redis at this port, for one test.
pub fn start_redis(port: u16) -> Running {
    let mut command = Command::new("redis-server");
    command.args(["--bind", "127.0.0.1", "--port", &port.to_string(), "--save", "", "--appendonly", "no"]);
    let redis = Running::start(&mut command);
    assert!(within(Duration::from_secs(20), || listens(port)), "redis-server does not listen: {}", redis.said("out"));
    redis
}

pub fn start(peer: &Peer, port: u16) -> Running {
    start_beside(peer, port, 6379)
}

/// The same with a Redis at that port.
pub fn start_beside(peer: &Peer, port: u16, redis: u16) -> Running {
    let prepared = root().join("target/peers");
    let words: Vec<PathBuf> = peer
        .command
        .iter()
        .map(|word| match word.as_str() {
            "{python}" => prepared.join("venv/bin/python"),
            "{node}" => "node".into(),
            "{lab}" => env!("CARGO_BIN_EXE_lab").into(),
            "{port}" => port.to_string().into(),
            word => word.into(),
        })
        .collect();
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).current_dir(folder(peer.lab));
    command
        .env("PORT", port.to_string())
        .env("HOLD", "2.5")
        .env("INTERVAL", "1")
        .env("REDIS_URL", format!("redis://127.0.0.1:{redis}"))
        .env("REDIS_HOST", "127.0.0.1")
        .env("REDIS_PORT", redis.to_string())
        .env("NODE_PATH", prepared.join("node/node_modules"));
    let mut server = Running::start(&mut command);
    let listening = within(Duration::from_secs(60), || listens(port) || server.ended());
    assert!(listening && !server.ended(), "{} does not listen:\n{}", peer.name, server.said("err"));
    server
}
