//! Finds the page, a browser to look at it, and how the page's own stream speaks.

use super::contract::{PART, PagePlace};
use super::dialect::Dialect;
use super::found::FoundPage;
use super::record::{ID, TAB};
use super::script::is_stream;
use super::state::PageState;
use crate::browser::Browser;
use crate::driver::page::{Asked, control, locate, missing, none_for, start, told};
use crate::driver::{Caller, LabSearch, Missing, Search};
use crate::history::DISCOVERY;
use crate::labs::sse::contract::Stream;
use crate::labs::sse::discover::find as find_stream;
use crate::labs::sse::event_stream::{Event, Item, Scanner};
use crate::labs::sse::record::StreamRole;
use crate::labs::sse::subscriber::{Subscriber, request};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// The stream is listened to until it has shown so many events, for so long at most, and for as long as it takes until
/// the first.
const EVENTS: usize = 10;
const LISTENS: Duration = Duration::from_secs(6);
const FIRST: Duration = Duration::from_secs(12);
const EACH: Duration = Duration::from_millis(50);

/// Looks for the page of a target that has the stream of this lab.
pub async fn discover(search: Search<'_>) -> LabSearch {
    let context = &search.context;
    let (stream, open) = find_stream(&search).await.map_err(|_| missing("trouble-page-stream"))?;
    let subscriber = match open {
        Some(open) => open,
        None => {
            let caller = Caller::new(crate::labs::sse::record::ID, DISCOVERY, 1).with(StreamRole::Discovery.name(), 0);
            Subscriber::start(context.clone(), caller, request(context, &stream.path)).await
        }
    };
    let dialect = learn(&stream, subscriber).await.ok_or_else(|| missing("trouble-page-stream"))?;
    let browser = start(&context.browser).await?;
    let given: Option<String> = search.given.get(PART.mark, "path");
    let path = match given {
        Some(path) => path,
        None => page_of(&browser, &search, &stream).await?.ok_or_else(|| none_for(&ID, &stream.path))?,
    };
    let control = control(&browser, context).await.map_err(|error| told(&error))?;
    let state = PageState::new(context.clone(), browser, dialect, PagePlace { path }, control);
    Ok(Arc::new(FoundPage(Arc::new(state))))
}

/// What the stream says to one client.
async fn learn(stream: &Stream, subscriber: Subscriber) -> Option<Dialect> {
    let (started, mut first) = (Instant::now(), None);
    let dialect = loop {
        let (head, events) = {
            let buffer = subscriber.buffer();
            let mut scanner = Scanner::new();
            let items = buffer.frames.iter().flat_map(|frame| scanner.push(&frame.bytes)).collect::<Vec<_>>();
            let events: Vec<Event> = items
                .into_iter()
                .filter_map(|item| match item {
                    Item::Event(event) => Some(event),
                    _ => None,
                })
                .collect();
            (buffer.head.clone(), events)
        };
        let learned = head.and_then(|head| Dialect::of(stream.path.clone(), &head.headers, &events));
        if learned.is_some() {
            first.get_or_insert_with(Instant::now);
        }
        let enough = first.is_some() && events.len() >= EVENTS && learned.as_ref().is_some_and(Dialect::can_say_where);
        let late = first.map_or(started.elapsed() > FIRST, |first| first.elapsed() > LISTENS);
        if enough || late || subscriber.is_over() {
            break learned;
        }
        tokio::time::sleep(EACH).await;
    };
    subscriber.close().await;
    dialect
}

/// Where the page is that listens to this stream. A page that waits for a click listens to nothing: then it is one that
/// names the stream.
async fn page_of(browser: &Browser, search: &Search<'_>, stream: &Stream) -> Result<Option<String>, Missing> {
    let mut pages: Vec<_> = search.page.documents.iter().filter(|one| !one.is_script).collect();
    let names = |text: &str| text.contains("EventSource") || text.contains(&stream.path);
    pages.sort_by_key(|one| !names(&one.text));
    let mut paths: Vec<String> = pages.iter().map(|one| one.path.clone()).collect();
    // Where the stream's lab was told that its page is.
    if stream.page != Stream::default().page {
        paths.insert(0, stream.page.clone());
    }
    paths.push("/".into());
    let likeliest = paths[0].clone();
    let caller = Caller::new(ID, DISCOVERY, 1).with(TAB, 0);
    let (base, path) = (search.context.base.clone(), stream.path.clone());
    let is = Arc::new(move |asked: &Asked| is_stream(asked, &base, &path));
    let found = locate(browser, &search.context, &caller, paths, is).await?;
    let is_due = || search.is_asked || search.page.documents.iter().any(|one| names(&one.text));
    Ok(found.or_else(|| is_due().then_some(likeliest)))
}
