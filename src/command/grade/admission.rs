//! How many submissions run at once: as many as the machine bears, by the noise that is measured, not by a guess.
//!
//! One that has just begun works; after some ten seconds it mostly waits, and costs next to nothing. So they are let in
//! one by one, each when the noise of those before it allows, and their long waits fall together.

use crate::driver::control::{ControlServer, NoiseMeter};
use crate::driver::recorder;
use crate::driver::wire::Clock;
use crate::history::{Header, Tolerance};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Never more than this: each has some processes, and its examiner too.
const MOST: usize = 64;
/// Memory that is left to the rest of the machine for each that runs, in bytes.
const MEMORY: u64 = 160 << 20;
/// The next one is let in when the noise is under this share of the bound above which verdicts are not given.
const SHARE: f64 = 0.2;
/// And not sooner than this after the one before: its noise has to show.
const BETWEEN: Duration = Duration::from_millis(700);

pub struct Admission {
    most: usize,
    /// A number that was asked for is kept to, whatever the noise.
    asked: bool,
    clock: Clock,
    meter: NoiseMeter,
    last: Option<Instant>,
    bound: Duration,
    _control: Option<ControlServer>,
}

impl Admission {
    pub fn new(jobs: Option<u16>, alone: bool) -> std::io::Result<Self> {
        let clock = Clock::start();
        let meter = NoiseMeter::default();
        let control = match jobs {
            Some(_) => None,
            None => Some(measure(clock, &meter)?),
        };
        let most = jobs.map_or(MOST, usize::from);
        let bound = Duration::from_secs_f64(Tolerance::default().noise_bound_ms / 1e3 * SHARE);
        let most = if alone && jobs.is_none() { 1 } else { most };
        Ok(Self { most, asked: jobs.is_some(), clock, meter, last: None, bound, _control: control })
    }

    /// Waits until one more may run beside those that do.
    pub async fn next(&mut self, running: usize) {
        if running >= self.most {
            // One has to end first; then this is asked anew.
            std::future::pending::<()>().await;
        }
        if running > 0 && !self.asked {
            let last = self.last.unwrap_or_else(Instant::now);
            tokio::time::sleep_until(last + BETWEEN).await;
            while self.meter.recent(self.clock.now()) > self.bound || memory().is_some_and(|free| free < MEMORY) {
                sleep(Duration::from_millis(100)).await;
            }
        }
        self.last = Some(Instant::now());
    }
}

fn measure(clock: Clock, meter: &NoiseMeter) -> std::io::Result<ControlServer> {
    let header = Header::new(0, String::new(), Tolerance::default());
    let recorder = recorder::start(header, None)?;
    ControlServer::start(&std::env::current_exe()?, clock, recorder, meter.clone())
}

/// What is free, in bytes.
fn memory() -> Option<u64> {
    #[cfg(target_os = "linux")]
    {
        use procfs::Current;
        procfs::Meminfo::current().ok()?.mem_available
    }
    #[cfg(not(target_os = "linux"))]
    None
}
