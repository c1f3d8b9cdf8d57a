//! Looks for the event stream: where the page says that it is, where the lab text says, and at a few usual places.

use super::contract::{PART, STREAM_PATH, Sse, Stream};
use super::found::FoundSse;
use super::record::{ID, StreamKind, StreamRole};
use super::state::StreamState;
use crate::driver::tried::{ProbeResult, Tried, listed};
use crate::driver::wire::{ExchangeEnd, RawConnection, Response, StreamChunk};
use crate::driver::{Caller, Context, Extra, FoundLab, Missing, Search, kept};
use crate::history::DISCOVERY;
use crate::history::Reason;
use crate::message::Message;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

const STREAM_PATHS: [&str; 6] = ["/stream", "/api/stream", "/events", "/sse", "/api/events", "/quotes"];
/// How long a head is waited for: an event may come much later.
const HEAD: Duration = Duration::from_secs(2);

/// Looks for the lab on a target. If it was asked for and is not there, it is graded at the path of the lab text.
pub async fn discover(search: Search<'_>) -> Result<Arc<dyn FoundLab>, Missing> {
    let found = match find(&search).await {
        Ok(stream) => Sse { stream },
        Err(_) if search.is_asked => Sse::default(),
        Err(tried) => {
            let message = listed(Message::new("trouble-no-stream"), &tried);
            return Err(Missing { message, is_refusal: false });
        }
    };
    Ok(Arc::new(FoundSse(Arc::new(StreamState::new(search.context.clone(), found)))))
}

/// What a contract file says at a key, if it says anything.
fn given(search: &Search, key: &str) -> Option<String> {
    debug_assert!(PART.has_key("stream", key), "the contract has no [stream] {key}");
    search.given.get("stream", key)
}

/// The stream, or everything that was tried in vain.
async fn find(search: &Search<'_>) -> Result<Stream, Vec<Tried>> {
    let context = &*search.context;
    let (given_path, hinted) = (given(search, "path"), hinted(&search.page.text));
    let page = given(search, "page").unwrap_or_else(|| Stream::default().page);
    let (mut tried, mut likely) = (Vec::new(), None);
    for path in candidates(given_path.clone(), &hinted) {
        // Where the author says it is, whatever answers there is meant to be it.
        let named = given_path.is_some() || hinted.contains(&path);
        let mut path = path;
        let mut came = look(context, &path).await;
        // A browser follows; so do we, once, and to this origin only: many a framework adds a slash.
        if let Some(next) = moved_here(context, &came)
            && let followed @ ProbeResult::Events(_) = look(context, &next).await
        {
            (path, came) = (next, followed);
        }
        let here = match &came {
            ProbeResult::Events(_) => return Ok(Stream { path, page }),
            // Not a stream, and yet not nothing: its faults are for the rules.
            ProbeResult::Code(404 | 410) | ProbeResult::Moved(..) | ProbeResult::Unreadable(_) => false,
            ProbeResult::Page(code) => named && *code != 404,
            ProbeResult::Code(_) | ProbeResult::Nothing => named || path == STREAM_PATH,
        };
        if here && likely.is_none() {
            likely = Some((path.clone(), named, came.clone()));
        }
        tried.push(Tried { asked: format!("GET {path}"), came });
    }
    let Some((path, named, came)) = likely else { return Err(tried) };
    // Catch-all routes: if a random path gives the same answer, this path proves nothing.
    if !named && look(context, "/no-such-path-of-this-lab").await == came {
        return Err(tried);
    }
    Ok(Stream { path, page })
}

/// The given path alone, or every candidate: those of the lab text, what the page names, other usual ones.
fn candidates(given: Option<String>, hinted: &[String]) -> Vec<String> {
    if let Some(given) = given {
        return vec![given];
    }
    let usual = STREAM_PATHS.map(String::from);
    let mut seen = BTreeSet::new();
    let all = usual[..2].iter().chain(hinted).chain(&usual[2..]);
    all.filter(|path| seen.insert((*path).clone())).cloned().collect()
}

/// Where the page listens to a stream.
fn hinted(page: &str) -> Vec<String> {
    static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"EventSource\s*\(\s*["'`](?:https?://[^/"'`]+)?/?([A-Za-z0-9_/.\-]+)"#)
            .expect("the pattern is valid")
    });
    SOURCE.captures_iter(page).map(|found| format!("/{}", &found[1])).collect()
}

/// The path that a redirect leads to, if it stays on this server.
fn moved_here(context: &Context, came: &ProbeResult) -> Option<String> {
    let ProbeResult::Moved(_, to) = came else { return None };
    let base = url::Url::parse(&format!("http://{}/", context.connector.host())).ok()?;
    let url = base.join(to).ok()?;
    (url.host_str() == base.host_str() && url.port() == base.port()).then(|| url.path().to_owned())
}

/// Asks as a browser's EventSource does, and looks at the head.
async fn look(context: &Context, path: &str) -> ProbeResult {
    let mut request = context.get(path);
    request.headers.push(("Accept".into(), "text/event-stream".into()));
    let mut head: Option<Response> = None;
    let hear = |heard: StreamChunk<'_>| match heard {
        StreamChunk::Head(response) => {
            head = Some(response.clone());
            Err(Reason::Left)
        }
        StreamChunk::Piece(..) => Ok(()),
    };
    let bytes = context.encode(&request);
    let mut exchange = RawConnection::listen_within(&*context.connector, context.clock, &bytes, HEAD, hear).await;
    let came = match (&head, &exchange.end) {
        (Some(head), _) => match ProbeResult::of(head) {
            // Of an answer without its body, the type alone says that it is a page.
            ProbeResult::Code(code @ 200..300)
                if head.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) =>
            {
                ProbeResult::Page(code)
            }
            came => came,
        },
        (None, ExchangeEnd::Indeterminate(reason)) => ProbeResult::unanswered(reason),
        (None, ExchangeEnd::Refused(why)) => ProbeResult::Unreadable(why.clone()),
        (None, ExchangeEnd::Answered(_)) => ProbeResult::Nothing,
    };
    if let Some(head) = head {
        exchange.end = ExchangeEnd::Answered(head);
    }
    let caller = Caller { round: 1, ..Caller::new(ID, DISCOVERY, 1).with(StreamRole::Discovery.name(), 0) };
    context.record(&caller, StreamKind::Page.name(), kept::request(&request), exchange, Extra::default());
    came
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gives_away_where_it_listens() {
        let page = "new EventSource('/quotes/live'); new EventSource(`http://localhost:5000/sse`)";
        assert_eq!(hinted(page), ["/quotes/live", "/sse"]);
    }

    #[test]
    fn the_lab_text_comes_before_the_page_and_what_is_given_alone() {
        assert_eq!(candidates(Some("/x".into()), &["/y".into()]), ["/x"]);
        let all = candidates(None, &["/y".into(), "/stream".into()]);
        assert_eq!(all[..4], ["/stream", "/api/stream", "/y", "/events"]);
    }
}
