//! The control: a tiny server, a process of its own, that a waiter of ours waits on while the target is driven.
//!
//! Whatever delay is seen there is the noise of the machine and of the harness, not the target's doing. One ring is
//! one sample: a byte goes to the control, which passes it on to the waiter.

use super::recorder::Recorder;
use super::wire::{Clock, nanos};
use crate::history::{Nanos, Noise, Record};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// How often the control is rung.
const EVERY: Duration = Duration::from_millis(25);

/// The control's side: passes bytes from its second connection to its first, until either ends.
pub fn serve() -> std::io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    writeln!(std::io::stdout(), "{}", listener.local_addr()?.port())?;
    let (mut waiter, _) = listener.accept()?;
    let (mut bell, _) = listener.accept()?;
    waiter.set_nodelay(true)?;
    let mut ring = [0];
    while bell.read(&mut ring)? == 1 {
        waiter.write_all(&ring)?;
    }
    Ok(())
}

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
    _process: tokio::process::Child,
}

impl Drop for ControlServer {
    fn drop(&mut self) {
        self.ringing.abort();
    }
}

impl ControlServer {
    /// Starts `program control` and rings it until dropped.
    pub async fn start(program: &Path, clock: Clock, recorder: Recorder, meter: NoiseMeter) -> std::io::Result<Self> {
        let mut process = tokio::process::Command::new(program)
            .arg("control")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let stdout = process.stdout.take().ok_or_else(|| std::io::Error::other("no standard output"))?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line).await?;
        let port: u16 = line.trim().parse().map_err(std::io::Error::other)?;
        let waiter = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
        let bell = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
        bell.set_nodelay(true)?;
        let ringing = tokio::spawn(async move {
            // An error means that the control has ended: no more noise is measured, and the history shows it.
            let _ = ring(waiter, bell, clock, recorder, meter).await;
        });
        Ok(Self { ringing, _process: process })
    }
}

async fn ring(
    mut waiter: TcpStream,
    mut bell: TcpStream,
    clock: Clock,
    recorder: Recorder,
    meter: NoiseMeter,
) -> std::io::Result<()> {
    let mut byte = [1];
    loop {
        // Counted from when the ring was due: our own timer's delay is noise too.
        let due = clock.now() + nanos(EVERY);
        tokio::time::sleep(EVERY).await;
        meter.shared.due.store(due, Ordering::Relaxed);
        bell.write_all(&byte).await?;
        waiter.read_exact(&mut byte).await?;
        meter.shared.due.store(0, Ordering::Relaxed);
        let late = clock.now().saturating_sub(due);
        meter.add(due, late);
        recorder.record(Record::Noise(Noise { at: due, late, holding: meter.held() > 0 }));
    }
}
