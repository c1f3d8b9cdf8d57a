//! What each kind of reader would do with a text. Each gives what is wrong with it, in words.

use lab::inert;
use regex::Regex;

/// How a way out is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    Terminal,
    Html,
    Xml,
    Json,
    Markdown,
    Workflow,
    Tap,
    Vpl,
    Spreadsheet,
}

impl Reader {
    pub fn faults(self, text: &str) -> Vec<String> {
        // How one in French says how it is encoded.
        let is_french = self == Reader::Spreadsheet && text.starts_with('\u{feff}') && text.contains(';');
        let text = if is_french { text.trim_start_matches('\u{feff}') } else { text };
        let mut faults = drives(text, self == Reader::Terminal);
        let never = |what: &str| {
            if let Some(at) = text.find(what) {
                faults.push(format!("{what:?}: …{}", text[at..].chars().take(60).collect::<String>()));
            }
        };
        match self {
            Reader::Terminal => {}
            Reader::Html => {
                [
                    "<script>alert",
                    "<img",
                    "<FAKED",
                    "<u>",
                    "</textarea>",
                    "\" onclick=\"",
                    "href=\"javascript:",
                    "<!-- {{",
                ]
                .into_iter()
                .for_each(never);
            }
            Reader::Xml => ["<script", "<img", "<FAKED", "]]>", "&FAKED", "&#27;"].into_iter().for_each(never),
            Reader::Json => {
                if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
                    faults.push(format!("no JSON: {error}"));
                }
            }
            Reader::Markdown => {
                let letters = outside_of_code(text);
                let bare = Regex::new(r"(^|[^\\])(<|!?\[|\*\*x|@everyone|~~~)").expect("a pattern");
                let found = bare.find_iter(&letters).map(|found| format!("markup: {:?}", found.as_str()));
                faults.extend(found);
            }
            Reader::Workflow => faults.extend(commands(text)),
            Reader::Tap => {
                let count = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
                let tests = count("ok ") + count("not ok ");
                if !text.contains(&format!("\n1..{tests}\n")) {
                    faults.push(format!("{tests} tests"));
                }
            }
            Reader::Vpl => {
                let count = |mark: &str| text.matches(mark).count();
                if count("<|--") != 1 || count("--|>") != 1 || count(":=>>") > 1 {
                    faults.push("its marks are not ours alone".into());
                }
            }
            Reader::Spreadsheet => {
                let separator = if is_french { b';' } else { b',' };
                let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
                for row in reader.records() {
                    let row = row.map_err(|error| error.to_string()).expect("rows as long as the first");
                    // Numbers of ours are no text, nor is what Moodle writes where there is none.
                    let texts = row.iter().filter(|cell| cell.parse::<f64>().is_err());
                    let bad =
                        texts.flat_map(|cell| cell.split(';')).filter(|part| inert::is_formula(part) && *part != "-");
                    faults.extend(bad.map(|part| format!("a formula: {part:?}")));
                }
            }
        }
        faults
    }
}

/// What would drive a terminal, turn a line around, hide something or begin a line of its own.
fn drives(text: &str, styled: bool) -> Vec<String> {
    let mut faults = vec![];
    if styled && inert::terminal(text) != text {
        faults.push("the last door had something to do".into());
    }
    let ours = Regex::new("\u{1b}\\[[0-9;]*m").expect("a pattern");
    let text = if styled { ours.replace_all(text, "") } else { text.into() };
    let hidden = |c: char| {
        matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
    };
    let bad = text.chars().filter(|c| (c.is_control() && *c != '\n') || hidden(*c));
    faults.extend(bad.map(|c| c.escape_unicode().to_string()));
    let forged = text.lines().filter(|line| line.trim_start().starts_with("FORGED"));
    faults.extend(forged.map(|line| format!("a line of its own: {line:?}")));
    faults
}

fn outside_of_code(text: &str) -> String {
    let (mut fence, mut out) = (None::<String>, String::new());
    for line in text.lines() {
        let ticks: String = line.chars().take_while(|c| *c == '`').collect();
        match &fence {
            Some(open) if line == open => fence = None,
            Some(_) => {}
            None if ticks.len() > 2 && line.trim_start_matches('`') == "text" => fence = Some(ticks),
            None => out += &format!("{}\n", without_spans(line)),
        }
    }
    assert!(fence.is_none(), "a block without an end:\n{text}");
    out
}

/// A line without what stands between as many backticks as begin it.
fn without_spans(line: &str) -> String {
    let (mut out, mut rest) = (String::new(), line);
    while let Some(at) = rest.find('`') {
        let ticks = rest[at..].chars().take_while(|c| *c == '`').count();
        let (fence, after) = (&rest[at..at + ticks], &rest[at + ticks..]);
        let escaped = rest[..at].ends_with('\\');
        let end = if escaped { None } else { after.find(&format!(" {fence}")) };
        out += &rest[..at];
        rest = end.map_or(after, |end| &after[end + 1 + ticks..]);
    }
    out + rest
}

/// The commands of a workflow that are none of ours.
fn commands(text: &str) -> Vec<String> {
    let (mut stopped, mut faults) = (None::<String>, vec![]);
    let ours = Regex::new("^::(notice|warning|error) title=[^:]*::").expect("a pattern");
    for line in text.lines() {
        if let Some(word) = &stopped {
            if line == format!("::{word}::") {
                stopped = None;
            }
        } else if let Some(word) = line.strip_prefix("::stop-commands::") {
            stopped = Some(word.into());
        } else if !ours.is_match(line) || line.contains("%0A::") || line.contains("##[") && line.starts_with("##[") {
            faults.push(format!("a command: {line:?}"));
        }
    }
    if stopped.is_some() {
        faults.push("commands are stopped for good".into());
    }
    faults
}
