//! The clock that all processes of the machine share, in nanoseconds.

use nix::sys::time::TimeSpec;
use nix::time::{ClockId, clock_getcpuclockid, clock_gettime};
use nix::unistd::Pid;
use std::time::Duration;

pub type Nanos = u64;

fn nanos(time: TimeSpec) -> Nanos {
    u64::try_from(Duration::from(time).as_nanos()).unwrap_or(Nanos::MAX)
}

pub fn now() -> Nanos {
    nanos(clock_gettime(ClockId::CLOCK_MONOTONIC).expect("Linux has this clock"))
}

/// How far the wall clock, which the kernel stamps with, is ahead of ours: the narrowest of some paired readings.
pub fn wall_ahead() -> Nanos {
    let once = || {
        let before = now();
        let wall = nanos(clock_gettime(ClockId::CLOCK_REALTIME).expect("Linux has this clock"));
        let after = now();
        (after - before, wall - before.midpoint(after))
    };
    (0..50).map(|_| once()).min().expect("fifty readings").1
}

/// The processor time that all threads of a process have used.
pub fn cpu(process: u32) -> Option<Nanos> {
    let process = Pid::from_raw(i32::try_from(process).ok()?);
    Some(nanos(clock_gettime(clock_getcpuclockid(process).ok()?).ok()?))
}
