//! A TCP socket that says when the kernel received the bytes that were read last. Only Linux tells it.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

pub struct Socket {
    socket: TcpStream,
    stamp: Option<Duration>,
}

impl Socket {
    pub fn new(socket: TcpStream) -> Self {
        stamps::ask_for(&socket);
        Self { socket, stamp: None }
    }

    /// When the kernel received the last bytes that were read, by the wall clock.
    pub fn stamp(&self) -> Option<Duration> {
        self.stamp
    }

    pub fn reset_on_close(&self) {
        reset_on_close(&self.socket);
    }
}

/// Closing this socket sends RST. Where the system does not know how, it is closed as any other.
pub fn reset_on_close(socket: &TcpStream) {
    let _ = socket2::SockRef::from(socket).set_linger(Some(Duration::ZERO));
}

impl AsyncRead for Socket {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context, buffer: &mut ReadBuf) -> Poll<io::Result<()>> {
        loop {
            ready!(self.socket.poll_read_ready(context))?;
            match stamps::read(&self.socket, buffer.initialize_unfilled()) {
                Ok((0, _)) => return Poll::Ready(Ok(())),
                Ok((read, stamp)) => {
                    buffer.advance(read);
                    self.stamp = stamp;
                    return Poll::Ready(Ok(()));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

impl AsyncWrite for Socket {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.socket).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }
}

/// Keeps the kernel stamping for as long as this value lives. The kernel stamps only while some socket asks for it, and
/// begins a moment after the first one asks: bytes that come within that moment have no stamp.
pub struct Stamping {
    _socket: Option<std::net::UdpSocket>,
}

impl Stamping {
    pub fn start() -> Self {
        let socket = std::net::UdpSocket::bind((std::net::Ipv4Addr::LOCALHOST, 0)).ok();
        socket.iter().for_each(stamps::ask_for);
        Self { _socket: socket }
    }
}

#[cfg(target_os = "linux")]
mod stamps {
    use nix::sys::socket::{ControlMessageOwned, MsgFlags, recvmsg, setsockopt, sockopt};
    use nix::sys::time::TimeSpec;
    use std::io::{self, IoSliceMut};
    use std::os::fd::{AsFd, AsRawFd};
    use std::time::Duration;
    use tokio::io::Interest;
    use tokio::net::TcpStream;

    pub fn ask_for(socket: &impl AsFd) {
        // If the kernel refuses, there are no stamps, and only our own times are known.
        let _ = setsockopt(&socket.as_fd(), sockopt::ReceiveTimestampns, &true);
    }

    pub fn read(socket: &TcpStream, into: &mut [u8]) -> io::Result<(usize, Option<Duration>)> {
        let mut control = nix::cmsg_space!(TimeSpec);
        socket.try_io(Interest::READABLE, || {
            let mut parts = [IoSliceMut::new(into)];
            let message = recvmsg::<()>(socket.as_raw_fd(), &mut parts, Some(&mut control), MsgFlags::empty())?;
            let stamp = message.cmsgs()?.find_map(|control| match control {
                ControlMessageOwned::ScmTimestampns(stamp) => Some(Duration::from(stamp)),
                _ => None,
            });
            Ok((message.bytes, stamp))
        })
    }
}

#[cfg(not(target_os = "linux"))]
mod stamps {
    use std::io;
    use std::time::Duration;
    use tokio::net::TcpStream;

    pub fn ask_for<S>(_: &S) {}

    pub fn read(socket: &TcpStream, into: &mut [u8]) -> io::Result<(usize, Option<Duration>)> {
        Ok((socket.try_read(into)?, None))
    }
}
