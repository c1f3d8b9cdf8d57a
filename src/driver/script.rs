//! What the scripts of a page say, as far as that can be read without running them: constants are put where their names
//! stand, and what is joined is joined.

use regex::{Captures, Regex};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A name may stand for text that holds another name: so many times names are replaced.
const DEEPEST: usize = 4;

const TEXT: &str = r#"(?:"([^"\n]*)"|'([^'\n]*)'|`([^`\n]*)`)"#;
const NAME: &str = r"(?:[A-Za-z_$][\w$]*\s*\.\s*)*([A-Za-z_$][\w$]*)";

static CONSTANT: LazyLock<Regex> =
    LazyLock::new(|| regex(&format!(r"(?:\b(?:const|let|var)\s+|,\s*)([A-Za-z_$][\w$]*)\s*=\s*{TEXT}")));
static PROPERTY: LazyLock<Regex> = LazyLock::new(|| regex(&format!(r"\b([A-Za-z_$][\w$]*)\s*:\s*{TEXT}")));
static IN_TEMPLATE: LazyLock<Regex> = LazyLock::new(|| regex(&format!(r"\$\{{\s*{NAME}\s*\}}")));
static BEFORE_TEXT: LazyLock<Regex> = LazyLock::new(|| regex(&format!(r#"\b{NAME}\s*\+\s*(["'`])"#)));
static AFTER_TEXT: LazyLock<Regex> = LazyLock::new(|| regex(&format!(r#"(["'`])\s*\+\s*{NAME}\b"#)));
static OF_NAMES: LazyLock<Regex> = LazyLock::new(|| regex(&format!(r"\b{NAME}\s*\+\s*([A-Za-z_$])")));
static JOINT: LazyLock<Regex> = LazyLock::new(|| regex(r#"["'`]\s*\+\s*["'`]"#));
static PATH: LazyLock<Regex> =
    LazyLock::new(|| regex(r#"["'`](?:https?://[^/"'`\s]*)?(/[A-Za-z0-9_\-][A-Za-z0-9_./\-]*)(?:\?([^"'`\s]*))?"#));
static RELATIVE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"\b(?:fetch|EventSource|get|post|put|patch|open\s*\(\s*["']\w+["']\s*,|url\s*:|action\s*=)\s*\(?\s*["'`]([A-Za-z0-9_][A-Za-z0-9_./\-]*)(?:\?([^"'`\s]*))?"#,
    )
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is valid")
}

/// A path that a script or a page names, and the query that stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPath {
    pub path: String,
    pub query: String,
}

/// The text of a page with its scripts, each name of a constant text replaced by that text.
pub fn resolved(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..DEEPEST {
        let constants = constants(&text);
        let known = |name: &str| match name {
            "origin" => Some(""),
            other => constants.get(other).map(String::as_str),
        };
        let or_as_it_was = |found: &Captures, text: Option<String>| text.unwrap_or_else(|| found[0].to_owned());
        let next =
            IN_TEMPLATE.replace_all(&text, |found: &Captures| or_as_it_was(found, known(&found[1]).map(String::from)));
        let next = BEFORE_TEXT.replace_all(&next, |found: &Captures| {
            or_as_it_was(found, known(&found[1]).map(|value| format!("{}{value}", &found[2])))
        });
        let next = AFTER_TEXT.replace_all(&next, |found: &Captures| {
            or_as_it_was(found, known(&found[2]).map(|value| format!("{value}{}", &found[1])))
        });
        let next = OF_NAMES.replace_all(&next, |found: &Captures| {
            or_as_it_was(found, known(&found[1]).map(|value| format!("\"{value}\" + {}", &found[2])))
        });
        let next = JOINT.replace_all(&next, "").into_owned();
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// The names that stand for one text; a name that stands for several stands for none.
fn constants(text: &str) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, Option<String>> = BTreeMap::new();
    for found in CONSTANT.captures_iter(text).chain(PROPERTY.captures_iter(text)) {
        let value = (2..=4).find_map(|group| found.get(group)).map_or("", |value| value.as_str());
        // What only begins with a text is no constant, and neither is what holds a name itself.
        let rest = text[found.get(0).map_or(0, |all| all.end())..].trim_start_matches([' ', '\t']);
        if value.contains("${") || rest.starts_with(['+', '.', '?', '[']) {
            continue;
        }
        let one = all.entry(found[1].to_owned()).or_insert_with(|| Some(value.to_owned()));
        if one.as_deref() != Some(value) {
            *one = None;
        }
    }
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// Every path that stands in a resolved text, in its order, each once.
pub fn paths(resolved: &str) -> Vec<NamedPath> {
    let mut found: Vec<(usize, NamedPath)> = Vec::new();
    let whole = |path: &str| if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    for one in PATH.captures_iter(resolved).chain(RELATIVE.captures_iter(resolved)) {
        let query = one.get(2).map_or("", |query| query.as_str()).to_owned();
        found.push((one.get(0).map_or(0, |all| all.start()), NamedPath { path: whole(&one[1]), query }));
    }
    found.sort_by_key(|(at, _)| *at);
    let mut paths: Vec<NamedPath> = Vec::new();
    for (_, one) in found {
        match paths.iter_mut().find(|other| other.path == one.path) {
            Some(other) if other.query.is_empty() => other.query = one.query,
            Some(_) => {}
            None => paths.push(one),
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(script: &str) -> Vec<String> {
        paths(&resolved(script)).into_iter().map(|one| one.path).collect()
    }

    #[test]
    fn a_path_is_found_however_it_is_put_together() {
        for script in [
            "fetch('/api/poll')",
            "fetch(\"http://localhost:3000/api/poll?x=1\")",
            "const BASE = '/api'; fetch(BASE + '/poll')",
            "const BASE = 'http://localhost:5000';\nconst API = BASE + \"/api\";\nfetch(`${API}/poll?v=${v}`)",
            "const config = { base: '/api', poll: `/poll` }; fetch(config.base + config.poll)",
            "const url = '/api/poll';\nnew EventSource(url);",
            "fetch(window.location.origin + '/api/poll')",
            "fetch(`${location.origin}/api/poll`)",
            "fetch('api/poll?last=' + v)",
            "xhr.open('GET', 'api/poll')",
            "$.ajax({ url: 'api/poll' })",
            "const A = '/api', B = '/poll'; fetch(A + B)",
        ] {
            assert!(found(script).contains(&"/api/poll".to_owned()), "{script}: {:?}", found(script));
        }
    }

    #[test]
    fn a_name_that_stands_for_two_texts_stands_for_none() {
        let script = "let u = '/a';\nf();\nlet u = '/b';\nfetch(u + '/poll')";
        assert_eq!(found(script), ["/a", "/b", "/poll"]);
    }

    #[test]
    fn a_query_is_kept_and_a_path_is_told_once() {
        let script = "fetch('/poll'); fetch(`/poll?last_version=${v}&a=1`); fetch('/set')";
        let all = paths(&resolved(script));
        assert_eq!(all.len(), 2);
        assert_eq!((all[0].path.as_str(), all[0].query.as_str()), ("/poll", "last_version=${v}&a=1"));
    }

    #[test]
    fn the_text_of_a_page_with_apostrophes_does_no_harm() {
        let page = "<p>L'état d'une tâche</p><script>const p = '/poll';\nfetch(p)</script><p>l'avenir</p>";
        assert_eq!(found(page), ["/poll"]);
    }
}
