//! Where the page is, and the few things of it that cannot be found without a hint.

use crate::contract::{self, Contract, PLACE, Part, Wrong, is_place};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub const PART: Part = Part {
    tables: &["page"],
    mark: "page",
    check: |text, _| contract::check(text, PageContract::check),
    schema: PageContract::json_schema,
    example: || Contract::of(&PageContract::default()),
    toml: contract::written::<PageContract>,
};

/// The contract of a page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(transform = contract::discovered)]
pub struct PageContract {
    pub page: PagePlace,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(transform = contract::discovered)]
pub struct PagePlace {
    pub path: String,
}

impl Default for PagePlace {
    fn default() -> Self {
        Self { path: "/".into() }
    }
}

impl PageContract {
    /// What a contract says of this lab, as far as that can be read.
    pub fn of(contract: &Contract) -> Option<Self> {
        contract.has(&PART).then(|| contract.read().ok()).flatten()
    }

    /// What the types cannot say: the table, the key, and what is wrong with it.
    fn check(&self) -> Result<(), Wrong> {
        if is_place(&self.page.path) { Ok(()) } else { Err(("page", "path", PLACE)) }
    }
}
