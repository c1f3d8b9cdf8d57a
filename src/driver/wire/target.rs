use super::CONNECT;
use std::net::SocketAddr;
use url::Url;

/// Where the target is: its address looked up once, so that no later answer of the name system moves it.
#[derive(Debug, Clone)]
pub struct Target {
    pub url: Url,
    pub address: SocketAddr,
}

/// Why there is nothing to talk to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoTarget {
    BadUrl(String),
    UnknownHost(String),
    Refused(String),
}

impl Target {
    /// The addresses of the host, looked up and not connected to.
    pub async fn addresses(url: &str) -> Result<(Url, Vec<SocketAddr>), NoTarget> {
        let url = parse(url).map_err(NoTarget::BadUrl)?;
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let port = url.port_or_known_default().unwrap_or(80);
        match tokio::net::lookup_host((host.as_str(), port)).await {
            Ok(found) => Ok((url, found.collect())),
            Err(error) => Err(NoTarget::UnknownHost(error.to_string())),
        }
    }

    /// Finds the first address of the host that accepts a connection: `localhost` is two addresses on most machines.
    pub async fn find(url: &str) -> Result<Self, NoTarget> {
        let (url, addresses) = Self::addresses(url).await?;
        let mut last = String::from("the name has no address");
        for address in addresses {
            match tokio::time::timeout(CONNECT, tokio::net::TcpStream::connect(address)).await {
                Ok(Ok(_)) => return Ok(Self { url, address }),
                Ok(Err(error)) => last = error.to_string(),
                Err(_) => last = format!("no connection within {} s", CONNECT.as_secs()),
            }
        }
        Err(NoTarget::Refused(last))
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
