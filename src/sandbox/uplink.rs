//! The way out of a network of its own, for a command that installs: to the Internet, and to nothing nearer.
//!
//! `lab fence` puts a network between, which passes on nothing that is for the networks of this machine, for private ones or
//! for many. slirp4netns carries the connections of that network, as a process of ours beside it, and does not carry those to
//! our loopback. An abstract socket is of a network too, and ours are not there.

use super::fence::{CABLE, NAMES, TAP};
use super::namespaces::Namespaces;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep, timeout_at};

/// What carries the connections. It ends with this value, and with us; the network between ends with it.
pub struct Uplink {
    process: Child,
}

/// What keeps this machine from having one.
#[derive(Debug, thiserror::Error)]
pub enum NoWayOut {
    #[error("{0} cannot be run: {1}")]
    Program(&'static str, Error),
    /// Its module is not loaded, or a container was not given it.
    #[error("{DEVICE} is not there: {0}")]
    NoDevice(Error),
    #[error("{DEVICE} may not be opened: {0}")]
    DeviceForbidden(Error),
}

/// How long it may take until packets can leave.
const PATIENCE: Duration = Duration::from_secs(20);
/// What it makes an interface with.
const DEVICE: &str = "/dev/net/tun";

impl Uplink {
    /// Whether there can be one on this machine.
    pub fn is_possible() -> Result<(), NoWayOut> {
        for (program, version) in [("slirp4netns", "--version"), ("ip", "-V")] {
            let asked = std::process::Command::new(program).arg(version).stdin(Stdio::null()).output();
            asked.map_err(|error| NoWayOut::Program(program, error))?;
        }
        let device = std::fs::File::options().read(true).write(true).open(DEVICE);
        device.map(|_| ()).map_err(|error| match error.kind() {
            ErrorKind::PermissionDenied => NoWayOut::DeviceForbidden(error),
            _ => NoWayOut::NoDevice(error),
        })
    }

    /// Opens the way out of name spaces in which nothing runs yet. `root`: we are root, and they have no users of their own.
    pub async fn open(namespaces: &Namespaces, root: bool) -> Result<Self, String> {
        let until = Instant::now() + PATIENCE;
        let users = (!root).then(|| namespaces.users());
        let mut fence = fence(&namespaces.network(), users.as_deref()).map_err(|error| error.to_string())?;
        let between = PathBuf::from(format!("/proc/{}", fence.id().unwrap_or_default()));
        if !has(&between, CABLE, &mut fence, until).await {
            return Err(format!("no network can be put between: {}", said(fence).await));
        }
        let mut process = carrier(&between, users.as_deref()).map_err(|error| error.to_string())?;
        if !has(&between, TAP, &mut process, until).await {
            return Err(format!("slirp4netns opens no way out: {}", said(process).await));
        }
        drop(fence.stdin.take());
        match timeout_at(until, fence.wait()).await {
            Ok(Ok(status)) if status.success() => Ok(Self { process }),
            _ => Err(format!("what may not pass cannot be held: {}", said(fence).await)),
        }
    }

    /// Whether it has gone, of itself or since somebody ended it: then nothing can be installed any more.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.process.try_wait(), Ok(None))
    }
}

/// Begins to put a network between that of a submission and the way out, from within: that takes a process of its own.
fn fence(network: &Path, users: Option<&Path>) -> std::io::Result<Child> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("fence").arg(network).args(users);
    started(&mut command)
}

/// slirp4netns, which carries the connections of the network that a process is in.
fn carrier(process: &Path, users: Option<&Path>) -> std::io::Result<Child> {
    let mut command = Command::new("slirp4netns");
    command.args(["--disable-host-loopback", "--enable-seccomp"]);
    // Our end of its standard input is closed when we have ended, however that was.
    command.args(["--exit-fd", "0", "--netns-type", "path"]);
    match users {
        Some(users) => command.arg("--userns-path").arg(users),
        // It takes the files of this machine from itself, which only root may.
        None => command.arg("--enable-sandbox"),
    };
    command.arg(process.join("ns/net")).arg(TAP);
    started(&mut command)
}

fn started(command: &mut Command) -> std::io::Result<Child> {
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
    #[cfg(unix)]
    command.process_group(0);
    command.spawn()
}

/// Waits until the network of a process has an interface. False if what makes it has ended, or the time is over.
async fn has(process: &Path, interface: &str, maker: &mut Child, until: Instant) -> bool {
    let is_it = |line: &str| line.split(':').next().map(str::trim) == Some(interface);
    loop {
        let interfaces = std::fs::read_to_string(process.join("net/dev")).unwrap_or_default();
        if interfaces.lines().any(is_it) {
            return true;
        }
        if !matches!(maker.try_wait(), Ok(None)) || Instant::now() > until {
            return false;
        }
        sleep(Duration::from_millis(10)).await;
    }
}

/// What a process said, which is ended for that if it has not ended by itself.
async fn said(mut process: Child) -> String {
    let _ = process.start_kill();
    let said = process.wait_with_output().await.map(|output| output.stderr).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    let said: Vec<_> = said.lines().filter(|line| !line.is_empty()).collect();
    if said.is_empty() { "it takes too long".into() } else { said.join("; ") }
}

/// A file that names [`NAMES`], for those within, and where they look for it; none if they look nowhere.
pub fn resolver(folder: &Path) -> std::io::Result<Option<(PathBuf, PathBuf)>> {
    let usual = Path::new("/etc/resolv.conf");
    let looked_at = match (std::fs::canonicalize(usual), std::fs::read_link(usual)) {
        (Ok(whole), _) => whole,
        // It leads to what is not there, in a folder that is not seen from within.
        (Err(_), Ok(link)) if link.is_absolute() => link,
        _ => return Ok(None),
    };
    let ours = folder.join("resolv.conf");
    std::fs::write(&ours, format!("nameserver {NAMES}\n"))?;
    Ok(Some((ours, looked_at)))
}
