//! The line of an error's body that says most: the exception, where the framework shows it.

use crate::history::Answer;

/// A line is quoted, not a page.
const LONGEST: usize = 160;

/// Titles that say no more than the code does.
const EMPTY_WORDS: [&str; 4] = ["error", "500 internal server error", "internal server error", "http status 500"];

/// The exception that an error names, or the first line of its body.
pub fn error_line(answer: &Answer) -> String {
    let text = String::from_utf8_lossy(&answer.body.bytes);
    let lower = text.to_ascii_lowercase();
    let is_page = ["<!doctype html", "<html", "<pre", "<title", "<h1", "<br"].iter().any(|tag| lower.contains(tag));
    let line = if is_page { of_page(&text, &lower) } else { of_text(&text) };
    let line: String = line.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(LONGEST).collect()
}

/// Frameworks put the exception in the title (Flask's debugger, Django) or in preformatted text (Express); the heading is
/// what is left.
fn of_page(text: &str, lower: &str) -> String {
    let inside = |tag: &str| element(text, lower, tag).map(|inside| first_line(&plain(inside)));
    let found = ["title", "pre", "h1"].into_iter().filter_map(inside).filter(|line| !line.is_empty());
    let found: Vec<String> = found.collect();
    let says_more = |line: &&String| !EMPTY_WORDS.contains(&line.to_lowercase().trim());
    let line = found.iter().find(says_more).or(found.first()).cloned();
    let line = line.unwrap_or_else(|| first_line(&plain(text)));
    line.split(" // Werkzeug Debugger").next().unwrap_or_default().to_owned()
}

/// A traceback ends with its exception; other texts begin with what is wrong.
fn of_text(text: &str) -> String {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    if first.starts_with("Traceback ") { lines.next_back().unwrap_or(first).to_owned() } else { first.to_owned() }
}

/// What is inside the first element of this name.
fn element<'a>(text: &'a str, lower: &str, tag: &str) -> Option<&'a str> {
    let open = lower.find(&format!("<{tag}"))?;
    let from = open + lower[open..].find('>')? + 1;
    let to = lower[from..].find(&format!("</{tag}")).map_or(lower.len(), |length| from + length);
    text.get(from..to)
}

/// Without tags; a line break of the page ends a line.
fn plain(html: &str) -> String {
    let html = html.replace("<br>", "\n").replace("<br/>", "\n").replace("<br />", "\n");
    let mut out = String::new();
    let mut in_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if !in_tag => out.push(letter),
            _ => {}
        }
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&nbsp;", " ")];
    let out = entities.iter().fold(out, |text, (entity, letter)| text.replace(entity, letter));
    out.replace("&amp;", "&")
}

fn first_line(text: &str) -> String {
    text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Body;

    fn line(body: &str) -> String {
        let body = Body { bytes: body.into(), length: body.len() as u64, not_json: None };
        error_line(&Answer { code: 500, headers: vec![], body, extra_bytes: 0 })
    }

    #[test]
    fn the_exception_is_found_where_frameworks_show_it() {
        let flask = "<!doctype html>\n<html lang=en>\n  <head>\n    <title>UnboundLocalError: cannot access local variable \
            &#39;status_version&#39;\n // Werkzeug Debugger</title>";
        let express = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Error</title></head><body>\n<pre>ReferenceError: \
            statu is not defined<br> &nbsp; &nbsp;at /app/server.js:9:3</pre></body></html>";
        let quiet = "<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n<h1>Internal Server \
            Error</h1>\n<p>The server encountered an internal error";
        let php = "<br />\n<b>Fatal error</b>:  Uncaught TypeError: strlen() in /app/index.php:7";
        let traceback =
            "Traceback (most recent call last):\n  File \"app.py\", line 3, in update\nKeyError: 'status'\n";
        for (body, wanted) in [
            (flask, "UnboundLocalError: cannot access local variable 'status_version'"),
            (express, "ReferenceError: statu is not defined"),
            (quiet, "500 Internal Server Error"),
            (php, "Fatal error: Uncaught TypeError: strlen() in /app/index.php:7"),
            ("Internal Server Error", "Internal Server Error"),
            (traceback, "KeyError: 'status'"),
            ("{\"error\": \"boom\"}", "{\"error\": \"boom\"}"),
            ("", ""),
        ] {
            assert_eq!(line(body), wanted);
        }
        assert_eq!(line(&"x".repeat(10_000)).len(), LONGEST);
    }
}
