//! Whose a process is, and what each submission uses. All of `/proc` is read at once, for all submissions, and not more
//! often than is needed: it is work that is done beside measurements.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How old a reading may be.
const FRESH: Duration = Duration::from_millis(400);

/// What tells that a process is of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Belongs {
    /// The name space of its process ids.
    To(u64),
    /// The mark in its environment.
    Marked(String),
}

/// The variable that marks processes where they have no name space of their own.
pub const MARK: &str = "LAB_SUBMISSION";

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Usage {
    pub processes: Vec<i32>,
    /// Resident, without what is shared with others; in bytes.
    pub memory: u64,
    pub threads: u64,
    pub cpu: Duration,
}

#[derive(Debug, Default)]
pub struct Census {
    last: Mutex<Option<(Instant, HashMap<Belongs, Usage>)>>,
}

impl Census {
    /// What is used by a submission, or was a moment ago.
    pub fn of(&self, whose: &Belongs) -> Usage {
        let mut last = self.last.lock().expect("no holder panics");
        if last.as_ref().is_none_or(|(at, _)| at.elapsed() > FRESH) {
            *last = Some((Instant::now(), take()));
        }
        last.as_ref().and_then(|(_, all)| all.get(whose)).cloned().unwrap_or_default()
    }

    /// The next who asks is told what is used then.
    pub fn forget(&self) {
        *self.last.lock().expect("no holder panics") = None;
    }

    /// The memory of these processes where what several of them share is counted once. It takes long: each of their
    /// pages is looked at.
    #[cfg(target_os = "linux")]
    pub fn memory(processes: &[i32]) -> u64 {
        let of = |pid: &i32| procfs::process::Process::new(*pid).and_then(|process| process.smaps_rollup()).ok();
        let rollups = processes.iter().filter_map(of).flat_map(|rollup| rollup.memory_map_rollup.0);
        rollups.filter_map(|map| map.extension.map.get("Pss").copied()).sum()
    }

    #[cfg(not(target_os = "linux"))]
    pub fn memory(_processes: &[i32]) -> u64 {
        0
    }

    /// Its processes right now.
    pub fn processes(whose: &Belongs) -> Vec<i32> {
        take().remove(whose).unwrap_or_default().processes
    }
}

#[cfg(target_os = "linux")]
fn take() -> HashMap<Belongs, Usage> {
    let own = namespace(std::process::id().cast_signed());
    let mut all: HashMap<Belongs, Usage> = HashMap::new();
    let page = procfs::page_size();
    let ticks = procfs::ticks_per_second();
    for process in procfs::process::all_processes().into_iter().flatten().flatten() {
        let Some(whose) = whose(&process, own) else { continue };
        let Ok(stat) = process.stat() else { continue };
        let usage = all.entry(whose).or_default();
        usage.processes.push(process.pid);
        usage.threads += u64::try_from(stat.num_threads).unwrap_or(0);
        let worked = stat.utime + stat.stime + u64::try_from(stat.cutime + stat.cstime).unwrap_or(0);
        usage.cpu += Duration::from_millis(worked * 1000 / ticks);
        if let Ok(memory) = process.statm() {
            usage.memory += memory.resident.saturating_sub(memory.shared) * page;
        }
    }
    all
}

#[cfg(not(target_os = "linux"))]
fn take() -> HashMap<Belongs, Usage> {
    HashMap::new()
}

/// A process within another name space belongs to that; one in ours, to whoever marked it.
#[cfg(target_os = "linux")]
fn whose(process: &procfs::process::Process, own: Option<u64>) -> Option<Belongs> {
    let space = namespace(process.pid)?;
    if Some(space) != own { Some(Belongs::To(space)) } else { mark(process).map(Belongs::Marked) }
}

/// The mark in its environment.
#[cfg(target_os = "linux")]
fn mark(process: &procfs::process::Process) -> Option<String> {
    process.environ().ok()?.remove(std::ffi::OsStr::new(MARK))?.into_string().ok()
}

/// Where a mark is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// Where nothing has a name space of its own but what made itself one: among all that take turns on the processor with
    /// us.
    Everywhere,
    /// Among our processes, and on bubblewrap, which keeps its mark within. Nobody else's environment is read there:
    /// that of one that forks without end is let go after seconds.
    Near,
}

/// The control group that has the processor when it has it.
#[cfg(target_os = "linux")]
fn turns(process: &procfs::process::Process) -> Option<String> {
    let groups = process.cgroups().ok()?.0;
    let counts = |group: &&procfs::ProcessCGroup| group.controllers.iter().any(|name| name == "cpu");
    let unified = || groups.iter().find(|group| group.hierarchy == 0);
    groups.iter().find(counts).or_else(unified).map(|group| group.pathname.clone())
}

/// Whether a process is in that group, or in one that we have made. One in a container is not, and has to be waited for:
/// with many others it takes the turns of one.
#[cfg(target_os = "linux")]
fn takes_turns(process: &procfs::process::Process, ours: Option<&str>) -> bool {
    let group = turns(process);
    let made = |group: &str| group.rsplit('/').next().is_some_and(|name| name.starts_with(super::cgroup::OURS));
    group.as_deref() == ours || group.as_deref().is_some_and(made)
}

/// Ends the processes that are chosen by where they belong and by their mark; whether there were any.
#[cfg(target_os = "linux")]
pub fn end(marks: Marks, chosen: impl Fn(&Belongs, Option<&str>) -> bool) -> bool {
    let own = namespace(std::process::id().cast_signed());
    let turns = procfs::process::Process::myself().ok().and_then(|own| turns(&own));
    let mut any = false;
    for process in procfs::process::all_processes().into_iter().flatten().flatten() {
        let (Some(space), Ok(stat)) = (namespace(process.pid), process.stat()) else { continue };
        let everywhere = || marks == Marks::Everywhere && takes_turns(&process, turns.as_deref());
        let may_have_mark = Some(space) == own || stat.comm == "bwrap" || everywhere();
        let mark = may_have_mark.then(|| mark(&process)).flatten();
        let belongs = mark.clone().map_or(Belongs::To(space), Belongs::Marked);
        let is = chosen(&Belongs::To(space), mark.as_deref()) || chosen(&belongs, mark.as_deref());
        // One that has ended and waits for its parent is no more.
        if is && stat.state != 'Z' {
            any = true;
            let pid = nix::unistd::Pid::from_raw(process.pid);
            let _ = nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGKILL);
        }
    }
    any
}

#[cfg(not(target_os = "linux"))]
pub fn end(_marks: Marks, _chosen: impl Fn(&Belongs, Option<&str>) -> bool) -> bool {
    false
}

/// Ends whatever was started in the rooms of this folder, and outlived who started it.
pub fn sweep(marks: Marks, folder: &std::path::Path) {
    let folder = format!("{}/", folder.display());
    for _ in 0..200 {
        if !end(marks, |_, mark| mark.is_some_and(|mark| mark.starts_with(&folder))) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The name space of the process ids of a process.
pub fn namespace(pid: i32) -> Option<u64> {
    let link = std::fs::read_link(format!("/proc/{pid}/ns/pid")).ok()?;
    link.to_str()?.strip_prefix("pid:[")?.strip_suffix(']')?.parse().ok()
}
