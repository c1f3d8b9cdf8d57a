//! What stands for what in a message.

use serde_json::Value;

/// What one client puts in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filling {
    pub text: String,
    pub user: String,
    /// Something else for each message.
    pub id: String,
}

/// What is wrong with a placeholder that there is not.
pub const PLACEHOLDERS: &str = "what begins with '$' is one of $text, $user and $id";

const NAMES: [&str; 3] = ["$text", "$user", "$id"];

impl Filling {
    /// The message as it goes: a text as it is, anything else as JSON.
    pub fn message(&self, form: &Value) -> String {
        match self.fill(form) {
            Value::String(text) => text,
            other => other.to_string(),
        }
    }

    fn fill(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => match text.as_str() {
                "$text" => self.text.clone().into(),
                "$user" => self.user.clone().into(),
                "$id" => self.id.clone().into(),
                _ => text.clone().into(),
            },
            Value::Array(items) => items.iter().map(|item| self.fill(item)).collect(),
            Value::Object(keys) => {
                Value::Object(keys.iter().map(|(key, value)| (key.clone(), self.fill(value))).collect())
            }
            other => other.clone(),
        }
    }
}

fn any(value: &Value, is: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Value::String(text) => is(text),
        Value::Array(items) => items.iter().any(|item| any(item, is)),
        Value::Object(keys) => keys.values().any(|value| any(value, is)),
        _ => false,
    }
}

pub fn has_placeholder(value: &Value, name: &str) -> bool {
    any(value, &|text| text == name)
}

pub fn unknown_placeholder(value: &Value) -> bool {
    any(value, &|text| text.starts_with('$') && !NAMES.contains(&text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_text_goes_as_it_is_and_anything_else_as_json() {
        let filling = Filling { text: "é \"a\"".into(), user: "ada".into(), id: "7".into() };
        assert_eq!(filling.message(&json!("$text")), "é \"a\"");
        let form = json!({ "type": "message", "of": ["$user", { "text": "$text", "n": 1 }], "id": "$id" });
        assert_eq!(filling.message(&form), r#"{"type":"message","of":["ada",{"text":"é \"a\"","n":1}],"id":"7"}"#);
        assert!(has_placeholder(&form, "$text") && !unknown_placeholder(&form));
        assert!(unknown_placeholder(&json!(["$texte"])) && !has_placeholder(&json!({ "$text": 1 }), "$text"));
    }
}
