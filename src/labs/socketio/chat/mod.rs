//! A chat with rooms: the lab `socketio`.

mod again;
pub mod contract;
pub mod rules;

use super::contract::URL_PATH;
use super::kin::{Kin, Sort};
use super::steps::{self, Step};
use super::{audience, discover, judge, report, stays};
use crate::driver::{Bound, LabDriver};
use crate::labs::lab::Lab;
use crate::names::LabId;
use crate::scenario::{self, Vocabulary};
use schemars::JsonSchema;
use std::time::Duration;

pub const ID: LabId = LabId::new("socketio");

pub static KIN: Kin =
    Kin { id: ID, table: &contract::TABLE, sort: Sort::Chat, rival: "collabboard", rules: rules::SHARED };

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
        path: URL_PATH,
        phase: steps::phase,
        // What is waited for in vain is bounded for all labs together.
        bound: |_, _| Bound { active: Duration::from_secs(15), ..Bound::default() },
        several: None,
        rests_on: None,
        changes_state: false,
        discover: |search| Box::pin(discover::discover(search, &KIN)),
    },
    judge: |history, contract, questions| judge::judged(history, contract, questions, &KIN, rules::answer),
    vital: Some(rules::VITAL),
    keeps_waiting: &["sio-unreachable", "message-not-delivered"],
    // Its frames are read whenever it is judged.
    read_again: |_, _, _| 0,
    measured: |history, contract| report::measured(history, contract, &KIN),
    panels: |history| report::panels(history, &KIN),
    audiences: |history| audience::audiences(history, &KIN),
    stays: |history| stays::stays(history, &KIN),
    gist: |operation| report::gist(operation, &KIN),
    shapes: report::SHAPES,
    rows: |contract, _| report::rows(contract, &KIN),
    options: |_| String::new(),
    asks: |_, _| true,
    remark: |_| None,
    again: |shown| super::again::again(shown, &KIN, again::by_hand),
    // The first of the family has the sentences of all.
    texts: [
        &[include_str!("text/en/rules.ftl"), include_str!("text/en/ui.ftl"), include_str!("../text/en/ui.ftl")],
        &[include_str!("text/fr/rules.ftl"), include_str!("text/fr/ui.ftl"), include_str!("../text/fr/ui.ftl")],
    ],
};
