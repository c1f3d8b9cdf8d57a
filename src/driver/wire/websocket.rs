//! Messages both ways over one connection: the frame layer, which is a crate's, over a socket of ours.

use super::{Clock, Connector, Exchange, ExchangeEnd, Response, Stream as Wire, nanos};
use crate::history::{ChannelEnd, Nanos, Reason};
use futures_util::{Sink, Stream};
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{self, HeaderName, HeaderValue};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

/// What is read at once: with many connections there is no room for much.
const BUFFER: usize = 2048;

/// A connection by WebSocket.
pub struct WebSocket {
    stream: WebSocketStream<Box<dyn Wire>>,
    clock: Clock,
    started: Nanos,
    /// A message is on its way to the system.
    is_sending: bool,
}

pub enum SocketEvent {
    /// The message that was begun has been handed to the system.
    Sent(Nanos),
    Came(Nanos, Message),
    Over(ChannelEnd),
}

/// The request for a WebSocket.
#[derive(Debug, Clone, Default)]
pub struct Upgrade {
    pub path: String,
    /// Headers beside those that every such request has.
    pub headers: Vec<(&'static str, String)>,
    /// The most that is read of one message.
    pub most: usize,
}

/// Asks for a WebSocket. What it is recorded as, and the WebSocket or why there is none.
pub async fn dial(connector: &dyn Connector, clock: Clock, upgrade: &Upgrade) -> (Exchange, Result<WebSocket, String>) {
    let started = clock.now();
    let exchange = |network, end| {
        let done = clock.now();
        let head = matches!(end, ExchangeEnd::Answered(_)).then_some(done);
        Exchange { started, sent: None, head, done, arrived: None, network, end }
    };
    let refused = |why: String| (exchange(None, ExchangeEnd::Refused(why.clone())), Err(why));
    let asked = match client_request(&connector.origin(), upgrade) {
        Ok(asked) => asked,
        Err(error) => return refused(error.to_string()),
    };
    let connected = match connector.connect().await {
        Ok(connected) => connected,
        Err(error) => return refused(error.to_string()),
    };
    let network = connected.round_trip.map(nanos);
    let config = WebSocketConfig::default()
        .read_buffer_size(BUFFER)
        .write_buffer_size(0)
        .max_message_size(Some(upgrade.most))
        .max_frame_size(Some(upgrade.most));
    let (end, socket) = match client_async_with_config(asked, connected.stream, Some(config)).await {
        Ok((stream, answer)) => {
            let socket = WebSocket { stream, clock, started, is_sending: false };
            (ExchangeEnd::Answered(response(&answer)), Ok(socket))
        }
        Err(Error::Http(answer)) => {
            let answer = response(&answer);
            let text: String = String::from_utf8_lossy(&answer.body).chars().take(100).collect();
            let why = format!("HTTP {} {text}", answer.code).trim_end().to_owned();
            (ExchangeEnd::Answered(answer), Err(why))
        }
        Err(error) => (ExchangeEnd::Indeterminate(Reason::Cut(error.to_string())), Err(error.to_string())),
    };
    (exchange(network, end), socket)
}

fn client_request(origin: &str, upgrade: &Upgrade) -> Result<http::Request<()>, Error> {
    let url = format!("{}{}", origin.replacen("http", "ws", 1), upgrade.path);
    let mut asked = url.into_client_request()?;
    for (name, value) in &upgrade.headers {
        asked.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_str(value)?);
    }
    Ok(asked)
}

fn response(answer: &http::Response<Option<Vec<u8>>>) -> Response {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    Response {
        code: answer.status().as_u16(),
        headers: answer.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect(),
        body: answer.body().clone().unwrap_or_default(),
        extra: 0,
    }
}
impl WebSocket {
    pub fn is_sending(&self) -> bool {
        self.is_sending
    }

    /// Begins to send a message; the one before has been sent.
    pub fn begin(&mut self, message: Message) -> Result<(), ChannelEnd> {
        debug_assert!(!self.is_sending);
        self.is_sending = true;
        Pin::new(&mut self.stream).start_send(message).map_err(over)
    }

    /// Waits for whatever comes next. Nothing is lost if nobody waits to the end.
    pub async fn event(&mut self) -> SocketEvent {
        poll_fn(|context| {
            // Answers to control frames are sent here too. What has come is read before a failure to send is told.
            let flushed = Pin::new(&mut self.stream).poll_flush(context);
            if self.is_sending && matches!(flushed, Poll::Ready(Ok(()))) {
                self.is_sending = false;
                return Poll::Ready(SocketEvent::Sent(self.clock.now()));
            }
            match (Pin::new(&mut self.stream).poll_next(context), flushed) {
                (Poll::Ready(Some(Ok(message))), _) => Poll::Ready(SocketEvent::Came(self.came(), message)),
                (Poll::Ready(Some(Err(error))), _) | (_, Poll::Ready(Err(error))) => {
                    Poll::Ready(SocketEvent::Over(over(error)))
                }
                (Poll::Ready(None), _) => Poll::Ready(SocketEvent::Over(ChannelEnd::Ended)),
                (Poll::Pending, _) => Poll::Pending,
            }
        })
        .await
    }

    /// When the kernel had the last bytes that were read.
    fn came(&self) -> Nanos {
        let now = self.clock.now();
        let stamp = self.stream.get_ref().stamp().and_then(|stamp| self.clock.of_kernel(stamp, self.started));
        stamp.filter(|&at| at <= now).unwrap_or(now)
    }

    /// Leaves at once, and the target's system is told that the connection is gone.
    pub fn reset(self) {
        self.stream.get_ref().reset_on_close();
    }
}

/// How a link ends by this.
fn over(error: Error) -> ChannelEnd {
    match error {
        Error::ConnectionClosed | Error::AlreadyClosed => ChannelEnd::Ended,
        Error::Io(error) => ChannelEnd::Cut(error.to_string()),
        error => ChannelEnd::Cut(error.to_string()),
    }
}
