//! The control: a tiny process of its own, that a waiter of ours waits on while the target is driven.
//!
//! Whatever delay is seen there is the noise of the machine and of the harness, not the target's doing. One ring is
//! one sample: its number goes to the control, which gives it back. What they talk over has no name and no address: nobody
//! else can reach it, whatever shares the network with us. A control that ends is started anew, and the history says
//! since when nothing was measured.

use super::recorder::Recorder;
use super::wire::{Clock, nanos};
use crate::history::{Event, Nanos, Noise, Record};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::process::Child;

/// How often the control is rung.
const EVERY: Duration = Duration::from_millis(25);
/// A ring that is so late is told before it comes back: it may never.
const OVERDUE: Duration = Duration::from_millis(250);

/// The control's side: gives back what it is rung with, until nobody rings any more.
pub fn serve() -> std::io::Result<()> {
    let (mut bell, mut waiter) = (std::io::stdin().lock(), std::io::stdout().lock());
    let mut ring = [0; RING];
    while bell.read_exact(&mut ring).is_ok() {
        waiter.write_all(&ring)?;
        waiter.flush()?;
    }
    Ok(())
}

/// The length of the number of a ring.
const RING: usize = size_of::<u32>();

/// What is known of the noise right now, and of what might cause it.
#[derive(Clone, Default)]
pub struct NoiseMeter {
    shared: Arc<NoiseState>,
}

#[derive(Default)]
struct NoiseState {
    /// Polls that the target holds for us.
    held: AtomicU32,
    /// When the outstanding ring was due; 0 when none is.
    due: AtomicU64,
    recent: Mutex<std::collections::VecDeque<(Nanos, Nanos)>>,
}

impl NoiseMeter {
    pub fn held(&self) -> u32 {
        self.shared.held.load(Ordering::Relaxed)
    }

    pub fn hold_one(&self) -> Holding {
        self.shared.held.fetch_add(1, Ordering::Relaxed);
        Holding { meter: self.clone() }
    }

    /// The largest noise of the last two seconds, a ring still on its way included.
    pub fn recent(&self, now: Nanos) -> Duration {
        let since = now.saturating_sub(2_000_000_000);
        let recent = self.shared.recent.lock().expect("no holder panics");
        let past = recent.iter().filter(|(at, late)| at + late >= since).map(|(_, late)| *late).max();
        let due = self.shared.due.load(Ordering::Relaxed);
        let outstanding = if due == 0 { 0 } else { now.saturating_sub(due) };
        Duration::from_nanos(past.unwrap_or(0).max(outstanding))
    }

    /// The target was kept waiting for a processor, for so long until about now.
    pub fn target_waited(&self, now: Nanos, time: Nanos) {
        self.add(now.saturating_sub(time), time);
    }

    /// Writes down a ring that is overdue: so late it is at least.
    pub fn tell_overdue(&self, now: Nanos, recorder: &Recorder) {
        let at = self.shared.due.load(Ordering::Relaxed);
        let late = now.saturating_sub(at);
        if at > 0 && late > nanos(OVERDUE) {
            recorder.record(Record::Noise(Noise { at, late, holding: self.held() > 0 }));
        }
    }

    fn add(&self, at: Nanos, late: Nanos) {
        let mut recent = self.shared.recent.lock().expect("no holder panics");
        recent.push_back((at, late));
        while recent.len() > 128 {
            recent.pop_front();
        }
    }
}

/// One poll held by the target, for as long as this lives.
pub struct Holding {
    meter: NoiseMeter,
}

impl Drop for Holding {
    fn drop(&mut self) {
        self.meter.shared.held.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A running control; it ends with this value.
pub struct ControlServer {
    ringing: tokio::task::JoinHandle<()>,
}

impl Drop for ControlServer {
    fn drop(&mut self) {
        self.ringing.abort();
    }
}

impl ControlServer {
    /// Starts `program control` and rings it until dropped.
    pub fn start(program: &Path, clock: Clock, recorder: Recorder, meter: NoiseMeter) -> std::io::Result<Self> {
        let bell = Bell { program: program.to_owned(), clock, recorder, meter };
        let first = Control::start(program)?;
        Ok(Self { ringing: tokio::spawn(bell.ring_on(first)) })
    }
}

/// The process, and both directions of what it is talked to over. It ends with this value.
struct Control {
    _process: Child,
    bell: Box<dyn AsyncWrite + Send + Unpin>,
    waiter: Box<dyn AsyncRead + Send + Unpin>,
}

struct Bell {
    program: PathBuf,
    clock: Clock,
    recorder: Recorder,
    meter: NoiseMeter,
}

impl Bell {
    async fn ring_on(self, mut control: Control) {
        loop {
            let mut measured = self.clock.now();
            // An error, or an answer to another ring, means that this is not the control any more.
            let _ = self.ring(&mut control, &mut measured).await;
            control = self.another().await;
            self.meter.shared.due.store(0, Ordering::Relaxed);
            self.recorder.note(self.clock.now(), "", 0, Event::Unmeasured { since: measured });
        }
    }

    /// A control that answers.
    async fn another(&self) -> Control {
        loop {
            if let Ok(mut control) = Control::start(&self.program)
                && self.once(&mut control, 0).await.is_ok()
            {
                return control;
            }
            tokio::time::sleep(EVERY).await;
        }
    }

    /// Rings until the control ends; `measured` is when it answered last.
    async fn ring(&self, control: &mut Control, measured: &mut Nanos) -> std::io::Result<()> {
        for number in 1_u32.. {
            // Counted from when the ring was due: our own timer's delay is noise too.
            let due = self.clock.now() + nanos(EVERY);
            tokio::time::sleep(EVERY).await;
            self.meter.shared.due.store(due, Ordering::Relaxed);
            self.once(control, number).await?;
            self.meter.shared.due.store(0, Ordering::Relaxed);
            *measured = self.clock.now();
            let late = measured.saturating_sub(due);
            self.meter.add(due, late);
            self.recorder.record(Record::Noise(Noise { at: due, late, holding: self.meter.held() > 0 }));
        }
        Ok(())
    }

    async fn once(&self, control: &mut Control, number: u32) -> std::io::Result<()> {
        let (ring, mut answer) = (number.to_le_bytes(), [0; RING]);
        control.bell.write_all(&ring).await?;
        control.bell.flush().await?;
        control.waiter.read_exact(&mut answer).await?;
        if answer == ring { Ok(()) } else { Err(std::io::ErrorKind::InvalidData.into()) }
    }
}

fn command(program: &Path) -> tokio::process::Command {
    let mut command = tokio::process::Command::new(program);
    command.arg("control").kill_on_drop(true);
    command
}

/// Over a pair of sockets that only we two have: unlike those of pipes, their ends cannot be opened by way of `/proc`.
#[cfg(unix)]
impl Control {
    fn start(program: &Path) -> std::io::Result<Self> {
        let (ours, theirs) = std::os::unix::net::UnixStream::pair()?;
        let theirs = std::os::fd::OwnedFd::from(theirs);
        let mut command = command(program);
        command.stdin(Stdio::from(theirs.try_clone()?)).stdout(Stdio::from(theirs));
        let process = command.spawn()?;
        ours.set_nonblocking(true)?;
        let (waiter, bell) = tokio::net::UnixStream::from_std(ours)?.into_split();
        Ok(Self { _process: process, bell: Box::new(bell), waiter: Box::new(waiter) })
    }
}

#[cfg(not(unix))]
impl Control {
    fn start(program: &Path) -> std::io::Result<Self> {
        let mut process = command(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let missing = || std::io::Error::other("no standard input or output");
        let bell = Box::new(process.stdin.take().ok_or_else(missing)?);
        let waiter = Box::new(process.stdout.take().ok_or_else(missing)?);
        Ok(Self { _process: process, bell, waiter })
    }
}
