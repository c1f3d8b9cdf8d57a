//! This lab of one target, as a run drives it.

use super::run;
use super::state::ChatState;
use crate::contract::Contract;
use crate::driver::{BoxFuture, FoundLab};
use crate::names::LabId;
use crate::scenario::Scenario;
use std::sync::Arc;
use std::time::Duration;

pub struct FoundChat(pub Arc<ChatState>);

impl FoundLab for FoundChat {
    fn id(&self) -> LabId {
        self.0.kin.id.clone()
    }

    fn contract(&self) -> Contract {
        self.0.kin.table.contract(&self.0.chat)
    }

    fn begin(&self) {}

    fn settle(&self, _: u32) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn drive<'a>(&'a self, scenario: &'a Scenario, attempt: u32, _: u64) -> BoxFuture<'a, ()> {
        Box::pin(run::drive(self.0.clone(), scenario, attempt))
    }

    /// None of its scenarios only waits.
    fn window(&self, _: &[&Scenario]) -> Duration {
        Duration::ZERO
    }

    fn keeps_others_out(&self) -> bool {
        false
    }

    fn can_wait(&self) -> Option<Duration> {
        None
    }

    /// Rooms and pseudos were made up for the run, and everybody has left.
    fn put_back(&self, _: u32) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn version_kind(&self) -> Option<&'static str> {
        None
    }
}
