//! The WebSocket lab, held against the model answer over real sockets.

mod common;

use std::{future::pending, net::SocketAddr};

use common::{PATIENCE, get, listen};
use futures_util::{SinkExt, StreamExt};
use lab_reference::{Options, serve};
use tokio::{net::TcpStream, sync::oneshot, time::timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{
        Message,
        protocol::{CloseFrame, frame::coding::CloseCode},
    },
};

type Client = WebSocketStream<TcpStream>;

async fn start() -> SocketAddr {
    let (listener, address) = listen().await;
    tokio::spawn(serve(listener, Options::default(), pending()));
    address
}

async fn connect(server: SocketAddr, path: &str) -> Client {
    let connection = TcpStream::connect(server).await.expect("the server listens");
    client_async(format!("ws://{server}{path}"), connection).await.expect("a WebSocket").0
}

/// A client of the relay, which has been welcomed.
async fn join(server: SocketAddr) -> Client {
    let mut client = connect(server, "/relay/socket").await;
    assert!(hears(&mut client).await.starts_with("Bienvenue"));
    client
}

async fn next(client: &mut Client) -> Option<Message> {
    let message = timeout(PATIENCE, client.next()).await.expect("a message in time");
    message.and_then(Result::ok)
}

async fn hears(client: &mut Client) -> String {
    match next(client).await {
        Some(Message::Text(text)) => text.to_string(),
        other => panic!("no text: {other:?}"),
    }
}

async fn says(client: &mut Client, text: &str) {
    client.send(Message::text(text)).await.expect("it is connected");
}

#[tokio::test]
async fn what_one_says_all_others_hear_and_nobody_else() {
    let server = start().await;
    let (mut ada, mut bob, mut eve) = (join(server).await, join(server).await, join(server).await);
    says(&mut ada, "été « 🎈 » <b>").await;
    for client in [&mut eve, &mut bob] {
        assert_eq!(hears(client).await, "été « 🎈 » <b>");
    }
    says(&mut bob, "oui").await;
    // What came to Ada first is not her own.
    assert_eq!((hears(&mut ada).await, hears(&mut eve).await), ("oui".into(), "oui".into()));
}

#[tokio::test]
async fn a_burst_arrives_whole_and_in_order() {
    let server = start().await;
    let (mut ada, mut bob) = (join(server).await, join(server).await);
    for number in 0..500 {
        says(&mut ada, &number.to_string()).await;
    }
    for number in 0..500 {
        assert_eq!(hears(&mut bob).await, number.to_string());
    }
}

#[tokio::test]
async fn who_leaves_in_whichever_way_harms_nobody() {
    let server = start().await;
    let (mut ada, mut bob) = (join(server).await, join(server).await);
    let (mut closed, broken, mut long) = (join(server).await, join(server).await, join(server).await);
    let away = CloseFrame { code: CloseCode::Away, reason: "".into() };
    closed.send(Message::Close(Some(away))).await.expect("it is connected");
    assert!(matches!(next(&mut closed).await, Some(Message::Close(_))), "a close is answered");
    broken.get_ref().set_zero_linger().expect("a socket");
    drop(broken);
    says(&mut long, &"a".repeat(100_000)).await;
    while next(&mut long).await.is_some() {}
    bob.send(Message::binary(vec![0, 255])).await.expect("it is connected");
    says(&mut bob, "").await;
    says(&mut ada, "toujours là").await;
    assert_eq!((hears(&mut bob).await, hears(&mut ada).await), ("toujours là".into(), String::new()));
}

#[tokio::test]
async fn each_is_answered_in_capitals() {
    let server = start().await;
    let (mut ada, mut bob) = (connect(server, "/capitals/socket").await, connect(server, "/capitals/socket").await);
    says(&mut ada, "déjà, où ? un cœur ß").await;
    says(&mut bob, "bonjour").await;
    assert_eq!((hears(&mut bob).await, hears(&mut ada).await), ("BONJOUR".into(), "DÉJÀ, OÙ ? UN CŒUR SS".into()));
    ada.send(Message::Ping("p".into())).await.expect("it is connected");
    assert_eq!(next(&mut ada).await, Some(Message::Pong("p".into())));
}

#[tokio::test]
async fn all_are_told_when_the_server_stops() {
    let (listener, server) = listen().await;
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(serve(listener, Options::default(), async {
        let _ = stopped.await;
    }));
    let (mut ada, mut bob) = (join(server).await, connect(server, "/capitals/socket").await);
    stop.send(()).expect("the server waits");
    for client in [&mut ada, &mut bob] {
        let Some(Message::Close(Some(close))) = next(client).await else { panic!("no close") };
        assert_eq!(close.code, CloseCode::Away);
    }
    timeout(PATIENCE, running).await.expect("it ends").expect("no panic").expect("no error");
}

#[tokio::test]
async fn each_page_names_its_own_server() {
    let server = start().await;
    for (path, socket) in [("/relay", "/relay/socket"), ("/capitals", "/capitals/socket")] {
        let page = get(server, path).await;
        assert_eq!(page.code, 200, "{path}");
        assert!(page.body.contains(socket) && page.body.contains("new WebSocket("), "{path}");
    }
}
