//! A chat with rooms: the lab `socketio`.

pub mod rules;

use super::case::{ChatCase, ChatRun};
use super::contract::{self, SocketIo, URL_PATH};
use super::steps::{self, Step};
use super::{again, audience, discover, report};
use crate::checker::{Case, Finding, Question, Undecided};
use crate::contract::Contract;
use crate::driver::{Bound, LabDriver};
use crate::history::History;
use crate::labs::lab::Lab;
use crate::names::LabId;
use crate::scenario::{self, Vocabulary};
use schemars::JsonSchema;

pub const ID: LabId = LabId::new("socketio");

pub const LAB: Lab = Lab {
    id: ID,
    contract: contract::PART,
    vocabulary: Vocabulary {
        lab: ID,
        rules: rules::NAMES,
        read: scenario::read_as::<Step>,
        step_schema: Step::json_schema,
    },
    driver: LabDriver {
        id: ID,
        path: URL_PATH,
        phase: steps::phase,
        // What is waited for in vain is bounded for all labs together.
        bound: |_, _| Bound::default(),
        several: None,
        changes_state: false,
        discover: |search| Box::pin(discover::discover(search, ID)),
    },
    judge,
    vital: Some(rules::VITAL),
    keeps_waiting: &["sio-unreachable", "message-not-delivered"],
    // Its frames are read whenever it is judged.
    read_again: |_, _, _| 0,
    measured: |history, contract| report::measured(history, contract, &ID),
    panels: |history| report::panels(history, &ID),
    audiences: |history| audience::audiences(history, &ID),
    gist: report::gist,
    shapes: report::SHAPES,
    rows: report::rows,
    options: |_| String::new(),
    asks: |_, _| true,
    remark: |_| None,
    again: again::again,
    // The first of the family has the sentences of all.
    texts: [
        &[include_str!("text/en/rules.ftl"), include_str!("text/en/ui.ftl"), include_str!("../text/en/ui.ftl")],
        &[include_str!("text/fr/rules.ftl"), include_str!("text/fr/ui.ftl"), include_str!("../text/fr/ui.ftl")],
    ],
};

fn judge(history: &History, contract: &Contract, questions: &[Question]) -> Vec<Finding> {
    let Some(contract) = SocketIo::of(contract) else {
        return questions.iter().map(|_| Finding::undecided(Undecided::Nothing)).collect();
    };
    let run = ChatRun::new(history, contract.socketio, &ID);
    let answer = |question| rules::answer(&ChatCase::new(&run, Case::new(history, &run.limits, question)), question);
    questions.iter().map(answer).collect()
}
