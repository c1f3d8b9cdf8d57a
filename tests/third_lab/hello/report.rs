//! What reports show of this lab.

use super::contract::Hello;
use super::record::round_trip;
use crate::checker::Limits;
use crate::contract::Contract;
use crate::history::{History, Operation};
use crate::labs::{Gist, Measured, Row};
use crate::message::Message;

pub fn measured<'a>(history: &'a History, _: &Contract) -> Measured<'a> {
    Measured { limits: Limits::new(history, round_trip(history)), hold: None, version_kind: None }
}

pub fn gist(_: &Operation) -> Gist {
    Gist::default()
}

/// The contract in words.
pub fn rows(contract: &Contract, _: Option<&str>) -> Vec<Row> {
    let path = Hello::of(contract).map(|contract| format!("GET {}", contract.hello.path));
    let row = |path| Row { label: "contract-hello", value: Message::new("verbatim").text("text", path) };
    path.map(row).into_iter().collect()
}
