//! What an event tells people, by its usual keys and words. Servers name both as they like: what is not understood is
//! shown as it came.

use crate::labs::socketio::heard::Heard;
use serde_json::{Map, Value};

/// One event, as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// Somebody said something.
    Said { event: String, author: String, text: String },
    /// A notice that somebody is there now.
    Came { event: String, text: String },
    /// A notice that somebody is there no more.
    Went { event: String, text: String },
    /// Anything else, with its arguments as JSON.
    Other { event: String, data: String },
    /// The server acknowledged that we joined, with this.
    Answer(String),
}

const AUTHORS: [&str; 13] = [
    "username",
    "user",
    "pseudo",
    "author",
    "auteur",
    "sender",
    "from",
    "nickname",
    "nick",
    "name",
    "nom",
    "utilisateur",
    "expediteur",
];
const TEXTS: [&str; 8] = ["message", "msg", "text", "texte", "content", "contenu", "body", "data"];
/// What servers call themselves where a notice goes out as a message.
const SERVERS: [&str; 9] = ["system", "système", "systeme", "server", "serveur", "bot", "admin", "chatbot", "info"];
const CAME: [&str; 8] = ["rejoin", "join", "enter", "entré", "arriv", "connected", "connecté", "bienvenue"];
const WENT: [&str; 9] = ["quitt", "left", "leav", "parti", "disconnect", "déconnect", "sorti", "gone", "s'en va"];

pub fn told(heard: &Heard) -> Told {
    let event = heard.name.clone();
    let other = || Told::Other { event: event.clone(), data: heard.data.clone() };
    let arguments: Vec<Value> = serde_json::from_str(&format!("[{}]", heard.data)).unwrap_or_default();
    let (author, text) = match &arguments[..] {
        [Value::Object(object)] => match (by_key(object, &AUTHORS), by_key(object, &TEXTS)) {
            (author, Some(text)) => (author, text),
            (Some(author), None) => return by_words(&event, &author, &event).unwrap_or_else(other),
            (None, None) => return other(),
        },
        [Value::String(text)] => (None, text.clone()),
        [Value::String(author), Value::String(text)] => (Some(author.clone()), text.clone()),
        _ => return other(),
    };
    let author = author.filter(|author| !SERVERS.contains(&author.to_lowercase().as_str()));
    let Some(author) = author else {
        return by_words(&event, &text, &text).unwrap_or(Told::Other { event, data: text });
    };
    // Of a notice that has a name beside its text, the name of the event tells that it is one.
    if is_about(&event, &CAME) || is_about(&event, &WENT) {
        return by_words(&event, &text, &event).unwrap_or_else(other);
    }
    Told::Said { event, author, text }
}

/// As a notice, if these words say that somebody comes or goes.
fn by_words(event: &str, text: &str, words: &str) -> Option<Told> {
    let (event, text) = (event.to_owned(), text.to_owned());
    // Who disconnects is connected, by the letters.
    if is_about(words, &WENT) {
        Some(Told::Went { event, text })
    } else if is_about(words, &CAME) {
        Some(Told::Came { event, text })
    } else {
        None
    }
}

fn is_about(text: &str, words: &[&str]) -> bool {
    let text = text.to_lowercase();
    words.iter().any(|word| text.contains(word))
}

/// The text at the first of these keys that there is, or the name in an object at it.
fn by_key(object: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    let is_it = |key: &&str| object.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value);
    keys.iter().filter_map(is_it).find_map(|value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(inner) => {
            inner.get("name").or_else(|| inner.get("username")).and_then(Value::as_str).map(Into::into)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(event: &str, arguments: &[Value]) -> Told {
        told(&Heard::new(1, event, arguments, &[]))
    }

    #[test]
    fn what_is_said_has_an_author_and_a_text() {
        let said = |told| match told {
            Told::Said { author, text, .. } => format!("{author}: {text}"),
            other => panic!("{other:?}"),
        };
        let ways = [
            of("chat message", &[json!({"username": "ana", "room": "r", "message": "salut"})]),
            of("message", &[json!({"from": "ana", "text": "salut", "at": 17})]),
            of("msg", &[json!("ana"), json!("salut")]),
            of("texte", &[json!({"Auteur": "ana", "Contenu": "salut"})]),
            of("new", &[json!({"user": {"name": "ana", "id": 3}, "msg": "salut"})]),
        ];
        for way in ways {
            assert_eq!(said(way), "ana: salut");
        }
    }

    #[test]
    fn a_notice_tells_who_comes_and_who_goes() {
        let came = |text: &str| Told::Came { event: "room message".into(), text: text.into() };
        let went = |text: &str| Told::Went { event: "room message".into(), text: text.into() };
        let notice = |value: Value| of("room message", &[value]);
        assert_eq!(notice(json!({"message": "ana a rejoint le salon"})), came("ana a rejoint le salon"));
        assert_eq!(notice(json!("ana joined")), came("ana joined"));
        assert_eq!(notice(json!({"username": "System", "message": "ana left"})), went("ana left"));
        assert_eq!(notice(json!("ana s'est déconnectée")), went("ana s'est déconnectée"));
        assert_eq!(
            of("user left", &[json!({"username": "ana"})]),
            Told::Went { event: "user left".into(), text: "ana".into() }
        );
        let named = of("user-joined", &[json!({"username": "ana", "message": "ana est là"})]);
        assert_eq!(named, Told::Came { event: "user-joined".into(), text: "ana est là".into() });
    }

    #[test]
    fn what_is_not_understood_stays_as_it_came() {
        let other = |event: &str, data: &str| Told::Other { event: event.into(), data: data.into() };
        assert_eq!(of("users", &[json!(["ana", "bob"])]), other("users", r#"["ana","bob"]"#));
        assert_eq!(of("count", &[json!(3), json!(null)]), other("count", "3, null"));
        assert_eq!(of("tick", &[]), other("tick", ""));
        assert_eq!(of("hello", &[json!("bonsoir")]), other("hello", "bonsoir"));
        assert_eq!(of("x", &[json!({"username": "ana"})]), other("x", r#"{"username":"ana"}"#));
    }
}
