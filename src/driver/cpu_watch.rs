//! Reads from time to time how much processor time the target has used, and how long it waited for some. On Linux, for
//! a target on this machine whose processes we may look at; elsewhere nothing is recorded, and nothing is concluded
//! from that.
//!
//! The control is not late on every machine that keeps the target waiting: one that sleeps nearly all the time is let
//! in at once, and one that has just answered fifty clients is not.

use super::control::NoiseMeter;
use super::recorder::Recorder;
use super::wire::Clock;
use std::net::SocketAddr;

/// A watch over the target's processes; it ends with this value.
pub struct CpuWatch {
    #[cfg(target_os = "linux")]
    watching: tokio::task::JoinHandle<()>,
}

impl Drop for CpuWatch {
    fn drop(&mut self) {
        #[cfg(target_os = "linux")]
        self.watching.abort();
    }
}

impl CpuWatch {
    #[cfg(not(target_os = "linux"))]
    pub fn start(_target: Vec<SocketAddr>, _clock: Clock, _recorder: Recorder, _meter: NoiseMeter) -> Self {
        Self {}
    }

    /// Finds the processes that listen at these addresses, and goes on to watch them. Finding takes a while on a machine
    /// with very many connections: it is done in the background.
    #[cfg(target_os = "linux")]
    pub fn start(target: Vec<SocketAddr>, clock: Clock, recorder: Recorder, meter: NoiseMeter) -> Self {
        Self { watching: tokio::spawn(linux::watch(target, clock, recorder, meter)) }
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use super::{Clock, NoiseMeter, Recorder, SocketAddr};
    use crate::driver::family::Family;
    use crate::driver::processes;
    use crate::driver::run_queue::{RunQueue, ThreadLook, Waits};
    use crate::driver::wire::nanos;
    use crate::history::{CpuSample, Nanos, Record};
    use procfs::process::{Process, Task};
    use std::collections::BTreeMap;
    use std::time::Duration;

    /// How often the clocks of the processes are read; they tick every 10 ms.
    const EVERY: Duration = Duration::from_millis(100);
    /// Looking at very many processes takes long: no more than this part of a processor.
    const PART: u32 = 10;

    /// The processes that listen at these addresses. None if they are not on this machine, if they are not ours to look
    /// at, or if we are one of them.
    async fn listeners(target: &[SocketAddr]) -> Option<Vec<Process>> {
        let target = target.to_vec();
        let found = tokio::task::spawn_blocking(move || {
            // The address of another machine says nothing of the sockets of this one.
            let near = target.into_iter().filter(|address| address.ip().is_loopback());
            let mut found: Vec<Process> = near.flat_map(processes::listeners).collect();
            found.sort_by_key(|process| process.pid);
            found.dedup_by_key(|process| process.pid);
            found
        });
        let found = found.await.ok()?;
        let ourselves = found.iter().any(|process| u32::try_from(process.pid) == Ok(std::process::id()));
        (!found.is_empty() && !ourselves).then_some(found)
    }

    /// What was seen of a target so far.
    #[derive(Default)]
    struct Watched {
        queue: RunQueue,
        family: Family,
        queued: Nanos,
        last: Nanos,
    }

    pub async fn watch(target: Vec<SocketAddr>, clock: Clock, recorder: Recorder, meter: NoiseMeter) {
        let Some(mut found) = listeners(&target).await else { return };
        let mut watched = Watched::default();
        loop {
            let begun = clock.now();
            match worked(&found) {
                Some(cpu_time) => {
                    let sample = watched.look(clock, &found, cpu_time);
                    // What is longer than from one reading to the next is one wait, not many short ones.
                    if sample.longest_wait > sample.at.saturating_sub(watched.last).max(nanos(EVERY)) {
                        meter.target_waited(sample.at, sample.longest_wait);
                    }
                    watched.last = sample.at;
                    recorder.record(Record::Cpu(sample));
                }
                // One of them has ended; those that follow are others.
                None => (found, watched) = (listeners(&target).await.unwrap_or_default(), Watched::default()),
            }
            let took = Duration::from_nanos(clock.now().saturating_sub(begun));
            tokio::time::sleep(EVERY.max(took * PART)).await;
        }
    }

    impl Watched {
        fn look(&mut self, clock: Clock, found: &[Process], cpu_time: Nanos) -> CpuSample {
            let at = clock.now();
            let Waits { longest, all, ran } = self.queue.look(at, threads(found, clock));
            let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
            let used = self.family.look(found, processors);
            // While any of them ran, they may have waited for one another.
            let by_others = longest.saturating_sub(ran.max(used));
            let (longest_wait, all) = if self.family.is_in_its_own_way() { (0, 0) } else { (by_others, all) };
            self.queued += all;
            CpuSample {
                at,
                cpu_time,
                run_queue_time: self.queued,
                longest_wait,
                own: used / processors as Nanos,
                processes: u32::try_from(found.len()).unwrap_or(u32::MAX),
            }
        }
    }

    /// The processor time of all of them, in nanoseconds; none when there is none to ask.
    fn worked(processes: &[Process]) -> Option<u64> {
        processes.iter().map(processes::worked).sum::<Option<u64>>().filter(|_| !processes.is_empty())
    }

    /// Their threads by their ids; none where the kernel does not count this.
    fn threads(processes: &[Process], clock: Clock) -> BTreeMap<i32, ThreadLook> {
        let threads = processes.iter().filter_map(|process| process.tasks().ok()).flatten().flatten();
        threads.filter_map(|thread| Some((thread.tid, look(&thread, clock)?))).collect()
    }

    fn look(thread: &Task, clock: Clock) -> Option<ThreadLook> {
        let from = clock.now();
        // What it does is asked first: a wait that ends in between is booked with those of a thread that was seen to wait.
        let (is_runnable, stat) = (thread.stat().ok()?.state == 'R', thread.schedstat().ok()?);
        Some(ThreadLook { from, to: clock.now(), ran: stat.sum_exec_runtime, queued: stat.run_delay, is_runnable })
    }
}
