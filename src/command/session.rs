//! One check of one target, from its first request to its report; `check` and `selftest` both use it.

use crate::checker::{Message, Verdict};
use crate::contract::{Contract, Draft};
use crate::driver::bound::bound;
use crate::driver::discover::{Came, NotFound, Tried};
use crate::driver::recorder::Follower;
use crate::driver::run::{NoRun, Plan, Progress, Run, Started};
use crate::driver::wire::NoTarget;
use crate::history::{Event, Header, History, Tolerance};
use crate::report::{self, Facts, Report};
use crate::scenario::{self, Scenario, Weight};
use crate::score::{self, Judged};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::sync::watch;

/// Scenarios run again at most until this attempt.
const ATTEMPTS: u32 = 3;

/// Told to whoever watches.
#[derive(Debug, Clone)]
pub enum Told {
    /// Where the target is: the address that its name stands for, and whether it may be somebody else's machine.
    Address {
        address: SocketAddr,
        looked_up: bool,
        public: bool,
    },
    Contract {
        contract: Box<Contract>,
        kind: Option<String>,
        most: Duration,
    },
    Progress(Progress),
    Again {
        scenarios: Vec<String>,
        attempt: u32,
    },
}

/// How a session ended.
pub struct Ended {
    pub report: Report,
    pub interrupted: bool,
    /// Writing the history failed.
    pub write_error: Option<String>,
}

/// Runs a session. `stop` turning true ends it early; what was found so far is reported all the same.
pub async fn run(plan: &Plan, tell: impl Fn(Told), stop: watch::Receiver<bool>) -> Result<Ended, String> {
    followed(plan, tell, None, None::<fn(&Report)>, stop).await
}

/// The same; each operation is also told as it ends, and `so_far` is given the report whenever a scenario has ended.
pub async fn followed(
    plan: &Plan,
    tell: impl Fn(Told),
    follower: Option<Follower>,
    so_far: Option<impl Fn(&Report)>,
    mut stop: watch::Receiver<bool>,
) -> Result<Ended, String> {
    let started = match Started::new(plan).await {
        Ok(started) => started,
        Err(NoRun::Target(why)) => return Ok(without_target(plan, &why)),
        Err(NoRun::Lab(why)) => return Err(why),
        Err(NoRun::Contract(_)) => unreachable!("the contract is looked for later"),
    };
    let target = started.target();
    let (looked_up, public) = (target.looked_up().is_some(), target.is_public());
    tell(Told::Address { address: target.address, looked_up, public });
    let recorder = started.recorder.clone();
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
    let mut run = match found {
        Ok(run) => run,
        Err(NoRun::Contract(why)) => {
            let history = recorder.last().await.history;
            return Ok(ended(plan, &history, None, Some(not_found(&plan.url, &why)), true));
        }
        Err(NoRun::Lab(why)) => return Err(why),
        Err(NoRun::Target(_)) => unreachable!("the target was found before"),
    };
    let contract = run.contract().clone();
    let most = bound(run.scenarios(), contract.hold_max(), run.round_trip());
    tell(Told::Contract { contract: Box::new(contract.clone()), kind: run.version_kind(), most });
    let (told, so_far, recorder, kept) = (&tell, so_far.as_ref(), &recorder, &contract);
    let progress = |progress| async move {
        let rests = progress == Progress::Rest;
        told(Told::Progress(progress));
        if let Some(so_far) = so_far.filter(|_| rests) {
            // Nothing is measured meanwhile: the run waits.
            so_far(&ended(plan, &recorder.snapshot().await.history, Some(kept), None, false).report);
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
    Ok(ended)
}

/// Drives everything once, and again what noise left unknown.
async fn drive<F: Future<Output = ()>>(
    run: &mut Run,
    scenarios: &[Scenario],
    tell: &impl Fn(Told),
    progress: impl Fn(Progress) -> F,
) {
    run.drive(|_| true, &progress).await;
    for attempt in 2..=ATTEMPTS {
        let history = run.recorded().await.history;
        if history.notes.iter().any(|note| note.event == Event::Restless) {
            // It would move by itself again.
            return;
        }
        let unknown = undecided(&score::judge(&history, run.contract(), scenarios), scenarios);
        if unknown.is_empty() {
            return;
        }
        tell(Told::Again { scenarios: unknown.clone(), attempt });
        run.drive(|id| unknown.iter().any(|other| other == id), &progress).await;
    }
}

/// The scenarios worth another run: something required is unknown there, or anything because of noise, and not
/// because of a cause elsewhere.
fn undecided(judged: &[Judged], scenarios: &[Scenario]) -> Vec<String> {
    let observed = |id: &str| scenarios.iter().find(|s| s.id == id).and_then(|s| s.observes.clone());
    let unknown = judged.iter().filter(|one| one.verdict == Verdict::Unknown && one.because.is_none());
    let unknown = unknown.filter(|one| one.expectation.weight() == Weight::Required || one.finding.is_of_noise());
    let driven = unknown.map(|one| observed(&one.scenario).unwrap_or_else(|| one.scenario.clone()));
    let mut driven: Vec<String> = driven.collect();
    driven.dedup();
    driven
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    if stop.wait_for(|stop| *stop).await.is_err() {
        // Nobody is left who could stop us.
        std::future::pending::<()>().await;
    }
}

fn ended(
    plan: &Plan,
    history: &History,
    contract: Option<&Contract>,
    trouble: Option<Message>,
    complete: bool,
) -> Ended {
    let judged = contract.map_or_else(Vec::new, |contract| score::judge(history, contract, &plan.scenarios));
    let scenarios = if contract.is_some() { plan.scenarios.as_slice() } else { &[] };
    let report = report::build(&Facts { history, contract, scenarios, judged: &judged, trouble, complete });
    Ended { report, interrupted: !complete, write_error: None }
}

/// The report of a run that has not begun.
pub fn before(plan: &Plan) -> Report {
    ended(plan, &nothing(plan), None, None, false).report
}

fn without_target(plan: &Plan, why: &NoTarget) -> Ended {
    ended(plan, &nothing(plan), None, Some(no_target(&plan.url, why)), true)
}

/// The report of a target that was never there to be asked, and why.
pub fn untold(name: &str, why: &Message) -> Report {
    let plan = Plan {
        url: name.to_owned(),
        draft: Draft::default(),
        scenarios: vec![],
        labs: vec![],
        seed: 0,
        tolerance: Tolerance::default(),
        save: None,
        control: None,
    };
    ended(&plan, &nothing(&plan), None, Some(why.clone()), true).report
}

/// Whether this trouble is that a lab that was asked for is not there, while something answers.
pub fn lab_not_found(trouble: &Message) -> bool {
    ["trouble-no-update", "trouble-no-lab", "trouble-no-poll"].contains(&trouble.id.as_str())
}

/// The history of a run in which nothing happened.
fn nothing(plan: &Plan) -> History {
    let header = Header::new(plan.seed, plan.url.clone(), plan.tolerance);
    History::new(Header { scenarios_digest: scenario::digest(&plan.scenarios), ..header })
}

/// Why there is nothing to talk to, in words.
pub fn no_target(url: &str, why: &NoTarget) -> Message {
    let (id, why) = match why {
        NoTarget::BadUrl(why) => ("trouble-bad-url", why),
        NoTarget::UnknownHost(why) => ("trouble-unknown-host", why),
        NoTarget::Refused(why) => ("trouble-refused", why),
    };
    Message::new(id).text("url", url).text("why", why)
}

/// Why no lab was found, in words.
pub fn not_found(url: &str, why: &NotFound) -> Message {
    let message = |id: &str| Message::new(id).text("url", url);
    match why {
        NotFound::Silent => message("trouble-silent"),
        NotFound::Cut(why) => message("trouble-cut").text("why", why),
        NotFound::TooLarge(why) => message("trouble-too-large").text("why", why),
        // The first bytes of an alert of TLS, as they are quoted.
        NotFound::NotHttp(why) if why.contains("\"\\u{15}\\u{3}") => message("trouble-tls"),
        NotFound::NotHttp(why) => message("trouble-not-http").text("why", why),
        NotFound::NoUpdate { airplay: true, .. } => message("trouble-airplay"),
        NotFound::NoUpdate { tried, streams, .. } if streams.is_empty() => listed(message("trouble-no-update"), tried),
        NotFound::NoUpdate { tried, streams, .. } => {
            listed(message("trouble-no-lab"), tried).text("streams", lines(streams))
        }
        NotFound::NoPoll { tried } => listed(message("trouble-no-poll"), tried),
        NotFound::Refused { path, answer } => message("trouble-statuses").text("path", path).text("answer", answer),
    }
}

/// The first few, which are those of the lab text, and of what kinds their answers were.
fn listed(message: Message, tried: &[Tried]) -> Message {
    let few = &tried[..tried.len().min(FEW)];
    let of = |kind: fn(&Came) -> bool| few.iter().filter(|one| kind(&one.came)).count();
    message
        .text("tried", lines(tried))
        .count("pages", of(|came| matches!(came, Came::Page(_))))
        .count("moved", of(|came| matches!(came, Came::Moved(..))))
        .count("events", of(|came| matches!(came, Came::Events(_))))
        .count("silent", of(|came| matches!(came, Came::Nothing)))
}

fn lines(tried: &[Tried]) -> String {
    let line = |one: &Tried| {
        let came = match &one.came {
            Came::Code(code) => code.to_string(),
            Came::Page(code) => format!("{code} text/html"),
            Came::Moved(code, to) => format!("{code} Location: {to}"),
            Came::Events(code) => format!("{code} text/event-stream"),
            Came::Nothing => "—".into(),
            Came::Lost(why) => why.clone(),
        };
        format!("{} → {came}", one.asked)
    };
    let more = if tried.len() > FEW { ", …" } else { "" };
    let list: Vec<String> = tried.iter().take(FEW).map(line).collect();
    format!("{}{more}", list.join(", "))
}

const FEW: usize = 4;
