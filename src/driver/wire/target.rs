use super::CONNECT;
use std::net::{IpAddr, SocketAddr};
use url::Url;

/// The target and its address. That is looked up once, so that no later answer of the name system moves it.
#[derive(Debug, Clone)]
pub struct Target {
    pub url: Url,
    pub address: SocketAddr,
}

/// Why there is nothing to talk to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    #[error("{0}")]
    BadUrl(String),
    #[error("{0}")]
    UnknownHost(String),
    #[error("{0}")]
    Refused(String),
}

impl Target {
    /// The addresses of the host, looked up and not connected to.
    pub async fn addresses(url: &str) -> Result<(Url, Vec<SocketAddr>), TargetError> {
        let url = parse(url).map_err(TargetError::BadUrl)?;
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let port = url.port_or_known_default().unwrap_or(80);
        match tokio::net::lookup_host((host.as_str(), port)).await {
            Ok(found) => Ok((url, found.collect())),
            Err(error) => Err(TargetError::UnknownHost(error.to_string())),
        }
    }

    /// Finds the first address of the host that accepts a connection: `localhost` is two addresses on most machines.
    pub async fn find(url: &str) -> Result<Self, TargetError> {
        let (url, addresses) = Self::addresses(url).await?;
        let mut last = String::from("the name has no address");
        for address in addresses {
            match tokio::time::timeout(CONNECT, tokio::net::TcpStream::connect(address)).await {
                Ok(Ok(_)) => return Ok(Self { url, address }),
                Ok(Err(error)) => last = error.to_string(),
                Err(_) => last = format!("no connection within {} s", CONNECT.as_secs()),
            }
        }
        Err(TargetError::Refused(last))
    }

    /// The address, if the URL has a name: that could have stood for another address.
    pub fn looked_up(&self) -> Option<SocketAddr> {
        matches!(self.url.host(), Some(url::Host::Domain(_))).then_some(self.address)
    }

    /// Whether it is neither on this machine nor on a private network: then it may belong to other people.
    pub fn is_public(&self) -> bool {
        is_public(self.address.ip())
    }

    /// The value of the Host header.
    pub fn host(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        self.url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// Paths are relative to the path of the URL, if it has one: `http://host/app/` and `/poll-status`.
    pub fn path(&self, path: &str) -> String {
        format!("{}{path}", self.url.path().trim_end_matches('/'))
    }

    pub fn shown(&self) -> String {
        self.url.as_str().trim_end_matches('/').to_owned()
    }
}

fn parse(text: &str) -> Result<Url, String> {
    let full = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
    let url = Url::parse(&full).map_err(|error| error.to_string())?;
    match url.scheme() {
        "http" | "https" if url.has_host() => Ok(url),
        other => Err(format!("the scheme {other:?} is neither http nor https")),
    }
}

fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            // Providers and private overlays use 100.64.0.0/10 between themselves.
            let shared = v4.octets()[0] == 100 && v4.octets()[1] & 0xc0 == 64;
            !(v4.is_loopback() || v4.is_private() || v4.is_link_local() || v4.is_unspecified() || shared)
        }
        IpAddr::V6(v6) => {
            !(v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local() || v6.is_unspecified())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_addresses_are_told_from_private_ones() {
        let public = |text: &str| is_public(text.parse().unwrap());
        for ours in ["127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.1.1", "100.64.0.1"] {
            assert!(!public(ours), "{ours}");
        }
        for ours in ["0.0.0.0", "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"] {
            assert!(!public(ours), "{ours}");
        }
        for other in ["8.8.8.8", "172.32.0.1", "100.128.0.1", "203.0.113.7", "2001:db8::1", "::ffff:8.8.8.8"] {
            assert!(public(other), "{other}");
        }
    }

    #[tokio::test]
    async fn a_name_is_looked_up_once_and_its_address_kept() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let by_name = Target::find(&format!("http://localhost:{port}/app/")).await.unwrap();
        assert_eq!(by_name.looked_up(), Some(([127, 0, 0, 1], port).into()));
        assert_eq!((by_name.host(), by_name.is_public()), (format!("localhost:{port}"), false));
        let by_number = Target::find(&format!("127.0.0.1:{port}")).await.unwrap();
        assert_eq!((by_number.looked_up(), by_number.address), (None, by_name.address));
    }
}
