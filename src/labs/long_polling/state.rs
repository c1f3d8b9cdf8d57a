//! What the driver has learned of a target that has this lab.

use super::api::Api;
use super::contract::ASKED;
use super::notes;
use super::orders::may_sort_after;
use super::reading::{State, VersionKind};
use super::record::{ID, PollOperation};
use super::state_cache::StateCache;
use super::window::Window;
use crate::driver::wire::nanos;
use crate::driver::{Caller, TOO_MANY};
use crate::names::Name;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;
use tokio::time::Instant;

/// So many clients that are behind and left without an answer are evidence enough, and so many updates that were refused.
const UNHEARD: u32 = 6;
const REFUSED: u32 = 3;

pub struct LongPollState {
    pub api: Api,
    /// The status that the target had before we changed it, if it could be read.
    pub initial: Option<String>,
    /// Set once the target answered nothing while it held a poll; from then on no more than one is held at a time.
    pub starved: AtomicBool,
    /// The most polls to hold at once: without end, until the target served nobody while it held more than [`ASKED`].
    pub crowd: AtomicU32,
    /// Set once the target served nobody any more, however long it was waited for.
    pub hung: AtomicBool,
    /// Set while the target may still be busy with more of our polls than it serves: it refused some.
    pub overrun: AtomicBool,
    /// Set once an update that was sent to let go of polls woke none of them: it is not tried again.
    pub unwakeable: AtomicBool,
    /// Rounds, of all scenarios, in which something that was due had not come.
    pub silent: AtomicU32,
    /// Set once a client that is behind was left without an answer, and the plain read was not.
    pub prefers_page: AtomicBool,
    /// Scenarios that hold polls which nothing may wake.
    pub window: Window,
    /// The longest time, in nanoseconds, that a hold lasted which ended by itself; 0 before one did.
    hold: AtomicU64,
    /// Set once a hold had not ended when the longest accepted was over.
    pub is_endless: AtomicBool,
    /// Clients that are behind and were left without an answer, while none was given one.
    unheard: AtomicU32,
    /// Whether one was given one.
    heard: AtomicBool,
    /// Updates that were refused, while none was taken.
    refused: AtomicU32,
    /// Whether one was taken.
    taken: AtomicBool,
    updates: AtomicU32,
    /// Updates whose answer did not come in time, though they woke somebody.
    pub slow_updates: AtomicU32,
    cache: Mutex<StateCache>,
}

impl LongPollState {
    pub fn new(api: Api, cache: StateCache, initial: Option<String>) -> Self {
        Self {
            api,
            initial,
            starved: false.into(),
            crowd: u32::MAX.into(),
            hung: false.into(),
            overrun: false.into(),
            unwakeable: false.into(),
            silent: 0.into(),
            prefers_page: false.into(),
            window: Window::default(),
            hold: 0.into(),
            is_endless: false.into(),
            unheard: 0.into(),
            heard: false.into(),
            refused: 0.into(),
            taken: false.into(),
            updates: 0.into(),
            slow_updates: 0.into(),
            cache: Mutex::new(cache),
        }
    }

    pub fn cache(&self) -> MutexGuard<'_, StateCache> {
        self.cache.lock().expect("no holder panics")
    }

    /// Resets the flags of overload before a new attempt.
    pub fn begin(&self) {
        self.starved.store(false, Ordering::Relaxed);
        self.crowd.store(u32::MAX, Ordering::Relaxed);
        self.hung.store(false, Ordering::Relaxed);
        self.overrun.store(false, Ordering::Relaxed);
        self.unwakeable.store(false, Ordering::Relaxed);
        self.silent.store(0, Ordering::Relaxed);
        self.unheard.store(0, Ordering::Relaxed);
    }

    /// A hold ended by itself after this time.
    pub fn hold_lasted(&self, time: Duration) {
        self.hold.fetch_max(nanos(time), Ordering::Relaxed);
    }

    /// The same, if this is one that did, and was long enough to be one.
    pub fn see_hold(&self, poll: &PollOperation) {
        let lasted = Duration::from_nanos(poll.done.saturating_sub(poll.sent.unwrap_or(poll.started)));
        if poll.ended_by_itself() && lasted >= self.api.contract.hold.min.mul_f64(0.9) {
            self.hold_lasted(lasted);
        }
    }

    /// When a hold that has begun then is over, however long it may be: what is not answered by then is not waited for.
    pub fn hold_over(&self, start: Instant) -> Instant {
        let contract = &self.api.contract.hold;
        let longest = self.hold().map_or(contract.max, |hold| contract.longest_beside(hold));
        let context = &self.api.context;
        start + (longest + context.longest()).min(context.patience.left(context.clock.now()))
    }

    /// How long a poll that we left may keep its place in the target: the hold that was seen, or the longest accepted.
    pub fn longest_hold(&self) -> Duration {
        self.hold().unwrap_or(self.api.contract.hold.max)
    }

    /// How long the target is given to be done with polls that we left; where no hold was seen, as long as one usually is.
    pub fn service(&self) -> Duration {
        let usual = self.api.contract.hold.usual_max.min(self.api.contract.hold.max);
        let context = &self.api.context;
        let longest = match self.hold() {
            // It may be done with one after the other.
            Some(hold) => (hold * ASKED).min(usual).max(hold),
            None if self.is_endless.load(Ordering::Relaxed) => Duration::ZERO,
            None => usual,
        };
        longest.min(context.patience.left(context.clock.now()))
    }

    fn hold(&self) -> Option<Duration> {
        Some(self.hold.load(Ordering::Relaxed)).filter(|hold| *hold > 0).map(Duration::from_nanos)
    }

    /// The next status to send: never the current one, and never one that the target did not accept.
    pub fn next_status(&self) -> String {
        let values = &self.api.contract.statuses.values;
        let current = self.cache().current().map(|state| state.status.clone());
        let next = || values[self.updates.fetch_add(1, Ordering::Relaxed) as usize % values.len()].clone();
        let candidate = next();
        if Some(&candidate) == current.as_ref() { next() } else { candidate }
    }

    pub fn learn(&self, state: &State) {
        let mut cache = self.cache();
        cache.see(state);
        cache.unseen_updates = 0;
    }

    /// An update was sent: what was current may no longer be.
    pub fn changed(&self) {
        self.cache().unseen_updates += 1;
    }

    /// The same, once it is known what became of the update. Where each is refused, nothing changes.
    pub fn updated(&self, update: &PollOperation) {
        let is_refused = update.answer().is_some_and(|answer| answer.code >= 400 && answer.code != TOO_MANY);
        if update.succeeded() {
            self.taken.store(true, Ordering::Relaxed);
        }
        if is_refused && !self.taken.load(Ordering::Relaxed) {
            self.refused.fetch_add(1, Ordering::Relaxed);
        } else {
            self.changed();
        }
    }

    /// Whether every update so far was refused, and they were enough.
    pub fn takes_no_update(&self) -> bool {
        !self.taken.load(Ordering::Relaxed) && self.refused.load(Ordering::Relaxed) >= REFUSED
    }

    /// What became of a client that is behind. Where numbers are compared as texts, one whose version sorts after the next
    /// ones is left without an answer, and others are not.
    pub fn asked(&self, read: &PollOperation) {
        let ahead = u64::from(self.cache().unseen_updates);
        let is_plain = !read.version().is_some_and(|version| may_sort_after(version, ahead));
        if read.answer().is_some() {
            self.heard.store(true, Ordering::Relaxed);
        } else if read.was_open() && is_plain && self.api.context.meter.held() == 0 {
            self.unheard.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Whether no client that is behind was ever answered, and they were enough: to ask again would tell nothing more.
    pub fn leaves_behind(&self) -> bool {
        !self.heard.load(Ordering::Relaxed) && self.unheard.load(Ordering::Relaxed) >= UNHEARD
    }

    /// The version of a client that is behind; of one that has none yet, if nothing older was seen.
    pub fn old_version(&self) -> String {
        let old = self.cache().old().map(|state| state.version.token.clone());
        old.unwrap_or_else(|| self.api.contract.poll.first.clone())
    }

    pub fn version_kind(&self) -> Option<VersionKind> {
        self.cache().current().map(|state| state.version.kind)
    }

    /// Whether the versions are integers, as far as they were seen.
    pub fn has_integers(&self) -> bool {
        self.version_kind() == Some(VersionKind::Integer)
    }

    /// Whether the versions look like the time of a clock, which may repeat within a tick.
    pub fn has_clocks(&self) -> bool {
        self.cache().current().is_some_and(|current| current.version.is_clock())
    }

    pub fn caller(&self, scenario: &str, attempt: u32) -> Caller {
        Caller::new(ID, scenario, attempt)
    }

    pub fn note(&self, caller: &Caller, what: Name) {
        self.api.context.note(caller, notes::event(what));
    }
}
