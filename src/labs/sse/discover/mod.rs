//! Looks for the event stream: where the page says that it is, where the lab text says, and at a few usual places.
//!
//! The stream that is found stays open: nobody has left it yet, and what it shows until somebody does tells a stream
//! that ends from one that others end by leaving.

mod hints;
mod look;

use super::contract::{PART, STREAM_PATH, Sse, Stream};
use super::found::FoundSse;
use super::state::StreamState;
use super::subscriber::Subscriber;
use crate::driver::tried::{ProbeResult, Tried, listed};
use crate::driver::{Context, LabSearch, Missing, Search};
use crate::message::Message;
use hints::{Hints, hints};
use look::{Look, harms_nobody, look};
use std::collections::BTreeSet;
use std::sync::Arc;

const STREAM_PATHS: [&str; 6] = ["/stream", "/api/stream", "/events", "/sse", "/api/events", "/quotes"];

/// Looks for the lab on a target. If it was asked for and is not there, it is graded at the path of the lab text.
pub async fn discover(search: Search<'_>) -> LabSearch {
    let (stream, open) = match find(&search).await {
        Ok(found) => found,
        Err(_) if search.is_asked => (Stream::default(), None),
        Err(tried) => {
            let message = listed(Message::new("trouble-no-stream"), &tried);
            return Err(Missing { message, is_refusal: false }.into());
        }
    };
    let state = StreamState::new(search.context.clone(), Sse { stream });
    if let Some(open) = open {
        match harms_nobody(&search.context, &state.contract.stream.page).await {
            Ok(()) => state.hold(open).await,
            Err(kept_out) => {
                open.close().await;
                if kept_out {
                    state.saw_others_kept_out();
                }
            }
        }
    }
    Ok(Arc::new(FoundSse(Arc::new(state))))
}

/// What a contract file says at a key, if it says anything.
fn given(search: &Search, key: &str) -> Option<String> {
    debug_assert!(PART.has_key("stream", key), "the contract has no [stream] {key}");
    search.given.get("stream", key)
}

/// A path at which something is, and yet no stream that we saw.
struct Likely {
    path: String,
    named: bool,
    came: ProbeResult,
    /// Its head may come with the first event.
    open: Option<Subscriber>,
}

/// The stream, and the subscription that found it; or everything that was tried in vain.
pub async fn find(search: &Search<'_>) -> Result<(Stream, Option<Subscriber>), Vec<Tried>> {
    let context = &search.context;
    let (given_path, hints) = (given(search, "path"), hints(&search.page.text));
    let page = given(search, "page").unwrap_or_else(|| Stream::default().page);
    let (mut tried, mut likely) = (Vec::new(), None::<Likely>);
    for path in candidates(given_path.clone(), &hints) {
        // Where the author says it is, whatever answers there is meant to be it.
        let named = given_path.is_some() || hints.sources.contains(&path);
        let Look { path, came, open } = follow(context, path).await;
        let here = match &came {
            ProbeResult::Events(_) => {
                if let Some(open) = likely.and_then(|likely| likely.open) {
                    open.close().await;
                }
                return Ok((Stream { path, page }, open));
            }
            // Not a stream, and yet not nothing: its faults are for the rules.
            ProbeResult::Code(404 | 410) | ProbeResult::Moved(..) | ProbeResult::Unreadable(_) => false,
            ProbeResult::Page(code) => named && *code != 404,
            ProbeResult::Code(_) => named || path == STREAM_PATH,
            // Its head may come with its first event. Of another path that the page names, it may be an answer that waits.
            ProbeResult::Nothing => named || STREAM_PATHS.contains(&path.as_str()),
        };
        tried.push(Tried { asked: format!("GET {path}"), came: came.clone() });
        match open {
            open if here && likely.is_none() => likely = Some(Likely { path, named, came, open }),
            Some(open) => drop(open.close().await),
            None => {}
        }
    }
    let Some(Likely { path, named, came, open }) = likely else { return Err(tried) };
    // Catch-all routes: if a random path gives the same answer, this path proves nothing.
    if !named && look(context, "/no-such-path-of-this-lab").await.closed().await.came == came {
        if let Some(open) = open {
            open.close().await;
        }
        return Err(tried);
    }
    Ok((Stream { path, page }, open))
}

/// Looks at a path. A browser follows; so do we, once, and to this origin only: many a framework adds a slash.
async fn follow(context: &Arc<Context>, path: String) -> Look {
    let first = look(context, &path).await;
    if let Some(next) = moved_here(context, &first.came) {
        let followed = look(context, &next).await;
        if matches!(followed.came, ProbeResult::Events(_)) {
            return followed;
        }
        followed.closed().await;
    }
    first
}

/// The given path alone, or every candidate: those of the lab text, what the page names, other usual ones, and whatever
/// else is a path in the page.
fn candidates(given: Option<String>, hints: &Hints) -> Vec<String> {
    if let Some(given) = given {
        return vec![given];
    }
    let usual = STREAM_PATHS.map(String::from);
    let mut seen = BTreeSet::new();
    let all = usual[..2].iter().chain(&hints.sources).chain(&usual[2..]).chain(&hints.others);
    all.filter(|path| seen.insert((*path).clone())).cloned().collect()
}

/// The path that a redirect leads to, if it stays on this server.
fn moved_here(context: &Context, came: &ProbeResult) -> Option<String> {
    let ProbeResult::Moved(_, to) = came else { return None };
    let base = url::Url::parse(&format!("http://{}/", context.connector.host())).ok()?;
    let url = base.join(to).ok()?;
    (url.host_str() == base.host_str() && url.port() == base.port()).then(|| url.path().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lab_text_comes_before_the_page_and_what_is_given_alone() {
        let hints = Hints { sources: vec!["/y".into(), "/stream".into()], others: vec!["/z".into(), "/sse".into()] };
        assert_eq!(candidates(Some("/x".into()), &hints), ["/x"]);
        let all = candidates(None, &hints);
        assert_eq!(all[..4], ["/stream", "/api/stream", "/y", "/events"]);
        assert_eq!(all.last().map(String::as_str), Some("/z"));
    }
}
