//! Saying hello: a page that greets whoever asks for it. The smallest lab that there can be: one step and one rule.
//!
//! [`LAB`] is the table of this lab; what it is made of is beside it:
//!
//! - [`contract`]: how such a target is spoken to. `discover`: how that is found. `found`: the lab of one target, as a
//!   run drives it.
//! - [`steps`]: what a scenario may do, and `run`: how that is done.
//! - [`record`]: what is written down of an operation. [`rules`]: one a file.
//! - `report`: what reports show of it, and `text/` how they say it.

pub mod contract;
mod discover;
mod found;
pub mod record;
mod report;
pub mod rules;
mod run;
pub mod steps;

use crate::checker::{Case, Finding, Limits, Question};
use crate::contract::Contract;
use crate::driver::LabDriver;
use crate::history::History;
use crate::labs::{Lab, again};
use crate::scenario::{self, Vocabulary};
use contract::HELLO_PATH;
use record::ID;
use schemars::JsonSchema;
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
        path: HELLO_PATH,
        phase: steps::phase,
        bound: steps::bound,
        several: None,
        rests_on: None,
        changes_state: false,
        discover: |search| Box::pin(discover::discover(search)),
    },
    judge,
    vital: None,
    keeps_waiting: &[],
    // Its answers are read whenever it is judged.
    read_again: |_, _, _| 0,
    measured: report::measured,
    panels: |_| vec![],
    audiences: |_| vec![],
    stays: |_| vec![],
    rows: report::rows,
    gist: report::gist,
    shapes: &[],
    options: |_| String::new(),
    asks: |_, _| true,
    remark: |_| None,
    again: again::requests,
    texts: [
        &[include_str!("text/en/rules.ftl"), include_str!("text/en/ui.ftl")],
        &[include_str!("text/fr/rules.ftl"), include_str!("text/fr/ui.ftl")],
    ],
};

fn judge(history: &History, _: &Contract, questions: &[Question]) -> Vec<Finding> {
    let limits = Limits::new(history, record::round_trip(history));
    questions.iter().map(|question| rules::answer(&Case::new(history, &limits, question), question)).collect()
}
