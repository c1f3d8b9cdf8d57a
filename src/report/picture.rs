use crate::history::Moment;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A picture of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PictureReport {
    pub scenario: String,
    pub moment: Moment,
    pub at_ms: f64,
    /// WebP, in base64.
    pub webp: String,
}
