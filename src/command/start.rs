//! Servers that we start ourselves, and stop again with all their children.

use crate::driver::wire::{Destination, Target, TargetError};
use crate::exit::{Exit, Failure};
use process_wrap::tokio::{ChildWrapper, CommandWrap};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::Stdio;
use std::time::Duration;

/// How long a started server may take to listen.
const PATIENCE: Duration = Duration::from_secs(60);

/// The reference server, within this process: with a Redis, two instances of it.
pub struct Reference {
    pub urls: Vec<String>,
    _stop: Vec<tokio::sync::oneshot::Sender<()>>,
}

impl Reference {
    pub async fn start(redis: Option<String>) -> Result<Self, Failure> {
        let fault = |error: std::io::Error| Failure::new(Exit::Fault, format!("cannot start the reference: {error}"));
        let (mut urls, mut stops) = (vec![], vec![]);
        for _ in 0..if redis.is_some() { 2 } else { 1 } {
            let listener = tokio::net::TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await;
            let listener = listener.map_err(fault)?;
            urls.push(format!("http://{}", listener.local_addr().map_err(fault)?));
            let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
            let options = lab_reference::Options { redis: redis.clone(), ..lab_reference::Options::default() };
            tokio::spawn(lab_reference::serve(listener, options, async move {
                let _ = stopped.await;
            }));
            stops.push(stop);
        }
        Ok(Self { urls, _stop: stops })
    }
}

/// A server started by a command, in a process group of its own.
pub struct Child {
    process: Box<dyn ChildWrapper>,
}

impl Child {
    /// Starts it with these variables in its environment, unless something listens there already.
    pub async fn start(
        command: &str,
        destination: &Destination,
        environment: Vec<(String, String)>,
    ) -> Result<Self, Failure> {
        if Target::find(destination).await.is_ok() {
            let url = destination.shown();
            return Err(Failure::of(Exit::Usage, "start-taken", &[("url", &url)]).hint_of("start-taken-hint", &[]));
        }
        let usage = |why: String| Failure::of(Exit::Usage, "start-cannot", &[("command", command), ("why", &why)]);
        let words = super::command_line::words(command).map_err(|error| usage(error.to_string()))?;
        let empty = || Failure::of(Exit::Usage, "start-empty", &[]);
        let (program, args) = words.split_first().ok_or_else(empty)?;
        let mut wrapped = CommandWrap::with_new(program, |command| {
            command.args(args).envs(environment).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::inherit());
        });
        #[cfg(unix)]
        wrapped.wrap(process_wrap::tokio::ProcessGroup::leader());
        #[cfg(windows)]
        wrapped.wrap(process_wrap::tokio::JobObject);
        wrapped.wrap(process_wrap::tokio::KillOnDrop);
        let process = wrapped.spawn().map_err(|error| usage(error.to_string()))?;
        Ok(Self { process })
    }

    /// Waits until its address accepts connections.
    pub async fn listens(&mut self, command: &str, destination: &Destination) -> Result<(), Failure> {
        let url = destination.shown();
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            match Target::find(destination).await {
                Ok(_) => return Ok(()),
                Err(TargetError::Refused(_)) => {}
                Err(why) => {
                    return Err(Failure::new(Exit::Usage, format!("{url}: {why}")));
                }
            }
            if let Ok(Some(status)) = self.process.try_wait() {
                let args = [("command", command), ("status", &status.to_string())];
                return Err(Failure::of(Exit::Unreachable, "start-ended", &args).hint_of("start-ended-hint", &[]));
            }
            if tokio::time::Instant::now() > deadline {
                let args = [("command", command), ("url", &url), ("seconds", &PATIENCE.as_secs().to_string())];
                return Err(Failure::of(Exit::Unreachable, "start-silent", &args).hint_of("start-silent-hint", &[]));
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Ends the whole group: kindly first, then for good.
    pub async fn stop(&mut self) {
        #[cfg(unix)]
        {
            const TERM: i32 = 15;
            let _ = self.process.signal(TERM);
            if tokio::time::timeout(Duration::from_secs(2), self.process.wait()).await.is_ok() {
                // The leader is gone; the processes of its group that stayed are ended too.
                let _ = self.process.start_kill();
                return;
            }
        }
        let _ = self.process.start_kill();
        let _ = self.process.wait().await;
    }
}

impl Drop for Child {
    /// However we end, nothing of the group outlives us.
    fn drop(&mut self) {
        let _ = self.process.start_kill();
    }
}

/// Waits until the address has refused a connection and then accepts one again.
pub async fn restarted(destination: &Destination) {
    let mut gone = false;
    loop {
        match Target::find(destination).await {
            Ok(_) if gone => return,
            Ok(_) => {}
            Err(_) => gone = true,
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
