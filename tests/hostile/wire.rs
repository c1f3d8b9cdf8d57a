//! Sockets for targets: every connection gets a thread, and what it does there is up to the target.

#![allow(dead_code, reason = "each test program uses a part of it")]

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Result, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

pub struct Request {
    pub method: String,
    pub path: String,
    pub query: String,
    /// Names in lower case.
    pub headers: HashMap<String, String>,
    pub body: String,
}

/// A target that lives as long as the test program; `serve` gets each connection.
pub fn listen(serve: impl Fn(&TcpStream) -> Option<()> + Send + Sync + 'static) -> String {
    on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port"), serve)
}

pub fn on(listener: TcpListener, serve: impl Fn(&TcpStream) -> Option<()> + Send + Sync + 'static) -> String {
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let serve = Arc::new(serve);
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let serve = serve.clone();
            std::thread::spawn(move || serve(&connection));
        }
    });
    url
}

/// Reads one request, whole.
pub fn read(connection: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(connection);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        if line.trim().is_empty() {
            break;
        }
        lines.push(line);
    }
    let (first, fields) = lines.split_first()?;
    let headers: HashMap<_, _> = fields
        .iter()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let mut words = first.split(' ');
    let (method, target) = (words.next()?, words.next()?);
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let body = String::from_utf8_lossy(&body).into_owned();
    Some(Request { method: method.into(), path: path.into(), query: query.into(), headers, body })
}

/// Writes for as long as somebody reads.
pub fn endless(mut to: &TcpStream, bytes: &[u8], pause: Duration) -> Result<()> {
    to.set_write_timeout(Some(Duration::from_secs(20)))?;
    loop {
        to.write_all(bytes)?;
        if !pause.is_zero() {
            std::thread::sleep(pause);
        }
    }
}

/// One byte at a time.
pub fn drip(mut to: &TcpStream, bytes: &[u8], pause: Duration) -> Result<()> {
    for byte in bytes {
        to.write_all(&[*byte])?;
        std::thread::sleep(pause);
    }
    Ok(())
}

/// Says nothing until the other side has gone, or for a minute.
pub fn silent(connection: &TcpStream) -> Result<()> {
    connection.set_read_timeout(Some(Duration::from_secs(60)))?;
    let (mut connection, mut rest) = (connection, [0; 1024]);
    while connection.read(&mut rest)? > 0 {}
    Ok(())
}

/// Ends a connection with a reset instead of an orderly end: there are bytes of the other side that were not read.
pub fn reset(connection: &TcpStream) -> Result<()> {
    socket2::SockRef::from(connection).set_linger(Some(Duration::ZERO))
}
