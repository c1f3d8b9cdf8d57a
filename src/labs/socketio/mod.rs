//! Socket.IO: a chat with rooms.
//!
//! - [`contract`]: how such a target is spoken to. `discover/`: how that is found, by the scripts of its page and by what
//!   three clients hear. `found`: the lab of one target, as a run drives it.
//! - [`packet`]: the packets of Engine.IO 4 and Socket.IO 5, from text and to text. Pure.
//! - [`link`]: one link of one client with the target, by polling and WebSocket. `client`: that client; `ear`: what it hears;
//!   `fresh`: names that nobody else has; `ticket`: a room or a token that the target gives.
//! - [`steps`]: what a scenario may do, and `run/`: how that is done. `state`: what was learned of the target.
//! - [`record`]: what is written down of a client and of what it does.
//! - `heard`, `scene`, [`case`]: what the rules look at. [`rules`]: one a file.
//! - `report`: what reports show of it, `again` with which commands it is seen again, and `text/` how they say it.

mod again;
pub mod case;
mod client;
pub mod contract;
mod discover;
mod ear;
mod fresh;
mod heard;
pub mod link;
pub mod packet;
pub mod record;
mod report;
pub mod rules;
mod scene;
mod state;
pub mod steps;
mod ticket;

use crate::checker::{Case, Finding, Question, Undecided};
use crate::contract::Contract;
use crate::history::History;
use case::{ChatCase, ChatRun};
use contract::SocketIo;

fn judge(history: &History, contract: &Contract, questions: &[Question]) -> Vec<Finding> {
    let Some(contract) = SocketIo::of(contract) else {
        return questions.iter().map(|_| Finding::undecided(Undecided::Nothing)).collect();
    };
    let run = ChatRun::new(history, contract.socketio);
    let answer = |question| rules::answer(&ChatCase::new(&run, Case::new(history, &run.limits, question)), question);
    questions.iter().map(answer).collect()
}
