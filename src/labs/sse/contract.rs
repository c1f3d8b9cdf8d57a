//! How the Server-Sent Events lab of a target is spoken to.

use crate::contract::{self, Contract, Part, Wrong};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The path that the lab text gives.
pub const STREAM_PATH: &str = "/stream";

pub const PART: Part = Part {
    tables: &["stream"],
    mark: "stream",
    check: |text, _| contract::check(text, Sse::check),
    schema: Sse::json_schema,
    example: || Contract::of(&Sse::default()),
    toml: contract::written::<Sse>,
};

/// The contract of a target that has this lab.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(transform = contract::discovered)]
pub struct Sse {
    pub stream: Stream,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(transform = contract::discovered)]
pub struct Stream {
    pub path: String,
    /// Where its page is.
    pub page: String,
}

impl Default for Stream {
    fn default() -> Self {
        Self { path: STREAM_PATH.into(), page: "/".into() }
    }
}

impl Sse {
    /// What a contract says of this lab, as far as that can be read.
    pub fn of(contract: &Contract) -> Option<Self> {
        contract.has(&PART).then(|| contract.read().ok()).flatten()
    }

    /// What the types cannot say: the table, the key, and what is wrong with it.
    fn check(&self) -> Result<(), Wrong> {
        for (key, path) in [("path", &self.stream.path), ("page", &self.stream.page)] {
            if !path.starts_with('/') {
                return Err(("stream", key, "a path starts with '/'"));
            }
        }
        Ok(())
    }
}
