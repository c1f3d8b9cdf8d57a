//! What the driver has to know of a lab, and what a lab that was found can do.

use super::Context;
use super::documents::Page;
use crate::contract::Contract;
use crate::message::Message;
use crate::names::LabId;
use crate::scenario::{Phase, Scenario};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// How a lab is looked for and driven.
#[derive(Clone)]
pub struct LabDriver {
    pub id: LabId,
    /// A path of the lab text, at which something answers even if the target has no page.
    pub path: &'static str,
    /// When a scenario of it is driven.
    pub phase: fn(&Scenario) -> Phase,
    /// How long such scenarios take at most, for a target with this contract, as far as that is known.
    pub bound: fn(&[&Scenario], &Contract) -> Bound,
    /// How many servers it is about, if they are several that are to be one: what a contract file says of that.
    pub several: Option<fn(&Contract) -> Instances>,
    /// The lab of the server that its pages speak to: if that was looked for and is not there, nor is this.
    pub rests_on: Option<LabId>,
    /// Looking for it may change the target's state: labs that only look come first.
    pub changes_state: bool,
    pub discover: for<'a> fn(Search<'a>) -> BoxFuture<'a, LabSearch>,
}

/// Several servers that are to be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instances {
    pub count: usize,
    /// The variable of the environment in which each is told its port.
    pub port_variable: String,
    /// A contract file asks for them.
    pub is_given: bool,
}

/// What came of a search: the lab, or why it is not there.
pub type LabSearch = Result<Arc<dyn FoundLab>, Absent>;

/// A lab that was not found.
pub struct Absent {
    pub why: Missing,
    /// Something answers at its paths, though nothing there works. It is graded by that if the lab was asked for, or if the
    /// target has no other: a server that is all broken is no empty one.
    pub remains: Option<Arc<dyn FoundLab>>,
}

impl From<Missing> for Absent {
    fn from(why: Missing) -> Self {
        Self { why, remains: None }
    }
}

/// How long scenarios take at most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bound {
    /// Those that are driven one after another, beside what acting takes anyway.
    pub active: Duration,
    /// The longest of those that share one window.
    pub quiet: Duration,
}

/// The search for one lab on a target.
pub struct Search<'a> {
    pub context: Arc<Context>,
    /// The target's page.
    pub page: &'a Page,
    /// What a contract file gives.
    pub given: &'a Contract,
    /// The lab was asked for by its name: it is graded whatever is found of it.
    pub is_asked: bool,
}

/// A lab that is not there.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing {
    pub message: Message,
    /// It is there all the same, and cannot be driven: a contract file can help.
    pub is_refusal: bool,
}

/// A lab that a target has, ready to be driven. What was learned of it is in here.
pub trait FoundLab: Send + Sync {
    fn id(&self) -> LabId;

    /// How it is spoken to: the tables of this lab.
    fn contract(&self) -> Contract;

    /// Before all scenarios are driven, each time: what kept the target busy once is looked at anew.
    fn begin(&self);

    /// Before these scenarios are driven: a connection that was kept open is closed, if none of them goes on with it.
    fn make_room<'a>(&'a self, _coming: &'a [&'a Scenario]) -> BoxFuture<'a, ()> {
        Box::pin(std::future::ready(()))
    }

    /// Before those scenarios that share one window, in which nothing must move.
    fn settle(&self, attempt: u32) -> BoxFuture<'_, ()>;

    /// Drives one scenario of this lab once.
    fn drive<'a>(&'a self, scenario: &'a Scenario, attempt: u32, seed: u64) -> BoxFuture<'a, ()>;

    /// How long these scenarios, which share one window, take at most, by what is known now.
    fn window(&self, quiet: &[&Scenario]) -> Duration;

    /// A connection of this lab that stays open keeps everybody else out.
    fn keeps_others_out(&self) -> bool;

    /// Its scenarios that only wait can be driven after those of other labs, one by one. None if they cannot; else how
    /// long the target needs between two.
    fn can_wait(&self) -> Option<Duration>;

    /// Puts the target's state back as it was found.
    fn put_back(&self, attempt: u32) -> BoxFuture<'_, ()>;

    /// What kind of versions it has, if it has any.
    fn version_kind(&self) -> Option<&'static str>;
}
