//! What a server says of its own error, in one line.

use regex::Regex;
use std::sync::LazyLock;

/// The longest line that is quoted, in characters.
const LONGEST: usize = 200;

/// The first line of an error's body that says more than that there was one; without the markup of a page.
pub fn said(body: &str) -> Option<String> {
    static UNSEEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?is)<(?:style|script)\b.*?(?:</(?:style|script)>|$)|<!--.*?(?:-->|$)|<[^>]*(?:>|$)")
            .expect("the pattern is valid")
    });
    let text = UNSEEN.replace_all(body, "\n");
    let plain = |line: &str| {
        let spelled =
            [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'")];
        let line = spelled.iter().fold(line.to_owned(), |line, (from, to)| line.replace(from, to));
        line.replace("&amp;", "&").trim().chars().take(LONGEST).collect::<String>()
    };
    let lines: Vec<String> = text.lines().map(plain).filter(|line| !line.is_empty()).collect();
    lines.iter().find(|line| !is_only_an_error(line)).or(lines.first()).cloned()
}

/// It says that there was an error, and nothing of it.
fn is_only_an_error(line: &str) -> bool {
    let bare = line.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace()).to_ascii_lowercase();
    matches!(bare.trim_end_matches(['!', '.']), "" | "error" | "internal server error" | "server error")
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn the_first_line_that_says_something_is_told() {
        let express = "<!DOCTYPE html>\n<html><head><title>Error</title></head><body>
            <pre>ReferenceError: prix is not defined<br> &nbsp; at /app.js:3:1</pre></body></html>";
        let werkzeug = "<!doctype html><html><head><title>NameError: name &#39;prix&#39; is not defined
 // Werkzeug Debugger</title><style>p { color: red }</style>";
        let flask = "<!doctype html>\n<title>500 Internal Server Error</title>\n<h1>Internal Server Error</h1>\n<p>The server \
            encountered an internal error.</p>";
        for (body, line) in [
            (express, "ReferenceError: prix is not defined"),
            (werkzeug, "NameError: name 'prix' is not defined"),
            (flask, "The server encountered an internal error."),
            ("Internal Server Error", "Internal Server Error"),
            (r#"{"error": "no market"}"#, r#"{"error": "no market"}"#),
            ("a &amp;lt; b", "a &lt; b"),
        ] {
            assert_eq!(said(body).as_deref(), Some(line), "{body}");
        }
        assert_eq!(said(" \n<br>"), None);
        assert_eq!(said(&"é".repeat(1000)).map(|line| line.chars().count()), Some(200));
    }
}
