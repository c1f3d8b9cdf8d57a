use super::super::control::Meter;
use super::super::known::Known;
use super::super::recorder::Recorder;
use super::super::wire::{Clock, Edge, End, Exchange, Line, Plain, Request, Response, Target};
use super::super::world::{Who, World, ask};
use super::answers::{status_field, version_field};
use super::found::{Holds, Look};
use super::{Came, Draft, NotFound};
use crate::contract::{self, LongPolling};
use crate::history::{Kind, Knows, Lost, State, Tolerance};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;

/// How long an answer may take while we do not know the target yet.
pub(super) const PATIENCE: Duration = Duration::from_secs(3);
/// After this without an answer, a poll counts as held; longer where the target is slow.
const HELD: Duration = Duration::from_millis(400);

/// How long an update may take to wake a poll here, where nothing is judged yet.
const WAKE: Duration = Duration::from_millis(1500);

/// Asks, while the contract is still being found. Everything it asks is recorded under `discovery`.
pub struct Probe {
    pub contract: LongPolling,
    pub known: Known,
    pub plain: Plain,
    pub edge: Arc<dyn Edge>,
    pub clock: Clock,
    pub recorder: Recorder,
    pub meter: Meter,
    pub base: String,
    pub tolerance: Tolerance,
    /// Set where the state moved again and again while a poll with the current version was tried.
    pub doubts: bool,
    /// Set once a target was given the time that it asked for.
    pub(super) waited: bool,
    /// The status that was accepted last.
    sent: Option<String>,
}

impl Probe {
    pub fn new(
        target: &Target,
        edge: Arc<dyn Edge>,
        clock: Clock,
        recorder: Recorder,
        meter: Meter,
        tolerance: Tolerance,
    ) -> Result<Self, String> {
        Ok(Self {
            contract: LongPolling::default(),
            known: Known::default(),
            plain: Plain::new(target.clone(), clock)?,
            edge,
            clock,
            recorder,
            meter,
            base: target.path(""),
            tolerance,
            doubts: false,
            waited: false,
            sent: None,
        })
    }

    /// A world with what is known so far: it asks and records like the one that the scenarios use.
    pub fn world(&self) -> World {
        World {
            clock: self.clock,
            edge: self.edge.clone(),
            plain: self.plain.clone(),
            contract: self.contract.clone(),
            tolerance: self.tolerance,
            recorder: self.recorder.clone(),
            meter: self.meter.clone(),
            base: self.base.clone(),
            starved: false.into(),
            crowd: u32::MAX.into(),
            dead: false.into(),
            unwakeable: false.into(),
            silent: 0.into(),
            broken: false.into(),
            prefers_page: false.into(),
            updates: 0.into(),
            slow_updates: 0.into(),
            known: std::sync::Mutex::new(Known::default()),
            stream: None,
            last_event_id: None.into(),
            interval: None.into(),
            one_stream: false.into(),
        }
    }

    pub fn who() -> Who {
        Who { scenario: "discovery".into(), attempt: 1, round: 1, actor: "discovery".into() }
    }

    /// Gets a page, whole, by the instrument: it says what exactly is wrong with an answer.
    pub async fn get(&mut self, path: &str) -> Result<Response, NotFound> {
        let request = Request::get(format!("{}{path}", self.base));
        let exchange = self.exchange(&request).await;
        let took = Duration::from_nanos(exchange.done - exchange.started);
        let response = match &exchange.end {
            End::Answered(response) => {
                self.known.round_trips.push(took);
                Ok(response.clone())
            }
            End::Refused(why) => Err(NotFound::Cut(why.clone())),
            End::Unclear(lost) => Err(NotFound::of(lost)),
        };
        self.world().finish(&Self::who(), Kind::Page, ask(&request), exchange);
        response
    }

    /// The body of a page that answers 200 soon.
    pub async fn peek(&mut self, path: &str) -> Option<Vec<u8>> {
        let request = Request::get(format!("{}{path}", self.base));
        let exchange = self.plain.exchange(&request, HELD + self.known.round_trip() * 5).await;
        let body = match &exchange.end {
            End::Answered(response) if response.code == 200 => Some(response.body.clone()),
            _ => None,
        };
        self.world().finish(&Self::who(), Kind::Page, ask(&request), exchange);
        body
    }

    pub async fn update(&mut self, status: &str) -> End {
        let world = self.world();
        let request = world.update_request(status);
        let exchange = self.exchange(&request).await;
        let end = match &exchange.end {
            End::Answered(response) => End::Answered(response.clone()),
            End::Refused(why) => End::Refused(why.clone()),
            End::Unclear(lost) => End::Unclear(lost.clone()),
        };
        if let End::Answered(response) = &end {
            self.known.round_trips.push(Duration::from_nanos(exchange.done - exchange.started));
            if (200..300).contains(&response.code) {
                self.sent = Some(status.into());
            }
        }
        world.finish(&Self::who(), Kind::Update, world.update_ask(status), exchange);
        end
    }

    /// Polls as a newcomer and looks for the status that was sent last in the answer.
    pub async fn look_for_state(&mut self, draft: &Draft, statuses: &[&str], versions: &[&str]) -> Look {
        let first = self.contract.poll.first.clone();
        let response = match self.poll_until_news(&first).await {
            Ok(response) => response,
            Err(came) => return Look::NotHere(came),
        };
        let came = Came::of(&response);
        if matches!(came, Came::Page(_) | Came::Moved(..) | Came::Events(_) | Came::Code(404 | 405 | 501)) {
            return Look::NotHere(came);
        }
        let before = contract::find(&response.body);
        let status = draft.answer.status.clone().or_else(|| status_field(self.sent.as_deref(), &before, statuses));
        let version = draft.answer.version.clone().or_else(|| version_field(&before, versions));
        if let (Some(status), Some(version)) = (status, version) {
            self.contract.answer = contract::Answer { status, version };
            if let Some(state) = contract::read(&response.body, &self.contract.answer).state {
                self.known.see(&state);
                self.learn_another_state().await;
                return Look::State;
            }
        }
        Look::Something
    }

    /// Moves on to another state, so that there is an old version to poll with.
    async fn learn_another_state(&mut self) {
        let Some(known) = self.known.current().cloned() else { return };
        self.update_to_another(&known.status).await;
        let response = self.poll_until_news(&known.version.token).await;
        if let Some(state) = response.ok().and_then(|r| contract::read(&r.body, &self.contract.answer).state) {
            self.known.see(&state);
        }
    }

    async fn update_to_another(&mut self, than: &str) {
        let other = self.contract.statuses.values.iter().find(|status| *status != than).cloned();
        self.update(&other.unwrap_or_default()).await;
    }

    /// Polls; a server that holds even a newcomer, or forgets what nobody waited for, is woken by an update.
    pub(super) async fn poll_until_news(&mut self, version: &str) -> Result<Response, Came> {
        let world = self.world();
        let request = world.poll_request(version);
        let (close, closed) = oneshot::channel();
        let bytes = request.for_edge(&*self.edge);
        let edge = self.edge.clone();
        let clock = self.clock;
        let mut asking = tokio::spawn(async move { Line::exchange(&*edge, clock, &bytes, closed).await });
        let mut exchange = tokio::time::timeout(self.held_after(), &mut asking).await.ok();
        if exchange.is_none() {
            let sent = self.sent.clone().unwrap_or_default();
            self.update_to_another(&sent).await;
            exchange = tokio::time::timeout(WAKE, &mut asking).await.ok();
        }
        let exchange = match exchange {
            Some(done) => done,
            None => {
                let _ = close.send(Lost::NoAnswer);
                asking.await
            }
        };
        let exchange = exchange.map_err(|_| Came::Nothing)?;
        let response = match &exchange.end {
            End::Answered(response) => Ok(response.clone()),
            End::Refused(why) => Err(Came::Lost(why.clone())),
            End::Unclear(lost) => Err(Came::lost(lost)),
        };
        world.finish(&Self::who(), Kind::Read, world.poll_ask(version, Knows::Old), exchange);
        response
    }

    fn held_after(&self) -> Duration {
        HELD.max(self.known.round_trip() * 5) + self.meter.recent(self.clock.now())
    }

    /// Whether a poll with the current version waits. It is woken by an update, which shows the next state too.
    pub async fn holds(&mut self) -> Holds {
        for _ in 0..3 {
            let Some(current) = self.known.current().cloned() else { return Holds::No };
            let world = self.world();
            let request = world.poll_request(&current.version.token);
            let (close, closed) = oneshot::channel();
            let bytes = request.for_edge(&*self.edge);
            let (edge, clock) = (self.edge.clone(), self.clock);
            let holding = self.meter.hold_one();
            let mut asking = tokio::spawn(async move { Line::exchange(&*edge, clock, &bytes, closed).await });
            let early = tokio::time::timeout(self.held_after(), &mut asking).await.ok();
            let held = early.is_none();
            let exchange = match early {
                Some(done) => done.ok(),
                None => self.wake(asking, close).await,
            };
            drop(holding);
            let Some(exchange) = exchange else { return Holds::No };
            let operation = world.finish(
                &Self::who(),
                Kind::Poll,
                world.poll_ask(&current.version.token, Knows::Current),
                exchange,
            );
            if let Some(state) = operation.news() {
                self.known.see(state);
            }
            if held {
                self.known.moves = u32::from(operation.news().is_none());
                return Holds::Yes;
            }
            match operation.answer() {
                // Somebody else moved the state: try again with what it is now.
                Some(_) if operation.news().is_some() => {}
                Some(answer) if answer.state.is_none() && answer.code < 400 => return Holds::SaidNoChange,
                _ => return Holds::No,
            }
        }
        self.doubts = true;
        Holds::No
    }

    async fn wake(
        &mut self,
        mut asking: tokio::task::JoinHandle<Exchange>,
        close: oneshot::Sender<Lost>,
    ) -> Option<Exchange> {
        let current = self.known.current().map(|s| s.status.clone()).unwrap_or_default();
        self.update_to_another(&current).await;
        match tokio::time::timeout(WAKE, &mut asking).await {
            Ok(done) => done.ok(),
            Err(_) => {
                let _ = close.send(Lost::NoAnswer);
                asking.await.ok()
            }
        }
    }

    /// Whether this path gives the state at once, without a version.
    pub async fn reads_state(&mut self, path: &str) -> bool {
        let response = self.get(path).await;
        let current = self.known.current().map(|s| s.status.clone());
        response.is_ok_and(|r| {
            let state: Option<State> = contract::read(&r.body, &self.contract.answer).state;
            r.code == 200 && state.map(|s| s.status) == current
        })
    }
}
