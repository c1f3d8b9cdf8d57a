//! How the greeting of a target is asked for.

use crate::contract::{self, Contract, Part};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The path that the lab text gives.
pub const HELLO_PATH: &str = "/hello";

pub const PART: Part = Part {
    tables: &["hello"],
    mark: "hello",
    check: |text, _| contract::check(text, Hello::check),
    schema: Hello::json_schema,
    example: || Contract::of(&Hello::default()),
    toml: contract::written::<Hello>,
};

/// The contract of a target that has this lab.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Hello {
    pub hello: Greeting,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Greeting {
    pub path: String,
}

impl Default for Greeting {
    fn default() -> Self {
        Self { path: HELLO_PATH.into() }
    }
}

impl Hello {
    /// What a contract says of this lab, as far as that can be read.
    pub fn of(contract: &Contract) -> Option<Self> {
        contract.has(&PART).then(|| contract.read().ok()).flatten()
    }

    /// What the types cannot say: the table, the key, and what is wrong with it.
    fn check(&self) -> Result<(), (&'static str, &'static str, &'static str)> {
        if self.hello.path.starts_with('/') { Ok(()) } else { Err(("hello", "path", "a path starts with '/'")) }
    }
}
