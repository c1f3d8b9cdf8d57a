//! This lab of one target, as a run drives it.

use super::bound::{FIRST, window};
use super::record::ID;
use super::run;
use super::state::StreamState;
use super::steps;
use crate::contract::Contract;
use crate::driver::{BoxFuture, FoundLab};
use crate::names::LabId;
use crate::scenario::Scenario;
use std::sync::Arc;
use std::time::Duration;

pub struct FoundSse(pub Arc<StreamState>);

impl FoundLab for FoundSse {
    fn id(&self) -> LabId {
        ID
    }

    fn contract(&self) -> Contract {
        Contract::of(&self.0.contract)
    }

    fn begin(&self) {
        self.0.begin();
    }

    /// The stream that is open since the target was found stays beside scenarios of its own lab: one of them goes on
    /// with it. It is none of another lab's business.
    fn make_room<'a>(&'a self, coming: &'a [&'a Scenario]) -> BoxFuture<'a, ()> {
        let is_wanted = |scenario: &&Scenario| scenario.alone || steps::goes_on_from_the_start(scenario);
        let stays = coming.iter().filter(|scenario| scenario.lab == ID).any(is_wanted);
        Box::pin(async move {
            if !stays {
                self.0.let_go().await;
            }
        })
    }

    fn settle(&self, _: u32) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn drive<'a>(&'a self, scenario: &'a Scenario, attempt: u32, _: u64) -> BoxFuture<'a, ()> {
        Box::pin(run::drive(self.0.clone(), scenario, attempt))
    }

    /// Of a stream that has been heard by now, less than of one that nobody knows.
    fn window(&self, quiet: &[&Scenario]) -> Duration {
        window(quiet, self.0.interval().unwrap_or(FIRST))
    }

    fn keeps_others_out(&self) -> bool {
        self.0.serves_one_at_a_time()
    }

    /// A server sees that a subscriber has left when it writes to it, and may see it at the second write only.
    fn can_wait(&self) -> Option<Duration> {
        Some(self.0.interval().map_or(FIRST, |interval| FIRST.min(interval * 3)))
    }

    fn put_back(&self, _: u32) -> BoxFuture<'_, ()> {
        Box::pin(self.0.let_go())
    }

    fn version_kind(&self) -> Option<&'static str> {
        None
    }
}
