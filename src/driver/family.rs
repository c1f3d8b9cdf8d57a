//! All processes of a target, and the processor time that they use: those that listen, and whatever was started with
//! them. What they do to the machine is no noise of the machine.

use super::processes;
use crate::history::Nanos;
use procfs::process::{Process, Stat};
use std::collections::BTreeSet;

/// What was seen of them so far.
#[derive(Debug, Default)]
pub struct Family {
    used: Option<Nanos>,
    looks: u32,
    /// Looks at which all processors would not have been enough for them.
    crowded: u32,
}

/// So many looks are needed to know what they usually do.
const ENOUGH: u32 = 10;

impl Family {
    /// The processor time that they have used since the last look; nothing at the first.
    pub fn look(&mut self, listeners: &[Process], processors: usize) -> Nanos {
        let stats: Vec<Stat> = members(listeners).iter().filter_map(|process| process.stat().ok()).collect();
        self.looks += 1;
        self.crowded += u32::from(stats.iter().filter(|stat| stat.state == 'R').count() >= processors);
        let now: Nanos = stats.iter().map(used).sum();
        let before = self.used.replace(now);
        // One whose end nobody waited for takes its time along.
        before.map_or(0, |before| now.saturating_sub(before))
    }

    /// They keep every processor busy nearly all the time, also when nobody asks for anything: then they wait for one
    /// another, whoever else waits beside them.
    pub fn is_in_its_own_way(&self) -> bool {
        self.looks >= ENOUGH && self.crowded >= self.looks / 10 * 9
    }
}

/// The processor time of a process, and of those of its children that have ended.
fn used(stat: &Stat) -> Nanos {
    let ended = u64::try_from(stat.cutime + stat.cstime).unwrap_or(0);
    (stat.utime + stat.stime + ended) * processes::tick()
}

/// Those that listen, with all that they have started, and all that those have.
fn members(listeners: &[Process]) -> Vec<Process> {
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<i32> = listeners.iter().map(|process| first_within(process.pid)).collect();
    let mut members = Vec::new();
    while let Some(pid) = waiting.pop() {
        if !seen.insert(pid) {
            continue;
        }
        let Ok(process) = Process::new(pid) else { continue };
        let threads = process.tasks().into_iter().flatten().flatten();
        waiting.extend(threads.filter_map(|thread| thread.children().ok()).flatten().map(u32::cast_signed));
        members.push(process);
    }
    members
}

/// The first process of the name space that a process is in, if that is not ours: a submission that is kept apart is all
/// that there is in it, and whoever loses its parent becomes a child of the first. Elsewhere, the process itself.
fn first_within(pid: i32) -> i32 {
    let space = processes::name_space(pid).filter(|space| Some(space) != processes::own_name_space().as_ref());
    let mut first = pid;
    while let Some(parent) = Process::new(first).ok().and_then(|process| process.stat().ok()).map(|stat| stat.ppid) {
        if space.is_none() || processes::name_space(parent) != space {
            break;
        }
        first = parent;
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    #[test]
    fn what_is_started_is_of_the_family_and_what_it_uses_is_seen() {
        // A shell that starts one that works, and is itself asleep.
        let mut shell = Command::new("sh")
            .args(["-c", "sh -c 'while :; do :; done' & echo $!; wait"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(shell.stdout.take().unwrap()), &mut line).unwrap();
        let worker: i32 = line.trim().parse().unwrap();
        let listener = [Process::new(shell.id().cast_signed()).unwrap()];
        let pids: Vec<i32> = members(&listener).iter().map(|process| process.pid).collect();
        let mut family = Family::default();
        // It is one that is always runnable: that would be too many for one processor, and not for more.
        let (mut alone, mut among) = (Family::default(), Family::default());
        let first = family.look(&listener, 1);
        let end = Instant::now() + Duration::from_secs(20);
        let mut more = 0;
        while (more < 50_000_000 || alone.looks < ENOUGH) && Instant::now() < end {
            std::thread::sleep(Duration::from_millis(20));
            more += family.look(&listener, 1);
            alone.look(&listener, 1);
            among.look(&listener, 2);
        }
        Command::new("kill").arg(worker.to_string()).status().unwrap();
        shell.wait().unwrap();
        assert_eq!(pids, [listener[0].pid, worker]);
        assert_eq!(first, 0, "what was used before is not looked at");
        assert!(more >= 50_000_000, "{more} ns");
        assert!(alone.is_in_its_own_way() && !among.is_in_its_own_way(), "{alone:?} and {among:?}");
        assert_eq!(family.look(&listener, 1), 0, "they have ended");
    }
}
