//! The stamping server that outruns its clients: long polling in raw epoll, on one thread, with nothing that it could
//! do without.
//!
//! `GET …?last_version=V` is held while V is the version, without an end; any other GET is answered at once. A POST is
//! an update: every held poll is answered, then the POST. A body says when the server sent it, read from the clock
//! just before the write, so that the last one to be sent is the latest of these. The closing is left to the client:
//! where a close reaches a socket before the answer was read, the kernel joins the two, and its stamp is the close's.

use super::clock;
use super::stage::say;
use nix::errno::Errno;
use nix::sys::epoll::{Epoll, EpollCreateFlags, EpollEvent, EpollFlags, EpollTimeout};
use nix::sys::socket::{Backlog, listen};
use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};

const LISTENER: u64 = u64::MAX;

struct Server {
    epoll: Epoll,
    /// By number, which is what epoll hands back.
    open: Vec<Option<TcpStream>>,
    free: Vec<usize>,
    held: Vec<usize>,
    version: u64,
    status: serde_json::Value,
}

/// Listens, and says where.
pub fn listener() -> TcpListener {
    super::raise_open_files();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    // As many as the system allows: the standard library asks for fewer.
    listen(&listener, Backlog::MAXALLOWABLE).expect("a longer backlog");
    listener.set_nonblocking(true).expect("a socket that does not block");
    say(&listener.local_addr().expect("a bound listener has an address").to_string());
    listener
}

/// Serves until it is ended.
pub fn run() {
    let listener = listener();
    let epoll = Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC).expect("an epoll");
    epoll.add(&listener, EpollEvent::new(EpollFlags::EPOLLIN, LISTENER)).expect("the listener is watched");
    let (open, free, held) = (Vec::new(), Vec::new(), Vec::new());
    let mut server = Server { epoll, open, free, held, version: 1, status: "En attente".into() };
    let mut events = vec![EpollEvent::empty(); 1024];
    loop {
        let ready = match server.epoll.wait(&mut events, EpollTimeout::NONE) {
            Ok(ready) => ready,
            Err(Errno::EINTR) => continue,
            Err(error) => panic!("epoll: {error}"),
        };
        for event in &events[..ready] {
            match event.data() {
                LISTENER => server.accept(&listener),
                number => server.read(usize::try_from(number).expect("our own number")),
            }
        }
    }
}

impl Server {
    fn accept(&mut self, listener: &TcpListener) {
        loop {
            match listener.accept() {
                Ok((stream, _)) => {
                    let number = self.free.pop().unwrap_or(self.open.len());
                    let event = EpollEvent::new(EpollFlags::EPOLLIN, number as u64);
                    self.epoll.add(&stream, event).expect("a connection is watched");
                    if number == self.open.len() {
                        self.open.push(Some(stream));
                    } else {
                        self.open[number] = Some(stream);
                    }
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(error) => panic!("accept: {error}"),
            }
        }
    }

    /// Only called when there is something to read, so that it does not block. Requests are small and come whole.
    fn read(&mut self, number: usize) {
        let Some(stream) = &mut self.open[number] else { return };
        let mut request = [0; 4096];
        match stream.read(&mut request) {
            Ok(length @ 1..) => self.answer(number, &request[..length]),
            // The client has left.
            _ => {
                self.held.retain(|held| *held != number);
                self.open[number] = None;
                self.free.push(number);
            }
        }
    }

    fn answer(&mut self, number: usize, request: &[u8]) {
        let request = String::from_utf8_lossy(request);
        let known = format!("last_version={} ", self.version);
        if request.starts_with("POST ") {
            let body = request.split("\r\n\r\n").nth(1).unwrap_or_default();
            let status = serde_json::from_str(body).map(|mut body: serde_json::Value| body["status"].take());
            self.update(status.unwrap_or_default());
        } else if request.lines().next().is_some_and(|line| line.contains(&known)) {
            self.held.push(number);
            return;
        }
        self.send(number);
    }

    fn update(&mut self, status: serde_json::Value) {
        self.version += 1;
        self.status = status;
        for number in std::mem::take(&mut self.held) {
            self.send(number);
        }
    }

    fn send(&mut self, number: usize) {
        let Some(stream) = &mut self.open[number] else { return };
        let (status, version) = (&self.status, self.version);
        // A time of the monotonic clock has 19 digits at most; the head is made first, so it is padded to that.
        let body_length = format!(r#"{{"status":{status},"version":{version},"sent":}}"#).len() + 19;
        let mut answer = Vec::with_capacity(256);
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length:";
        let written = write!(
            answer,
            "{head} {body_length}\r\n\r\n{{\"status\":{status},\"version\":{version},\"sent\":{:>19}}}",
            clock::now()
        )
        .and_then(|()| stream.write_all(&answer));
        // A client that has left meanwhile is not missed.
        drop(written);
    }
}
