//! Checks the checker: every server of the museum against what its file declares.

use super::{inputs, judge, matrix, out, session};
use crate::checker::Verdict;
use crate::cli::{Selftest, Voice, What};
use crate::driver::discover::Wanted;
use crate::driver::run::Plan;
use crate::exit::{Exit, Failure};
use crate::history::{self, Tolerance};
use crate::report::{self, Report, RuleReport};
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

/// What one server showed.
struct Shown {
    name: String,
    declared: BTreeSet<String>,
    report: Option<Report>,
    trouble: Option<String>,
    took: Duration,
    /// How many checks it took to find what was declared.
    checks: u32,
}

impl Shown {
    /// What was declared failed.
    fn is_found(&self) -> bool {
        let failed = |rule: &&RuleReport| rule.verdict == Verdict::Fail;
        let failed: BTreeSet<String> = self
            .report
            .iter()
            .flat_map(|report| required(report).chain(advice(report)))
            .filter(failed)
            .map(|rule| rule.id.clone())
            .collect();
        self.declared.is_subset(&failed)
    }
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
    for flaw in names {
        let (places, scenarios, draft) = (places.clone(), scenarios.clone(), draft.clone());
        let pace = Pace { hold: args.hold, interval: args.interval };
        running.push_back(tokio::spawn(async move {
            let _places = places.acquire_many(if fine(&flaw) { jobs } else { 1 }).await;
            one(flaw, scenarios, draft, pace).await
        }));
    }
    let mut results = Vec::new();
    let mut surprises = 0;
    while let Some(one) = running.pop_front() {
        let result = one.await.map_err(|error| Failure::new(Exit::Fault, error.to_string()))?;
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

async fn one(
    flaw: Option<&'static Flaw>,
    scenarios: Vec<Scenario>,
    draft: crate::contract::Draft,
    pace: Pace,
) -> Shown {
    let started = Instant::now();
    let name = flaw.map_or("reference", |flaw| flaw.name).to_owned();
    let declared = flaw.map_or_else(BTreeSet::new, |flaw| flaw.fails.iter().map(ToString::to_string).collect());
    let most = if name == FINE { FINE_CHECKS } else { 1 };
    let mut shown = Shown { name, declared, report: None, trouble: None, took: Duration::ZERO, checks: 0 };
    while shown.checks == 0 || shown.checks < most && !shown.is_found() {
        (shown.report, shown.trouble) = match check(flaw, scenarios.clone(), draft.clone(), pace).await {
            Ok(report) => (Some(report), None),
            Err(why) => (None, Some(why)),
        };
        shown.checks += 1;
    }
    shown.took = started.elapsed();
    shown
}

/// Starts the server as a process of its own, and checks it as a student's.
async fn check(
    flaw: Option<&'static Flaw>,
    mut scenarios: Vec<Scenario>,
    draft: crate::contract::Draft,
    pace: Pace,
) -> Result<Report, String> {
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

fn required(report: &Report) -> impl Iterator<Item = &RuleReport> {
    report.labs.iter().flat_map(|lab| &lab.scenarios).flat_map(|scenario| &scenario.rules)
}

fn advice(report: &Report) -> impl Iterator<Item = &RuleReport> {
    report.labs.iter().flat_map(|lab| &lab.scenarios).flat_map(|scenario| &scenario.advice)
}

/// Prints one result; false when it is a surprise. Where the machine is busy, what should fail may be unknown too, or
/// blocked by what is; a rule that passed there is a surprise all the same.
fn tell(result: &Shown, busy: bool, voice: Voice) -> bool {
    let seconds = result.took.as_secs_f64();
    let Some(report) = result.report.as_ref().filter(|report| report.trouble.is_none()) else {
        let why =
            result.trouble.clone().or(result.report.as_ref().and_then(|r| r.trouble.as_ref().map(|t| t.id.clone())));
        let why = why.unwrap_or_default();
        out::line(format_args!("✘ {:<30} {seconds:5.1} s  not judged: {why}", result.name));
        return false;
    };
    let of = |rules: &mut dyn Iterator<Item = &RuleReport>, verdict: Verdict| -> BTreeSet<String> {
        rules.filter(|rule| rule.verdict == verdict).map(|rule| rule.id.clone()).collect()
    };
    // Advice counts where a flaw declares it: what else a server could do better is no surprise.
    let mut declared = required(report).chain(advice(report).filter(|rule| result.declared.contains(&rule.id)));
    let failed = of(&mut declared, Verdict::Fail);
    let unknown = of(&mut required(report), Verdict::Unknown);
    let missing = &result.declared - &failed;
    let passed = of(&mut required(report).chain(advice(report)), Verdict::Pass);
    let seen = if busy { missing.is_disjoint(&passed) } else { missing.is_empty() && unknown.is_empty() };
    let expected = seen && failed.is_subset(&result.declared);
    let marks: Vec<String> = report.labs.iter().map(|lab| format!("{:>5} / 20", lab.mark.earned)).collect();
    let sign = if expected { "✔" } else { "✘" };
    let list = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(", ");
    if voice.quiet && expected {
        return true;
    }
    let checks = if result.checks > 1 { format!("  (check {})", result.checks) } else { String::new() };
    let (marks, failures) = (marks.join("  "), list(&failed));
    out::line(format_args!("{sign} {:<30} {seconds:5.1} s  {marks}  {failures}{checks}", result.name));
    let as_declared = if voice.verbose { &failed & &result.declared } else { BTreeSet::new() };
    for (what, rules) in [
        ("declared, and not failed", missing),
        ("failed, and not declared", &failed - &result.declared),
        ("unknown", unknown),
        ("failed, as declared", as_declared),
    ] {
        for rule in rules {
            let all = || required(report).chain(advice(report));
            let observed = all().find(|r| r.id == rule).map_or_else(String::new, |r| r.observed.clone());
            out::line(format_args!("    {what}: {rule}: {observed}"));
        }
    }
    if !expected {
        out::line(format_args!("    noise: up to {} ms, {} runs again", report.noise.max_ms, report.noise.runs_again));
    }
    expected
}
