//! What acting on a target has in common for every lab: the clock, the network, the recorder, the noise.

use super::control::NoiseMeter;
use super::instance::Instance;
use super::kept;
use super::pace::Pace;
use super::patience::{MOMENT, Patience};
use super::recorder::Recorder;
use super::wire::{Clock, Connector, Exchange, ExchangeEnd, HttpClient, Request, nanos};
use crate::browser::Wanted;
use crate::history::{
    Channel, Client, Event, Nanos, Operation, Outcome, Reason, RequestRecord, SKIPPED_DEAD, SKIPPED_LIMITED,
    SKIPPED_SILENCE, Tolerance,
};
use crate::names::{LabId, Name};
use serde_json::Value;
use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The control of a calm machine is never so late.
const NOISY: Duration = Duration::from_millis(20);
/// No longer is waited for an answer, however late the control was.
const MOST_NOISE: Duration = Duration::from_secs(2);

/// Everything that the labs of a run share.
pub struct Context {
    pub clock: Clock,
    pub connector: Arc<dyn Connector>,
    /// The other instances of the target, if there are several that are to be one: the way to each.
    pub others: Vec<Instance>,
    pub http: HttpClient,
    pub tolerance: Tolerance,
    pub recorder: Recorder,
    pub meter: NoiseMeter,
    pub patience: Patience,
    pub pace: Pace,
    /// The path of the target's URL, which every path of a contract is relative to.
    pub base: String,
    /// The browser that pages are looked at with.
    pub browser: Wanted,
    /// So many of the scenarios that share one window have something to do; who only watches until the others are done
    /// does not count itself.
    pub at_work: AtomicIsize,
    /// Connections are refused, and stayed so.
    is_dead: AtomicBool,
    /// A connection was refused or cut: the target may have ended, and been started anew.
    was_cut: AtomicBool,
    /// How long immediate answers took.
    round_trips: Mutex<Vec<Duration>>,
    /// How long connections took to be made.
    network: Mutex<Vec<Duration>>,
}

/// Who asks, and in which scenario: the part of an operation that its caller knows.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    pub lab: Option<LabId>,
    pub scenario: String,
    pub attempt: u32,
    pub round: u32,
    pub client: Client,
}

impl Caller {
    pub fn new(lab: LabId, scenario: &str, attempt: u32) -> Self {
        Self { lab: Some(lab), scenario: scenario.into(), attempt, ..Self::default() }
    }

    /// The same for a client with this role; 0 if there is only one.
    pub fn with(&self, role: Name, number: u32) -> Self {
        Self { client: Client { role, number }, ..self.clone() }
    }
}

/// What only its lab knows of an operation, when it is recorded.
#[derive(Default)]
pub struct Extra {
    pub channel: Option<Box<Channel>>,
    pub detail: Value,
}

impl Context {
    pub fn new(
        connector: Arc<dyn Connector>,
        http: HttpClient,
        clock: Clock,
        recorder: Recorder,
        meter: NoiseMeter,
        tolerance: Tolerance,
        base: String,
    ) -> Self {
        let (patience, pace, at_work, is_dead, was_cut, round_trips, network) = Default::default();
        Self {
            clock,
            connector,
            others: vec![],
            http,
            tolerance,
            recorder,
            meter,
            patience,
            pace,
            base,
            browser: Wanted::default(),
            at_work,
            is_dead,
            was_cut,
            round_trips,
            network,
        }
    }

    /// The way to one of the instances of the target, which are numbered from 1; of a target that has fewer, to the first.
    pub fn connector_of(&self, instance: u32) -> &Arc<dyn Connector> {
        self.other(instance).map_or(&self.connector, |other| &other.connector)
    }

    /// The path of the URL of that instance.
    pub fn base_of(&self, instance: u32) -> &str {
        self.other(instance).map_or(&self.base, |other| &other.base)
    }

    fn other(&self, instance: u32) -> Option<&Instance> {
        self.others.get((instance as usize).checked_sub(2)?)
    }

    /// A request for a path of the target.
    pub fn get(&self, path: &str) -> Request {
        Request::get(format!("{}{path}", self.base))
    }

    /// The bytes of a request, as they are sent.
    pub fn encode(&self, request: &Request) -> Vec<u8> {
        request.encode(&self.connector.origin())
    }

    /// How long an answer is waited for: as long as it may take and still be worth something, noise included. Of a target
    /// that has let us wait in vain for long enough, less.
    pub fn late(&self) -> Duration {
        self.no_longer_than(self.longest())
    }

    /// The same, however long it was waited in vain before.
    pub fn longest(&self) -> Duration {
        // Noise that comes up meanwhile excuses an answer too, as far as anything is concluded at all. Of more noise than
        // that nothing is concluded, and a little longer is waited only to learn what became of the request.
        let bound = Duration::from_nanos(self.tolerance.noise_bound());
        let noise = self.meter.recent(self.clock.now()).clamp(bound, MOST_NOISE);
        // The target's own slowness is allowed on top: where others are held beside, it counts.
        let late = self.tolerance.late(nanos(self.round_trip()), nanos(self.network()));
        Duration::from_nanos(late) + self.round_trip() + noise
    }

    /// So long, or a moment if it was waited in vain for long enough.
    pub fn no_longer_than(&self, time: Duration) -> Duration {
        if !self.patience.is_hurried() {
            return time;
        }
        let bound = Duration::from_nanos(self.tolerance.noise_bound());
        time.min(MOMENT + self.meter.recent(self.clock.now()).min(bound))
    }

    /// Something was due since then, and has not come. What the machine may have kept back is not the target's doing.
    pub fn waited_in_vain(&self, from: Nanos) {
        let now = self.clock.now();
        if self.meter.recent(now) <= Duration::from_nanos(self.tolerance.noise_bound()) {
            self.patience.in_vain(from, now);
        }
    }

    /// Why nothing more can be done, whatever it is, if that is so. What only waits is not kept up by a target that leaves
    /// the rest without an answer.
    pub fn hindrance(&self, only_waits: bool) -> Option<Name> {
        if self.is_dead() {
            return Some(SKIPPED_DEAD);
        }
        let is_late = self.patience.left(self.clock.now()).is_zero();
        if self.pace.is_closed() || is_late && self.pace.limit().is_some() {
            return Some(SKIPPED_LIMITED);
        }
        (is_late || self.patience.is_over() && !only_waits).then_some(SKIPPED_SILENCE)
    }

    /// The machine has other things to do: what needs exact times needs more of them.
    pub fn is_noisy(&self) -> bool {
        self.meter.recent(self.clock.now()) > NOISY
    }

    /// An immediate answer took this long.
    pub fn answered_in(&self, time: Duration) {
        self.round_trips.lock().expect("no holder panics").push(time);
    }

    /// The median time of the immediate answers so far.
    pub fn round_trip(&self) -> Duration {
        middle(&self.round_trips)
    }

    /// The median round trip of the network so far.
    fn network(&self) -> Duration {
        middle(&self.network)
    }

    /// Within this an answer is prompt; noise comes on top.
    pub fn prompt(&self) -> Duration {
        Duration::from_nanos(self.tolerance.prompt(nanos(self.round_trip()), nanos(self.network())))
    }

    pub fn is_dead(&self) -> bool {
        self.is_dead.load(Ordering::Relaxed)
    }

    /// Connections are refused, and stay so.
    pub fn died(&self, caller: &Caller) {
        self.is_dead.store(true, Ordering::Relaxed);
        self.note(caller, Event::Dead);
    }

    /// Whether a connection was refused or cut since this was cleared.
    pub fn was_cut(&self) -> bool {
        self.was_cut.load(Ordering::Relaxed)
    }

    pub fn clear_cut(&self) {
        self.was_cut.store(false, Ordering::Relaxed);
    }

    /// Makes an operation of an exchange, and records it.
    pub fn record(
        &self,
        caller: &Caller,
        kind: Name,
        request: RequestRecord,
        exchange: Exchange,
        extra: Extra,
    ) -> Operation {
        let outcome = match exchange.end {
            ExchangeEnd::Answered(response) => Outcome::Answered(Box::new(kept::answer(&response))),
            ExchangeEnd::Refused(why) => Outcome::Refused(why),
            ExchangeEnd::Indeterminate(reason) => Outcome::Indeterminate(reason),
        };
        if matches!(outcome, Outcome::Refused(_) | Outcome::Indeterminate(Reason::Cut(_))) {
            self.was_cut.store(true, Ordering::Relaxed);
        }
        // A few hundred are enough, of a run that makes many thousands.
        let mut network = self.network.lock().expect("no holder panics");
        if network.len() < 500 {
            network.extend(exchange.network.map(Duration::from_nanos));
        }
        drop(network);
        let operation = Operation {
            id: 0,
            lab: caller.lab.clone(),
            scenario: caller.scenario.clone(),
            attempt: caller.attempt,
            round: caller.round,
            client: caller.client.clone(),
            kind,
            request,
            started: exchange.started,
            sent: exchange.sent,
            head: exchange.head,
            done: exchange.done,
            arrived: exchange.arrived,
            network: exchange.network,
            outcome,
            channel: extra.channel,
            detail: extra.detail,
        };
        self.recorder.operation(operation.clone());
        operation
    }

    pub fn note(&self, caller: &Caller, event: Event) {
        self.recorder.note(self.clock.now(), &caller.scenario, caller.attempt, event);
    }

    /// The time from now at which this many nanoseconds will have passed.
    pub fn in_time(&self, time: Duration) -> Nanos {
        self.clock.now() + nanos(time)
    }
}

fn middle(times: &Mutex<Vec<Duration>>) -> Duration {
    let mut sorted = times.lock().expect("no holder panics").clone();
    sorted.sort();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
