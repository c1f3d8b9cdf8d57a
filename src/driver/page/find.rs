//! Finds a browser to look with, and among the pages of a target the one that is meant.

use super::hints::Hints;
use super::may_start;
use super::script::{Asked, Reply, Script};
use super::tab::{Tab, Way};
use crate::browser::{self, Browser, BrowserError, Launch, Wanted};
use crate::driver::documents::Page;
use crate::driver::{BoxFuture, Caller, Context, Missing};
use crate::message::Message;
use crate::names::{LabId, Name};
use futures_util::future::join_all;
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Where pages are that are not at "/" and that no page links to.
const USUAL: [&str; 4] = ["/index.html", "/client", "/public/index.html", "/static/index.html"];
/// A page asks for what it needs soon, or it is another page.
const ASKS_WITHIN: Duration = Duration::from_secs(3);

/// Starts the browser that is wanted.
pub async fn start(wanted: &Wanted) -> Result<Browser, Missing> {
    let program = browser::find(wanted).map_err(|error| match error {
        BrowserError::NotFound => missing("trouble-no-browser"),
        BrowserError::NotHere => missing("trouble-no-pages"),
        other => told(&other),
    })?;
    let launch = Launch { program, within: vec![], is_visible: wanted.is_visible };
    let _start = may_start().await;
    Browser::start(&launch).await.map_err(|error| told(&error))
}

pub fn missing(id: &str) -> Missing {
    Missing { message: Message::new(id), is_refusal: true }
}

/// Nothing can be looked at with this browser.
pub fn told(error: &BrowserError) -> Missing {
    Missing { message: Message::new("trouble-browser").text("why", error.to_string()), is_refusal: true }
}

/// What a request must be for the page that sends it to be the one that is meant.
pub type Is = Arc<dyn Fn(&Asked) -> bool + Send + Sync>;

/// Where the page is that asks for this: one of these paths, the first of the usual ones, or none.
pub async fn locate(
    browser: &Browser,
    context: &Arc<Context>,
    caller: &Caller,
    paths: Vec<String>,
    is: Is,
) -> Result<Option<String>, Missing> {
    let mut all: Vec<String> = vec![];
    for path in paths.into_iter().chain(USUAL.map(str::to_owned)) {
        if !all.contains(&path) {
            all.push(path);
        }
    }
    // The first is the page, as a rule; the others are looked at together.
    let (first, others) = all.split_at(1);
    for some in [first, others] {
        let asked = join_all(some.iter().map(|path| asks(browser, context, caller, path, is.clone()))).await;
        for (path, asked) in some.iter().zip(asked) {
            match asked {
                Ok(true) => return Ok(Some(path.clone())),
                // Whatever one of them does to its tab, another may be the page.
                Ok(false)
                | Err(
                    BrowserError::Slow(_)
                    | BrowserError::Crashed
                    | BrowserError::Left(_)
                    | BrowserError::Closed
                    | BrowserError::Refused { .. },
                ) => {}
                Err(error) => return Err(told(&error)),
            }
        }
    }
    Ok(None)
}

/// Why a page is not judged that nobody asked for: none of them asks for this path, or has a script that would.
pub fn none_for(lab: &LabId, path: &str) -> Missing {
    let message = Message::new("trouble-page-none").text("lab", lab.as_str()).text("path", path);
    Missing { message, is_refusal: true }
}

/// Whether a page names this path, or has a script that asks for something and is not about a stream: one that does
/// nothing of that is an ornament, or a line that says that the server runs.
pub fn would_ask(page: &Page, path: &str) -> bool {
    const WORDS: [&str; 5] = ["fetch(", "XMLHttpRequest", "axios", "$.ajax", "$.get"];
    let asks = |text: &str| WORDS.iter().any(|word| text.contains(word)) && !text.contains("EventSource");
    page.documents.iter().any(|one| one.text.contains(path) || asks(&one.text))
}

/// Whether this page asks for it soon.
async fn asks(
    browser: &Browser,
    context: &Arc<Context>,
    caller: &Caller,
    path: &str,
    is: Is,
) -> Result<bool, BrowserError> {
    let watcher = Arc::new(Watcher { is, seen: false.into() });
    let script: Arc<dyn Script> = watcher.clone();
    let way = Way {
        browser,
        context: context.clone(),
        caller: caller.clone(),
        script: Some(script),
        hints: Hints::default(),
    };
    let start = may_start().await;
    let mut tab = Tab::new(way).await?;
    let gone = tab.go(&super::address(context, path)).await;
    drop(start);
    let seen = || watcher.seen.load(Ordering::Relaxed);
    let asks = gone.is_ok() && super::until(ASKS_WITHIN, seen).await;
    tab.close().await;
    Ok(asks || seen())
}

/// Answers nothing, and sees whether it was asked.
struct Watcher {
    is: Is,
    seen: AtomicBool,
}

impl Script for Watcher {
    fn kind(&self, asked: &Asked) -> Option<(Name, Value)> {
        if (self.is)(asked) {
            self.seen.store(true, Ordering::Relaxed);
        }
        None
    }

    fn reply<'a>(&'a self, _: &'a Asked) -> BoxFuture<'a, Reply> {
        Box::pin(std::future::ready(Reply::Closed))
    }
}
