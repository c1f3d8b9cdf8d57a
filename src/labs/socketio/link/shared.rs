use super::log::LinkLog;
use crate::history::Nanos;
use crate::labs::socketio::record::Transport;
use std::pin::pin;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

/// A log that is written to and waited for.
pub struct Shared {
    log: Mutex<LinkLog>,
    changed: Notify,
}

impl Shared {
    pub fn new(started: Nanos, transport: Transport, most: usize) -> Self {
        Self { log: Mutex::new(LinkLog::new(started, transport, most)), changed: Notify::new() }
    }

    pub fn log(&self) -> MutexGuard<'_, LinkLog> {
        self.log.lock().expect("no holder panics")
    }

    /// Changes the log, and wakes who waits for that.
    pub fn tell<T>(&self, change: impl FnOnce(&mut LinkLog) -> T) -> T {
        let told = change(&mut self.log());
        self.changed.notify_waiters();
        told
    }

    pub async fn until<T>(&self, patience: Duration, mut look: impl FnMut(&LinkLog) -> Option<T>) -> Option<T> {
        let end = Instant::now().checked_add(patience);
        loop {
            let mut changed = pin!(self.changed.notified());
            // What changes between looking and waiting must wake us too.
            changed.as_mut().enable();
            {
                let log = self.log();
                let found = look(&log);
                if found.is_some() || log.is_over() {
                    return found;
                }
            }
            match end {
                Some(end) if timeout_at(end, changed.as_mut()).await.is_err() => return look(&self.log()),
                Some(_) => {}
                None => changed.await,
            }
        }
    }
}
