//! Commands that show by hand what a rule found: for students, to be copied into a terminal.

use crate::contract::Contract;
use crate::history::{History, Operation, RequestRecord};
use std::fmt::Write;

/// What was found, and where.
pub struct Shown<'a> {
    pub rule: &'a str,
    /// Of the target: "http://localhost:5000".
    pub origin: &'a str,
    /// What the finding rests on, in the order in which it was sent.
    pub evidence: &'a [&'a Operation],
    pub history: &'a History,
    pub contract: &'a Contract,
}

/// Commands for one terminal, each after the one before; if the last one waits for what others do, theirs for a second.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ByHand {
    pub commands: Vec<String>,
    pub meanwhile: Vec<String>,
}

impl ByHand {
    pub fn alone(commands: impl IntoIterator<Item = String>) -> Self {
        Self { commands: commands.into_iter().collect(), meanwhile: vec![] }
    }
}

/// No more requests are shown one by one.
const MOST: usize = 3;

/// The requests that the finding rests on, one for each path.
pub fn requests(shown: &Shown) -> ByHand {
    ByHand::alone(distinct(shown).into_iter().map(|operation| curl(shown.origin, &operation.request, "-i")))
}

/// The first request for each path, a few at most.
pub fn distinct<'a>(shown: &Shown<'a>) -> Vec<&'a Operation> {
    let key = |o: &Operation| (o.request.method.clone(), o.request.path.split('?').next().map(String::from));
    let mut first: Vec<&Operation> = Vec::new();
    for operation in shown.evidence {
        if first.len() < MOST && first.iter().all(|other| key(other) != key(operation)) {
            first.push(operation);
        }
    }
    first
}

/// A request, as curl sends it.
pub fn curl(origin: &str, ask: &RequestRecord, options: &str) -> String {
    // With -X alone, curl would wait for a body.
    let head = if ask.method == "HEAD" { "-I" } else { "" };
    let method = match ask.method.as_str() {
        "GET" | "HEAD" => String::new(),
        other => format!("-X {}", shell_words::quote(other)),
    };
    let mut words = vec!["curl".to_owned(), options.into(), head.into(), method];
    let mut header = |name: &str, value: &str| {
        words.push(format!("-H {}", shell_words::quote(&format!("{name}: {value}"))));
    };
    for (name, value) in &ask.headers {
        header(name, value);
    }
    if let Some(content_type) = &ask.content_type {
        header("Content-Type", content_type);
    }
    if let Some(body) = &ask.body {
        words.push(format!("-d {}", shell_words::quote(body)));
    }
    words.push(shell_words::quote(&format!("{origin}{}", ask.path)).into_owned());
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

/// So many of a command at once, in one terminal, which has it back when all of them have ended.
pub fn at_once(count: usize, command: &str) -> String {
    let mut out = String::new();
    match count {
        0 | 1 => out += command,
        _ => {
            let _ = write!(out, "(for i in $(seq {count}); do {command} & done; wait)");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_one_command_whatever_stands_in_it() {
        let ask = RequestRecord {
            method: "PUT".into(),
            path: "/a?b=it's".into(),
            headers: vec![("X-A".into(), "$HOME".into())],
            content_type: Some("text/plain".into()),
            body: Some("a b".into()),
        };
        let command = curl("http://h", &ask, "-i");
        let words = shell_words::split(&command).expect("whole words");
        let expected = [
            "curl",
            "-i",
            "-X",
            "PUT",
            "-H",
            "X-A: $HOME",
            "-H",
            "Content-Type: text/plain",
            "-d",
            "a b",
            "http://h/a?b=it's",
        ];
        assert_eq!(words, expected);
        let head = RequestRecord { method: "HEAD".into(), path: "/".into(), ..RequestRecord::default() };
        assert_eq!(curl("http://h", &head, "-i"), "curl -i -I http://h/");
    }

    #[test]
    fn some_at_once_give_the_terminal_back() {
        assert_eq!(at_once(1, "curl x"), "curl x");
        assert_eq!(at_once(3, "curl x"), "(for i in $(seq 3); do curl x & done; wait)");
    }
}
