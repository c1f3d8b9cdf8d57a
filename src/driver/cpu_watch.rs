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
    pub fn start(_target: SocketAddr, _clock: Clock, _recorder: Recorder, _meter: NoiseMeter) -> Self {
        Self {}
    }

    /// Finds the processes that listen at this address, and goes on to watch them. Finding takes a while on a machine
    /// with very many connections: it is done in the background.
    #[cfg(target_os = "linux")]
    pub fn start(target: SocketAddr, clock: Clock, recorder: Recorder, meter: NoiseMeter) -> Self {
        Self { watching: tokio::spawn(linux::watch(target, clock, recorder, meter)) }
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use super::{Clock, NoiseMeter, Recorder, SocketAddr};
    use crate::driver::processes;
    use crate::driver::wire::nanos;
    use crate::history::{CpuSample, Nanos, Record};
    use procfs::process::Process;
    use std::collections::BTreeMap;
    use std::time::Duration;

    /// How often the clocks of the processes are read; they tick every 10 ms.
    const EVERY: Duration = Duration::from_millis(100);

    /// The processes that listen at this address. None if it is not on this machine, if they are not ours to look at,
    /// or if we are one of them.
    async fn listeners(target: SocketAddr) -> Option<Vec<Process>> {
        let found = tokio::task::spawn_blocking(move || {
            // The address of another machine says nothing of the sockets of this one.
            if target.ip().is_loopback() { processes::listeners(target) } else { vec![] }
        });
        let found = found.await.ok()?;
        let ourselves = found.iter().any(|process| u32::try_from(process.pid) == Ok(std::process::id()));
        (!found.is_empty() && !ourselves).then_some(found)
    }

    pub async fn watch(target: SocketAddr, clock: Clock, recorder: Recorder, meter: NoiseMeter) {
        let Some(mut found) = listeners(target).await else { return };
        let mut before = None;
        loop {
            match worked(&found) {
                Some(cpu_time) => {
                    let processes = u32::try_from(found.len()).unwrap_or(u32::MAX);
                    let (at, now) = (clock.now(), threads(&found));
                    let run_queue_time = now.values().map(|thread| thread.queued).sum();
                    let longest_wait = before.as_ref().map_or(0, |before| waited(before, &now));
                    // What is longer than from one reading to the next is one wait, not many short ones.
                    if longest_wait > nanos(EVERY) {
                        meter.target_waited(at, longest_wait);
                    }
                    let sample = CpuSample { at, cpu_time, run_queue_time, longest_wait, processes };
                    recorder.record(Record::Cpu(sample));
                    before = Some(now);
                }
                // One of them has ended; those that follow are others.
                None => (found, before) = (listeners(target).await.unwrap_or_default(), None),
            }
            tokio::time::sleep(EVERY).await;
        }
    }

    /// The processor time of all of them, in nanoseconds; none when there is none to ask.
    fn worked(processes: &[Process]) -> Option<u64> {
        processes.iter().map(processes::worked).sum::<Option<u64>>().filter(|_| !processes.is_empty())
    }

    /// What a thread has done since it began, in nanoseconds: it ran, or waited for a processor.
    #[derive(Debug, Clone, Copy)]
    struct Thread {
        ran: Nanos,
        queued: Nanos,
    }

    /// Their threads by their ids; none where the kernel does not count this.
    fn threads(processes: &[Process]) -> BTreeMap<i32, Thread> {
        let threads = processes.iter().filter_map(|process| process.tasks().ok()).flatten().flatten();
        let read = threads.filter_map(|thread| Some((thread.tid, thread.schedstat().ok()?)));
        read.map(|(id, stat)| (id, Thread { ran: stat.sum_exec_runtime, queued: stat.run_delay })).collect()
    }

    /// The longest wait of one thread, without the time that any of them ran: no more of it can be their own doing.
    fn waited(before: &BTreeMap<i32, Thread>, now: &BTreeMap<i32, Thread>) -> Nanos {
        // One that was not there has begun since.
        let since = |id: &i32| before.get(id).copied().unwrap_or(Thread { ran: 0, queued: 0 });
        let waited = now.iter().map(|(id, thread)| thread.queued.saturating_sub(since(id).queued));
        let ran: Nanos = now.iter().map(|(id, thread)| thread.ran.saturating_sub(since(id).ran)).sum();
        waited.max().unwrap_or(0).saturating_sub(ran)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn reading(threads: &[(i32, Nanos, Nanos)]) -> BTreeMap<i32, Thread> {
            threads.iter().map(|&(id, ran, queued)| (id, Thread { ran, queued })).collect()
        }

        #[test]
        fn a_target_waits_as_long_as_one_of_its_threads() {
            let before = reading(&[(1, 50, 100), (2, 50, 100)]);
            assert_eq!(waited(&before, &reading(&[(1, 50, 700), (2, 50, 400)])), 600);
            assert_eq!(waited(&before, &reading(&[(1, 50, 100), (2, 50, 100)])), 0);
        }

        #[test]
        fn what_its_threads_ran_may_be_what_the_others_waited_for() {
            let before = reading(&[(1, 50, 100), (2, 50, 100)]);
            assert_eq!(waited(&before, &reading(&[(1, 150, 100), (2, 50, 190)])), 0);
            assert_eq!(waited(&before, &reading(&[(1, 60, 100), (2, 70, 400)])), 270);
        }

        #[test]
        fn a_thread_that_is_new_has_waited_since_it_began() {
            assert_eq!(waited(&reading(&[(1, 50, 100)]), &reading(&[(1, 50, 100), (7, 5, 30)])), 25);
            assert_eq!(waited(&reading(&[(1, 50, 100), (7, 5, 30)]), &reading(&[(1, 50, 100)])), 0);
        }
    }
}
