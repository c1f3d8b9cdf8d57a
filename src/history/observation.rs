use super::{Client, Nanos};
use crate::names::{LabId, Name};
use serde::{Deserialize, Serialize};

/// Something that a client saw and that is no answer to a request: what a page showed, a line on its console.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    pub at: Nanos,
    pub lab: LabId,
    pub scenario: String,
    pub attempt: u32,
    pub round: u32,
    pub client: Client,
    /// What was seen, in a word of its lab.
    pub kind: Name,
    /// In the lab's own form.
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub detail: serde_json::Value,
}
