//! What the driver has learned of a target that has this lab.

use super::contract::Sse;
use super::record::ID;
use crate::driver::{Caller, Context};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub struct StreamState {
    pub context: Arc<Context>,
    pub contract: Sse,
    /// The last event id that any stream brought.
    last_event_id: Mutex<Option<String>>,
    /// The longest usual interval of any stream: of one that was left soon it is a guess.
    interval: Mutex<Option<Duration>>,
    /// Set once not everybody was served beside open streams: then the scenarios that open some take turns.
    one_at_a_time: AtomicBool,
}

impl StreamState {
    pub fn new(context: Arc<Context>, contract: Sse) -> Self {
        let (last_event_id, interval, one_at_a_time) = Default::default();
        Self { context, contract, last_event_id, interval, one_at_a_time }
    }

    pub fn last_event_id(&self) -> Option<String> {
        self.last_event_id.lock().expect("no holder panics").clone()
    }

    pub fn interval(&self) -> Option<Duration> {
        *self.interval.lock().expect("no holder panics")
    }

    /// A stream brought this last id, and had this interval.
    pub fn learn(&self, last_id: Option<String>, interval: Option<Duration>) {
        if last_id.is_some() {
            *self.last_event_id.lock().expect("no holder panics") = last_id;
        }
        let mut longest = self.interval.lock().expect("no holder panics");
        *longest = (*longest).max(interval);
    }

    pub fn serves_one_at_a_time(&self) -> bool {
        self.one_at_a_time.load(Ordering::Relaxed)
    }

    pub fn saw_others_kept_out(&self) {
        self.one_at_a_time.store(true, Ordering::Relaxed);
    }

    pub fn caller(&self, scenario: &str, attempt: u32) -> Caller {
        Caller::new(ID, scenario, attempt)
    }
}
