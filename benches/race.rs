//! How small a gap between 'is there news?' and 'wake me' the race finds, and how often it blames a correct server.
//!
//! `cargo bench --bench race` runs it all: each gap of the museum 100 times, then 1,000 rounds on the reference and on
//! each peer (`tests/peers/install` prepares them). `-- --help` says how to run a part of it.

#[path = "../tests/common/mod.rs"]
mod common;

use clap::Parser;
use comfy_table::{Cell, Table, presets};
use common::peers::{Peer, needed, peers, reference, start};
use common::{Server, free_port};
use lab::browser::Wanted;
use lab::checker::Verdict;
use lab::contract::Contract;
use lab::driver::discover::WantedLab;
use lab::driver::run::{Plan, Started};
use lab::driver::wire::{Destination, Reach};
use lab::history::{Event, History, Nanos, Operation, Tolerance};
use lab::labs::long_polling::record::{PollKind, PollRole};
use lab::labs::long_polling::steps::{Race, Step};
use lab::labs::{self, long_polling};
use lab::scenario::{self, Round, Scenario, embedded};
use lab::score;
use std::collections::BTreeSet;
use std::time::Duration;

const GAPS: [&str; 5] =
    ["lost-wakeup-5ms", "lost-wakeup-1ms", "lost-wakeup-100us", "lost-wakeup-10us", "lost-wakeup-slow-update"];
/// As long as a race may take.
const RACE: Duration = Duration::from_secs(5);

#[derive(Parser)]
struct Args {
    /// Races with each gap
    #[arg(long, default_value_t = 100)]
    runs: u32,
    /// Rounds with each correct server
    #[arg(long, default_value_t = 1000)]
    rounds: usize,
    /// Only these servers, flawed or correct
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Given by cargo
    #[arg(long, hide = true)]
    bench: bool,
}

/// One race, or several of one server added up.
#[derive(Default)]
struct Raced {
    rounds: usize,
    polls: usize,
    lost: usize,
    /// When the first poll that was lost had been sent, since the race began.
    found: Option<Nanos>,
    verdicts: Vec<Verdict>,
}

#[tokio::main]
async fn main() {
    let args = Args::parse();
    let wanted = |name: &str| args.only.is_empty() || args.only.iter().any(|only| only == name);
    let scenario = race();
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    table.set_header(["flaw", "races", "caught", "median time to the first loss", "rounds", "polls", "lost"]);
    for flaw in GAPS.into_iter().filter(|flaw| wanted(flaw)) {
        table.add_row(gap(flaw, &scenario, args.runs).await);
        println!("{}", table.lines().last().unwrap_or_default());
    }
    println!("\n{table}\n");
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    table.set_header(["correct server", "rounds", "polls", "lost", "races failed"]);
    for peer in std::iter::once(reference()).chain(peers()).filter(|peer| wanted(&peer.name)) {
        table.add_row(correct(&peer, &scenario, args.rounds).await);
        println!("{}", table.lines().last().unwrap_or_default());
    }
    println!("\n{table}");
}

/// The scenario of the race, without the rest of it.
fn race() -> Scenario {
    let all = embedded(&labs::vocabularies()).expect("the scenarios are tested");
    let mut lost = all.into_iter().find(|scenario| scenario.id == "lost").expect("it is there");
    let raced = |round: Round<Step>| match &round.steps[..] {
        [Step::Race(race)] => Some(Round { times: round.times, steps: vec![long(race)] }),
        _ => None,
    };
    lost.rounds = lost.rounds_as().into_iter().filter_map(raced).collect();
    lost.expectations.retain(|expectation| expectation.rule == "lost-wakeup");
    lost
}

/// The step of the same race, as long as one may take.
fn long(race: &Race) -> scenario::Step {
    let step = Step::Race(Race { during: RACE, ..race.clone() });
    let written = serde_json::to_value(step).and_then(serde_json::from_value);
    written.expect("a step survives being written")
}

async fn gap(flaw: &str, scenario: &Scenario, runs: u32) -> Vec<Cell> {
    let mut all = Raced::default();
    let (mut caught, mut times) = (0, vec![]);
    for seed in 0..runs {
        let server = Server::start(&["--flaw", flaw, "--hold", "2s"]);
        let raced = once(&server.url, scenario, u64::from(seed)).await;
        caught += u32::from(raced.verdicts.contains(&Verdict::Fail));
        times.extend(raced.found);
        all.add(raced);
    }
    times.sort_unstable();
    let median = times.get(times.len() / 2).map_or("-".into(), |&time| format!("{:.2} s", time as f64 / 1e9));
    [flaw.into(), runs.to_string(), caught.to_string(), median].into_iter().chain(all.counts()).map(Cell::new).collect()
}

async fn correct(peer: &Peer, scenario: &Scenario, rounds: usize) -> Vec<Cell> {
    needed(peer);
    let port = free_port();
    let _server = start(peer, port);
    let mut all = Raced::default();
    let mut seed = 0;
    while all.rounds < rounds {
        let raced = once(&format!("http://127.0.0.1:{port}"), scenario, seed).await;
        assert!(raced.rounds > 0, "{}: no round was raced", peer.name);
        all.add(raced);
        seed += 1;
    }
    let failed = all.verdicts.iter().filter(|verdict| **verdict == Verdict::Fail).count();
    std::iter::once(peer.name.clone()).chain(all.counts()).chain([failed.to_string()]).map(Cell::new).collect()
}

async fn once(url: &str, scenario: &Scenario, seed: u64) -> Raced {
    let scenarios = vec![scenario.clone()];
    let plan = Plan {
        destination: Destination::new(url, Reach::Near),
        others: vec![],
        browser: Wanted::default(),
        given: Contract::default(),
        labs: vec![WantedLab { lab: long_polling::LAB.driver.clone(), is_asked: true }],
        scenarios,
        seed,
        tolerance: Tolerance::default(),
        save: None,
        control: Some(env!("CARGO_BIN_EXE_lab").into()),
        started_with: None,
    };
    let started = Started::new(&plan).await.unwrap_or_else(|why| panic!("{url}: {why:?}"));
    let mut run = started.discover(&plan).await.unwrap_or_else(|why| panic!("{url}: {why:?}"));
    run.drive(|_| true, |_| std::future::ready(())).await;
    let history = run.recorded().await.history;
    let judged = score::judge(&history, run.contract(), &plan.scenarios);
    Raced { verdicts: judged.iter().map(|one| one.finding.verdict).collect(), ..Raced::of(&history) }
}

impl Raced {
    fn of(history: &History) -> Self {
        let is_shot = |o: &&Operation| o.kind == PollKind::Poll.name() && o.client.role == PollRole::Racer.name();
        let polls: Vec<&Operation> = history.operations.iter().map(|o| &**o).filter(is_shot).collect();
        let start = history.notes.iter().find(|note| note.event == Event::Start).map_or(0, |note| note.at);
        let lost: Vec<_> = polls.iter().filter(|o| o.was_open()).collect();
        Self {
            rounds: polls.iter().map(|o| o.round).collect::<BTreeSet<_>>().len(),
            polls: polls.len(),
            lost: lost.len(),
            found: lost.iter().map(|o| o.started - start).min(),
            verdicts: vec![],
        }
    }

    fn add(&mut self, other: Self) {
        self.rounds += other.rounds;
        self.polls += other.polls;
        self.lost += other.lost;
        self.verdicts.extend(other.verdicts);
    }

    fn counts(&self) -> [String; 3] {
        [self.rounds, self.polls, self.lost].map(|count| count.to_string())
    }
}
