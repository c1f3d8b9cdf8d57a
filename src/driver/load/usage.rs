//! What processes use, where the system tells it in `/proc`.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;

/// What some processes use together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Resident now, in bytes.
    pub memory: u64,
    /// Processor time so far.
    pub cpu: Duration,
}

impl Usage {
    pub fn of(processes: &[u32]) -> Option<Self> {
        let mut whole = Self::default();
        for process in processes {
            let read = |file: &str| std::fs::read_to_string(format!("/proc/{process}/{file}")).ok();
            whole.memory += memory(&read("status")?)?;
            whole.cpu += cpu(&read("stat")?)?;
        }
        (!processes.is_empty()).then_some(whole)
    }

    pub fn of_us() -> Option<Self> {
        Self::of(&[std::process::id()])
    }
}

fn memory(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()? * 1024)
}

/// User and system time: the 14th and 15th field, counted after the name, which may hold anything but a `)` at its end.
fn cpu(stat: &str) -> Option<Duration> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let ticks: u64 = fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?;
    // A tick is a hundredth of a second wherever Linux runs today.
    Some(Duration::from_millis(ticks * 10))
}

/// The processes that listen at this address of this machine, as far as we may see.
pub fn listeners(address: SocketAddr) -> Vec<u32> {
    let tables = ["tcp", "tcp6"].map(|name| std::fs::read_to_string(format!("/proc/net/{name}")).unwrap_or_default());
    let sockets: BTreeSet<String> = tables.iter().flat_map(|table| listening(table, address.port())).collect();
    let Ok(processes) = std::fs::read_dir("/proc") else { return vec![] };
    let ids = processes.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter(|id| has_one_of(*id, &sockets)).collect()
}

/// The sockets that listen on this port, as links of `/proc` name them.
fn listening(table: &str, port: u16) -> Vec<String> {
    const LISTEN: &str = "0A";
    let row = |line: &str| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let (_, hex) = fields.get(1)?.rsplit_once(':')?;
        let here = u16::from_str_radix(hex, 16).ok()? == port && *fields.get(3)? == LISTEN;
        here.then(|| format!("socket:[{}]", fields.get(9).unwrap_or(&"")))
    };
    table.lines().filter_map(row).collect()
}

fn has_one_of(process: u32, sockets: &BTreeSet<String>) -> bool {
    let Ok(files) = std::fs::read_dir(format!("/proc/{process}/fd")) else { return false };
    let mut links = files.flatten().filter_map(|file| std::fs::read_link(file.path()).ok());
    links.any(|link| link.to_str().is_some_and(|link| sockets.contains(link)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_is_read_as_it_writes() {
        assert_eq!(memory("Name:\tx\nVmRSS:\t   1234 kB\nThreads:\t1\n"), Some(1234 * 1024));
        let stat = "77 (a (b) c) S 1 77 77 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 1 0";
        assert_eq!(cpu(stat), Some(Duration::from_secs(3)));
        let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n\
             \x20  0: 0100007F:1388 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1\n\
             \x20  1: 0100007F:1388 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 4712 1\n\
             \x20  2: 0100007F:1389 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1\n";
        assert_eq!(listening(table, 5000), ["socket:[4711]"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn we_find_ourselves() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        assert_eq!(listeners(listener.local_addr().unwrap()), [std::process::id()]);
        assert!(Usage::of_us().unwrap().memory > 1 << 20);
    }
}
