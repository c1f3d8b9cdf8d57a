//! What keeps a submission apart. Bubblewrap gives it name spaces of its own (files, processes, network) and needs no
//! rights; without it there are process groups and limits of each process, and no more than that.

use super::bubblewrap;
use super::cgroup::ControlGroups;
use super::disk::{self, LookPermit};
use super::engine::{DOCKER, Engine, PODMAN};
use super::find::Start;
use super::layout::Layout;
use super::limits::SandboxLimits;
use super::network::InstallNetwork;
use super::processes::{self, Census, MarkSearch};
use super::purpose::Purpose;
use super::tools::Tools;
use super::uplink::{NoWayOut, Uplink};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum IsolationChoice {
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

impl IsolationChoice {
    /// The program whose containers all submissions run in.
    pub fn engine(self) -> Option<&'static str> {
        match self {
            Self::Docker => Some(DOCKER),
            Self::Podman => Some(PODMAN),
            Self::Auto | Self::Bubblewrap | Self::None => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IsolationKind {
    Bubblewrap,
    Container,
    Plain,
}

/// The ids of the users that submissions are given begin here, if we may give them users: no other user has such an id.
const FIRST_USER: u32 = 910_000;
/// More workspaces than there are at a time.
const WORKSPACES: u32 = 512;

#[derive(Debug, Clone)]
pub struct Isolation {
    pub kind: IsolationKind,
    /// Whether we may give each submission a user of its own.
    pub root: bool,
    pub network: InstallNetwork,
    /// What runs containers: for all submissions, or for those that a Dockerfile is the only way to start.
    pub engine: Option<Engine>,
    pub(super) tools: Tools,
    pub(super) groups: Option<ControlGroups>,
    pub(super) census: Arc<Census>,
    pub(super) looks: LookPermit,
}

/// Why isolation that was asked for cannot be had.
#[derive(Debug)]
pub struct NoIsolation(pub String);

impl Isolation {
    pub fn find(
        wanted: IsolationChoice,
        network: InstallNetwork,
        visible: &[PathBuf],
        image: Option<&str>,
    ) -> Result<Self, NoIsolation> {
        let root = is_root();
        let mut found = Self {
            kind: IsolationKind::Bubblewrap,
            root,
            network,
            engine: None,
            tools: Tools::find(visible),
            groups: ControlGroups::find(),
            census: Arc::default(),
            looks: disk::one_at_a_time(),
        };
        let engine = |program| Engine::find(program, image, root);
        if let Some(program) = wanted.engine() {
            found.kind = IsolationKind::Container;
            found.engine = Some(engine(program).map_err(NoIsolation)?);
            return Ok(found);
        }
        found.engine = engine(PODMAN).or_else(|_| engine(DOCKER)).ok();
        if wanted != IsolationChoice::None {
            match found.try_bubblewrap() {
                Ok(()) => return Ok(found),
                Err(why) if wanted == IsolationChoice::Bubblewrap => return Err(NoIsolation(why)),
                Err(_) => {}
            }
        }
        found.kind = IsolationKind::Plain;
        Ok(found)
    }

    pub fn name(&self) -> &'static str {
        match self.kind {
            IsolationKind::Bubblewrap => "bubblewrap",
            IsolationKind::Container => self.engine_name(),
            IsolationKind::Plain => "none",
        }
    }

    /// The name of what keeps apart a submission that is started in this way.
    pub fn of(&self, start: &Start) -> &'static str {
        if start.run.is_none() { self.engine_name() } else { self.name() }
    }

    fn engine_name(&self) -> &'static str {
        self.engine.as_ref().map_or("none", |engine| engine.program)
    }

    /// Whether each submission has a network of its own, so that two can listen on the same port.
    pub fn has_networks(&self) -> bool {
        self.kind != IsolationKind::Plain
    }

    /// What commands that install reach here; what keeps them from a way out, if they are to have one and cannot.
    pub fn way_out(&self) -> (InstallNetwork, Result<(), NoWayOut>) {
        match (self.has_networks(), self.network) {
            (true, InstallNetwork::Apart) => (InstallNetwork::Apart, Uplink::is_possible()),
            (true, network) => (network, Ok(())),
            (false, _) => (InstallNetwork::Shared, Ok(())),
        }
    }

    /// The versions of what installs packages here. In a container that is said by its image.
    pub(super) fn versions(&self) -> String {
        match self.kind {
            IsolationKind::Container => self.engine_name().to_owned(),
            IsolationKind::Bubblewrap | IsolationKind::Plain => self.tools.versions(),
        }
    }

    /// The user and group of a workspace, if it has one. Another `lab` has others: what they may have is counted by
    /// user.
    pub fn user(&self, layout: &Layout) -> Option<u32> {
        self.root.then(|| FIRST_USER + std::process::id() * WORKSPACES + layout.number % WORKSPACES)
    }

    /// The same, if a submission's processes have that in common and nothing that they cannot get rid of.
    pub(super) fn only_user(&self, layout: &Layout) -> Option<u32> {
        self.user(layout).filter(|_| self.kind == IsolationKind::Plain)
    }

    /// Ends all that was started in the workspaces of this folder and outlived the `lab` that started it.
    pub fn sweep(&self, folder: &Path) {
        if let Some(engine) = &self.engine {
            engine.sweep(folder);
        }
        processes::sweep(self.mark_search(), folder);
        if self.root && self.kind == IsolationKind::Plain {
            users_of(folder).into_iter().for_each(processes::end_user);
        }
    }

    /// Where the marks of what was started are looked for.
    pub(super) fn mark_search(&self) -> MarkSearch {
        if self.kind == IsolationKind::Plain { MarkSearch::Everywhere } else { MarkSearch::Near }
    }

    fn try_bubblewrap(&self) -> Result<(), String> {
        let nowhere = std::env::temp_dir();
        let (handed_in, resolver, packages, mark) = (None, None, None, String::new());
        let layout = Layout { number: 0, app: nowhere.clone(), home: nowhere, handed_in, resolver, packages, mark };
        let words = self.words(&layout, Purpose::Serve, ".", "true", &SandboxLimits::default());
        let (program, args) = words.split_first().expect("there is a program");
        let tried = Command::new(program).args(args).stdin(Stdio::null()).stdout(Stdio::null()).output();
        let tried = tried.map_err(|error| format!("bwrap cannot be run: {error}"))?;
        if !tried.status.success() {
            return Err(format!("bwrap does not work here: {}", String::from_utf8_lossy(&tried.stderr).trim()));
        }
        let entered = Command::new("nsenter").arg("--version").stdout(Stdio::null()).status();
        entered.map(|_| ()).map_err(|error| format!("nsenter cannot be run: {error}"))
    }

    /// The whole command that runs `shell` in a workspace.
    pub fn words(
        &self,
        layout: &Layout,
        purpose: Purpose,
        folder: &str,
        shell: &str,
        limits: &SandboxLimits,
    ) -> Vec<String> {
        let mut words = match self.kind {
            IsolationKind::Bubblewrap => {
                bubblewrap::words(&self.tools, self.root, layout, purpose, self.network.of(purpose), folder)
            }
            IsolationKind::Container | IsolationKind::Plain => vec![],
        };
        if let Some(user) = self.user(layout) {
            let user = user.to_string();
            words.extend(["setpriv", "--reuid", &user, "--regid", &user, "--clear-groups"].map(String::from));
            words.extend(["--no-new-privs", "--inh-caps=-all", "--bounding-set=-all", "--"].map(String::from));
        }
        words.push("prlimit".into());
        // Never a limit on address space, of which Node takes gigabytes that it never touches.
        words.push(format!("--nofile={}", limits.files.min(most_files())));
        words.push(format!("--fsize={}", limits.disk));
        words.push("--core=0".into());
        if self.root || self.kind == IsolationKind::Bubblewrap {
            // The kernel counts processes by user: here the user is the submission's own, or one within its name space.
            words.push(format!("--nproc={}", limits.most_processes()));
        }
        let cpu = if purpose == Purpose::Serve { limits.cpu } else { limits.install };
        words.push(format!("--cpu={}", cpu.as_secs().max(1)));
        words.extend(["--", "sh", "-c", shell].map(String::from));
        words
    }
}

/// The users to which the workspaces in a folder were given.
#[cfg(unix)]
fn users_of(folder: &Path) -> BTreeSet<u32> {
    use std::os::unix::fs::MetadataExt;
    let workspaces = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let owners = workspaces.filter_map(|one| Some(one.path().join("app").symlink_metadata().ok()?.uid()));
    owners.filter(|owner| *owner >= FIRST_USER).collect()
}

#[cfg(not(unix))]
fn users_of(_folder: &Path) -> BTreeSet<u32> {
    BTreeSet::new()
}

/// The most open files that a process of ours may be given: only root may raise that.
fn most_files() -> u64 {
    #[cfg(unix)]
    if let Ok((_, most)) = nix::sys::resource::getrlimit(nix::sys::resource::Resource::RLIMIT_NOFILE) {
        return if is_root() { u64::MAX } else { most };
    }
    u64::MAX
}

fn is_root() -> bool {
    #[cfg(unix)]
    return nix::unistd::geteuid().is_root();
    #[cfg(not(unix))]
    false
}
