//! What the driver has learned of a target that has this lab, and the stream that is open since it was found.

use super::contract::Sse;
use super::record::ID;
use super::subscriber::Subscriber;
use crate::driver::{Caller, Context};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{OwnedRwLockWriteGuard, RwLock};
use tokio::task::JoinHandle;

pub struct StreamState {
    pub context: Arc<Context>,
    pub contract: Sse,
    /// The longest usual interval of any stream: of one that was left soon it is a guess.
    interval: Mutex<Option<Duration>>,
    /// Set once not everybody was served beside open streams: then the scenarios that open some take turns.
    one_at_a_time: AtomicBool,
    /// Some stream brought one.
    an_event: AtomicBool,
    /// A stream was waited for in vain, and no other one that was open then brought anything any more.
    nothing_comes: AtomicBool,
    /// The stream that is open since the target was found, and that nobody has left since.
    held: Mutex<Option<Held>>,
    /// Whoever leaves reads it: nobody does while a stream is watched that nobody may leave beside.
    gate: Arc<RwLock<()>>,
    /// Those who will leave when nobody minds.
    leaving: Mutex<Vec<JoinHandle<()>>>,
}

/// While there is one, nobody leaves.
pub type NobodyLeaves = OwnedRwLockWriteGuard<()>;

pub struct Held {
    pub subscriber: Subscriber,
    pub nobody_leaves: NobodyLeaves,
}

impl StreamState {
    pub fn new(context: Arc<Context>, contract: Sse) -> Self {
        let (interval, one_at_a_time, an_event, nothing_comes, held, gate, leaving) = Default::default();
        Self { context, contract, interval, one_at_a_time, an_event, nothing_comes, held, gate, leaving }
    }

    /// What may have been noise is looked at anew.
    pub fn begin(&self) {
        self.nothing_comes.store(false, Ordering::Relaxed);
    }

    pub fn interval(&self) -> Option<Duration> {
        *self.interval.lock().expect("no holder panics")
    }

    /// A stream had this interval.
    pub fn learn(&self, interval: Option<Duration>) {
        let mut longest = self.interval.lock().expect("no holder panics");
        *longest = (*longest).max(interval);
    }

    pub fn serves_one_at_a_time(&self) -> bool {
        self.one_at_a_time.load(Ordering::Relaxed)
    }

    pub fn saw_others_kept_out(&self) {
        self.one_at_a_time.store(true, Ordering::Relaxed);
    }

    /// Enough was waited for: only what is watched is waited for again.
    pub fn nothing_comes(&self) -> bool {
        self.nothing_comes.load(Ordering::Relaxed)
    }

    pub fn saw_that_nothing_comes(&self) {
        self.nothing_comes.store(true, Ordering::Relaxed);
    }

    pub fn saw_an_event(&self) {
        self.an_event.store(true, Ordering::Relaxed);
    }

    pub fn has_seen_an_event(&self) -> bool {
        self.an_event.load(Ordering::Relaxed)
    }

    /// This one stays, until it is taken or let go.
    pub async fn hold(&self, subscriber: Subscriber) {
        let nobody_leaves = self.nobody_leaves().await;
        *self.held.lock().expect("no holder panics") = Some(Held { subscriber, nobody_leaves });
    }

    /// A stream is open since the target was found.
    pub fn holds_one(&self) -> bool {
        self.held.lock().expect("no holder panics").as_ref().is_some_and(|held| !held.subscriber.is_over())
    }

    /// The stream that is open since the target was found, if it still is.
    pub fn take_held(&self) -> Option<Held> {
        self.held.lock().expect("no holder panics").take().filter(|held| !held.subscriber.is_over())
    }

    /// From now on, nobody leaves.
    pub async fn nobody_leaves(&self) -> NobodyLeaves {
        self.gate.clone().write_owned().await
    }

    /// Lets the held stream go, and whoever waited with leaving because of it.
    pub async fn let_go(&self) {
        let held = self.held.lock().expect("no holder panics").take();
        if let Some(Held { subscriber, nobody_leaves }) = held {
            subscriber.close().await;
            drop(nobody_leaves);
        }
        self.all_have_left().await;
    }

    /// Whoever waited with leaving has left.
    pub async fn all_have_left(&self) {
        let leaving = std::mem::take(&mut *self.leaving.lock().expect("no holder panics"));
        for one in leaving {
            let _ = one.await;
        }
    }

    /// Nobody minds any more who leaves.
    pub async fn others_may_leave(&self) {
        let _nobody_minds = self.gate.read().await;
    }

    /// Each leaves: at once, if nobody minds.
    pub async fn leave(self: &Arc<Self>, leaving: Vec<Subscriber>) {
        if leaving.is_empty() {
            return;
        }
        let _nobody_minds = self.gate.read().await;
        for one in leaving {
            self.learn(one.buffer().interval().map(Duration::from_nanos));
            one.close().await;
        }
    }

    /// Each leaves as soon as nobody minds; that is not waited for.
    pub async fn leave_later(self: &Arc<Self>, leaving: Vec<Subscriber>) {
        if self.gate.try_read().is_ok() {
            return self.leave(leaving).await;
        }
        leaving.iter().for_each(|one| self.learn(one.buffer().interval().map(Duration::from_nanos)));
        let state = self.clone();
        let waiting = tokio::spawn(async move { state.leave(leaving).await });
        self.leaving.lock().expect("no holder panics").push(waiting);
    }

    pub fn caller(&self, scenario: &str, attempt: u32) -> Caller {
        Caller::new(ID, scenario, attempt)
    }
}
