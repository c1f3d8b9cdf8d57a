use super::certificate::tls_config;
use super::socket::{Socket, Stamping};
use super::{CONNECT, Request, Target};
use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream};
use tokio::net::{TcpSocket, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::ServerName;

pub trait Stream: AsyncRead + AsyncWrite + Send + Sync + Unpin {
    /// When the kernel received the last bytes that were read, by the wall clock; none if it does not say so.
    fn stamp(&self) -> Option<Duration> {
        None
    }

    /// Closing it resets the connection: the target is told at once, by its system, that nobody is there any more. A script
    /// has no such thing.
    fn reset_on_close(&self) {}
}

impl Stream for Socket {
    fn stamp(&self) -> Option<Duration> {
        self.stamp()
    }

    fn reset_on_close(&self) {
        self.reset_on_close();
    }
}

/// Bytes read from TLS have no stamp: they are decrypted once their record is whole, which may be several packets
/// later.
impl Stream for TlsStream<TcpStream> {
    fn reset_on_close(&self) {
        super::socket::reset_on_close(self.get_ref().0);
    }
}
impl Stream for TcpStream {
    fn reset_on_close(&self) {
        super::socket::reset_on_close(self);
    }
}
impl Stream for DuplexStream {}

/// A connection that has just been made.
pub struct Connected {
    pub stream: Box<dyn Stream>,
    /// How long the network took to make it, without what comes on top for TLS: the target's system answers that, and the
    /// target itself has no part in it. None if nobody saw it.
    pub round_trip: Option<Duration>,
}

pub(super) type Connecting = Pin<Box<dyn Future<Output = io::Result<Connected>> + Send>>;

/// A way to the target: the program ends here and the network begins. Tests have a script instead.
pub trait Connector: Send + Sync + 'static {
    fn connect(&self) -> Connecting;

    /// A connection that has room for very few bytes until they are read: a server that writes many has to wait.
    fn connect_narrow(&self) -> Connecting {
        self.connect()
    }

    fn host(&self) -> String;

    /// A way to another port of the same address, which has been judged with it; none where there is no such thing.
    fn beside(&self, _port: u16) -> Option<Arc<dyn Connector>> {
        None
    }

    /// The origin that a page of the target has.
    fn origin(&self) -> String {
        format!("http://{}", self.host())
    }
}

/// The network itself: each connection is a socket of its own, with TLS if the URL says https.
pub struct Network {
    target: Target,
    tls: Option<(TlsConnector, ServerName<'static>)>,
    source: Option<Ipv4Addr>,
    _stamping: Stamping,
}

impl Network {
    pub fn new(target: Target) -> io::Result<Self> {
        let tls = if target.url().scheme() == "https" {
            let config = tls_config(&target)?;
            let name = ServerName::try_from(target.url().host_str().unwrap_or_default().to_owned());
            Some((TlsConnector::from(Arc::new(config)), name.map_err(io::Error::other)?))
        } else {
            None
        };
        Ok(Self { target, tls, source: None, _stamping: Stamping::start() })
    }

    /// The same, from another address of this machine: one address has few ports.
    pub fn leaving_from(self, source: Ipv4Addr) -> Self {
        Self { source: Some(source), ..self }
    }
}

fn socket(address: SocketAddr, source: Option<Ipv4Addr>, narrow: bool) -> io::Result<TcpSocket> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    if let Some(source) = source {
        // The port is chosen when the socket connects: connections to different targets may then share one.
        #[cfg(target_os = "linux")]
        nix::sys::socket::setsockopt(&socket, nix::sys::socket::sockopt::IpBindAddressNoPort, &true)?;
        socket.bind((source, 0).into())?;
    }
    if narrow {
        socket.set_recv_buffer_size(NARROW)?;
        // A sender sizes its own buffer by the size of a packet.
        #[cfg(unix)]
        socket2::SockRef::from(&socket).set_tcp_mss(NARROW)?;
    }
    Ok(socket)
}

impl Network {
    fn dial(&self, narrow: bool) -> Connecting {
        let (address, source) = (self.target.address(), self.source);
        let tls = self.tls.clone();
        Box::pin(async move {
            let late = || io::Error::new(io::ErrorKind::TimedOut, "no connection within 2 s");
            let connecting = async {
                let (socket, begun) = (socket(address, source, narrow)?, Instant::now());
                let socket = socket.connect(address).await?;
                let round_trip = Some(begun.elapsed());
                socket.set_nodelay(true)?;
                let stream = match tls {
                    Some((connector, name)) => Box::new(connector.connect(name, socket).await?) as Box<dyn Stream>,
                    None => Box::new(Socket::new(socket)),
                };
                Ok(Connected { stream, round_trip })
            };
            tokio::time::timeout(CONNECT, connecting).await.map_err(|_| late())?
        })
    }
}

impl Connector for Network {
    fn connect(&self) -> Connecting {
        self.dial(false)
    }

    fn connect_narrow(&self) -> Connecting {
        self.dial(true)
    }

    fn host(&self) -> String {
        self.target.host()
    }

    fn origin(&self) -> String {
        format!("{}://{}", self.target.url().scheme(), self.host())
    }

    fn beside(&self, port: u16) -> Option<Arc<dyn Connector>> {
        let (target, tls) = (self.target.at_port(port)?, self.tls.clone());
        Some(Arc::new(Self { target, tls, source: self.source, _stamping: Stamping::start() }))
    }
}

/// The fewest bytes that a connection can be told to have room for.
const NARROW: u32 = 536;

type Reply = dyn Fn(&str) -> (Duration, Vec<u8>) + Send + Sync;

/// A scripted target for tests: its answer to the first line of a request, and the time until it is sent.
#[derive(Clone)]
pub struct ScriptedConnector {
    reply: Arc<Reply>,
    connecting: Duration,
}

impl ScriptedConnector {
    pub fn new(reply: impl Fn(&str) -> (Duration, Vec<u8>) + Send + Sync + 'static) -> Self {
        Self { reply: Arc::new(reply), connecting: Duration::ZERO }
    }

    /// Lets each connection take so long.
    pub fn connecting_in(self, connecting: Duration) -> Self {
        Self { connecting, ..self }
    }
}

impl Connector for ScriptedConnector {
    fn connect(&self) -> Connecting {
        let (ours, mut theirs) = tokio::io::duplex(64 << 10);
        let Self { reply, connecting } = self.clone();
        tokio::spawn(async move {
            let mut request = Vec::new();
            let mut chunk = [0; 1024];
            while !request.windows(4).any(|end| end == b"\r\n\r\n") {
                match theirs.read(&mut chunk).await {
                    Ok(read @ 1..) => request.extend_from_slice(&chunk[..read]),
                    _ => return,
                }
            }
            let line = String::from_utf8_lossy(&request).lines().next().unwrap_or_default().to_owned();
            let (after, bytes) = reply(&line);
            tokio::time::sleep(after).await;
            let _ = theirs.write_all(&bytes).await;
        });
        Box::pin(async move {
            tokio::time::sleep(connecting).await;
            Ok(Connected { stream: Box::new(ours), round_trip: Some(connecting) })
        })
    }

    fn host(&self) -> String {
        "script".into()
    }
}

impl Request {
    pub fn for_connector(&self, connector: &dyn Connector) -> Vec<u8> {
        self.encode(&connector.origin())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio_rustls::rustls::{ClientConfig, RootCertStore};

    #[tokio::test(start_paused = true)]
    async fn a_server_that_says_nothing_of_tls_is_connected_to_no_longer_than_any_other() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let target = Target::of_test(&format!("https://{address}"), address);
        super::super::certificate::install_crypto();
        let config = ClientConfig::builder().with_root_certificates(RootCertStore::empty()).with_no_client_auth();
        let name = ServerName::try_from("localhost").unwrap();
        let tls = Some((TlsConnector::from(Arc::new(config)), name));
        let network = Network { target, tls, source: None, _stamping: Stamping::start() };
        let begun = tokio::time::Instant::now();
        let connecting = tokio::spawn(network.connect());
        let (_accepted, _) = listener.accept().await.unwrap();
        let error = connecting.await.unwrap().err().expect("no connection");
        assert_eq!(error.kind(), io::ErrorKind::TimedOut, "{error}");
        assert!(begun.elapsed() < CONNECT * 2, "{:?}", begun.elapsed());
    }
}
