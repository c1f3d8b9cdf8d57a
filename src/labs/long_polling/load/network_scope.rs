//! What may be loaded, and what this machine can open for it.

use crate::driver::wire::{Target, TargetError};
use std::net::{IpAddr, Ipv4Addr};

/// The addresses of a URL that are neither of this machine nor of a private network. Nothing is connected to.
pub async fn foreign(url: &str) -> Result<Vec<IpAddr>, TargetError> {
    let mut addresses: Vec<_> = Target::addresses(url).await?.1.iter().map(|address| address.ip()).collect();
    addresses.retain(|address| !near(*address));
    Ok(addresses)
}

/// Of this machine, or of a network that is not the public one.
fn near(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

/// Connections that one address may have before finding a port gets slow, ports of past ones included.
pub const FROM_ONE_ADDRESS: usize = 10_000;
/// 127.0.0.1 to 127.0.0.20.
const MOST_ADDRESSES: usize = 20;

/// The addresses that so many connections leave from: several where the target is on this machine and they are many.
pub fn sources(target: IpAddr, connections: usize) -> Vec<Option<Ipv4Addr>> {
    // Elsewhere than on Linux only 127.0.0.1 is there.
    let several = cfg!(target_os = "linux") && target.is_loopback() && target.is_ipv4();
    let wanted = if several { connections.div_ceil(FROM_ONE_ADDRESS).min(MOST_ADDRESSES) } else { 1 };
    if wanted <= 1 {
        return vec![None];
    }
    (1..).take(wanted).map(|last| Some(Ipv4Addr::new(127, 0, 0, last))).collect()
}

/// Files that are open for other reasons.
const OTHER_FILES: u64 = 100;

/// Raises the number of open files as far as the system allows without asking. An error is how many waiters fit.
#[cfg(unix)]
pub fn make_room(waiters: usize) -> Result<(), u64> {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_NOFILE) else { return Ok(()) };
    let wanted = waiters as u64 + OTHER_FILES;
    if wanted <= soft {
        return Ok(());
    }
    let raised = if setrlimit(Resource::RLIMIT_NOFILE, hard, hard).is_ok() { hard } else { soft };
    if wanted <= raised { Ok(()) } else { Err(raised.saturating_sub(OTHER_FILES)) }
}

#[cfg(not(unix))]
pub fn make_room(_: usize) -> Result<(), u64> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_near_may_be_loaded() {
        let is_near = |text: &str| near(text.parse().unwrap());
        for address in ["127.0.0.1", "127.9.9.9", "10.0.0.1", "172.31.0.1", "192.168.1.20", "169.254.1.1", "::1"] {
            assert!(is_near(address), "{address}");
        }
        assert!(is_near("fd00::1") && is_near("fe80::1") && is_near("::ffff:192.168.0.1"));
        for address in ["192.0.2.1", "8.8.8.8", "172.32.0.1", "0.0.0.1", "2001:db8::1", "::ffff:8.8.8.8"] {
            assert!(!is_near(address), "{address}");
        }
    }

    #[test]
    fn many_connections_leave_from_several_addresses_of_this_machine() {
        let here = "127.0.0.1".parse().unwrap();
        assert_eq!(sources(here, 9_000), [None]);
        assert_eq!(sources("192.168.0.3".parse().unwrap(), 50_000), [None]);
        #[cfg(target_os = "linux")]
        assert_eq!(sources(here, 25_000).last(), Some(&Some(Ipv4Addr::new(127, 0, 0, 3))));
    }
}
