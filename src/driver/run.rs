//! A whole run: find the contract, drive the scenarios in their order, put the state back.

use super::bound;
use super::control::{Control, Meter};
use super::discover::{self, Found, NotFound, Probe, Wanted};
use super::effort::Watch;
use super::recorder::{self, Recorded, Recorder};
use super::stage::Stage;
use super::streams;
use super::wire::{Clock, Edge, Network, NoTarget, Target};
use super::world::{Who, World};
use crate::contract::{Contract, Draft};
use crate::history::{End, Event, Header, Record, Tolerance};
use crate::scenario::{self, Lab, Phase, Scenario};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// What a run is made of.
pub struct Plan {
    pub url: String,
    pub draft: Draft,
    pub scenarios: Vec<Scenario>,
    /// The labs that are looked for.
    pub labs: Vec<Wanted>,
    pub seed: u64,
    pub tolerance: Tolerance,
    /// Where the history is written as it happens.
    pub save: Option<PathBuf>,
    /// The program whose `control` sub-command measures the noise; none for tests that measure nothing.
    pub control: Option<PathBuf>,
}

/// Told to whoever watches the run.
#[derive(Debug, Clone, PartialEq)]
pub enum Progress {
    /// A scenario that acts has started.
    Scenario(String),
    /// Everything that only waits has started; it takes at most this long.
    Quiet(Duration),
    /// The same, where nothing but streams is listened to: they decide how long it takes.
    Listening,
    /// A scenario has ended, or all those that only wait have, and nothing else has begun.
    Rest,
}

/// Why a run did not start.
#[derive(Debug)]
pub enum NoRun {
    Target(NoTarget),
    Contract(NotFound),
    /// A fault of ours, or of the machine.
    Lab(String),
}

/// A target that was found and understood, ready to be driven.
pub struct Run {
    world: Arc<World>,
    contract: Contract,
    scenarios: Vec<Scenario>,
    seed: u64,
    attempt: u32,
    initial: Option<String>,
    _control: Option<Control>,
    _watch: Option<Watch>,
}

/// Recording that has begun, and what it needs to go on.
pub struct Started {
    target: Target,
    edge: Arc<dyn Edge>,
    clock: Clock,
    pub recorder: Recorder,
    meter: Meter,
    control: Option<Control>,
    watch: Option<Watch>,
}

impl Started {
    pub fn target(&self) -> &Target {
        &self.target
    }

    pub async fn new(plan: &Plan) -> Result<Self, NoRun> {
        let target = Target::find(&plan.url).await.map_err(NoRun::Target)?;
        let lab = |error: std::io::Error| NoRun::Lab(error.to_string());
        let edge: Arc<dyn Edge> = Arc::new(Network::new(target.clone()).map_err(lab)?);
        let clock = Clock::start();
        let recorder = recorder::start(header(plan, &target), plan.save.as_deref()).map_err(lab)?;
        let meter = Meter::default();
        let control = match &plan.control {
            Some(program) => Some(start_control(program, clock, &recorder, &meter).await?),
            None => None,
        };
        let watch = control.is_some().then(|| Watch::start(target.address, clock, recorder.clone(), meter.clone()));
        Ok(Self { target, edge, clock, recorder, meter, control, watch })
    }

    /// Finds the contract.
    pub async fn discover(self, plan: &Plan) -> Result<Run, NoRun> {
        let Self { target, edge, clock, recorder, meter, control, watch } = self;
        // Noise that is there before anything is held cannot be the target's doing, and work is done for somebody else.
        if control.is_some() {
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        let probe = Probe::new(&target, edge, clock, recorder.clone(), meter, plan.tolerance);
        let mut probe = probe.map_err(NoRun::Lab)?;
        let Found { contract, known, initial } =
            discover::discover(&mut probe, &plan.draft, &plan.labs).await.map_err(NoRun::Contract)?;
        recorder.record(Record::Contract(serde_json::to_value(&contract).expect("a contract is plain data")));
        let scenarios = plan.scenarios.iter().filter(|scenario| contract.has(scenario.lab.as_str())).cloned().collect();
        let world = World {
            contract: contract.long_polling.clone().unwrap_or_default(),
            stream: contract.stream.clone(),
            known: std::sync::Mutex::new(known),
            ..probe.world()
        };
        Ok(Run {
            world: Arc::new(world),
            contract,
            scenarios,
            seed: plan.seed,
            attempt: 0,
            initial,
            _control: control,
            _watch: watch,
        })
    }
}

async fn start_control(program: &Path, clock: Clock, recorder: &Recorder, meter: &Meter) -> Result<Control, NoRun> {
    let starting = Control::start(program, clock, recorder.clone(), meter.clone());
    starting.await.map_err(|error| NoRun::Lab(format!("cannot start the control: {error}")))
}

fn header(plan: &Plan, target: &Target) -> Header {
    Header {
        scenarios: serde_json::to_value(&plan.scenarios).expect("scenarios are plain data"),
        scenarios_digest: scenario::digest(&plan.scenarios),
        ..Header::new(plan.seed, target.shown(), plan.tolerance)
    }
}

impl Run {
    pub(super) fn world(&self) -> &Arc<World> {
        &self.world
    }

    pub fn contract(&self) -> &Contract {
        &self.contract
    }

    /// Those of the labs that the target has.
    pub fn scenarios(&self) -> &[Scenario] {
        &self.scenarios
    }

    /// The median round trip of an immediate answer so far.
    pub fn round_trip(&self) -> Duration {
        self.world.known.lock().expect("no holder panics").round_trip()
    }

    /// Drives the scenarios chosen, once: those that act, those that wait, those that may break something. It waits for
    /// whoever it tells.
    pub async fn drive<F: Future<Output = ()>>(&mut self, chosen: impl Fn(&str) -> bool, tell: impl Fn(Progress) -> F) {
        self.attempt += 1;
        self.world.look_anew();
        let scenarios: Vec<_> =
            self.scenarios.iter().filter(|s| s.observes.is_none() && chosen(&s.id)).cloned().collect();
        let of = |phase| scenarios.iter().filter(move |s| s.phase() == phase);
        for scenario in of(Phase::Active) {
            self.one(scenario, Duration::ZERO, &tell).await;
        }
        let quiet: Vec<_> = of(Phase::Quiet).cloned().collect();
        // Where an open stream keeps everybody else out, the streams take turns, and the polls go first.
        let (later, quiet): (Vec<_>, Vec<_>) = quiet.into_iter().partition(|s| s.lab == Lab::Sse && self.takes_turns());
        if !quiet.is_empty() {
            tell(Progress::Quiet(self.window(&quiet))).await;
            self.quiet(quiet).await;
            tell(Progress::Rest).await;
        }
        for scenario in &later {
            self.one(scenario, self.noticed(), &tell).await;
        }
        for scenario in of(Phase::Destructive) {
            self.one(scenario, Duration::ZERO, &tell).await;
        }
        self.put_back().await;
    }

    /// How long this takes at most: of a stream that has been heard by now, less than of one that nobody knows.
    fn window(&self, quiet: &[Scenario]) -> Duration {
        let interval = *self.world.interval.lock().expect("no holder panics");
        bound::window(quiet, self.contract.hold_max(), interval.unwrap_or(streams::FIRST))
    }

    /// A server sees that a subscriber has left when it writes to it, and may see it at the second write only.
    fn noticed(&self) -> Duration {
        let interval = *self.world.interval.lock().expect("no holder panics");
        interval.map_or(streams::FIRST, |interval| streams::FIRST.min(interval * 3))
    }

    fn takes_turns(&self) -> bool {
        let is = |flag: &std::sync::atomic::AtomicBool| flag.load(std::sync::atomic::Ordering::Relaxed);
        is(&self.world.one_stream) || is(&self.world.starved)
    }

    async fn one<F: Future<Output = ()>>(&self, scenario: &Scenario, nap: Duration, tell: impl Fn(Progress) -> F) {
        tell(Progress::Scenario(scenario.id.clone())).await;
        tokio::time::sleep(nap).await;
        drive(self.world.clone(), scenario, self.attempt, self.seed).await;
        tell(Progress::Rest).await;
    }

    /// All that only waits shares one window. The current version is read before: within, nothing must move.
    async fn quiet(&self, scenarios: Vec<Scenario>) {
        if self.contract.long_polling.is_some() {
            let who = Who { scenario: "quiet".into(), attempt: self.attempt, actor: "reader".into(), ..Who::default() };
            self.world.current(&who).await;
        }
        let mut driving = Vec::new();
        for scenario in scenarios {
            let (world, attempt, seed) = (self.world.clone(), self.attempt, self.seed);
            driving.push(tokio::spawn(async move { drive(world, &scenario, attempt, seed).await }));
        }
        for one in driving {
            if let Err(error) = one.await {
                std::panic::resume_unwind(error.into_panic());
            }
        }
    }

    /// The status that the target had when we came.
    async fn put_back(&self) {
        let world = &self.world;
        if world.dead.load(std::sync::atomic::Ordering::Relaxed) {
            return;
        }
        let Some(initial) = &self.initial else { return };
        let who = Who { scenario: "end".into(), attempt: self.attempt, round: 1, actor: "put-back".into() };
        let current = world.current(&who).await;
        if current.is_none_or(|current| &current.status != initial) && world.contract.statuses.values.contains(initial)
        {
            let request = world.update_request(initial);
            let ask = world.update_ask(initial);
            world.ask(&who, crate::history::Kind::Update, ask, &request, world.late()).await;
            world.moved();
        }
    }

    /// Puts the state back where somebody waits for us to end.
    pub async fn put_back_soon(&self) {
        let _ = tokio::time::timeout(Duration::from_secs(2), self.put_back()).await;
    }

    /// "integer", "float" or "text", once a version was seen.
    pub fn version_kind(&self) -> Option<String> {
        let known = self.world.known.lock().expect("no holder panics");
        let kind = known.current()?.version.kind;
        serde_json::to_value(kind).ok()?.as_str().map(String::from)
    }

    /// What happened so far.
    pub async fn recorded(&self) -> Recorded {
        self.world.recorder.snapshot().await
    }

    /// What happened in all: nothing is recorded any more.
    pub async fn recorded_last(&self) -> Recorded {
        self.world.recorder.last().await
    }

    pub fn interrupted(&self) {
        self.world.note(&Who::default(), Event::Interrupted);
    }

    pub fn end(&self) {
        self.world.recorder.record(Record::End(End { at: self.world.clock.now() }));
    }

    pub fn elapsed(&self) -> Duration {
        Duration::from_nanos(self.world.clock.now())
    }
}

async fn drive(world: Arc<World>, scenario: &Scenario, attempt: u32, seed: u64) {
    match scenario.lab {
        Lab::LongPolling => {
            Stage::new(world, scenario, attempt, seed.wrapping_add(u64::from(attempt))).drive(scenario).await;
        }
        Lab::Sse => streams::Stage::new(world, scenario, attempt).drive(scenario).await,
    }
}
