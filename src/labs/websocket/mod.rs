//! WebSocket without a library on top: each message is relayed to all others, or answered in capitals.
//!
//! - `exercise`: the two exercises. [`contract`]: how a target of them is spoken to; a target may have one, or both, each at
//!   a port of its own. `discover/`: how that is found, by the scripts of its page and by what two clients hear. `found`:
//!   the lab of one target, as a run drives it.
//! - [`link`]: one connection of one client. `place`: where it leads. `fresh`: texts that nobody else has.
//! - [`steps`]: what a scenario may do, and `run/`: how that is done. `state`: what was learned of the target.
//! - [`record`]: what is written down of a client and of what it does.
//! - `heard`, `scene`, `ending`, [`case`]: what the rules look at. [`rules`]: one a file.
//! - `report`: what reports show of it, and `audience` who heard whom, `again` with which commands it is seen again, and
//!   `text/` how they say it.

mod again;
mod audience;
pub mod case;
pub mod contract;
mod discover;
mod ending;
mod exercise;
mod found;
mod fresh;
mod heard;
pub mod link;
mod place;
pub mod record;
mod report;
pub mod rules;
mod run;
mod scene;
mod state;
pub mod steps;

pub use exercise::Exercise;

use super::lab::Lab;
use crate::checker::{Case, Finding, Question, Undecided};
use crate::contract::Contract;
use crate::driver::{Bound, LabDriver};
use crate::history::History;
use crate::scenario::{self, Vocabulary};
use case::{NativeCase, NativeRun};
use contract::Native;
use record::ID;
use schemars::JsonSchema;
use std::time::Duration;
use steps::Step;

pub const LAB: Lab = Lab {
    id: ID,
    page: None,
    contract: contract::PART,
    vocabulary: Vocabulary {
        lab: ID,
        rules: rules::NAMES,
        read: scenario::read_as::<Step>,
        step_schema: Step::json_schema,
    },
    driver: LabDriver {
        id: ID,
        path: "/",
        phase: steps::phase,
        // What is waited for in vain is bounded for all labs together.
        bound: |_, _| Bound { active: Duration::from_secs(10), ..Bound::default() },
        several: None,
        rests_on: None,
        changes_state: false,
        discover: |search| Box::pin(discover::discover(search)),
    },
    judge,
    vital: Some(rules::VITAL),
    keeps_waiting: &["websocket-unreachable", "relay-not-delivered", "capitals-wrong"],
    // Its frames are read whenever it is judged.
    read_again: |_, _, _| 0,
    measured: report::measured,
    panels: report::panels,
    audiences: audience::audiences,
    stays: |_| vec![],
    gist: report::gist,
    shapes: report::SHAPES,
    rows: report::rows,
    options: |_| String::new(),
    asks: rules::asks,
    remark: report::remark,
    again: again::again,
    texts: [
        &[include_str!("text/en/rules.ftl"), include_str!("text/en/ui.ftl")],
        &[include_str!("text/fr/rules.ftl"), include_str!("text/fr/ui.ftl")],
    ],
};

fn judge(history: &History, contract: &Contract, questions: &[Question]) -> Vec<Finding> {
    let Some(contract) = Native::of(contract) else {
        return questions.iter().map(|_| Finding::undecided(Undecided::Nothing)).collect();
    };
    let run = NativeRun::new(history, contract.websocket);
    let answer = |question| rules::answer(&NativeCase::new(&run, Case::new(history, &run.limits, question)), question);
    questions.iter().map(answer).collect()
}
