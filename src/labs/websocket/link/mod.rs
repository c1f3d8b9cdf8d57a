//! One connection of one client: the instrument of this lab.
//!
//! It does what a browser does: answers pings and the target's close, whatever else goes on. `log`: what has come and gone
//! so far. `task`: that of the connection.

mod log;
mod task;
#[cfg(test)]
mod tests;

pub use log::LinkLog;

use super::exercise::Exercise;
use super::place::Place;
use super::record::{How, NativeKind, SocketDetail};
use crate::driver::wire::{Exchange, ExchangeEnd};
use crate::driver::{Caller, Context, Extra};
use crate::history::{Channel, Nanos, Operation, Reason, RequestRecord};
use log::Shared;
use std::sync::{Arc, MutexGuard};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outgoing {
    Text(String),
    Binary(Vec<u8>),
    /// Bytes that are declared as a text, and are none.
    BadText(Vec<u8>),
    Ping(Vec<u8>),
}

enum Command {
    Send(usize, Outgoing),
    Leave(How),
}

pub struct Link {
    context: Arc<Context>,
    pub exercise: Exercise,
    path: String,
    subprotocols: Vec<String>,
    shared: Arc<Shared>,
    commands: mpsc::UnboundedSender<Command>,
    task: JoinHandle<()>,
    /// Since when it is part of the scenario that goes on.
    since: Nanos,
}

impl Link {
    /// Begins to connect, and returns at once.
    pub fn open(context: &Arc<Context>, exercise: Exercise, place: &Place, subprotocols: &[String]) -> Self {
        let now = context.clock.now();
        let shared = Arc::new(Shared::new());
        let (commands, incoming) = mpsc::unbounded_channel();
        let task = task::run(context.clone(), place.clone(), subprotocols.to_vec(), shared.clone(), incoming);
        Self {
            context: context.clone(),
            exercise,
            path: place.path.clone(),
            subprotocols: subprotocols.to_vec(),
            shared,
            commands,
            task: tokio::spawn(task),
            since: now,
        }
    }

    /// What has come and gone so far.
    pub fn log(&self) -> MutexGuard<'_, LinkLog> {
        self.shared.log()
    }

    /// Waits until `look` finds something in the log, for so long at most. It looks each time that something came or was
    /// sent, and no more once the connection is over.
    pub async fn until<T>(&self, patience: Duration, look: impl FnMut(&LinkLog) -> Option<T>) -> Option<T> {
        self.shared.until(patience, look).await
    }

    /// Waits until it is a WebSocket. False if it is not within this time, or will not be.
    pub async fn opened(&self, patience: Duration) -> bool {
        self.until(patience, |log| log.opened()).await.is_some()
    }

    /// Sends something. Its place among what was sent.
    pub fn send(&self, outgoing: Outgoing) -> usize {
        let index = self.shared.tell(LinkLog::will_send);
        // Once the connection is over nobody takes it, and its log says so.
        let _ = self.commands.send(Command::Send(index, outgoing));
        index
    }

    /// Waits until that has been wholly handed to the system. When that was; none if the connection was over before.
    pub async fn sent(&self, index: usize) -> Option<Nanos> {
        self.shared.until(Duration::MAX, |log| log.sent_at(index)).await
    }

    /// Leaves, and waits until that is done: a moment at most. When it began; none if it was over before.
    pub async fn leave(&self, how: How) -> Option<Nanos> {
        let now = self.context.clock.now();
        let was_over = self.log().is_over();
        let _ = self.commands.send(Command::Leave(how));
        self.shared.until(Duration::MAX, |_| None::<()>).await;
        (!was_over).then_some(now)
    }

    /// From now on it is part of another scenario: what went before is none of that one's.
    pub fn begin_part(&mut self) {
        self.since = self.context.clock.now();
        self.log().take_frames();
    }

    /// Writes down what was seen of it since it was connected, or since the last part began.
    pub fn record(&self, caller: &Caller) -> Operation {
        let now = self.context.clock.now();
        let mut log = self.shared.log();
        let exchange = log.exchange().unwrap_or(Exchange {
            started: self.since,
            sent: None,
            head: None,
            done: now,
            arrived: None,
            network: None,
            end: ExchangeEnd::Indeterminate(Reason::NoAnswer),
        });
        let done = log.over_at().unwrap_or(now).max(self.since);
        let exchange = Exchange { started: self.since, done, ..exchange };
        let is_open = log.opened().is_some();
        let channel = Channel { end: log.channel_end(), frames: log.take_frames() };
        let detail = SocketDetail {
            exercise: self.exercise,
            opened: log.opened(),
            not_opened: log.not_opened(),
            left: log.left(),
        };
        drop(log);
        let extra = Extra {
            channel: is_open.then(|| Box::new(channel)),
            detail: serde_json::to_value(detail).expect("plain data"),
        };
        self.context.record(caller, NativeKind::Socket.name(), self.request(), exchange, extra)
    }

    fn request(&self) -> RequestRecord {
        let subprotocols = (!self.subprotocols.is_empty())
            .then(|| ("Sec-WebSocket-Protocol".to_owned(), self.subprotocols.join(", ")));
        let upgrade = ("Upgrade".to_owned(), "websocket".to_owned());
        let headers = std::iter::once(upgrade).chain(subprotocols).collect();
        RequestRecord { method: "GET".into(), path: self.path.clone(), headers, ..RequestRecord::default() }
    }

    /// Leaves in good order, if it is not over. Writes down what became of it.
    pub async fn finish(self, caller: &Caller) -> Operation {
        self.leave(How::Clean).await;
        self.record(caller)
    }
}

impl Drop for Link {
    /// Who is not finished leaves all the same: nothing of it stays.
    fn drop(&mut self) {
        self.task.abort();
    }
}
