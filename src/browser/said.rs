//! What a page says, to its console or to its user.

use serde_json::Value;
use std::time::{Duration, Instant};

/// So much of one line is kept.
const KEPT: usize = 300;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saying {
    /// An exception that no code of the page caught.
    Exception,
    /// `console.error`, and what `console.assert` finds wrong.
    Error,
    /// The browser's own complaint, such as of a script that is not there.
    Complaint,
    /// `alert`, `confirm` or `prompt`.
    Dialog,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    pub at: Instant,
    pub saying: Saying,
    pub text: String,
    /// The address of the source and the line in it, from 1; of a complaint, the address that it is about.
    pub place: Option<String>,
}

impl Said {
    /// What an event of the protocol says, if it is one that says something of this kind.
    pub fn of(at: Instant, method: &str, params: &Value) -> Option<Self> {
        let (saying, text, place) = match method {
            "Runtime.exceptionThrown" => {
                let about = &params["exceptionDetails"];
                let text = about["exception"]["description"].as_str().or(about["text"].as_str());
                (Saying::Exception, text.unwrap_or_default().to_owned(), place(about))
            }
            "Runtime.consoleAPICalled" if matches!(params["type"].as_str(), Some("error" | "assert")) => {
                let words = params["args"].as_array().into_iter().flatten().map(|argument| {
                    let text = argument["value"].as_str().or(argument["description"].as_str());
                    text.map_or_else(|| argument["value"].to_string(), str::to_owned)
                });
                let frame = &params["stackTrace"]["callFrames"][0];
                (Saying::Error, words.collect::<Vec<_>>().join(" "), place(frame))
            }
            "Log.entryAdded" if params["entry"]["level"] == "error" => {
                let entry = &params["entry"];
                let address = entry["url"].as_str().map(str::to_owned);
                (Saying::Complaint, entry["text"].as_str().unwrap_or_default().to_owned(), address)
            }
            "Page.javascriptDialogOpening" => {
                (Saying::Dialog, params["message"].as_str().unwrap_or_default().to_owned(), None)
            }
            _ => return None,
        };
        Some(Self { at, saying, text: shortened(&text), place })
    }
}

/// Whether a page says more than anybody reads.
#[derive(Debug, Default)]
pub struct Flood {
    /// It does; what else it says is not asked for.
    pub is_on: bool,
    since: Option<Instant>,
    count: u32,
}

impl Flood {
    /// So many lines within a second are too many.
    const MOST: u32 = 1000;

    /// Counts this event, and says whether a flood begins with it.
    pub fn begins(&mut self, at: Instant, method: &str) -> bool {
        if !matches!(method, "Runtime.consoleAPICalled" | "Runtime.exceptionThrown" | "Log.entryAdded") || self.is_on {
            return false;
        }
        if self.since.is_none_or(|since| at.duration_since(since) > Duration::from_secs(1)) {
            (self.since, self.count) = (Some(at), 0);
        }
        self.count += 1;
        self.is_on = self.count > Self::MOST;
        self.is_on
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(KEPT).collect()
}

fn place(about: &Value) -> Option<String> {
    let address = about["url"].as_str().filter(|address| !address.is_empty())?;
    Some(format!("{address}:{}", about["lineNumber"].as_u64()? + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_thousand_lines_a_second_are_a_flood() {
        let (mut flood, at) = (Flood::default(), Instant::now());
        let line = "Runtime.consoleAPICalled";
        let mut later = (0..5000).map(|number| at + Duration::from_millis(10) * number);
        assert!(later.all(|at| !flood.begins(at, line)), "a hundred a second are not");
        let at = at + Duration::from_secs(60);
        assert!((0..5000).all(|_| !flood.begins(at, "Page.frameNavigated")), "nothing is said");
        assert_eq!((0..5000).filter(|_| flood.begins(at, line)).count(), 1, "it begins once");
        assert!(flood.is_on);
    }

    #[test]
    fn what_a_page_says_is_told_with_its_place() {
        let said = |method: &str, params: Value| {
            Said::of(Instant::now(), method, &params).map(|said| (said.saying, said.text, said.place))
        };
        let thrown = json!({ "exceptionDetails": { "text": "Uncaught", "url": "http://a/x.js", "lineNumber": 4,
            "exception": { "description": "TypeError: x is undefined" } } });
        let place = Some("http://a/x.js:5".to_owned());
        let text = "TypeError: x is undefined".to_owned();
        assert_eq!(said("Runtime.exceptionThrown", thrown), Some((Saying::Exception, text, place)));
        let logged = json!({ "type": "error", "args": [{ "value": "no" }, { "value": 3 }] });
        assert_eq!(said("Runtime.consoleAPICalled", logged), Some((Saying::Error, "no 3".into(), None)));
        assert_eq!(said("Runtime.consoleAPICalled", json!({ "type": "log", "args": [] })), None);
        let missing = json!({ "entry": { "level": "error", "text": "404", "url": "http://a/x.js" } });
        assert_eq!(
            said("Log.entryAdded", missing),
            Some((Saying::Complaint, "404".into(), Some("http://a/x.js".into())))
        );
        assert_eq!(shortened(&"é".repeat(900)).chars().count(), KEPT);
    }
}
