//! The memory and the processor time that processes use. It is known on Linux only.

#[cfg(target_os = "linux")]
use super::processes;
use std::net::SocketAddr;
use std::time::Duration;

/// The sum over some processes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Resident now, in bytes.
    pub memory: u64,
    /// Processor time so far.
    pub cpu: Duration,
}

impl Usage {
    /// The sum over these processes; none if one of them has ended, or if the list is empty.
    pub fn of(processes: &[u32]) -> Option<Self> {
        let mut whole = Self::default();
        for process in processes {
            let Self { memory, cpu } = of_one(*process)?;
            whole.memory += memory;
            whole.cpu += cpu;
        }
        (!processes.is_empty()).then_some(whole)
    }

    pub fn of_us() -> Option<Self> {
        Self::of(&[std::process::id()])
    }
}

#[cfg(target_os = "linux")]
fn of_one(process: u32) -> Option<Usage> {
    let process = procfs::process::Process::new(i32::try_from(process).ok()?).ok()?;
    // It is told in units of 1024 bytes.
    let memory = process.status().ok()?.vmrss? * 1024;
    Some(Usage { memory, cpu: Duration::from_nanos(processes::worked(&process)?) })
}

#[cfg(not(target_os = "linux"))]
fn of_one(_: u32) -> Option<Usage> {
    None
}

/// The processes that listen at this address of this machine, as far as we may see.
#[cfg(target_os = "linux")]
pub fn listeners(address: SocketAddr) -> Vec<u32> {
    processes::listeners(address).iter().filter_map(|process| u32::try_from(process.pid).ok()).collect()
}

#[cfg(not(target_os = "linux"))]
pub fn listeners(_: SocketAddr) -> Vec<u32> {
    vec![]
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn we_find_ourselves_and_what_we_use() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        assert!(listeners(listener.local_addr().unwrap()).contains(&std::process::id()));
        let us = Usage::of_us().unwrap();
        assert!((1 << 20..1 << 40).contains(&us.memory), "{us:?}");
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        let resident: u64 = line.trim().strip_suffix(" kB").unwrap().parse::<u64>().unwrap() << 10;
        assert!(resident / 4 < us.memory && us.memory / 4 < resident, "{us:?}, and {line}");
    }

    #[test]
    fn what_several_use_adds_up() {
        let us = std::process::id();
        let (one, two) = (Usage::of(&[us]).unwrap(), Usage::of(&[us, us]).unwrap());
        assert!(two.memory > one.memory && two.cpu >= one.cpu * 2, "{one:?} {two:?}");
    }

    #[test]
    fn of_nobody_and_of_what_has_ended_nothing_is_told() {
        assert_eq!(Usage::of(&[]), None);
        let mut ended = std::process::Command::new("true").spawn().unwrap();
        ended.wait().unwrap();
        assert_eq!(Usage::of(&[std::process::id(), ended.id()]), None);
    }
}
