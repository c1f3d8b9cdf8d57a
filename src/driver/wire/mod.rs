//! The bytes: how requests leave and answers arrive, with the moment of each.
//!
//! [`RawConnection`] is the instrument that holds polls and starts clocks, on a socket of its own; [`HttpClient`] is an
//! ordinary web client for everything else. Both end in an [`Exchange`], and both have a [`Target`] and nothing else to
//! connect to: that comes of a [`Destination`], which lets nobody out of reach.

mod certificate;
mod chunked;
mod clock;
mod connector;
mod decode;
mod destination;
mod head;
mod http_client;
mod kept_open;
mod listen;
mod raw_connection;
mod reach;
mod response;
mod socket;
mod spelling;
mod target;
mod target_error;
mod websocket;
mod within;

pub use chunked::Chunked;
pub use clock::{Clock, nanos};
pub use connector::{Connected, Connector, Network, ScriptedConnector, Stream};
pub use decode::ACCEPTED;
pub use destination::Destination;
pub use http_client::HttpClient;
pub use kept_open::Kept;
pub use listen::StreamChunk;
pub use raw_connection::RawConnection;
pub use reach::{Reach, Whose};
pub use response::{Parser, Progress, Response};
pub use socket::reset_on_close;
pub use target::Target;
pub use target_error::{OutOfReach, TargetError};
pub use websocket::{SocketEvent, Upgrade, WebSocket, dial};

use crate::history::{Nanos, Reason};
use std::borrow::Cow;
use std::io;
use std::time::Duration;

/// A request, as it is sent.
#[derive(Debug, Clone, Default)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub content_type: Option<String>,
    pub body: Option<Vec<u8>>,
    /// Headers that are not of every request.
    pub headers: Vec<(Cow<'static, str>, String)>,
    /// Whether it says nothing of the page that makes it: no `Origin`, which some servers compare with a list.
    pub is_of_no_page: bool,
}

impl Request {
    pub fn get(path: impl Into<String>) -> Self {
        Self { method: "GET".into(), path: path.into(), ..Self::default() }
    }

    /// The bytes of the request to the server of this origin. Each has a connection of its own, unless its headers say
    /// otherwise: pools and keep-alive hide faults.
    pub fn encode(&self, origin: &str) -> Vec<u8> {
        let Self { method, path, content_type, body, headers, is_of_no_page } = self;
        let host = origin.split_once("://").map_or(origin, |(_, host)| host);
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n");
        // As a browser does with whatever may change something.
        if method != "GET" && !is_of_no_page {
            head += &format!("Origin: {origin}\r\n");
        }
        for (usual, value) in [("Connection", "close"), ("Accept", "*/*")] {
            if !headers.iter().any(|(name, _)| name == usual) {
                head += &format!("{usual}: {value}\r\n");
            }
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        if let Some(content_type) = content_type {
            head += &format!("Content-Type: {content_type}\r\n");
        }
        if body.is_some() || method != "GET" {
            head += &format!("Content-Length: {}\r\n", body.as_ref().map_or(0, Vec::len));
        }
        head += "\r\n";
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(body.as_deref().unwrap_or_default());
        bytes
    }
}

/// One request and its answer, or the reason that there is none.
#[derive(Debug)]
pub struct Exchange {
    pub started: Nanos,
    pub sent: Option<Nanos>,
    pub head: Option<Nanos>,
    pub done: Nanos,
    /// When the kernel had received the last bytes of the answer; none if it does not say so.
    pub arrived: Option<Nanos>,
    /// How long the connection took to be made, which is one round trip of the network; none if nobody saw it.
    pub network: Option<Nanos>,
    pub end: ExchangeEnd,
}

#[derive(Debug, Clone)]
pub enum ExchangeEnd {
    Answered(Response),
    Refused(String),
    Indeterminate(Reason),
}

impl ExchangeEnd {
    /// No connection came about. One that was reset had been accepted: whether the reset is seen while the connection is
    /// made or a moment later is chance.
    fn unconnected(kind: Option<io::ErrorKind>, why: String) -> Self {
        match kind {
            Some(io::ErrorKind::ConnectionReset) => Self::Indeterminate(Reason::Cut(why)),
            _ => Self::Refused(why),
        }
    }
}

/// The most that is read of one answer.
pub const BODY_MAX: usize = 1 << 20;
pub const HEAD_MAX: usize = 64 << 10;
pub const HEADERS_MAX: usize = 100;
/// The longest wait for a connection.
pub const CONNECT: Duration = Duration::from_secs(2);
