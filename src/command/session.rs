//! One check of one target, from its first request to its report; `check` and `selftest` both use it.

use super::trouble;
use crate::browser::Wanted;
use crate::checker::Verdict;
use crate::contract::Contract;
use crate::driver::bound::bound;
use crate::driver::progress::Progress;
use crate::driver::recorder::Follower;
use crate::driver::run::{Plan, Run, StartError, Started};
use crate::driver::wire::{Clock, Destination, Reach};
use crate::history::{Header, History, Tolerance};
use crate::labs::{self, Lab};
use crate::message::Message;
use crate::report::{self, Facts, Report, TroubleReport};
use crate::scenario::{self, Phase, Scenario};
use crate::score::{self, Evaluated};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::sync::watch;

/// The table of a contract that says how long a hold may last.
const HOLD: &str = "hold";
/// Scenarios run again at most until this attempt.
const ATTEMPTS: u32 = 3;

/// How far a check is, for a progress line.
#[derive(Debug, Clone)]
pub enum RunEvent {
    /// Where the target is: the address that its name stands for, and whether it may be somebody else's machine.
    Address {
        address: SocketAddr,
        looked_up: bool,
        public: bool,
    },
    Found {
        most: Duration,
        waits: Waits,
    },
    /// The target has shown a certificate that the system does not believe; it is on this machine.
    Certificate,
    /// Why the pages of the target are not judged.
    WithoutPages(Message),
    Progress(Progress),
    /// What is known by now; these scenarios have just ended.
    SoFar {
        report: Box<Report>,
        ended: Vec<String>,
    },
    Again {
        scenarios: Vec<String>,
        attempt: u32,
    },
}

/// What takes as long as the target likes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waits {
    /// A hold, until it ends by itself.
    Holds,
    /// Some intervals of a stream.
    Streams,
    Nothing,
}

impl Waits {
    /// A contract says how long a hold may last, where there is one; a stream has a rhythm of its own.
    pub fn of(scenarios: &[Scenario]) -> Self {
        let waits = |lab: &&Lab| {
            let mut own = scenarios.iter().filter(|scenario| scenario.lab == lab.id);
            own.any(|scenario| (lab.driver.phase)(scenario) == Phase::Quiet)
        };
        let waiting: Vec<&Lab> = labs::ALL.iter().filter(waits).collect();
        let holds = |lab: &Lab| lab.contract.tables.contains(&HOLD);
        // A page waits for what its server does.
        let rests =
            |lab: &Lab| labs::ALL.iter().any(|other| lab.driver.rests_on.as_ref() == Some(&other.id) && holds(other));
        match waiting.iter().any(|lab| holds(lab) || rests(lab)) {
            true => Self::Holds,
            false if waiting.is_empty() => Self::Nothing,
            false => Self::Streams,
        }
    }
}

/// How a session ended.
pub struct Ended {
    pub report: Report,
    pub interrupted: bool,
    /// Writing the history failed.
    pub write_error: Option<String>,
    /// The clock of the run, if it has begun.
    pub clock: Option<Clock>,
}

/// Runs a session. `stop` turning true ends it early; what was found so far is reported all the same.
pub async fn run(plan: &Plan, tell: impl Fn(RunEvent), stop: watch::Receiver<bool>) -> Result<Ended, String> {
    followed(plan, tell, None, false, stop).await
}

/// The same; each operation is also told as it ends, and if it is wanted, what is known whenever a scenario has ended.
pub async fn followed(
    plan: &Plan,
    tell: impl Fn(RunEvent),
    follower: Option<Follower>,
    shows_so_far: bool,
    mut stop: watch::Receiver<bool>,
) -> Result<Ended, String> {
    let started = match Started::new(plan).await {
        Ok(started) => started,
        Err(StartError::Target(why)) => {
            return Ok(without_target(plan, trouble::no_target(&plan.destination.shown(), &why)));
        }
        Err(StartError::Fault(why)) => return Err(why),
    };
    let target = started.target().clone();
    let (looked_up, public) = (target.looked_up().is_some(), target.is_public());
    tell(RunEvent::Address { address: target.address(), looked_up, public });
    // One that speaks plain HTTP would seem to be broken all through.
    if target.url().scheme() == "https"
        && started.context().connector.connect().await.is_err()
        && target.is_plain().await
    {
        return Ok(without_target(plan, trouble::plain(&plan.destination.shown())));
    }
    let (recorder, clock) = (started.context().recorder.clone(), started.context().clock);
    if let Some(follower) = follower {
        recorder.follow(follower);
    }
    let discovering = async { started.discover(plan).await };
    let found = tokio::select! {
        found = discovering => found,
        () = stopped(&mut stop) => {
            let history = recorder.last().await.history;
            return Ok(ended(plan, &history, None, None, false));
        }
    };
    if target.has_doubted_certificate() {
        tell(RunEvent::Certificate);
    }
    let mut run = match found {
        Ok(run) => run,
        Err(why) => {
            let history = recorder.last().await.history;
            return Ok(ended(plan, &history, None, Some(trouble::not_found(&plan.destination.shown(), &why)), true));
        }
    };
    let contract = run.contract().clone();
    let most = bound(&labs::drivers(), &run.scenarios(), &contract, run.round_trip());
    let waits = Waits::of(&run.scenarios());
    tell(RunEvent::Found { most, waits });
    run.without_pages.iter().for_each(|why| tell(RunEvent::WithoutPages(why.clone())));
    let (told, recorder, kept) = (&tell, &recorder, &contract);
    let progress = |progress| async move {
        match progress {
            Progress::Ended(scenarios) if shows_so_far => {
                // Nothing is measured meanwhile: the run waits.
                let report = ended(plan, &recorder.snapshot().await.history, Some(kept), None, false).report;
                told(RunEvent::SoFar { report: Box::new(report), ended: scenarios });
            }
            progress => told(RunEvent::Progress(progress)),
        }
    };
    let driving = drive(&mut run, &plan.scenarios, &tell, progress);
    let complete = tokio::select! {
        () = driving => true,
        () = stopped(&mut stop) => false,
    };
    if complete {
        run.end();
    } else {
        run.interrupted();
        run.put_back_soon().await;
    }
    let recorded = run.recorded_last().await;
    let mut ended = ended(plan, &recorded.history, Some(&contract), None, complete);
    ended.write_error = recorded.write_error;
    ended.clock = Some(clock);
    Ok(ended)
}

/// Drives everything once, and again what noise left unknown.
async fn drive<F: Future<Output = ()>>(
    run: &mut Run,
    scenarios: &[Scenario],
    tell: &impl Fn(RunEvent),
    progress: impl Fn(Progress) -> F,
) {
    run.drive(|_| true, &progress).await;
    for attempt in 2..=ATTEMPTS {
        let history = run.recorded().await.history;
        let unknown = undecided(&score::judge(&history, run.contract(), scenarios), scenarios);
        if unknown.is_empty() || !run.has_time_for(&unknown) {
            return;
        }
        tell(RunEvent::Again { scenarios: unknown.clone(), attempt });
        run.drive(|id| unknown.iter().any(|other| other == id), &progress).await;
    }
}

/// The scenarios worth another run: something is unknown there because of noise that was measured meanwhile, and not
/// because of a cause elsewhere. Whatever else kept a rule from deciding would do so again.
fn undecided(judged: &[Evaluated], scenarios: &[Scenario]) -> Vec<String> {
    let observed = |id: &str| scenarios.iter().find(|s| s.id == id).and_then(|s| s.observes.clone());
    let unknown = judged.iter().filter(|one| one.verdict == Verdict::Unknown && one.blocked_by.is_none());
    let unknown = unknown.filter(|one| one.finding.is_worth_another_run());
    let driven = unknown.map(|one| observed(&one.scenario).unwrap_or_else(|| one.scenario.clone()));
    let mut driven: Vec<String> = driven.collect();
    driven.dedup();
    driven
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    if stop.wait_for(|stop| *stop).await.is_err() {
        // The sender is gone: no stop will be asked for.
        std::future::pending::<()>().await;
    }
}

fn ended(
    plan: &Plan,
    history: &History,
    contract: Option<&Contract>,
    trouble: Option<TroubleReport>,
    complete: bool,
) -> Ended {
    let judged = contract.map_or_else(Vec::new, |contract| score::judge(history, contract, &plan.scenarios));
    let scenarios = if contract.is_some() { plan.scenarios.as_slice() } else { &[] };
    let report = report::build(&Facts { history, contract, scenarios, judged: &judged, trouble, complete });
    Ended { report, interrupted: !complete, write_error: None, clock: None }
}

/// The report of a run that has not begun.
pub fn before(plan: &Plan) -> Report {
    ended(plan, &nothing(plan), None, None, false).report
}

/// The report of a target that was never there to be asked, and why.
fn without_target(plan: &Plan, why: TroubleReport) -> Ended {
    ended(plan, &nothing(plan), None, Some(why), true)
}

/// The report of a target that was never there to be asked, and why.
pub fn not_started(name: &str, why: TroubleReport) -> Report {
    let plan = Plan {
        destination: Destination::new(name, Reach::Near),
        others: vec![],
        given: Contract::default(),
        scenarios: vec![],
        browser: Wanted::default(),
        labs: vec![],
        seed: 0,
        tolerance: Tolerance::default(),
        save: None,
        control: None,
        started_with: None,
    };
    without_target(&plan, why).report
}

/// The history of a run in which nothing happened.
fn nothing(plan: &Plan) -> History {
    let header = Header::new(plan.seed, plan.destination.shown(), plan.tolerance);
    History::new(Header { scenarios_digest: scenario::digest(&plan.scenarios), ..header })
}
