//! What `lab fence` does, as a process of its own: within the network of a submission it closes the ways to the networks of
//! this machine and to all private ones.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Error, Write};
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

/// Closes the ways. `users`: the name space of users around that network, if it is not ours.
pub fn fence(network: &Path, users: Option<&Path>) -> Result<(), Error> {
    let ours = own_networks()?;
    enter(network, users)?;
    let closed: BTreeSet<&str> = PRIVATE.into_iter().chain(ours.iter().map(String::as_str)).collect();
    let routes: String = closed.iter().map(|network| format!("route replace unreachable {network}\n")).collect();
    let mut ip = Command::new("ip").args(["-batch", "-"]).stdin(Stdio::piped()).spawn()?;
    ip.stdin.take().ok_or_else(|| Error::other("no standard input"))?.write_all(routes.as_bytes())?;
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

/// Enters the name spaces, with the right to change the network, which the programs that we start there keep.
#[cfg(target_os = "linux")]
fn enter(network: &Path, users: Option<&Path>) -> Result<(), Error> {
    use caps::{CapSet, Capability};
    use nix::sched::{CloneFlags, setns};
    let (network, users) = (File::open(network)?, users.map(File::open).transpose()?);
    if let Some(users) = users {
        setns(users, CloneFlags::CLONE_NEWUSER)?;
    }
    setns(network, CloneFlags::CLONE_NEWNET)?;
    for set in [CapSet::Inheritable, CapSet::Ambient] {
        caps::raise(None, set, Capability::CAP_NET_ADMIN).map_err(Error::other)?;
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn enter(_network: &Path, _users: Option<&Path>) -> Result<(), Error> {
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
