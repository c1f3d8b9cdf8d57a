//! What keeps a submission apart. Bubblewrap gives it name spaces of its own (files, processes, network) and needs no
//! rights; without it there are process groups and limits of each process, and no more than that.

use super::cgroup::Groups;
use super::engine::{DOCKER, Engine, PODMAN};
use super::environment::environment;
use super::find::Start;
use super::limits::Limits;
use super::processes::{self, Census, Marks};
use super::tools::Tools;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Wanted {
    /// Bubblewrap where it works, else none; Podman or Docker for what has only a Dockerfile
    Auto,
    /// Name spaces of its own for each submission
    Bubblewrap,
    /// A container of Docker for each submission
    Docker,
    /// A container of Podman for each submission
    Podman,
    /// Process groups and limits of each process only: for submissions that you trust
    None,
}

impl Wanted {
    /// The program whose containers all run in.
    pub fn engine(self) -> Option<&'static str> {
        match self {
            Self::Docker => Some(DOCKER),
            Self::Podman => Some(PODMAN),
            Self::Auto | Self::Bubblewrap | Self::None => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Bubblewrap,
    Container,
    Plain,
}

/// Submissions are given the users from here on, where we may: nobody has them.
const FIRST_USER: u32 = 910_000;
/// More rooms than there are at a time.
const ROOMS: u32 = 512;

#[derive(Debug, Clone)]
pub struct Isolation {
    pub kind: Kind,
    /// Whether we may give each submission a user of its own.
    pub root: bool,
    /// What runs containers: all of them, or what has a Dockerfile and no other way to start.
    pub engine: Option<Engine>,
    pub(super) tools: Tools,
    pub(super) groups: Option<Groups>,
    pub(super) census: Arc<Census>,
}

/// Why isolation that was asked for cannot be had.
#[derive(Debug)]
pub struct NoIsolation(pub String);

/// Where a submission finds itself.
pub const APP: &str = "/app";
pub const HOME: &str = "/home/student";
pub const HANDED_IN: &str = "/submission";

/// What a command is run for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// With a network.
    Install,
    /// With loopback only.
    Serve,
}

/// The folders of a room.
#[derive(Debug, Clone)]
pub struct Place {
    /// The number of the room, from 0.
    pub number: u32,
    pub app: PathBuf,
    pub home: PathBuf,
    /// What was handed in, where it is a folder.
    pub handed_in: Option<PathBuf>,
    /// Known by this, where nothing else tells whose a process is.
    pub mark: String,
}

impl Isolation {
    pub fn find(wanted: Wanted, visible: &[PathBuf], image: Option<&str>) -> Result<Self, NoIsolation> {
        let mut found = Self {
            kind: Kind::Bubblewrap,
            root: is_root(),
            engine: None,
            tools: Tools::find(visible),
            groups: Groups::find(),
            census: Arc::default(),
        };
        let engine = |program| Engine::find(program, image);
        if let Some(program) = wanted.engine() {
            found.kind = Kind::Container;
            found.engine = Some(engine(program).map_err(NoIsolation)?);
            return Ok(found);
        }
        found.engine = engine(PODMAN).or_else(|_| engine(DOCKER)).ok();
        if wanted != Wanted::None {
            match found.try_bubblewrap() {
                Ok(()) => return Ok(found),
                Err(why) if wanted == Wanted::Bubblewrap => return Err(NoIsolation(why)),
                Err(_) => {}
            }
        }
        found.kind = Kind::Plain;
        Ok(found)
    }

    pub fn name(&self) -> &'static str {
        match self.kind {
            Kind::Bubblewrap => "bubblewrap",
            Kind::Container => self.engine_name(),
            Kind::Plain => "none",
        }
    }

    /// What keeps apart what is started in this way.
    pub fn of(&self, start: &Start) -> &'static str {
        if start.run.is_none() { self.engine_name() } else { self.name() }
    }

    fn engine_name(&self) -> &'static str {
        self.engine.as_ref().map_or("none", |engine| engine.program)
    }

    /// Whether each submission has a network of its own, so that two can listen on the same port.
    pub fn has_networks(&self) -> bool {
        self.kind != Kind::Plain
    }

    /// The user and group of a room, where it has one. Another `lab` has others: what they may have is counted by user.
    pub fn user(&self, place: &Place) -> Option<u32> {
        self.root.then(|| FIRST_USER + std::process::id() * ROOMS + place.number % ROOMS)
    }

    /// Ends whatever was started in the rooms of this folder, and outlived who started it.
    pub fn sweep(&self, folder: &Path) {
        if let Some(engine) = &self.engine {
            engine.sweep(folder);
        }
        processes::sweep(self.marks(), folder);
    }

    /// Where the marks of what was started are.
    pub(super) fn marks(&self) -> Marks {
        if self.kind == Kind::Plain { Marks::Everywhere } else { Marks::Near }
    }

    fn try_bubblewrap(&self) -> Result<(), String> {
        let nowhere = std::env::temp_dir();
        let place = Place { number: 0, app: nowhere.clone(), home: nowhere, handed_in: None, mark: String::new() };
        let words = self.words(&place, Phase::Serve, ".", "true", &Limits::default());
        let (program, args) = words.split_first().expect("there is a program");
        let tried = Command::new(program).args(args).stdin(Stdio::null()).stdout(Stdio::null()).output();
        let tried = tried.map_err(|error| format!("bwrap cannot be run: {error}"))?;
        if !tried.status.success() {
            return Err(format!("bwrap does not work here: {}", String::from_utf8_lossy(&tried.stderr).trim()));
        }
        let entered = Command::new("nsenter").arg("--version").stdout(Stdio::null()).status();
        entered.map(|_| ()).map_err(|error| format!("nsenter cannot be run: {error}"))
    }

    /// The whole command that runs `shell` in a room.
    pub fn words(&self, place: &Place, phase: Phase, folder: &str, shell: &str, limits: &Limits) -> Vec<String> {
        let mut words = match self.kind {
            Kind::Bubblewrap => self.bubblewrap(place, phase, folder),
            Kind::Container | Kind::Plain => vec![],
        };
        if let Some(user) = self.user(place) {
            let user = user.to_string();
            words.extend(["setpriv", "--reuid", &user, "--regid", &user, "--clear-groups"].map(String::from));
            words.extend(["--no-new-privs", "--inh-caps=-all", "--bounding-set=-all", "--"].map(String::from));
        }
        words.push("prlimit".into());
        // Never a limit on address space, of which Node takes gigabytes that it never touches.
        words.push(format!("--nofile={}", limits.files));
        words.push(format!("--fsize={}", limits.disk));
        words.push("--core=0".into());
        if self.root || self.kind == Kind::Bubblewrap {
            // Counted for each user, and there within its name space.
            words.push(format!("--nproc={}", limits.most_processes()));
        }
        let cpu = if phase == Phase::Serve { limits.cpu } else { limits.install };
        words.push(format!("--cpu={}", cpu.as_secs().max(1)));
        words.extend(["--", "sh", "-c", shell].map(String::from));
        words
    }

    fn bubblewrap(&self, place: &Place, phase: Phase, folder: &str) -> Vec<String> {
        let mut args: Vec<String> = vec!["bwrap".into()];
        let mut add = |words: &[&str]| args.extend(words.iter().map(|word| (*word).to_owned()));
        add(&["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--hostname", "lab"]);
        add(&["--die-with-parent", "--new-session", "--clearenv"]);

        if self.root {
            // For the change of user only, which takes them away.
            add(&["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"]);
        } else {
            add(&["--unshare-user"]);
        }
        if phase == Phase::Serve {
            add(&["--unshare-net"]);
        }
        for (path, link) in Tools::system() {
            let path = text(&path);
            match link {
                Some(link) => add(&["--symlink", &text(&link), &path]),
                None => add(&["--ro-bind", &path, &path]),
            }
        }
        add(&["--ro-bind", "/etc", "/etc", "--proc", "/proc"]);
        // Not `--dev`: for its terminals bwrap puts one user name space into another, and who is in the inner one, as an
        // examiner would have to be, has no rights over the network.
        add(&["--perms", "0755", "--size", "65536", "--tmpfs", "/dev"]);
        for device in ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty"] {
            add(&["--dev-bind-try", device, device]);
        }
        for (link, to) in [("fd", "fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")] {
            add(&["--symlink", &format!("/proc/self/{to}"), &format!("/dev/{link}")]);
        }
        add(&["--perms", "1777", "--size", "67108864", "--tmpfs", "/dev/shm"]);
        if phase == Phase::Install {
            // Where the names of the network are looked up.
            add(&["--ro-bind-try", "/run/systemd/resolve", "/run/systemd/resolve"]);
        }
        add(&["--perms", "1777", "--size", "268435456", "--tmpfs", "/tmp"]);
        for folder in &self.tools.folders {
            // Its parents are made for it, for all to pass and with nothing else in them.
            for parent in folder.ancestors().skip(1).collect::<Vec<_>>().into_iter().rev().skip(1) {
                add(&["--perms", "0755", "--dir", &text(parent)]);
            }
            add(&["--ro-bind-try", &text(folder), &text(folder)]);
        }
        add(&["--perms", "0755", "--dir", "/home", "--bind", &text(&place.app), APP]);
        add(&["--bind", &text(&place.home), HOME]);
        if let Some(handed_in) = &place.handed_in {
            add(&["--ro-bind", &text(handed_in), HANDED_IN]);
        }
        let folder = Path::new(APP).join(folder);
        add(&["--chdir", &text(&folder)]);
        for (name, value) in environment(&self.tools, Path::new(HOME), phase) {
            add(&["--setenv", &name, &value]);
        }
        add(&["--"]);
        args
    }
}

pub fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

pub fn is_root() -> bool {
    #[cfg(unix)]
    return nix::unistd::geteuid().is_root();
    #[cfg(not(unix))]
    false
}
