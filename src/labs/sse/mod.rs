//! Server-Sent Events: a stream that goes on and on, with a quote now and then.
//!
//! [`LAB`] is the table of this lab; what it is made of is beside it:
//!
//! - [`contract`]: how such a target is spoken to. `discover`: how that is found. `found`: the lab of one target, as a
//!   run drives it.
//! - [`event_stream`]: reads `text/event-stream` as a browser does, and says why one is not read as it was meant.
//! - [`steps`]: what a scenario may do, and `run/`: how that is done. `subscriber/`: one subscription. `state`: what was
//!   learned of the target, and the stream that is open since it was found. `bound`: how long listening takes.
//! - [`record`]: what is written down of an operation. `parsed_stream`, `quote`, `case`: what the rules look at.
//!   [`rules`]: one a file.
//! - [`page`]: its page in a real browser, a lab of its own.
//! - `report`: what reports show of it, `again` with which commands it is seen again, and `text/` how they say it.

mod again;
mod bound;
pub mod case;
pub mod contract;
mod discover;
pub mod event_stream;
mod found;
pub mod page;
pub mod parsed_stream;
mod quote;
pub mod record;
mod report;
pub mod rules;
mod run;
mod state;
pub mod steps;
mod subscriber;

use super::lab::Lab;
use crate::checker::{Case, Finding, Question, Undecided};
use crate::contract::Contract;
use crate::driver::LabDriver;
use crate::history::History;
use crate::scenario::{self, Vocabulary};
use case::{StreamCase, StreamRun};
use contract::{STREAM_PATH, Sse};
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
        path: STREAM_PATH,
        phase: steps::phase,
        bound: |scenarios, _| bound::bound(scenarios),
        several: None,
        rests_on: None,
        changes_state: false,
        discover: |search| Box::pin(discover::discover(search)),
    },
    judge,
    vital: Some(rules::VITAL),
    keeps_waiting: &["stream-unreachable", "subscriber-starved"],
    // Its events are read from what came whenever it is judged.
    read_again: |_, _, _| 0,
    measured: report::measured,
    panels: report::panels,
    audiences: |_| vec![],
    stays: |_| vec![],
    gist: report::gist,
    shapes: report::SHAPES,
    rows: report::rows,
    options: |_| String::new(),
    asks: |_, _| true,
    remark: |_| None,
    again: again::again,
    texts: [
        &[include_str!("text/en/rules.ftl"), include_str!("text/en/ui.ftl")],
        &[include_str!("text/fr/rules.ftl"), include_str!("text/fr/ui.ftl")],
    ],
};

fn judge(history: &History, contract: &Contract, questions: &[Question]) -> Vec<Finding> {
    let Some(contract) = Sse::of(contract) else {
        return questions.iter().map(|_| Finding::undecided(Undecided::Nothing)).collect();
    };
    let run = StreamRun::new(history, contract);
    let answer = |question| rules::answer(&StreamCase::new(&run, Case::new(history, &run.limits, question)), question);
    questions.iter().map(answer).collect()
}
