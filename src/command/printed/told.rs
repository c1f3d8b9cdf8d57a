//! What of many lines of output is worth being read beside a failure: the exception first, never the access log.

use crate::text::visible;
use regex::Regex;
use std::sync::LazyLock;

/// A line for each request, as servers and middlewares of all kinds write it: the request was seen by us already.
static ACCESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (http://)?/?\S*( HTTP/[\d.]+)?"? (\x1b\[\d+m)?\d{3}\b"#)
});
/// The line of an exception of Node: what follows are the places of the call.
static THROWN: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(Uncaught )?[A-Za-z_$.]*(Error|Exception)\b"));
const TRACEBACK: &str = "Traceback (most recent call last)";
/// A line is not shown beyond this.
const LONGEST: usize = 160;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

/// The exception with the place in one's own files, or else the last lines, so many at most.
pub fn told(lines: &[String], most: usize) -> Vec<String> {
    let said: Vec<&str> =
        lines.iter().map(|line| line.trim_end()).filter(|line| !line.is_empty() && !ACCESS.is_match(line)).collect();
    let exception = [of_python(&said), of_node(&said)].into_iter().flatten().max_by_key(|(at, _)| *at);
    let chosen = match exception {
        Some((_, lines)) => lines,
        None => said[said.len().saturating_sub(most)..].to_vec(),
    };
    chosen.into_iter().take(most).map(short).collect()
}

fn short(line: &str) -> String {
    let line = visible(line);
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Where it is among the lines, its name and message, and the last place in a file that is no library's.
fn of_python<'a>(lines: &[&'a str]) -> Option<(usize, Vec<&'a str>)> {
    let start = lines.iter().rposition(|line| line.contains(TRACEBACK))?;
    let end = lines.iter().skip(start + 1).position(|line| !line.starts_with(' ')).map(|after| start + 1 + after)?;
    let frames = &lines[start + 1..end];
    let is_own = |line: &&str| line.trim_start().starts_with("File ") && !line.contains("site-packages");
    let is_own = |line: &&str| is_own(line) && !line.contains("/lib/python");
    let own = frames.iter().rposition(is_own);
    let place = own.map_or(&[][..], |at| &frames[at..(at + 2).min(frames.len())]);
    Some((start, [&lines[end..=end], place].concat()))
}

fn of_node<'a>(lines: &[&'a str]) -> Option<(usize, Vec<&'a str>)> {
    let is_frame = |line: &&str| line.trim_start().starts_with("at ");
    let is_thrown = |at: &usize| THROWN.is_match(lines[*at]) && lines.get(at + 1).is_some_and(is_frame);
    let start = (0..lines.len()).rev().find(is_thrown)?;
    let mut frames = lines[start + 1..].iter().take_while(|line| is_frame(line));
    let own = frames.find(|line| !line.contains("node_modules") && !line.contains("node:"));
    Some((start, [lines[start]].into_iter().chain(own.copied()).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, most: usize) -> Vec<String> {
        told(&text.lines().map(String::from).collect::<Vec<_>>(), most)
    }

    #[test]
    fn the_access_log_is_left_out() {
        let text = r#"127.0.0.1 - - [01/Dec/2026 02:00:00] "GET /poll-status?last_version=1 HTTP/1.1" 200 -
INFO:     127.0.0.1:50214 - "POST /update-status HTTP/1.1" 500 Internal Server Error
GET /poll-status?last_version=2 304 1.2 ms - -
[2026-12-01 02:00:00 +0000] "GET / HTTP/1.1" 200 12 "-" "-"
version is now 3
waiters: 200"#;
        assert_eq!(of(text, 4), ["version is now 3", "waiters: 200"]);
        assert_eq!(of(text, 1), ["waiters: 200"]);
    }

    #[test]
    fn an_exception_is_told_by_its_name_first() {
        let python = r#"[2026-12-01 02:00:00] ERROR in app: Exception on /poll-status [GET]
Traceback (most recent call last):
  File "/usr/lib/python3/site-packages/flask/app.py", line 1511, in wsgi_app
    response = self.full_dispatch_request()
  File "/home/me/app.py", line 27, in poll
    last = int(request.args["last_version"])
  File "/usr/lib/python3.12/enum.py", line 1, in x
    y
ValueError: invalid literal for int() with base 10: 'x'
127.0.0.1 - - [01/Dec/2026 02:00:00] "GET /poll-status?last_version=x HTTP/1.1" 500 -"#;
        let told = of(python, 4);
        assert_eq!(told[0], "ValueError: invalid literal for int() with base 10: 'x'");
        assert_eq!(told[1], "  File \"/home/me/app.py\", line 27, in poll");
        assert_eq!(told[2..], ["    last = int(request.args[\"last_version\"])"]);
        let node = "listening\n/home/me/server.js:12\n    throw new Error('x')\n\nTypeError: Cannot read properties of undefined (reading 'status')\n    at next (/home/me/node_modules/express/a.js:1:1)\n    at /home/me/server.js:12:9\n    at node:internal/x:1:1\n\nNode.js v22";
        let told = of(node, 4);
        assert_eq!(told[0], "TypeError: Cannot read properties of undefined (reading 'status')");
        assert_eq!(told[1..], ["    at /home/me/server.js:12:9"]);
    }

    #[test]
    fn a_long_line_says_that_it_is_cut_and_none_drives_the_terminal() {
        assert!(of(&"x".repeat(500), 1)[0].ends_with("x…"));
        assert!(!of("\u{1b}[31mred", 1)[0].contains('\u{1b}'));
    }
}
