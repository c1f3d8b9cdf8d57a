//! The task: its state, how it changes, how to wait for that.

use serde::Serialize;
use tokio::sync::watch;

/// The status of a task that nobody has updated yet.
const FIRST_STATUS: &str = "En attente";

/// The state of the task at one moment. Status and version only ever travel together: whoever has
/// one of these has a pair that was true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Snapshot {
    pub status: String,
    pub version: u64,
}

impl Default for Snapshot {
    /// The first version is 1, so that a client which knows nothing and says 0 is answered at once.
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

    /// Changes the status, adds one to the version and wakes everyone who waits.
    ///
    /// The same status again is an update too: whoever presses the button sees that it arrived,
    /// and there is no case to decide, so none to get wrong.
    pub fn update(&self, status: String) -> Snapshot {
        let mut after = Snapshot::default();
        // Status and version change under one lock: no reader can see one without the other, and
        // of two updates at the same moment each gets a version of its own.
        self.state.send_modify(|state| {
            state.status = status;
            state.version += 1;
            after = state.clone();
        });
        after
    }

    /// Waits until the version is another one than `known`: at once if it already is.
    ///
    /// 'Another', not 'greater': after a restart of the server a client may know a version that is
    /// yet to come, and must learn the state too.
    ///
    /// No wake-up can be lost here. 'Look, then wait' loses the update that falls between the two;
    /// a watch channel counts its changes, and `wait_for` falls asleep only if that count is still
    /// the one of its last look. A change in between makes it look again.
    pub async fn other_than(&self, known: u64) -> Snapshot {
        let mut state = self.state.subscribe();
        match state.wait_for(|state| state.version != known).await {
            Ok(news) => news.clone(),
            // The channel closes with its sender, which is borrowed here and so still open.
            Err(_) => self.current(),
        }
    }
}
