//! One link of one client with a server of Socket.IO: the instrument of this lab.
//!
//! It does what the official client does in a browser, and no more: polling first, a probe of WebSocket beside it, the
//! change to that if the probe is answered, and polling for good if not. What that client would give up, it gives up.
//!
//! - `log`: what has come and gone so far. `emit`: one event of ours, and what became of it.
//! - `task`: that of a link; it answers pings whatever its owner does. `session`: what it has, and what it does by either
//!   transport; `polling` and `websocket`: those. `edge`: one request. `opening`: the first one.

mod cookies;
mod edge;
mod emit;
mod log;
mod opening;
mod polling;
mod session;
mod shared;
mod task;
#[cfg(test)]
mod tests;
mod websocket;

pub use emit::Emit;
pub use log::{LinkLog, SIZE_MAX};

use super::packet::Packet;
use super::packet::payload::Part;
use super::record::{ChatKind, EMIT, How, Transport};
use crate::driver::wire::{Exchange, ExchangeEnd, Request};
use crate::driver::{Caller, Context, Extra, kept};
use crate::history::{Nanos, Operation, Reason, RequestRecord};
use serde_json::Value;
use session::{Command, Outgoing, Session};
use shared::Shared;
use std::sync::{Arc, MutexGuard};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// How a link is made.
#[derive(Debug, Clone)]
pub struct LinkOptions {
    /// With which instance of the target, from 1.
    pub instance: u32,
    /// Where Engine.IO is on the server, from its root.
    pub path: String,
    /// What the query has beside what Engine.IO needs.
    pub query: Vec<(String, String)>,
    pub transport: Transport,
    /// The first namespace, and what the handshake with it carries.
    pub namespace: String,
    pub auth: Option<Value>,
    /// So many bytes are kept of what comes; more is a flood, and ends it.
    pub most: usize,
}

impl Default for LinkOptions {
    fn default() -> Self {
        Self {
            instance: 1,
            path: "/socket.io/".into(),
            query: vec![],
            transport: Transport::Browser,
            namespace: "/".into(),
            auth: None,
            most: SIZE_MAX,
        }
    }
}

pub struct Link {
    context: Arc<Context>,
    shared: Arc<Shared>,
    commands: mpsc::UnboundedSender<Command>,
    task: JoinHandle<First>,
}

/// The first request of a link, and its answer.
struct First {
    request: Request,
    exchange: Exchange,
}

/// A link was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    pub how: How,
    pub started: Nanos,
    /// When the target's system had been told; none if the link was over before.
    pub sent: Option<Nanos>,
    pub done: Nanos,
}

impl Link {
    /// Begins to open a link, and returns at once. It asks for the namespace of the options as soon as it is open.
    pub fn open(context: Arc<Context>, options: LinkOptions) -> Self {
        let shared = Arc::new(Shared::new(context.clock.now(), &options));
        let (commands, incoming) = mpsc::unbounded_channel();
        let session = Session::new(context.clone(), shared.clone(), options, incoming);
        Self { context, shared, commands, task: tokio::spawn(task::run(session)) }
    }

    /// What has come and gone so far.
    pub fn log(&self) -> MutexGuard<'_, LinkLog> {
        self.shared.log()
    }

    /// Waits until `look` finds something in the log, for so long at most. It looks each time that something came or was
    /// sent, and no more once the link is over.
    pub async fn until<T>(&self, patience: Duration, look: impl FnMut(&LinkLog) -> Option<T>) -> Option<T> {
        self.shared.until(patience, look).await
    }

    /// Waits until the first namespace has answered. False if it refused us, or not within this time.
    pub async fn connected(&self, patience: Duration) -> bool {
        let answered = |log: &LinkLog| {
            let first = log.detail().namespaces.first()?;
            (first.connected.is_some() || first.refused.is_some()).then_some(first.connected.is_some())
        };
        self.until(patience, answered).await.unwrap_or(false)
    }

    /// Waits until it is known by which transport the packets will go from now on. False if it is not within this time: a
    /// probe that is never answered harms nobody, and polling goes on beside it.
    pub async fn settled(&self, patience: Duration) -> bool {
        self.until(patience, |log| log.is_settled().then_some(())).await.is_some()
    }

    /// Waits until a frame that has come, this one of the log or a later one, contains this text. When that came.
    pub async fn hears(&self, text: &str, mut from: usize, patience: Duration) -> Option<Nanos> {
        let look = |log: &LinkLog| {
            let found = log.heard(text, from);
            from = log.frames().len();
            found
        };
        self.until(patience, look).await
    }

    /// Asks for a further namespace.
    pub fn join_namespace(&self, namespace: &str, auth: Option<Value>) {
        self.shared.tell(|log| log.asks_for(self.context.clock.now(), namespace));
        self.send(vec![Outgoing::packet(&Packet::connect(namespace, auth))]);
    }

    /// Emits an event. It asks for an acknowledgement unless it must not: a handler may take that for its payload. Where
    /// the namespace is not connected nothing is sent.
    pub fn emit(&self, namespace: &str, event: &str, arguments: Vec<Value>, asks: bool) -> Emit {
        let started = self.context.clock.now();
        let (index, packet) = self.shared.tell(|log| {
            let is_connected = log.is_connected(namespace);
            let id = (asks && is_connected).then(|| log.next_id());
            (is_connected.then(|| log.emits(id)), Packet::event(namespace, event, arguments, id))
        });
        if let Some(index) = index {
            self.send(vec![Outgoing::emit(&packet, index)]);
        }
        Emit { shared: self.shared.clone(), index, started, namespace: namespace.into(), packet: packet.encode() }
    }

    fn send(&self, packets: Vec<Outgoing>) {
        // Once the link is over nobody takes it, and its log says so.
        let _ = self.commands.send(Command::Send(packets));
    }

    /// Leaves, and waits until that is done: a moment at most.
    pub async fn leave(&mut self, how: How) -> Leaving {
        let started = self.context.clock.now();
        let was_over = self.log().is_over();
        let _ = self.commands.send(Command::Leave(how));
        self.shared.until(Duration::MAX, |_| None::<()>).await;
        let (done, sent) = (self.context.clock.now(), self.log().left());
        Leaving { how, started, sent: sent.filter(|_| !was_over), done }
    }

    /// Leaves in good order, if it is not over. Writes down what became of it.
    pub async fn finish(mut self, caller: &Caller) -> Operation {
        self.leave(How::Clean).await;
        let First { request, exchange } = (&mut self.task).await.expect("a session does not panic");
        // The operation is the link: it is done when that is over.
        let over = self.log().over_at().unwrap_or_else(|| self.context.clock.now());
        let exchange = Exchange { done: over.max(exchange.done), ..exchange };
        let (channel, detail) = self.shared.tell(|log| log.take());
        let detail = serde_json::to_value(detail).expect("plain data");
        let channel = matches!(exchange.end, ExchangeEnd::Answered(_)).then(|| Box::new(channel));
        let extra = Extra { channel, detail };
        self.context.record(caller, ChatKind::Link.name(), kept::request(&request), exchange, extra)
    }
}

impl Drop for Link {
    /// Who is not finished leaves all the same: nothing of it stays.
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Leaving {
    /// Writes down that this client left.
    pub fn record(&self, context: &Context, caller: &Caller, namespace: &str, detail: Value) -> Operation {
        let end = match self.sent {
            Some(_) => ExchangeEnd::Indeterminate(Reason::Left),
            None => ExchangeEnd::Refused("the link was over".into()),
        };
        let body = (self.how == How::Clean).then(|| format!("4{}", Packet::disconnect(namespace).encode()));
        let request = over_link(namespace, body);
        let (started, sent, done) = (self.started, self.sent, self.done);
        let exchange = Exchange { started, sent, head: None, done, arrived: None, network: None, end };
        context.record(caller, ChatKind::Leave.name(), request, exchange, Extra { channel: None, detail })
    }
}

/// What goes over a link, as it is recorded.
fn over_link(namespace: &str, body: Option<String>) -> RequestRecord {
    RequestRecord { method: EMIT.into(), path: namespace.into(), body, ..RequestRecord::default() }
}

/// A packet of Socket.IO, as a message of Engine.IO.
fn message(packet: &Packet) -> Part {
    Part::Text(format!("4{}", packet.encode()))
}
