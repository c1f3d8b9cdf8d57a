//! Polls that are held, and updates that wake them.

use super::write_json;
use crate::browser::Wanted;
use crate::cli;
use crate::command::check::on_signal;
use crate::command::outputs::create;
use crate::command::start::{self, Child};
use crate::command::{address, inputs, out, progress, trouble};
use crate::contract::Contract;
use crate::driver::discover::WantedLab;
use crate::driver::run::{Plan, StartError, Started};
use crate::driver::wire::{Destination, Reach};
use crate::exit::{Exit, Failure};
use crate::history::Tolerance;
use crate::labs::long_polling::load::{
    self, Fault, LoadDriver, LoadStartError, LoadVerdict, RoundFigures, RoundTrip, Used, WaiterOutcome, steps,
};
use crate::labs::{long_polling, socketio, sse};
use crate::report::load::{FORMAT, LoadReport, Spread, Spreads, TripReport, UsedReport, WaveReport};
use crate::text::Texts;
use std::time::Duration;
use tokio::sync::watch;

/// A number of waiters that is not answered promptly is looked at so often before anything is said.
const LOOKS: u32 = 3;

pub async fn run(args: cli::Load, texts: &'static Texts) -> Result<Exit, Failure> {
    let given = inputs::contract(args.contract.as_deref())?;
    let mut destination = address::of_server(&args.url, Reach::of(args.owner.i_own_this), texts);
    trouble::in_reach(&destination, texts).await?;
    let json = args.json.as_deref().map(create).transpose()?;
    let most = waiters(&args);
    load::make_room(most).map_err(|fit| {
        let (waiters, fit) = (most.to_string(), fit.to_string());
        let what = texts.with("load-files", &[("waiters", &waiters), ("fit", &fit)]);
        Failure::new(Exit::Usage, what).hint(texts.get("load-files-hint"))
    })?;
    let mut stop = on_signal();
    let mut child = None;
    if let Some(command) = &args.start {
        let started = child.insert(Child::start(command, &destination, vec![]).await?);
        tokio::select! {
            listens = started.listens(command, &destination) => {
                if let Some(elsewhere) = listens? {
                    start::tell_elsewhere(command, &destination, &elsewhere, texts);
                    destination = elsewhere;
                }
            }
            _ = stop.wait_for(|stop| *stop) => {
                started.stop().await;
                return Ok(Exit::Interrupted);
            }
        }
    }
    let (version, waiters) = (env!("CARGO_PKG_VERSION"), most.to_string());
    out::note(texts.with("load-start", &[("version", version), ("url", &destination.shown()), ("waiters", &waiters)]));
    let plan = Plan {
        destination,
        others: vec![],
        given,
        scenarios: vec![],
        browser: Wanted::default(),
        labs: vec![WantedLab { lab: long_polling::LAB.driver, is_asked: true }],
        seed: 0,
        tolerance: Tolerance::default(),
        save: None,
        control: std::env::current_exe().ok(),
        started_with: None,
    };
    let loading = drive(&plan, &args, texts, stop).await;
    if let Some(child) = &mut child {
        child.stop().await;
    }
    let Some(report) = loading? else {
        out::note(texts.get("interrupted-line"));
        return Ok(Exit::Interrupted);
    };
    out::text(crate::report::load::render(&report, texts, progress::style()));
    if let Some(path) = json {
        write_json(&path, &report)?;
    }
    Ok(match report.verdict.as_str() {
        _ if !report.complete => Exit::Interrupted,
        "prompt" => Exit::Pass,
        "slow" => Exit::Fail,
        _ => Exit::Unknown,
    })
}

/// Without an option, so many wait, and so many updates are sent.
const WAITERS: usize = 100;
const UPDATES: usize = 5;

fn waiters(args: &cli::Load) -> usize {
    args.waiters.unwrap_or(WAITERS)
}

/// The address of the event stream that is there in place of polls, if there is one.
async fn stream_of(plan: &Plan) -> Option<String> {
    // What was typed may be the stream itself.
    let typed = plan.destination.shown();
    let (origin, path) = match typed.split_once("://").and_then(|(_, rest)| rest.find('/')) {
        Some(at) => typed.split_at(at + typed.find("://").map_or(0, |scheme| scheme + 3)),
        None => (typed.as_str(), ""),
    };
    let mut given = Contract::default();
    if path.len() > 1 {
        given.set(sse::LAB.contract.mark, "path", path);
    }
    let plan = Plan {
        destination: Destination::new(origin, Reach::Near),
        others: vec![],
        given,
        scenarios: vec![],
        browser: Wanted::default(),
        labs: vec![WantedLab { lab: sse::LAB.driver, is_asked: false }],
        seed: 0,
        tolerance: Tolerance::default(),
        save: None,
        control: None,
        started_with: None,
    };
    let run = Started::new(&plan).await.ok()?.discover(&plan).await.ok()?;
    let path = run.contract().0.get(sse::LAB.contract.mark)?.get("path")?.as_str()?.to_owned();
    Some(format!("{origin}{path}"))
}

/// Nothing when it was stopped before anything was found.
async fn drive(
    plan: &Plan,
    args: &cli::Load,
    texts: &Texts,
    mut stop: watch::Receiver<bool>,
) -> Result<Option<LoadReport>, Failure> {
    let most = waiters(args);
    let sizes = if args.ramp { steps(most) } else { vec![most; args.updates.unwrap_or(UPDATES)] };
    // The looks again are those of one size only: the last.
    let connections = sizes.iter().sum::<usize>() + most * if args.ramp { 2 } else { 0 };
    let url = plan.destination.shown();
    let load = tokio::select! {
        load = LoadDriver::start(plan, connections) => match load {
            Ok(load) => load,
            Err(LoadStartError::NotFound(why)) => {
                return Err(match stream_of(plan).await {
                    Some(stream) => Failure::of(Exit::Usage, "usage-load-stream", &[("url", &stream)])
                        .hint_of("usage-load-stream-hint", &[("lab", socketio::chat::LAB.id.as_str())]),
                    None => trouble::failure(&trouble::not_found(&url, &why), texts),
                });
            }
            Err(LoadStartError::Start(StartError::Target(why))) => {
                return Err(trouble::failure(&trouble::no_target(&url, &why), texts));
            }
            Err(LoadStartError::Start(StartError::Fault(why))) => return Err(Failure::new(Exit::Fault, why)),
        },
        _ = stop.wait_for(|stop| *stop) => return Ok(None),
    };
    let most: Duration = sizes.iter().map(|waiters| load.bound(*waiters)).sum::<Duration>()
        + if args.ramp { load.bound(most) * (LOOKS - 1) } else { Duration::ZERO };
    let most = texts.about(most);
    out::note(texts.with("load-most", &[("most", &most), ("connections", &connections.to_string())]));
    let mut report = empty(plan, args, &load);
    let complete = tokio::select! {
        () = rounds(&load, &sizes, args.ramp, texts, &mut report) => true,
        _ = stop.wait_for(|stop| *stop) => false,
    };
    load.put_back().await;
    report.complete = complete;
    Ok(Some(report))
}

async fn rounds(load: &LoadDriver, sizes: &[usize], ramp: bool, texts: &Texts, report: &mut LoadReport) {
    let (mut kernel, mut ours) = (vec![], vec![]);
    let looks = if ramp { LOOKS } else { 1 };
    for &waiters in sizes {
        let mut decided = LoadVerdict::Prompt;
        for turn in 1..=looks {
            let number = waiters.to_string();
            let said = if turn == 1 { "load-step" } else { "load-again" };
            let said = texts.with(said, &[("waiters", &number), ("turn", &turn.to_string())]);
            out::note(format_args!("  · {said}"));
            let Some(round) = load.round(waiters).await else { return };
            let verdict = round.verdict(load.prompt(), load.noise_bound());
            report.waves.push(wave(&round, &verdict));
            kernel.extend(&round.kernel);
            ours.extend(&round.ours);
            report.overall = Spreads { kernel: Spread::of(kernel.clone()), ours: Spread::of(ours.clone()) };
            // One look that finds it well is enough; of the others, a fault outranks a busy machine.
            if verdict == LoadVerdict::Prompt {
                decided = LoadVerdict::Prompt;
                break;
            }
            if decided == LoadVerdict::Prompt || matches!(verdict, LoadVerdict::Unsure) {
                decided = verdict;
            }
        }
        settle(report, waiters, &decided, ramp);
        if ramp && decided != LoadVerdict::Prompt {
            return;
        }
    }
}

/// What is known after one more number of waiters.
fn settle(report: &mut LoadReport, waiters: usize, decided: &LoadVerdict, ramp: bool) {
    let verdict = match decided {
        LoadVerdict::Prompt => "prompt",
        LoadVerdict::Unsure => "unsure",
        LoadVerdict::Fails(_) => "slow",
    };
    let rank = |verdict: &str| ["unknown", "prompt", "unsure", "slow"].iter().position(|one| *one == verdict);
    if rank(verdict) > rank(&report.verdict) {
        report.verdict = verdict.into();
    }
    if ramp {
        match decided {
            LoadVerdict::Prompt => report.bears = Some(waiters as u64),
            LoadVerdict::Unsure => {}
            LoadVerdict::Fails(_) => report.stops_at = Some(waiters as u64),
        }
    }
}

fn empty(plan: &Plan, args: &cli::Load, load: &LoadDriver) -> LoadReport {
    LoadReport {
        format: FORMAT.into(),
        lab_version: env!("CARGO_PKG_VERSION").into(),
        target: plan.destination.shown(),
        mode: if args.ramp { "ramp" } else { "waves" }.into(),
        waiters: waiters(args) as u64,
        complete: false,
        verdict: "unknown".into(),
        stops_at: None,
        bears: None,
        prompt_limit_ms: load.prompt() as f64 / 1e6,
        noise_bound_ms: load.noise_bound() as f64 / 1e6,
        waves: vec![],
        overall: Spreads::default(),
    }
}

fn wave(round: &RoundFigures, verdict: &LoadVerdict) -> WaveReport {
    let (verdict, faults) = match verdict {
        LoadVerdict::Prompt => ("prompt", vec![]),
        LoadVerdict::Unsure => ("unsure", vec![]),
        LoadVerdict::Fails(faults) => ("slow", faults.iter().map(|fault| name(fault).to_owned()).collect()),
    };
    let used = |used: Option<Used>| {
        used.map(|used| UsedReport {
            memory_bytes_per_waiter: used.memory as f64 / round.waiters as f64,
            cpu_us_per_waiter: used.cpu.as_secs_f64() * 1e6 / round.waiters as f64,
        })
    };
    let [harness, target] = round.used.map(used);
    WaveReport {
        waiters: round.waiters as u64,
        woken: round.ours.len() as u64,
        lost: round.lost() as u64,
        errors: round.errors().map(|(came, count)| (kind(came), count as u64)).collect(),
        setup_ms: round.setup as f64 / 1e6,
        latency: Spreads { kernel: Spread::of(round.kernel.clone()), ours: Spread::of(round.ours.clone()) },
        update: trip(round.update),
        read: trip(round.read),
        noise_ms: round.noise as f64 / 1e6,
        harness,
        target,
        verdict: verdict.into(),
        faults,
    }
}

fn kind(came: WaiterOutcome) -> String {
    match came {
        WaiterOutcome::Code(code) => code.to_string(),
        WaiterOutcome::Refused => "refused".into(),
        WaiterOutcome::NotHttp => "not-http".into(),
        WaiterOutcome::Cut | WaiterOutcome::Update | WaiterOutcome::Nothing | WaiterOutcome::NoUpdate => "cut".into(),
    }
}

fn name(fault: &Fault) -> &'static str {
    match fault {
        Fault::Refused(_) => "refused",
        Fault::Update(_) => "update",
        Fault::Read(_) => "read",
        Fault::NotWoken(_) => "not-woken",
        Fault::Late { .. } => "late",
    }
}

fn trip(trip: RoundTrip) -> TripReport {
    let (outcome, code, took_ms) = match trip {
        RoundTrip::Answered { code, took } => ("answered", Some(code), Some(took as f64 / 1e6)),
        RoundTrip::Refused => ("refused", None, None),
        RoundTrip::None => ("no-answer", None, None),
    };
    TripReport { outcome: outcome.into(), code, took_ms }
}
