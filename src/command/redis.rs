//! A Redis that we start ourselves, for servers that are to be one, and end with us.
//!
//! It is the child of a shell that waits until we let go of its input, and ends it then: however we end, it ends too.

use crate::driver::wire::{Destination, Reach, Target};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::Stdio;
use std::time::Duration;
use tokio::process::{Child, Command};

/// Where clients look for it if nobody says otherwise.
pub const USUAL_PORT: u16 = 6379;
/// The program, as every system calls it.
const PROGRAM: &str = "redis-server";
/// It listens within a second, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(20);
/// A port that is free may be taken before it is ours.
const TRIES: usize = 3;

/// Ends what it starts when its own input ends, and with it when that ends first.
const KEEPER: &str = r#"exec 3<&0
"$@" 3<&- </dev/null >/dev/null 2>&1 &
server=$!
{ read -r _; kill -KILL "$server"; } <&3 2>/dev/null &
watcher=$!
wait "$server"
kill "$watcher" 2>/dev/null
"#;

/// Why there is none.
#[derive(Debug, PartialEq, Eq)]
pub enum NoRedis {
    /// There is no such program on this machine.
    Missing,
    /// It does not start.
    Broken(String),
}

/// It ends when this is dropped.
pub struct Redis {
    port: u16,
    keeper: Child,
}

impl Redis {
    /// At the port where everybody looks for it, if that is free; else at any.
    pub async fn at_usual_port() -> Result<Self, NoRedis> {
        if !is_taken(USUAL_PORT).await
            && let Ok(redis) = Self::at(USUAL_PORT).await
        {
            return Ok(redis);
        }
        Self::anywhere().await
    }

    /// At a port that is free.
    pub async fn anywhere() -> Result<Self, NoRedis> {
        let mut last = NoRedis::Missing;
        for _ in 0..TRIES {
            let port = free_port().await.map_err(NoRedis::Broken)?;
            match Self::at(port).await {
                Err(why @ NoRedis::Broken(_)) => last = why,
                other => return other,
            }
        }
        Err(last)
    }

    async fn at(port: u16) -> Result<Self, NoRedis> {
        Ok(Self { port, keeper: start(port).await? })
    }

    /// Its host and its port.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub fn is_at_usual_port(&self) -> bool {
        self.port == USUAL_PORT
    }

    /// Ends it, and waits until it has ended.
    pub async fn stop(mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait().await;
    }

    /// What servers that look for one read in their environment.
    pub fn environment(&self) -> Vec<(String, String)> {
        let address = self.address();
        let all = [
            ("REDIS_URL", format!("redis://{address}")),
            ("REDIS_HOST", "127.0.0.1".into()),
            ("REDIS_PORT", self.port.to_string()),
        ];
        all.map(|(name, value)| (name.to_owned(), value)).to_vec()
    }
}

/// Starts it at this port, and waits until it listens there.
async fn start(port: u16) -> Result<Child, NoRedis> {
    let version = Command::new(PROGRAM).arg("--version").stdin(Stdio::null()).output().await;
    match version {
        Ok(_) if cfg!(unix) => {}
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(NoRedis::Broken(error.to_string())),
        _ => return Err(NoRedis::Missing),
    }
    let mut command = Command::new("sh");
    command.args(["-c", KEEPER, "sh", PROGRAM, "--bind", "127.0.0.1", "--port", &port.to_string()]);
    // It keeps nothing, and writes no file.
    command.args(["--save", "", "--appendonly", "no"]);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    // Ctrl-C is for us: it is needed until we have done.
    #[cfg(unix)]
    command.process_group(0);
    let broken = |error: std::io::Error| NoRedis::Broken(error.to_string());
    let mut keeper = command.spawn().map_err(broken)?;
    let end = tokio::time::Instant::now() + PATIENCE;
    while !is_taken(port).await {
        if let Ok(Some(status)) = keeper.try_wait() {
            return Err(NoRedis::Broken(format!("it ended ({status})")));
        }
        if tokio::time::Instant::now() > end {
            return Err(NoRedis::Broken(format!("it does not listen after {} s", PATIENCE.as_secs())));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // Somebody else may have had the port first: then ours has ended, or is about to.
    tokio::time::sleep(Duration::from_millis(20)).await;
    match keeper.try_wait() {
        Ok(None) => Ok(keeper),
        _ => Err(NoRedis::Broken(format!("port {port} is taken"))),
    }
}

async fn is_taken(port: u16) -> bool {
    Target::find(&Destination::new(format!("http://127.0.0.1:{port}"), Reach::Near)).await.is_ok()
}

/// A port that nobody has.
pub async fn free_port() -> Result<u16, String> {
    let listener = tokio::net::TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await;
    let address = listener.and_then(|listener| listener.local_addr());
    address.map(|address| address.port()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where there is none, nothing of this can be seen; `tests/peers/install` installs one.
    async fn redis() -> Redis {
        Redis::anywhere().await.unwrap_or_else(|why| panic!("no redis-server ({why:?}): run tests/peers/install"))
    }

    async fn within(time: Duration, mut is_so: impl AsyncFnMut() -> bool) -> bool {
        let end = tokio::time::Instant::now() + time;
        while tokio::time::Instant::now() < end {
            if is_so().await {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        false
    }

    #[tokio::test]
    async fn it_listens_while_it_is_ours() {
        let one = redis().await;
        let port = one.port;
        assert!(is_taken(port).await && !one.is_at_usual_port());
        assert!(one.environment().contains(&("REDIS_URL".into(), format!("redis://127.0.0.1:{port}"))));
        one.stop().await;
        assert!(!is_taken(port).await, "it has ended by then");
        let other = redis().await;
        let port = other.port;
        drop(other);
        assert!(within(Duration::from_secs(20), async || !is_taken(port).await).await, "it outlives its owner");
    }

    /// As where we are killed: the input of its keeper ends, and nobody says anything.
    #[tokio::test]
    async fn it_ends_with_whoever_started_it() {
        let mut redis = redis().await;
        drop(redis.keeper.stdin.take());
        assert!(within(Duration::from_secs(20), async || !is_taken(redis.port).await).await, "it is left behind");
    }
}
