//! What a target is written with, as far as that shows: of the usual causes of a fault, its author reads their own only.

use crate::history::History;
use crate::text::Texts;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Stack {
    Python,
    Node,
}

/// How its frameworks and its servers are called, in what they say of themselves and in our texts.
const PYTHON: [&str; 14] = [
    "Flask",
    "Python",
    "Werkzeug",
    "gunicorn",
    "waitress",
    "uvicorn",
    "hypercorn",
    "Django",
    "FastAPI",
    "aiohttp",
    "TornadoServer",
    "flask",
    "python3",
    "python",
];
const NODE: [&str; 6] = ["Express", "Node", "JavaScript", "node", "npm", "nodemon"];
/// With these words a text speaks of all again.
#[rustfmt::skip]
const OF_ALL: [&str; 13] = [
    "In both", "Dans les deux", "In front of", "Devant les", "Elsewhere", "Ailleurs", "Otherwise", "Sinon",
    "A server", "Un serveur", "Or ", "Ou ", "`curl",
];

impl Stack {
    /// As the headers of its answers tell, or the command that started it.
    pub fn of(history: &History) -> Option<Self> {
        let answers = history.operations.iter().filter_map(|operation| operation.answer());
        let said = |name| answers.clone().find_map(move |answer| answer.header(name).and_then(Self::named_in));
        let by_command = || history.header.started_with.as_deref().and_then(Self::named_in);
        said("x-powered-by").or_else(|| said("server")).or_else(by_command)
    }

    /// The one that a text names: a header, a command, or a line of output. None if it names both.
    pub fn named_in(text: &str) -> Option<Self> {
        let has = |names: &[&str]| text.split(|c: char| !c.is_alphanumeric()).any(|word| names.contains(&word));
        let files = |ends: &[&str]| text.split_whitespace().any(|word| ends.iter().any(|end| word.ends_with(end)));
        let is_python = has(&PYTHON) || files(&[".py"]) || text.contains("Traceback (most recent call last)");
        let is_node = has(&NODE) || files(&[".js", ".mjs", ".cjs", ".ts"]) || text.contains("node:internal");
        match (is_python, is_node) {
            (true, false) => Some(Self::Python),
            (false, true) => Some(Self::Node),
            _ => None,
        }
    }
}

/// What is said of a rule (its `cause`, its `hint`), as far as it is about what the target is written with; if that is not
/// known, all of it.
pub fn told(rule: &str, part: &str, stack: Option<Stack>, texts: &Texts) -> String {
    let all = texts.get(&format!("{rule}.{part}"));
    stack.map_or_else(|| all.clone(), |stack| own(&all, stack))
}

/// The sentences that are about this one, and those about none. All of them if nothing would be left.
fn own(text: &str, stack: Stack) -> String {
    let mut current = None;
    let mut kept = vec![];
    for sentence in sentences(text) {
        let begins: Vec<&str> = sentence.split([' ', '\u{a0}']).take(3).collect();
        let begins = begins.join(" ");
        let about = Stack::named_in(&begins.replace(['`', '’', ':'], " "));
        let is_head = sentence.split_once(':').is_some_and(|(head, _)| head.trim_end().split(' ').count() <= 2);
        if is_head || OF_ALL.iter().any(|words| sentence.starts_with(words)) {
            current = about;
        }
        if about.or(current).is_none_or(|about| about == stack) {
            kept.push(sentence);
        }
    }
    if kept.is_empty() { text.into() } else { kept.join(" ") }
}

/// A full stop ends one if a capital follows, and not within code.
fn sentences(text: &str) -> Vec<&str> {
    let (mut from, mut is_code, mut found) = (0, false, vec![]);
    for (at, letter) in text.char_indices() {
        if letter == '`' {
            is_code = !is_code;
        }
        let mut after = text[at + letter.len_utf8()..].chars();
        let goes_on = after.next() != Some(' ') || after.next().is_none_or(|next| !next.is_uppercase() && next != '`');
        if letter == '.' && !is_code && !goes_on {
            found.push(text[from..=at].trim());
            from = at + 1;
        }
    }
    found.push(text[from..].trim());
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs;
    use crate::text::Lang;

    #[test]
    fn a_header_a_command_and_a_line_of_output_name_it() {
        for (text, stack) in [
            ("Werkzeug/3.1.3 Python/3.12.3", Some(Stack::Python)),
            ("BaseHTTP/0.6 Python/3.12.3", Some(Stack::Python)),
            ("gunicorn", Some(Stack::Python)),
            ("Express", Some(Stack::Node)),
            ("python3 server.py", Some(Stack::Python)),
            (".venv/bin/flask run", Some(Stack::Python)),
            ("npm start", Some(Stack::Node)),
            ("tsx src/server.ts", Some(Stack::Node)),
            (" * Serving Flask app 'app'", Some(Stack::Python)),
            ("Traceback (most recent call last):", Some(Stack::Python)),
            ("    at node:internal/process/task_queues:95:5", Some(Stack::Node)),
            ("nginx/1.26", None),
            ("java -jar server.jar", None),
            ("./run.sh", None),
        ] {
            assert_eq!(Stack::named_in(text), stack, "{text}");
        }
    }

    #[test]
    fn one_reads_of_ones_own() {
        let text =
            "Usually it waits. Flask: `a.b()` in a loop. It blocks. Express: `c.D()`, no `next()`. In both: a lock.";
        assert_eq!(own(text, Stack::Python), "Usually it waits. Flask: `a.b()` in a loop. It blocks. In both: a lock.");
        assert_eq!(own(text, Stack::Node), "Usually it waits. Express: `c.D()`, no `next()`. In both: a lock.");
        assert_eq!(own("Express: `a`.", Stack::Python), "Express: `a`.", "better that than nothing");
        assert_eq!(own("Neither Flask nor Express does it.", Stack::Node), "Neither Flask nor Express does it.");
    }

    /// Wherever a text has a part of its own for each, only one is left.
    #[test]
    fn no_text_tells_the_parts_of_others() {
        let mut parts = 0;
        for lang in Lang::ALL {
            let texts = Texts::of(lang);
            let rules = labs::ALL.iter().flat_map(|lab| lab.vocabulary.rules);
            for (rule, part) in rules.flat_map(|rule| [(rule, "cause"), (rule, "hint")]) {
                let all = super::told(rule, part, None, texts);
                let heads = |text: &str, names: &[&str]| -> usize {
                    let text = format!(". {text}");
                    let of = |name: &&str| text.matches(&format!(". {name}:")).count();
                    let spaced = |name: &&str| text.matches(&format!(". {name}\u{a0}:")).count();
                    names.iter().map(|name| of(name) + spaced(name)).sum()
                };
                let (python, node) = (["Flask", "Flask-SocketIO", "Python"], ["Express", "Node"]);
                parts += heads(&all, &python) + heads(&all, &node);
                let told = |stack| super::told(rule, part, Some(stack), texts);
                // A text that is about the other one alone is better than none.
                let is_kept = |stack| told(stack) == all;
                let (of_node, of_python) = (heads(&told(Stack::Python), &node), heads(&told(Stack::Node), &python));
                assert!(of_node == 0 || is_kept(Stack::Python) && heads(&all, &python) == 0, "{rule}: {all}");
                assert!(of_python == 0 || is_kept(Stack::Node) && heads(&all, &node) == 0, "{rule}: {all}");
                assert_eq!(heads(&told(Stack::Python), &python), heads(&all, &python), "{rule}");
                assert_eq!(heads(&told(Stack::Node), &node), heads(&all, &node), "{rule}");
            }
        }
        assert!(parts > 80, "{parts}");
    }
}
