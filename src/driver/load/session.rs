//! Loads one target: rounds of waiters and an update, and a ramp of ever more of them.

use super::reach;
use super::round::{Round, Trip, Used};
use super::usage::{Usage, listeners};
use super::wave::{Came, Crowd, News, Plan, STRAGGLERS};
use crate::contract::{self, LongPolling};
use crate::driver::run::{self, NoRun, Run, Started};
use crate::driver::wire::{Edge, End, Exchange, Network, Response, Target, nanos};
use crate::driver::world::{Who, World};
use crate::history::{Kind, Knows, Lost, Nanos, Noise, Operation};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::oneshot;

/// A target that was found and understood, ready to be loaded.
pub struct Load {
    run: Run,
    edges: Vec<Arc<dyn Edge>>,
    listeners: Vec<u32>,
    /// What was used before anybody waited: memory that was freed is not always given back.
    before: [Option<Usage>; 2],
}

/// How long an update may take to reach everybody before they count as lost.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most of a body that is read for its state.
const BODY: usize = 4096;

impl Load {
    /// Finds the target and its contract; `connections` will be made to it in all.
    pub async fn start(plan: &run::Plan, connections: usize) -> Result<Self, NoRun> {
        let run = Started::new(plan).await?.discover(plan).await?;
        let target = Target::find(&plan.url).await.map_err(NoRun::Target)?;
        let mut edges: Vec<Arc<dyn Edge>> = Vec::new();
        for source in reach::sources(target.address.ip(), connections) {
            let network = Network::new(target.clone()).map_err(|error| NoRun::Lab(error.to_string()))?;
            edges.push(Arc::new(match source {
                Some(source) => network.leaving_from(source),
                None => network,
            }));
        }
        let here = target.address.ip().is_loopback();
        let listeners = if here { listeners(target.address) } else { vec![] };
        let before = usage(&listeners);
        Ok(Self { run, edges, listeners, before })
    }

    fn world(&self) -> &Arc<World> {
        self.run.world()
    }

    pub fn contract(&self) -> &LongPolling {
        self.run.contract().long_polling()
    }

    pub fn version_kind(&self) -> Option<String> {
        self.run.version_kind()
    }

    /// From one connection to the next: half of what the target takes to answer one request, within bounds.
    pub fn pace(&self) -> Duration {
        (self.run.round_trip() / 2).clamp(Duration::from_micros(100), Duration::from_millis(5))
    }

    /// How long one round takes at most.
    pub fn bound(&self, waiters: usize) -> Duration {
        let setup = self.pace() * u32::try_from(waiters).unwrap_or(u32::MAX) + 2 * STRAGGLERS + self.settle();
        // One patience for the read, one for the update, and a little for learning the version.
        setup + 2 * PATIENCE + Duration::from_secs(5)
    }

    fn settle(&self) -> Duration {
        (self.run.round_trip() * 20).clamp(Duration::from_millis(200), Duration::from_secs(2))
    }

    /// Within this, an answer is prompt, as everywhere; noise comes on top.
    pub fn prompt(&self) -> Nanos {
        let tolerance = self.world().tolerance;
        let limit = Duration::from_secs_f64(tolerance.prompt_ms / 1000.0);
        nanos(limit.max(self.run.round_trip().mul_f64(tolerance.prompt_round_trips)))
    }

    pub fn noise_bound(&self) -> Nanos {
        (self.world().tolerance.noise_bound_ms * 1e6) as Nanos
    }

    /// So many wait, one reads, one updates. Nothing where no version can be learned.
    pub async fn round(&self, waiters: usize) -> Option<Round> {
        let world = self.world();
        let who = Who { scenario: "load".into(), actor: "reader".into(), ..Who::default() };
        let state = world.current(&who).await?;
        let before = usage(&self.listeners);
        let from = world.clock.now();
        let crowd = Crowd::open(self.plan(waiters, &state.version.token)).await;
        let setup = crowd.setup;
        let held = usage(&self.listeners);
        let read = self.read(&who).await;
        let status = world.next_status();
        let update = world.update_request(&status).for_edge(&*world.edge);
        let wave = crowd.update(&update).await;
        world.moved();
        let after = usage(&self.listeners);
        let woken = wave.waited.iter().find(|one| one.came == Came::News);
        if let Some(state) = woken.and_then(|one| contract::read(&one.body, &world.contract.answer).state) {
            world.learn(&state);
        }
        let noise = self.noise(from).await.iter().map(|noise| noise.late).max().unwrap_or(0);
        let used = |n: usize| {
            let cpu = after[n]?.cpu.saturating_sub(before[n]?.cpu);
            Some(Used { memory: held[n]?.memory.saturating_sub(self.before[n]?.memory), cpu })
        };
        Some(Round::new(waiters, setup, &wave, trip(&wave.update), read, noise, [used(0), used(1)]))
    }

    fn plan(&self, waiters: usize, version: &str) -> Plan {
        let world = self.world();
        Plan {
            edges: self.edges.clone(),
            clock: world.clock,
            poll: world.poll_request(version).for_edge(&*world.edge).into(),
            waiters,
            pace: self.pace(),
            settle: self.settle(),
            patience: PATIENCE,
            news: news(&world.contract, version),
            keep: BODY,
        }
    }

    /// One client that is behind, while the others wait.
    async fn read(&self, who: &Who) -> Trip {
        let world = self.world();
        let old = world.known.lock().expect("no holder panics").old().map(|state| state.version.token.clone());
        let version = old.unwrap_or_else(|| world.contract.poll.first.clone());
        let (close, closed) = oneshot::channel();
        let request = world.poll_request(&version);
        let ask = world.poll_ask(&version, Knows::Old);
        let asking = world.ask_on_line(who, Kind::Read, ask, &request, closed);
        tokio::pin!(asking);
        let operation: Operation = tokio::select! {
            operation = &mut asking => operation,
            () = tokio::time::sleep(PATIENCE) => {
                let _ = close.send(Lost::NoAnswer);
                asking.await
            }
        };
        match operation.answer() {
            Some(answer) => Trip::Answered { code: answer.code, took: operation.came() - operation.started },
            None => Trip::None,
        }
    }

    /// The noise of the machine and of ourselves since then.
    pub async fn noise(&self, since: Nanos) -> Vec<Noise> {
        let noise = self.run.recorded().await.history.noise;
        noise.into_iter().filter(|noise| noise.at + noise.late >= since).collect()
    }

    pub async fn put_back(&self) {
        self.run.put_back_soon().await;
    }
}

/// Ours, and the target's.
fn usage(listeners: &[u32]) -> [Option<Usage>; 2] {
    [Usage::of_us(), Usage::of(listeners)]
}

fn trip(exchange: &Exchange) -> Trip {
    match &exchange.end {
        End::Answered(response) => {
            let came = exchange.arrived.unwrap_or(exchange.done);
            Trip::Answered { code: response.code, took: came - exchange.started }
        }
        End::Refused(_) => Trip::Refused,
        End::Unclear(_) => Trip::None,
    }
}

/// An answer with another version than the one we have. The others get the same bytes: the last reading is kept, so
/// that the waiters don't wait for us to read the same again.
fn news(contract: &LongPolling, version: &str) -> News {
    let (answer, version) = (contract.answer.clone(), version.to_owned());
    let last: Mutex<(Vec<u8>, bool)> = Mutex::default();
    Arc::new(move |response: &Response| {
        if !(200..300).contains(&response.code) || response.body.is_empty() {
            return false;
        }
        let mut last = last.lock().expect("no holder panics");
        if last.0 != response.body {
            let state = contract::read(&response.body, &answer).state;
            *last = (response.body.clone(), state.is_some_and(|state| state.version.token != version));
        }
        last.1
    })
}
