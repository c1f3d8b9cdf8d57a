//! A process that plays a role, and what it uses.

use super::Task;
use super::clock::{self, Nanos};
use super::sample::Seen;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// Ended when it is dropped.
pub struct Process {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Process {
    /// Starts this very program in another role.
    pub fn role(arguments: &[String]) -> Self {
        let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
        Self::start(command.args(arguments))
    }

    pub fn start(command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a process starts");
        let out = BufReader::new(child.stdout.take().expect("its output is ours"));
        Self { child, out }
    }

    /// The next line that it says.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).expect("a readable output");
        assert!(!line.is_empty(), "a process has ended before its time");
        line.trim_end().to_owned()
    }

    pub fn go_on(&mut self) {
        let pipe = self.child.stdin.as_mut().expect("its input is ours");
        pipe.write_all(b"\n").expect("it listens");
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn usage(&self) -> Usage {
        Usage::of(self.id()).expect("it is still there")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a process has used so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usage {
    pub cpu: Nanos,
    /// The memory that is resident now, in bytes.
    pub memory: u64,
}

impl Usage {
    pub fn of(process: u32) -> Option<Self> {
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
        Some(Self { cpu: clock::cpu(process)?, memory: kilobytes * 1024 })
    }
}

/// The roles of the two stamping servers.
pub const ORDINARY: &str = "ordinary-server";
pub const RAW_EPOLL: &str = "raw-epoll-server";
pub const ROOMS: &str = "chat-server";

/// Starts one of the stamping servers.
pub fn stamping_server(role: &str) -> (Process, SocketAddr) {
    let mut server = Process::role(&[role.into()]);
    let address = server.line().parse().expect("the server says where it listens");
    (server, address)
}

/// What one client and its server used for one update.
#[derive(Debug, Clone, Default)]
pub struct Round {
    pub seen: Seen,
    /// The client's, from before it connects to the last answer; its memory per waiter while all are held.
    pub client: Usage,
    /// The same of the server.
    pub server: Usage,
}

/// Runs one client against a server that is there, and watches both.
pub fn round(role: &str, task: &Task, server: u32) -> Round {
    watched(Process::role(&task.arguments(role)), task.waiters, role, server)
}

/// The same of a client that was started, whatever program it is.
pub fn watched(mut client: Process, waiters: usize, role: &str, server: u32) -> Round {
    let server_used = || Usage::of(server).expect("the server is still there");
    expect(&mut client, "ready");
    settle(&[client.id(), server]);
    let before = (client.usage(), server_used());
    client.go_on();
    expect(&mut client, "held");
    settle(&[client.id(), server]);
    let held = (client.usage(), server_used());
    client.go_on();
    expect(&mut client, "done");
    let after = (client.usage(), server_used());
    client.go_on();
    let seen: Seen = serde_json::from_str(&client.line()).expect("the report of a client");
    assert_eq!(seen.answered, waiters, "waiters answered for {role}");
    let used = |before: Usage, held: Usage, after: Usage| Usage {
        cpu: after.cpu - before.cpu,
        memory: held.memory.saturating_sub(before.memory) / waiters as u64,
    };
    Round { seen, client: used(before.0, held.0, after.0), server: used(before.1, held.1, after.1) }
}

fn expect(client: &mut Process, step: &str) {
    assert_eq!(client.line(), step, "the next step of a client");
}

/// Waits until processes do nothing any more: all that was sent is then read, and every waiting request is held.
pub fn settle(processes: &[u32]) {
    const QUIET: Duration = Duration::from_millis(300);
    let used = || processes.iter().filter_map(|&process| clock::cpu(process)).sum::<Nanos>();
    let (mut before, limit) = (used(), Instant::now() + Duration::from_secs(20));
    loop {
        std::thread::sleep(QUIET);
        let now = used();
        // A runtime that only wakes for its timers uses less than a thousandth of the time.
        if now - before < 3_000_000 {
            return;
        }
        assert!(Instant::now() < limit, "a process does not come to rest");
        before = now;
    }
}

/// So that a reader sees what goes on while nothing is printed yet.
pub fn progress(text: &str) {
    eprintln!("{text}");
}
