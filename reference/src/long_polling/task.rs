//! The task: its state, how it changes, and how to wait for a change.

use serde::Serialize;
use tokio::sync::watch;

/// The status of a task before its first update.
const FIRST_STATUS: &str = "En attente";

/// The state of the task at one moment. Status and version always travel together, so a snapshot is
/// a pair that was true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Snapshot {
    pub status: String,
    pub version: u64,
}

impl Default for Snapshot {
    /// The first version is 1, so that a client that knows nothing and says 0 is answered at once.
    fn default() -> Self {
        Self { status: FIRST_STATUS.to_owned(), version: 1 }
    }
}

/// A task that many clients look at.
#[derive(Debug, Default)]
pub struct Task {
    pub(super) state: watch::Sender<Snapshot>,
}

impl Task {
    pub fn current(&self) -> Snapshot {
        self.state.borrow().clone()
    }

    /// Changes the status, adds one to the version and wakes every poll that waits.
    ///
    /// The same status again is an update too: a user who presses the button sees that it arrived,
    /// and there is no special case to get wrong.
    pub fn update(&self, status: String) -> Snapshot {
        let mut after = Snapshot::default();
        // Status and version change under one lock: no reader can see one without the other, and
        // two updates at the same moment each get a version of their own.
        self.state.send_modify(|state| {
            state.status = status;
            state.version += 1;
            after = state.clone();
        });
        after
    }

    /// Waits until the version is another one than `known`: returns at once if it already is.
    ///
    /// 'Another', not 'greater': after a restart of the server a client may know a version that the
    /// new server has not reached yet, and must learn the state too.
    ///
    /// No wake-up can be lost here. 'Look, then wait' loses an update that falls between the two;
    /// but a watch channel counts its changes, and `wait_for` sleeps only if the count is still what
    /// it was when it looked. A change in between makes it look again.
    pub async fn other_than(&self, known: u64) -> Snapshot {
        let mut state = self.state.subscribe();
        match state.wait_for(|state| state.version != known).await {
            Ok(news) => news.clone(),
            // Cannot happen: the channel closes when its sender is dropped, and `self` still has it.
            Err(_) => self.current(),
        }
    }
}
