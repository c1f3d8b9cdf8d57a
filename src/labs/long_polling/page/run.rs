//! How a scenario is driven. Its rounds go on side by side, each with a page of its own and a server that is a script.

use super::record::{ID, TAB};
use super::round::RoundRunner;
use super::rules::VITAL;
use super::state::PageState;
use super::steps::Step;
use crate::driver::Caller;
use crate::history::{Event, SKIPPED_DEAD};
use crate::scenario::Scenario;
use std::sync::Arc;
use tokio::task::JoinSet;

/// Drives one scenario once.
pub async fn drive(state: Arc<PageState>, scenario: &Scenario, attempt: u32) {
    let context = state.context.clone();
    let mut caller = Caller::new(ID, &scenario.id, attempt).with(TAB, 1);
    context.note(&caller, Event::Start);
    // Where the page is judged to run, it is looked at.
    let is_vital = scenario.expectations.iter().any(|expected| expected.rule == VITAL);
    if state.fates.are_sealed() && !is_vital {
        context.note(&caller, Event::Skipped(SKIPPED_DEAD));
        return context.note(&caller, Event::Finish);
    }
    let mut driving = JoinSet::new();
    for round in scenario.rounds_as::<Step>() {
        for _ in 0..round.times {
            caller.round += 1;
            let (runner, steps) = (RoundRunner::new(state.clone(), caller.clone()), round.steps.clone());
            driving.spawn(runner.drive(steps));
        }
    }
    driving.join_all().await;
    context.note(&caller, Event::Finish);
}
