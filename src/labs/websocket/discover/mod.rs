//! Looks for servers of this lab, and finds out how they are spoken to.
//!
//! Where they are and what a client sends is read from the scripts that the target serves, and confirmed with two clients:
//! what one says reaches the other, or comes back in capitals. A target without such a page is tried at a few usual paths.

mod address;
mod code;
mod page;
mod seeker;

use super::contract::{Endpoint, Exercises, Native};
use super::exercise::Exercise;
use super::found::FoundNative;
use super::fresh::Fresh;
use super::state::NativeState;
use crate::driver::documents::{Document, PATIENCE};
use crate::driver::tried::listed;
use crate::driver::{Absent, FoundLab, LabSearch, Missing, Search};
use crate::message::Message;
use page::{Named, named};
use seeker::{Looked, Seeker};
use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::Duration;

/// Where such servers are, if no page says it.
const USUAL: [&str; 6] = ["/", "/ws", "/chat", "/websocket", "/capitals", "/majuscules"];
/// So many addresses that pages name are tried.
const MOST: usize = 6;
/// So long a usual path may take to answer, if nobody has said that there is anything; the noise comes on top.
const SHORT: Duration = Duration::from_millis(400);

/// Looks for the lab on a target. If it was asked for and nothing of it is there, it is graded as the lab text has it.
pub async fn discover(search: Search<'_>) -> LabSearch {
    let (context, seed) = (&search.context, rand::random());
    let named = named(&search.page.documents, &context.connector.origin(), &context.base);
    if let Some(given) = Native::of(search.given) {
        let exercises = completed(given.websocket, &search, &named);
        return Ok(found(NativeState::new(context.clone(), exercises, Fresh::new(seed))));
    }
    let mut seeker = Seeker::new(context.clone(), Fresh::new(seed));
    for one in named.iter().take(MOST) {
        seeker.look(one, PATIENCE).await;
    }
    if seeker.found.is_empty() && (search.is_asked || !speaks_otherwise(&search.page.documents)) {
        let noise = context.meter.recent(context.clock.now()).min(SHORT * 2);
        let patience = if search.is_asked { PATIENCE } else { SHORT + noise };
        for path in USUAL {
            match seeker.look(&Named::usual(path), patience).await {
                // Who is silent at one path may be at all of them.
                Looked::Silent => break,
                // A server that does not look at paths is one server.
                Looked::There if seeker.is_at_any_path(patience).await => break,
                Looked::There | Looked::NotThere => {}
            }
        }
    }
    if seeker.found.is_empty() {
        if search.is_asked {
            let of_text = Native::of_the_text().websocket;
            return Ok(found(NativeState::new(context.clone(), of_text, Fresh::new(seed.wrapping_add(1)))));
        }
        let message = listed(Message::new("trouble-no-websocket"), &seeker.tried);
        return Err(Missing { message, is_refusal: false }.into());
    }
    // Another one than while it was looked for: whatever is still said of that time is not said of the run.
    let state = NativeState::new(context.clone(), seeker.found.clone(), Fresh::new(seed.wrapping_add(1)));
    seeker.links.into_iter().for_each(|link| state.keep(link));
    if search.is_asked || seeker.is_sure {
        return Ok(found(state));
    }
    // It may be a server of something else: it is graded if there is nothing else.
    let message = listed(Message::new("trouble-no-websocket"), &seeker.tried);
    let why = Missing { message, is_refusal: false };
    Err(Absent { why, remains: Some(found(state)) })
}

fn found(state: NativeState) -> Arc<dyn FoundLab> {
    Arc::new(FoundNative(Arc::new(state)))
}

/// Whether the page of the target talks to its server in another way, and says nothing of this one.
fn speaks_otherwise(documents: &[Document]) -> bool {
    let ways = ["fetch(", "EventSource", "XMLHttpRequest", "socket.io", "axios", "$.ajax", "$.get"];
    documents.iter().any(|document| ways.iter().any(|way| document.text.contains(way)))
}

/// What a file says, and of what it leaves out, what the page says of the same server.
fn completed(given: Exercises, search: &Search, named: &[Named]) -> Exercises {
    let mut all = Exercises::default();
    for (exercise, endpoint) in given.all() {
        let table: Map<String, Value> = search.given.get("websocket", exercise.name()).unwrap_or_default();
        let gives = |key: &str| table.contains_key(key);
        let is_it = |one: &&Named| if gives("url") { one.url == endpoint.url } else { one.fits(exercise) };
        let Some(of_page) = named.iter().find(is_it) else {
            all.put(exercise, endpoint.clone());
            continue;
        };
        let read = of_page.endpoint(of_page.forms().first().cloned().unwrap_or_else(|| "$text".into()));
        let completed = Endpoint {
            url: if gives("url") { endpoint.url.clone() } else { read.url },
            subprotocols: if gives("subprotocols") { endpoint.subprotocols.clone() } else { read.subprotocols },
            reads_bytes: if gives("reads_bytes") { endpoint.reads_bytes } else { read.reads_bytes },
            shows_own: if gives("shows_own") { endpoint.shows_own } else { read.shows_own },
            send: if gives("send") { endpoint.send.clone() } else { read.send },
            first: if gives("first") { endpoint.first.clone() } else { read.first },
        };
        all.put(exercise, completed);
    }
    all
}

impl Named {
    /// Whether it may be the server of this exercise, by its name.
    fn fits(&self, exercise: Exercise) -> bool {
        self.hint.unwrap_or_default() == exercise
    }
}
