//! Two instances of the chat behind one Redis, which is a real one.

#[path = "common/socketio.rs"]
mod client;
mod common;

use std::{future::pending, net::SocketAddr, process::Stdio, time::Duration};

use client::Client;
use common::{PATIENCE, listen};
use lab_reference::{Options, serve};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    process::{Child, Command},
    time::timeout,
};

/// Starts Redis at this port. It ends when it is dropped.
async fn start_redis(port: u16) -> Child {
    let mut command = Command::new("redis-server");
    command.args(["--bind", "127.0.0.1", "--port", &port.to_string(), "--save", "", "--appendonly", "no"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    let child = command.spawn().unwrap_or_else(|why| panic!("redis-server: {why}; run tests/peers/install"));
    let ready = async { while TcpStream::connect(("127.0.0.1", port)).await.is_err() {} };
    timeout(PATIENCE, ready).await.expect("Redis listens in time");
    child
}

async fn free_port() -> u16 {
    listen().await.1.port()
}

async fn start_instance(redis: u16) -> SocketAddr {
    let (listener, address) = listen().await;
    let options = Options { redis: Some(format!("127.0.0.1:{redis}")), ..Options::default() };
    tokio::spawn(serve(listener, options, pending()));
    address
}

fn text(event: &Value) -> &str {
    event[1]["message"].as_str().expect("a text")
}

/// Has one say something until the other hears it: what is said before an instance has subscribed is lost.
async fn until_heard(from: &mut Client, to: &mut Client) {
    let meet = async {
        for number in 0.. {
            let said = format!("test {number}");
            from.say(&said).await;
            while text(&from.event().await) != said {}
            while let Some(event) = to.event_within(Duration::from_millis(50)).await {
                if text(&event) == said {
                    return;
                }
            }
        }
    };
    timeout(PATIENCE, meet).await.expect("the instances find each other");
}

/// The events up to the message with this text.
async fn up_to(client: &mut Client, last: &str) -> Vec<String> {
    let mut texts = Vec::new();
    loop {
        let event = client.event().await;
        if text(&event) == last {
            return texts;
        }
        texts.push(text(&event).to_owned());
    }
}

#[tokio::test]
async fn two_instances_are_one_chat() {
    let port = free_port().await;
    let _redis = start_redis(port).await;
    let (one, two) = (start_instance(port).await, start_instance(port).await);
    let mut zoe = Client::join(one, "Zoé", "paris").await;
    let mut max = Client::join(one, "Max", "lyon").await;
    let mut bob = Client::join(two, "Bob", "paris").await;
    until_heard(&mut zoe, &mut bob).await;
    until_heard(&mut bob, &mut zoe).await;
    zoe.say("prêts").await;
    up_to(&mut zoe, "prêts").await;
    up_to(&mut bob, "prêts").await;

    // Each once, in order, and nothing in between.
    for number in 0..200 {
        bob.say(&number.to_string()).await;
    }
    bob.say("fin").await;
    let numbers: Vec<String> = (0..200).map(|number| number.to_string()).collect();
    assert_eq!(up_to(&mut zoe, "fin").await, numbers);
    assert_eq!(up_to(&mut bob, "fin").await, numbers);

    let eve = Client::join(two, "Eve", "paris").await;
    assert_eq!(text(&zoe.event().await), "Eve a rejoint le salon paris.");
    drop(eve);
    assert_eq!(text(&zoe.event().await), "Eve a quitté le salon paris.");

    // Another room has heard nothing of all this.
    max.say("seul").await;
    assert_eq!(text(&max.event().await), "seul");
}

#[tokio::test]
async fn an_announcement_reaches_the_other_instance() {
    let port = free_port().await;
    let _redis = start_redis(port).await;
    let (one, two) = (start_instance(port).await, start_instance(port).await);
    let mut zoe = Client::join(one, "Zoé", "paris").await;
    let mut bob = Client::join(two, "Bob", "paris").await;
    until_heard(&mut zoe, &mut bob).await;
    let (mut admin, _) = Client::present(one, "/admin", Some(json!({ "token": "12345" }))).await;
    admin.emit("announce", json!({ "message": "À 18 h" })).await;
    up_to(&mut bob, "À 18 h").await;
}

#[tokio::test]
async fn a_redis_that_dies_stops_no_room_and_is_found_again() {
    let port = free_port().await;
    let mut redis = start_redis(port).await;
    let (one, two) = (start_instance(port).await, start_instance(port).await);
    let mut zoe = Client::join(one, "Zoé", "paris").await;
    let mut bob = Client::join(two, "Bob", "paris").await;
    until_heard(&mut zoe, &mut bob).await;

    redis.kill().await.expect("it can be killed");
    let mut ada = Client::join(one, "Ada", "paris").await;
    ada.say("sans Redis").await;
    up_to(&mut zoe, "sans Redis").await;

    let _redis = start_redis(port).await;
    until_heard(&mut zoe, &mut bob).await;
    until_heard(&mut bob, &mut zoe).await;
}

#[tokio::test]
async fn what_is_not_of_a_chat_is_not_told() {
    let port = free_port().await;
    let _redis = start_redis(port).await;
    let (one, two) = (start_instance(port).await, start_instance(port).await);
    let mut zoe = Client::join(one, "Zoé", "paris").await;
    let mut bob = Client::join(two, "Bob", "paris").await;
    until_heard(&mut bob, &mut zoe).await;

    for text in ["Bonjour", "{}", "[]", r#"{"from":1}"#, ""] {
        publish(port, text).await;
    }
    bob.say("suite").await;
    up_to(&mut zoe, "suite").await;
}

async fn publish(port: u16, text: &str) {
    let mut connection = TcpStream::connect(("127.0.0.1", port)).await.expect("Redis listens");
    let command = format!("*3\r\n$7\r\nPUBLISH\r\n$4\r\nchat\r\n${}\r\n{text}\r\n", text.len());
    connection.write_all(command.as_bytes()).await.expect("Redis reads");
    let mut answer = [0; 4];
    connection.read_exact(&mut answer).await.expect("Redis answers");
    assert_eq!(&answer, b":2\r\n", "both instances have subscribed");
}
