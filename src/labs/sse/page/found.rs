//! The page of one target, as a run drives it.

use super::contract::PageContract;
use super::record::ID;
use super::run;
use super::state::PageState;
use crate::contract::Contract;
use crate::driver::{BoxFuture, FoundLab};
use crate::names::LabId;
use crate::scenario::Scenario;
use std::sync::Arc;
use std::time::Duration;

/// The longest that a scenario takes: a page that gives up is waited for.
pub const LONGEST: Duration = Duration::from_secs(75);

pub struct FoundPage(pub Arc<PageState>);

impl FoundLab for FoundPage {
    fn id(&self) -> LabId {
        ID
    }

    fn contract(&self) -> Contract {
        Contract::of(&PageContract { stream_page: self.0.place.clone() })
    }

    fn begin(&self) {}

    fn settle(&self, _: u32) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn drive<'a>(&'a self, scenario: &'a Scenario, attempt: u32, _: u64) -> BoxFuture<'a, ()> {
        Box::pin(run::drive(self.0.clone(), scenario, attempt))
    }

    fn window(&self, _: &[&Scenario]) -> Duration {
        LONGEST
    }

    fn keeps_others_out(&self) -> bool {
        false
    }

    fn can_wait(&self) -> Option<Duration> {
        None
    }

    /// Nothing was changed.
    fn put_back(&self, _: u32) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn version_kind(&self) -> Option<&'static str> {
        None
    }
}
