//! What reports show of this lab.

use super::contract::PageContract;
use super::record::{ID, PageKind};
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
    let version = operation.detail["version"].as_str().map(str::to_owned);
    Gist { waits: operation.kind == PageKind::Poll.name(), version, ..Gist::default() }
}

/// The contract in words.
pub fn rows(contract: &Contract, _: Option<&str>) -> Vec<Row> {
    let path = PageContract::of(contract).map(|contract| contract.page.path);
    let row = |path: String| Row { label: "contract-page", value: Message::new("verbatim").text("text", path) };
    path.map(row).into_iter().collect()
}

/// A page that another server gives is not found again.
pub fn options(contract: &Contract) -> String {
    let path = PageContract::of(contract).map(|contract| contract.page.path).filter(|path| !path.starts_with('/'));
    path.map_or_else(String::new, |path| format!(" --page {}", shell_words::quote(&path)))
}

/// What a page does is seen by doing it again.
pub fn again(shown: &Shown) -> ByHand {
    ByHand::alone([format!("lab check {} --lab {}", shell_words::quote(shown.origin), ID.as_str())])
}
