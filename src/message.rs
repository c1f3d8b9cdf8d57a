//! What is to be said to people, before it is put into one of their languages.

use crate::history::Nanos;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A sentence yet to be said in some language: a name and what to put into it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Message {
    pub id: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, Arg>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Arg {
    Count(u64),
    /// A time, in nanoseconds.
    Time(Nanos),
    /// Words of ours, or of the target; shown escaped.
    Text(String),
}

impl Message {
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), args: BTreeMap::new() }
    }

    fn with(mut self, name: &str, arg: Arg) -> Self {
        self.args.insert(name.into(), arg);
        self
    }

    pub fn count(self, name: &str, count: usize) -> Self {
        self.with(name, Arg::Count(count as u64))
    }

    pub fn time(self, name: &str, time: Nanos) -> Self {
        self.with(name, Arg::Time(time))
    }

    pub fn text(self, name: &str, text: impl Into<String>) -> Self {
        self.with(name, Arg::Text(text.into()))
    }
}
