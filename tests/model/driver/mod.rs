//! Plays scenarios as the driver does, against the server of the model.

mod asks;
mod polls;

use super::choices::{MS, Plan};
use super::effort::readings;
use super::world::{Then, Who, World, poll_ask};
use lab::checker;
use lab::contract::LongPolling;
use lab::history::{
    Event, FORMAT, Header, History, Kind, Knows, Lost, Nanos, Operation, Skip, State, Tolerance, VersionKind,
};
use lab::scenario::{self, Known, Lab, Phase, Scenario, Step};
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
        let mut all = scenario::embedded(&checker::names()).expect("the scenarios of the program are right");
        all.retain(|scenario| scenario.lab == Lab::LongPolling);
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
        who: Who { scenario: "discovery".into(), round: 1, actor: "discovery".into() },
        next_actor: 1,
        held: vec![],
        stuck: vec![],
        crowd: u32::MAX,
        unserved: false,
        unwakeable: false,
        missed: false,
        silent: false,
        silences: 0,
    };
    driver.discover();
    let of = |phase| scenarios.iter().filter(move |s| s.phase() == phase);
    of(Phase::Active).for_each(|scenario| driver.scenario(scenario));
    driver.quiet(&of(Phase::Quiet).collect::<Vec<_>>());
    of(Phase::Destructive).for_each(|scenario| driver.scenario(scenario));
    let mut world = driver.world;
    world.ring();
    if let Some(toil) = &plan.toil {
        world.history.efforts = readings(&world, toil, plan.manner.service_us);
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
    who: Who,
    next_actor: u32,
    held: Vec<usize>,
    /// Those that never read their answers.
    stuck: Vec<usize>,
    /// The most polls to hold at once.
    crowd: u32,
    /// This round ended because nobody was served while polls were held.
    unserved: bool,
    /// An update wakes nobody.
    unwakeable: bool,
    /// Something that was due in this round had not come; or in one before it; in how many rounds of the run.
    missed: bool,
    silent: bool,
    silences: u32,
}

/// The round cannot go on.
struct Stuck;

impl Driver {
    fn discover(&mut self) {
        self.world.sleep(300 * MS);
        let contract = serde_json::to_value(LongPolling::default()).expect("a contract is plain data");
        self.world.history.contract = Some(contract);
        // The first of these may be the status that the server has anyway.
        self.send_update("discovery", 3_000 * MS);
        for _ in 0..2 {
            self.send_update("discovery", 3_000 * MS);
            self.current();
        }
    }

    fn scenario(&mut self, scenario: &Scenario) {
        (self.who.scenario, self.who.round, self.next_actor) = (scenario.id.clone(), 0, 1);
        self.world.note(&scenario.id, Event::Start);
        self.silent = false;
        for round in &scenario.rounds {
            for turn in 0..round.times {
                if self.hurried() && turn > 0 {
                    break;
                }
                self.who.round += 1;
                if self.crowded(&round.steps) {
                    self.world.note(&scenario.id, Event::Skipped(Skip::Starved));
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
        if scenario.phase() == Phase::Destructive {
            self.alive();
        }
        self.world.note(&scenario.id, Event::Finish);
    }

    fn hurried(&self) -> bool {
        self.silent && (self.silences >= ENOUGH || self.unwakeable)
    }

    fn crowded(&self, steps: &[Step]) -> bool {
        let holds: u32 = steps.iter().map(Step::holds).sum();
        let races = steps.iter().any(|step| matches!(step, Step::Race(_)));
        (holds > self.crowd && !races) || (self.starved && holds > 1)
    }

    /// All that only waits, in one window.
    fn quiet(&mut self, scenarios: &[&Scenario]) {
        self.who = Who { scenario: "quiet".into(), round: 0, actor: String::new() };
        self.current();
        let mut windows = Vec::new();
        for scenario in scenarios {
            (self.who.scenario, self.who.round, self.next_actor) = (scenario.id.clone(), 1, 1);
            self.world.note(&scenario.id, Event::Start);
            for step in &scenario.rounds[0].steps {
                if let Step::Poll(poll) = step {
                    let _ = self.poll(poll);
                }
            }
            windows.push((scenario.id.clone(), std::mem::take(&mut self.held)));
        }
        for (id, held) in windows {
            let hold = LongPolling::default().hold.max.as_nanos() as Nanos;
            self.world.all_over(&held, hold + LATE);
            self.close(&held, Lost::NoAnswer);
            self.world.note(&id, Event::Finish);
        }
    }

    fn step(&mut self, step: &Step) -> Result<(), Stuck> {
        match step {
            Step::Read(read) => self.read(read)?,
            Step::Poll(poll) => self.poll(poll)?,
            Step::Settle(settle) => self.settle(settle.within),
            Step::Update(update) => self.update(update)?,
            Step::Burst(burst) => self.burst(burst.updates, burst.readers),
            Step::Race(race) => self.race(race),
            Step::Leave(leave) => {
                let leaving: Vec<_> = self.held.drain(..self.held.len().min(leave.count as usize)).collect();
                self.close(&leaving, Lost::Left);
            }
            Step::Stuck(stuck) => self.stick(stuck.count)?,
            Step::SendRaw(raw) => self.send_raw(raw),
            Step::Subscribe(_) | Step::Listen(_) => unreachable!("they belong to another lab"),
            Step::Wait(time) => self.world.sleep(time.as_nanos() as Nanos),
        }
        Ok(())
    }

    fn actor(&mut self, role: &str) -> Who {
        let actor = format!("{role} {}", self.next_actor);
        self.next_actor += 1;
        Who { actor, ..self.who.clone() }
    }

    fn by(&self, actor: &str) -> Who {
        Who { actor: actor.into(), ..self.who.clone() }
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
        let who = self.by("");
        let ask = poll_ask(&self.old(), Knows::Old);
        let id = self.world.ask(0, who, Kind::Read, ask, Then::Rest, Some(LATE));
        self.world.all_over(&[id], LATE * 2);
        let state = self.world.outcome(id).and_then(Operation::state).expect("a read is answered").clone();
        self.learn(&state);
        state
    }

    fn learn(&mut self, state: &State) {
        self.see(state);
        self.moves = 0;
    }

    fn learn_from(&mut self, ids: &[usize]) {
        for id in ids {
            let news = self.world.outcome(*id).filter(|o| o.kind == Kind::Poll).and_then(Operation::news).cloned();
            if let Some(state) = news.filter(|state| !self.states.contains(state)) {
                self.see(&state);
                self.moves = self.moves.saturating_sub(1);
            }
        }
    }

    fn version(&mut self, known: Known) -> Result<(String, Knows), Stuck> {
        let current = self.current().version.token;
        if matches!(known, Known::Ahead | Known::SortsAfter) && !self.integers() {
            self.world.note(&self.who.scenario.clone(), Event::Skipped(Skip::NotInteger));
            return Err(Stuck);
        }
        Ok(match known {
            Known::Current => (current, Knows::Current),
            Known::Old => (self.old(), Knows::Old),
            Known::Ahead => {
                let number: u64 = current.parse().map_err(|_| Stuck)?;
                ((number + 1_000_000).to_string(), Knows::Ahead)
            }
            Known::SortsAfter => (sorts_after(&current).ok_or(Stuck)?, Knows::Old),
        })
    }
}

/// A number of nines that is less than the version and yet after it in a dictionary.
fn sorts_after(version: &str) -> Option<String> {
    let number: u64 = version.parse().ok()?;
    let mut nines = (1..version.len()).rev().map(|digits| "9".repeat(digits));
    nines.find(|nine| nine.as_str() > version && nine.parse::<u64>().is_ok_and(|nine| nine < number))
}
