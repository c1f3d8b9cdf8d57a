//! What a page sends with an event, as a template: each value by what its key or its name means.

use super::meaning::{Meaning, is_content, of_name, of_value};
use super::script::{Definitions, Expression, Place};
use crate::labs::socketio::contract::{AS_JSON, has_placeholder};
use serde_json::{Map, Value, json};

/// What nobody knows the meaning of, until a place for a text or a room is needed.
const UNKNOWN: &str = "$?";
/// What is sent where nobody knows what is meant.
const ANYTHING: &str = "x";
const DEEPEST: usize = 6;

/// Reads the arguments of one page.
pub struct Templates<'a> {
    pub definitions: &'a Definitions,
    /// Each token that stands in a script as a text.
    pub tokens: Vec<String>,
}

impl<'a> Templates<'a> {
    pub fn new(definitions: &'a Definitions) -> Self {
        Self { definitions, tokens: vec![] }
    }

    /// The arguments of an event.
    pub fn arguments(&mut self, given: &[Expression], place: Place) -> Vec<Value> {
        given.iter().map(|value| self.value(value, place, 0)).collect()
    }

    /// The values of an object, or none if it is not known to be one.
    pub fn object(&mut self, value: &Expression, place: Place) -> Option<Map<String, Value>> {
        let definitions = self.definitions;
        let (object, place) = definitions.object(value, place)?;
        match self.value(object, place, 0) {
            Value::Object(keys) => Some(keys),
            _ => None,
        }
    }

    /// A text, of which the parts that stand for something are placeholders, and those that nobody knows are left out.
    pub fn text(&mut self, value: &Expression, place: Place) -> String {
        match self.value(value, place, 0) {
            Value::String(text) => text.replace(UNKNOWN, ""),
            _ => String::new(),
        }
    }

    fn value(&mut self, value: &Expression, place: Place, depth: usize) -> Value {
        match value {
            _ if depth > DEEPEST => UNKNOWN.into(),
            Expression::Text(text) => text.as_str().into(),
            Expression::Number(number) => as_written(*number),
            Expression::Bool(is_so) => (*is_so).into(),
            Expression::Null | Expression::Function => Value::Null,
            Expression::Object(keys) => self.keys(keys, place, depth).into(),
            Expression::List(items) => items.iter().map(|item| self.value(item, place, depth + 1)).collect(),
            Expression::Json(inside) => json!({ AS_JSON: self.value(inside, place, depth + 1) }),
            Expression::Joined(parts) => self.joined(parts, place, depth),
            Expression::Words { .. } => self.words(value, place, depth),
        }
    }

    fn keys(&mut self, keys: &[(String, Expression)], place: Place, depth: usize) -> Map<String, Value> {
        let mut all = Map::new();
        for (key, value) in keys {
            if key == "..." {
                if let Some((object, place)) = self.definitions.object(value, place)
                    && let Some(keys) = object.as_object()
                {
                    all.extend(self.keys(keys, place, depth + 1));
                }
                continue;
            }
            all.insert(key.clone(), self.at_key(key, value, place, depth + 1));
        }
        all
    }

    /// What stands at a key: by its name, unless what is given there is told apart by more.
    fn at_key(&mut self, key: &str, value: &Expression, place: Place, depth: usize) -> Value {
        let is_nested = matches!(value, Expression::Object(_) | Expression::List(_) | Expression::Json(_));
        if is_nested || self.definitions.object(value, place).is_some() {
            return self.value(value, place, depth);
        }
        let of_value = of_value(value, self.definitions, place);
        let meaning = match of_name(key) {
            Some(Meaning::Text) if matches!(of_value, Some(Meaning::User | Meaning::Room)) && !is_content(key) => {
                of_value
            }
            Some(meaning) => Some(meaning),
            None => return self.value(value, place, depth),
        };
        if meaning == Some(Meaning::Token) {
            self.tokens.extend(self.definitions.text(value, place).filter(|token| !token.is_empty()));
        }
        // A text that is put together, such as "pseudo : text", stays so.
        if meaning == Some(Meaning::Text) && matches!(value, Expression::Joined(_)) {
            return self.value(value, place, depth);
        }
        meaning.map_or(UNKNOWN.into(), |meaning| placed(meaning, value))
    }

    fn joined(&mut self, parts: &[Expression], place: Place, depth: usize) -> Value {
        let part = |part: &Expression| match self.value(part, place, depth + 1) {
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            _ => String::new(),
        };
        let text: String = parts.iter().map(part).collect();
        text.into()
    }

    fn words(&mut self, value: &Expression, place: Place, depth: usize) -> Value {
        if let Some((object, place)) = self.definitions.object(value, place)
            && let Some(keys) = object.as_object()
        {
            return self.keys(keys, place, depth + 1).into();
        }
        if let Some(meaning) = of_value(value, self.definitions, place) {
            return placed(meaning, value);
        }
        self.definitions.text(value, place).map_or(UNKNOWN.into(), Value::from)
    }
}

/// A number as JavaScript writes it.
fn as_written(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 1e15 { (number as i64).into() } else { number.into() }
}

fn placed(meaning: Meaning, value: &Expression) -> Value {
    let is_number = |words: &[String]| words.iter().any(|word| word == "now" || word == "getTime");
    match (meaning.placeholder(), value) {
        (Some(placeholder), _) => placeholder.into(),
        (None, Expression::Words { words, .. }) if is_number(words) => 1_700_000_000_000_i64.into(),
        (None, _) => "2026-01-01T12:00:00.000Z".into(),
    }
}

/// The same arguments, of which one means this if none does that is known: the first that nobody knows. The others stay
/// something; but the last of several, which may be a function that is called with the acknowledgement, is not sent: a
/// server that calls what is none may end by it.
pub fn settled(arguments: &[Value], wanted: &str) -> Vec<Value> {
    let mut is_missing = !arguments.iter().any(|argument| has_placeholder(argument, wanted));
    let sent = match arguments {
        [before @ .., last] if !before.is_empty() && last == UNKNOWN => before,
        all => all,
    };
    sent.iter().map(|argument| settle(argument, wanted, &mut is_missing)).collect()
}

fn settle(value: &Value, wanted: &str, is_missing: &mut bool) -> Value {
    match value {
        Value::String(text) if text.contains(UNKNOWN) => {
            let meant = if std::mem::take(is_missing) {
                wanted
            } else if text == UNKNOWN {
                ANYTHING
            } else {
                ""
            };
            text.replace(UNKNOWN, meant).into()
        }
        Value::Array(items) => items.iter().map(|item| settle(item, wanted, is_missing)).collect(),
        Value::Object(keys) => {
            keys.iter().map(|(key, value)| (key.clone(), settle(value, wanted, is_missing))).collect()
        }
        other => other.clone(),
    }
}

/// How much of it is known.
pub fn known(arguments: &[Value]) -> usize {
    ["$user", "$room", "$text", "$token"]
        .into_iter()
        .filter(|name| arguments.iter().any(|argument| has_placeholder(argument, name)))
        .count()
}

#[cfg(test)]
mod tests {
    use super::super::script::read;
    use super::*;

    fn of(script: &str, wanted: &str) -> (Vec<Value>, Vec<String>) {
        let reading = read(&[script]);
        let emit = reading.emits.last().expect("an emit");
        let mut templates = Templates::new(&reading.definitions);
        let arguments = templates.arguments(&emit.arguments, emit.place);
        (settled(&arguments, wanted), templates.tokens)
    }

    #[test]
    fn what_a_page_sends_is_a_template() {
        for (script, wanted) in [
            ("s.emit('j', { username: u, room: r })", json!([{ "username": "$user", "room": "$room" }])),
            ("s.emit('j', { pseudo, salon: salonInput.value })", json!([{ "pseudo": "$user", "salon": "$room" }])),
            ("s.emit('j', room, username)", json!(["$room", "$user"])),
            ("s.emit('m', input.value)", json!(["$text"])),
            ("s.emit('m', { room: 'general', text: t })", json!([{ "room": "$room", "text": "$text" }])),
            (
                "s.emit('m', { type: 'chat', n: 3, ok: true, content })",
                json!([{ "type": "chat", "n": 3, "ok": true, "content": "$text" }]),
            ),
            (
                "s.emit('m', { user: { name, id: user.id }, msg })",
                json!([{ "user": { "name": "$user", "id": "$id" }, "msg": "$text" }]),
            ),
            ("const d = { room, msg: v }; s.emit('m', d)", json!([{ "room": "$room", "msg": "$text" }])),
            (
                "const who = { pseudo }; s.emit('m', { ...who, texte: v })",
                json!([{ "pseudo": "$user", "texte": "$text" }]),
            ),
            ("s.emit('m', `${pseudo} : ${message}`)", json!(["$user : $text"])),
            ("s.emit('m', { msg: pseudo + ': ' + v })", json!([{ "msg": "$user: $text" }])),
            ("s.emit('m', JSON.stringify({ room, text }))", json!([{ "$json": { "room": "$room", "text": "$text" } }])),
            (
                "s.emit('m', { text, time: Date.now(), date: new Date() })",
                json!([{ "text": "$text", "time": 1_700_000_000_000_i64, "date": "2026-01-01T12:00:00.000Z" }]),
            ),
            ("s.emit('m', input.value, `${socket.id}-${counter++}`)", json!(["$text", "$id-$id"])),
            ("s.emit('m', { a: foo, b: bar })", json!([{ "a": "$text", "b": "x" }])),
            ("s.emit('m', { data: roomName, message: z })", json!([{ "data": "$room", "message": "$text" }])),
            ("s.emit('m')", json!([])),
        ] {
            assert_eq!(Value::from(of(script, "$text").0), wanted, "{script}");
        }
    }

    #[test]
    fn a_token_that_stands_in_a_script_is_kept() {
        let (arguments, tokens) = of("const TOKEN = '12345'; s.emit('j', { token: TOKEN, room })", "$room");
        assert_eq!(
            (Value::from(arguments), tokens),
            (json!([{ "token": "$token", "room": "$room" }]), vec!["12345".to_owned()])
        );
        assert!(of("s.emit('j', { token: input.value })", "$room").1.is_empty());
    }

    #[test]
    fn what_nobody_knows_is_what_is_wanted_once() {
        assert_eq!(settled(&[json!("$?"), json!("$?"), json!(7)], "$room"), [json!("$room"), json!("x"), json!(7)]);
        assert_eq!(settled(&[json!("$?"), json!("$user")], "$user"), [json!("x"), json!("$user")]);
    }

    #[test]
    fn what_may_be_a_function_is_not_sent() {
        for last in ["check", "this.answered", "showAnswer"] {
            let (arguments, _) = of(&format!("s.emit('m', {{ room, message }}, {last})"), "$text");
            assert_eq!(arguments, [json!({ "room": "$room", "message": "$text" })], "{last}");
        }
        assert_eq!(settled(&[json!("$?"), json!("$?")], "$room"), [json!("$room")]);
        assert_eq!(settled(&[json!("$?")], "$room"), [json!("$room")]);
    }
}
