//! Long polling: a client that is up to date waits for its answer until something changes.
//!
//! [`LAB`] is the table of this lab; what it is made of is beside it:
//!
//! - [`contract`]: how such a target is spoken to. `reading`: the state in an answer.
//! - `discover/`: how the contract is found. `found`: the lab of one target, as a run drives it.
//! - [`steps`]: what a scenario may do, and `run/`, `race/`: how that is done. `runner`: one scenario being driven;
//!   `state`: what was learned of the target; `window`: who waits undisturbed; `api`: how requests are made and recorded;
//!   `browser`: how a browser makes them; `orders`: numbers that are compared as texts.
//! - [`offsets`], [`small_race`]: a race, as it is written and as small as it was found.
//! - [`record`]: what is written down of an operation. `case`: what the rules look at. [`rules`]: one a file.
//! - [`page`]: the page of this lab, which is a lab of its own.
//! - [`load`]: `lab load`, many waiting clients at once.
//! - `report`: what reports show of it, `again` with which commands it is seen again, and `text/` how they say it.

mod again;
mod api;
mod browser;
pub mod case;
pub mod contract;
mod current;
pub mod discover;
pub mod error_line;
mod found;
pub mod load;
pub mod notes;
pub mod offsets;
mod orders;
pub mod page;
mod race;
pub mod reading;
pub mod record;
mod report;
pub mod rules;
mod run;
mod runner;
pub mod sends;
pub mod sent;
pub mod small_race;
mod state;
mod state_cache;
pub mod steps;
mod window;

use super::lab::Lab;
use crate::checker::{Case, Finding, Question, Undecided};
use crate::contract::Contract;
use crate::driver::{Bound, LabDriver};
use crate::history::History;
use crate::scenario::{self, Vocabulary};
use case::{PollCase, PollRun};
use contract::{LongPolling, POLL_PATH};
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
        path: POLL_PATH,
        phase: steps::phase,
        bound: |_, contract| {
            let hold = contract.read::<LongPolling>().unwrap_or_default().hold;
            Bound { active: Duration::ZERO, quiet: hold.max }
        },
        several: None,
        rests_on: None,
        changes_state: true,
        discover: |search| Box::pin(discover::discover(search)),
    },
    judge,
    vital: Some(rules::VITAL),
    keeps_waiting: &rules::KEEPS_WAITING,
    read_again: |history, went_by, corrected| {
        let fields = |contract| LongPolling::of(contract).map(|contract| contract.answer);
        let corrected = fields(corrected).filter(|corrected| fields(went_by).as_ref() != Some(corrected));
        corrected.map_or(0, |corrected| record::read_again(history, &corrected))
    },
    measured: report::measured,
    panels: |_| vec![],
    audiences: |_| vec![],
    stays: |_| vec![],
    gist: report::gist,
    shapes: report::SHAPES,
    rows: report::rows,
    options: report::options,
    asks: report::asks,
    remark: report::remark,
    again: again::again,
    texts: [
        &[include_str!("text/en/rules.ftl"), include_str!("text/en/seen.ftl"), include_str!("text/en/ui.ftl")],
        &[include_str!("text/fr/rules.ftl"), include_str!("text/fr/seen.ftl"), include_str!("text/fr/ui.ftl")],
    ],
};

fn judge(history: &History, contract: &Contract, questions: &[Question]) -> Vec<Finding> {
    let Some(contract) = LongPolling::of(contract) else {
        return questions.iter().map(|_| Finding::undecided(Undecided::Nothing)).collect();
    };
    let run = PollRun::new(history, contract);
    let answer = |question| rules::answer(&PollCase::new(&run, Case::new(history, &run.limits, question)), question);
    questions.iter().map(answer).collect()
}
