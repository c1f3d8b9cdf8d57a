//! The page of the lab of Server-Sent Events, in a real browser. It has a mark of its own, so it is a lab of its own, and
//! lives with the lab of its server, whose stream it listens to.
//!
//! [`contract`]: where the page is. `discover`: how that is found, with `sample`, `kept`, `signs` and `dialect`: how the student's own stream
//! speaks. `script`: a correct stream that speaks so. `found`, `state`, [`steps`], `run`, `own`, `waits`: how a scenario is
//! driven. [`record`]: what is written down. `case`, `number`: what the rules look at. [`rules`]: one a file.

pub mod case;
pub mod contract;
mod dialect;
mod discover;
mod found;
mod kept;
mod number;
mod own;
pub mod record;
mod report;
pub mod rules;
mod run;
mod sample;
mod script;
mod show;
mod signs;
mod state;
pub mod steps;
mod waits;

use crate::checker::{Case, Finding, Limits, Question};
use crate::contract::Contract;
use crate::driver::{Bound, LabDriver};
use crate::history::{History, Nanos};
use crate::labs::lab::Lab;
use crate::scenario::{self, Vocabulary};
use case::PageCase;
use record::ID;
use schemars::JsonSchema;
use steps::Step;

/// A machine that is late so long before or after what a page does is late for that too.
const AROUND: Nanos = 1_000_000_000;

pub const LAB: Lab = Lab {
    id: ID,
    page: Some(show::PAGE),
    contract: contract::PART,
    vocabulary: Vocabulary {
        lab: ID,
        rules: rules::NAMES,
        read: scenario::read_as::<Step>,
        step_schema: Step::json_schema,
    },
    driver: LabDriver {
        id: ID,
        path: super::contract::STREAM_PATH,
        phase: steps::phase,
        bound: |_, _| Bound { active: std::time::Duration::ZERO, quiet: found::LONGEST },
        several: None,
        rests_on: Some(super::record::ID),
        changes_state: false,
        discover: |search| Box::pin(discover::discover(search)),
    },
    judge,
    vital: Some(rules::VITAL),
    keeps_waiting: &[],
    // What a page shows is read whenever it is judged.
    read_again: |_, _, _| 0,
    measured: report::measured,
    panels: |_| vec![],
    audiences: |_| vec![],
    stays: |_| vec![],
    gist: report::gist,
    // The words of its server's lab, and drawn like that.
    shapes: &[],
    rows: report::rows,
    options: report::options,
    asks: |_, _| true,
    remark: |_| None,
    again: report::again,
    texts: [
        &[include_str!("text/en/rules.ftl"), include_str!("text/en/ui.ftl")],
        &[include_str!("text/fr/rules.ftl"), include_str!("text/fr/ui.ftl")],
    ],
};

fn judge(history: &History, _: &Contract, questions: &[Question]) -> Vec<Finding> {
    let limits = Limits::new(history, 0).around(AROUND);
    let answer = |question| {
        let case = PageCase::new(Case::new(history, &limits, question));
        rules::judge(question.rule, &case).unwrap_or_else(|| case.nothing())
    };
    questions.iter().map(answer).collect()
}
