use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a client sends that has a version, when it polls: the version that it read, the number after it (it waits for the
/// first state that it does not have), or nothing (it waits for whatever comes next, and asks for the state elsewhere).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sends {
    #[default]
    Version,
    Next,
    Nothing,
}

impl Sends {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub fn is_usual(&self) -> bool {
        *self == Self::Version
    }
}
