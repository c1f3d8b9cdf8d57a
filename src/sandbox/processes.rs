//! Which submission a process belongs to, and what each submission uses. All of `/proc` is read at once, for all
//! submissions, and not more often than is needed: reading it is work beside measurements.

#[cfg(target_os = "linux")]
use super::namespaces;
use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How old a reading may be.
const FRESH: Duration = Duration::from_millis(400);

/// How the processes of a submission are known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Owner {
    /// By the number of the name space of their process ids.
    Namespace(u64),
    /// By the mark in their environment.
    Marked(String),
}

/// The variable with the mark of processes that have no name space of their own.
pub const MARK: &str = "LAB_SUBMISSION";

#[derive(Debug, Clone, Default, PartialEq)]
pub struct ResourceUsage {
    pub processes: Vec<i32>,
    /// Resident, without what is shared with others; in bytes.
    pub memory: u64,
    pub threads: u64,
    pub cpu: Duration,
}

/// What all submissions used when that was last read.
#[derive(Debug, Default)]
pub struct Census {
    last: Mutex<Option<(Instant, HashMap<Owner, ResourceUsage>)>>,
}

impl Census {
    /// What a submission uses, or used a moment ago.
    pub fn usage(&self, owner: &Owner) -> ResourceUsage {
        let mut last = self.last.lock().expect("no holder panics");
        if last.as_ref().is_none_or(|(at, _)| at.elapsed() > FRESH) {
            *last = Some((Instant::now(), take()));
        }
        last.as_ref().and_then(|(_, all)| all.get(owner)).cloned().unwrap_or_default()
    }

    /// Forgets the last reading: the next question is answered with a new one.
    pub fn forget(&self) {
        *self.last.lock().expect("no holder panics") = None;
    }
}

/// The memory of these processes, counting once what several of them share. It takes long: each of their pages is
/// looked at.
#[cfg(target_os = "linux")]
pub fn shared_memory(processes: &[i32]) -> u64 {
    let of = |pid: &i32| procfs::process::Process::new(*pid).and_then(|process| process.smaps_rollup()).ok();
    let rollups = processes.iter().filter_map(of).flat_map(|rollup| rollup.memory_map_rollup.0);
    rollups.filter_map(|map| map.extension.map.get("Pss").copied()).sum()
}

#[cfg(not(target_os = "linux"))]
pub fn shared_memory(_processes: &[i32]) -> u64 {
    0
}

/// The processes of a submission right now.
pub fn processes_of(owner: &Owner) -> Vec<i32> {
    take().remove(owner).unwrap_or_default().processes
}

#[cfg(target_os = "linux")]
fn take() -> HashMap<Owner, ResourceUsage> {
    let ours = namespaces::own_number();
    let mut all: HashMap<Owner, ResourceUsage> = HashMap::new();
    let page = procfs::page_size();
    let ticks = procfs::ticks_per_second();
    for process in procfs::process::all_processes().into_iter().flatten().flatten() {
        let Some(owner) = owner(&process, ours) else { continue };
        let Ok(stat) = process.stat() else { continue };
        let usage = all.entry(owner).or_default();
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
fn take() -> HashMap<Owner, ResourceUsage> {
    HashMap::new()
}

/// The owner of a process in another name space than ours is that name space; of one in ours, its mark tells.
#[cfg(target_os = "linux")]
fn owner(process: &procfs::process::Process, ours: Option<u64>) -> Option<Owner> {
    let space = namespaces::number_of(process.pid)?;
    if Some(space) != ours { Some(Owner::Namespace(space)) } else { mark(process).map(Owner::Marked) }
}

/// The mark in the environment of a process.
#[cfg(target_os = "linux")]
fn mark(process: &procfs::process::Process) -> Option<String> {
    process.environ().ok()?.remove(std::ffi::OsStr::new(MARK))?.into_string().ok()
}

/// In which processes a mark is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkSearch {
    /// Without isolation: in all that share our control group of the processor. A submission may have made a name space
    /// for itself.
    Everywhere,
    /// In those of our own name space, and in bubblewrap, which has its mark in the name space of the submission too.
    /// The environment of no other is read: that of a fork bomb can be read only after seconds.
    Near,
}

/// The control group whose turn it is when a process has the processor.
#[cfg(target_os = "linux")]
fn cpu_group(process: &procfs::process::Process) -> Option<String> {
    let groups = process.cgroups().ok()?.0;
    let counts = |group: &&procfs::ProcessCGroup| group.controllers.iter().any(|name| name == "cpu");
    let unified = || groups.iter().find(|group| group.hierarchy == 0);
    groups.iter().find(counts).or_else(unified).map(|group| group.pathname.clone())
}

/// Whether a process is in that group, or in one that we have made. One in a container is in neither, and its
/// environment is not read: all processes of a container share the turns of one, so it would have to be waited for.
#[cfg(target_os = "linux")]
fn shares_cpu(process: &procfs::process::Process, ours: Option<&str>) -> bool {
    let group = cpu_group(process);
    let made = |group: &str| group.rsplit('/').next().is_some_and(|name| name.starts_with(super::cgroup::OURS));
    group.as_deref() == ours || group.as_deref().is_some_and(made)
}

/// Ends the processes that are chosen by the number of their name space and by their mark; whether there were any.
#[cfg(target_os = "linux")]
pub fn end(search: MarkSearch, chosen: impl Fn(u64, Option<&str>) -> bool) -> bool {
    let ours = namespaces::own_number();
    let our_group = procfs::process::Process::myself().ok().and_then(|own| cpu_group(&own));
    let mut any = false;
    for process in procfs::process::all_processes().into_iter().flatten().flatten() {
        let (Some(space), Ok(stat)) = (namespaces::number_of(process.pid), process.stat()) else { continue };
        let everywhere = || search == MarkSearch::Everywhere && shares_cpu(&process, our_group.as_deref());
        let may_have_mark = Some(space) == ours || stat.comm == "bwrap" || everywhere();
        let mark = may_have_mark.then(|| mark(&process)).flatten();
        // One that has ended and waits for its parent is no more.
        if chosen(space, mark.as_deref()) && stat.state != 'Z' {
            any = true;
            let pid = nix::unistd::Pid::from_raw(process.pid);
            let _ = nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGKILL);
        }
    }
    any
}

#[cfg(not(target_os = "linux"))]
pub fn end(_search: MarkSearch, _chosen: impl Fn(u64, Option<&str>) -> bool) -> bool {
    false
}

/// Ends all processes of a user that we gave to a submission, in one call: none that makes others meanwhile is missed.
pub fn end_user(user: u32) {
    // Some systems have people with ids as high as ours.
    #[cfg(unix)]
    if !matches!(nix::unistd::User::from_uid(user.into()), Ok(None)) {
        return;
    }
    let user = user.to_string();
    let mut ending = std::process::Command::new("setpriv");
    ending.args(["--reuid", &user, "--regid", &user, "--clear-groups", "sh", "-c", "kill -KILL -1"]);
    // It ends itself too.
    let _ = ending.stdin(std::process::Stdio::null()).status();
}

/// Ends all that was started in the workspaces of this folder and outlived the `lab` that started it.
pub fn sweep(search: MarkSearch, folder: &std::path::Path) {
    let folder = format!("{}/", folder.display());
    for _ in 0..200 {
        if !end(search, |_, mark| mark.is_some_and(|mark| mark.starts_with(&folder))) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}
