use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The path that the lab text gives.
pub const STREAM_PATH: &str = "/stream";

/// How the Server-Sent Events lab of a target is spoken to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
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
