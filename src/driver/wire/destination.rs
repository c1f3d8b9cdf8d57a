//! Where somebody wants to go: the one place where a name becomes an address that may be connected to.

use super::reach::{Reach, reached, whose};
use super::spelling;
use super::target_error::{OutOfReach, TargetError};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::OnceCell;
use url::{Host, Url};

/// What was typed, and how far may be gone for it. It is looked up once: no later answer of the name system moves it.
#[derive(Debug, Clone)]
pub struct Destination {
    typed: String,
    reach: Reach,
    found: Arc<OnceCell<Found>>,
}

/// Where it is.
#[derive(Debug)]
pub(super) struct Found {
    pub url: Url,
    /// Those that may be connected to; there is one at least, unless the name has none at all.
    pub addresses: Vec<SocketAddr>,
    /// The others are not.
    pub left_out: Vec<OutOfReach>,
}

impl Destination {
    pub fn new(typed: impl Into<String>, reach: Reach) -> Self {
        Self { typed: typed.into(), reach, found: Arc::default() }
    }

    /// How it is shown to people.
    pub fn shown(&self) -> String {
        spelling::shown(&self.typed)
    }

    /// Its port, if it is written as an address that has one.
    pub fn port(&self) -> Option<u16> {
        spelling::url(&self.typed).ok()?.port_or_known_default()
    }

    /// Whether it may be gone to, as far as is known without connecting: names are looked up, and that is all.
    pub async fn is_in_reach(&self) -> Result<(), TargetError> {
        self.found().await.map(|_| ())
    }

    pub(super) async fn found(&self) -> Result<&Found, TargetError> {
        self.found.get_or_try_init(|| look_up(&self.typed, self.reach)).await
    }
}

async fn look_up(typed: &str, reach: Reach) -> Result<Found, TargetError> {
    let url = spelling::url(typed)?;
    let port = url.port_or_known_default().unwrap_or(80);
    let addresses = match url.host() {
        Some(Host::Ipv4(ip)) => vec![(ip, port).into()],
        Some(Host::Ipv6(ip)) => vec![(ip, port).into()],
        Some(Host::Domain(name)) => match tokio::net::lookup_host((name, port)).await {
            Ok(found) => found.collect(),
            Err(error) => return Err(TargetError::UnknownHost(error.to_string())),
        },
        None => vec![],
    };
    let (addresses, left_out) = judged(addresses, reach);
    match left_out.first() {
        Some(first) if addresses.is_empty() => Err((*first).into()),
        _ => Ok(Found { url, addresses, left_out }),
    }
}

/// The addresses that may be connected to, and the others. A name may have both: a laptop has a private address and a
/// public one.
fn judged(addresses: Vec<SocketAddr>, reach: Reach) -> (Vec<SocketAddr>, Vec<OutOfReach>) {
    let (near, far): (Vec<SocketAddr>, Vec<SocketAddr>) =
        addresses.into_iter().map(reached).partition(|address| reach.has(whose(address.ip())));
    let left_out = |address: SocketAddr| {
        let address = address.ip().to_canonical();
        OutOfReach { address, whose: whose(address) }
    };
    (near, far.into_iter().map(left_out).collect())
}

#[cfg(test)]
mod tests {
    use super::super::reach::Whose;
    use super::*;

    #[test]
    fn of_a_name_with_both_only_the_near_addresses_are_left() {
        let addresses = |list: &[&str]| list.iter().map(|one| one.parse().unwrap()).collect::<Vec<SocketAddr>>();
        let all = ["203.0.113.9:80", "[2001:db8::1]:80", "192.168.1.20:80", "0.0.0.0:80", "169.254.169.254:80"];
        let (near, far) = judged(addresses(&all), Reach::Near);
        assert_eq!(near, addresses(&["192.168.1.20:80", "127.0.0.1:80"]));
        let kinds: Vec<Whose> = far.iter().map(|one| one.whose).collect();
        assert_eq!(kinds, [Whose::Anybodys, Whose::Anybodys, Whose::Metadata]);
        let (near, far) = judged(addresses(&all), Reach::Owned);
        assert_eq!((near.len(), far.len()), (4, 1));
    }

    #[tokio::test]
    async fn what_is_out_of_reach_is_refused_whatever_it_is_written_like() {
        for typed in ["http://203.0.113.9/", "203.0.113.9:5000", "0xcb007109", "http://[::ffff:203.0.113.9]:80"] {
            let destination = Destination::new(typed, Reach::Near);
            let refused = OutOfReach { address: "203.0.113.9".parse().unwrap(), whose: Whose::Anybodys };
            assert_eq!(destination.is_in_reach().await, Err(refused.into()), "{typed}");
            let owned = Destination::new(typed, Reach::Owned);
            assert_eq!(owned.is_in_reach().await, Ok(()), "{typed}");
        }
        let meant = Destination::new("http://5000", Reach::Owned).is_in_reach().await;
        let Err(TargetError::OutOfReach(refused)) = meant else { panic!("{meant:?}") };
        assert_eq!((refused.whose, refused.meant_port()), (Whose::Nobodys, Some(5000)));
        let metadata = Destination::new("http://169.254.169.254/latest/", Reach::Owned).is_in_reach().await;
        assert!(matches!(metadata, Err(TargetError::OutOfReach(OutOfReach { whose: Whose::Metadata, .. }))));
    }

    #[tokio::test]
    async fn a_name_is_looked_up_once() {
        let destination = Destination::new("localhost:5000", Reach::Near);
        let other = destination.clone();
        assert!(std::ptr::eq(destination.found().await.unwrap(), other.found().await.unwrap()));
    }
}
