//! What the pages of a target say of the servers that they connect to, and of what they send there.

use super::address::address;
use super::code::{between, block, is_name, literal, parts};
use crate::driver::documents::Document;
use crate::labs::websocket::contract::{Endpoint, has_placeholder};
use crate::labs::websocket::exercise::Exercise;
use regex::Regex;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// A connection that a page opens.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Named {
    pub url: String,
    pub subprotocols: Vec<String>,
    /// What it sends, in the order of the script.
    sends: Vec<Value>,
    first: Vec<Value>,
    reads_bytes: bool,
    shows_own: bool,
    /// No page names it: it is only tried.
    pub is_guessed: bool,
    /// Which exercise it is by its name.
    pub hint: Option<Exercise>,
}

static OPENS: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:([A-Za-z_$][\w$.]*)\s*=\s*)?\bnew\s+(?:window\s*\.\s*)?WebSocket\s*\("));
static SENDS: LazyLock<Regex> = LazyLock::new(|| regex(r"([A-Za-z_$][\w$.]*)\s*\??\.\s*send\s*\("));
static ON_OPEN: LazyLock<Regex> = LazyLock::new(|| regex(r#"\bonopen\b|["']open["']"#));
static BYTES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\bbinaryType\b|\binstanceof\s+Blob\b|\bTextDecoder\b|\bFileReader\b|\bdata\s*\.\s*(?:text|arrayBuffer)\s*\(",
    )
});
static SHOWS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"appendChild|\.append\(|\.prepend\(|insertAdjacent|innerHTML\s*\+?=|textContent\s*\+=|\b(?:add|append|show|display|afficher|ajouter)(?:Message|Line|Text|Ligne|Texte|Own)?\(",
    )
});
/// What stands in a block that is more than the sending of one message.
static LISTENS: LazyLock<Regex> =
    LazyLock::new(|| regex(r#"\bonmessage\b|\bnew\s+WebSocket\b|(?:addEventListener|\.on)\s*\(\s*["']message["']"#));
static CAPITALS: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)capital|majusc|upper"));
static COMMENT: LazyLock<Regex> = LazyLock::new(|| regex(r"(?s)/\*.*?\*/|<!--.*?-->|(?m)(^|[\s;{>])//[^\n]*"));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is valid")
}

const TEXT: [&str; 11] =
    ["text", "texte", "message", "msg", "content", "contenu", "body", "data", "payload", "value", "corps"];
const USER: [&str; 13] = [
    "user",
    "username",
    "pseudo",
    "name",
    "nom",
    "from",
    "author",
    "auteur",
    "sender",
    "nick",
    "nickname",
    "de",
    "expediteur",
];

impl Named {
    pub fn usual(path: &str) -> Self {
        Self { url: path.into(), hint: hint(path), is_guessed: true, ..Self::default() }
    }

    pub fn endpoint(&self, send: Value) -> Endpoint {
        Endpoint {
            url: self.url.clone(),
            subprotocols: self.subprotocols.clone(),
            reads_bytes: self.reads_bytes,
            shows_own: self.shows_own,
            send,
            first: self.first.clone(),
        }
    }

    /// The forms that a message may have, likeliest first.
    pub fn forms(&self) -> Vec<Value> {
        let mut all: Vec<Value> = self.sends.clone();
        all.push("$text".into());
        let everything: Map<String, Value> = TEXT.iter().map(|key| ((*key).to_owned(), "$text".into())).collect();
        let mut everything = Value::Object(everything);
        everything["type"] = "message".into();
        all.push(everything);
        let mut unique: Vec<Value> = Vec::new();
        for form in all {
            if !unique.contains(&form) {
                unique.push(form);
            }
        }
        unique
    }
}

fn hint(text: &str) -> Option<Exercise> {
    CAPITALS.is_match(text).then_some(Exercise::Capitals)
}

/// The connections that the pages of a target of this origin open, each once; its paths begin with `base`.
pub fn named(documents: &[Document], origin: &str, base: &str) -> Vec<Named> {
    let mut all: Vec<Named> = Vec::new();
    for (path, text) in units(documents) {
        for mut one in of_unit(&path, &text, origin) {
            if let Some(rest) = one.url.strip_prefix(base).filter(|rest| rest.starts_with('/')) {
                one.url = rest.to_owned();
            }
            if !all.iter().any(|other| other.url == one.url && other.subprotocols == one.subprotocols) {
                all.push(one);
            }
        }
    }
    all
}

/// Each page with the scripts that it names, without comments; a library speaks for itself and not for the page.
fn units(documents: &[Document]) -> Vec<(String, String)> {
    let is_library = |document: &&Document| {
        let start: String = document.text.chars().take(300).collect();
        ["socket.io", "sockjs", "Socket.IO"].iter().any(|word| document.path.contains(word) || start.contains(word))
    };
    let scripts: Vec<&Document> = documents.iter().filter(|one| one.is_script && !is_library(one)).collect();
    let file = |script: &Document| {
        let path = script.path.split('?').next().unwrap_or_default().to_owned();
        path.rsplit('/').next().unwrap_or_default().to_owned()
    };
    let pages = documents.iter().filter(|one| !one.is_script).map(|page| {
        let own = scripts.iter().filter(|script| page.text.contains(&file(script))).map(|script| script.text.as_str());
        let texts: Vec<&str> = std::iter::once(page.text.as_str()).chain(own).collect();
        (page.path.clone(), texts.join("\n"))
    });
    let mut all: Vec<(String, String)> = pages.collect();
    let strangers = scripts
        .iter()
        .filter(|script| !documents.iter().any(|page| !page.is_script && page.text.contains(&file(script))));
    all.extend(strangers.map(|script| (script.path.clone(), script.text.clone())));
    all.iter_mut().for_each(|(_, text)| *text = COMMENT.replace_all(text, "$1").into_owned());
    all
}

fn of_unit(path: &str, text: &str, origin: &str) -> Vec<Named> {
    let reads_bytes = BYTES.is_match(text);
    let mut all = Vec::new();
    for opened in OPENS.captures_iter(text) {
        let open = opened.get(0).expect("all of it").end() - 1;
        let Some(arguments) = between(text, open) else { continue };
        let arguments = parts(arguments);
        let Some(url) = arguments.first().and_then(|first| address(first, text, origin)) else { continue };
        let subprotocols = arguments.get(1).map(|second| subprotocols(second)).unwrap_or_default();
        let hint = hint(&format!("{url} {path}"));
        let variable = opened.get(1).map(|name| name.as_str());
        let mut named = Named { url, subprotocols, reads_bytes, hint, ..Named::default() };
        read_sends(&mut named, variable, text);
        all.push(named);
    }
    all
}

fn subprotocols(code: &str) -> Vec<String> {
    let list = code.trim().strip_prefix('[').and_then(|list| list.strip_suffix(']')).unwrap_or(code);
    parts(list).into_iter().filter_map(literal).map(String::from).collect()
}

fn read_sends(named: &mut Named, variable: Option<&str>, text: &str) {
    let all: Vec<_> = SENDS.captures_iter(text).collect();
    let is_own = |name: &str| variable.is_some_and(|own| own.rsplit('.').next() == name.rsplit('.').next());
    let has_own = all.iter().any(|found| is_own(&found[1]));
    let is_other = |name: &str| ["res", "response", "xhr", "request", "req", "http"].contains(&name);
    let opening: Vec<&str> = ON_OPEN
        .find_iter(text)
        .filter_map(|found| {
            let open = found.end() + text[found.end()..].find('{').filter(|at| *at < 60)?;
            between(text, open)
        })
        .collect();
    for found in all.iter().filter(|found| if has_own { is_own(&found[1]) } else { !is_other(&found[1]) }) {
        let whole = found.get(0).expect("all of it");
        let Some(argument) = between(text, whole.end() - 1) else { continue };
        let Some(form) = form(argument, text) else { continue };
        let is_first =
            opening.iter().any(|block| block.contains(&text[whole.start()..whole.end()]) && block.contains(argument));
        if is_first {
            named.first.push(form);
        } else if has_placeholder(&form, "$text") && !named.sends.contains(&form) {
            named.sends.push(form);
            let block = block(text, whole.start()).unwrap_or_default();
            named.shows_own |= !LISTENS.is_match(block) && SHOWS.is_match(block);
        }
    }
}

/// What is sent, with what stands for what; none of a constant that says nothing.
fn form(argument: &str, text: &str) -> Option<Value> {
    let argument = argument.trim();
    if let Some(inside) = argument.strip_prefix("JSON.stringify") {
        let inside = between(inside, inside.find('(')?)?;
        let inside = parts(inside).first().copied()?;
        let code = if is_name(inside) { object_named(inside, text)? } else { inside.to_owned() };
        let mut value = object(&code)?;
        if !has_placeholder(&value, "$text") {
            takes_first(&mut value);
        }
        return Some(value);
    }
    match literal(argument) {
        Some(constant) => (!constant.is_empty()).then(|| constant.into()),
        None => Some("$text".into()),
    }
}

/// The object that a name stands for.
fn object_named(name: &str, text: &str) -> Option<String> {
    let pattern = Regex::new(&format!(r"\b{}\s*=\s*\{{", regex::escape(name))).ok()?;
    let open = pattern.find(text)?.end() - 1;
    Some(format!("{{{}}}", between(text, open)?))
}

/// An object of a script, with a placeholder for each value that is not known.
fn object(code: &str) -> Option<Value> {
    let inside = code.trim().strip_prefix('{')?.strip_suffix('}')?;
    let mut keys = Map::new();
    for part in parts(inside).into_iter().filter(|part| !part.starts_with("...")) {
        let (key, value) = part.split_once(':').map_or((part, part), |(key, value)| (key.trim(), value.trim()));
        let key = literal(key).unwrap_or(key);
        keys.insert(key.to_owned(), value_of(key, value));
    }
    Some(Value::Object(keys))
}

fn value_of(key: &str, code: &str) -> Value {
    if let Some(text) = literal(code) {
        return text.into();
    }
    if let Some(object) = object(code) {
        return object;
    }
    if let Ok(value) = serde_json::from_str::<Value>(code) {
        return value;
    }
    let key = key.to_lowercase();
    let is_one_of = |names: &[&str]| names.contains(&key.as_str());
    json!(if is_one_of(&TEXT) {
        "$text"
    } else if is_one_of(&USER) {
        "$user"
    } else {
        "$id"
    })
}

/// Where no key has a name that says so, the first that is not known is what is said.
fn takes_first(value: &mut Value) -> bool {
    match value {
        Value::String(text) if text == "$id" => {
            *text = "$text".into();
            true
        }
        Value::Object(keys) => keys.iter_mut().any(|(_, value)| takes_first(value)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(script: &str) -> Named {
        let text = format!("<title>x</title><script>{script}</script>");
        let documents = [Document { path: "/".into(), text, is_script: false }];
        named(&documents, "http://localhost:3000", "").pop().unwrap_or_else(|| panic!("nothing in {script}"))
    }

    const OPEN: &str = "const ws = new WebSocket(`ws://${location.host}/ws`);\n";

    #[test]
    fn what_is_sent_is_read_with_its_envelope() {
        let form = |script: &str| read(&format!("{OPEN}{script}")).forms()[0].clone();
        assert_eq!(form("ws.send(input.value);"), json!("$text"));
        assert_eq!(form("ws.send(`${pseudo}: ${input.value}`);"), json!("$text"));
        assert_eq!(
            form("ws.send(JSON.stringify({ type: 'message', text: input.value }))"),
            json!({ "type": "message", "text": "$text" })
        );
        assert_eq!(
            form("const m = { kind: 1, data: { pseudo, contenu: f(a, b) } };\nws.send(JSON.stringify(m))"),
            json!({ "kind": 1, "data": { "pseudo": "$user", "contenu": "$text" } })
        );
        assert_eq!(
            form("ws.send(JSON.stringify({ noi: x.value, type: \"a\" }))"),
            json!({ "noi": "$text", "type": "a" })
        );
    }

    #[test]
    fn what_goes_first_is_no_message() {
        let page = format!(
            "{OPEN}ws.onopen = () => {{ ws.send(JSON.stringify({{ type: 'join', pseudo: name }})); }};\n\
             form.onsubmit = () => {{ ws.send(JSON.stringify({{ type: 'msg', text }})); }};"
        );
        let named = read(&page);
        assert_eq!(named.first, [json!({ "type": "join", "pseudo": "$user" })]);
        assert_eq!(named.forms()[0], json!({ "type": "msg", "text": "$text" }));
    }

    #[test]
    fn what_the_page_does_with_messages_is_read() {
        let shows = |script: &str| read(&format!("{OPEN}{script}")).shows_own;
        assert!(shows("f.onsubmit = () => { ws.send(i.value); list.appendChild(li(i.value)); }"));
        assert!(shows("function send() { ws.send(i.value); addMessage('moi', i.value) }"));
        assert!(!shows(
            "f.onsubmit = () => { ws.send(i.value); i.value = ''; }\nws.onmessage = e => { list.append(e.data) }"
        ));
        assert!(read(&format!("{OPEN}ws.binaryType = 'arraybuffer'; ws.send(a)")).reads_bytes);
        assert!(!read(&format!("{OPEN}ws.send(a); fetch('/x').then(r => r.text())")).reads_bytes);
    }

    #[test]
    fn subprotocols_and_names_are_read() {
        let named = read("let socket = new WebSocket('ws://localhost:8081/majuscules', ['chat', 'x']); socket.send(t)");
        assert_eq!((named.url.as_str(), named.hint), ("ws://localhost:8081/majuscules", Some(Exercise::Capitals)));
        assert_eq!(named.subprotocols, ["chat", "x"]);
        assert_eq!(read("new WebSocket('ws://localhost:3000/', 'chat').send(t)").subprotocols, ["chat"]);
    }

    #[test]
    fn comments_and_libraries_name_nothing() {
        let script = "// new WebSocket('/old')\n/* new WebSocket('/older') */\nfetch('/x')";
        let documents = [
            Document { path: "/".into(), text: format!("<script>{script}</script>"), is_script: false },
            Document { path: "/socket.io/socket.io.js".into(), text: "new WebSocket('/y')".into(), is_script: true },
        ];
        assert_eq!(named(&documents, "http://localhost:3000", ""), []);
    }
}
