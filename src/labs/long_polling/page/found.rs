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

/// The longest that a scenario takes if its server holds as long as it may.
pub const LONGEST: Duration = Duration::from_secs(90);
/// A page that gives up is waited for.
const GIVEN_UP: Duration = Duration::from_secs(60);

/// What is left to do then.
const AFTER_HOLD: Duration = Duration::from_secs(25);

pub struct FoundPage(pub Arc<PageState>);

impl FoundLab for FoundPage {
    fn id(&self) -> LabId {
        ID
    }

    fn contract(&self) -> Contract {
        Contract::of(&PageContract { page: self.0.place.clone() })
    }

    fn begin(&self) {}

    fn settle(&self, _: u32) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn drive<'a>(&'a self, scenario: &'a Scenario, attempt: u32, _: u64) -> BoxFuture<'a, ()> {
        Box::pin(run::drive(self.0.clone(), scenario, attempt))
    }

    /// One of them waits until a hold of the student's own server has ended.
    fn window(&self, _: &[&Scenario]) -> Duration {
        GIVEN_UP.max(self.0.api.contract.hold.max + AFTER_HOLD)
    }

    fn keeps_others_out(&self) -> bool {
        false
    }

    fn can_wait(&self) -> Option<Duration> {
        None
    }

    fn put_back(&self, attempt: u32) -> BoxFuture<'_, ()> {
        Box::pin(self.0.put_back(attempt))
    }

    fn version_kind(&self) -> Option<&'static str> {
        None
    }
}
