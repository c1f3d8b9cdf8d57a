//! How fast a target is asked. Every request that a lab sends waits here until it may leave: at once, until the target
//! answers one with 429 Too Many Requests (RFC 6585 §4). That is written down, nobody asks until the time that it wished
//! for has passed (`Retry-After`), and the same request is sent again. From then on requests leave so slowly that no more
//! are refused.

mod allowance;
mod retry_after;

pub use allowance::Limit;
pub use retry_after::retry_after;

use allowance::Allowance;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

/// Too many requests.
pub const TOO_MANY: u16 = 429;
#[derive(Debug, Default)]
pub struct Pace {
    allowance: Mutex<Allowance>,
    /// Reasons why a target may refuse a request for how many others it keeps open.
    crowds: AtomicU32,
}

/// While it lives, a refusal may be about how many requests are open at once, and not about how many are sent.
pub struct Crowd<'a>(&'a Pace);

impl Drop for Crowd<'_> {
    fn drop(&mut self) {
        self.0.crowds.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Pace {
    pub fn allowance(&self) -> MutexGuard<'_, Allowance> {
        self.allowance.lock().expect("no holder panics")
    }

    /// Whether there is one.
    pub fn has_crowd(&self) -> bool {
        self.crowds.load(Ordering::Relaxed) > 0
    }

    pub fn crowd(&self) -> Crowd<'_> {
        self.crowds.fetch_add(1, Ordering::Relaxed);
        Crowd(self)
    }

    /// What was learned of the limit, if there is one.
    pub fn limit(&self) -> Option<Limit> {
        self.allowance().limit()
    }

    /// Requests are refused, and it is not waited until that is over.
    pub fn is_closed(&self) -> bool {
        self.allowance().is_closed()
    }

    /// Every answer so far was a refusal.
    pub fn refuses_all(&self) -> bool {
        self.allowance().refuses_all()
    }

    /// How many requests were refused so far.
    pub fn refusals(&self) -> u32 {
        self.allowance().refusals()
    }

    /// How long so many requests take, beside the time that they take anyway.
    pub fn time_for(&self, requests: usize) -> Duration {
        self.limit().map_or(Duration::ZERO, |limit| Duration::from_nanos(limit.time_for(requests)))
    }
}
