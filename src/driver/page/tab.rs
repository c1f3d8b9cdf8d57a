//! A tab on a page of the student, with what it shows, and when; alone in its context, or beside others.

use super::hints::Hints;
use super::page_clock::PageClock;
use super::proxy::Proxy;
use super::script::Script;
use crate::browser::{Browser, BrowserError, Context as Apart, Page, Said};
use crate::driver::{Caller, Context};
use crate::history::{Moment, Nanos, Observation, Picture, Record, Screen, Shown};
use crate::names::{LabId, Name};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use std::sync::Arc;
use std::time::{Duration, Instant};

const PROBE: &str = include_str!("probe.js");
const PREPARE: &str = include_str!("prepare.js");
/// Going to an address takes no longer, even on a busy machine.
pub(super) const GOES_WITHIN: Duration = Duration::from_secs(15);
/// A picture that takes more than this, in bytes, is left out.
const LARGEST_PICTURE: usize = 40_000;
/// So often the page's clock is read beside ours, before anything is looked at.
const READINGS: u32 = 5;

/// What a tab is opened with.
pub struct Way<'a> {
    pub browser: &'a Browser,
    pub context: Arc<Context>,
    pub caller: Caller,
    /// Answers in place of the student's server, if anything does.
    pub script: Option<Arc<dyn Script>>,
    pub hints: Hints,
}

pub struct Tab {
    pub page: Page,
    room: Arc<Room>,
    context: Arc<Context>,
    caller: Caller,
    screen: Screen,
    clock: PageClock,
    said: usize,
}

/// What the tabs of one context share: their storage, and the way of all that they ask.
struct Room {
    apart: Apart,
    proxy: Proxy,
    hints: Hints,
}

impl Tab {
    /// A tab that shows nothing yet.
    pub async fn new(way: Way<'_>) -> Result<Self, BrowserError> {
        let Way { browser, context, caller, script, hints } = way;
        let failed = |error: std::io::Error| BrowserError::DoesNotStart(error.to_string());
        let proxy = Proxy::start(context.clone(), caller.clone(), script).await.map_err(failed)?;
        let apart = browser.context(Some(proxy.address())).await?;
        Self::within(Arc::new(Room { apart, proxy, hints }), context, caller).await
    }

    /// Another one in the same context, as a user opens a second one.
    pub async fn beside(&self, caller: Caller) -> Result<Self, BrowserError> {
        Self::within(self.room.clone(), self.context.clone(), caller).await
    }

    async fn within(room: Arc<Room>, context: Arc<Context>, caller: Caller) -> Result<Self, BrowserError> {
        let display = serde_json::json!(room.hints.display);
        let probe = format!("globalThis.labDisplay = {display};\n{PROBE}");
        let page = room.apart.page(&probe, PREPARE).await?;
        Ok(Self { page, room, context, caller, screen: Screen::new(), clock: PageClock::default(), said: 0 })
    }

    /// Goes to a page of the student, and reads its clock.
    pub async fn go(&mut self, address: &str) -> Result<(), BrowserError> {
        self.page.go(address, GOES_WITHIN).await?;
        for _ in 0..READINGS {
            let before = self.now();
            let read = self.page.evaluate("lab.now()").await?.as_f64();
            self.clock.read(before, self.now(), read.unwrap_or_default());
        }
        Ok(())
    }

    /// What is shown now; what changed since the last look is written down, and what the page said.
    pub async fn look(&mut self) -> Result<&Screen, BrowserError> {
        let before = self.now();
        let taken = self.page.evaluate_all("globalThis.lab ? lab.take() : null").await?;
        if let Some(read) = taken.first().and_then(|own| own["at"].as_f64()) {
            self.clock.read(before, self.now(), read);
        }
        for (frame, taken) in taken.into_iter().enumerate() {
            for change in taken["changes"].as_array().into_iter().flatten() {
                let Ok(mut shown) = serde_json::from_value::<Shown>(change[1].clone()) else { continue };
                if frame > 0 {
                    shown = Shown(
                        shown.0.into_iter().map(|(place, what)| (format!("frame {frame}/{place}"), what)).collect(),
                    );
                }
                shown.apply(&mut self.screen);
                let at = self.clock.ours(change[0].as_f64().unwrap_or_default());
                self.note(at, Name::new("shown"), serde_json::to_value(shown).expect("it is plain data"));
            }
        }
        self.hear();
        Ok(&self.screen)
    }

    fn hear(&mut self) {
        let (said, _) = self.page.said();
        let now = (Instant::now(), self.context.clock.now());
        for one in said.into_iter().skip(std::mem::replace(&mut self.said, usize::MAX)) {
            let Said { at, saying, text, place } = one;
            let at = now.1.saturating_sub(crate::driver::wire::nanos(now.0 - at));
            let said =
                serde_json::json!({ "saying": format!("{saying:?}").to_lowercase(), "text": text, "place": place });
            self.note(at, Name::new("said"), said);
        }
        self.said = self.page.said().0.len();
    }

    /// Keeps how it looks now. That it cannot be drawn is nobody's fault.
    pub async fn picture(&self, moment: Moment) {
        let at = self.now();
        if let Ok(bytes) = self.page.picture().await
            && bytes.len() <= LARGEST_PICTURE
        {
            let picture = Picture { moment, webp: STANDARD.encode(bytes) };
            self.note(at, Picture::KIND, serde_json::to_value(picture).expect("it is plain data"));
        }
    }

    /// Writes down what was seen or done in this tab.
    pub fn note(&self, at: Nanos, kind: Name, detail: Value) {
        let Caller { lab, scenario, attempt, round, client } = self.caller.clone();
        let lab = lab.unwrap_or(LabId::new(""));
        let seen = Observation { at, lab, scenario, attempt, round, client, kind, detail };
        self.context.recorder.record(Record::Observation(Box::new(seen)));
    }

    pub(super) fn hints(&self) -> &Hints {
        &self.room.hints
    }

    /// Whether a selector is one that the browser understands.
    pub async fn understands(&self, selector: &str) -> bool {
        let asked = format!("document.createDocumentFragment().querySelector({})", serde_json::json!(selector));
        self.page.evaluate(&asked).await.is_ok()
    }

    pub fn now(&self) -> Nanos {
        self.context.clock.now()
    }

    /// Closes it, whatever it does.
    pub async fn close(self) {
        self.page.close().await;
        if let Some(Room { apart, proxy, .. }) = Arc::into_inner(self.room) {
            apart.dispose().await;
            proxy.end().await;
        }
    }
}
