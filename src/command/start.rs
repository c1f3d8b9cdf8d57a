//! Servers that we start ourselves, and stop again with all their children.

use super::out;
use super::printed::{Printed, told};
use crate::driver::wire::{Destination, Reach, Target, TargetError};
use crate::exit::{Exit, Failure};
use crate::sandbox;
use crate::text::Texts;
use process_wrap::tokio::{ChildWrapper, CommandWrap};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::Stdio;
use std::time::Duration;

/// How long a started server may take to listen.
const PATIENCE: Duration = Duration::from_secs(60);
/// One that listens elsewhere for as long as this, and not where it should, will not.
const ELSEWHERE: Duration = Duration::from_secs(2);
/// The port at which Node waits for a debugger.
const DEBUGGER: u16 = 9229;
/// So many lines are shown of what it printed before its end.
const LAST: usize = 8;

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
    printed: Printed,
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
            command.args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
            // Python keeps back what it prints for nobody's eyes: it would come too late to be told with its moment.
            command.env("PYTHONUNBUFFERED", "1").envs(environment);
        });
        #[cfg(unix)]
        wrapped.wrap(process_wrap::tokio::ProcessGroup::leader());
        #[cfg(windows)]
        wrapped.wrap(process_wrap::tokio::JobObject);
        wrapped.wrap(process_wrap::tokio::KillOnDrop);
        let mut process = wrapped.spawn().map_err(|error| usage(error.to_string()))?;
        let printed = Printed::new();
        process.stdout().take().into_iter().for_each(|out| printed.read(out));
        process.stderr().take().into_iter().for_each(|err| printed.read(err));
        Ok(Self { process, printed })
    }

    /// What it prints.
    pub fn printed(&self) -> &Printed {
        &self.printed
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Option<String> {
        self.process.try_wait().ok().flatten().map(|status| status.to_string())
    }

    /// Waits until its address accepts connections. If it listens at another port, and there only, it is there.
    pub async fn listens(&mut self, command: &str, destination: &Destination) -> Result<Option<Destination>, Failure> {
        let url = destination.shown();
        let deadline = tokio::time::Instant::now() + PATIENCE;
        let (mut looked, mut elsewhere) = (tokio::time::Instant::now(), None);
        loop {
            match Target::find(destination).await {
                Ok(_) => return Ok(None),
                Err(TargetError::Refused(_)) => {}
                Err(why) => {
                    return Err(Failure::new(Exit::Usage, format!("{url}: {why}")));
                }
            }
            if let Some(status) = self.ended() {
                // What it printed last is still on its way.
                tokio::time::sleep(Duration::from_millis(200)).await;
                let args = [("command", command), ("status", &*status)];
                let hint = if self.show_last() { "start-ended-hint" } else { "start-ended-silent" };
                return Err(Failure::of(Exit::Unreachable, "start-ended", &args).hint_of(hint, &[]));
            }
            let now = tokio::time::Instant::now();
            if now - looked > Duration::from_millis(400) {
                looked = now;
                match (self.other_port(destination), elsewhere) {
                    (Some(port), Some((known, since))) if port == known && now - since > ELSEWHERE => {
                        return Ok(Some(Destination::new(format!("http://localhost:{port}"), Reach::Near)));
                    }
                    (Some(port), Some((known, _))) if port == known => {}
                    (found, _) => elsewhere = found.map(|port| (port, now)),
                }
            }
            if now > deadline {
                self.show_last();
                let args = [("command", command), ("url", &url), ("seconds", &PATIENCE.as_secs().to_string())];
                return Err(Failure::of(Exit::Unreachable, "start-silent", &args).hint_of("start-silent-hint", &[]));
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// The last lines that it printed, if there are any.
    pub fn show_last(&self) -> bool {
        let lines = self.printed.all();
        let mut last = told(&lines, LAST);
        // Nothing but requests: better those than nothing.
        if last.is_empty() {
            last = lines.into_iter().rev().take(1).collect();
        }
        last.iter().for_each(|line| out::note(format_args!("  │ {}", crate::text::visible(line))));
        !last.is_empty()
    }

    /// Another port than this at which it listens, or a process that it has started; only Linux tells.
    fn other_port(&self, destination: &Destination) -> Option<u16> {
        let group = i32::try_from(self.process.id()?).ok()?;
        let ports = sandbox::listening_of_group(group).into_iter().map(|address| address.port());
        ports.into_iter().find(|port| Some(*port) != destination.port() && *port != DEBUGGER)
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

/// Says that a server listens at another port than was said.
pub fn tell_elsewhere(command: &str, asked: &Destination, found: &Destination, texts: &Texts) {
    let args = [("command", command), ("asked", &*asked.shown()), ("found", &*found.shown())];
    out::note(texts.with("start-elsewhere", &args));
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
