//! A whole run: find the labs of a target, drive their scenarios in order, put the state back.

use super::bound::{UNDER_WAY, acting};
use super::context::{Caller, Context};
use super::control::{ControlServer, NoiseMeter};
use super::cpu_watch::CpuWatch;
use super::discover::{Found, NotFound, WantedLab, discover};
use super::instance::Instance;
use super::lab::FoundLab;
use super::progress::Progress;
use super::recorder::{self, Recorded, Recorder};
use super::wire::{Clock, Connector, Destination, HttpClient, Network, Target, TargetError};
use crate::browser::Wanted;
use crate::contract::Contract;
use crate::history::{End, Event, Header, Record, Tolerance};
use crate::message::Message;
use crate::scenario::{self, Phase, Scenario};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;

/// What a run is made of.
pub struct Plan {
    pub destination: Destination,
    /// The other instances, if there are several servers that are to be one.
    pub others: Vec<Destination>,
    /// What a contract file gives.
    pub given: Contract,
    pub scenarios: Vec<Scenario>,
    /// The browser that pages are looked at with.
    pub browser: Wanted,
    /// The labs that are looked for.
    pub labs: Vec<WantedLab>,
    pub seed: u64,
    pub tolerance: Tolerance,
    /// Where the history is written as it happens.
    pub save: Option<PathBuf>,
    /// The program whose `control` sub-command measures the noise; none for tests that measure nothing.
    pub control: Option<PathBuf>,
    /// The command that started the target, if we did.
    pub started_with: Option<String>,
}

/// Why a run did not begin.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Target(#[from] TargetError),
    /// A fault of ours, or of the machine.
    #[error("{0}")]
    Fault(String),
}

/// Recording that has begun, and what it needs to go on.
pub struct Started {
    target: Target,
    context: Arc<Context>,
    control: Option<ControlServer>,
    watch: Option<CpuWatch>,
}

/// A target that was found and understood, ready to be driven.
pub struct Run {
    pub(super) context: Arc<Context>,
    pub(super) labs: Vec<Arc<dyn FoundLab>>,
    contract: Contract,
    /// Why the pages of its servers are not judged, if they are not.
    pub without_pages: Vec<Message>,
    /// Each with when it is driven.
    pub(super) scenarios: Vec<(Scenario, Phase)>,
    /// What the labs that are here take for acting, beside what any takes.
    pub(super) acting: Duration,
    seed: u64,
    attempt: u32,
    /// When it is over if the target limits how often it is asked; 0 where that was not told.
    pub(super) slow_end: AtomicU64,
    _control: Option<ControlServer>,
    _watch: Option<CpuWatch>,
}

impl Started {
    pub fn target(&self) -> &Target {
        &self.target
    }

    pub fn context(&self) -> &Arc<Context> {
        &self.context
    }

    pub async fn new(plan: &Plan) -> Result<Self, StartError> {
        let target = Target::find(&plan.destination).await?;
        let fault = |error: std::io::Error| StartError::Fault(error.to_string());
        let connector: Arc<dyn Connector> = Arc::new(Network::new(target.clone()).map_err(fault)?);
        // One that is not there is for its lab to find.
        let others = Target::all_assumed(&plan.others).await?;
        let clock = Clock::start();
        let http = HttpClient::new(target.clone(), clock).map_err(StartError::Fault)?;
        let recorder = recorder::start(header(plan, &target, &others), plan.save.as_deref()).map_err(fault)?;
        let meter = NoiseMeter::default();
        let control = match &plan.control {
            Some(program) => Some(start_control(program, clock, &recorder, &meter)?),
            None => None,
        };
        let addresses = [&target].into_iter().chain(&others).map(Target::address).collect();
        let watch = control.is_some().then(|| CpuWatch::start(addresses, clock, recorder.clone(), meter.clone()));
        let mut context = Context::new(connector, http, clock, recorder, meter, plan.tolerance, target.path(""));
        context.others = others.into_iter().map(Instance::of).collect::<Result<_, _>>().map_err(fault)?;
        context.browser = plan.browser.clone();
        Ok(Self { target, context: Arc::new(context), control, watch })
    }

    /// Finds the labs, and how they are spoken to.
    pub async fn discover(self, plan: &Plan) -> Result<Run, NotFound> {
        let Self { context, control, watch, .. } = self;
        // Noise that is there before anything is held cannot be the target's doing, and work is done for somebody else.
        if control.is_some() {
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        let Found { labs, without_pages } = discover(&context, &plan.given, &plan.labs).await?;
        let contract = labs.iter().fold(Contract::default(), |all, lab| all.and(lab.contract()));
        context.recorder.record(Record::Contract(serde_json::to_value(&contract).expect("a contract is plain data")));
        let phase = |scenario: &Scenario| {
            let wanted = plan.labs.iter().find(|wanted| wanted.lab.id == scenario.lab)?;
            labs.iter().any(|lab| lab.id() == scenario.lab).then(|| (wanted.lab.phase)(scenario))
        };
        let scenarios: Vec<(Scenario, Phase)> =
            plan.scenarios.iter().filter_map(|scenario| Some((scenario.clone(), phase(scenario)?))).collect();
        let here: Vec<Scenario> = scenarios.iter().map(|(scenario, _)| scenario.clone()).collect();
        let acting = acting(&plan.labs.iter().map(|wanted| wanted.lab.clone()).collect::<Vec<_>>(), &here, &contract);
        Ok(Run {
            context,
            labs,
            contract,
            without_pages,
            scenarios,
            acting,
            seed: plan.seed,
            attempt: 0,
            slow_end: 0.into(),
            _control: control,
            _watch: watch,
        })
    }
}

fn start_control(
    program: &Path,
    clock: Clock,
    recorder: &Recorder,
    meter: &NoiseMeter,
) -> Result<ControlServer, StartError> {
    let starting = ControlServer::start(program, clock, recorder.clone(), meter.clone());
    starting.map_err(|error| StartError::Fault(format!("cannot start the control: {error}")))
}

fn header(plan: &Plan, target: &Target, others: &[Target]) -> Header {
    Header {
        scenarios: serde_json::to_value(&plan.scenarios).expect("scenarios are plain data"),
        scenarios_digest: scenario::digest(&plan.scenarios),
        others: others.iter().map(Target::shown).collect(),
        started_with: plan.started_with.clone(),
        ..Header::new(plan.seed, target.shown(), plan.tolerance)
    }
}

impl Run {
    pub fn context(&self) -> &Arc<Context> {
        &self.context
    }

    pub fn contract(&self) -> &Contract {
        &self.contract
    }

    /// Those of the labs that the target has.
    pub fn scenarios(&self) -> Vec<Scenario> {
        self.scenarios.iter().map(|(scenario, _)| scenario.clone()).collect()
    }

    /// The median round trip of an immediate answer so far.
    pub fn round_trip(&self) -> Duration {
        self.context.round_trip()
    }

    /// What kind of versions the target has, if any lab has seen one.
    pub fn version_kind(&self) -> Option<&'static str> {
        self.labs.iter().find_map(|lab| lab.version_kind())
    }

    fn lab(&self, scenario: &Scenario) -> &Arc<dyn FoundLab> {
        let own = self.labs.iter().find(|lab| lab.id() == scenario.lab);
        own.expect("only scenarios of labs that were found are kept")
    }

    /// Drives the scenarios chosen, once: what acts, what waits, what may break something. Who is told is waited for.
    pub async fn drive<F: Future<Output = ()>>(&mut self, chosen: impl Fn(&str) -> bool, tell: impl Fn(Progress) -> F) {
        self.attempt += 1;
        self.labs.iter().for_each(|lab| lab.begin());
        let driven = self.scenarios.iter().filter(|(scenario, _)| scenario.observes.is_none() && chosen(&scenario.id));
        let driven: Vec<&(Scenario, Phase)> = driven.collect();
        let of = |phase: Phase| driven.iter().filter(move |(_, own)| *own == phase).map(|(scenario, _)| scenario);
        let waiting: Vec<&Scenario> = of(Phase::Quiet).collect();
        for scenario in of(Phase::Active) {
            self.tell_if_slower(&tell).await;
            // What waits is worth more than more of the same.
            self.end_in_time_for(self.window(&waiting) + self.turn() + UNDER_WAY + self.breaking());
            self.one(scenario, Duration::ZERO, &tell).await;
        }
        self.tell_if_slower(&tell).await;
        self.end_in_time_for(self.breaking());
        // If a connection that stays open keeps everybody else out, scenarios take turns, and those go first whose lab
        // is in a hurry.
        let takes_turns = self.labs.iter().any(|lab| lab.keeps_others_out());
        let turn = |scenario: &&Scenario| takes_turns && self.lab(scenario).can_wait().is_some();
        let (later, quiet): (Vec<&Scenario>, Vec<&Scenario>) = of(Phase::Quiet).partition(turn);
        if !quiet.is_empty() {
            tell(Progress::Quiet(self.window(&quiet))).await;
            self.quiet(&quiet).await;
            tell(Progress::Ended(quiet.iter().map(|scenario| scenario.id.clone()).collect())).await;
        }
        for scenario in later {
            let pause = self.lab(scenario).can_wait().unwrap_or_default();
            self.one(scenario, pause, &tell).await;
        }
        self.end_in_time_for(self.turn());
        for scenario in of(Phase::Destructive) {
            self.one(scenario, Duration::ZERO, &tell).await;
        }
        self.put_back().await;
    }

    async fn one<F: Future<Output = ()>>(&self, scenario: &Scenario, pause: Duration, tell: impl Fn(Progress) -> F) {
        self.context.patience.begin();
        tell(Progress::Scenario(scenario.id.clone())).await;
        for lab in &self.labs {
            lab.make_room(&[scenario]).await;
        }
        tokio::time::sleep(pause).await;
        self.lab(scenario).drive(scenario, self.attempt, self.seed).await;
        tell(Progress::Ended(vec![scenario.id.clone()])).await;
    }

    /// All that only waits shares one window. What must not move within is learned before.
    async fn quiet(&self, scenarios: &[&Scenario]) {
        self.context.patience.begin();
        for lab in &self.labs {
            lab.make_room(scenarios).await;
            lab.settle(self.attempt).await;
        }
        let mut driving = JoinSet::new();
        self.context.at_work.store(scenarios.len() as isize, Ordering::Relaxed);
        for scenario in scenarios {
            let (lab, scenario, context) = (self.lab(scenario).clone(), (*scenario).clone(), self.context.clone());
            let (attempt, seed) = (self.attempt, self.seed);
            driving.spawn(async move {
                lab.drive(&scenario, attempt, seed).await;
                context.at_work.fetch_sub(1, Ordering::Relaxed);
            });
        }
        driving.join_all().await;
    }

    /// The state that the target had when we came.
    async fn put_back(&self) {
        for lab in self.labs.iter().filter(|_| !self.context.is_dead()) {
            lab.put_back(self.attempt).await;
        }
    }

    /// The same, if somebody waits for us to end.
    pub async fn put_back_soon(&self) {
        let _ = tokio::time::timeout(Duration::from_secs(2), self.put_back()).await;
    }

    /// What happened so far.
    pub async fn recorded(&self) -> Recorded {
        self.context.meter.tell_overdue(self.context.clock.now(), &self.context.recorder);
        self.context.recorder.snapshot().await
    }

    /// What happened in all: nothing is recorded any more.
    pub async fn recorded_last(&self) -> Recorded {
        self.context.meter.tell_overdue(self.context.clock.now(), &self.context.recorder);
        self.context.recorder.last().await
    }

    pub fn interrupted(&self) {
        self.context.note(&Caller::default(), Event::Interrupted);
    }

    pub fn end(&self) {
        self.context.recorder.record(Record::End(End { at: self.context.clock.now() }));
    }

    pub fn elapsed(&self) -> Duration {
        Duration::from_nanos(self.context.clock.now())
    }
}
