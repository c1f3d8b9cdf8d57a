//! How the long-polling lab of a target is spoken to.

use super::sends::Sends;
use crate::contract::{self, Contract, Part, Wrong};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The paths that the lab text gives as examples.
pub const POLL_PATH: &str = "/poll-status";
pub const UPDATE_PATH: &str = "/update-status";
/// The one name that the lab text fixes.
pub const PARAMETER: &str = "last_version";
/// The statuses of the lab text; graded requests send these and no others, unless the contract names its own.
pub const STATUSES: [&str; 4] = ["En attente", "En cours", "Terminée", "Échec"];

/// As many waiting clients as a server of this lab is asked to serve; what happens beyond is advice.
pub const ASKED: u32 = 10;

pub const PART: Part = Part {
    tables: &["poll", "update", "answer", "statuses", "hold", "no_change", "read"],
    mark: "poll",
    check: |text, given| contract::check(text, |read: &LongPolling| read.check(given)),
    schema: LongPolling::json_schema,
    example: || Contract::of(&LongPolling::default()),
    toml: contract::written::<LongPolling>,
};

/// The contract of a target that has this lab.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(transform = contract::discovered)]
pub struct LongPolling {
    pub poll: Poll,
    pub update: Update,
    pub answer: AnswerFields,
    pub statuses: Statuses,
    pub hold: Hold,
    pub no_change: NoChange,
    /// A plain read of the state, if the target has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Page")]
    pub read: Option<Page>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(transform = contract::discovered)]
pub struct Poll {
    pub path: String,
    /// Name of the query parameter that carries the version the client has.
    pub parameter: String,
    /// Name of the request header that carries it, if no parameter does: such as If-None-Match.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub header: Option<String>,
    /// What a client sends that has no version yet.
    pub first: String,
    #[serde(skip_serializing_if = "Sends::is_usual")]
    pub sends: Sends,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(transform = contract::discovered)]
pub struct Update {
    pub method: Method,
    pub path: String,
    pub encoding: Encoding,
    /// Name of the field that carries the new status; in a JSON body with dots between the levels of nested objects.
    pub field: String,
    /// Fields that each update has beside it, as they are sent.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub fields: Map<String, Value>,
    /// Headers that each update has, such as a token: Authorization = "Bearer …".
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
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

/// Where the state is in an answer: names of fields and places in lists, a dot between the levels ("tasks.0.status").
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(transform = contract::discovered)]
pub struct AnswerFields {
    pub status: String,
    pub version: String,
    /// Name of the answer's header that carries the version, if no field does: such as ETag.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub version_header: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(transform = contract::discovered)]
pub struct Statuses {
    /// At least two that the target accepts.
    pub values: Vec<String>,
    /// How they are written in JSON: as text, or as the numbers or truth values that they spell.
    pub written: Written,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Written {
    #[default]
    Text,
    Json,
}

/// How long a poll may be held, and still be right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
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

impl Hold {
    /// How long a poll may be held where another one was held for so long: whatever puts off its end, it is not several
    /// times as long.
    pub fn longest_beside(&self, other: Duration) -> Duration {
        self.max.min(other * 3 + Duration::from_secs(10))
    }
}

/// Which answers at the end of a hold say 'no change', as long as they carry no new version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
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
            poll: Poll::default(),
            update: Update::default(),
            answer: AnswerFields::default(),
            statuses: Statuses::default(),
            hold: Hold::default(),
            no_change: NoChange::default(),
            read: None,
        }
    }
}

impl Default for Poll {
    fn default() -> Self {
        Self {
            path: POLL_PATH.into(),
            parameter: PARAMETER.into(),
            header: None,
            first: "0".into(),
            sends: Sends::Version,
        }
    }
}

impl Default for Update {
    fn default() -> Self {
        Self {
            method: Method::Post,
            path: UPDATE_PATH.into(),
            encoding: Encoding::Json,
            field: "status".into(),
            fields: Map::new(),
            headers: BTreeMap::new(),
        }
    }
}

impl Default for AnswerFields {
    fn default() -> Self {
        Self { status: "status".into(), version: "version".into(), version_header: None }
    }
}

impl Default for Statuses {
    fn default() -> Self {
        Self { values: STATUSES.map(String::from).to_vec(), written: Written::Text }
    }
}

impl LongPolling {
    /// What a contract says of this lab, as far as that can be read.
    pub fn of(contract: &Contract) -> Option<Self> {
        contract.has(&PART).then(|| contract.read().ok()).flatten()
    }

    /// What the types cannot say: the table, the key, and what is wrong with it.
    fn check(&self, given: &Contract) -> Result<(), Wrong> {
        let paths = [("poll", &self.poll.path), ("update", &self.update.path)]
            .into_iter()
            .chain(self.read.iter().map(|page| ("read", &page.path)));
        for (table, path) in paths {
            if !path.starts_with('/') {
                return Err((table, "path", "a path starts with '/'"));
            }
        }
        let is_name =
            |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        let is_value = |value: &str| value.chars().all(|c| c == '\t' || !c.is_control());
        if !self.update.headers.iter().all(|(name, value)| is_name(name) && is_value(value)) {
            return Err((
                "update",
                "headers",
                "a header has a name of letters, digits and '-', and a value of one line",
            ));
        }
        let distinct: BTreeSet<_> = self.statuses.values.iter().collect();
        if distinct.len() < 2 {
            return Err(("statuses", "values", "at least two different statuses are needed, to see a change"));
        }
        // If the file leaves one of them out, another source may still give it.
        let both = ["min", "max"].iter().all(|key| given.0.get("hold").is_some_and(|hold| hold.get(key).is_some()));
        if both && self.hold.min >= self.hold.max {
            return Err(("hold", "min", "it must be less than max"));
        }
        Ok(())
    }
}

/// The keys that the lab text's contract leaves out.
const OPTIONAL: [&str; 6] =
    ["poll.header", "poll.sends", "update.fields", "update.headers", "answer.version_header", "read.path"];

/// What a contract file says at a key, if it says anything.
pub fn given<T: DeserializeOwned>(contract: &Contract, table: &str, key: &str) -> Option<T> {
    let is_optional = || OPTIONAL.contains(&format!("{table}.{key}").as_str());
    debug_assert!(PART.has_key(table, key) || is_optional(), "the contract has no [{table}] {key}");
    contract.get(table, key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Contract, String> {
        contract::parse("c.toml", text, &[&PART])
    }

    #[test]
    fn an_empty_file_leaves_everything_to_discovery() {
        let contract = parse("").unwrap();
        assert_eq!((contract.has(&PART), given::<String>(&contract, "poll", "path")), (false, None));
    }

    #[test]
    fn a_whole_contract_survives_being_written_and_read() {
        let whole = Contract::of(&LongPolling::default());
        let read = parse(&contract::written::<LongPolling>(&whole).unwrap()).unwrap();
        assert_eq!(LongPolling::of(&read), Some(LongPolling::default()));
        assert_eq!(given(&read, "hold", "max"), Some("1m 5s".to_owned()));
    }

    #[test]
    fn what_a_poll_sends_is_said_only_where_it_is_not_the_version() {
        let read = parse("[poll]\nsends = \"next\"\n").unwrap();
        assert_eq!(LongPolling::of(&read).map(|contract| contract.poll.sends), Some(Sends::Next));
        assert!(contract::written::<LongPolling>(&read).unwrap().contains("sends = \"next\""));
        assert!(!contract::written::<LongPolling>(&Contract::of(&LongPolling::default())).unwrap().contains("sends"));
        let error = parse("[poll]\nsends = \"all\"\n").unwrap_err();
        assert!(error.contains("2:9") && error.contains("nothing"), "{error}");
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_place() {
        let error = parse("[poll]\npath = \"/p\"\nparametre = \"x\"\n").unwrap_err();
        assert!(error.starts_with("c.toml:3:1: "), "{error}");
        assert!(error.contains("parametre"), "{error}");
    }

    #[test]
    fn an_unknown_table_is_refused_with_its_place() {
        let error = parse("[poll]\npath = \"/p\"\n\n[sondage]\npath = \"/p\"\n").unwrap_err();
        assert!(error.starts_with("c.toml:4:2: ") && error.contains("sondage"), "{error}");
    }

    #[test]
    fn one_status_is_not_enough_and_a_path_begins_with_a_slash() {
        assert!(parse("[statuses]\nvalues = [\"a\", \"a\"]\n").unwrap_err().contains("two different"));
        let error = parse("[update]\nfield = \"s\"\npath = \"update\"\n").unwrap_err();
        assert!(error.starts_with("c.toml:3:1: ") && error.contains("starts with '/'"), "{error}");
    }
}
