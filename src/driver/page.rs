//! The target's own page: what it says of how the target is spoken to, each lab reads for itself.

use super::context::{Caller, Context, Extra};
use super::kept;
use super::wire::{ExchangeEnd, Response};
use crate::history::{Client, DISCOVERY, Reason};
use crate::names::Name;
use regex::Regex;
use std::sync::LazyLock;
use std::time::Duration;

/// How long an answer may take while the target is not known yet.
pub const PATIENCE: Duration = Duration::from_secs(3);
const PAGE: Name = Name::new("page");

/// A page with the scripts beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    pub text: String,
    /// The answer looks like that of macOS' AirPlay receiver, which listens on port 5000.
    pub is_airplay: bool,
}

static SCRIPT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?i)<script[^>]*\bsrc\s*=\s*["']([^"':]+)["']"#).expect("the pattern is valid"));

/// Reads the page and the scripts beside it. A target that answers nothing at all is found out here. Some servers have
/// no page, and some are slow at first: another path gets its chance.
pub async fn read(context: &Context, other: &str) -> Result<Page, Reason> {
    let answer = match get(context, "/").await {
        Ok(answer) => answer,
        Err(first) => get(context, other).await.map_err(|_| first)?,
    };
    let mut text = String::from_utf8_lossy(&answer.body).into_owned();
    for script in scripts(&text) {
        if let Ok(answer) = get(context, &script).await {
            text += &String::from_utf8_lossy(&answer.body);
        }
    }
    let is_airplay = answer.header("server").is_some_and(|server| server.contains("AirTunes"));
    Ok(Page { text, is_airplay })
}

/// Gets a page, whole, on a connection of its own: that says what exactly is wrong with an answer.
async fn get(context: &Context, path: &str) -> Result<Response, Reason> {
    let request = context.get(path);
    let exchange = context.exchange_within(&request, PATIENCE).await;
    let response = match &exchange.end {
        ExchangeEnd::Answered(response) => {
            context.answered_in(Duration::from_nanos(exchange.done - exchange.started));
            Ok(response.clone())
        }
        ExchangeEnd::Refused(why) => Err(Reason::Cut(why.clone())),
        ExchangeEnd::Indeterminate(reason) => Err(reason.clone()),
    };
    let client = Client { role: Name::new(DISCOVERY), number: 0 };
    let caller = Caller { lab: None, scenario: DISCOVERY.into(), attempt: 1, round: 1, client };
    context.record(&caller, PAGE, kept::request(&request), exchange, Extra::default());
    response
}

/// At most three scripts of the same origin.
fn scripts(page: &str) -> Vec<String> {
    let sources = SCRIPT.captures_iter(page).map(|found| found[1].to_owned());
    let local = sources.filter(|source| !source.starts_with("//"));
    local.map(|source| format!("/{}", source.trim_start_matches(['/', '.']))).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::scripts;

    #[test]
    fn scripts_of_the_same_origin_are_read() {
        let page = r#"<script src="app.js"></script><script src="https://cdn/x.js"></script><script src='//c/y.js'>"#;
        assert_eq!(scripts(page), ["/app.js"]);
    }
}
