//! This lab of one target, as a run drives it.

use super::contract::Hello;
use super::record::ID;
use super::{run, steps};
use crate::contract::Contract;
use crate::driver::{BoxFuture, Context, FoundLab};
use crate::names::LabId;
use crate::scenario::Scenario;
use std::sync::Arc;
use std::time::Duration;

pub struct FoundHello {
    pub context: Arc<Context>,
    pub contract: Hello,
}

impl FoundLab for FoundHello {
    fn id(&self) -> LabId {
        ID
    }

    fn contract(&self) -> Contract {
        Contract::of(&self.contract)
    }

    fn begin(&self) {}

    fn settle(&self, _: u32) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn drive<'a>(&'a self, scenario: &'a Scenario, attempt: u32, _: u64) -> BoxFuture<'a, ()> {
        Box::pin(run::drive(&self.context, &self.contract.hello.path, scenario, attempt))
    }

    fn window(&self, quiet: &[&Scenario]) -> Duration {
        steps::longest(quiet)
    }

    fn keeps_others_out(&self) -> bool {
        false
    }

    fn can_wait(&self) -> Option<Duration> {
        Some(Duration::ZERO)
    }

    fn put_back(&self, _: u32) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn version_kind(&self) -> Option<&'static str> {
        None
    }
}
