//! The target's own page: what it says of how the target is spoken to, each lab reads for itself.

use super::context::{Caller, Context, Extra};
use super::kept;
use super::wire::{ExchangeEnd, Response};
use crate::history::{Client, DISCOVERY, Reason};
use crate::names::Name;
use regex::Regex;
use std::sync::LazyLock;
use std::time::Duration;
use url::Url;

/// How long an answer may take while the target is not known yet.
pub const PATIENCE: Duration = Duration::from_secs(3);
const PAGE: Name = Name::new("page");

/// The pages of a target that were read, with their scripts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    pub text: String,
    /// The answer looks like that of macOS' AirPlay receiver, which listens on port 5000.
    pub is_airplay: bool,
}

/// So many pages are read beside the first one, and so many scripts in all.
const MOST_PAGES: usize = 6;
const MOST_SCRIPTS: usize = 8;

/// Reads the page at "/", those that it links to, and the scripts beside them. A target that answers nothing at all is
/// found out here. Some servers have no page, and some are slow at first: another path gets its chance.
pub async fn read(context: &Context, other: &str) -> Result<Page, Reason> {
    let answer = match get(context, "/").await {
        Ok(answer) => answer,
        Err(first) => get(context, other).await.map_err(|_| first)?,
    };
    let root = root(context).expect("the host of a target is one");
    let is_airplay = answer.header("server").is_some_and(|server| server.contains("AirTunes"));
    let first = String::from_utf8_lossy(&answer.body).into_owned();
    let moved = answer.header("location").filter(|_| (300..400).contains(&answer.code));
    let mut next: Vec<String> = moved.and_then(|to| local(&root, "/", to)).into_iter().collect();
    next.extend(links(&root, &first));
    if answer.code == 404 {
        next.push("/index.html".into());
    }
    let mut pages = vec![("/".to_owned(), first)];
    for path in next.into_iter().take(MOST_PAGES) {
        if let Ok(answer) = get(context, &path).await
            && answer.code == 200
            && answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
        {
            pages.push((path, String::from_utf8_lossy(&answer.body).into_owned()));
        }
    }
    let mut sources: Vec<String> = Vec::new();
    for source in pages.iter().flat_map(|(path, text)| scripts(&root, path, text)) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let mut texts: Vec<String> = pages.into_iter().map(|(_, text)| text).collect();
    for script in sources.into_iter().take(MOST_SCRIPTS) {
        if let Ok(answer) = get(context, &script).await {
            texts.push(String::from_utf8_lossy(&answer.body).into_owned());
        }
    }
    Ok(Page { text: texts.join("\n"), is_airplay })
}

/// Gets a page, whole, on a connection of its own: that says what exactly is wrong with an answer.
async fn get(context: &Context, path: &str) -> Result<Response, Reason> {
    let request = context.get(path);
    let client = Client { role: Name::new(DISCOVERY), number: 0 };
    let caller = Caller { lab: None, scenario: DISCOVERY.into(), attempt: 1, round: 1, client };
    let exchange = context.exchange_within(&caller, &request, PATIENCE).await;
    let response = match &exchange.end {
        ExchangeEnd::Answered(response) => {
            context.answered_in(Duration::from_nanos(exchange.done - exchange.started));
            Ok(response.clone())
        }
        ExchangeEnd::Refused(why) => Err(Reason::Cut(why.clone())),
        ExchangeEnd::Indeterminate(reason) => Err(reason.clone()),
    };
    context.record(&caller, PAGE, kept::request(&request), exchange, Extra::default());
    response
}

static SCRIPT: LazyLock<Regex> = LazyLock::new(|| regex(r#"(?i)<script[^>]*\bsrc\s*=\s*["']?([^"'\s>]+)"#));
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"(?i)<(?:a|iframe|frame|area)\b[^>]*\b(?:href|src)\s*=\s*["']?([^"'\s>]+)|\blocation(?:\.href)?\s*=\s*["']([^"']+)"#,
    )
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is valid")
}

/// The address that every path of the target is relative to.
fn root(context: &Context) -> Option<Url> {
    Url::parse(&format!("http://{}{}/", context.connector.host(), context.base)).ok()
}

fn scripts(root: &Url, page: &str, text: &str) -> Vec<String> {
    SCRIPT.captures_iter(text).filter_map(|found| local(root, page, &found[1])).collect()
}

/// The pages that this one links to. What has a query may be a button that changes something.
fn links(root: &Url, text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for found in LINK.captures_iter(text) {
        let link = found.get(1).or(found.get(2)).map_or("", |link| link.as_str());
        let path = local(root, "/", link).filter(|path| path != "/" && !path.contains('?') && !all.contains(path));
        all.extend(path);
    }
    all
}

/// The path of a link on a page of this target, if it leads to the same origin.
fn local(root: &Url, page: &str, link: &str) -> Option<String> {
    let mut url = root.join(page.trim_start_matches('/')).ok()?.join(link).ok()?;
    // A page may name its server by either of the names of this machine.
    let is_same = url.host_str() == root.host_str() || is_local(&url) && is_local(root);
    if url.scheme() != "http" || !is_same || url.port() != root.port() {
        return None;
    }
    url.set_fragment(None);
    let path = url[url::Position::BeforePath..].strip_prefix(root.path().trim_end_matches('/'))?;
    path.starts_with('/').then(|| path.to_owned())
}

fn is_local(url: &Url) -> bool {
    matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> Url {
        Url::parse("http://localhost:5000/app/").unwrap()
    }

    #[test]
    fn scripts_of_the_same_origin_are_read() {
        let page = r#"<script src="app.js"></script><script src="https://cdn/x.js"></script><script src='//c/y.js'>"#;
        assert_eq!(scripts(&root(), "/menu/", page), ["/menu/app.js"]);
        assert_eq!(scripts(&root(), "/", r#"<script defer src=/app/js/a.js?v=2>"#), ["/js/a.js?v=2"]);
    }

    #[test]
    fn links_to_pages_of_the_same_origin_are_followed_and_nothing_that_may_act() {
        let page = r##"<a href="quotes">1</a> <a class="x" href='/app/task#top'>2</a> <a href="/app/set?status=x">3</a>
            <a href="https://example.org/x">4</a> <a href="/elsewhere">5</a> <a href="#here">6</a> <a href="quotes">7</a>
            <iframe src=frame.html></iframe> <script>window.location.href = "http://127.0.0.1:5000/app/board"</script>
            <a href="mailto:a@b">8</a> <a href="http://localhost:5001/app/other">9</a>"##;
        assert_eq!(links(&root(), page), ["/quotes", "/task", "/frame.html", "/board"]);
    }
}
