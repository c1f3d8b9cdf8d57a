//! Where the further instances of a submission listen.

use super::beside::MoreInstances;
use super::running::Running;
use super::{ports, processes};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::time::{Instant, sleep};

impl Running {
    /// Where its further instances listen; none if not all of them do in time.
    pub async fn more(&self, more: &MoreInstances) -> Option<Vec<SocketAddr>> {
        /// One that has its port in its source ends at once, and another is as quick as the first was.
        const LONGEST: Duration = Duration::from_secs(20);
        let until = Instant::now() + self.limits.start.min(LONGEST);
        loop {
            let processes = processes::processes_of(&self.owner());
            let mut found = ports::listening(&processes, self.namespaces.is_some());
            found.retain(|address| more.ports().any(|port| port == address.port()));
            if found.len() == usize::from(more.count) {
                return Some(found);
            }
            if Instant::now() > until {
                return None;
            }
            sleep(Duration::from_millis(100)).await;
        }
    }
}
