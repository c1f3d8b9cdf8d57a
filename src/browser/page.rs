//! One tab.

use super::BrowserError;
use super::link::{Event, Link, PATIENCE};
use super::said::{Flood, Said, Saying};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// The name of the world in which scripts of ours run.
const WORLD: &str = "lab";
/// So much of what it says is kept; the rest is counted.
const MOST_SAID: usize = 50;
/// So many of its dialogs are answered. A page that asks again and again is then left with its question.
const MOST_DIALOGS: u32 = 50;
/// From one look to the next for the world of a page that goes elsewhere.
const BETWEEN: Duration = Duration::from_millis(5);

#[derive(Default)]
struct State {
    said: Vec<Said>,
    count: usize,
    flood: Flood,
    dialogs: u32,
    /// What a `prompt` is answered.
    answer: String,
    /// The world of ours in each of its frames, the page's own first.
    worlds: Vec<(String, u64)>,
    navigations: u32,
    has_crashed: bool,
    /// Where it was told to go last.
    address: String,
    has_arrived: bool,
    /// Where it went by itself, if nobody answers there.
    left_for: Option<String>,
    is_closed: bool,
}

pub struct Page {
    link: Arc<Link>,
    target: String,
    session: String,
    state: Arc<Mutex<State>>,
}

impl Page {
    pub(super) async fn attach(
        link: Arc<Link>,
        target: String,
        watching: &str,
        preparing: &str,
    ) -> Result<Self, BrowserError> {
        let params = json!({ "targetId": target, "flatten": true });
        let attached = link.call("", "Target.attachToTarget", params).await?;
        let session = attached["sessionId"].as_str().unwrap_or_default().to_owned();
        let state = Arc::new(Mutex::new(State::default()));
        tokio::spawn(follow(link.clone(), session.clone(), target.clone(), state.clone(), link.listen(&session)));
        let page = Self { link, target, session, state };
        for (method, params) in [
            ("Page.enable", json!({})),
            ("Runtime.enable", json!({})),
            ("Log.enable", json!({})),
            ("Network.enable", json!({ "maxTotalBufferSize": 0, "maxResourceBufferSize": 0 })),
            // Equal requests of several tabs would wait for one another, for up to 20 s.
            ("Network.setCacheDisabled", json!({ "cacheDisabled": true })),
            ("Emulation.setFocusEmulationEnabled", json!({ "enabled": true })),
        ] {
            page.call(method, params).await?;
        }
        for (source, world) in [(watching, Some(WORLD)), (preparing, None)] {
            let mut params = json!({ "source": source, "runImmediately": true });
            if let Some(world) = world {
                params["worldName"] = world.into();
            }
            page.call("Page.addScriptToEvaluateOnNewDocument", params).await?;
        }
        Ok(page)
    }

    pub(super) async fn call(&self, method: &str, params: Value) -> Result<Value, BrowserError> {
        self.call_within(method, params, PATIENCE).await
    }

    async fn call_within(&self, method: &str, params: Value, patience: Duration) -> Result<Value, BrowserError> {
        self.is_there()?;
        let answered = self.link.call_within(&self.session, method, params, patience).await;
        answered.map_err(|error| self.is_there().err().unwrap_or(error))
    }

    fn is_there(&self) -> Result<(), BrowserError> {
        let state = self.state();
        if state.is_closed {
            return Err(BrowserError::Closed);
        }
        if state.has_crashed {
            return Err(BrowserError::Crashed);
        }
        state.left_for.clone().map_or(Ok(()), |address| Err(BrowserError::Left(address)))
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().expect("no holder panics")
    }

    /// Goes to an address; its scripts may not have run yet. An address that cannot be gone to is an error.
    pub async fn go(&self, address: &str, patience: Duration) -> Result<(), BrowserError> {
        {
            let mut state = self.state();
            (state.has_arrived, state.left_for) = (false, None);
            state.address = address.to_owned();
        }
        let gone = self.call_within("Page.navigate", json!({ "url": address }), patience).await?;
        match gone["errorText"].as_str() {
            Some(why) => Err(BrowserError::Refused { call: "Page.navigate".into(), why: why.into() }),
            None => Ok(()),
        }
    }

    /// Goes again to where it was told to go last.
    pub async fn come_back(&self, patience: Duration) -> Result<(), BrowserError> {
        let address = self.state().address.clone();
        self.go(&address, patience).await
    }

    /// The value of an expression in our own world of the page, where nothing of the page's is seen but its document. A
    /// page that goes elsewhere meanwhile is asked again there.
    pub async fn evaluate(&self, expression: &str) -> Result<Value, BrowserError> {
        let end = Instant::now() + PATIENCE;
        loop {
            let world = self.state().worlds.first().map(|(_, world)| *world);
            let value = match world {
                Some(world) => self.evaluate_in(world, expression).await,
                None => Err(BrowserError::Slow("Runtime.evaluate".into())),
            };
            let is_between = world.is_none() || matches!(&value, Err(BrowserError::Refused { .. }));
            if !is_between || self.is_there().is_err() || Instant::now() >= end {
                return value;
            }
            tokio::time::sleep(BETWEEN).await;
        }
    }

    /// The same in each of its frames, the page's own first. Frames that come and go meanwhile are left out.
    pub async fn evaluate_all(&self, expression: &str) -> Result<Vec<Value>, BrowserError> {
        let mut values = vec![self.evaluate(expression).await?];
        let others: Vec<u64> = self.state().worlds.iter().skip(1).map(|(_, world)| *world).collect();
        for world in others {
            values.extend(self.evaluate_in(world, expression).await);
        }
        Ok(values)
    }

    /// Where scripts of ours run: in each of its frames, its own first.
    pub fn worlds(&self) -> Vec<u64> {
        self.state().worlds.iter().map(|(_, world)| *world).collect()
    }

    /// The value of an expression in one of them, if it is still there.
    pub async fn evaluate_in(&self, world: u64, expression: &str) -> Result<Value, BrowserError> {
        let mut params = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        params["contextId"] = world.into();
        let mut evaluated = self.call("Runtime.evaluate", params).await?;
        match evaluated.get("exceptionDetails") {
            Some(about) => {
                let text = about["exception"]["description"].as_str().or(about["text"].as_str());
                Err(BrowserError::Script(text.unwrap_or_default().into()))
            }
            None => Ok(evaluated["result"]["value"].take()),
        }
    }

    /// Lets its timers run as if so much time had passed, at once. Its time stands still afterwards.
    pub async fn pass(&self, time: Duration) -> Result<(), BrowserError> {
        let budget = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        self.call("Emulation.setVirtualTimePolicy", json!({ "policy": "advance", "budget": budget })).await.map(drop)
    }

    /// What is in its window, as a picture (WebP).
    pub async fn picture(&self) -> Result<Vec<u8>, BrowserError> {
        let params = json!({ "format": "webp", "quality": 50 });
        let taken = self.call("Page.captureScreenshot", params).await?;
        let bytes = STANDARD.decode(taken["data"].as_str().unwrap_or_default());
        bytes.map_err(|error| BrowserError::Script(error.to_string()))
    }

    /// What a `prompt` is answered from now on.
    pub fn answer_with(&self, answer: &str) {
        self.state().answer = answer.to_owned();
    }

    /// What it said so far, at most the first fifty; and how often it said something.
    pub fn said(&self) -> (Vec<Said>, usize) {
        let state = self.state();
        (state.said.clone(), state.count)
    }

    /// How often it was loaded or went elsewhere.
    pub fn navigations(&self) -> u32 {
        self.state().navigations
    }

    pub fn has_crashed(&self) -> bool {
        self.state().has_crashed
    }

    pub async fn close(self) {
        // It may be closed already, by itself.
        let _ = self.link.call("", "Target.closeTarget", json!({ "targetId": self.target })).await;
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.link.stop_listening(&self.session);
    }
}

/// Writes down what happens in a page, and answers its dialogs, which stop it until they are.
async fn follow(
    link: Arc<Link>,
    session: String,
    target: String,
    state: Arc<Mutex<State>>,
    mut events: mpsc::UnboundedReceiver<Event>,
) {
    while let Some(event) = events.recv().await {
        let params = &event.params;
        let mut state = state.lock().expect("no holder panics");
        if state.flood.begins(event.at, &event.method) {
            // What is said faster than anybody reads would keep us from all else.
            for domain in ["Runtime.disable", "Log.disable"] {
                link.tell(&session, domain, json!({}));
            }
        }
        if let Some(said) = Said::of(event.at, &event.method, params) {
            state.count += 1;
            if said.saying == Saying::Dialog {
                state.dialogs += 1;
                if state.dialogs <= MOST_DIALOGS {
                    let answer = json!({ "accept": true, "promptText": state.answer });
                    link.tell(&session, "Page.handleJavaScriptDialog", answer);
                }
            }
            if state.said.len() < MOST_SAID {
                state.said.push(said);
            }
        }
        match event.method.as_str() {
            "Runtime.executionContextCreated" if params["context"]["name"] == WORLD => {
                let frame = params["context"]["auxData"]["frameId"].as_str().unwrap_or_default().to_owned();
                let world = params["context"]["id"].as_u64().unwrap_or_default();
                let place = if frame == target { 0 } else { state.worlds.len() };
                state.worlds.retain(|(other, _)| *other != frame);
                let place = place.min(state.worlds.len());
                state.worlds.insert(place, (frame, world));
            }
            "Runtime.executionContextDestroyed" => {
                let world = params["executionContextId"].as_u64();
                state.worlds.retain(|(_, other)| Some(*other) != world);
            }
            "Runtime.executionContextsCleared" => state.worlds.clear(),
            "Page.frameNavigated" if params["frame"]["parentId"].is_null() => {
                state.navigations += 1;
                // The worlds of another document are told only to who listens.
                if std::mem::take(&mut state.flood).is_on {
                    link.tell(&session, "Runtime.enable", json!({}));
                }
                let nowhere = params["frame"]["unreachableUrl"].as_str();
                // Where it never was, it has not left.
                state.left_for = nowhere.filter(|_| state.has_arrived).map(str::to_owned);
                state.has_arrived |= nowhere.is_none();
            }
            "Inspector.targetCrashed" => state.has_crashed = true,
            "Inspector.detached" => state.is_closed = true,
            _ => {}
        }
    }
}
