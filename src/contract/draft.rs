use super::{Contract, Encoding, Hold, Method, NoChange};
use crate::place::line_and_column;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A contract of which any part may be left out, to be discovered: what `--contract FILE` holds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Draft {
    pub poll: DraftPoll,
    pub update: DraftUpdate,
    pub answer: DraftAnswer,
    pub statuses: DraftStatuses,
    pub hold: DraftHold,
    pub no_change: DraftNoChange,
    pub read: DraftPage,
    pub stream: DraftStream,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DraftPoll {
    pub path: Option<String>,
    pub parameter: Option<String>,
    pub first: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DraftUpdate {
    pub method: Option<Method>,
    pub path: Option<String>,
    pub encoding: Option<Encoding>,
    pub field: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DraftAnswer {
    pub status: Option<String>,
    pub version: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DraftStatuses {
    pub values: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DraftHold {
    #[serde(with = "humantime_serde::option")]
    #[schemars(with = "Option<String>")]
    pub min: Option<Duration>,
    #[serde(with = "humantime_serde::option")]
    #[schemars(with = "Option<String>")]
    pub max: Option<Duration>,
    #[serde(with = "humantime_serde::option")]
    #[schemars(with = "Option<String>")]
    pub usual_min: Option<Duration>,
    #[serde(with = "humantime_serde::option")]
    #[schemars(with = "Option<String>")]
    pub usual_max: Option<Duration>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DraftNoChange {
    pub codes: Option<Vec<u16>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DraftPage {
    pub path: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DraftStream {
    pub path: Option<String>,
    pub page: Option<String>,
}

/// Reads a contract file called `name`. An error tells file, line and column.
pub fn parse(name: &str, text: &str) -> Result<Draft, String> {
    let draft: Draft = toml::from_str(text).map_err(|error| {
        let (line, column) = line_and_column(text, error.span().map_or(0, |span| span.start));
        format!("{name}:{line}:{column}: {error}")
    })?;
    draft.check().map_err(|(table, key, why)| {
        let from = text.find(&format!("[{table}]")).unwrap_or(0);
        let (line, column) = line_and_column(text, text[from..].find(key).map_or(from, |at| from + at));
        format!("{name}:{line}:{column}: [{table}] {key}: {why}")
    })?;
    Ok(draft)
}

pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Draft).into()
}

impl Draft {
    /// What the types cannot say: the table, the key, and what is wrong with it.
    fn check(&self) -> Result<(), (&'static str, &'static str, &'static str)> {
        let paths = [
            ("poll", "path", &self.poll.path),
            ("update", "path", &self.update.path),
            ("read", "path", &self.read.path),
            ("stream", "path", &self.stream.path),
            ("stream", "page", &self.stream.page),
        ];
        for (table, key, path) in paths {
            if path.as_ref().is_some_and(|p| !p.starts_with('/')) {
                return Err((table, key, "a path starts with '/'"));
            }
        }
        if let Some(values) = &self.statuses.values {
            let distinct: std::collections::BTreeSet<_> = values.iter().collect();
            if distinct.len() < 2 {
                return Err(("statuses", "values", "at least two different statuses are needed, to see a change"));
            }
        }
        let hold = self.hold();
        if hold.min >= hold.max {
            return Err(("hold", "min", "it must be less than max"));
        }
        Ok(())
    }

    pub fn hold(&self) -> Hold {
        let usual = Hold::default();
        Hold {
            min: self.hold.min.unwrap_or(usual.min),
            max: self.hold.max.unwrap_or(usual.max),
            usual_min: self.hold.usual_min.unwrap_or(usual.usual_min),
            usual_max: self.hold.usual_max.unwrap_or(usual.usual_max),
        }
    }

    pub fn no_change(&self) -> NoChange {
        self.no_change.codes.clone().map_or_else(NoChange::default, |codes| NoChange { codes })
    }
}

impl From<&Contract> for Draft {
    fn from(contract: &Contract) -> Self {
        let value = serde_json::to_value(contract).expect("a contract is plain data");
        serde_json::from_value(value).expect("a draft has every part of a contract")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_leaves_everything_to_discovery() {
        assert_eq!(parse("x", "").unwrap(), Draft::default());
    }

    #[test]
    fn a_whole_contract_survives_being_written_and_read() {
        let draft = Draft::from(&Contract::default());
        let text = toml::to_string(&Contract::default()).unwrap();
        assert_eq!(parse("x", &text).unwrap(), draft);
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_place() {
        let error = parse("c.toml", "[poll]\npath = \"/p\"\nparametre = \"x\"\n").unwrap_err();
        assert!(error.starts_with("c.toml:3:1: "), "{error}");
        assert!(error.contains("parametre"), "{error}");
    }

    #[test]
    fn one_status_is_not_enough() {
        assert!(parse("x", "[statuses]\nvalues = [\"a\", \"a\"]\n").unwrap_err().contains("two different"));
    }
}
