//! What stands for what in the arguments of an event.

use serde_json::{Map, Value};

/// What one client puts in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filling {
    pub user: String,
    pub room: String,
    pub text: String,
    pub token: String,
    /// Something else for each event.
    pub id: String,
    /// It gives no token at all: what would be one is left out.
    pub without_token: bool,
}

/// What is wrong with a placeholder that there is not.
pub const PLACEHOLDERS: &str = "what begins with '$' is one of $user, $room, $text, $token and $id";

const NAMES: [&str; 5] = ["$user", "$room", "$text", "$token", "$id"];

/// An object with this one key stands for its value written as JSON, in a text.
pub const AS_JSON: &str = "$json";

impl Filling {
    fn of(&self, name: &str) -> &str {
        match name {
            "$user" => &self.user,
            "$room" => &self.room,
            "$text" => &self.text,
            "$token" => &self.token,
            _ => &self.id,
        }
    }

    /// The same value with each placeholder replaced, wherever in a text it stands. What is put in is not looked at again.
    pub fn fill(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.fill_text(text)),
            Value::Array(items) => items.iter().map(|item| self.fill(item)).collect(),
            Value::Object(keys) => match keys.get(AS_JSON).filter(|_| keys.len() == 1) {
                Some(inside) => Value::String(self.fill(inside).to_string()),
                None => Value::Object(self.fill_keys(keys)),
            },
            other => other.clone(),
        }
    }

    pub fn fill_keys(&self, keys: &Map<String, Value>) -> Map<String, Value> {
        let keys = keys.iter().filter(|(_, value)| !self.without_token || value.as_str() != Some("$token"));
        keys.map(|(key, value)| (key.clone(), self.fill(value))).collect()
    }

    fn fill_text(&self, text: &str) -> String {
        let (mut filled, mut rest) = (String::new(), text);
        while let Some((before, name)) = next(rest) {
            filled.push_str(&rest[..before]);
            filled.push_str(self.of(name));
            rest = &rest[before + name.len()..];
        }
        filled + rest
    }
}

/// The first placeholder of a text, and where it begins.
fn next(text: &str) -> Option<(usize, &'static str)> {
    text.match_indices('$').find_map(|(at, _)| {
        let name = NAMES.into_iter().find(|name| text[at..].starts_with(name))?;
        Some((at, name))
    })
}

/// Whether this placeholder stands somewhere in it.
pub fn has_placeholder(value: &Value, name: &str) -> bool {
    any_text(value, &|text| text.contains(name))
}

/// Whether something in it looks like a placeholder, and is none.
pub fn unknown_placeholder(value: &Value) -> bool {
    any_text(value, &|text| {
        let looks_like_one = text.len() > 1
            && text.strip_prefix('$').is_some_and(|name| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'));
        looks_like_one && !NAMES.contains(&text)
    })
}

fn any_text(value: &Value, holds: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Value::String(text) => holds(text),
        Value::Array(items) => items.iter().any(|item| any_text(item, holds)),
        Value::Object(keys) => keys.values().any(|value| any_text(value, holds)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn placeholders_are_replaced_at_any_depth_and_once() {
        let filling = Filling {
            user: "ana".into(),
            room: "r1".into(),
            text: "costs $user 5 $".into(),
            token: "t".into(),
            id: "7".into(),
            without_token: false,
        };
        let template = json!([{ "u": "$user", "deep": { "m": ["<$text>", 7, null] } }, "$room$id", "$ $token"]);
        let filled = json!([{ "u": "ana", "deep": { "m": ["<costs $user 5 $>", 7, null] } }, "r17", "$ t"]);
        assert_eq!(filling.fill(&template), filled);
    }

    #[test]
    fn who_gives_no_token_sends_no_key_for_one() {
        let template = json!({ "token": "$token", "auth": { "jeton": "$token", "pseudo": "$user" } });
        let filling = Filling { user: "ana".into(), without_token: true, ..Filling::default() };
        assert_eq!(filling.fill(&template), json!({ "auth": { "pseudo": "ana" } }));
    }

    #[test]
    fn what_a_page_writes_as_json_is_a_text() {
        let filling = Filling { text: "\"é\"".into(), ..Filling::default() };
        assert_eq!(filling.fill(&json!({ "$json": { "m": "$text" } })), json!(r#"{"m":"\"é\""}"#));
    }

    #[test]
    fn a_misspelt_placeholder_is_seen_and_a_price_is_none() {
        assert!(unknown_placeholder(&json!([{ "a": "$pseudo" }])));
        for value in [json!("$user"), json!("$"), json!("$5 or more"), json!(5), json!("a$b")] {
            assert!(!unknown_placeholder(&value), "{value}");
        }
        assert!(has_placeholder(&json!({ "a": ["x $text"] }), "$text") && !has_placeholder(&json!("$user"), "$text"));
    }
}
