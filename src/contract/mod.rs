//! How one target is spoken to: data, read from TOML or discovered. A contract is made of tables, and each table belongs
//! to one lab, which says what stands in it and reads it as a type of its own.

mod file;
mod place;

pub use file::{Misplaced, Part, Wrong, check, discovered, parse, schema, written};
pub use place::{PLACE, is_address, is_place};

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The tables of a contract by their names. A file may leave any of them out, or a part of one: discovery finds what is
/// missing, and what it returns is complete for each lab that the target has.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Contract(pub Map<String, Value>);

impl Contract {
    /// The tables of one lab.
    pub fn of<T: Serialize>(lab: &T) -> Self {
        match serde_json::to_value(lab) {
            Ok(Value::Object(tables)) => Self(tables),
            other => unreachable!("a contract is made of tables, not of {other:?}"),
        }
    }

    /// These tables, and those of the other.
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// A lab's own tables, as its type; what is not given is as the lab text has it.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, String> {
        serde_json::from_value(Value::Object(self.0.clone())).map_err(|error| error.to_string())
    }

    /// Whether it says anything of a lab with these tables.
    pub fn has(&self, part: &Part) -> bool {
        let mut keys = part.mark.split('.');
        let first = keys.next().and_then(|table| self.0.get(table));
        first.is_some_and(|first| keys.try_fold(first, |value, key| value.get(key)).is_some())
    }

    /// The value at a key of a table, if it is given.
    pub fn get<T: DeserializeOwned>(&self, table: &str, key: &str) -> Option<T> {
        serde_json::from_value(self.0.get(table)?.get(key)?.clone()).ok()
    }

    /// Gives a value, in place of the one that was there.
    pub fn set(&mut self, table: &str, key: &str, value: impl Into<Value>) {
        let table = self.0.entry(table).or_insert_with(|| Map::new().into());
        table[key] = value.into();
    }
}
