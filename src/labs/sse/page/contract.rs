//! Where the page is, if that cannot be found.

use crate::contract::{self, Contract, PLACE, Part, Wrong, is_place};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub const PART: Part = Part {
    tables: &["stream_page"],
    mark: "stream_page",
    check: |text, _| contract::check(text, PageContract::check),
    schema: PageContract::json_schema,
    example: || Contract::of(&PageContract::default()),
    toml: contract::written::<PageContract>,
};

/// The contract of the page of a stream.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(transform = contract::discovered)]
pub struct PageContract {
    pub stream_page: PagePlace,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "StreamPagePlace", transform = contract::discovered)]
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
        if is_place(&self.stream_page.path) { Ok(()) } else { Err(("stream_page", "path", PLACE)) }
    }
}
