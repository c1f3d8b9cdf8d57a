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
    /// All of it.
    pub text: String,
    /// Each of them by itself.
    pub documents: Vec<Document>,
    /// The answer looks like that of macOS' AirPlay receiver, which listens on port 5000.
    pub is_airplay: bool,
}

/// A page or a script, as it was served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub path: String,
    pub text: String,
    pub is_script: bool,
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
    let mut documents = vec![Document { path: "/".into(), text: first, is_script: false }];
    documents.extend(pages(context, next.into_iter().take(MOST_PAGES)).await);
    documents.extend(scripts_of(context, &root, &documents).await);
    let texts: Vec<&str> = documents.iter().map(|document| document.text.as_str()).collect();
    Ok(Page { text: texts.join("\n"), documents, is_airplay })
}

/// Further pages of a target, with the scripts beside them.
pub async fn more(context: &Context, paths: impl Iterator<Item = String>) -> Vec<Document> {
    let root = root(context).expect("the host of a target is one");
    let mut documents = pages(context, paths).await;
    documents.extend(scripts_of(context, &root, &documents).await);
    documents
}

/// A script of the target; without text where there is none.
pub async fn script(context: &Context, path: String) -> Document {
    let answer = get(context, &path).await.ok().filter(|answer| answer.code == 200);
    let text = answer.map(|answer| String::from_utf8_lossy(&answer.body).into_owned()).unwrap_or_default();
    Document { path, text, is_script: true }
}

/// The paths of the scripts that a page names and that are of this target.
pub fn scripts_of_page(context: &Context, page: &str, text: &str) -> Vec<String> {
    root(context).map(|root| scripts(&root, page, text)).unwrap_or_default()
}

/// The paths that the forms of a page lead to, of this target, where sending one only asks for a page.
pub fn forms_of_page(context: &Context, page: &str, text: &str) -> Vec<String> {
    root(context).map(|root| forms(&root, page, text)).unwrap_or_default()
}

/// Those of the paths at which a web page is.
async fn pages(context: &Context, paths: impl Iterator<Item = String>) -> Vec<Document> {
    let mut pages = Vec::new();
    for path in paths {
        if let Ok(answer) = get(context, &path).await
            && answer.code == 200
            && answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
        {
            pages.push(Document { path, text: String::from_utf8_lossy(&answer.body).into_owned(), is_script: false });
        }
    }
    pages
}

/// The scripts beside these pages, each once.
async fn scripts_of(context: &Context, root: &Url, pages: &[Document]) -> Vec<Document> {
    let mut sources: Vec<String> = Vec::new();
    for source in pages.iter().flat_map(|page| scripts(root, &page.path, &page.text)) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let mut all = Vec::new();
    for path in sources.into_iter().take(MOST_SCRIPTS) {
        if let Ok(answer) = get(context, &path).await {
            all.push(Document { path, text: String::from_utf8_lossy(&answer.body).into_owned(), is_script: true });
        }
    }
    all
}

/// Gets a page, whole, on a connection of its own: that says what exactly is wrong with an answer.
async fn get(context: &Context, path: &str) -> Result<Response, Reason> {
    let request = context.get(path);
    let client = Client { role: Name::new(DISCOVERY), number: 0 };
    let caller = Caller { lab: None, scenario: DISCOVERY.into(), attempt: 1, round: 1, client };
    let exchange = context.exchange_within(&caller, &request, PATIENCE).await;
    let response = match &exchange.end {
        ExchangeEnd::Answered(response) => {
            // What has nothing in it is no page: it may have been held.
            if !response.body.is_empty() {
                context.answered_in(Duration::from_nanos(exchange.done - exchange.started));
            }
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

static FORM: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)<form\b[^>]*>"));
static POSTS: LazyLock<Regex> = LazyLock::new(|| regex(r#"(?i)\bmethod\s*=\s*["']?(?:post|dialog)"#));
static ACTION: LazyLock<Regex> = LazyLock::new(|| regex(r#"(?i)\baction\s*=\s*["']?([^"'\s>]+)"#));

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

fn forms(root: &Url, page: &str, text: &str) -> Vec<String> {
    let asks = FORM.find_iter(text).filter(|form| !POSTS.is_match(form.as_str()));
    let paths = asks.filter_map(|form| local(root, page, &ACTION.captures(form.as_str())?[1]));
    paths.map(|path| path.split('?').next().unwrap_or_default().to_owned()).filter(|path| path != "/").collect()
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
    fn forms_that_ask_for_a_page_are_followed() {
        let page = r#"<form action="chat.html"> <form method="POST" action="/login"> <form class=x action='/app/room?x=1' method=get>
            <form> <form action="https://example.org/">"#;
        assert_eq!(forms(&root(), "/", page), ["/chat.html", "/room"]);
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
