//! A thread of its own for Socket.IO.
//!
//! socketioxide starts a task for each event that comes in. On a runtime with many threads two events of one client can
//! overtake each other: its message may be looked at before its `join room`. The tasks of a runtime with one thread
//! begin in the order in which the events came.

use std::{io, thread};

use tokio::{
    runtime::{Builder, Handle},
    sync::oneshot,
    task::JoinSet,
};

/// A runtime with one thread, which ends when this is dropped.
#[derive(Debug)]
pub struct Thread {
    runtime: Handle,
    /// The thread waits for this to be dropped.
    _alive: oneshot::Sender<()>,
}

impl Thread {
    pub fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (alive, dropped) = oneshot::channel();
        thread::Builder::new().name("socket.io".into()).spawn(move || runtime.block_on(dropped))?;
        Ok(Self { runtime: handle, _alive: alive })
    }

    /// Starts a task that runs by itself, for as long as the thread does.
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.runtime.spawn(task);
    }

    /// What `task` returns, or nothing if the thread has ended. A caller that no longer waits ends the task too: a client
    /// that has left takes nothing that is meant for the one who comes back.
    pub async fn run<T: Send + 'static>(&self, task: impl Future<Output = T> + Send + 'static) -> Option<T> {
        let mut tasks = JoinSet::new();
        tasks.spawn_on(task, &self.runtime);
        tasks.join_next().await?.ok()
    }
}
