use super::{Page, Style};
use crate::contract::Contract;
use crate::labs;
use crate::text::{Texts, visible};
use std::fmt::Write;

/// The contract, as it was found.
pub fn contract(contract: &Contract, kind: Option<&str>, texts: &Texts, style: Style) -> String {
    let page = Page { texts, style, stack: None };
    let mut out = format!("{}\n", page.bold(&texts.get("contract-found")));
    for (name, value) in rows(contract, kind, texts) {
        let _ = writeln!(out, "  {:<10} {}", texts.get(name), visible(&value));
    }
    out
}

/// What is said of a contract: the name of each part, and how it was found.
pub fn rows(contract: &Contract, kind: Option<&str>, texts: &Texts) -> Vec<(&'static str, String)> {
    let rows = labs::ALL.iter().flat_map(|lab| (lab.rows)(contract, kind));
    rows.map(|row| (row.label, texts.say(&row.value))).collect()
}
