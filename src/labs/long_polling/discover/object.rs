//! The objects that a script sends: which fields they have, and which of them are always the same.

use regex::Regex;
use serde_json::{Map, Value};
use std::sync::LazyLock;

/// A body that a page sends: one field that changes, with dots between the levels, and those beside it that do not.
#[derive(Debug, Clone, PartialEq)]
pub struct SentObject {
    pub field: String,
    pub fields: Map<String, Value>,
}

/// Where an object is made that will be sent; the last is one that has a name first.
static SENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:JSON\.stringify\s*\(|\b(?:post|put|patch)\s*\([^;{}()]*,|\b(?:data|body)\s*[:=]|\b(?:payload|donnees)\s*=)\s*\{")
        .expect("the pattern is valid")
});
/// Fields of forms, and what is appended to one.
static FORM_FIELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?:\.\s*(?:append|set)\s*\(\s*["'`]|<(?:input|select|textarea)\b[^>]*\bname\s*=\s*["'])([A-Za-z_][\w\-]*)"#,
    )
    .expect("the pattern is valid")
});
static PARAMS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"URLSearchParams\s*\(\s*\{").expect("the pattern is valid"));

/// The objects that the scripts of a page send as JSON, each of its changing fields in turn.
pub fn sent(resolved: &str) -> Vec<SentObject> {
    let mut all = Vec::new();
    for found in SENT.find_iter(resolved) {
        let Some(fields) = parse(&resolved[found.end() - 1..]) else { continue };
        let (fixed, changing) = split(&fields, "");
        for field in changing {
            let one = SentObject { field, fields: fixed.clone() };
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    all
}

/// The names of the fields of forms, and of parameters of an address.
pub fn form_fields(resolved: &str) -> Vec<String> {
    let mut all: Vec<String> = FORM_FIELD.captures_iter(resolved).map(|found| found[1].to_owned()).collect();
    for found in PARAMS.find_iter(resolved) {
        let fields = parse(&resolved[found.end() - 1..]).unwrap_or_default();
        all.extend(fields.into_iter().map(|(name, _)| name));
    }
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|name| seen.insert(name.clone()));
    all
}

/// A field of an object in a script.
#[derive(Debug, Clone, PartialEq)]
enum Field {
    Object(Vec<(String, Field)>),
    Fixed(Value),
    Changing,
}

/// The fields of the object that the text begins with.
fn parse(text: &str) -> Option<Vec<(String, Field)>> {
    let inside = balanced(text)?;
    let mut fields = Vec::new();
    for part in parts(inside) {
        let (name, value) = part.split_once(':').map_or((part, None), |(name, value)| (name, Some(value.trim())));
        let name = name.trim().trim_matches(['"', '\'']);
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-') {
            continue;
        }
        let field = match value {
            Some(value) if value.starts_with('{') => Field::Object(parse(value)?),
            Some(value) => fixed(value).map_or(Field::Changing, Field::Fixed),
            None => Field::Changing,
        };
        fields.push((name.to_owned(), field));
    }
    Some(fields)
}

/// A value that is written out. A text may be one of several: what is sent is asked for, not believed.
fn fixed(value: &str) -> Option<Value> {
    let quoted = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    match quoted {
        Some(text) => Some(text.into()),
        None => serde_json::from_str(value).ok().filter(|value: &Value| value.is_number() || value.is_boolean()),
    }
}

/// What is between a brace and the one that closes it.
fn balanced(text: &str) -> Option<&str> {
    let (mut depth, mut quote) = (0_u32, None);
    for (at, c) in text.char_indices().take(2000) {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '{' | '(' | '[') => depth += 1,
            (None, '}' | ')' | ']') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(&text[1..at]);
                }
            }
            _ => {}
        }
    }
    None
}

/// What commas part, outside of brackets and quotes.
fn parts(inside: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut quote, mut from) = (Vec::new(), 0_i32, None, 0);
    for (at, c) in inside.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '{' | '(' | '[') => depth += 1,
            (None, '}' | ')' | ']') => depth -= 1,
            (None, ',') if depth == 0 => {
                parts.push(inside[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(inside[from..].trim());
    parts
}

/// The fixed fields, and the paths of those that change.
fn split(fields: &[(String, Field)], prefix: &str) -> (Map<String, Value>, Vec<String>) {
    let (mut fixed, mut changing) = (Map::new(), Vec::new());
    for (name, field) in fields {
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match field {
            Field::Fixed(value) => {
                fixed.insert(name.clone(), value.clone());
            }
            Field::Changing => changing.push(path),
            Field::Object(inside) => {
                let (own, others) = split(inside, &path);
                changing.extend(others);
                if !own.is_empty() {
                    fixed.insert(name.clone(), own.into());
                }
            }
        }
    }
    (fixed, changing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn one(script: &str) -> (String, Value) {
        let all = sent(script);
        assert_eq!(all.len(), 1, "{script}: {all:?}");
        (all[0].field.clone(), Value::Object(all[0].fields.clone()))
    }

    #[test]
    fn the_field_that_changes_is_told_from_those_that_do_not() {
        for (script, field, fields) in [
            ("JSON.stringify({libelle: x})", "libelle", json!({})),
            ("JSON.stringify({ statut })", "statut", json!({})),
            ("JSON.stringify({ 'new-status': s.value, id: 1 })", "new-status", json!({"id": 1})),
            (
                "JSON.stringify({task: {id: 7, status: pick(a, b)}, by: \"page\"})",
                "task.status",
                json!({"task": {"id": 7}, "by": "page"}),
            ),
            ("axios.post('/set', { etat: e.target.value })", "etat", json!({})),
            ("$.post(\"/set\", {s: $('#s').val()})", "s", json!({})),
            ("const body = { state: f(`}`) }; fetch(u, {body: JSON.stringify(body)})", "state", json!({})),
        ] {
            assert_eq!(one(script), (field.into(), fields), "{script}");
        }
    }

    #[test]
    fn the_fields_of_forms_are_found() {
        let page = "<select class='a' name=\"statut\"></select><script>d.append('etat', x); new URLSearchParams({s: 1})</script>";
        assert_eq!(form_fields(page), ["statut", "etat", "s"]);
    }

    #[test]
    fn what_is_no_object_is_none() {
        for script in ["JSON.stringify({", "JSON.stringify({}})", "JSON.stringify({...x})", "data: { }"] {
            assert_eq!(sent(script), [], "{script}");
        }
    }
}
