//! To which address a page connects, as far as that can be read without running it.

use super::code::{is_name, literal, parts};
use regex::Regex;
use std::sync::LazyLock;
use url::Url;

/// A name may stand for another name: so many times it is looked up.
const DEEPEST: u32 = 4;

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is valid")
}

/// A choice between the two schemes, which says nothing of where it leads.
static SCHEME: LazyLock<Regex> = LazyLock::new(|| {
    regex(r#"\(?[^?(),;"'`]*(?:["'`]https?:?["'`])?[^?(),;"'`]*\?\s*["'`]wss?:?/*["'`]\s*:\s*["'`]wss?:?/*["'`]\s*\)?"#)
});
static ORIGIN: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?:(?:window|document|self)\s*\.\s*)?location\s*\.\s*(?:origin|href)(?:\s*\.\s*replace\s*\([^)]*\))*")
});
static NAME: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:(?:window|document|self)\s*\.\s*)?location\s*\.\s*hostname"));
static HOST: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:(?:window|document|self)\s*\.\s*)?location\s*\.\s*host\b"));
static PORT: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:(?:window|document|self)\s*\.\s*)?location\s*\.\s*port\b"));
static HERE: LazyLock<Regex> = LazyLock::new(|| regex(r"@HOST@(/[\w./\-?=&%~]*)?"));
static AT_PORT: LazyLock<Regex> = LazyLock::new(|| regex(r"@NAME@:(\d+|@PORT@)(/[\w./\-?=&%~]*)?"));
static WHOLE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"wss?://(?:[\w.\-]+|\[[0-9a-fA-F:]+\])(?::\d+)?(?:/[\w./\-?=&%~]*)?"));
static PATH: LazyLock<Regex> = LazyLock::new(|| regex(r"^/[\w./\-?=&%~]*$"));

/// The path of the target, or the whole address of another port, for an expression in a script of this text.
pub fn address(expression: &str, text: &str, origin: &str) -> Option<String> {
    read(expression, text, &Url::parse(origin).ok()?, 0)
}

fn read(expression: &str, text: &str, here: &Url, depth: u32) -> Option<String> {
    let expression = expression.trim();
    if depth > DEEPEST || expression.is_empty() {
        return None;
    }
    if is_name(expression) && !expression.contains("location") {
        return definitions(expression, text).into_iter().find_map(|code| read(code, text, here, depth + 1));
    }
    let mut code = SCHEME.replace_all(expression, "").into_owned();
    for (pattern, word) in [(&ORIGIN, "ws://@HOST@"), (&NAME, "@NAME@"), (&HOST, "@HOST@"), (&PORT, "@PORT@")] {
        code = pattern.replace_all(&code, word).into_owned();
    }
    // What is joined is joined, and what a name stands for in it is put in.
    let mut joined = String::new();
    for piece in pieces(&code) {
        match literal(piece) {
            Some(text) => joined += text,
            None if piece.starts_with('@') || piece.starts_with("ws") => joined += piece,
            None if is_name(piece) => {
                let known = definitions(piece, text).into_iter().find_map(|code| literal(code).map(String::from));
                joined += &known.or_else(|| read(piece, text, here, depth + 1)).unwrap_or_default();
            }
            None => joined += piece.trim_matches(['(', ')']),
        }
    }
    if let Some(found) = HERE.captures(&joined) {
        return Some(found.get(1).map_or("/", |path| path.as_str()).to_owned());
    }
    if let Some(found) = AT_PORT.captures(&joined) {
        let path = found.get(2).map_or("/", |path| path.as_str());
        let port = if &found[1] == "@PORT@" { here.port_or_known_default()? } else { found[1].parse().ok()? };
        return Some(shortened(&format!("ws://{}:{port}{path}", here.host_str()?), here));
    }
    if let Some(found) = WHOLE.find(&joined) {
        return Some(shortened(found.as_str(), here));
    }
    PATH.is_match(&joined).then_some(joined)
}

/// The pieces of an expression that are joined by `+`, and those of a template.
fn pieces(code: &str) -> Vec<&str> {
    let code = code.trim().trim_matches(['(', ')']);
    if code.len() > 1 && code.starts_with('`') && code.ends_with('`') {
        // A template: names between `${` and `}`, and the text around them.
        let inside = &code[1..code.len() - 1];
        let mut all = Vec::new();
        let mut rest = inside;
        while let Some(at) = rest.find("${") {
            all.push(&rest[..at]);
            let after = &rest[at + 2..];
            let end = after.find('}').unwrap_or(after.len());
            all.push(after[..end].trim());
            rest = after.get(end + 1..).unwrap_or_default();
        }
        all.push(rest);
        return all;
    }
    code.split('+').map(|piece| piece.trim().trim_matches(['(', ')'])).collect()
}

/// What a name stands for, wherever the script says it.
fn definitions<'a>(name: &str, text: &'a str) -> Vec<&'a str> {
    let last = name.rsplit('.').next().unwrap_or(name);
    let pattern = format!(r"(?:\b(?:const|let|var)\s+|\b){}\s*[=:]\s*([^=;\n][^;\n]*)", regex::escape(last));
    let Ok(pattern) = Regex::new(&pattern) else { return vec![] };
    let found = pattern.captures_iter(text).filter_map(|found| found.get(1)).map(|code| code.as_str());
    found.filter_map(|code| parts(code).first().copied()).filter(|code| *code != name).collect()
}

/// An address of the target's own port is a path.
fn shortened(address: &str, here: &Url) -> String {
    let Ok(url) = Url::parse(address) else { return address.to_owned() };
    let is_same_host = url.host_str() == here.host_str()
        || crate::labs::websocket::place::is_local(&url) && crate::labs::websocket::place::is_local(here);
    if is_same_host && url.port_or_known_default() == here.port_or_known_default() {
        return url[url::Position::BeforePath..url::Position::AfterQuery].to_owned();
    }
    url.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(script: &str) -> Option<String> {
        let open = script.find("new WebSocket(").expect("a connection") + "new WebSocket".len();
        let arguments = super::super::code::between(script, open).expect("its arguments");
        address(parts(arguments)[0], script, "http://127.0.0.1:3000")
    }

    #[test]
    fn an_address_of_the_target_is_a_path() {
        for (script, path) in [
            ("new WebSocket(`ws://${location.host}/ws`)", "/ws"),
            ("new WebSocket('ws://' + window.location.host + '/chat')", "/chat"),
            ("new WebSocket('ws://' + location.host)", "/"),
            ("new WebSocket((location.protocol === 'https:' ? 'wss://' : 'ws://') + location.host + '/a/b')", "/a/b"),
            (
                "const p = location.protocol === 'https:' ? 'wss' : 'ws'; new WebSocket(`${p}://${location.host}/ws`)",
                "/ws",
            ),
            (
                "const protocol = location.protocol == 'https:' ? 'wss:' : 'ws:';\nnew WebSocket(protocol + '//' + location.host + '/ws')",
                "/ws",
            ),
            ("new WebSocket(location.origin.replace(/^http/, 'ws') + '/ws')", "/ws"),
            ("const url = 'ws://localhost:3000/ws';\nconst s = new WebSocket(url)", "/ws"),
            ("const URL_ = `ws://${location.host}/x`; const s = new WebSocket(URL_)", "/x"),
            ("new WebSocket('/ws')", "/ws"),
            ("new WebSocket(`ws://${location.hostname}:${location.port}/ws`)", "/ws"),
            ("const PATH = '/ws'; new WebSocket('ws://' + location.host + PATH)", "/ws"),
        ] {
            assert_eq!(found(script).as_deref(), Some(path), "{script}");
        }
    }

    #[test]
    fn another_port_is_a_whole_address() {
        for (script, address) in [
            ("new WebSocket('ws://localhost:8080')", "ws://localhost:8080/"),
            ("new WebSocket(`ws://${location.hostname}:8081/maj`)", "ws://127.0.0.1:8081/maj"),
            ("const config = { url: 'ws://127.0.0.1:8080/ws' }; new WebSocket(config.url)", "ws://127.0.0.1:8080/ws"),
        ] {
            assert_eq!(found(script).as_deref(), Some(address), "{script}");
        }
        assert_eq!(found("new WebSocket(makeUrl())"), None);
    }
}
