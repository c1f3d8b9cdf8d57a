//! The command line of bubblewrap, which runs a command in name spaces of its own.

use super::environment;
use super::layout::{APP, HANDED_IN, HOME, Layout, PACKAGES, text};
use super::network::Network;
use super::purpose::Purpose;
use super::tools::Tools;
use std::path::Path;

/// All that goes before the command itself, which is run in `folder` of what was handed in. `root`: bubblewrap is run
/// as root, and what it starts changes to the user of the submission.
pub fn words(
    tools: &Tools,
    root: bool,
    layout: &Layout,
    purpose: Purpose,
    network: Network,
    folder: &str,
) -> Vec<String> {
    let mut words: Vec<String> = vec!["bwrap".into()];
    let mut add = |more: &[&str]| words.extend(more.iter().map(|word| (*word).to_owned()));
    add(&["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--hostname", "lab"]);
    add(&["--die-with-parent", "--new-session", "--clearenv"]);
    if root {
        // For the change of user only, which takes them away.
        add(&["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"]);
    } else {
        add(&["--unshare-user"]);
    }
    if network != Network::Shared {
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
    // The names of keys are shown to whoever has the same user, in whichever name space.
    for keys in ["/proc/keys", "/proc/key-users"].into_iter().filter(|keys| Path::new(keys).exists()) {
        add(&["--ro-bind", "/dev/null", keys]);
    }
    // Not `--dev`: for its terminals bwrap puts one user name space into another, and a process in the inner one, as an
    // examiner would have to be, has no rights over the network.
    add(&["--perms", "0755", "--size", "65536", "--tmpfs", "/dev"]);
    for device in ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty"] {
        add(&["--dev-bind-try", device, device]);
    }
    for (link, to) in [("fd", "fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")] {
        add(&["--symlink", &format!("/proc/self/{to}"), &format!("/dev/{link}")]);
    }
    add(&["--perms", "1777", "--size", "67108864", "--tmpfs", "/dev/shm"]);
    if network == Network::Shared {
        // Names are resolved through it.
        add(&["--ro-bind-try", "/run/systemd/resolve", "/run/systemd/resolve"]);
    }
    if let Some((file, looked_at)) = layout.resolver.as_ref().filter(|_| network == Network::WayOut) {
        add(&["--ro-bind", &text(file), &text(looked_at)]);
    }
    add(&["--perms", "1777", "--size", "268435456", "--tmpfs", "/tmp"]);
    for folder in &tools.folders {
        // Its parents are made for it, open to all and with nothing else in them.
        for parent in folder.ancestors().skip(1).collect::<Vec<_>>().into_iter().rev().skip(1) {
            add(&["--perms", "0755", "--dir", &text(parent)]);
        }
        add(&["--ro-bind-try", &text(folder), &text(folder)]);
    }
    add(&["--perms", "0755", "--dir", "/home", "--bind", &text(&layout.app), APP]);
    add(&["--bind", &text(&layout.home), HOME]);
    if let Some(handed_in) = &layout.handed_in {
        add(&["--ro-bind", &text(handed_in), HANDED_IN]);
    }
    if let Some(packages) = &layout.packages {
        add(&["--ro-bind", &text(packages), PACKAGES]);
    }
    add(&["--chdir", &text(&Path::new(APP).join(folder))]);
    for (name, value) in environment::with_tools(tools, Path::new(HOME), purpose) {
        add(&["--setenv", &name, &value]);
    }
    add(&["--"]);
    words
}
