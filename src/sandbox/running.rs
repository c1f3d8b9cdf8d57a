//! Something that runs in a room, until it is stopped, with all that it has started.

use super::cgroup::Group;
use super::engine::Container;
use super::find::USUAL;
use super::isolation::Isolation;
use super::limits::Limits;
use super::log::tail;
use super::ports;
use super::processes::{self, Belongs, Census, namespace};
use super::trouble::{Ended, Trouble};
use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;
use tokio::process::Child;
use tokio::time::{Instant, sleep, timeout};

/// Something that runs in a room.
pub struct Running {
    pub(super) process: Child,
    pub(super) belongs: Belongs,
    pub(super) mark: String,
    /// The name spaces that it runs in, where it has its own.
    pub(super) spaces: Option<Spaces>,
    /// Where it listens, the most likely first.
    pub addresses: Vec<SocketAddr>,
    pub(super) logs: Vec<tokio::task::JoinHandle<()>>,
    pub(super) isolation: Isolation,
    pub(super) limits: Limits,
    pub(super) folder: PathBuf,
    pub(super) group: Option<Group>,
    pub(super) over: Option<Ended>,
    /// What it runs in, where that is a container.
    pub(super) container: Option<Container>,
}

impl Running {
    /// Waits until it is known where it runs.
    pub(super) async fn enter(&mut self) -> Result<(), Trouble> {
        let until = Instant::now() + self.limits.start;
        // All that belongs to its name space is ended with it: that must never be ours.
        let ours = namespace(std::process::id().cast_signed());
        loop {
            let spaces = self.first_within().and_then(Spaces::of);
            if let Some(spaces) = spaces.filter(|spaces| Some(spaces.number) != ours) {
                self.belongs = Belongs::To(spaces.number);
                self.spaces = Some(spaces);
                return Ok(());
            }
            // A short command may be over before we look.
            if self.process.try_wait().ok().flatten().is_some() {
                return Ok(());
            }
            if Instant::now() > until {
                return Err(Trouble::Ours("it is not known what was started".into()));
            }
            // An engine has to be asked, which is work.
            sleep(Duration::from_millis(if self.container.is_some() { 100 } else { 5 })).await;
        }
    }

    fn first_within(&self) -> Option<i32> {
        match &self.container {
            Some(container) => container.engine.inner(&container.name),
            None => only_child(i32::try_from(self.process.id()?).ok()?),
        }
    }

    /// Whether it is the engine that failed, and not what it ran: that was never seen to run.
    pub(super) fn is_fault_of_engine(&self, status: ExitStatus) -> bool {
        self.container.is_some() && self.spaces.is_none() && status.code() == Some(125)
    }

    /// The network that it listens in, to be entered; none where it is ours.
    pub fn network(&self) -> Option<PathBuf> {
        Some(path_of(&self.spaces.as_ref()?.network))
    }

    /// The user name space around that network, where there is one.
    pub fn users(&self) -> Option<PathBuf> {
        let spaces = self.spaces.as_ref().filter(|_| !self.isolation.root)?;
        Some(path_of(&spaces.users))
    }

    pub(super) async fn listens(
        &mut self,
        port: Option<u16>,
        until: Instant,
        log: &Path,
    ) -> Result<Vec<SocketAddr>, Trouble> {
        /// A second port may open a moment after the first.
        const SETTLED: Duration = Duration::from_millis(500);
        let mut since = None;
        loop {
            let processes = Census::processes(&self.belongs);
            let mut found = ports::listening(&processes, self.spaces.is_some());
            if !found.is_empty() {
                let expected = found.iter().any(|address| Some(address.port()) == port);
                let since = *since.get_or_insert_with(Instant::now);
                if expected || since.elapsed() > SETTLED {
                    found.sort_by_key(|address| likely(address.port(), port));
                    return Ok(found);
                }
            }
            if let Ok(Some(status)) = self.process.try_wait() {
                sleep(Duration::from_millis(50)).await;
                if self.is_fault_of_engine(status) {
                    return Err(Trouble::Ours(tail(log)));
                }
                let over = self.was_stopped();
                return Err(
                    over.map_or_else(|| Trouble::Ended { status: said(status), said: tail(log) }, Trouble::TooMuch)
                );
            }
            if let Some(over) = self.check() {
                return Err(Trouble::TooMuch(over));
            }
            if Instant::now() > until {
                return Err(Trouble::Silent { most: self.limits.start, said: tail(log) });
            }
            sleep(Duration::from_millis(100)).await;
        }
    }

    /// Waits until it has ended by itself; none where it has passed a limit, or the time is over.
    pub(super) async fn finish(&mut self, until: Instant) -> Option<std::io::Result<ExitStatus>> {
        for count in 1.. {
            if let Ok(status) = timeout(Duration::from_millis(500), self.process.wait()).await {
                return Some(status);
            }
            self.over = self.check().or_else(|| self.check_disk(count, 4));
            if self.over.is_some() || Instant::now() > until {
                return None;
            }
        }
        None
    }

    /// Waits until it has passed a limit.
    pub async fn over(&mut self) -> Ended {
        let mut count = 0_u32;
        loop {
            sleep(Duration::from_millis(500)).await;
            count = count.wrapping_add(1);
            if let Some(over) = self.check().or_else(|| self.check_disk(count, 20)) {
                self.over = Some(over);
                return over;
            }
        }
    }

    /// Its files are looked at less often than its processes: there may be many.
    fn check_disk(&self, count: u32, every: u32) -> Option<Ended> {
        let written = || self.container.as_ref().map_or(0, |one| one.engine.written(&one.name));
        let size = (count.is_multiple_of(every)).then(|| size(&self.folder, self.limits.disk) + written())?;
        (size > self.limits.disk).then_some(Ended::Disk(self.limits.disk))
    }

    /// The limit that it has passed by now.
    pub fn has_passed(&mut self) -> Option<Ended> {
        self.isolation.census.forget();
        self.check()
    }

    fn check(&mut self) -> Option<Ended> {
        if let Some(stopped) = self.was_stopped() {
            return Some(stopped);
        }
        let usage = self.isolation.census.of(&self.belongs);
        if usage.threads > self.limits.processes {
            return Some(Ended::Processes(self.limits.processes));
        }
        // Where there is a group, the kernel counts its memory. It is no small matter: who forks without end lets whoever
        // counts wait for seconds.
        let grouped = self.group.is_some() || self.container.is_some();
        let counted = !grouped && usage.memory > self.limits.memory;
        if counted && Census::memory(&usage.processes) > self.limits.memory {
            return Some(Ended::Memory(self.limits.memory));
        }
        (usage.cpu > self.limits.cpu).then_some(Ended::Cpu(self.limits.cpu))
    }

    /// The limit that the kernel has held it to, or that we have.
    pub(super) fn was_stopped(&mut self) -> Option<Ended> {
        if self.over.is_some() {
            return self.over;
        }
        if let Some(container) = &self.container {
            let gone = self.spaces.as_ref().is_none_or(|spaces| namespace(spaces.first) != Some(spaces.number));
            let killed = gone && container.engine.was_killed(&container.name);
            return killed.then_some(Ended::Memory(self.limits.memory));
        }
        let group = self.group.as_ref()?;
        if group.out_of_processes() {
            return Some(Ended::Processes(self.limits.processes));
        }
        group.out_of_memory().then_some(Ended::Memory(self.limits.memory))
    }

    /// Ends all of it, whatever it does: its first process takes its whole name space with it; without one, whoever
    /// has its mark is ended until there is nobody.
    pub async fn stop(mut self) {
        drop(self.container.take());
        let _ = self.process.start_kill();
        #[cfg(unix)]
        if let Some(group) = self.process.id().and_then(|id| i32::try_from(id).ok()) {
            let _ = nix::sys::signal::killpg(nix::unistd::Pid::from_raw(group), nix::sys::signal::Signal::SIGKILL);
        }
        let _ = timeout(Duration::from_secs(5), self.process.wait()).await;
        for _ in 0..200 {
            let is_its = |belongs: &Belongs, mark: Option<&str>| *belongs == self.belongs || mark == Some(&self.mark);
            if !processes::end(self.isolation.marks(), is_its) {
                break;
            }
            sleep(Duration::from_millis(20)).await;
        }
        for log in &self.logs {
            log.abort();
        }
    }
}

/// The name spaces of a process. They are held open: once the last who is in one has gone, its number is given to the
/// next that is made, which may be that of another submission.
pub(super) struct Spaces {
    /// The first process within, by its id outside.
    first: i32,
    /// The number of the name space of its process ids.
    number: u64,
    _processes: File,
    network: File,
    users: File,
}

impl Spaces {
    #[cfg(target_os = "linux")]
    fn of(first: i32) -> Option<Self> {
        use std::os::linux::fs::MetadataExt;
        let open = |name: &str| File::open(format!("/proc/{first}/ns/{name}")).ok();
        let processes = open("pid")?;
        let number = processes.metadata().ok()?.st_ino();
        Some(Self { first, number, _processes: processes, network: open("net")?, users: open("user")? })
    }

    #[cfg(not(target_os = "linux"))]
    fn of(_first: i32) -> Option<Self> {
        None
    }
}

/// A file that we hold, for those that we start.
fn path_of(file: &File) -> PathBuf {
    #[cfg(unix)]
    let number = std::os::fd::AsRawFd::as_raw_fd(file);
    #[cfg(not(unix))]
    let number = 0;
    PathBuf::from(format!("/proc/{}/fd/{number}", std::process::id()))
}

#[cfg(target_os = "linux")]
fn only_child(pid: i32) -> Option<i32> {
    let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).ok()?;
    children.split_whitespace().next()?.parse().ok()
}

#[cfg(not(target_os = "linux"))]
fn only_child(_pid: i32) -> Option<i32> {
    None
}

/// The port that is named goes first, then those that servers usually have.
fn likely(port: u16, named: Option<u16>) -> (usize, u16) {
    let place = USUAL.iter().position(|usual| *usual == port).map_or(USUAL.len(), |place| place + 1);
    (if Some(port) == named { 0 } else { place + 1 }, port)
}

pub(super) fn said(status: ExitStatus) -> String {
    status.to_string()
}

/// The bytes of a folder's files, counted no further than is needed.
fn size(folder: &Path, most: u64) -> u64 {
    let (mut sum, mut folders) = (0, vec![folder.to_owned()]);
    while let Some(folder) = folders.pop().filter(|_| sum <= most) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let Ok(about) = entry.metadata() else { continue };
            if about.is_dir() {
                folders.push(entry.path());
            } else {
                sum += about.len();
            }
        }
    }
    sum
}
