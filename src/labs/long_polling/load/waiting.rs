//! The plan of a crowd of waiters, and the result of each waiter: plain data that waiters and waves share.

use crate::driver::wire::{Clock, Connector, Response};
use crate::history::Nanos;
use std::sync::Arc;
use std::time::Duration;

/// Says if an answer tells something new. If it does not, the waiter polls again, as a page does.
pub type IsUpdate = Arc<dyn Fn(&Response) -> bool + Send + Sync>;

/// How a crowd waits.
#[derive(Clone)]
pub struct PoolPlan {
    /// Connections leave through these, an equal share through each.
    pub connectors: Vec<Arc<dyn Connector>>,
    pub clock: Clock,
    /// The bytes of the poll.
    pub poll: Arc<[u8]>,
    pub waiters: usize,
    /// From one connection to the next: a short listen backlog drops what comes faster.
    pub pace: Duration,
    /// After the last poll was sent, so that the target has read them all.
    pub settle: Duration,
    /// After the update was sent.
    pub patience: Duration,
    pub news: IsUpdate,
    /// How many bytes of each body are kept.
    pub keep: usize,
}

/// The result of one waiter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaiterResult {
    /// When the whole of its last poll was sent.
    pub sent: Option<Nanos>,
    /// When the kernel had its answer; none if it does not say so.
    pub arrived: Option<Nanos>,
    /// When we had its answer, or gave up.
    pub done: Nanos,
    pub came: WaiterOutcome,
    /// The first bytes of the body.
    pub body: Vec<u8>,
}

/// The kind of answer that a waiter got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WaiterOutcome {
    Update,
    /// No answer in time.
    Nothing,
    /// An answer without news, again and again.
    NoUpdate,
    /// An error.
    Code(u16),
    Refused,
    Cut,
    NotHttp,
}

impl WaiterResult {
    pub fn nothing(now: Nanos) -> Self {
        Self { sent: None, arrived: None, done: now, came: WaiterOutcome::Nothing, body: vec![] }
    }

    /// When the answer came: as the kernel says, or else as we saw it.
    pub fn came_at(&self) -> Nanos {
        self.arrived.unwrap_or(self.done)
    }
}
