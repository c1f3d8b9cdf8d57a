//! Addresses that are hard to reach, or are not to be asked at all.

use std::net::{Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use socket2::{Domain, Socket, Type};

use crate::checked::{self, target};
use crate::good;
use crate::wire;

/// Listens, accepts no connection, and has no room left for one that waits to be accepted.
fn full() -> (String, Socket, Vec<Socket>) {
    let listener = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    listener.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).expect("a free port");
    listener.listen(0).expect("it listens");
    let address = listener.local_addr().expect("an address");
    let waiting = (0..8).map(|_| {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
        socket.set_nonblocking(true).expect("a setting");
        let _ = socket.connect(&address);
        socket
    });
    let waiting = waiting.collect();
    std::thread::sleep(Duration::from_millis(100));
    let url = format!("http://{}", address.as_socket().expect("an address of the internet"));
    (url, listener, waiting)
}

/// A good server on the loopback address of IPv6 only.
fn sixth() -> Option<String> {
    let listener = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).ok()?;
    let task = good::Task::new();
    Some(wire::on(listener, move |to| task.answer(&wire::read(to)?).1.send(to).ok()))
}

/// Every name under which programs look for a proxy.
const PROXIES: [&str; 6] = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

pub fn check() {
    let met = Arc::new(AtomicUsize::new(0));
    let count = met.clone();
    let proxy = wire::listen(move |_: &TcpStream| {
        count.fetch_add(1, Ordering::Relaxed);
        None
    });
    let fine = |name, url: &str| target(name, url).only(&["contract", "held"]).ends(0);
    // One each: two checks of the same server see each other at work.
    let good = || good::bent(|_, _, reply, to| reply.send(to));
    let through = PROXIES.iter().fold(fine("proxies are set", &good()), |target, name| target.with(name, &proxy));
    let (crowded, _listener, _waiting) = full();
    let by_name = good().replace("127.0.0.1", "localhost");
    let mut targets = vec![
        through,
        fine("localhost is IPv4", &by_name).says(&["127.0.0.1"]),
        target("no room to be accepted", &crowded).ends(5).says(&["no connection within 2 s"]),
    ];
    match sixth() {
        Some(sixth) => targets.push(fine("IPv6 only", &sixth)),
        None => eprintln!("this machine has no IPv6: nothing was checked with it"),
    }
    checked::check(targets);
    assert_eq!(met.load(Ordering::Relaxed), 0, "the proxy was asked");
}
