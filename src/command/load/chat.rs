//! Clients that talk in the rooms of a chat.

use super::write_json;
use crate::browser::Wanted;
use crate::cli;
use crate::command::check::on_signal;
use crate::command::outputs::create;
use crate::command::start::{self, Child};
use crate::command::{address, inputs, out, progress, trouble};
use crate::driver::discover::WantedLab;
use crate::driver::open_files;
use crate::driver::run::{Plan, StartError};
use crate::driver::wire::Reach;
use crate::exit::{Exit, Failure};
use crate::history::Tolerance;
use crate::labs::socketio::load::{ChatEntry, ChatFault, ChatFigures, ChatLoad, ChatVerdict};
use crate::labs::socketio::{self, ReachError};
use crate::report::load::{CHAT_FORMAT, ChatLoadReport, ChatRoundReport, EntryReport, Spread, render_chat};
use crate::text::Texts;
use tokio::sync::watch;

/// Without an option: so many clients, so many rooms, and so often somebody in each says something.
const CLIENTS: usize = 100;
const ROOMS: usize = 10;
const MESSAGES: usize = 5;
/// A browser has polling and a WebSocket at once for a moment.
const FILES: usize = 3;

pub async fn run(args: cli::Load, texts: &'static Texts) -> Result<Exit, Failure> {
    let given = inputs::contract(args.contract.as_deref())?;
    let (clients, messages) = (args.clients.unwrap_or(CLIENTS), args.messages.unwrap_or(MESSAGES));
    let rooms = args.rooms.unwrap_or(ROOMS.min(clients / 2));
    if rooms * 2 > clients {
        let (clients, rooms) = (clients.to_string(), rooms.to_string());
        return Err(Failure::of(Exit::Usage, "usage-load-rooms", &[("clients", &clients), ("rooms", &rooms)]));
    }
    let mut destination = address::of_server(&args.url, Reach::of(args.owner.i_own_this), texts);
    trouble::in_reach(&destination, texts).await?;
    let json = args.json.as_deref().map(create).transpose()?;
    open_files::make_room(clients * FILES).map_err(|fit| {
        let (clients, fit) = (clients.to_string(), (fit / FILES as u64).to_string());
        Failure::of(Exit::Usage, "load-chat-files", &[("clients", &clients), ("fit", &fit)])
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
    let (version, url) = (env!("CARGO_PKG_VERSION"), destination.shown());
    let numbers = [clients, rooms].map(|number| number.to_string());
    let said = [("version", version), ("url", &*url), ("clients", &numbers[0]), ("rooms", &numbers[1])];
    out::note(texts.with("load-chat-start", &said));
    let plan = Plan {
        destination,
        others: vec![],
        browser: Wanted::default(),
        given,
        scenarios: vec![],
        labs: vec![WantedLab { lab: socketio::chat::LAB.driver, is_asked: true }],
        seed: 0,
        tolerance: Tolerance::default(),
        save: None,
        control: std::env::current_exe().ok(),
        started_with: None,
    };
    let loading = drive(&plan, (clients, rooms, messages), texts, stop).await;
    if let Some(child) = &mut child {
        child.stop().await;
    }
    let Some(report) = loading? else {
        out::note(texts.get("interrupted-line"));
        return Ok(Exit::Interrupted);
    };
    out::text(render_chat(&report, texts, progress::style()));
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

/// Nothing when it was stopped before the clients began to connect.
async fn drive(
    plan: &Plan,
    (clients, rooms, messages): (usize, usize, usize),
    texts: &Texts,
    mut stop: watch::Receiver<bool>,
) -> Result<Option<ChatLoadReport>, Failure> {
    let url = plan.destination.shown();
    let mut load = tokio::select! {
        load = ChatLoad::start(plan, &socketio::chat::KIN, rooms) => load.map_err(|why| match why {
            ReachError::Start(StartError::Target(why)) => trouble::failure(&trouble::no_target(&url, &why), texts),
            ReachError::Start(StartError::Fault(why)) => Failure::new(Exit::Fault, why),
            ReachError::NotFound(why) => trouble::failure(&trouble::not_found(&url, &why), texts),
        })?,
        _ = stop.wait_for(|stop| *stop) => return Ok(None),
    };
    let most = texts.time(u64::try_from(load.bound(clients, messages).as_nanos()).unwrap_or(u64::MAX));
    out::note(texts.with("load-chat-most", &[("most", &most)]));
    let mut report = empty(plan, clients, &load);
    let complete = tokio::select! {
        () = talk(&mut load, clients, messages, texts, &mut report) => true,
        _ = stop.wait_for(|stop| *stop) => false,
    };
    load.leave().await;
    report.complete = complete;
    Ok(Some(report))
}

async fn talk(load: &mut ChatLoad, clients: usize, messages: usize, texts: &Texts, report: &mut ChatLoadReport) {
    let entered = load.enter(clients).await;
    report.entry = Some(entry(&entered));
    if entered.connected < clients {
        report.verdict = "slow".into();
        report.faults.push("not-connected".into());
    }
    let mut all = vec![];
    for turn in 1..=messages {
        out::note(format_args!("  · {}", texts.with("load-chat-step", &[("turn", &turn.to_string())])));
        let round = load.round().await;
        let verdict = round.verdict(load.prompt(), load.noise_bound());
        all.extend(&round.heard);
        report.rounds.push(figures(&round, &verdict));
        report.overall = Spread::of(all.clone());
        settle(report, &verdict);
    }
}

/// What is known after one more round: of several, the worst counts.
fn settle(report: &mut ChatLoadReport, verdict: &ChatVerdict) {
    let rank = |verdict: &str| ["unknown", "prompt", "unsure", "slow"].iter().position(|one| *one == verdict);
    let name = name(verdict);
    if rank(name) > rank(&report.verdict) {
        report.verdict = name.into();
    }
    if let ChatVerdict::Fails(faults) = verdict {
        for fault in faults.iter().map(|fault| fault.name()) {
            if !report.faults.iter().any(|other| other == fault) {
                report.faults.push(fault.into());
            }
        }
    }
}

fn name(verdict: &ChatVerdict) -> &'static str {
    match verdict {
        ChatVerdict::Prompt => "prompt",
        ChatVerdict::Unsure => "unsure",
        ChatVerdict::Fails(_) => "slow",
    }
}

fn empty(plan: &Plan, clients: usize, load: &ChatLoad) -> ChatLoadReport {
    ChatLoadReport {
        format: CHAT_FORMAT.into(),
        lab_version: env!("CARGO_PKG_VERSION").into(),
        target: plan.destination.shown(),
        clients: clients as u64,
        rooms: load.rooms() as u64,
        complete: false,
        verdict: "unknown".into(),
        faults: vec![],
        prompt_limit_ms: load.prompt() as f64 / 1e6,
        noise_bound_ms: load.noise_bound() as f64 / 1e6,
        entry: None,
        rounds: vec![],
        overall: None,
    }
}

fn entry(entry: &ChatEntry) -> EntryReport {
    let each = |memory: Option<u64>| memory.map(|memory| memory as f64 / entry.connected.max(1) as f64);
    EntryReport {
        connected: entry.connected as u64,
        by_websocket: entry.by_websocket as u64,
        setup_ms: entry.setup as f64 / 1e6,
        harness_bytes_per_client: each(entry.memory[0]),
        target_bytes_per_client: each(entry.memory[1]),
    }
}

fn figures(round: &ChatFigures, verdict: &ChatVerdict) -> ChatRoundReport {
    let faults: &[ChatFault] = if let ChatVerdict::Fails(faults) = verdict { faults } else { &[] };
    ChatRoundReport {
        messages: round.messages as u64,
        due: round.due as u64,
        heard: round.heard.len() as u64,
        lost: round.lost() as u64,
        twice: round.twice as u64,
        elsewhere: round.elsewhere as u64,
        gone: round.gone as u64,
        latency: Spread::of(round.heard.clone()),
        noise_ms: round.noise as f64 / 1e6,
        verdict: name(verdict).into(),
        faults: faults.iter().map(|fault| fault.name().to_owned()).collect(),
    }
}
