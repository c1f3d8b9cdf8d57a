//! Reads from time to time how much processor time the target has used. On Linux, for a target on this machine whose
//! processes we may look at; elsewhere nothing is recorded, and nothing is concluded from that.

use super::recorder::Recorder;
use super::wire::Clock;
use std::net::SocketAddr;

/// A watch over the target's processes; it ends with this value.
pub struct Watch {
    #[cfg(target_os = "linux")]
    watching: tokio::task::JoinHandle<()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        #[cfg(target_os = "linux")]
        self.watching.abort();
    }
}

impl Watch {
    #[cfg(not(target_os = "linux"))]
    pub fn start(_target: SocketAddr, _clock: Clock, _recorder: Recorder) -> Self {
        Self {}
    }

    /// Finds who listens at this address, and goes on to watch them. Finding takes a while on a machine with very many
    /// connections: nobody waits for it.
    #[cfg(target_os = "linux")]
    pub fn start(target: SocketAddr, clock: Clock, recorder: Recorder) -> Self {
        Self { watching: tokio::spawn(linux::watch(target, clock, recorder)) }
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use super::{Clock, Recorder, SocketAddr};
    use crate::history::{Effort, Record};
    use procfs::net::TcpState;
    use procfs::process::{FDTarget, Process, all_processes};
    use std::net::IpAddr;
    use std::time::Duration;

    /// How often the clocks of the processes are read; they tick every 10 ms.
    const EVERY: Duration = Duration::from_millis(100);

    /// The processes that hold a listening socket of this address: a server and its workers share one. None where
    /// it is not on this machine, or is not ours to look at, or is ourselves.
    async fn listeners(target: SocketAddr) -> Option<Vec<Process>> {
        tokio::task::spawn_blocking(move || find(target)).await.ok()?
    }

    fn find(target: SocketAddr) -> Option<Vec<Process>> {
        if !target.ip().is_loopback() {
            return None;
        }
        let sockets: Vec<u64> = procfs::net::tcp()
            .into_iter()
            .chain(procfs::net::tcp6())
            .flatten()
            .filter(|socket| socket.state == TcpState::Listen && serves(socket.local_address, target))
            .map(|socket| socket.inode)
            .collect();
        if sockets.is_empty() {
            return None;
        }
        let holds = |process: &Process| {
            process.fd().is_ok_and(|files| {
                files.flatten().any(|file| matches!(file.target, FDTarget::Socket(inode) if sockets.contains(&inode)))
            })
        };
        let found: Vec<_> = all_processes().ok()?.flatten().filter(holds).collect();
        let ourselves = found.iter().any(|process| u32::try_from(process.pid) == Ok(std::process::id()));
        (!found.is_empty() && !ourselves).then_some(found)
    }

    fn serves(listening: SocketAddr, target: SocketAddr) -> bool {
        let plain = |ip: IpAddr| ip.to_canonical();
        listening.port() == target.port()
            && (listening.ip().is_unspecified() || plain(listening.ip()) == plain(target.ip()))
    }

    pub async fn watch(target: SocketAddr, clock: Clock, recorder: Recorder) {
        let Some(mut found) = listeners(target).await else { return };
        loop {
            match worked(&found) {
                Some(worked) => {
                    let processes = u32::try_from(found.len()).unwrap_or(u32::MAX);
                    let queued = queued(&found);
                    recorder.record(Record::Effort(Effort { at: clock.now(), worked, queued, processes }));
                }
                // One of them has ended; those that follow are others.
                None => found = listeners(target).await.unwrap_or_default(),
            }
            tokio::time::sleep(EVERY).await;
        }
    }

    /// The processor time of all of them, in nanoseconds; none when there is none to ask.
    fn worked(processes: &[Process]) -> Option<u64> {
        let tick = 1_000_000_000 / procfs::ticks_per_second();
        let times = processes.iter().map(|process| process.stat().ok().map(|stat| (stat.utime + stat.stime) * tick));
        times.sum::<Option<u64>>().filter(|_| !processes.is_empty())
    }

    /// How long their threads waited for a processor, in nanoseconds; 0 where the kernel does not count it.
    fn queued(processes: &[Process]) -> u64 {
        let threads = processes.iter().filter_map(|process| process.tasks().ok()).flatten().flatten();
        threads.filter_map(|thread| thread.schedstat().ok()).map(|stat| stat.run_delay).sum()
    }
}
