//! The room of one submission: what it needs is installed there, its server runs there, and nothing of it stays.

use super::cgroup::Group;
use super::find::{PORT, Start, USUAL};
use super::isolation::{Isolation, Kind, Phase, Place};
use super::limits::Limits;
use super::log::{Log, tail};
use super::ports;
use super::processes::{self, Belongs, Census, MARK, namespace};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep, timeout};

/// Why there is no server.
#[derive(Debug)]
pub enum Trouble {
    /// A command that installs what it needs has failed.
    Install {
        command: String,
        status: String,
        said: String,
    },
    InstallTooLong {
        command: String,
        most: Duration,
    },
    /// The server ended before it listened.
    Ended {
        status: String,
        said: String,
    },
    /// It runs and listens nowhere.
    Silent {
        most: Duration,
        said: String,
    },
    TooMuch(Ended),
    /// A fault of ours, or of the machine.
    Ours(String),
}

/// A limit that a submission has passed, and which ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Memory(u64),
    Processes(u64),
    Cpu(Duration),
    Disk(u64),
}

pub struct Room {
    isolation: Isolation,
    limits: Limits,
    place: Place,
    /// Where its logs go: `install.log` and `server.log`.
    logs: PathBuf,
}

impl Room {
    /// A room in `folder`, which holds what was handed in as `app`, and belongs to it from now on.
    pub fn new(
        isolation: &Isolation,
        limits: &Limits,
        number: u32,
        folder: &Path,
        handed_in: Option<PathBuf>,
        logs: &Path,
    ) -> std::io::Result<Self> {
        let folder = std::path::absolute(folder)?;
        let (app, home) = (folder.join("app"), folder.join("home"));
        std::fs::create_dir_all(&app)?;
        std::fs::create_dir_all(&home)?;
        std::fs::create_dir_all(logs)?;
        let mark = format!("{}#{}", folder.display(), rand::random::<u32>());
        let place = Place { number, app, home, handed_in, mark };
        let room = Self { isolation: isolation.clone(), limits: limits.clone(), place, logs: logs.to_owned() };
        room.alias_python()?;
        room.give()?;
        Ok(room)
    }

    /// Students write `python`, which some systems know as `python3` only.
    fn alias_python(&self) -> std::io::Result<()> {
        let tools = &self.isolation.tools;
        let Some(python) = tools.program("python3").filter(|_| tools.program("python").is_none()) else {
            return Ok(());
        };
        let bin = self.place.home.join(".local/bin");
        std::fs::create_dir_all(&bin)?;
        std::os::unix::fs::symlink(python, bin.join("python"))
    }

    /// Its files belong to its user.
    fn give(&self) -> std::io::Result<()> {
        let Some(user) = self.isolation.user(&self.place) else { return Ok(()) };
        let mut folders = vec![self.place.app.clone(), self.place.home.clone()];
        while let Some(folder) = folders.pop() {
            std::os::unix::fs::lchown(&folder, Some(user), Some(user))?;
            for entry in std::fs::read_dir(&folder)? {
                let entry = entry?;
                if entry.file_type()?.is_dir() {
                    folders.push(entry.path());
                } else {
                    std::os::unix::fs::lchown(entry.path(), Some(user), Some(user))?;
                }
            }
        }
        Ok(())
    }

    /// Runs the commands that install what it needs, with a network.
    pub async fn install(&self, start: &Start) -> Result<(), Trouble> {
        let log = self.logs.join("install.log");
        let until = Instant::now() + self.limits.install;
        for command in &start.install {
            let mut running = self.run(Phase::Install, start, command, &log).await?;
            let finished = running.finish(until).await;
            let over = running.was_stopped();
            running.stop().await;
            let command = command.clone();
            match (finished, over) {
                (Some(Ok(status)), _) if status.success() => {}
                (_, Some(over)) => return Err(Trouble::TooMuch(over)),
                (None, None) => return Err(Trouble::InstallTooLong { command, most: self.limits.install }),
                (Some(Err(error)), None) => return Err(Trouble::Ours(error.to_string())),
                (Some(Ok(status)), None) => {
                    return Err(Trouble::Install { command, status: said(status), said: tail(&log) });
                }
            }
        }
        Ok(())
    }

    /// Starts the server, and waits until it listens. It ends with what is returned.
    pub async fn serve(&self, start: &Start, port: Option<u16>) -> Result<Running, Trouble> {
        let log = self.logs.join("server.log");
        let mut running = self.run(Phase::Serve, start, &start.run, &log).await?;
        let until = Instant::now() + self.limits.start;
        let listened = running.listens(port.or(start.port), until, &log).await;
        match listened {
            Ok(addresses) => {
                running.addresses = addresses;
                Ok(running)
            }
            Err(trouble) => {
                running.stop().await;
                Err(trouble)
            }
        }
    }

    async fn run(&self, phase: Phase, start: &Start, shell: &str, log: &Path) -> Result<Running, Trouble> {
        let ours = |what: &str| {
            let what = what.to_owned();
            move |error: std::io::Error| Trouble::Ours(format!("{what}: {error}"))
        };
        let group = self.isolation.groups.as_ref().map(|groups| {
            let name = format!("{}-{}", self.place.number, if phase == Phase::Serve { "serve" } else { "install" });
            groups.make(&name, &self.limits_of(phase))
        });
        let group = group.transpose().map_err(ours("no control group can be made"))?;
        let folder = start.folder.to_string_lossy();
        let words = self.isolation.words(&self.place, phase, &folder, &exported(shell, phase), &self.limits_of(phase));
        let mut command = Command::new("sh");
        command.args(["-c", JOIN, "sh"]);
        command.args(group.iter().flat_map(Group::doors)).arg("--").args(words);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        command.process_group(0).env(MARK, &self.place.mark);
        if self.isolation.kind == Kind::Plain {
            command.env_clear().envs(self.isolation.environment(&self.place.home, phase)).env(MARK, &self.place.mark);
            command.current_dir(self.place.app.join(&start.folder));
        }
        let log = Log::open(log, self.limits.output).await.map_err(ours("its log cannot be written"))?;
        log.line(&format!("$ {shell}")).await;
        let mut process = command.spawn().map_err(ours("sh cannot be started"))?;
        let streams = (process.stdout.take(), process.stderr.take());
        let logs = [streams.0.map(|out| log.keep(out)), streams.1.map(|err| log.keep(err))];
        let mut running = Running {
            process,
            belongs: Belongs::Marked(self.place.mark.clone()),
            mark: self.place.mark.clone(),
            inner: None,
            addresses: vec![],
            logs: logs.into_iter().flatten().collect(),
            isolation: self.isolation.clone(),
            limits: self.limits_of(phase),
            folder: self.place.app.with_file_name(""),
            group,
            over: None,
        };
        if self.isolation.kind == Kind::Bubblewrap {
            running.enter().await?;
        }
        Ok(running)
    }

    /// Compilers and installers may take more than a server.
    fn limits_of(&self, phase: Phase) -> Limits {
        let mut limits = self.limits.clone();
        if phase == Phase::Install {
            limits.memory = limits.memory.max(2 << 30);
            limits.cpu = limits.install;
        }
        limits
    }
}

/// Joins the control groups, and becomes what follows: `sh -c JOIN sh door... -- command...`.
const JOIN: &str = r#"while [ "$1" != -- ]; do echo $$ > "$1" || exit 125; shift; done; shift; exec "$@""#;

fn exported(shell: &str, phase: Phase) -> String {
    match phase {
        Phase::Install => shell.to_owned(),
        Phase::Serve => format!("export PORT={PORT}; {shell}"),
    }
}

/// Something that runs in a room.
pub struct Running {
    process: Child,
    belongs: Belongs,
    mark: String,
    /// The first process within, by its id outside.
    inner: Option<i32>,
    /// Where it listens, the most likely first.
    pub addresses: Vec<SocketAddr>,
    logs: Vec<tokio::task::JoinHandle<()>>,
    isolation: Isolation,
    limits: Limits,
    folder: PathBuf,
    group: Option<Group>,
    over: Option<Ended>,
}

impl Running {
    /// Waits until it is known where it runs.
    async fn enter(&mut self) -> Result<(), Trouble> {
        let outer = self.process.id().and_then(|id| i32::try_from(id).ok());
        let until = Instant::now() + Duration::from_secs(10);
        loop {
            let inner = outer.and_then(only_child);
            if let Some((pid, space)) = inner.and_then(|pid| Some((pid, namespace(pid)?))) {
                self.inner = Some(pid);
                self.belongs = Belongs::To(space);
                return Ok(());
            }
            // A short command may be over before we look.
            if self.process.try_wait().ok().flatten().is_some() {
                return Ok(());
            }
            if Instant::now() > until {
                return Err(Trouble::Ours("bwrap does not say what it has started".into()));
            }
            sleep(Duration::from_millis(5)).await;
        }
    }

    /// The network that it listens in, to be entered; none where it is ours.
    pub fn network(&self) -> Option<PathBuf> {
        self.inner.map(|pid| PathBuf::from(format!("/proc/{pid}/ns/net")))
    }

    /// The user name space around that network, where there is one.
    pub fn users(&self) -> Option<PathBuf> {
        let inner = self.inner.filter(|_| !self.isolation.root)?;
        Some(PathBuf::from(format!("/proc/{inner}/ns/user")))
    }

    async fn listens(&mut self, port: Option<u16>, until: Instant, log: &Path) -> Result<Vec<SocketAddr>, Trouble> {
        /// A second port may open a moment after the first.
        const SETTLED: Duration = Duration::from_millis(500);
        let mut since = None;
        loop {
            let processes = Census::processes(&self.belongs);
            let mut found = ports::listening(&processes, self.isolation.has_networks());
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
    async fn finish(&mut self, until: Instant) -> Option<std::io::Result<ExitStatus>> {
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
        let size = (count % every == 0).then(|| size(&self.folder, self.limits.disk))?;
        (size > self.limits.disk).then_some(Ended::Disk(self.limits.disk))
    }

    fn check(&self) -> Option<Ended> {
        if let Some(stopped) = self.was_stopped() {
            return Some(stopped);
        }
        let usage = self.isolation.census.of(&self.belongs);
        if usage.threads > self.limits.processes {
            return Some(Ended::Processes(self.limits.processes));
        }
        // Where there is a group, the kernel counts its memory.
        let counted = self.group.is_none() && usage.memory > self.limits.memory;
        if counted && Census::memory(&usage.processes) > self.limits.memory {
            return Some(Ended::Memory(self.limits.memory));
        }
        (usage.cpu > self.limits.cpu).then_some(Ended::Cpu(self.limits.cpu))
    }

    /// The limit that the kernel has held it to, or that we have.
    pub fn was_stopped(&self) -> Option<Ended> {
        if self.over.is_some() {
            return self.over;
        }
        let group = self.group.as_ref()?;
        if group.out_of_processes() {
            return Some(Ended::Processes(self.limits.processes));
        }
        group.out_of_memory().then_some(Ended::Memory(self.limits.memory))
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.process.try_wait(), Ok(None))
    }

    /// Ends all of it, whatever it does: its first process takes its whole name space with it; without one, whoever
    /// has its mark is ended until there is nobody.
    pub async fn stop(mut self) {
        let _ = self.process.start_kill();
        #[cfg(unix)]
        if let Some(group) = self.process.id().and_then(|id| i32::try_from(id).ok()) {
            let _ = nix::sys::signal::killpg(nix::unistd::Pid::from_raw(group), nix::sys::signal::Signal::SIGKILL);
        }
        let _ = timeout(Duration::from_secs(5), self.process.wait()).await;
        for _ in 0..200 {
            if !processes::end(|belongs, mark| *belongs == self.belongs || mark == Some(self.mark.as_str())) {
                break;
            }
            sleep(Duration::from_millis(20)).await;
        }
        for log in &self.logs {
            log.abort();
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

fn said(status: ExitStatus) -> String {
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
