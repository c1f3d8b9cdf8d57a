//! Checks the checker: every server of the museum against what its file declares.

mod shown;

use self::shown::{Shown, tell};
use super::{inputs, judge, matrix, out, session};
use crate::cli::{Selftest, What};
use crate::contract::Draft;
use crate::driver::discover::Wanted;
use crate::driver::run::Plan;
use crate::exit::{Exit, Failure};
use crate::history::{self, Tolerance};
use crate::report::{self, Report};
use crate::scenario::{Lab, Scenario};
use lab_reference::flawed::{FLAWS, Flaw};
use std::collections::{BTreeSet, VecDeque};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::sync::{Semaphore, watch};

/// Faults that make a server, and so its check, slow.
const SLOW: [&str; 11] = [
    "update-answered-late",
    "behind-kept-waiting",
    "unseen-update-lost",
    "state-not-shared",
    "update-blocked",
    "nothing-dispatched",
    "first-event-late",
    "subscriber-starved",
    "stream-unreachable",
    "stream-ends",
    "not-steady",
];

/// Its gap is so short that finding it is a matter of aim: one check finds it nine times of ten. Nothing else of ours
/// runs beside it, and a surprise is if none of three checks finds it.
const FINE: &str = "lost-wakeup-10us";
const FINE_CHECKS: u32 = 3;

/// How long the servers hold a poll, and how often their streams have a new quote.
#[derive(Clone, Copy)]
struct Pace {
    hold: Duration,
    interval: Duration,
}

/// What is checked: the reference or a flawed server, and how.
#[derive(Clone)]
struct Checked {
    flaw: Option<&'static Flaw>,
    scenarios: Vec<Scenario>,
    draft: Draft,
    pace: Pace,
}

pub async fn run(args: Selftest) -> Result<Exit, Failure> {
    let what = What {
        contract: None,
        hold_min: Some(args.hold / 2),
        hold_max: Some(args.hold * 2),
        only: vec![],
        skip: vec![],
        lab: vec![],
        scenarios: None,
    };
    let mut scenarios = inputs::chosen(&what)?;
    for scenario in &mut scenarios {
        scenario.expectations.retain(|e| !args.without.contains(&e.rule));
    }
    let draft = inputs::draft(&what)?;
    let wanted = |name: &str| args.only.is_empty() || args.only.iter().any(|only| only == name);
    let mut names: Vec<Option<&'static Flaw>> = vec![None];
    names.extend(FLAWS.iter().copied().map(Some));
    names.retain(|flaw| wanted(flaw.map_or("reference", |flaw| flaw.name)));
    // The slow ones first: the last to end decides how long it all takes. The one that takes the processor from the
    // others comes when few are left, the one that has to be alone after all of them.
    let fine = |flaw: &Option<&Flaw>| flaw.is_some_and(|flaw| flaw.name == FINE);
    names.sort_by_key(|flaw| {
        let finds = |rules: &[&str]| flaw.is_some_and(|flaw| rules.contains(&flaw.fails[0]));
        (fine(flaw), !finds(&SLOW), finds(&["busy-wait"]))
    });
    if names.is_empty() {
        return Err(Failure::new(Exit::Usage, "no server has that name").hint("lab serve --list-flaws lists them"));
    }
    let started = Instant::now();
    let jobs = u32::try_from(args.jobs.max(1)).unwrap_or(u32::MAX);
    let places = Arc::new(Semaphore::new(jobs as usize));
    let mut running = VecDeque::new();
    let start = |flaw: Option<&'static Flaw>, alone: bool| {
        let (places, scenarios, draft) = (places.clone(), scenarios.clone(), draft.clone());
        let checked = Checked { flaw, scenarios, draft, pace: Pace { hold: args.hold, interval: args.interval } };
        tokio::spawn(async move {
            let _places = places.acquire_many(if alone { jobs } else { 1 }).await;
            (flaw, one(&checked, alone).await)
        })
    };
    running.extend(names.into_iter().map(|flaw| start(flaw, fine(&flaw))));
    let mut results = Vec::new();
    let mut surprises = 0;
    while let Some(one) = running.pop_front() {
        let (flaw, result) = one.await.map_err(|error| Failure::new(Exit::Fault, error.to_string()))?;
        if !args.busy && result.is_in_doubt() {
            let noise = result.report.as_ref().map_or(0.0, |report| report.noise.max_ms);
            if !args.voice.quiet {
                out::line(format_args!("↻ {:<30} noise of up to {noise} ms: checked again, alone", result.name));
            }
            running.push_back(start(flaw, true));
            continue;
        }
        surprises += u32::from(!tell(&result, args.busy, args.voice));
        if out::closed() {
            // Each takes its server with it.
            running.iter().for_each(tokio::task::JoinHandle::abort);
            for one in running {
                let _ = one.await;
            }
            return Ok(Exit::Unread);
        }
        results.push(result);
    }
    let took = started.elapsed().as_secs();
    if !args.voice.quiet {
        out::line("");
    }
    out::line(format_args!(
        "{} servers in {took} s: {} as declared, {surprises} surprising",
        results.len(),
        results.len() as u32 - surprises
    ));
    if surprises > 0 {
        return Ok(Exit::Fail);
    }
    if let Some(path) = &args.matrix {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        std::fs::write(path, matrix::placed(&text, &matrix::table(&scenarios)))
            .map_err(|error| Failure::new(Exit::Usage, format!("cannot write {}: {error}", path.display())))?;
    }
    Ok(Exit::Pass)
}

async fn one(checked: &Checked, alone: bool) -> Shown {
    let (started, flaw) = (Instant::now(), checked.flaw);
    let name = flaw.map_or("reference", |flaw| flaw.name).to_owned();
    let declared = flaw.map_or_else(BTreeSet::new, |flaw| flaw.fails.iter().map(ToString::to_string).collect());
    let most = if name == FINE { FINE_CHECKS } else { 1 };
    let mut shown = Shown { name, declared, report: None, trouble: None, took: Duration::ZERO, checks: 0, alone };
    while shown.checks == 0 || shown.checks < most && !shown.is_found() {
        (shown.report, shown.trouble) = match check(checked.clone()).await {
            Ok(report) => (Some(report), None),
            Err(why) => (None, Some(why)),
        };
        shown.checks += 1;
    }
    shown.took = started.elapsed();
    shown
}

/// Starts the server as a process of its own, and checks it as a student's.
async fn check(checked: Checked) -> Result<Report, String> {
    let Checked { flaw, mut scenarios, draft, pace } = checked;
    // A flawed server is one of its lab; the reference is one of all.
    let labs: Vec<Lab> = Lab::ALL.into_iter().filter(|lab| flaw.is_none_or(|flaw| flaw.lab == lab.as_str())).collect();
    scenarios.retain(|scenario| labs.contains(&scenario.lab));
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = tokio::process::Command::new(&program);
    let time = |time| humantime::format_duration(time).to_string();
    command.args(["serve", "--port", "0", "--hold", &time(pace.hold), "--interval", &time(pace.interval)]);
    if let Some(flaw) = flaw {
        command.args(["--flaw", flaw.name]);
    }
    let mut server = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| error.to_string())?;
    let stdout = server.stdout.take().ok_or("the server has no standard output")?;
    let mut url = String::new();
    BufReader::new(stdout).read_line(&mut url).await.map_err(|error| error.to_string())?;
    let name = flaw.map_or("reference", |flaw| flaw.name);
    let saved = std::env::temp_dir().join(format!("lab-selftest-{}-{name}.jsonl", std::process::id()));
    let plan = Plan {
        url: url.trim().into(),
        draft,
        labs: labs.iter().map(|&lab| Wanted { lab, asked: true }).collect(),
        scenarios,
        seed: 1,
        tolerance: Tolerance::default(),
        save: Some(saved.clone()),
        control: Some(program),
    };
    let (_never, stop) = watch::channel(false);
    let ended = session::run(&plan, |_| {}, stop).await;
    let again = judged_again(&saved);
    let _ = std::fs::remove_file(&saved);
    let report = ended?.report;
    if report.trouble.is_none() && again? != report::json(&report) {
        return Err("its saved history is judged otherwise".into());
    }
    Ok(report)
}

/// The report that a saved history makes.
fn judged_again(saved: &Path) -> Result<String, String> {
    let history = history::load(saved).map_err(|error| error.to_string())?;
    Ok(report::json(&judge::judge(&history)?))
}
