use super::object::{self, SentObject};
use crate::driver::script;
use regex::Regex;
use std::sync::LazyLock;

/// What the target's own pages give away about how it is spoken to.
#[derive(Debug, Default, PartialEq)]
pub struct Hints {
    pub poll_paths: Vec<String>,
    pub update_paths: Vec<String>,
    /// Every other path that they name.
    pub other_paths: Vec<String>,
    pub parameters: Vec<String>,
    /// What they send as JSON.
    pub objects: Vec<SentObject>,
    /// The names of the fields of their forms.
    pub fields: Vec<String>,
    /// Lists of words that may be the statuses that they can send.
    pub statuses: Vec<Vec<String>>,
}

static PARAMETER: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:^|&)([A-Za-z_][\w\-]*)="));
static OPTION: LazyLock<Regex> = LazyLock::new(|| regex(r#"(?is)<option([^>]*)>([^<]*)"#));
static BUTTON: LazyLock<Regex> = LazyLock::new(|| regex(r#"(?is)<(?:button|input|a|li)\b([^>]*)>([^<]*)"#));
static VALUE: LazyLock<Regex> = LazyLock::new(|| regex(r#"(?i)\bvalue\s*=\s*(?:"([^"]*)"|'([^']*)')"#));
static DATA: LazyLock<Regex> = LazyLock::new(|| regex(r#"(?i)\bdata-[\w\-]+\s*=\s*(?:"([^"]*)"|'([^']*)')"#));
/// The one argument of what a click calls.
static ARGUMENT: LazyLock<Regex> =
    LazyLock::new(|| regex(r#"(?i)\bonclick\s*=\s*(?:"[^"(]*\(\s*'([^']*)'|'[^'(]*\(\s*"([^"]*)")"#));
static ARRAY: LazyLock<Regex> = LazyLock::new(|| {
    regex(r#"\[\s*(?:(?:"[^"\n]*"|'[^'\n]*'|`[^`\n$]*`)\s*,\s*)+(?:"[^"\n]*"|'[^'\n]*'|`[^`\n$]*`)\s*,?\s*\]"#)
});
static TEXT: LazyLock<Regex> = LazyLock::new(|| regex(r#""([^"\n]*)"|'([^'\n]*)'|`([^`\n]*)`"#));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is valid")
}

impl Hints {
    /// Those of pages, with their scripts.
    pub fn of(text: &str) -> Self {
        let text = script::resolved(text);
        let mut hints = Self { objects: object::sent(&text), fields: object::form_fields(&text), ..Self::default() };
        for named in script::paths(&text) {
            let name = named.path.to_ascii_lowercase();
            let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
            let parameters = PARAMETER.captures_iter(&named.query).map(|found| found[1].to_owned());
            // What may end a session or remove something is not tried.
            if has(&["delete", "logout", "login", "reset", "clear", "static", "favicon", "socket.io"]) || is_file(&name)
            {
            } else if has(&["update", "set", "change", "modif", "maj", "admin"]) && !has(&["reset", "offset", "asset"])
            {
                hints.update_paths.push(named.path);
            } else if has(&["poll", "wait", "attend"]) || !named.query.is_empty() {
                hints.parameters.extend(parameters);
                hints.poll_paths.push(named.path);
            } else {
                hints.other_paths.push(named.path);
            }
        }
        hints.statuses = statuses(&text);
        hints
    }
}

fn is_file(path: &str) -> bool {
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ending)| ending);
    ["js", "css", "html", "png", "jpg", "svg", "ico", "mjs", "map", "json"].contains(&ending)
}

/// The most words of a list, and the longest of them, in characters.
const MOST: usize = 8;
const LONGEST: usize = 60;

fn statuses(text: &str) -> Vec<Vec<String>> {
    let either = |found: regex::Captures| (1..4).find_map(|n| found.get(n)).map(|value| value.as_str().to_owned());
    let of = |attributes: &Regex| -> Vec<String> {
        BUTTON.captures_iter(text).filter_map(|found| attributes.captures(&found[1]).and_then(either)).collect()
    };
    let option =
        |found: regex::Captures| VALUE.captures(&found[1]).and_then(either).unwrap_or(found[2].trim().to_owned());
    let mut lists: Vec<Vec<String>> = vec![OPTION.captures_iter(text).map(option).collect()];
    lists.extend([of(&DATA), of(&ARGUMENT), of(&VALUE)]);
    for array in ARRAY.find_iter(text) {
        lists.push(TEXT.captures_iter(array.as_str()).filter_map(either).collect());
    }
    lists.push(BUTTON.captures_iter(text).map(|found| found[2].trim().to_owned()).collect());
    let mut all: Vec<Vec<String>> = Vec::new();
    for list in lists {
        let list = words(list);
        if list.len() >= 2 && !all.contains(&list) {
            all.push(list);
        }
    }
    all
}

/// Those that may be words of a status, each once.
pub fn words(list: Vec<String>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in list {
        let word = word.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"");
        if !word.trim().is_empty() && word.chars().count() <= LONGEST && !words.contains(&word) {
            words.push(word);
        }
    }
    words.truncate(MOST);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gives_its_paths_parameter_and_options_away() {
        let page = r#"<select><option value="todo">À faire</option><option>doing</option><option value="">…</option></select>
            <script>fetch(`/wait-news?rev=${v}`); fetch("/change", {method: "POST"}); fetch('/tasks/1')</script>"#;
        let found = Hints::of(page);
        assert_eq!(found.poll_paths, ["/wait-news"]);
        assert_eq!(found.parameters, ["rev"]);
        assert_eq!(found.update_paths, ["/change"]);
        assert_eq!(found.other_paths, ["/tasks/1"]);
        assert_eq!(found.statuses[0], ["todo", "doing"]);
    }

    #[test]
    fn what_could_do_harm_is_not_asked_for() {
        let page =
            "fetch('/logout'); fetch('/api/reset'); fetch('/delete-all'); import '/static/app.js'; x('/a/style.css')";
        assert_eq!(Hints::of(page), Hints::default());
    }

    #[test]
    fn statuses_stand_in_buttons_and_arrays() {
        for page in [
            r#"<button data-status="A FAIRE">1</button><button data-status="FINI">2</button>"#,
            r#"<button onclick="send('A FAIRE')">1</button><button onclick="send('FINI')">2</button>"#,
            r#"<input type="radio" value="A FAIRE"><input type="radio" value="FINI">"#,
            r#"<script>const STATUTS = ["A FAIRE", 'FINI'];</script>"#,
            "<button>A FAIRE</button> <button>FINI</button>",
        ] {
            let found = Hints::of(page).statuses;
            assert!(found.contains(&vec!["A FAIRE".to_owned(), "FINI".to_owned()]), "{page}: {found:?}");
        }
    }
}
