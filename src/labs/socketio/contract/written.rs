//! A contract as the text of a file: a table for each part of it, and values in one line each, as people write them.

use super::Chat;
use serde_json::{Map, Value};
use std::fmt::Write;

/// In the order of the spelling of its type, and what is of one line before the tables.
pub fn toml(table: &str, chat: &Chat) -> Result<String, String> {
    let Ok(Value::Object(all)) = serde_json::to_value(chat) else {
        return Err("a contract is made of tables".into());
    };
    let mut text = format!("[{table}]\n");
    lines(&mut text, all.iter().filter(|(_, value)| !value.is_object()));
    for (name, inner) in all.iter().filter_map(|(name, value)| Some((name, value.as_object()?))) {
        let _ = write!(text, "\n[{table}.{name}]\n");
        lines(&mut text, inner.iter());
    }
    Ok(text)
}

fn lines<'a>(text: &mut String, keys: impl Iterator<Item = (&'a String, &'a Value)>) {
    for (key, value) in keys {
        let _ = writeln!(text, "{} = {}", name(key), inline(value));
    }
}

fn name(key: &str) -> String {
    let is_bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if is_bare { key.to_owned() } else { quoted(key) }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// TOML has no null: a page that sends one sends nothing that matters, and its place is kept.
fn inline(value: &Value) -> String {
    let list = |items: &[Value]| items.iter().map(inline).collect::<Vec<_>>().join(", ");
    match value {
        Value::Null => quoted(""),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => quoted(text),
        Value::Array(items) => format!("[{}]", list(items)),
        Value::Object(keys) => object(keys),
    }
}

fn object(keys: &Map<String, Value>) -> String {
    let all: Vec<String> = keys.iter().map(|(key, value)| format!("{} = {}", name(key), inline(value))).collect();
    if all.is_empty() { "{}".into() } else { format!("{{ {} }}", all.join(", ")) }
}
