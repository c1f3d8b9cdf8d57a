//! One server of the museum: started as a process of its own, and checked as a student's.

use super::shown::{NO_REDIS, SelftestRow};
use crate::browser::Wanted;
use crate::command::redis::{NoRedis, Redis};
use crate::command::{judge, session};
use crate::contract::Contract;
use crate::driver::discover::WantedLab;
use crate::driver::run::Plan;
use crate::driver::wire::{Destination, Reach};
use crate::history::{self, Tolerance};
use crate::labs::{self, Lab};
use crate::report::{self, Report};
use crate::scenario::Scenario;
use lab_reference::flawed::{FLAWS, Flaw};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::runtime::Runtime;
use tokio::sync::watch;

/// Its gap is so short that finding it is a matter of aim: one check finds it nine times of ten. Nothing else of ours
/// runs beside it, and a surprise is if none of three checks finds it.
const FINE: &str = "lost-wakeup-10us";
const FINE_CHECKS: u32 = 3;

/// How long the servers hold a poll, and how often their streams have a new quote.
#[derive(Clone, Copy)]
pub struct ServerTimes {
    pub hold: Duration,
    pub interval: Duration,
}

/// What is checked: the reference or a flawed server, and how.
#[derive(Clone)]
pub struct Checked {
    pub flaw: Option<&'static Flaw>,
    pub scenarios: Vec<Scenario>,
    pub given: Contract,
    pub pace: ServerTimes,
    /// Where it listens; 0 for any port.
    pub port: u16,
    /// Nothing of ours runs beside it.
    pub alone: bool,
}

pub fn name(flaw: Option<&Flaw>) -> &'static str {
    flaw.map_or("reference", |flaw| flaw.name)
}

/// Whether it can only be checked alone.
pub fn is_fine(flaw: Option<&Flaw>) -> bool {
    name(flaw) == FINE
}

/// Checks it, in a runtime of its own: what one check computes keeps the others from no answer.
pub fn show(checked: &Checked, stop: &watch::Receiver<bool>) -> SelftestRow {
    let (started, flaw) = (Instant::now(), checked.flaw);
    let set = |rules: &[&str]| rules.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    let most = if is_fine(flaw) { FINE_CHECKS } else { 1 };
    let mut shown = SelftestRow {
        name: name(flaw).to_owned(),
        declared: set(flaw.map_or(&[], |flaw| flaw.fails)),
        allowed: set(flaw.map_or(&[], Flaw::may_fail)),
        report: None,
        trouble: None,
        took: Duration::ZERO,
        checks: 0,
        alone: checked.alone,
    };
    while !*stop.borrow() && shown.checks < most && (shown.checks == 0 || !shown.is_found()) {
        let runtime = Runtime::new().map_err(|error| format!("cannot start the runtime: {error}"));
        (shown.report, shown.trouble) =
            match runtime.and_then(|runtime| runtime.block_on(check(checked.clone(), stop.clone()))) {
                Ok(report) => (Some(report), None),
                Err(why) => (None, Some(why)),
            };
        shown.checks += 1;
    }
    shown.took = started.elapsed();
    shown
}

/// Starts a server as a process of its own, at this port or any, and tells where it is; with a Redis, two instances of it.
/// It ends where it is dropped.
pub async fn start(
    flaw: Option<&Flaw>,
    pace: ServerTimes,
    port: u16,
    redis: Option<&Redis>,
) -> Result<(Child, Vec<String>), String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(program);
    let time = |time| humantime::format_duration(time).to_string();
    command.args(["serve", "--port", &port.to_string(), "--hold", &time(pace.hold)]);
    command.args(["--interval", &time(pace.interval)]);
    if let Some(flaw) = flaw {
        command.args(["--flaw", flaw.name]);
    }
    let instances = if redis.is_some() { 2 } else { 1 };
    if let Some(redis) = redis {
        command.args(["--instances", &instances.to_string(), "--redis", &redis.address()]);
    }
    let mut server = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| error.to_string())?;
    let stdout = server.stdout.take().ok_or("the server has no standard output")?;
    let (mut lines, mut urls) = (BufReader::new(stdout), Vec::new());
    while urls.len() < instances {
        let mut url = String::new();
        lines.read_line(&mut url).await.map_err(|error| error.to_string())?;
        if url.trim().is_empty() {
            return Err(format!("the server did not start at port {port}"));
        }
        urls.push(url.trim().to_owned());
    }
    Ok((server, urls))
}

/// A Redis of its own for a server that needs one: on one for all, each would hear what others publish.
pub async fn redis_for(labs: &[&Lab]) -> Result<Option<Redis>, NoRedis> {
    if labs.iter().all(|lab| lab.driver.several.is_none()) {
        return Ok(None);
    }
    Redis::anywhere().await.map(Some)
}

/// Starts the server, and checks it as a student's.
async fn check(checked: Checked, stop: watch::Receiver<bool>) -> Result<Report, String> {
    let Checked { flaw, mut scenarios, given, pace, port, .. } = checked;
    // A flawed server is one of its lab; the reference is one of all that have flawed servers.
    let of = |lab: &&Lab| FLAWS.iter().any(|one| one.lab == lab.id.as_str() && flaw.is_none_or(|f| f.lab == one.lab));
    let has_scenarios = |lab: &&Lab| scenarios.iter().any(|scenario| scenario.lab == lab.id);
    let mut labs: Vec<&Lab> = labs::ALL.iter().filter(of).filter(has_scenarios).collect();
    let redis = match redis_for(&labs).await {
        Ok(redis) => redis,
        Err(NoRedis::Broken(why)) => return Err(format!("redis-server: {why}")),
        Err(NoRedis::Missing) => {
            labs.retain(|lab| lab.driver.several.is_none());
            None
        }
    };
    if labs.is_empty() {
        return Err(NO_REDIS.into());
    }
    scenarios.retain(|scenario| labs.iter().any(|lab| lab.id == scenario.lab));
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let (_server, urls) = start(flaw, pace, port, redis.as_ref()).await?;
    let mut all = urls.iter().map(|url| Destination::new(url, Reach::Near));
    let saved = std::env::temp_dir().join(format!("lab-selftest-{}-{}.jsonl", std::process::id(), name(flaw)));
    let plan = Plan {
        destination: all.next().ok_or("no server was started")?,
        others: all.collect(),
        given,
        browser: Wanted::default(),
        labs: labs.iter().map(|lab| WantedLab { lab: lab.driver.clone(), is_asked: true }).collect(),
        scenarios,
        seed: 1,
        tolerance: Tolerance::default(),
        save: Some(saved.clone()),
        control: Some(program),
        started_with: None,
    };
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
