//! This lab of one target, as a run drives it.

use super::contract::Native;
use super::record::ID;
use super::run;
use super::state::NativeState;
use crate::contract::Contract;
use crate::driver::{BoxFuture, FoundLab};
use crate::names::LabId;
use crate::scenario::Scenario;
use std::sync::Arc;
use std::time::Duration;

pub struct FoundNative(pub Arc<NativeState>);

impl FoundLab for FoundNative {
    fn id(&self) -> LabId {
        ID
    }

    fn contract(&self) -> Contract {
        Contract::of(&Native { websocket: self.0.exercises.clone() })
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

    /// Nothing was changed but who is connected.
    fn put_back(&self, _: u32) -> BoxFuture<'_, ()> {
        Box::pin(run::leave_all(self.0.clone()))
    }

    fn version_kind(&self) -> Option<&'static str> {
        None
    }
}
