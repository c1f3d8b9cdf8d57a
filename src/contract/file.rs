use super::Contract;
use crate::place::line_and_column;
use schemars::Schema;
use schemars::generate::SchemaGenerator;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// What a contract says of one lab: its tables, and how they are read.
pub struct Part {
    pub tables: &'static [&'static str],
    /// The table that a complete contract has if the target has the lab, as in "a", or "a.b" for one in another. Labs may
    /// share a table, if all of them read it alike.
    pub mark: &'static str,
    /// Reads the lab's tables in the text of a file, which gives these values.
    pub check: fn(&str, &Contract) -> Result<(), Misplaced>,
    /// The schema of an object with these tables.
    pub schema: fn(&mut SchemaGenerator) -> Schema,
    /// The contract of the lab text, word for word.
    pub example: fn() -> Contract,
    /// The lab's tables of a contract as the text of a file, in the order of the lab text.
    pub toml: fn(&Contract) -> Result<String, String>,
}

/// What is wrong in a file, and where that shows.
pub enum Misplaced {
    /// As the reader of TOML says it.
    Toml(toml::de::Error),
    /// What no type says.
    Key(Wrong),
}

/// The table, the key, and what is wrong with it.
pub type Wrong = (&'static str, &'static str, &'static str);

/// Checks the tables of a file as those of a lab: what its type allows, and what `rules` say beside that.
pub fn check<T: DeserializeOwned>(text: &str, rules: impl FnOnce(&T) -> Result<(), Wrong>) -> Result<(), Misplaced> {
    let read: T = toml::from_str(text).map_err(Misplaced::Toml)?;
    rules(&read).map_err(Misplaced::Key)
}

/// What [`Part::toml`] is for a lab whose tables make this type.
pub fn written<T: DeserializeOwned + Serialize>(contract: &Contract) -> Result<String, String> {
    toml::to_string(&contract.read::<T>()?).map_err(|error| error.to_string())
}

/// Reads a contract file called `name`. An error tells file, line and column.
pub fn parse(name: &str, text: &str, parts: &[&Part]) -> Result<Contract, String> {
    let at = |offset: usize, why: &dyn std::fmt::Display| {
        let (line, column) = line_and_column(text, offset);
        format!("{name}:{line}:{column}: {why}")
    };
    let toml = |error: toml::de::Error| at(error.span().map_or(0, |span| span.start), &error);
    let tables: Map<String, Value> = toml::from_str(text).map_err(toml)?;
    let mut known: Vec<&str> = Vec::new();
    for table in parts.iter().flat_map(|part| part.tables) {
        if !known.contains(table) {
            known.push(table);
        }
    }
    if let Some(other) = tables.keys().find(|table| !known.contains(&table.as_str())) {
        let offset = text.find(&format!("[{other}")).map_or_else(|| text.find(other.as_str()), |at| Some(at + 1));
        let why = format!("unknown table `{other}`, expected one of {}", quoted(&known));
        return Err(at(offset.unwrap_or(0), &why));
    }
    if let Some((table, _)) = tables.iter().find(|(_, value)| !value.is_object()) {
        return Err(at(text.find(table.as_str()).unwrap_or(0), &format!("`{table}` is a table: [{table}]")));
    }
    let given = Contract(tables);
    for part in parts {
        (part.check)(text, &given).map_err(|misplaced| match misplaced {
            Misplaced::Toml(error) => toml(error),
            Misplaced::Key((table, key, why)) => {
                let from = text.find(&format!("[{table}]")).unwrap_or(0);
                let offset = text[from..].find(key).map_or(from, |at| from + at);
                at(offset, &format!("[{table}] {key}: {why}"))
            }
        })?;
    }
    Ok(given)
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Takes the defaults of a table's keys out of its schema: if a file leaves one out, it is discovered.
pub fn discovered(schema: &mut Schema) {
    for key in schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
        if let Some(key) = key.as_object_mut() {
            key.remove("default");
        }
    }
}

/// The schema of a contract file: the tables of all labs, any of which may be left out.
pub fn schema(parts: &[&Part]) -> Value {
    let mut generator = SchemaGenerator::default();
    let mut tables = Map::new();
    for part in parts {
        let schema = (part.schema)(&mut generator);
        if let Some(Value::Object(own)) = schema.get("properties") {
            tables.extend(own.clone());
        }
    }
    let about = "How one target is spoken to. Whatever is left out is discovered, or has the default given here.";
    let mut schema = Map::new();
    schema.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    schema.insert("title".into(), "Contract".into());
    schema.insert("description".into(), about.into());
    schema.insert("type".into(), "object".into());
    schema.insert("properties".into(), tables.into());
    schema.insert("additionalProperties".into(), false.into());
    schema.insert("$defs".into(), Value::Object(generator.take_definitions(true)));
    schema.into()
}

impl Part {
    /// Whether the lab text's contract has this key: what a file gives has no others.
    pub fn has_key(&self, table: &str, key: &str) -> bool {
        (self.example)().0.get(table).is_some_and(|table| table.get(key).is_some())
    }
}
