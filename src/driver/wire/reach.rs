//! How far we go: which addresses are connected to without asking, which only if somebody says that the server is
//! theirs, and which never.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// How far may be gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// To this machine and to private networks.
    #[default]
    Near,
    /// Anywhere a server may be: whoever asks says that it is theirs.
    Owned,
}

/// Whose an address may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Of this machine, or of a private network.
    Ours,
    /// Of anybody.
    Anybodys,
    /// Of a cloud, which tells a machine there what it knows of it, keys included.
    Metadata,
    /// Of no machine at all.
    Nobodys,
}

impl Reach {
    pub fn of(is_owned: bool) -> Self {
        if is_owned { Self::Owned } else { Self::Near }
    }

    pub fn has(self, whose: Whose) -> bool {
        match whose {
            Whose::Ours => true,
            Whose::Anybodys => self == Self::Owned,
            Whose::Metadata | Whose::Nobodys => false,
        }
    }
}

/// Where clouds tell a machine its own secrets. No student's server is there, and what is read there ends in a report.
/// All but the last two of the first list would pass as private.
const METADATA_V4: [Ipv4Addr; 8] = [
    Ipv4Addr::new(169, 254, 169, 254),
    Ipv4Addr::new(169, 254, 170, 2),
    Ipv4Addr::new(169, 254, 170, 23),
    Ipv4Addr::new(169, 254, 42, 42),
    Ipv4Addr::new(169, 254, 0, 23),
    Ipv4Addr::new(100, 100, 100, 200),
    Ipv4Addr::new(168, 63, 129, 16),
    Ipv4Addr::new(192, 0, 0, 192),
];
const METADATA_V6: [Ipv6Addr; 5] = [
    Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254),
    Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x23),
    Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254),
    Ipv6Addr::new(0xfd00, 0x42, 0, 0, 0, 0, 0, 0x42),
    Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0xa9fe, 0xa9fe),
];

/// Whose this address may be. What is ours is listed, so that whatever is new or odd is anybody's: an address in which
/// another one is packed (NAT64, 6to4, Teredo) is that of a gateway, and what lies behind it is not known.
pub fn whose(address: IpAddr) -> Whose {
    // An IPv4 address that is written as one of IPv6 is connected to as IPv4.
    match address.to_canonical() {
        IpAddr::V4(v4) => whose_v4(v4),
        IpAddr::V6(v6) => whose_v6(v6),
    }
}

fn whose_v4(v4: Ipv4Addr) -> Whose {
    let [first, second, ..] = v4.octets();
    // Providers and private overlays use 100.64.0.0/10 between themselves.
    let is_shared = first == 100 && second & 0xc0 == 64;
    match v4 {
        v4 if METADATA_V4.contains(&v4) => Whose::Metadata,
        // It means this machine, wherever it can be connected to.
        Ipv4Addr::UNSPECIFIED => Whose::Ours,
        // Numbers of networks, of many at once, and those that nobody was given: 255.255.255.255 is among them.
        _ if first == 0 || v4.is_multicast() || first >= 240 => Whose::Nobodys,
        v4 if v4.is_loopback() || v4.is_private() || v4.is_link_local() || is_shared => Whose::Ours,
        _ => Whose::Anybodys,
    }
}

fn whose_v6(v6: Ipv6Addr) -> Whose {
    match v6 {
        v6 if METADATA_V6.contains(&v6) => Whose::Metadata,
        v6 if v6.is_multicast() => Whose::Nobodys,
        v6 if v6.is_loopback() || v6.is_unspecified() || v6.is_unique_local() || v6.is_unicast_link_local() => {
            Whose::Ours
        }
        _ => Whose::Anybodys,
    }
}

/// Servers say that they listen on 0.0.0.0, and it is copied: not every system connects to that, so loopback is taken.
pub fn reached(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip().to_canonical() {
        ip if !ip.is_unspecified() => return address,
        IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
    };
    SocketAddr::new(ip, address.port())
}

/// The port that was meant, if the whole address is the number of one: 5000 as an address is 0.0.19.136.
pub fn meant_port(address: IpAddr) -> Option<u16> {
    let IpAddr::V4(v4) = address else { return None };
    u16::try_from(v4.to_bits()).ok().filter(|port| *port > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Whose {
        whose(text.parse().unwrap())
    }

    #[test]
    fn loopback_and_private_networks_are_ours() {
        for ours in ["127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1"] {
            assert_eq!(of(ours), Whose::Ours, "{ours}");
        }
        for ours in ["169.254.1.1", "169.254.169.253", "100.64.0.1", "100.127.255.255", "0.0.0.0", "::", "::1"] {
            assert_eq!(of(ours), Whose::Ours, "{ours}");
        }
        for ours in ["fe80::1", "febf::1", "fc00::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"] {
            assert_eq!(of(ours), Whose::Ours, "{ours}");
        }
    }

    #[test]
    fn every_other_address_is_anybodys() {
        for other in ["8.8.8.8", "1.0.0.0", "9.255.255.255", "11.0.0.0", "126.255.255.255", "128.0.0.0"] {
            assert_eq!(of(other), Whose::Anybodys, "{other}");
        }
        for other in ["172.15.255.255", "172.32.0.1", "192.167.255.255", "192.169.0.0", "169.253.1.1", "169.255.1.1"] {
            assert_eq!(of(other), Whose::Anybodys, "{other}");
        }
        for other in ["100.63.255.255", "100.128.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.7", "223.255.255.255"] {
            assert_eq!(of(other), Whose::Anybodys, "{other}");
        }
        for other in ["2001:db8::1", "2606:4700::1111", "::ffff:8.8.8.8", "fbff::1", "fe00::1", "fec0::1", "::2"] {
            assert_eq!(of(other), Whose::Anybodys, "{other}");
        }
    }

    #[test]
    fn an_address_packed_in_another_is_anybodys_whatever_it_is() {
        // NAT64 in its two networks, 6to4, Teredo, and the forgotten ::127.0.0.1.
        for packed in ["64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::10.0.0.1", "64:ff9b::8.8.8.8"] {
            assert_eq!(of(packed), Whose::Anybodys, "{packed}");
        }
        for packed in ["2002:7f00:1::1", "2002:a00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "::127.0.0.1"] {
            assert_eq!(of(packed), Whose::Anybodys, "{packed}");
        }
    }

    #[test]
    fn where_no_server_of_anybody_is_nobody_goes() {
        for never in ["169.254.169.254", "::ffff:169.254.169.254", "fd00:ec2::254", "fe80::a9fe:a9fe"] {
            assert_eq!(of(never), Whose::Metadata, "{never}");
        }
        for never in ["169.254.170.2", "100.100.100.200", "168.63.129.16", "fd20:ce::254"] {
            assert_eq!(of(never), Whose::Metadata, "{never}");
        }
        for never in ["0.0.19.136", "0.255.255.255", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"] {
            assert_eq!(of(never), Whose::Nobodys, "{never}");
        }
        assert_eq!((of("ff02::1"), of("::ffff:0.0.19.136")), (Whose::Nobodys, Whose::Nobodys));
        for reach in [Reach::Near, Reach::Owned] {
            assert!(reach.has(Whose::Ours) && !reach.has(Whose::Metadata) && !reach.has(Whose::Nobodys));
            assert_eq!(reach.has(Whose::Anybodys), reach == Reach::Owned);
        }
        assert_eq!((Reach::of(true), Reach::of(false)), (Reach::Owned, Reach::Near));
    }

    #[test]
    fn all_addresses_of_this_machine_are_reached_on_loopback() {
        let reached = |text: &str| super::reached(text.parse().unwrap()).to_string();
        assert_eq!((reached("0.0.0.0:80"), reached("[::]:80")), ("127.0.0.1:80".into(), "[::1]:80".into()));
        assert_eq!(
            (reached("10.0.0.1:80"), reached("[::ffff:0.0.0.0]:80")),
            ("10.0.0.1:80".into(), "127.0.0.1:80".into())
        );
    }

    #[test]
    fn a_port_that_was_taken_for_an_address_is_seen() {
        let port = |text: &str| meant_port(text.parse().unwrap());
        assert_eq!((port("0.0.19.136"), port("0.0.255.255")), (Some(5000), Some(65_535)));
        assert_eq!((port("0.1.0.0"), port("0.0.0.0"), port("::1")), (None, None, None));
    }
}
