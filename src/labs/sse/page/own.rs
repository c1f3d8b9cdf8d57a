//! Several tabs on the student's own server, as the lab text has it: all of them show what its stream brings.

use super::record::{DEED, Deed, TAB};
use super::sample::Sample;
use super::script::is_stream;
use super::state::PageState;
use super::waits::{ASKS_WITHIN, LOOKS, until};
use crate::browser::BrowserError;
use crate::driver::page::{Asked, Hints, Reply, Script, Tab, Way, end_of};
use crate::driver::wire::Chunked;
use crate::driver::{BoxFuture, Caller};
use crate::history::Nanos;
use crate::labs::sse::event_stream::{Event, Item, Scanner};
use crate::names::Name;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// In one context, as tabs of one window are; and one more, as in another browser.
const TOGETHER: u32 = 2;
const ALL: u32 = TOGETHER + 1;
/// So many quotes are waited for, and for so long at most.
const QUOTES: usize = 5;
const COME_WITHIN: Duration = Duration::from_secs(15);
/// What came last has so long to be shown.
const SHOWS: Duration = Duration::from_secs(2);
/// No more of them are written down.
const MOST: usize = 200;
/// The longest chunk that is read.
const CHUNK: usize = 1 << 20;

/// Sees what the student's own stream brings to the tabs of one context.
struct Watcher {
    state: Arc<PageState>,
    asked: AtomicU32,
    heard: Mutex<Heard>,
}

#[derive(Default)]
struct Heard {
    /// Each connection, by when it was asked for.
    streams: BTreeMap<Nanos, Hearing>,
    events: Vec<(Nanos, Event)>,
}

#[derive(Default)]
struct Hearing {
    scanner: Scanner,
    chunked: Chunked,
    buffer: Vec<u8>,
}

impl Watcher {
    fn is_stream(&self, asked: &Asked) -> bool {
        is_stream(asked, &self.state.context.base, &self.state.dialect.path)
    }

    /// The quotes that came after this moment, each with its own.
    fn quotes(&self, from: Nanos) -> Vec<(Nanos, Vec<String>, f64)> {
        let heard = self.heard.lock().expect("no holder panics");
        let of = |(at, event): &(Nanos, Event)| {
            let quotes = Sample::of(event).map(|sample| sample.prices()).unwrap_or_default();
            quotes.into_iter().map(|(symbol, price)| (*at, self.words(symbol), price)).collect::<Vec<_>>()
        };
        heard.events.iter().filter(|(at, _)| *at > from).flat_map(of).take(MOST).collect()
    }

    /// What the page may name this symbol by.
    fn words(&self, symbol: String) -> Vec<String> {
        let kept = self.state.dialect.kept.iter().find(|kept| kept.symbol == symbol);
        kept.map_or_else(|| vec![symbol], |kept| kept.words.clone())
    }
}

impl Script for Watcher {
    fn kind(&self, asked: &Asked) -> Option<(Name, Value)> {
        if self.is_stream(asked) {
            self.asked.fetch_add(1, Ordering::Relaxed);
        }
        None
    }

    fn reply<'a>(&'a self, _: &'a Asked) -> BoxFuture<'a, Reply> {
        Box::pin(std::future::ready(Reply::Closed))
    }

    fn sees(&self, asked: &Asked, headers: &[(String, String)], at: Nanos, part: &[u8]) {
        if !self.is_stream(asked) {
            return;
        }
        let mut heard = self.heard.lock().expect("no holder panics");
        let hearing = heard.streams.entry(asked.at).or_default();
        let is_chunked = headers.iter().any(|(name, value)| name == "transfer-encoding" && value.contains("chunked"));
        let mut body = vec![];
        if is_chunked {
            hearing.buffer.extend_from_slice(part);
            let _ = hearing.chunked.read(&mut hearing.buffer, &mut body, CHUNK);
        } else {
            body.extend_from_slice(part);
        }
        let items = hearing.scanner.push(&body);
        let events = items.into_iter().filter_map(|item| match item {
            Item::Event(event) => Some((at, event)),
            _ => None,
        });
        heard.events.extend(events.collect::<Vec<_>>());
    }
}

pub async fn open(state: &Arc<PageState>, caller: &Caller) -> Result<(), BrowserError> {
    let of = |number| caller.clone().with(TAB, number);
    let watcher = || Arc::new(Watcher { state: state.clone(), asked: AtomicU32::new(0), heard: Mutex::default() });
    let (together, apart) = (watcher(), watcher());
    let way = |number, watcher: &Arc<Watcher>| Way {
        browser: &state.browser,
        context: state.context.clone(),
        caller: of(number),
        script: Some(watcher.clone() as Arc<dyn Script>),
        hints: Hints::default(),
    };
    let mut tabs = vec![Tab::new(way(1, &together)).await?];
    for number in 2..=TOGETHER {
        let beside = tabs[0].beside(of(number)).await?;
        tabs.push(beside);
    }
    tabs.push(Tab::new(way(ALL, &apart)).await?);
    let done = act(state, [&together, &apart], &mut tabs).await;
    if let Err(error) = &done {
        note(&tabs[0], tabs[0].now(), &Deed::lost(error, end_of(error)));
    }
    for tab in tabs {
        tab.close().await;
    }
    done
}

async fn act(state: &Arc<PageState>, watchers: [&Arc<Watcher>; 2], tabs: &mut [Tab]) -> Result<(), BrowserError> {
    let last = tabs.len() - 1;
    for (place, tab) in tabs.iter_mut().enumerate() {
        let watcher = watchers[usize::from(place == last)];
        let _start = state.starts.acquire().await;
        let before = watcher.asked.load(Ordering::Relaxed);
        tab.go(&state.address()).await?;
        let has_asked = || watcher.asked.load(Ordering::Relaxed) > before;
        if !until(ASKS_WITHIN, has_asked).await {
            tab.operate("", &[], has_asked).await?;
        }
    }
    look(tabs).await?;
    // Only what comes when all of them listen is looked at.
    let from = tabs[0].now();
    note(&tabs[0], from, &Deed::Tabs { tabs: ALL });
    let end = Instant::now() + COME_WITHIN;
    let moments = |watcher: &Watcher| {
        let mut moments: Vec<Nanos> = watcher.quotes(from).iter().map(|(at, ..)| *at).collect();
        moments.dedup();
        moments.len()
    };
    while watchers.iter().any(|watcher| moments(watcher) < QUOTES) && Instant::now() < end {
        look(tabs).await?;
        sleep(LOOKS).await;
    }
    let quotes: Vec<_> = watchers.iter().map(|watcher| watcher.quotes(from)).collect();
    let end = Instant::now() + SHOWS;
    while Instant::now() < end {
        look(tabs).await?;
        sleep(LOOKS).await;
    }
    for (quotes, numbers) in quotes.into_iter().zip([(1..=TOGETHER).collect::<Vec<_>>(), vec![ALL]]) {
        for (at, words, price) in quotes {
            note(&tabs[0], at, &Deed::Came { tabs: numbers.clone(), words, price });
        }
    }
    Ok(())
}

async fn look(tabs: &mut [Tab]) -> Result<(), BrowserError> {
    for tab in tabs {
        tab.look().await?;
    }
    Ok(())
}

fn note(tab: &Tab, at: Nanos, deed: &Deed) {
    tab.note(at, DEED, serde_json::to_value(deed).expect("it is plain data"));
}
