//! Checks the checker: every server of the museum against what its file declares.

mod one;
mod pages;
mod replay;
mod sample;
mod shown;

use self::one::{Checked, ServerTimes, is_fine, name, show};
use self::shown::{Meaning, SelftestRow, tell};
use super::explain::examples;
use super::{inputs, matrix, out};
use crate::cli::{Selftest, What};
use crate::exit::{Exit, Failure};
use lab_reference::flawed::{FLAWS, Flaw};
use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::{Semaphore, watch};
use tokio::task::{JoinError, spawn_blocking};

/// Faults that make a server, and so its check, slow.
const SLOW: [&str; 13] = [
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
    "gives-up-on-error",
    "page-dead",
];

/// A page has a browser to itself, which has several tabs to start: so many are checked at once for each processor.
const PAGES_AT_ONCE: usize = 2;

pub async fn run(args: Selftest) -> Result<Exit, Failure> {
    let what = What {
        contract: None,
        hold_min: Some(args.hold / 2),
        hold_max: Some(args.hold * 2),
        only: vec![],
        skip: vec![],
        lab: args.lab.iter().cloned().collect(),
        scenarios: None,
        browser: None,
    };
    let mut scenarios = inputs::chosen(&what)?;
    for scenario in &mut scenarios {
        scenario.expectations.retain(|e| !args.without.contains(&e.rule));
    }
    let given = inputs::given(&what)?;
    // A lab that is only looked at if it is asked for has no scenarios here otherwise.
    let is_of_lab = |flaw: Option<&Flaw>| {
        flaw.is_none_or(|flaw| scenarios.iter().any(|scenario| scenario.lab.as_str() == flaw.lab))
    };
    let wanted = |flaw: Option<&Flaw>| {
        is_of_lab(flaw) && (args.only.is_empty() || args.only.iter().any(|only| only == name(flaw)))
    };
    let flaws: Vec<&Flaw> = FLAWS.iter().copied().filter(|flaw| wanted(Some(flaw))).collect();
    let flaws = match args.sample {
        Some(some) => sample::drawn(flaws, some, args.seed),
        None => flaws,
    };
    let mut names: Vec<Option<&'static Flaw>> = flaws.into_iter().map(Some).collect();
    if wanted(None) {
        names.push(None);
    }
    // The slow ones first: the last to end decides how long it all takes. The one that takes the processor from the
    // others comes when few are left, the one that has to be alone after all of them.
    names.sort_by_key(|flaw| {
        let finds = |rules: &[&str]| flaw.is_some_and(|flaw| rules.contains(&flaw.fails[0]));
        (is_fine(*flaw), !finds(&SLOW), finds(&["busy-wait"]))
    });
    if names.is_empty() {
        return Err(Failure::new(Exit::Usage, "no server has that name").hint("lab serve --list-flaws lists them"));
    }
    let pace = ServerTimes { hold: args.hold, interval: args.interval };
    let checked = |flaw: Option<&'static Flaw>, alone| {
        let (mut scenarios, given) = (scenarios.clone(), given.clone());
        // What a page does takes the time that it takes: in a sample, only what its fault is about is looked at.
        if let Some(flaw) = flaw.filter(|flaw| pages::is_page(flaw) && args.sample.is_some()) {
            pages::keep_its_own(&mut scenarios, flaw);
        }
        Checked { flaw, scenarios, given, pace, port: 0, alone }
    };
    if args.replay {
        return replay::run(&args, names.into_iter().map(|flaw| checked(flaw, false)).collect()).await;
    }
    let started = Instant::now();
    let jobs = u32::try_from(args.jobs.max(1)).unwrap_or(u32::MAX);
    let places = Arc::new(Semaphore::new(jobs as usize));
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let pages = Arc::new(Semaphore::new(processors * PAGES_AT_ONCE));
    let mut running = VecDeque::new();
    let (stop, stopped) = watch::channel(false);
    let start = |flaw: Option<&'static Flaw>, alone: bool| {
        let (places, stopped, checked) = (places.clone(), stopped.clone(), checked(flaw, alone));
        let pages = flaw.filter(|flaw| pages::is_page(flaw)).map(|_| pages.clone());
        tokio::spawn(async move {
            let _pages = match &pages {
                Some(pages) => Some(pages.acquire().await),
                None => None,
            };
            let _places = places.acquire_many(if alone { jobs } else { 1 }).await;
            Ok((flaw, spawn_blocking(move || show(&checked, &stopped)).await?))
        })
    };
    running.extend(names.into_iter().map(|flaw| start(flaw, is_fine(flaw))));
    let mut results = Vec::new();
    let (mut surprises, mut not_judged) = (0, 0);
    while let Some(one) = running.pop_front() {
        let fault = |error: JoinError| Failure::new(Exit::Fault, error.to_string());
        let (flaw, result) = one.await.and_then(|shown| shown).map_err(fault)?;
        if !args.busy && result.is_in_doubt() {
            let noise = result.report.as_ref().map_or(0.0, |report| report.noise.max_ms);
            if !args.voice.quiet {
                out::line(format_args!("↻ {:<30} noise of up to {noise} ms: checked again, alone", result.name));
            }
            running.push_back(start(flaw, true));
            continue;
        }
        match tell(&result, args.busy, args.voice) {
            Meaning::AsDeclared => {}
            Meaning::Surprise => surprises += 1,
            Meaning::NotJudged => not_judged += 1,
        }
        if out::closed() {
            // Each takes its server with it.
            let _ = stop.send(true);
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
    let left_out = if not_judged > 0 { format!(", {not_judged} not judged") } else { String::new() };
    out::line(format_args!(
        "{} servers in {took} s: {} as declared, {surprises} surprising{left_out}",
        results.len(),
        results.len() as u32 - surprises - not_judged
    ));
    if let Some(path) = &args.examples {
        keep_examples(path, &results)?;
    }
    if surprises > 0 {
        return Ok(Exit::Fail);
    }
    if not_judged > 0 {
        return Ok(Exit::Unknown);
    }
    if let Some(path) = &args.matrix {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        write(path, &matrix::placed(&text, &matrix::table(&inputs::scenarios(None)?)))?;
    }
    Ok(Exit::Pass)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text)
        .map_err(|error| Failure::new(Exit::Usage, format!("cannot write {}: {error}", path.display())))
}

/// What was seen of each rule, at the first server that exists for it.
fn keep_examples(path: &Path, results: &[SelftestRow]) -> Result<(), Failure> {
    let mut seen = Vec::new();
    for scenario in &inputs::scenarios(None)? {
        for rule in scenario.expectations.iter().map(|expectation| expectation.rule.as_str()) {
            let first = FLAWS.iter().find(|flaw| flaw.fails[0] == rule);
            let result = first.and_then(|flaw| results.iter().find(|result| result.name == flaw.name));
            let report = result.and_then(|result| result.report.as_ref());
            seen.extend(result.zip(report).and_then(|(result, report)| examples::seen(&result.name, rule, report)));
        }
    }
    let before = std::fs::read_to_string(path).unwrap_or_default();
    write(path, &examples::written(&before, seen, &inputs::scenarios(None)?))
}
