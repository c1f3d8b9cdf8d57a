//! What reports show of this lab.

use super::contract::PageContract;
use super::record::{ID, STREAM};
use crate::checker::Limits;
use crate::contract::Contract;
use crate::history::{History, Operation};
use crate::labs::again::{ByHand, Shown};
use crate::labs::lab::{Gist, Measured, Row};
use crate::message::Message;

pub fn measured<'a>(history: &'a History, _: &Contract) -> Measured<'a> {
    Measured { limits: Limits::new(history, 0), hold: None, version_kind: None }
}

pub fn gist(operation: &Operation) -> Gist {
    Gist { waits: operation.kind == STREAM, ..Gist::default() }
}

/// The contract in words.
pub fn rows(contract: &Contract, _: Option<&str>) -> Vec<Row> {
    let path = PageContract::of(contract).map(|contract| contract.stream_page.path);
    let row = |path: String| Row { label: "contract-stream-page", value: Message::new("verbatim").text("text", path) };
    path.map(row).into_iter().collect()
}

/// It is looked at only if it is asked for.
pub fn options(contract: &Contract) -> String {
    PageContract::of(contract).map_or_else(String::new, |_| format!(" --lab {}", ID.as_str()))
}

/// What a page does is seen by doing it again.
pub fn again(shown: &Shown) -> ByHand {
    ByHand::alone([format!("lab check {} --lab {}", shell_words::quote(shown.origin), ID.as_str())])
}
