//! The instrument against a server of the same crate, and against what no server should do.

use super::*;
use crate::driver::control::NoiseMeter;
use crate::driver::recorder;
use crate::driver::wire::{Clock, HttpClient, Network, Target};
use crate::history::{ChannelEnd, Direction, FrameKind, Header, Tolerance};
use crate::labs::websocket::record::{ID, NotOpened};
use futures_util::{Sink, StreamExt};
use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::Pin;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, accept_async};

/// Far longer than anything here takes.
const SOON: Duration = Duration::from_secs(20);

async fn send<S>(stream: &mut WebSocketStream<S>, message: Message) -> Result<(), Error>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut stream = Pin::new(stream);
    poll_fn(|context| stream.as_mut().poll_ready(context)).await?;
    stream.as_mut().start_send(message)?;
    poll_fn(|context| stream.as_mut().poll_flush(context)).await
}

/// What a run has in common, for a server at this address.
fn context(address: SocketAddr) -> Arc<Context> {
    let target = Target::of_test(&format!("http://{address}"), address);
    let (tolerance, clock) = (Tolerance::default(), Clock::start());
    let recorder = recorder::start(Header::new(1, target.shown(), tolerance), None).unwrap();
    let http = HttpClient::new(target.clone(), clock).unwrap();
    let (network, meter) = (Arc::new(Network::new(target).unwrap()), NoiseMeter::default());
    Arc::new(Context::new(network, http, clock, recorder, meter, tolerance, String::new()))
}

/// A server that sends back what it gets, and a client of it.
async fn echo() -> Link {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut socket = accept_async(stream).await.unwrap();
        while let Some(Ok(message)) = socket.next().await {
            if (message.is_text() || message.is_binary()) && send(&mut socket, message).await.is_err() {
                return;
            }
        }
    });
    open(&context(address), "/ws")
}

fn open(context: &Arc<Context>, url: &str) -> Link {
    let place = Place::of(context, url).expect("a place");
    Link::open(context, Exercise::Relay, &place, &[])
}

fn caller() -> Caller {
    Caller::new(ID, "relay", 1)
}

async fn hears(link: &Link, kind: FrameKind, bytes: &[u8]) {
    let look = |log: &LinkLog| log.received().any(|frame| frame.kind == kind && frame.bytes == bytes).then_some(());
    assert!(link.until(SOON, look).await.is_some(), "{:?}", link.log());
}

#[tokio::test]
async fn what_goes_and_comes_is_kept_with_its_kind() {
    let link = echo().await;
    assert!(link.opened(SOON).await);
    let sent = link.send(Outgoing::Text("été".into()));
    assert!(link.sent(sent).await.is_some());
    hears(&link, FrameKind::Text, "été".as_bytes()).await;
    link.send(Outgoing::Binary(vec![0, 255]));
    hears(&link, FrameKind::Binary, &[0, 255]).await;
    link.send(Outgoing::Ping(b"p".to_vec()));
    hears(&link, FrameKind::Pong, b"p").await;
    let operation = link.finish(&caller()).await;
    let channel = operation.channel.as_ref().expect("its frames");
    let kinds: Vec<_> = channel.frames.iter().map(|frame| (frame.direction, frame.kind)).collect();
    assert_eq!(kinds.len(), 8, "{kinds:?}");
    assert!(kinds.contains(&(Direction::Received, FrameKind::Close)), "its close is answered: {kinds:?}");
    let detail = SocketDetail::of(&operation).expect("its detail");
    assert!(detail.opened.is_some() && detail.left.is_some_and(|(_, how)| how == How::Clean), "{detail:?}");
    assert_eq!((operation.answer().map(|answer| answer.code), &channel.end), (Some(101), &ChannelEnd::Left));
}

#[tokio::test]
async fn a_long_message_is_kept_in_part_and_another_part_begins_without_it() {
    let mut link = echo().await;
    assert!(link.opened(SOON).await);
    let long = "a".repeat(1 << 20);
    link.send(Outgoing::Text(long));
    hears(&link, FrameKind::Text, &vec![b'a'; log::KEPT]).await;
    link.begin_part();
    link.send(Outgoing::Text("b".into()));
    hears(&link, FrameKind::Text, b"b").await;
    let operation = link.record(&caller());
    assert_eq!(operation.channel.expect("its frames").frames.len(), 2);
    assert!(!link.log().is_over());
}

#[tokio::test]
async fn bytes_that_are_no_text_end_it_and_the_code_is_kept() {
    let link = echo().await;
    assert!(link.opened(SOON).await);
    link.send(Outgoing::BadText(vec![0xc3, 0x28]));
    assert!(link.until(SOON, |_| None::<()>).await.is_none());
    let operation = link.record(&caller());
    assert!(matches!(operation.channel.expect("its frames").end, ChannelEnd::Ended | ChannelEnd::Cut(_)));
}

#[tokio::test]
async fn each_way_not_to_be_opened_has_its_name() {
    for (answer, expected) in [
        ("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno", NotOpened::Status(404, "no".into())),
        ("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n", NotOpened::Status(426, String::new())),
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let context = context(listener.local_addr().unwrap());
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut bytes = [0; 4096];
            let _ = stream.read(&mut bytes).await;
            stream.write_all(answer.as_bytes()).await.unwrap();
        });
        let link = open(&context, "/");
        assert!(!link.opened(SOON).await);
        assert_eq!(link.log().not_opened(), Some(expected), "{answer}");
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let link = open(&context(listener.local_addr().unwrap()), "/");
    assert!(!link.opened(Duration::from_millis(50)).await);
    assert_eq!(link.log().not_opened(), Some(NotOpened::Silent));
}

#[tokio::test]
async fn another_port_is_one_of_the_same_machine() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let context = context(listener.local_addr().unwrap());
    let own = format!("ws://localhost:{}/a", listener.local_addr().unwrap().port());
    assert!(Place::of(&context, &own).is_some_and(|place| !place.is_beside && place.path == "/a"));
    assert!(Place::of(&context, "ws://localhost:1/b?c").is_some_and(|place| place.is_beside && place.path == "/b?c"));
    for other in ["ws://example.org/", "http://localhost:1/", "b"] {
        assert!(Place::of(&context, other).is_none(), "{other}");
    }
}
