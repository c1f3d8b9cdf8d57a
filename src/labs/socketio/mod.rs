//! Socket.IO: a chat with rooms.
//!
//! - [`contract`]: how such a target is spoken to. `discover/`: how that is found, by the scripts of its page and by what
//!   three clients hear. `found`: the lab of one target, as a run drives it.
//! - [`packet`]: the packets of Engine.IO 4 and Socket.IO 5, from text and to text. Pure.
//! - [`link`]: one link of one client with the target, by polling and WebSocket. `client`: that client; `ear`: what it hears;
//!   `fresh`: names that nobody else has; `ticket`: a room or a token that the target gives;
//!   `library`: the client library that a page names.
//! - [`steps`]: what a scenario may do, and `run/`: how that is done. `state`: what was learned of the target.
//! - [`record`]: what is written down of a client and of what it does.
//! - `heard`, `deed`, `scene`, [`case`]: what the rules look at. [`rules`]: one a file.
//! - `report`: what reports show of it, and `audience` who heard whom, `again` with which commands it is seen again, and `text/` how they say it.

mod again;
mod audience;
pub mod case;
mod client;
pub mod contract;
mod deed;
mod discover;
mod ear;
mod found;
mod fresh;
mod heard;
mod library;
pub mod link;
pub mod packet;
pub mod record;
mod report;
pub mod rules;
mod run;
mod scene;
mod state;
pub mod steps;
mod ticket;

use super::lab::Lab;
use crate::checker::{Case, Finding, Question, Undecided};
use crate::contract::Contract;
use crate::driver::{Bound, LabDriver};
use crate::history::History;
use crate::scenario::{self, Vocabulary};
use case::{ChatCase, ChatRun};
use contract::{SocketIo, URL_PATH};
use record::ID;
use schemars::JsonSchema;
use steps::Step;

pub const LAB: Lab = Lab {
    id: ID,
    only_if_asked: false,
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
        changes_state: false,
        discover: |search| Box::pin(discover::discover(search)),
    },
    judge,
    vital: Some(rules::VITAL),
    keeps_waiting: &["sio-unreachable", "message-not-delivered"],
    // Its frames are read whenever it is judged.
    read_again: |_, _, _| 0,
    measured: report::measured,
    panels: report::panels,
    audiences: audience::audiences,
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
    let Some(contract) = SocketIo::of(contract) else {
        return questions.iter().map(|_| Finding::undecided(Undecided::Nothing)).collect();
    };
    let run = ChatRun::new(history, contract.socketio);
    let answer = |question| rules::answer(&ChatCase::new(&run, Case::new(history, &run.limits, question)), question);
    questions.iter().map(answer).collect()
}
