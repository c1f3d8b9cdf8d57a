//! What the benchmarks share. Every role (a server, a client) is a process of its own, so that its processor time and
//! memory can be read from outside: the benchmark starts itself again with the name of a role as first argument.
//!
//! - [`ordinary`] and [`server`]: the stamping servers, one in axum, one in raw epoll; each answer holds the moment when
//!   it was sent
//! - [`floor`]: the client with the least work that we can imagine, raw epoll
//! - [`plain`]: a client as one would write it with reqwest
//! - [`instrument`]: the waiters of `lab`
//! - [`rooms`]: the stamping server of a chat, and [`links`] the links of `lab` with it
//! - [`rival`]: the servers and clients that are compared
//! - [`process`]: starts a role, and reads what it uses; [`stage`] is the other end, inside the role
//! - [`sample`]: what a client saw, and [`table`] how it is shown

#![allow(dead_code, reason = "each benchmark uses a part of it")]

pub mod clock;
pub mod floor;
pub mod instrument;
pub mod links;
pub mod ordinary;
pub mod plain;
pub mod process;
pub mod rival;
pub mod rooms;
pub mod sample;
pub mod server;
pub mod stage;
pub mod table;

use std::net::SocketAddr;
use std::time::Duration;

/// What a client is told on its command line.
#[derive(Debug, Clone)]
pub struct Task {
    pub server: SocketAddr,
    pub waiters: usize,
    /// From one connect to the next: a server whose listen backlog is short drops what comes faster.
    pub pace: Duration,
    /// What each waiter asks, and what wakes them: a method, a path and a JSON body.
    pub poll: String,
    pub update: String,
}

/// So many links are in each room, and in one room after the other one says something: an instrument is wrong by what it
/// is late, not by how long a queue is that others have made.
pub const PER_ROOM: usize = 10;
pub const SAY_EVERY: Duration = Duration::from_millis(5);

pub const POLL_PATH: &str = "/poll-status";
pub const POLL: &str = "/poll-status?last_version=1";
pub const UPDATE: &str = "/update-status";
pub const UPDATE_BODY: &str = r#"{"status":"En cours"}"#;

impl Task {
    pub fn new(server: SocketAddr, waiters: usize, pace: Duration) -> Self {
        Self { server, waiters, pace, poll: POLL.into(), update: UPDATE.into() }
    }

    pub fn arguments(&self, role: &str) -> Vec<String> {
        let Self { server, waiters, pace, poll, update } = self;
        let numbers = [server.to_string(), waiters.to_string(), pace.as_nanos().to_string()];
        [role.to_owned()].into_iter().chain(numbers).chain([poll.clone(), update.clone()]).collect()
    }

    fn parse(arguments: &[String]) -> Option<Self> {
        let [server, waiters, pace, poll, update] = arguments else { return None };
        Some(Self {
            server: server.parse().ok()?,
            waiters: waiters.parse().ok()?,
            pace: Duration::from_nanos(pace.parse().ok()?),
            poll: poll.clone(),
            update: update.clone(),
        })
    }

    pub fn poll_bytes(&self) -> Vec<u8> {
        let Self { server, poll, .. } = self;
        format!("GET {poll} HTTP/1.1\r\nHost: {server}\r\nAccept: */*\r\nConnection: close\r\n\r\n").into_bytes()
    }

    pub fn update_bytes(&self) -> Vec<u8> {
        let Self { server, update, .. } = self;
        let length = UPDATE_BODY.len();
        format!(
            "POST {update} HTTP/1.1\r\nHost: {server}\r\nAccept: */*\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{UPDATE_BODY}"
        )
        .into_bytes()
    }
}

/// Plays a role if the command line names one; true if it did.
pub fn role() -> bool {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((role, rest)) = arguments.split_first() else { return false };
    let task = || Task::parse(rest).expect("the arguments that the benchmark itself writes");
    match &**role {
        process::ORDINARY => ordinary::run(),
        process::RAW_EPOLL => server::run(),
        process::ROOMS => rooms::run(),
        "links" => links::run(&task()),
        "floor" => floor::run(&task()),
        "reqwest" => plain::run(&task()),
        "lab" => instrument::run(&task()),
        _ => return false,
    }
    true
}

/// Raises the number of open files to what the system allows without asking, and says what that is.
pub fn raise_open_files() -> usize {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    let (soft, hard) = getrlimit(Resource::RLIMIT_NOFILE).expect("a limit can be read");
    let raised = soft == hard || setrlimit(Resource::RLIMIT_NOFILE, hard, hard).is_ok();
    usize::try_from(if raised { hard } else { soft }).unwrap_or(usize::MAX)
}

/// How many waiters fit: a few files are needed for other things.
pub fn fits(waiters: usize) -> bool {
    waiters + 100 <= raise_open_files()
}
