//! How one target is spoken to: data, read from TOML or discovered.
//!
//! `discovery` (in the driver) fills what a file leaves out, so every part of a [`Draft`] is optional and none of a
//! [`Contract`] is.

mod draft;
mod reading;
mod stream;

pub use draft::{Draft, parse, schema};
pub use reading::{Reading, find, read};
pub use stream::{STREAM_PATH, Stream};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The paths that the lab text gives as examples.
pub const POLL_PATH: &str = "/poll-status";
pub const UPDATE_PATH: &str = "/update-status";
/// The one name that the lab text fixes.
pub const PARAMETER: &str = "last_version";
/// The statuses of the lab text; graded requests send these and no others, unless the contract names its own.
pub const STATUSES: [&str; 4] = ["En attente", "En cours", "Terminée", "Échec"];

/// How one target is spoken to: a part for each lab that it has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Contract {
    #[serde(flatten)]
    pub long_polling: Option<LongPolling>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream: Option<Stream>,
}

impl Contract {
    /// The part of the long-polling lab: whoever judges or drives it has seen that the target has it.
    pub fn long_polling(&self) -> &LongPolling {
        self.long_polling.as_ref().expect("only a target that has this lab is asked about it")
    }

    /// Whether the target has a lab, by its name.
    pub fn has(&self, lab: &str) -> bool {
        match lab {
            "long-polling" => self.long_polling.is_some(),
            "sse" => self.stream.is_some(),
            _ => false,
        }
    }

    /// The longest hold that a run has to wait for.
    pub fn hold_max(&self) -> Duration {
        self.long_polling.as_ref().map_or(Duration::ZERO, |lab| lab.hold.max)
    }
}

impl From<LongPolling> for Contract {
    fn from(lab: LongPolling) -> Self {
        Self { long_polling: Some(lab), stream: None }
    }
}

impl Default for Contract {
    /// The contract of the lab texts, word for word.
    fn default() -> Self {
        Self { long_polling: Some(LongPolling::default()), stream: Some(Stream::default()) }
    }
}

/// How the long-polling lab of a target is spoken to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LongPolling {
    pub poll: Poll,
    pub update: Update,
    pub answer: Answer,
    pub statuses: Statuses,
    pub hold: Hold,
    pub no_change: NoChange,
    /// A plain read of the state, where the target has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<Page>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Poll {
    pub path: String,
    /// Name of the query parameter that carries the version the client has.
    pub parameter: String,
    /// What a client sends that has no version yet.
    pub first: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Update {
    pub method: Method,
    pub path: String,
    pub encoding: Encoding,
    /// Name of the field that carries the new status.
    pub field: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    Post,
    Put,
    Patch,
    Get,
}

impl Method {
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Get => "GET",
        }
    }
}

/// How the new status travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    Json,
    Form,
    Query,
}

/// Where the state is in an answer: names of fields, a dot between the levels of nested objects.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub status: String,
    pub version: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statuses {
    /// At least two that the target accepts.
    pub values: Vec<String>,
}

/// How long a poll may be held, and still be right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    #[serde(with = "humantime_serde")]
    #[schemars(with = "String")]
    pub min: Duration,
    #[serde(with = "humantime_serde")]
    #[schemars(with = "String")]
    pub max: Duration,
    /// A hold outside these two earns a word of advice, and its points.
    #[serde(with = "humantime_serde")]
    #[schemars(with = "String")]
    pub usual_min: Duration,
    #[serde(with = "humantime_serde")]
    #[schemars(with = "String")]
    pub usual_max: Duration,
}

impl Default for Hold {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { min: seconds(5), max: seconds(65), usual_min: seconds(20), usual_max: seconds(35) }
    }
}

/// Which answers at the end of a hold say 'no change', as long as they carry no new version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoChange {
    pub codes: Vec<u16>,
}

impl Default for NoChange {
    fn default() -> Self {
        Self { codes: vec![200, 204] }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Page {
    pub path: String,
}

impl Default for LongPolling {
    /// The contract of the lab text, word for word.
    fn default() -> Self {
        Self {
            poll: Poll { path: POLL_PATH.into(), parameter: PARAMETER.into(), first: "0".into() },
            update: Update {
                method: Method::Post,
                path: UPDATE_PATH.into(),
                encoding: Encoding::Json,
                field: "status".into(),
            },
            answer: Answer { status: "status".into(), version: "version".into() },
            statuses: Statuses { values: STATUSES.map(String::from).to_vec() },
            hold: Hold::default(),
            no_change: NoChange::default(),
            read: None,
        }
    }
}

impl LongPolling {
    /// Path and query of a poll by a client that has `version`.
    pub fn poll_path(&self, version: &str) -> String {
        with_query(&self.poll.path, &self.poll.parameter, version)
    }

    /// What to send to change the status: path and query, content type, body.
    pub fn update_request(&self, status: &str) -> (String, Option<&'static str>, Option<String>) {
        let Update { path, field, encoding, .. } = &self.update;
        match encoding {
            Encoding::Json => {
                let body = serde_json::json!({ field.as_str(): status }).to_string();
                (path.clone(), Some("application/json"), Some(body))
            }
            Encoding::Form => {
                let body = url::form_urlencoded::Serializer::new(String::new()).append_pair(field, status).finish();
                (path.clone(), Some("application/x-www-form-urlencoded"), Some(body))
            }
            Encoding::Query => (with_query(path, field, status), None, None),
        }
    }
}

/// `path?name=value`, the value percent-encoded (a space as `%20`, which every server decodes).
pub fn with_query(path: &str, name: &str, value: &str) -> String {
    let encoded: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}{name}={}", encoded.replace('+', "%20"))
}
