//! The way out of a network of its own, for a command that installs: to the Internet, and to nothing nearer.
//!
//! slirp4netns carries the connections of the name space, as a process of ours beside it, and does not carry those to our
//! loopback. The networks that this machine is in, and all private ones, are closed by routes within the name space, which
//! nothing in it has the right to change. An abstract socket is of a network too, and ours are not there.

use super::namespaces::Namespaces;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep};

/// What carries the connections. It ends with this value, and with us.
pub struct Uplink {
    _process: Child,
}

/// How long it may take until packets can leave.
const PATIENCE: Duration = Duration::from_secs(20);
/// What it makes an interface with, in the network of the submission.
const DEVICE: &str = "/dev/net/tun";
/// Where slirp4netns answers questions for names, as ours would be answered.
const NAMES: &str = "10.0.2.3";

impl Uplink {
    /// Whether there can be one on this machine.
    pub fn is_possible() -> Result<(), String> {
        for (program, version) in [("slirp4netns", "--version"), ("ip", "-V")] {
            let asked = std::process::Command::new(program).arg(version).stdin(Stdio::null()).output();
            asked.map_err(|error| format!("{program} cannot be run: {error}"))?;
        }
        let device = std::fs::File::options().read(true).write(true).open(DEVICE);
        device.map(|_| ()).map_err(|error| format!("slirp4netns needs {DEVICE}: {error}"))
    }

    /// Opens the way out of name spaces in which nothing runs yet. `root`: we are root, and they have no users of their own.
    pub async fn open(namespaces: &Namespaces, root: bool) -> Result<Self, String> {
        let (network, users) = (namespaces.network(), (!root).then(|| namespaces.users()));
        fenced(&network, users.as_deref()).await?;
        let mut command = Command::new("slirp4netns");
        command.args(["--configure", "--disable-host-loopback", "--enable-seccomp"]);
        // Our end of its standard input is closed when we have ended, however that was.
        command.args(["--exit-fd", "0", "--netns-type", "path"]);
        match &users {
            Some(users) => command.arg("--userns-path").arg(users),
            // It takes the files of this machine from itself, which only root may.
            None => command.arg("--enable-sandbox"),
        };
        command.arg(&network).arg("tap0");
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
        #[cfg(unix)]
        command.process_group(0);
        let mut process = command.spawn().map_err(|error| format!("slirp4netns cannot be run: {error}"))?;
        let until = Instant::now() + PATIENCE;
        while !namespaces.lead_out() {
            if let Ok(Some(status)) = process.try_wait() {
                return Err(format!("slirp4netns ended with {status}: {}", said(process).await));
            }
            if Instant::now() > until {
                return Err("slirp4netns opens no way out".into());
            }
            sleep(Duration::from_millis(20)).await;
        }
        Ok(Self { _process: process })
    }
}

async fn said(process: Child) -> String {
    let said = process.wait_with_output().await.map(|output| output.stderr).unwrap_or_default();
    String::from_utf8_lossy(&said).lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}

/// Closes the ways to this machine and to its networks, from within the name space: that takes a process of its own.
async fn fenced(network: &Path, users: Option<&Path>) -> Result<(), String> {
    let lab = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(lab);
    command.arg("fence").arg(network).args(users).stdin(Stdio::null());
    let ended = command.output().await.map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&ended.stderr);
    if ended.status.success() { Ok(()) } else { Err(format!("the ways cannot be closed: {}", said.trim())) }
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
