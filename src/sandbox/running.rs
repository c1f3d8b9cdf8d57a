//! A command that runs in a workspace until it is stopped, with all processes that it has started.

use super::cgroup::ControlGroup;
use super::container::Container;
use super::disk::DiskWatch;
use super::failure::{PassedLimit, StartFailure};
use super::find::USUAL;
use super::isolation::Isolation;
use super::limits::SandboxLimits;
use super::log::tail;
use super::namespaces::{self, Namespaces};
use super::ports;
use super::processes::{self, Owner};
use super::uplink::Uplink;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;
use tokio::process::Child;
use tokio::time::{Instant, sleep, timeout};

/// How often its files are looked at, if the disk does not say that it is urgent; and how often while it is checked.
const LOOKED_AT: Duration = Duration::from_secs(2);
const LOOKED_AT_IN_A_CHECK: Duration = Duration::from_secs(10);

/// A command that runs in a workspace.
pub struct Running {
    pub(super) process: Child,
    /// The mark of its processes.
    pub(super) mark: String,
    /// The name spaces that it runs in, if it has its own.
    pub(super) namespaces: Option<Namespaces>,
    /// Where it listens, the most likely first.
    pub addresses: Vec<SocketAddr>,
    /// Ports in its network that something beside it listens on.
    pub(super) not_its_own: Vec<u16>,
    pub(super) logs: Vec<tokio::task::JoinHandle<()>>,
    pub(super) isolation: Isolation,
    pub(super) limits: SandboxLimits,
    pub(super) disk: DiskWatch,
    /// The user that only this submission has, if nothing but that tells all of its processes.
    pub(super) user: Option<u32>,
    pub(super) group: Option<ControlGroup>,
    pub(super) over: Option<PassedLimit>,
    /// What it runs in, if that is a container.
    pub(super) container: Option<Container>,
    /// The way out of its network, if it installs.
    pub(super) uplink: Option<Uplink>,
}

impl Running {
    /// Waits until its name spaces are known.
    pub(super) async fn enter(&mut self) -> Result<(), StartFailure> {
        let until = Instant::now() + self.limits.start;
        // All processes in its name space are ended with it: that must never be ours.
        let ours = namespaces::own_number();
        loop {
            let found = self.first_within().and_then(Namespaces::of);
            self.namespaces = found.filter(|found| Some(found.number) != ours);
            if self.namespaces.is_some() {
                return Ok(());
            }
            // A short command may be over before we look.
            if self.process.try_wait().ok().flatten().is_some() {
                return Ok(());
            }
            if Instant::now() > until {
                return Err(StartFailure::Ours("it is not known what was started".into()));
            }
            // To ask an engine is work.
            sleep(Duration::from_millis(if self.container.is_some() { 100 } else { 5 })).await;
        }
    }

    fn first_within(&self) -> Option<i32> {
        match &self.container {
            Some(container) => container.engine.inner(&container.name),
            None => only_child(i32::try_from(self.process.id()?).ok()?),
        }
    }

    pub(super) fn owner(&self) -> Owner {
        match &self.namespaces {
            Some(namespaces) => Owner::Namespace(namespaces.number),
            None => Owner::Marked(self.mark.clone()),
        }
    }

    /// Whether the engine failed, and not what it ran: that was never seen to run.
    pub(super) fn is_fault_of_engine(&self, status: ExitStatus) -> bool {
        self.container.is_some() && self.namespaces.is_none() && status.code() == Some(125)
    }

    /// The network that it listens in, to be entered; none if it is ours.
    pub fn network(&self) -> Option<PathBuf> {
        Some(self.namespaces.as_ref()?.network())
    }

    /// The user name space around that network, if there is one.
    pub fn users(&self) -> Option<PathBuf> {
        Some(self.namespaces.as_ref().filter(|_| !self.isolation.root)?.users())
    }

    /// Waits until it listens.
    pub(super) async fn listens(&mut self, port: Option<u16>, log: &Path) -> Result<Vec<SocketAddr>, StartFailure> {
        /// A second port may open a moment after the first.
        const SETTLED: Duration = Duration::from_millis(500);
        let until = Instant::now() + self.limits.start;
        let mut since = None;
        for count in 1_u32.. {
            let processes = processes::processes_of(&self.owner());
            let mut found = ports::listening(&processes, self.namespaces.is_some());
            found.retain(|address| !self.not_its_own.contains(&address.port()));
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
                    return Err(StartFailure::Ours(tail(log)));
                }
                return Err(match self.was_stopped() {
                    Some(over) => StartFailure::TooMuch(over),
                    None => StartFailure::Ended { status: status.to_string(), said: tail(log) },
                });
            }
            if let Some(over) = self.check() {
                return Err(StartFailure::TooMuch(over));
            }
            // Its processes are looked at each time, its files less often.
            if count.is_multiple_of(5)
                && let Some(over) = self.check_disk(LOOKED_AT).await
            {
                return Err(StartFailure::TooMuch(over));
            }
            if Instant::now() > until {
                break;
            }
            sleep(Duration::from_millis(100)).await;
        }
        Err(StartFailure::Silent { most: self.limits.start, said: tail(log) })
    }

    /// Waits until it has ended by itself; none if it has passed a limit, or the time is over.
    pub(super) async fn finish(&mut self, until: Instant) -> Option<std::io::Result<ExitStatus>> {
        loop {
            if let Ok(status) = timeout(Duration::from_millis(500), self.process.wait()).await {
                return Some(status);
            }
            if self.passes(LOOKED_AT).await.is_some() || Instant::now() > until {
                return None;
            }
        }
    }

    /// Waits until it has passed a limit.
    pub async fn over(&mut self) -> PassedLimit {
        loop {
            sleep(Duration::from_millis(500)).await;
            if let Some(over) = self.passes(LOOKED_AT_IN_A_CHECK).await {
                return over;
            }
        }
    }

    /// The limit that it has passed by now. Its files are looked at once more: those without a name go with it.
    pub async fn has_passed(&mut self) -> Option<PassedLimit> {
        self.isolation.census.forget();
        self.passes(Duration::ZERO).await
    }

    async fn passes(&mut self, every: Duration) -> Option<PassedLimit> {
        self.over = match self.check() {
            Some(over) => Some(over),
            None => self.check_disk(every).await,
        };
        self.over
    }

    /// Its files are looked at less often than its processes: there may be many files. What could not be looked at is
    /// looked at again, in the end too.
    async fn check_disk(&mut self, every: Duration) -> Option<PassedLimit> {
        if !self.disk.is_due(every) {
            return None;
        }
        let processes = self.isolation.census.usage(&self.owner()).processes;
        let written = self.written();
        self.disk.look(processes, written).await.ok().flatten()
    }

    fn written(&self) -> u64 {
        self.container.as_ref().map_or(0, |one| one.engine.written(&one.name))
    }

    fn check(&mut self) -> Option<PassedLimit> {
        if let Some(stopped) = self.was_stopped() {
            return Some(stopped);
        }
        let usage = self.isolation.census.usage(&self.owner());
        if usage.threads > self.limits.processes {
            return Some(PassedLimit::Processes(self.limits.processes));
        }
        // The kernel counts the memory of a control group. To count it here may take long: a fork bomb makes that wait
        // for seconds.
        let is_counted_here = self.group.is_none() && self.container.is_none();
        let most = self.limits.memory;
        if is_counted_here && usage.memory > most && processes::shared_memory(&usage.processes) > most {
            return Some(PassedLimit::Memory(self.limits.memory));
        }
        (usage.cpu > self.limits.cpu).then_some(PassedLimit::Cpu(self.limits.cpu))
    }

    /// The limit that the kernel has held it to, or that we have.
    pub(super) fn was_stopped(&mut self) -> Option<PassedLimit> {
        if self.over.is_some() {
            return self.over;
        }
        if let Some(container) = &self.container {
            let has_ended = self.namespaces.as_ref().is_none_or(Namespaces::have_ended);
            let killed = has_ended && container.engine.was_killed(&container.name);
            return killed.then_some(PassedLimit::Memory(self.limits.memory));
        }
        let group = self.group.as_ref()?;
        if group.out_of_processes() {
            return Some(PassedLimit::Processes(self.limits.processes));
        }
        group.out_of_memory().then_some(PassedLimit::Memory(self.limits.memory))
    }

    /// Ends all of it, whatever it does: with its first process its whole name space ends; without one, all
    /// processes of its user and all with its mark are ended until there are none. Then nothing changes its files any
    /// more, and they are counted: what it did before is believed only if they are within its limits.
    pub async fn stop(mut self) -> Result<(), StartFailure> {
        let written = self.written();
        drop(self.container.take());
        let _ = self.process.start_kill();
        #[cfg(unix)]
        if let Some(group) = self.process.id().and_then(|id| i32::try_from(id).ok()) {
            let _ = nix::sys::signal::killpg(nix::unistd::Pid::from_raw(group), nix::sys::signal::Signal::SIGKILL);
        }
        if let Some(user) = self.user {
            processes::end_user(user);
        }
        let _ = timeout(Duration::from_secs(5), self.process.wait()).await;
        for _ in 0..200 {
            let is_its = |space: u64, mark: Option<&str>| {
                self.namespaces.as_ref().is_some_and(|own| own.number == space) || mark == Some(&self.mark)
            };
            if !processes::end(self.isolation.mark_search(), is_its) {
                break;
            }
            sleep(Duration::from_millis(20)).await;
        }
        // What was said last may be why it ended. Nobody writes any more.
        for mut log in std::mem::take(&mut self.logs) {
            if timeout(Duration::from_secs(1), &mut log).await.is_err() {
                log.abort();
            }
        }
        match self.disk.look(vec![], written).await {
            Ok(None) => Ok(()),
            Ok(Some(over)) => Err(StartFailure::TooMuch(over)),
            Err(error) => Err(StartFailure::Ours(format!("its files cannot be counted: {error}"))),
        }
    }
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
