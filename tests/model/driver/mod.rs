//! Plays scenarios as the driver does, against the server of the model.

mod asks;
mod polls;
mod window;

use super::ask::{Ask, Asked};
use super::choices::{MS, Plan};
use super::cpu::samples;
use super::world::{Caller, Then, World};
use lab::contract::Contract;
use lab::history::{Client, DISCOVERY, Event, FORMAT, Header, History, Nanos, Reason, Tolerance};
use lab::labs;
use lab::labs::long_polling::contract::LongPolling;
use lab::labs::long_polling::notes;
use lab::labs::long_polling::reading::{State, VersionKind};
use lab::labs::long_polling::record::{ClientVersion, ID, PollKind, PollRole};
use lab::labs::long_polling::steps::{self, Step, VersionChoice};
use lab::scenario::{self, Phase, Round, Scenario};
use std::sync::LazyLock;

const LATE: Nanos = 1_500 * MS;
/// The most waiting clients that the lab text asks for, and the rounds without an answer that are evidence enough.
const ASKED: usize = 10;
const ENOUGH: u32 = 3;
const HURRIED: Nanos = 100 * MS;
/// As much of a long status as is kept.
const LONG: usize = 1_000;

/// The scenarios of the lab that are part of the program.
pub fn scenarios() -> &'static [Scenario] {
    static ALL: LazyLock<Vec<Scenario>> = LazyLock::new(|| {
        let mut all = scenario::embedded(&labs::vocabularies()).expect("the scenarios of the program are right");
        all.retain(|scenario| scenario.lab == ID);
        all
    });
    &ALL
}

/// What the driver would have recorded of this run.
pub fn play(plan: &Plan) -> History {
    let scenarios = scenarios();
    let header = Header {
        format: FORMAT.into(),
        lab_version: env!("CARGO_PKG_VERSION").into(),
        started: "2026-11-21T05:00:00Z".into(),
        seed: 1,
        target: "http://127.0.0.1:5000".into(),
        others: vec![],
        started_with: None,
        tolerance: Tolerance::default(),
        scenarios: serde_json::to_value(scenarios).expect("scenarios are plain data"),
        scenarios_digest: scenario::digest(scenarios),
    };
    let mut driver = Driver {
        world: World::new(plan, History::new(header)),
        states: vec![],
        moves: 0,
        turn: 0,
        starved: false,
        caller: Caller { scenario: DISCOVERY.into(), round: 1, client: Client::default() },
        next_client: 1,
        held: vec![],
        stuck: vec![],
        crowd: u32::MAX,
        unserved: false,
        unwakeable: false,
        missed: false,
        silent: false,
        silences: 0,
        undisturbed: vec![],
    };
    driver.discover();
    let of = |phase| scenarios.iter().filter(move |s| steps::phase(s) == phase);
    of(Phase::Active).for_each(|scenario| driver.scenario(scenario));
    driver.quiet(&of(Phase::Quiet).collect::<Vec<_>>());
    of(Phase::Destructive).for_each(|scenario| driver.scenario(scenario));
    let mut world = driver.world;
    world.ring();
    if let Some(toil) = &plan.toil {
        world.history.cpu = samples(&world, toil, plan.manner.service_us);
    }
    world.history.end = Some(world.now);
    world.history
}

struct Driver {
    world: World,
    /// The states seen, the current one last.
    states: Vec<State>,
    moves: u32,
    turn: usize,
    starved: bool,
    caller: Caller,
    next_client: u32,
    held: Vec<usize>,
    /// The polls whose clients never read their answers.
    stuck: Vec<usize>,
    /// The most polls to hold at once.
    crowd: u32,
    /// This round ended because no client was served while polls were held.
    unserved: bool,
    /// An update wakes no poll.
    unwakeable: bool,
    /// Something that was due in this round had not come; or in one before it; in how many rounds of the run.
    missed: bool,
    silent: bool,
    silences: u32,
    /// The polls of other scenarios in the window that all share, which no update may wake.
    undisturbed: Vec<usize>,
}

/// The round cannot go on.
struct Stuck;

impl Driver {
    fn discover(&mut self) {
        self.world.sleep(300 * MS);
        let contract = serde_json::to_value(Contract::of(&LongPolling::default()));
        self.world.history.contract = Some(contract.expect("a contract is plain data"));
        // The first of these may be the status that the server has anyway.
        self.send_update(PollRole::Discovery, 3_000 * MS);
        for _ in 0..2 {
            self.send_update(PollRole::Discovery, 3_000 * MS);
            self.current();
        }
    }

    fn scenario(&mut self, scenario: &Scenario) {
        (self.caller.scenario, self.caller.round, self.next_client) = (scenario.id.clone(), 0, 1);
        self.world.note(&scenario.id, Event::Start);
        self.silent = false;
        self.rounds(&scenario.rounds_as::<Step>());
        if steps::phase(scenario) == Phase::Destructive {
            self.alive();
        }
        self.world.note(&scenario.id, Event::Finish);
    }

    fn rounds(&mut self, rounds: &[Round<Step>]) {
        for round in rounds {
            for turn in 0..round.times {
                if self.hurried() && turn > 0 {
                    break;
                }
                self.caller.round += 1;
                if self.crowded(&round.steps) {
                    self.world.note(&self.caller.scenario, Event::Skipped(notes::STARVED));
                    continue;
                }
                for step in &round.steps {
                    if self.step(step).is_err() {
                        break;
                    }
                }
                self.drain();
                if std::mem::take(&mut self.missed) {
                    self.silent = true;
                    self.silences += 1;
                    if self.silences >= ENOUGH {
                        self.crowd = ASKED as u32;
                    }
                }
            }
        }
    }

    fn hurried(&self) -> bool {
        self.silent && (self.silences >= ENOUGH || self.unwakeable)
    }

    fn crowded(&self, steps: &[Step]) -> bool {
        let holds: u32 = steps.iter().map(Step::holds).sum();
        let races = steps.iter().any(|step| matches!(step, Step::Race(_)));
        (holds > self.crowd && !races) || (self.starved && holds > 1)
    }

    fn step(&mut self, step: &Step) -> Result<(), Stuck> {
        match step {
            Step::Read(read) => self.read(read)?,
            Step::Poll(poll) => self.poll(poll)?,
            Step::Settle(settle) => self.settle(settle.within),
            Step::Update(update) => self.update(update)?,
            Step::Expire(_) => self.expire()?,
            Step::Burst(burst) => self.burst(burst.updates, burst.readers),
            Step::Race(race) => self.race(race),
            Step::Leave(leave) => {
                let leaving: Vec<_> = self.held.drain(..self.held.len().min(leave.count as usize)).collect();
                self.close(&leaving, Reason::Left);
            }
            Step::Stuck(stuck) => self.stick(stuck.count)?,
            Step::SendRaw(raw) => self.send_raw(raw),
            Step::AskAgain(_) => self.ask_again()?,
            Step::Wait(time) => self.world.sleep(time.as_nanos() as Nanos),
        }
        Ok(())
    }

    /// The next client, with this role.
    fn client(&mut self, role: PollRole) -> Caller {
        let number = self.next_client;
        self.next_client += 1;
        self.caller.with(role, number)
    }

    fn see(&mut self, state: &State) {
        self.states.retain(|other| other.version != state.version);
        self.states.push(state.clone());
    }

    fn old(&self) -> String {
        self.states.iter().rev().nth(1).map_or_else(|| "0".into(), |state| state.version.token.clone())
    }

    fn integers(&self) -> bool {
        self.states.last().is_some_and(|state| state.version.kind == VersionKind::Integer)
    }

    fn clocks(&self) -> bool {
        !self.integers() || self.states.last().is_some_and(|state| state.version.token.len() >= 9)
    }

    fn next_status(&mut self) -> String {
        let values = LongPolling::default().statuses.values;
        let mut next = || {
            self.turn += 1;
            values[(self.turn - 1) % values.len()].clone()
        };
        let status = next();
        let current = self.states.last().is_some_and(|state| state.status == status);
        if current { next() } else { status }
    }

    /// The state that a client which is behind is given, where it may have changed.
    fn current(&mut self) -> State {
        if let Some(state) = self.states.last().filter(|_| self.moves == 0) {
            return state.clone();
        }
        let (caller, ask) = (self.caller.with(PollRole::Driver, 0), Ask::read(&self.old(), ClientVersion::Old));
        let id = self.world.ask(0, caller, ask, Then::Rest, Some(LATE));
        self.world.all_over(&[id], LATE * 2);
        let state = self.world.outcome(id).and_then(Asked::state).expect("a read is answered").clone();
        self.learn(&state);
        state
    }

    fn learn(&mut self, state: &State) {
        self.see(state);
        self.moves = 0;
    }

    fn learn_from(&mut self, ids: &[usize]) {
        for id in ids {
            let news = self.world.outcome(*id).filter(|o| o.kind == PollKind::Poll).and_then(Asked::news).cloned();
            if let Some(state) = news.filter(|state| !self.states.contains(state)) {
                self.see(&state);
                self.moves = self.moves.saturating_sub(1);
            }
        }
    }

    fn version(&mut self, choice: VersionChoice) -> Result<(String, ClientVersion), Stuck> {
        let current = self.current().version.token;
        if matches!(choice, VersionChoice::Ahead | VersionChoice::SortsAfter) && !self.integers() {
            self.world.note(&self.caller.scenario, Event::Skipped(notes::NOT_INTEGER));
            return Err(Stuck);
        }
        Ok(match choice {
            VersionChoice::Current => (current, ClientVersion::Current),
            VersionChoice::Old => (self.old(), ClientVersion::Old),
            VersionChoice::Ahead => {
                let number: u64 = current.parse().map_err(|_| Stuck)?;
                ((number + 1_000_000).to_string(), ClientVersion::Ahead)
            }
            VersionChoice::SortsAfter => (sorts_after(&current).ok_or(Stuck)?, ClientVersion::Old),
        })
    }
}

/// A number of nines that is less than the version and yet after it in a dictionary.
fn sorts_after(version: &str) -> Option<String> {
    let number: u64 = version.parse().ok()?;
    let mut nines = (1..version.len()).rev().map(|digits| "9".repeat(digits));
    nines.find(|nine| nine.as_str() > version && nine.parse::<u64>().is_ok_and(|nine| nine < number))
}
