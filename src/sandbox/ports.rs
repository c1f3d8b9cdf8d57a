//! Where a submission listens, as the system tells it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The addresses at which these processes are reached. `apart`: they have a network of their own, and all that listens
/// in it is theirs.
#[cfg(target_os = "linux")]
pub fn listening(processes: &[i32], apart: bool) -> Vec<SocketAddr> {
    use procfs::net::{TcpNetEntry, TcpState};
    use procfs::process::{FDTarget, Process};
    let known: Vec<Process> = processes.iter().filter_map(|pid| Process::new(*pid).ok()).collect();
    let Some(first) = known.first() else { return vec![] };
    let sockets: Vec<TcpNetEntry> = first.tcp().into_iter().chain(first.tcp6()).flatten().collect();
    let files = |process: &Process| process.fd().map(|files| files.flatten().collect()).unwrap_or_else(|_| vec![]);
    let theirs: Vec<u64> = if apart {
        vec![]
    } else {
        let targets = known.iter().flat_map(files).map(|file| file.target);
        targets.filter_map(|target| if let FDTarget::Socket(inode) = target { Some(inode) } else { None }).collect()
    };
    let mut found: Vec<SocketAddr> = sockets
        .into_iter()
        .filter(|socket| socket.state == TcpState::Listen && (apart || theirs.contains(&socket.inode)))
        .map(|socket| reached(socket.local_address))
        .collect();
    found.sort_by_key(|address| (address.port(), address.is_ipv6()));
    found.dedup_by_key(|address| address.port());
    found
}

#[cfg(not(target_os = "linux"))]
pub fn listening(_processes: &[i32], _apart: bool) -> Vec<SocketAddr> {
    vec![]
}

/// The addresses at which the processes of a group are reached.
#[cfg(target_os = "linux")]
pub fn listening_of_group(group: i32) -> Vec<SocketAddr> {
    use procfs::process::all_processes;
    let is_of_it = |process: &procfs::process::Process| process.stat().is_ok_and(|stat| stat.pgrp == group);
    let all = all_processes().into_iter().flatten().flatten();
    listening(&all.filter(is_of_it).map(|process| process.pid).collect::<Vec<_>>(), false)
}

#[cfg(not(target_os = "linux"))]
pub fn listening_of_group(_group: i32) -> Vec<SocketAddr> {
    vec![]
}

/// A server that listens on all addresses is reached on loopback.
fn reached(listens: SocketAddr) -> SocketAddr {
    let ip = match listens.ip().to_canonical() {
        IpAddr::V6(ip) if ip == Ipv6Addr::LOCALHOST => IpAddr::V6(ip),
        ip if ip.is_unspecified() && listens.is_ipv6() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, listens.port())
}
