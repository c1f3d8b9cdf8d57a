//! Several tabs on the student's own server, as the lab text has it: what is changed in one is seen in all.

use super::display::folded;
use super::record::{DEED, Deed, TAB};
use super::state::PageState;
use super::waits::{ALSO_ASKS_WITHIN, ASKS_WITHIN, REST, SETTLES, SHOWS_WITHIN, until};
use crate::browser::BrowserError;
use crate::driver::page::{Asked, Reply, Script, Tab, Way, end_of, may_start};
use crate::driver::{BoxFuture, Caller};
use crate::history::Nanos;
use crate::labs::long_polling::record::{ID as SERVER, PollRole};
use crate::names::Name;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// In one context, as tabs of one window are; and one more, as in another browser.
const TOGETHER: u32 = 3;
const ALL: u32 = TOGETHER + 1;
/// The status is changed so often.
const CHANGES: usize = 2;
/// All have asked again by then, or share what one of them asks.
const ALL_ASK_WITHIN: Duration = Duration::from_secs(2);
/// From one look at all tabs to the next.
const EACH: Duration = Duration::from_millis(50);
/// The longest that all of it takes.
pub const LONGEST: Duration = Duration::from_secs(60);

/// Sees what the page sends to its own server, and answers nothing.
struct Watcher {
    state: Arc<PageState>,
    asked: AtomicU32,
    /// The polls that were not answered yet, by when and how they were asked.
    held: Mutex<BTreeSet<(Nanos, String)>>,
    sent: Mutex<Vec<String>>,
}

impl Script for Watcher {
    fn kind(&self, asked: &Asked) -> Option<(Name, Value)> {
        use super::record::PageKind;
        match self.state.dialect.kind_of(asked) {
            Some(PageKind::Update) => {
                let status = self.state.dialect.status_sent(asked);
                self.sent.lock().expect("no holder panics").extend(status);
            }
            Some(kind @ (PageKind::Poll | PageKind::Read)) => {
                self.asked.fetch_add(1, Ordering::Relaxed);
                if kind == PageKind::Poll {
                    self.held.lock().expect("no holder panics").insert(of(asked));
                }
            }
            None => {}
        }
        None
    }

    fn reply<'a>(&'a self, _: &'a Asked) -> BoxFuture<'a, Reply> {
        Box::pin(std::future::ready(Reply::Closed))
    }

    fn sees(&self, asked: &Asked, _: &[(String, String)], _: Nanos, _: &[u8]) {
        self.held.lock().expect("no holder panics").remove(&of(asked));
    }
}

fn of(asked: &Asked) -> (Nanos, String) {
    (asked.at, asked.path.clone())
}

impl Watcher {
    fn held(&self) -> usize {
        self.held.lock().expect("no holder panics").len()
    }

    fn sent(&self) -> usize {
        self.sent.lock().expect("no holder panics").len()
    }

    fn last(&self) -> Option<String> {
        self.sent.lock().expect("no holder panics").last().cloned()
    }
}

pub async fn open(state: &Arc<PageState>, caller: &Caller) -> Result<(), BrowserError> {
    let of = |number| caller.clone().with(TAB, number);
    let watcher = Arc::new(Watcher {
        state: state.clone(),
        asked: AtomicU32::new(0),
        held: Mutex::default(),
        sent: Mutex::default(),
    });
    let way = |number| Way {
        browser: &state.browser,
        context: state.context.clone(),
        caller: of(number),
        script: Some(watcher.clone() as Arc<dyn Script>),
        hints: state.hints(),
    };
    let first = Tab::new(way(1)).await?;
    let mut tabs = vec![];
    for number in 2..=TOGETHER {
        tabs.push(first.beside(of(number)).await?);
    }
    tabs.insert(0, first);
    tabs.push(Tab::new(way(ALL)).await?);
    let done = act(state, caller, &watcher, &mut tabs).await;
    if let Err(error) = &done {
        note(&tabs[0], &Deed::lost(error, end_of(error)));
    }
    for tab in tabs {
        tab.close().await;
    }
    done
}

async fn act(state: &Arc<PageState>, caller: &Caller, watcher: &Watcher, tabs: &mut [Tab]) -> Result<(), BrowserError> {
    for (place, tab) in tabs.iter_mut().enumerate() {
        let _start = may_start().await;
        let before = watcher.asked.load(Ordering::Relaxed);
        tab.go(&state.address()).await?;
        let within = if place == 0 { ASKS_WITHIN } else { ALSO_ASKS_WITHIN };
        let asked = until(within, || watcher.asked.load(Ordering::Relaxed) > before).await;
        // One that never asks for the state will not in another tab.
        if place == 0 && !asked {
            return Err(BrowserError::Silent("the state"));
        }
    }
    sleep(SETTLES).await;
    look(tabs).await?;
    note(&tabs[0], &Deed::Tabs { tabs: ALL });
    let loaded: Vec<u32> = tabs.iter().map(|tab| tab.page.navigations()).collect();
    let statuses = &state.dialect.contract.statuses.values;
    for number in 0..CHANGES {
        let wanted = &statuses[(number + 1) % statuses.len()];
        // One that pauses before it asks again is late for that, and not for having several tabs.
        until(ALL_ASK_WITHIN, || watcher.held() >= ALL as usize).await;
        change(state, caller, watcher, &mut tabs[0], wanted, statuses).await?;
        let end = Instant::now() + SHOWS_WITHIN;
        while Instant::now() < end && !all_show(tabs, wanted).await? {
            sleep(EACH).await;
        }
        sleep(REST).await;
    }
    look(tabs).await?;
    for (place, tab) in tabs.iter().enumerate().filter(|(place, tab)| tab.page.navigations() > loaded[*place]) {
        note(tab, &Deed::Reloaded { tab: place as u32 + 1 });
    }
    Ok(())
}

/// By the page's own control; by us where it has none, or where that sends nothing that the server reads.
async fn change(
    state: &PageState,
    caller: &Caller,
    watcher: &Watcher,
    tab: &mut Tab,
    wanted: &str,
    statuses: &[String],
) -> Result<(), BrowserError> {
    let before = watcher.sent();
    let operated = tab.operate(wanted, statuses, || watcher.sent() > before).await?;
    let by = operated.map(|operated| operated.label);
    if let Some(status) = watcher.last().filter(|_| watcher.sent() > before) {
        note(tab, &Deed::Sent { status, by });
        return Ok(());
    }
    let ours = Caller::new(SERVER, &caller.scenario, caller.attempt).with(PollRole::Discovery.name(), 0);
    let sent = state.api.send_alone(&ours, state.api.update(wanted), state.context.longest()).await;
    if sent.succeeded() {
        note(tab, &Deed::Sent { status: wanted.to_owned(), by: None });
    }
    Ok(())
}

/// Looks at all of them; whether each says this status in its own words, at the same place. The field of the tab that was
/// used says it too, and no other tab's.
async fn all_show(tabs: &mut [Tab], status: &str) -> Result<bool, BrowserError> {
    let own = folded(status);
    let mut common: Option<BTreeSet<String>> = None;
    for tab in tabs {
        let says = tab.look().await?.iter().filter(|(_, (text, _))| folded(text).contains(&own));
        let places: BTreeSet<String> = says.map(|(place, _)| place.clone()).collect();
        common = Some(common.map_or_else(|| places.clone(), |common| &common & &places));
    }
    Ok(common.is_some_and(|places| !places.is_empty()))
}

async fn look(tabs: &mut [Tab]) -> Result<(), BrowserError> {
    for tab in tabs {
        tab.look().await?;
    }
    Ok(())
}

fn note(tab: &Tab, deed: &Deed) {
    tab.note(tab.now(), DEED, serde_json::to_value(deed).expect("it is plain data"));
}
