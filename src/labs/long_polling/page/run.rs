//! How a scenario is driven. Its rounds go on side by side, each with a page of its own and a server that is a script.

use super::record::{ID, TAB};
use super::round::RoundRunner;
use super::state::PageState;
use super::steps::Step;
use crate::driver::Caller;
use crate::history::Event;
use crate::scenario::Scenario;
use std::sync::Arc;
use tokio::task::JoinSet;

/// Drives one scenario once.
pub async fn drive(state: Arc<PageState>, scenario: &Scenario, attempt: u32) {
    let context = state.context.clone();
    let mut caller = Caller::new(ID, &scenario.id, attempt).with(TAB, 1);
    context.note(&caller, Event::Start);
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
