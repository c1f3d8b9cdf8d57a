//! The servers that are compared, each started anew for every round, as processes that end with their value.

use super::process::{Process, RAW_EPOLL, stamping_server};
use super::{PER_ROOM, POLL, SAY_EVERY, Task, UPDATE, raise_open_files};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

pub struct Rival {
    _process: Process,
    /// The process that holds the polls.
    pub id: u32,
    address: SocketAddr,
    poll: &'static str,
    update: &'static str,
}

impl Rival {
    fn new(process: Process, address: SocketAddr) -> Self {
        Self { id: process.id(), _process: process, address, poll: POLL, update: UPDATE }
    }

    pub fn task(&self, waiters: usize, pace: Duration) -> Task {
        let (poll, update) = (self.poll.into(), self.update.into());
        Task { poll, update, ..Task::new(self.address, waiters, pace) }
    }
}

/// The reference server, as `lab serve` starts it.
pub fn reference() -> Rival {
    let mut lab = Command::new(env!("CARGO_BIN_EXE_lab"));
    lab.args(["serve", "--port", "0", "--hold", "60s"]).stderr(Stdio::null());
    let mut process = Process::start(&mut lab);
    let line = process.line();
    let address = line.trim_start_matches("http://").parse().expect("lab serve says where it listens");
    Rival::new(process, address)
}

/// The stamping server in raw epoll.
pub fn raw_epoll() -> Rival {
    let (process, address) = stamping_server(RAW_EPOLL);
    Rival::new(process, address)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Express, where `tests/peers/install` has put it.
pub fn express() -> Result<Rival, String> {
    let modules = root().join("target/peers/node/node_modules");
    if !modules.join("express").exists() {
        return Err("Express is not there: tests/peers/install installs it".into());
    }
    let mut node = Command::new("node");
    node.arg(root().join("benches/rivals/express.js")).env("NODE_PATH", modules).env("NODE_ENV", "production");
    let mut process = Process::start(&mut node);
    let address = process.line().parse().expect("the server says where it listens");
    Ok(Rival::new(process, address))
}

/// nginx with nchan, one worker, with nothing of the system's configuration.
pub fn nchan() -> Result<Rival, String> {
    let module = Path::new("/usr/lib/nginx/modules/ngx_nchan_module.so");
    if !module.exists() {
        return Err("nginx with nchan is not there: Debian has it as nginx and libnginx-mod-nchan".into());
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("nchan");
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    // nginx cannot take any free port, so one is looked for first.
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let address = free.map_err(|error| error.to_string())?;
    let configuration = include_str!("../rivals/nginx.conf")
        .replace("MODULE", &module.to_string_lossy())
        .replace("FOLDER", &folder.to_string_lossy())
        .replace("FILES", &raise_open_files().to_string())
        .replace("PORT", &address.port().to_string());
    let file = folder.join("nginx.conf");
    std::fs::write(&file, configuration).map_err(|error| error.to_string())?;
    let mut nginx = Command::new("/usr/sbin/nginx");
    let process = Process::start(nginx.arg("-p").arg(&folder).arg("-c").arg(&file));
    let limit = Instant::now() + Duration::from_secs(10);
    loop {
        let worker = child_of(process.id());
        match (TcpStream::connect(address), worker) {
            (Ok(_), Some(id)) => {
                return Ok(Rival { id, poll: "/poll", update: "/update", ..Rival::new(process, address) });
            }
            _ if Instant::now() > limit => {
                let log = std::fs::read_to_string(folder.join("error.log")).unwrap_or_default();
                return Err(format!("nginx does not start: {log}"));
            }
            _ => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// A process whose parent is this one.
fn child_of(parent: u32) -> Option<u32> {
    let processes = std::fs::read_dir("/proc").ok()?;
    processes.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).find(|id: &u32| {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        // The name, in brackets, may hold anything; the state and the parent follow it.
        let parent_of = stat.rsplit(") ").next().and_then(|rest| rest.split(' ').nth(1)?.parse::<u32>().ok());
        parent_of == Some(parent)
    })
}

/// The official client of Socket.IO, so many times, in the steps of a role.
pub fn official_client(server: SocketAddr, clients: usize) -> Result<Process, String> {
    let modules = root().join("target/peers/node/node_modules");
    if !modules.join("socket.io-client").exists() {
        return Err("tests/peers/install has not installed it".into());
    }
    let mut node = Command::new("node");
    let numbers = [server.port().to_string(), clients.to_string(), PER_ROOM.to_string()];
    node.arg(root().join("benches/rivals/socket.io-client.js")).args(numbers);
    node.arg(SAY_EVERY.as_millis().to_string()).env("NODE_PATH", modules).env("NODE_ENV", "production");
    Ok(Process::start(&mut node))
}
