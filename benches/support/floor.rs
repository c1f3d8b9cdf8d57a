//! The floor: the client with the least work that we can imagine. One thread, one epoll, no parsing beyond the length
//! of the answer.

use super::Task;
use super::clock::{self, Nanos};
use super::sample::{Answer, Seen};
use super::stage;
use lab::labs::long_polling::load::FROM_ONE_ADDRESS;
use nix::cmsg_space;
use nix::errno::Errno;
use nix::sys::epoll::{Epoll, EpollCreateFlags, EpollEvent, EpollFlags, EpollTimeout};
use nix::sys::socket::{
    AddressFamily, ControlMessageOwned, MsgFlags, SockFlag, SockType, SockaddrIn, bind, connect, recvmsg, setsockopt,
    socket, sockopt,
};
use nix::sys::time::TimeSpec;
use std::io::{IoSliceMut, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::os::fd::AsRawFd;
use std::time::{Duration, Instant};

pub fn run(task: &Task) {
    super::raise_open_files();
    let epoll = Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC).expect("an epoll");
    stage::reached("ready");
    let started = clock::now();
    let mut waiting = connect_all(task, &epoll);
    let setup = clock::now() - started;
    stage::reached("held");
    let ahead = clock::wall_ahead();
    let mut update = open(task.server, 0);
    let updated = clock::now();
    update.write_all(&task.update_bytes()).expect("the server reads the update");
    let answers = read_all(&mut waiting, &epoll, ahead);
    // Not to its end: the server may leave the closing to us.
    let _ = update.read(&mut [0; 4096]);
    stage::reached("done");
    stage::report(&Seen::new(setup, updated, &answers));
}

/// Connects at the pace of the task, a few at once so that the pauses are long enough to be kept.
fn connect_all(task: &Task, epoll: &Epoll) -> Vec<Option<TcpStream>> {
    let poll = task.poll_bytes();
    let started = Instant::now();
    let mut waiting = Vec::with_capacity(task.waiters);
    for number in 0..task.waiters {
        if number % 16 == 0 {
            let due = task.pace * u32::try_from(number).unwrap_or(u32::MAX);
            std::thread::sleep(due.saturating_sub(started.elapsed()));
        }
        let mut stream = open(task.server, number / FROM_ONE_ADDRESS);
        setsockopt(&stream, sockopt::ReceiveTimestampns, &true).expect("Linux stamps what it receives");
        stream.write_all(&poll).expect("the server reads the poll");
        epoll.add(&stream, EpollEvent::new(EpollFlags::EPOLLIN, number as u64)).expect("a connection is watched");
        waiting.push(Some(stream));
    }
    waiting
}

/// A connection from 127.0.0.1 and so on. On one machine it is there or refused at once, so it may block.
fn open(server: SocketAddr, source: usize) -> TcpStream {
    let SocketAddr::V4(server) = server else { panic!("the servers here listen on 127.0.0.1") };
    let connecting =
        socket(AddressFamily::Inet, SockType::Stream, SockFlag::SOCK_CLOEXEC, None).expect("a socket is left");
    if source > 0 {
        let source = Ipv4Addr::new(127, 0, 0, 1 + u8::try_from(source).expect("few source addresses"));
        // The port is found when it connects: two connections may have the same one if their other ends differ.
        setsockopt(&connecting, sockopt::IpBindAddressNoPort, &true).expect("an option of Linux");
        bind(connecting.as_raw_fd(), &SockaddrIn::from(std::net::SocketAddrV4::new(source, 0)))
            .expect("all of 127.0.0.0/8 is ours");
    }
    connect(connecting.as_raw_fd(), &SockaddrIn::from(server)).expect("the server listens");
    TcpStream::from(connecting)
}

/// Reads until every waiter has its answer, or nothing has come for ten seconds.
fn read_all(waiting: &mut [Option<TcpStream>], epoll: &Epoll, ahead: Nanos) -> Vec<Answer> {
    let patience = EpollTimeout::try_from(Duration::from_secs(10)).expect("a short time");
    let mut answers = Vec::with_capacity(waiting.len());
    let mut parts: Vec<(usize, Vec<u8>)> = Vec::new();
    let mut events = vec![EpollEvent::empty(); 1024];
    let mut left = waiting.len();
    while left > 0 {
        let ready = match epoll.wait(&mut events, patience) {
            Ok(0) => break,
            Ok(ready) => ready,
            Err(Errno::EINTR) => continue,
            Err(error) => panic!("epoll: {error}"),
        };
        for event in &events[..ready] {
            let number = usize::try_from(event.data()).expect("our own number");
            let Some(stream) = &waiting[number] else { continue };
            let mut bytes = [0; 4096];
            let Some((length, stamp)) = read(stream, &mut bytes) else {
                waiting[number] = None;
                left -= 1;
                continue;
            };
            let seen = clock::now();
            let kernel = stamp.map(|stamp| stamp.saturating_sub(ahead));
            // Nearly every answer comes whole; of the others the first part is kept until then.
            let at = parts.iter().position(|(other, _)| *other == number);
            let body = match at {
                None => body(&bytes[..length]),
                Some(at) => {
                    parts[at].1.extend_from_slice(&bytes[..length]);
                    body(&parts[at].1)
                }
            };
            match (body, at) {
                (Some(body), _) => {
                    answers.push(Answer { seen, kernel, body });
                    waiting[number] = None;
                    left -= 1;
                }
                (None, None) => parts.push((number, bytes[..length].to_vec())),
                (None, Some(_)) => {}
            }
        }
    }
    answers
}

/// What is there, and when the kernel had it; nothing at the end of the connection.
fn read(stream: &TcpStream, into: &mut [u8]) -> Option<(usize, Option<Nanos>)> {
    let mut control = cmsg_space!(TimeSpec);
    let mut parts = [IoSliceMut::new(into)];
    let message = recvmsg::<()>(stream.as_raw_fd(), &mut parts, Some(&mut control), MsgFlags::MSG_DONTWAIT).ok()?;
    let stamp = message.cmsgs().ok()?.find_map(|control| match control {
        ControlMessageOwned::ScmTimestampns(stamp) => u64::try_from(Duration::from(stamp).as_nanos()).ok(),
        _ => None,
    });
    (message.bytes > 0).then_some((message.bytes, stamp))
}

/// The body of an answer of status 200 that is whole.
fn body(answer: &[u8]) -> Option<Vec<u8>> {
    let end = answer.windows(4).position(|end| end == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&answer[..end]).ok()?;
    assert!(head.starts_with("HTTP/1.1 200"), "a waiter was answered {head:?}");
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    let length = length.expect("a server that says how long its answer is");
    (answer.len() - end >= length).then(|| answer[end..].to_vec())
}
