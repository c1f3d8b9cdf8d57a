//! What this machine can open for a load.

use std::net::{IpAddr, Ipv4Addr};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_connections_leave_from_several_addresses_of_this_machine() {
        let here = "127.0.0.1".parse().unwrap();
        assert_eq!(sources(here, 9_000), [None]);
        assert_eq!(sources("192.168.0.3".parse().unwrap(), 50_000), [None]);
        #[cfg(target_os = "linux")]
        assert_eq!(sources(here, 25_000).last(), Some(&Some(Ipv4Addr::new(127, 0, 0, 3))));
    }
}
