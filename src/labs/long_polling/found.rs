//! This lab of one target, as a run drives it.

use super::contract::LongPolling;
use super::record::{ID, PollRole};
use super::run;
use super::state::LongPollState;
use crate::contract::Contract;
use crate::driver::{BoxFuture, FoundLab};
use crate::names::LabId;
use crate::scenario::Scenario;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

pub struct FoundLongPolling(pub Arc<LongPollState>);

impl FoundLongPolling {
    fn spoken(&self) -> &LongPolling {
        &self.0.api.contract
    }
}

impl FoundLab for FoundLongPolling {
    fn id(&self) -> LabId {
        ID
    }

    fn contract(&self) -> Contract {
        Contract::of(self.spoken())
    }

    fn begin(&self) {
        self.0.begin();
    }

    /// Within the window nothing must move, so the current version is learned before.
    fn settle(&self, attempt: u32) -> BoxFuture<'_, ()> {
        let caller = self.0.caller("quiet", attempt).with(PollRole::Reader.name(), 0);
        Box::pin(async move {
            self.0.current(&caller).await;
        })
    }

    fn drive<'a>(&'a self, scenario: &'a Scenario, attempt: u32, seed: u64) -> BoxFuture<'a, ()> {
        Box::pin(run::drive(self.0.clone(), scenario, attempt, seed))
    }

    fn window(&self, _: &[&Scenario]) -> Duration {
        self.0.longest_hold()
    }

    fn keeps_others_out(&self) -> bool {
        self.0.starved.load(Ordering::Relaxed)
    }

    fn can_wait(&self) -> Option<Duration> {
        None
    }

    fn put_back(&self, attempt: u32) -> BoxFuture<'_, ()> {
        let mut caller = self.0.caller("end", attempt).with(PollRole::PutBack.name(), 0);
        caller.round = 1;
        Box::pin(async move {
            let Some(initial) = &self.0.initial else { return };
            let is_other = self.0.current(&caller).await.is_none_or(|current| &current.status != initial);
            if is_other && self.spoken().statuses.values.contains(initial) {
                let late = self.0.api.context.late();
                self.0.api.send(&caller, self.0.api.update(initial), late).await;
                self.0.changed();
            }
        })
    }

    fn version_kind(&self) -> Option<&'static str> {
        self.0.version_kind().map(|kind| kind.as_str())
    }
}
