//! How the steps of a scenario are done.

use super::record::{GREETER, GREETING, ID};
use super::steps::Step;
use crate::driver::{Caller, Context, Extra, kept};
use crate::history::{Event, Operation, SKIPPED_DEAD};
use crate::scenario::Scenario;
use std::time::Duration;

/// Drives one scenario once.
pub async fn drive(context: &Context, path: &str, scenario: &Scenario, attempt: u32) {
    let mut caller = Caller::new(ID, &scenario.id, attempt);
    let mut clients = 0;
    context.note(&caller, Event::Start);
    for round in scenario.rounds_as::<Step>() {
        for _ in 0..round.times {
            caller.round += 1;
            if context.is_dead() {
                context.note(&caller, Event::Skipped(SKIPPED_DEAD));
                continue;
            }
            for Step::Greet(greet) in &round.steps {
                for _ in 0..greet.count {
                    clients += 1;
                    ask(context, &caller.with(GREETER, clients), path, context.late()).await;
                }
            }
        }
    }
    context.note(&caller, Event::Finish);
}

/// Asks for the greeting, and writes down what came.
pub async fn ask(context: &Context, caller: &Caller, path: &str, patience: Duration) -> Operation {
    let request = context.get(path);
    let exchange = context.http.exchange(&request, patience).await;
    context.record(caller, GREETING, kept::request(&request), exchange, Extra::default())
}
