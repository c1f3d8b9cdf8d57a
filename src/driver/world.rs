//! What the driver knows of one target, and the few ways it asks it something. Each asking is recorded here.

use super::control::Meter;
use super::kept::{EXCERPT, answer, excerpt, start};
use super::known::Known;
use super::recorder::Recorder;
use super::wire::{Clock, Edge, End, Exchange, Line, Plain, Request};
use crate::contract::{LongPolling, STREAM_PATH, Stream};
use crate::history::{Ask, Event, Kind, Knows, Lost, Operation, Outcome, State, Streamed, Tolerance, VersionKind};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::oneshot;

/// As many waiting clients as a server of this lab is asked to serve; what happens beyond is advice.
pub const ASKED: u32 = 10;

/// The control of a calm machine is never so late.
const NOISY: Duration = Duration::from_millis(20);

/// Everything that the steps of a run share.
pub struct World {
    pub clock: Clock,
    pub edge: Arc<dyn Edge>,
    pub plain: Plain,
    pub contract: LongPolling,
    pub tolerance: Tolerance,
    pub recorder: Recorder,
    pub meter: Meter,
    /// The path of the target's URL, which every path of the contract is relative to.
    pub base: String,
    /// Set once the target answered nothing while it held a poll; from then on no more than one is held at a time.
    pub starved: AtomicBool,
    /// The most polls to hold at once: without end, until the target served nobody while it held more than [`ASKED`].
    pub crowd: AtomicU32,
    pub dead: AtomicBool,
    /// Set once a connection was refused or cut: the target may have ended, and been started anew.
    pub broken: AtomicBool,
    /// Set once an update that was sent to let go of polls woke none of them: it is not tried again.
    pub unwakeable: AtomicBool,
    /// Rounds, of all scenarios, in which something that was due had not come.
    pub silent: AtomicU32,
    /// Set once a client that is behind was left without an answer, and the plain read was not.
    pub prefers_page: AtomicBool,
    pub updates: AtomicU32,
    /// Updates whose answer did not come in time, though they woke somebody.
    pub slow_updates: AtomicU32,
    pub known: Mutex<Known>,
    /// The lab of streams, where the target has it.
    pub stream: Option<Stream>,
    /// The last event id that any stream brought.
    pub last_event_id: Mutex<Option<String>>,
    /// The longest usual interval of any stream: of one that was left soon it is a guess.
    pub interval: Mutex<Option<Duration>>,
    /// Set once not everybody was served beside open streams: then the scenarios that open some take turns.
    pub one_stream: AtomicBool,
}

/// Who asks: the part of an operation that the caller knows.
#[derive(Debug, Clone, Default)]
pub struct Who {
    pub scenario: String,
    pub attempt: u32,
    pub round: u32,
    pub actor: String,
}

impl World {
    /// What starved the target once is looked at anew, or a second look would see nothing.
    pub fn look_anew(&self) {
        self.starved.store(false, std::sync::atomic::Ordering::Relaxed);
        self.crowd.store(u32::MAX, std::sync::atomic::Ordering::Relaxed);
        self.unwakeable.store(false, std::sync::atomic::Ordering::Relaxed);
        self.silent.store(0, std::sync::atomic::Ordering::Relaxed);
    }

    /// How long an answer may take and still be worth something, noise included.
    pub fn late(&self) -> Duration {
        let round_trip = self.known.lock().expect("no holder panics").round_trip();
        let limit = Duration::from_secs_f64(self.tolerance.late_ms / 1000.0);
        // Noise that comes up meanwhile excuses an answer too, as far as anything is concluded at all.
        let bound = Duration::from_secs_f64(self.tolerance.noise_bound_ms / 1000.0);
        let noise = self.meter.recent(self.clock.now()).max(bound);
        limit.max(round_trip.mul_f64(self.tolerance.late_round_trips)) + noise
    }

    /// The machine has other things to do: what needs exact times needs more of them.
    pub fn is_noisy(&self) -> bool {
        self.meter.recent(self.clock.now()) > NOISY
    }

    pub fn poll_request(&self, version: &str) -> Request {
        Request::get(format!("{}{}", self.base, self.contract.poll_path(version)))
    }

    pub fn update_request(&self, status: &str) -> Request {
        let (path, content_type, body) = self.contract.update_request(status);
        Request {
            method: self.contract.update.method.as_str().into(),
            path: format!("{}{path}", self.base),
            content_type: content_type.map(String::from),
            body: body.map(String::into_bytes),
            ..Request::default()
        }
    }

    pub fn poll_ask(&self, version: &str, knows: Knows) -> Ask {
        Ask { knows: Some(knows), version: Some(version.into()), ..ask(&self.poll_request(version)) }
    }

    pub fn update_ask(&self, status: &str) -> Ask {
        Ask { status: Some(start(status)), ..ask(&self.update_request(status)) }
    }

    /// The next status to send: never the current one, and never one that the target did not accept.
    pub fn next_status(&self) -> String {
        let values = &self.contract.statuses.values;
        let current = self.known.lock().expect("no holder panics").current().map(|s| s.status.clone());
        let turn = self.updates.fetch_add(1, Ordering::Relaxed) as usize;
        let candidate = &values[turn % values.len()];
        if Some(candidate) == current.as_ref() {
            let turn = self.updates.fetch_add(1, Ordering::Relaxed) as usize;
            return values[turn % values.len()].clone();
        }
        candidate.clone()
    }

    /// Asks by the ordinary client, and records.
    pub async fn ask(&self, who: &Who, kind: Kind, ask: Ask, request: &Request, patience: Duration) -> Operation {
        let exchange = self.plain.exchange(request, patience).await;
        self.finish(who, kind, ask, exchange)
    }

    /// Reads the state as a client that has `version`.
    pub async fn read(&self, who: &Who, version: &str, knows: Knows, patience: Duration) -> Operation {
        let request = self.poll_request(version);
        self.ask(who, Kind::Read, self.poll_ask(version, knows), &request, patience).await
    }

    /// Asks on a socket of its own, and records once it ends; `close` ends it early.
    pub async fn ask_on_line(
        &self,
        who: &Who,
        kind: Kind,
        ask: Ask,
        request: &Request,
        close: oneshot::Receiver<Lost>,
    ) -> Operation {
        let exchange = Line::exchange(&*self.edge, self.clock, &request.for_edge(&*self.edge), close).await;
        self.finish(who, kind, ask, exchange)
    }

    /// The same of a poll; `unsent` is dropped once it has left, or could not.
    pub async fn poll_on_line(
        &self,
        who: &Who,
        ask: Ask,
        request: &Request,
        unsent: Option<oneshot::Sender<()>>,
        close: oneshot::Receiver<Lost>,
    ) -> Operation {
        let holding = self.meter.hold_one();
        let asked = Line::ask(&*self.edge, self.clock, &request.for_edge(&*self.edge)).await;
        drop(unsent);
        let exchange = match asked {
            Ok(line) => line.receive(close).await,
            Err(over) => over,
        };
        drop(holding);
        self.finish(who, Kind::Poll, ask, exchange)
    }

    pub fn stream_path(&self) -> &str {
        self.stream.as_ref().map_or(STREAM_PATH, |stream| &stream.path)
    }

    /// Makes an operation of an exchange, learns from it, records it.
    pub fn finish(&self, who: &Who, kind: Kind, ask: Ask, exchange: Exchange) -> Operation {
        self.record(who, kind, ask, exchange, None)
    }

    /// The same of a subscription whose head was there.
    pub fn finish_stream(&self, who: &Who, ask: Ask, exchange: Exchange, streamed: Streamed) -> Operation {
        self.record(who, Kind::Stream, ask, exchange, Some(Box::new(streamed)))
    }

    fn record(&self, who: &Who, kind: Kind, ask: Ask, exchange: Exchange, stream: Option<Box<Streamed>>) -> Operation {
        let outcome = match exchange.end {
            End::Answered(response) => Outcome::Answered(Box::new(answer(&response, &self.contract))),
            End::Refused(why) => Outcome::Refused(why),
            End::Unclear(lost) => Outcome::Unclear(lost),
        };
        if matches!(outcome, Outcome::Refused(_) | Outcome::Unclear(Lost::Cut(_))) {
            self.broken.store(true, Ordering::Relaxed);
        }
        let operation = Operation {
            id: 0,
            scenario: who.scenario.clone(),
            attempt: who.attempt,
            round: who.round,
            actor: who.actor.clone(),
            kind,
            ask,
            started: exchange.started,
            sent: exchange.sent,
            head: exchange.head,
            done: exchange.done,
            arrived: exchange.arrived,
            outcome,
            stream,
        };
        self.recorder.operation(operation.clone());
        operation
    }

    pub fn learn(&self, state: &State) {
        let mut known = self.known.lock().expect("no holder panics");
        known.see(state);
        known.moves = 0;
    }

    pub fn moved(&self) {
        self.known.lock().expect("no holder panics").moves += 1;
    }

    /// Whether the versions are integers, as far as they were seen.
    pub fn integers(&self) -> bool {
        let known = self.known.lock().expect("no holder panics");
        known.current().is_some_and(|s| s.version.kind == VersionKind::Integer)
    }

    /// Whether the versions look like the time of a clock, which may repeat within a tick.
    pub fn clocks(&self) -> bool {
        let known = self.known.lock().expect("no holder panics");
        let Some(current) = known.current() else { return false };
        match current.version.kind {
            VersionKind::Text | VersionKind::Float => true,
            VersionKind::Integer => current.version.token.trim_start_matches('-').len() >= 9,
        }
    }

    pub fn note(&self, who: &Who, event: Event) {
        self.recorder.note(self.clock.now(), &who.scenario, who.attempt, event);
    }
}

/// What was asked, as it is recorded.
pub fn ask(request: &Request) -> Ask {
    Ask {
        method: request.method.clone(),
        path: request.path.chars().take(EXCERPT).collect(),
        headers: request.headers.iter().map(|(name, value)| ((*name).into(), value.clone())).collect(),
        content_type: request.content_type.clone(),
        body: request.body.as_ref().map(|body| excerpt(body)),
        knows: None,
        version: None,
        status: None,
    }
}
