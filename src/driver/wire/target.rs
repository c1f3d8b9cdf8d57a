use super::CONNECT;
use super::destination::Destination;
use super::reach::{Whose, whose};
use super::target_error::TargetError;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use url::{Host, Url};

/// The target and its one address. Nothing else is ever connected to, and only a [`Destination`] leads to one: it has
/// been judged.
#[derive(Debug, Clone)]
pub struct Target {
    url: Url,
    address: SocketAddr,
    /// Its certificate is not one that the system believes.
    is_doubted: Arc<AtomicBool>,
}

impl Target {
    /// Finds the first address of the host that accepts a connection: `localhost` is two addresses on most machines.
    pub async fn find(destination: &Destination) -> Result<Self, TargetError> {
        let found = destination.found().await?;
        let mut last = String::from("the name has no address");
        for &address in &found.addresses {
            match tokio::time::timeout(CONNECT, TcpStream::connect(address)).await {
                Ok(Ok(_)) => return Ok(Self { url: found.url.clone(), address, is_doubted: Arc::default() }),
                // It was accepted, and then reset: something is there.
                Ok(Err(error)) if error.kind() == ErrorKind::ConnectionReset => {
                    return Ok(Self { url: found.url.clone(), address, is_doubted: Arc::default() });
                }
                Ok(Err(error)) => last = error.to_string(),
                Err(_) => last = format!("no connection within {} s", CONNECT.as_secs()),
            }
        }
        if let Some(other) = found.left_out.iter().find(|other| other.whose == Whose::Anybodys) {
            last += &format!("; {}, where the name leads too, is not tried without --i-own-this", other.address);
        }
        Err(TargetError::Refused(last))
    }

    /// The same, and the first address if none accepts a connection: whoever connects then learns that nothing is there.
    pub async fn assumed(destination: &Destination) -> Result<Self, TargetError> {
        match Self::find(destination).await {
            Err(TargetError::Refused(why)) => {
                let found = destination.found().await?;
                let address = found.addresses.first().copied().ok_or(TargetError::Refused(why))?;
                Ok(Self { url: found.url.clone(), address, is_doubted: Arc::default() })
            }
            other => other,
        }
    }

    /// Each of these, whether or not it accepts a connection.
    pub async fn all_assumed(destinations: &[Destination]) -> Result<Vec<Self>, TargetError> {
        let mut targets = Vec::new();
        for destination in destinations {
            targets.push(Self::assumed(destination).await?);
        }
        Ok(targets)
    }

    /// A target that a test has made itself.
    #[cfg(test)]
    pub(crate) fn of_test(url: &str, address: SocketAddr) -> Self {
        Self { url: url.parse().expect("a URL"), address, is_doubted: Arc::default() }
    }

    /// Another port of the same address: whoever may go to the one may go to the other.
    pub fn at_port(&self, port: u16) -> Option<Self> {
        let (mut url, mut address) = (self.url.clone(), self.address);
        url.set_port(Some(port)).ok()?;
        url.set_path("/");
        address.set_port(port);
        Some(Self { url, address, is_doubted: self.is_doubted.clone() })
    }

    pub(super) fn doubt_certificate(&self) {
        self.is_doubted.store(true, Ordering::Relaxed);
    }

    /// Whether it has shown a certificate that the system does not believe; only on this machine that is taken.
    pub fn has_doubted_certificate(&self) -> bool {
        self.is_doubted.load(Ordering::Relaxed)
    }

    /// Whether it speaks plain HTTP: asked of one that is said to speak https and does not answer so.
    pub async fn is_plain(&self) -> bool {
        let ask = async {
            let mut stream = TcpStream::connect(self.address).await.ok()?;
            stream.write_all(format!("GET / HTTP/1.0\r\nHost: {}\r\n\r\n", self.host()).as_bytes()).await.ok()?;
            let mut begin = [0; 5];
            stream.read_exact(&mut begin).await.ok()?;
            Some(begin == *b"HTTP/")
        };
        tokio::time::timeout(CONNECT, ask).await.ok().flatten().unwrap_or(false)
    }

    pub fn url(&self) -> &Url {
        &self.url
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address, if the URL has a name: that could have stood for another address.
    pub fn looked_up(&self) -> Option<SocketAddr> {
        matches!(self.url.host(), Some(Host::Domain(_))).then_some(self.address)
    }

    /// Whether it is neither on this machine nor on a private network: then it may belong to other people.
    pub fn is_public(&self) -> bool {
        whose(self.address.ip()) != Whose::Ours
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

#[cfg(test)]
mod tests {
    use super::super::Reach;
    use super::*;

    async fn find(url: &str) -> Target {
        Target::find(&Destination::new(url, Reach::Near)).await.unwrap()
    }

    #[tokio::test]
    async fn a_name_is_looked_up_once_and_its_address_kept() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let by_name = find(&format!("http://localhost:{port}/app/")).await;
        assert_eq!(by_name.looked_up(), Some(([127, 0, 0, 1], port).into()));
        assert_eq!((by_name.host(), by_name.is_public()), (format!("localhost:{port}"), false));
        let by_number = find(&format!("127.0.0.1:{port}")).await;
        assert_eq!((by_number.looked_up(), by_number.address()), (None, by_name.address()));
        for typed in [port.to_string(), format!(":{port}/app")] {
            assert_eq!(find(&typed).await.host(), by_name.host());
        }
        assert_eq!(find(&format!("http://0.0.0.0:{port}")).await.address(), by_name.address());
        let beside = by_name.at_port(1).unwrap();
        assert_eq!((beside.host().as_str(), beside.path("/a").as_str()), ("localhost:1", "/a"));
        assert_eq!((beside.address().ip(), beside.address().port()), (by_name.address().ip(), 1));
    }

    #[tokio::test]
    async fn where_nothing_listens_a_target_is_only_assumed() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let destination = Destination::new(format!("http://{address}"), Reach::Near);
        assert_eq!(Target::assumed(&destination).await.unwrap().address(), address);
        drop(listener);
        assert!(matches!(Target::find(&destination).await, Err(TargetError::Refused(_))));
        assert_eq!(Target::assumed(&destination).await.unwrap().address(), address);
        let far = Destination::new("203.0.113.9:80", Reach::Near);
        assert!(matches!(Target::assumed(&far).await, Err(TargetError::OutOfReach(_))));
    }
}
