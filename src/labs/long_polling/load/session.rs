//! Loads one target: rounds of waiters and an update, and a ramp of ever more of them.

use super::network_scope;
use super::round::{RoundFigures, RoundTrip, Used};
use super::waiter_pool::{IsUpdate, PoolPlan, STRAGGLERS, WaiterOutcome, WaiterPool};
use crate::driver::discover::NotFound;
use crate::driver::documents;
use crate::driver::run::{self, StartError, Started};
use crate::driver::usage::{Usage, listeners};
use crate::driver::wire::{Connector, Exchange, ExchangeEnd, Network, Response, nanos};
use crate::driver::{Caller, Context, FoundLab, Search};
use crate::history::{Nanos, Noise};
use crate::labs::long_polling::contract::{LongPolling, POLL_PATH};
use crate::labs::long_polling::discover;
use crate::labs::long_polling::found::FoundLongPolling;
use crate::labs::long_polling::reading;
use crate::labs::long_polling::record::{ClientVersion, PollRole};
use crate::labs::long_polling::state::LongPollState;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A target that was found and understood, ready to be loaded.
pub struct LoadDriver {
    state: Arc<LongPollState>,
    connectors: Vec<Arc<dyn Connector>>,
    listeners: Vec<u32>,
    /// What was used before anybody waited: memory that was freed is not always given back.
    before: [Option<Usage>; 2],
    /// The control goes on for as long as this lives.
    _started: Started,
}

/// Why nothing can be loaded.
#[derive(Debug)]
pub enum LoadStartError {
    Start(StartError),
    NotFound(NotFound),
}

impl From<StartError> for LoadStartError {
    fn from(why: StartError) -> Self {
        Self::Start(why)
    }
}

/// How long an update may take to reach everybody before they count as lost.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most of a body that is read for its state.
const BODY: usize = 4096;

impl LoadDriver {
    /// Finds the target and its contract; `connections` will be made to it in all.
    pub async fn start(plan: &run::Plan, connections: usize) -> Result<Self, LoadStartError> {
        let started = Started::new(plan).await?;
        let context = started.context().clone();
        let page = documents::read(&context, POLL_PATH).await;
        let page = page.map_err(|reason| LoadStartError::NotFound(NotFound::of(&reason)))?;
        let search = Search { context, page: &page, given: &plan.given, is_asked: true };
        let (state, _) = discover::find(&search).await.map_err(|why| match page.is_airplay {
            true => LoadStartError::NotFound(NotFound::Airplay),
            false => LoadStartError::NotFound(NotFound::Labs(vec![why])),
        })?;
        let target = started.target().clone();
        let mut connectors: Vec<Arc<dyn Connector>> = Vec::new();
        for source in network_scope::sources(target.address().ip(), connections) {
            let network = Network::new(target.clone()).map_err(|error| StartError::Fault(error.to_string()))?;
            connectors.push(Arc::new(match source {
                Some(source) => network.leaving_from(source),
                None => network,
            }));
        }
        let here = target.address().ip().is_loopback();
        let listeners = if here { listeners(target.address()) } else { vec![] };
        let before = usage(&listeners);
        Ok(Self { state: Arc::new(state), connectors, listeners, before, _started: started })
    }

    fn context(&self) -> &Arc<Context> {
        &self.state.api.context
    }

    pub fn contract(&self) -> &LongPolling {
        &self.state.api.contract
    }

    /// From one connection to the next: half of what the target takes to answer one request, within bounds.
    pub fn pace(&self) -> Duration {
        (self.context().round_trip() / 2).clamp(Duration::from_micros(100), Duration::from_millis(5))
    }

    /// How long one round takes at most.
    pub fn bound(&self, waiters: usize) -> Duration {
        let setup = self.pace() * u32::try_from(waiters).unwrap_or(u32::MAX) + 2 * STRAGGLERS + self.settle();
        // One patience for the read, one for the update, and a little for learning the version.
        setup + 2 * PATIENCE + Duration::from_secs(5)
    }

    fn settle(&self) -> Duration {
        (self.context().round_trip() * 20).clamp(Duration::from_millis(200), Duration::from_secs(2))
    }

    /// Within this, an answer is prompt, as everywhere; noise comes on top.
    pub fn prompt(&self) -> Nanos {
        nanos(self.context().prompt())
    }

    pub fn noise_bound(&self) -> Nanos {
        self.context().tolerance.noise_bound()
    }

    /// So many wait, one reads, one updates. Nothing where no version can be learned.
    pub async fn round(&self, waiters: usize) -> Option<RoundFigures> {
        let caller = self.state.caller("load", 1).with(PollRole::Reader.name(), 0);
        let state = self.state.current(&caller).await?;
        let before = usage(&self.listeners);
        let from = self.context().clock.now();
        let crowd = WaiterPool::open(self.plan(waiters, &state.version.token)).await;
        let setup = crowd.setup;
        let held = usage(&self.listeners);
        let read = self.read(&caller).await;
        let update = self.state.api.update(&self.state.next_status());
        let update = self.context().encode(&update.request);
        let wave = crowd.update(&update).await;
        self.state.changed();
        let after = usage(&self.listeners);
        let woken = wave.waited.iter().find(|one| one.came == WaiterOutcome::Update);
        if let Some(state) = woken.and_then(|one| reading::read(&one.body, &[], &self.contract().answer)) {
            self.state.learn(&state);
        }
        let noise = self.noise(from).await.iter().map(|noise| noise.late).max().unwrap_or(0);
        let used = |n: usize| {
            let cpu = after[n]?.cpu.saturating_sub(before[n]?.cpu);
            Some(Used { memory: held[n]?.memory.saturating_sub(self.before[n]?.memory), cpu })
        };
        Some(RoundFigures::new(waiters, setup, &wave, trip(&wave.update), read, noise, [used(0), used(1)]))
    }

    fn plan(&self, waiters: usize, version: &str) -> PoolPlan {
        let poll = self.state.api.poll(version, ClientVersion::Current);
        PoolPlan {
            connectors: self.connectors.clone(),
            clock: self.context().clock,
            poll: self.context().encode(&poll.request).into(),
            waiters,
            pace: self.pace(),
            settle: self.settle(),
            patience: PATIENCE,
            news: news(self.contract(), version),
            keep: BODY,
        }
    }

    /// One client that is behind, while the others wait.
    async fn read(&self, caller: &Caller) -> RoundTrip {
        let ask = self.state.api.read(&self.state.old_version(), ClientVersion::Old);
        let operation = self.state.api.send_alone(caller, ask, PATIENCE).await;
        match operation.answer() {
            Some(answer) => RoundTrip::Answered { code: answer.code, took: operation.came() - operation.started },
            None => RoundTrip::None,
        }
    }

    /// The noise of the machine and of ourselves since then.
    pub async fn noise(&self, since: Nanos) -> Vec<Noise> {
        let noise = self.context().recorder.snapshot().await.history.noise;
        noise.into_iter().filter(|noise| noise.at + noise.late >= since).collect()
    }

    pub async fn put_back(&self) {
        let found = FoundLongPolling(self.state.clone());
        let _ = tokio::time::timeout(Duration::from_secs(2), found.put_back(1)).await;
    }
}

/// Ours, and the target's.
fn usage(listeners: &[u32]) -> [Option<Usage>; 2] {
    [Usage::of_us(), Usage::of(listeners)]
}

fn trip(exchange: &Exchange) -> RoundTrip {
    match &exchange.end {
        ExchangeEnd::Answered(response) => {
            let came = exchange.arrived.unwrap_or(exchange.done);
            RoundTrip::Answered { code: response.code, took: came - exchange.started }
        }
        ExchangeEnd::Refused(_) => RoundTrip::Refused,
        ExchangeEnd::Indeterminate(_) => RoundTrip::None,
    }
}

/// An answer with another version than the one we have. The others get the same bytes: the last reading is kept, so
/// that the waiters don't wait for us to read the same again.
fn news(contract: &LongPolling, version: &str) -> IsUpdate {
    let (answer, version) = (contract.answer.clone(), version.to_owned());
    let last: Mutex<(Vec<u8>, bool)> = Mutex::default();
    Arc::new(move |response: &Response| {
        if !(200..300).contains(&response.code) || response.body.is_empty() {
            return false;
        }
        let mut last = last.lock().expect("no holder panics");
        if last.0 != response.body {
            let state = reading::read(&response.body, &response.headers, &answer);
            *last = (response.body.clone(), state.is_some_and(|state| state.version.token != version));
        }
        last.1
    })
}
