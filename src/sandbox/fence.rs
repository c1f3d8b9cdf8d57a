//! What `lab fence` does, as a process of its own: it puts a network between that of a submission and its way out, which
//! passes on what is for the Internet, and nothing else.
//!
//! Routes in the network of the submission would not do: a socket that names its interface is not held by them. What comes
//! from there goes on by the routes of the network between, whatever a socket says, and what is for many is not passed on.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Error, Read, Write};
use std::net::Ipv4Addr;
use std::path::Path;
use std::process::{Command, Stdio};

/// The networks that are nobody's on the Internet (RFC 6890). Version 6 has no way out at all.
const PRIVATE: [&str; 11] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "255.255.255.255/32",
];

/// What slirp4netns makes in the network between, and by which all leaves.
pub const TAP: &str = "tap0";
/// The two ends of the cable between the networks: the one that is between, and that of the submission.
pub const CABLE: &str = "cable0";
const INNER: &str = "eth0";
/// The address of the submission, and that of the other end of the cable. slirp4netns knows the first from its requests.
const WITHIN: &str = "10.0.2.100";
const BETWEEN: &str = "10.0.2.99";
/// Where slirp4netns passes on what comes, and where it answers questions for names, as ours would be answered.
const GATEWAY: &str = "10.0.2.2";
pub const NAMES: &str = "10.0.2.3";

/// Makes the network between, and is in it until standard input ends: by then slirp4netns has come. Then it lets through what
/// may pass. `users`: the name space of users around the network of the submission, if it is not ours.
pub fn fence(network: &Path, users: Option<&Path>) -> Result<(), Error> {
    let (network, users) = (File::open(network)?, users.map(File::open).transpose()?);
    let closed: BTreeSet<String> = PRIVATE.map(String::from).into_iter().chain(own_networks()?).collect();
    between(users)?;
    // The network at the other end is named by what is open: there are no paths to it from in here.
    let cable = ["link", "add", CABLE, "type", "veth", "peer", "name", INNER, "netns", "/proc/self/fd/0"];
    ended(Command::new("ip").args(cable).stdin(network.try_clone()?).spawn()?)?;
    std::io::stdin().read_to_end(&mut Vec::new())?;
    ip(&[
        &closing(&closed)[..],
        &[
            format!("link set {TAP} up"),
            format!("link set {CABLE} up"),
            format!("addr add {BETWEEN}/32 dev {CABLE}"),
            format!("route replace {WITHIN} dev {CABLE}"),
            format!("route replace {GATEWAY} dev {TAP}"),
            format!("route replace {NAMES} dev {TAP}"),
            format!("route replace default via {GATEWAY} dev {TAP}"),
            // slirp4netns asks who has the address of the submission, and is answered for it, at once.
            format!("neigh add proxy {WITHIN} dev {TAP}"),
            format!("ntable change name arp_cache dev {TAP} proxy_delay 0"),
        ],
    ])?;
    std::fs::write("/proc/sys/net/ipv4/ip_forward", "1")?;
    enter(network)?;
    // The same once more: here it is told at once that there is no way.
    ip(&[
        &closing(&closed)[..],
        &[
            "link set lo up".into(),
            format!("link set {INNER} up"),
            format!("addr add {WITHIN}/32 dev {INNER}"),
            format!("route replace {BETWEEN} dev {INNER}"),
            format!("route replace {GATEWAY} via {BETWEEN}"),
            format!("route replace {NAMES} via {BETWEEN}"),
            format!("route replace default via {BETWEEN}"),
        ],
    ])
}

fn closing(networks: &BTreeSet<String>) -> Vec<String> {
    networks.iter().map(|network| format!("route replace unreachable {network}")).collect()
}

/// Runs commands of `ip` in the network that we are in.
fn ip(commands: &[&[String]]) -> Result<(), Error> {
    let mut ip = Command::new("ip").args(["-batch", "-"]).stdin(Stdio::piped()).spawn()?;
    let lines: String = commands.iter().copied().flatten().map(|command| format!("{command}\n")).collect();
    ip.stdin.take().ok_or_else(|| Error::other("no standard input"))?.write_all(lines.as_bytes())?;
    ended(ip)
}

fn ended(mut ip: std::process::Child) -> Result<(), Error> {
    let status = ip.wait()?;
    if status.success() { Ok(()) } else { Err(Error::other(format!("ip ended with {status}"))) }
}

/// The networks of version 4 that this machine is in.
#[cfg(target_os = "linux")]
fn own_networks() -> Result<Vec<String>, Error> {
    let ip = |address: nix::sys::socket::SockaddrStorage| Some(address.as_sockaddr_in()?.ip());
    let network = |interface: nix::ifaddrs::InterfaceAddress| {
        Some(network_of(ip(interface.address?)?, interface.netmask.and_then(ip).unwrap_or(Ipv4Addr::BROADCAST)))
    };
    let all = nix::ifaddrs::getifaddrs()?.filter_map(network);
    Ok(all.filter(|network| !network.starts_with("127.")).collect())
}

#[cfg(not(target_os = "linux"))]
fn own_networks() -> Result<Vec<String>, Error> {
    Ok(vec![])
}

fn network_of(address: Ipv4Addr, mask: Ipv4Addr) -> String {
    format!("{}/{}", Ipv4Addr::from_bits(address.to_bits() & mask.to_bits()), mask.to_bits().leading_ones())
}

/// Makes a network of the same owner as that of the submission and enters it, with the right to change both, which the
/// programs that we start there keep.
#[cfg(target_os = "linux")]
fn between(users: Option<File>) -> Result<(), Error> {
    use caps::{CapSet, Capability};
    use nix::sched::{CloneFlags, setns, unshare};
    if let Some(users) = users {
        setns(users, CloneFlags::CLONE_NEWUSER)?;
    }
    unshare(CloneFlags::CLONE_NEWNET)?;
    for set in [CapSet::Inheritable, CapSet::Ambient] {
        caps::raise(None, set, Capability::CAP_NET_ADMIN).map_err(Error::other)?;
    }
    Ok(())
}

#[cfg(target_os = "linux")]
fn enter(network: File) -> Result<(), Error> {
    Ok(nix::sched::setns(network, nix::sched::CloneFlags::CLONE_NEWNET)?)
}

#[cfg(not(target_os = "linux"))]
fn between(_users: Option<File>) -> Result<(), Error> {
    Err(Error::other("networks are made on Linux only"))
}

#[cfg(not(target_os = "linux"))]
fn enter(_network: File) -> Result<(), Error> {
    Err(Error::other("networks are entered on Linux only"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_an_address_under_its_mask() {
        let of = |address: [u8; 4], mask: [u8; 4]| network_of(address.into(), mask.into());
        assert_eq!(of([192, 0, 2, 77], [255, 255, 255, 0]), "192.0.2.0/24");
        assert_eq!(of([172, 31, 9, 1], [255, 255, 240, 0]), "172.31.0.0/20");
        assert_eq!(of([8, 8, 4, 4], [255, 255, 255, 255]), "8.8.4.4/32");
    }
}
