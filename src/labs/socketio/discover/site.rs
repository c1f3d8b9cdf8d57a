//! What the pages of a target say of how they connect and of what they emit.

use super::classify::{Likelihood, SURE, likelihood};
use super::script::{AskedFor, Definitions, Expression, Open, Place, Reading, read};
use super::template::{Templates, known, settled};
use crate::driver::documents::Document;
use crate::labs::socketio::contract::{Handshake, Ticket, Transport};
use crate::labs::socketio::kin::Sort;
use crate::labs::socketio::library::is_library_path;
use regex::Regex;
use serde_json::{Map, Value};
use std::sync::LazyLock;
use url::Url;

/// All that the scripts of a target say.
#[derive(Debug, Default)]
pub struct Site {
    pub connections: Vec<Connection>,
    /// Texts that a script sends as a token.
    pub tokens: Vec<String>,
    /// The paths of the modules that scripts import from the same server.
    pub imports: Vec<String>,
}

/// A connection that a page opens, and what is emitted over it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Connection {
    pub namespace: Option<String>,
    pub url_path: Option<String>,
    /// Those that the page asks for, if it does.
    pub transports: Vec<Transport>,
    pub handshake: Handshake,
    /// How the page asks for the token that it sends then.
    pub ticket: Option<Ticket>,
    /// The page whose scripts emit something.
    pub page: Option<String>,
    pub events: Vec<PageEvent>,
}

impl Connection {
    /// Whether its page talks, or edits a content and does not talk; none if it says neither.
    pub fn sort(&self) -> Option<Sort> {
        let likely = |is: fn(&PageEvent) -> bool| self.events.iter().any(is);
        if likely(|event| event.likelihood.talks && event.likelihood.message >= SURE) {
            return Some(Sort::Chat);
        }
        likely(|event| event.likelihood.update >= SURE).then_some(Sort::Board)
    }
}

/// An event that a page emits.
#[derive(Debug, Clone, PartialEq)]
pub struct PageEvent {
    pub event: String,
    /// With places that nobody knows the meaning of.
    pub arguments: Vec<Value>,
    pub likelihood: Likelihood,
}

static SCRIPT: LazyLock<Regex> = LazyLock::new(|| regex(r"(?is)<script\b([^>]*)>(.*?)</script>"));
static COMMENT: LazyLock<Regex> = LazyLock::new(|| regex(r"(?s)<!--.*?-->"));
static HANDLER: LazyLock<Regex> =
    LazyLock::new(|| regex(r#"(?is)\son[a-z]+\s*=\s*(?:"([^"]*\bemit\b[^"]*)"|'([^']*\bemit\b[^']*)')"#));
static IMPORT: LazyLock<Regex> =
    LazyLock::new(|| regex(r#"(?m)(?:\bfrom|\bimport)\s*\(?\s*["'](\.{0,2}/[^"'\n]+\.m?js)["']"#));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is valid")
}

/// Whether this is the client library, which emits a lot of its own.
fn is_library(document: &Document) -> bool {
    let start: String = document.text.chars().take(200).collect();
    document.is_script && (is_library_path(&document.path) || start.contains("* Socket.IO v"))
}

/// The scripts of these documents, each with the page that it belongs to.
fn scripts(documents: &[Document]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for document in documents.iter().filter(|document| !is_library(document)) {
        if document.is_script {
            let name = document.path.split('?').next().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
            let page = documents.iter().find(|page| !page.is_script && page.text.contains(name));
            all.push((page.map_or("/".into(), |page| page.path.clone()), document.text.clone()));
            continue;
        }
        let html = COMMENT.replace_all(&document.text, "");
        let inline = SCRIPT.captures_iter(&html).filter(|found| is_run(&found[1])).map(|found| found[2].to_owned());
        let handlers = HANDLER.captures_iter(&html).filter_map(|found| found.get(1).or(found.get(2)));
        let handlers = handlers.map(|code| html_escape::decode_html_entities(code.as_str()).into_owned());
        all.extend(inline.chain(handlers).map(|text| (document.path.clone(), text)));
    }
    all.retain(|(_, text)| !text.trim().is_empty());
    all
}

/// Whether a browser, or a compiler in the page, runs what stands in a tag with these attributes.
fn is_run(attributes: &str) -> bool {
    static TYPE: LazyLock<Regex> = LazyLock::new(|| regex(r#"(?i)\btype\s*=\s*["']?([\w/+.-]+)"#));
    static SOURCE: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)\bsrc\s*="));
    let is_script = TYPE.captures(attributes).is_none_or(|found| {
        let kind = found[1].to_ascii_lowercase();
        ["javascript", "module", "babel", "jsx", "ecmascript"].iter().any(|one| kind.contains(one))
    });
    is_script && !SOURCE.is_match(attributes)
}

pub fn site(documents: &[Document]) -> Site {
    let scripts = scripts(documents);
    let texts: Vec<&str> = scripts.iter().map(|(_, text)| text.as_str()).collect();
    let reading = read(&texts);
    let mut templates = Templates::new(&reading.definitions);
    let mut connections: Vec<(Option<&Open>, Connection)> = Vec::new();
    for open in &reading.opens {
        let connection = connection(open, &reading, &mut templates);
        if !connections.iter().any(|(_, other)| *other == connection) {
            connections.push((Some(open), connection));
        }
    }
    if connections.is_empty() && !reading.emits.is_empty() {
        connections.push((None, Connection::default()));
    }
    for emit in &reading.emits {
        let arguments = templates.arguments(&emit.arguments, emit.place);
        // Where nobody knows what is sent, it may be a text as well as a room.
        let as_said = settled(&arguments, "$text");
        let said = likelihood(&emit.event, if known(&arguments) > 0 { &arguments } else { &as_said });
        let likely = Likelihood { message: said.message, update: said.update, ..likelihood(&emit.event, &arguments) };
        let event = PageEvent { event: emit.event.clone(), arguments, likelihood: likely };
        for place in owners(&connections, emit.socket.as_deref(), emit.place) {
            let connection = &mut connections[place].1;
            connection.page.get_or_insert_with(|| scripts[emit.place.script].0.clone());
            add(&mut connection.events, event.clone());
        }
    }
    let imports = documents.iter().filter(|one| one.text.contains("import") && !is_library(one));
    let imports = imports.flat_map(|one| {
        let found = IMPORT.captures_iter(&one.text).map(|found| found[1].to_owned());
        found.filter_map(|path| module(&one.path, &path)).collect::<Vec<_>>()
    });
    let imports = imports.collect();
    Site { connections: connections.into_iter().map(|(_, one)| one).collect(), tokens: templates.tokens, imports }
}

/// The path of a module that a script at this path imports.
fn module(script: &str, import: &str) -> Option<String> {
    let base = Url::parse("http://target/").ok()?.join(script).ok()?;
    let path = base.join(import).ok()?.path().to_owned();
    (!is_library_path(&path)).then_some(path)
}

/// An event is known by its name: of what a page sends with it, what says most.
fn add(events: &mut Vec<PageEvent>, event: PageEvent) {
    match events.iter_mut().find(|other| other.event == event.event) {
        Some(other) if known(&other.arguments) < known(&event.arguments) => *other = event,
        Some(_) => {}
        None => events.push(event),
    }
}

/// The connections over which something is emitted, by the name of its socket: in the same script first.
fn owners(connections: &[(Option<&Open>, Connection)], socket: Option<&str>, place: Place) -> Vec<usize> {
    let last = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
    let is_of_it = |open: &Open| match (&open.socket, socket) {
        (Some(one), Some(other)) => last(one) == last(other),
        _ => false,
    };
    let all = |matches: &dyn Fn(&Open) -> bool| -> Vec<usize> {
        let found = connections.iter().enumerate().filter(|(_, (open, _))| open.is_some_and(matches));
        found.map(|(at, _)| at).collect()
    };
    let here = all(&|open| open.place.script == place.script && is_of_it(open));
    let named = if here.is_empty() { all(&is_of_it) } else { here };
    if named.is_empty() { (0..connections.len()).collect() } else { named }
}

fn connection(open: &Open, reading: &Reading, templates: &mut Templates) -> Connection {
    let definitions = &reading.definitions;
    let is_object = |value: &&Expression| definitions.object(value, open.place).is_some();
    let options = open.arguments.iter().find(is_object).and_then(|value| definitions.object(value, open.place));
    let address = open.arguments.first().filter(|value| !is_object(value));
    let mut found = Connection::default();
    if let Some(address) = address {
        let (path, query) = split(&templates.text(address, open.place));
        found.namespace = path.filter(|path| path != "/");
        found.handshake.query.extend(parameters(&query));
    }
    if let Some((options, place)) = options {
        let option = |name: &str| options.get(name);
        let path = option("path").and_then(|path| definitions.text(path, place)).filter(|path| path.starts_with('/'));
        found.url_path = path.map(|path| if path.ends_with('/') { path } else { format!("{path}/") });
        if let Some(Expression::List(all)) = option("transports") {
            let named = |one: &Expression| match definitions.text(one, place)?.as_str() {
                "polling" => Some(Transport::Polling),
                "websocket" => Some(Transport::WebSocket),
                _ => None,
            };
            found.transports = all.iter().filter_map(named).collect();
        }
        if let Some(auth) = option("auth").and_then(|auth| templates.object(auth, place)) {
            found.handshake.auth = known_values(auth);
        }
        match option("query") {
            Some(query) if definitions.object(query, place).is_some() => {
                found.handshake.query.extend(templates.object(query, place).map(known_values).unwrap_or_default());
            }
            Some(query) => found.handshake.query.extend(parameters(&templates.text(query, place))),
            None => {}
        }
    }
    if let Some(asked) = &open.asked_for {
        found.handshake.auth = templates.object(&asked.auth, open.place).map(known_values).unwrap_or_default();
        found.ticket = ticket(asked, &found.handshake, definitions, open.place);
    }
    // `socket.auth = { … }` before it connects.
    let assigned = definitions.0.iter().filter(|one| one.value.as_object().is_some());
    let assigned = assigned.filter(|one| open.socket.as_ref().is_some_and(|name| one.name == format!("{name}.auth")));
    for one in assigned {
        found.handshake.auth.extend(templates.object(&one.value, one.place).map(known_values).unwrap_or_default());
    }
    found
}

/// The request for a token, and the field of its answer: the last name of what is sent as the token.
fn ticket(asked: &AskedFor, handshake: &Handshake, definitions: &Definitions, place: Place) -> Option<Ticket> {
    let (method, address) = asked.request.as_ref()?;
    let (path, _) = split(&definitions.text(address, place)?);
    let (key, _) = handshake.auth.iter().find(|(_, value)| *value == "$token")?;
    let sent = asked.auth.get(key)?;
    let defined = sent.name().filter(|name| name != key).and_then(|name| definitions.find(&name, place));
    let name = defined.map_or(sent, |found| &found.value).name().unwrap_or_else(|| key.clone());
    let field = name.rsplit('.').next().unwrap_or(key).to_owned();
    Some(Ticket { method: method.clone(), path: path?, token: Some(field), ..Ticket::default() })
}

/// What nobody knows is sent as something.
fn known_values(keys: Map<String, Value>) -> Map<String, Value> {
    let as_one = settled(&[Value::Object(keys)], "");
    match as_one.into_iter().next() {
        Some(Value::Object(keys)) => keys,
        _ => Map::new(),
    }
}

/// The path of an address, and its query.
fn split(address: &str) -> (Option<String>, String) {
    let (address, query) = address.split_once('?').unwrap_or((address, ""));
    let path = match address.split_once("//") {
        Some((_, rest)) => rest.find('/').map(|at| &rest[at..]),
        None => address.find('/').map(|at| &address[at..]),
    };
    (path.map(|path| path.trim_end_matches('/')).filter(|path| !path.is_empty()).map(String::from), query.to_owned())
}

fn parameters(query: &str) -> Map<String, Value> {
    let all = url::form_urlencoded::parse(query.as_bytes());
    all.filter(|(key, _)| !key.is_empty()).map(|(key, value)| (key.into_owned(), value.into_owned().into())).collect()
}

#[cfg(test)]
mod tests;
