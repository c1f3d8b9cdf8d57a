//! The processes that serve an address of this machine, and how much processor time each has used: read from `/proc`,
//! which only Linux has.

use crate::history::Nanos;
use procfs::net::TcpState;
use procfs::process::{FDTarget, Process, all_processes};
use std::net::SocketAddr;
use std::path::PathBuf;

/// The processes that hold a socket which listens at this address: a server and its workers share one. Those that are
/// not ours to look at are left out.
pub fn listeners(address: SocketAddr) -> Vec<Process> {
    let sockets: Vec<u64> = procfs::net::tcp()
        .into_iter()
        .chain(procfs::net::tcp6())
        .flatten()
        .filter(|socket| socket.state == TcpState::Listen && serves(socket.local_address, address))
        .map(|socket| socket.inode)
        .collect();
    if sockets.is_empty() {
        return vec![];
    }
    let holds = |process: &Process| {
        process.fd().is_ok_and(|files| {
            files.flatten().any(|file| matches!(file.target, FDTarget::Socket(inode) if sockets.contains(&inode)))
        })
    };
    all_processes().into_iter().flatten().flatten().filter(holds).collect()
}

/// Whether a connection to `target` reaches a socket that listens at `listening`.
fn serves(listening: SocketAddr, target: SocketAddr) -> bool {
    listening.port() == target.port()
        && (listening.ip().is_unspecified() || listening.ip().to_canonical() == target.ip().to_canonical())
}

/// The processor time that a process has used so far; none once it has ended.
pub fn worked(process: &Process) -> Option<Nanos> {
    process.stat().ok().map(|stat| (stat.utime + stat.stime) * tick())
}

/// What the kernel counts the time of processes in.
pub fn tick() -> Nanos {
    1_000_000_000 / procfs::ticks_per_second()
}

/// The name space of the ids of processes that one is in; none if that is not ours to know.
pub fn name_space(pid: i32) -> Option<PathBuf> {
    std::fs::read_link(format!("/proc/{pid}/ns/pid")).ok()
}

/// That of this process.
pub fn own_name_space() -> Option<PathBuf> {
    name_space(std::process::id().cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_serves_its_own_address_and_all_of_them_if_it_has_none() {
        let serves = |listening: &str, target: &str| serves(listening.parse().unwrap(), target.parse().unwrap());
        for listening in ["127.0.0.1:5000", "0.0.0.0:5000", "[::]:5000", "[::ffff:127.0.0.1]:5000"] {
            assert!(serves(listening, "127.0.0.1:5000"), "{listening}");
            assert!(!serves(listening, "127.0.0.1:5001"), "{listening}");
        }
        for other in ["127.0.0.2:5000", "[::1]:5000"] {
            assert!(!serves(other, "127.0.0.1:5000"), "{other}");
        }
    }

    #[test]
    fn a_process_is_found_while_it_listens() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let us = Process::myself().unwrap().pid;
        // Another test may start a process meanwhile, which has our sockets for a moment: only we count.
        let are_found = || listeners(address).iter().any(|process| process.pid == us);
        // A connection has the same port, and does not listen.
        let client = std::net::TcpStream::connect(address).unwrap();
        let accepted = listener.accept().unwrap();
        assert!(are_found());
        drop(listener);
        assert!(!are_found());
        drop((client, accepted));
    }

    #[test]
    fn a_process_that_works_has_worked() {
        let us = Process::myself().unwrap();
        let before = worked(&us).unwrap();
        let end = std::time::Instant::now() + std::time::Duration::from_secs(20);
        while worked(&us).unwrap() == before {
            assert!(std::time::Instant::now() < end, "no tick of work is seen");
        }
        let since = worked(&us).unwrap() - before;
        assert!((1_000_000..20_000_000_000 * 64).contains(&since), "{since} ns");
    }
}
