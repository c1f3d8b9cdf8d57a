//! Plays scenarios as the driver does, against the server of the model.

use super::choices::{MS, Plan};
use super::effort::readings;
use super::world::{Then, Who, World, poll_ask};
use lab::checker;
use lab::contract::Contract;
use lab::history::{
    Ask, Event, FORMAT, Header, History, Kind, Knows, Lost, Nanos, Operation, Skip, State, Tolerance, VersionKind,
};
use lab::scenario::{self, Known, Phase, Poll, Race, Raw, Read, Scenario, Step, To, Update, Within};

const LATE: Nanos = 1_500 * MS;
/// The most waiting clients that the lab text asks for, and the rounds without an answer that are evidence enough.
const ASKED: usize = 10;
const ENOUGH: u32 = 3;
/// As much of a long status as is kept.
const LONG: usize = 1_000;

/// The scenarios that are part of the program.
pub fn scenarios() -> Vec<Scenario> {
    scenario::embedded(&checker::names()).expect("the scenarios of the program are right")
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
        scenarios: serde_json::to_value(&scenarios).expect("scenarios are plain data"),
        scenarios_digest: scenario::digest(&scenarios),
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
    /// Something that was due in this round had not come.
    missed: bool,
}

/// The round cannot go on.
struct Stuck;

impl Driver {
    fn discover(&mut self) {
        self.world.sleep(300 * MS);
        let contract = serde_json::to_value(Contract::default()).expect("a contract is plain data");
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
        let (mut silent, enough) = (0, if self.unwakeable { 1 } else { ENOUGH });
        for round in &scenario.rounds {
            for turn in 0..round.times {
                if silent >= enough && turn > 0 {
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
                silent += u32::from(std::mem::take(&mut self.missed));
            }
        }
        if scenario.phase() == Phase::Destructive {
            self.alive();
        }
        self.world.note(&scenario.id, Event::Finish);
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
            let hold = Contract::default().hold.max.as_nanos() as Nanos;
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
        let values = Contract::default().statuses.values;
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

    fn read(&mut self, read: &Read) -> Result<(), Stuck> {
        let (kind, ask) = match &read.path {
            Some(path) => (Kind::Page, page(path)),
            None => {
                let (version, knows) = self.version(read.version)?;
                (Kind::Read, poll_ask(&version, knows))
            }
        };
        let mut asked = Vec::new();
        for _ in 0..read.count {
            let (who, delay) = (self.actor("reader"), self.world.tape.up_to(MS));
            asked.push(self.world.ask(delay, who, kind, ask.clone(), Then::Rest, Some(LATE)));
        }
        self.world.all_over(&asked, LATE * 2);
        let open = |id: &usize| self.world.outcome(*id).is_some_and(Operation::was_open);
        let unanswered = asked.iter().any(open);
        for id in asked {
            let state = self.world.outcome(id).and_then(Operation::state).cloned();
            if let Some(state) = state.filter(|_| read.version == Known::Old) {
                self.learn(&state);
            }
        }
        if unanswered { self.starve() } else { Ok(()) }
    }

    /// Clients that ask, and then read nothing.
    fn stick(&mut self, count: u32) -> Result<(), Stuck> {
        let (version, knows) = self.version(Known::Current)?;
        for _ in 0..count {
            let who = self.actor("stuck");
            let id = self.world.ask(0, who, Kind::Poll, poll_ask(&version, knows), Then::ReadNothing, None);
            self.world.until(Nanos::MAX, |world| world.sent(id));
            self.stuck.push(id);
        }
        Ok(())
    }

    fn poll(&mut self, poll: &Poll) -> Result<(), Stuck> {
        let (version, knows) = self.version(poll.version)?;
        for _ in 0..poll.count {
            let who = self.actor(if poll.again { "loop" } else { "waiter" });
            let (knows, then) = if poll.again { (Knows::Last, Then::PollAgain) } else { (knows, Then::Rest) };
            let delay = self.world.tape.up_to(MS);
            self.held.push(self.world.ask(delay, who, Kind::Poll, poll_ask(&version, knows), then, None));
            self.world.sleep(MS / 5);
        }
        Ok(())
    }

    fn settle(&mut self, within: Within) {
        if self.held.iter().any(|id| self.world.loops(*id)) {
            return self.settle_loops();
        }
        let hold = Contract::default().hold.max.as_nanos() as Nanos;
        self.wait_for_held(if within == Within::Late { LATE } else { hold + LATE });
    }

    fn wait_for_held(&mut self, limit: Nanos) {
        let held = self.held.clone();
        self.missed |= !self.world.all_over(&held, limit);
        self.learn_from(&held);
        self.held.retain(|id| self.world.outcome(*id).is_none());
    }

    fn settle_loops(&mut self) {
        let version = self.current().version.token;
        let (held, end) = (self.held.clone(), self.world.now + LATE);
        self.world.until(end, |world| held.iter().all(|id| world.has(*id) == version));
        self.release(LATE);
    }

    /// Lets go of what is held: an update that no rule counts wakes it.
    fn release(&mut self, limit: Nanos) {
        let before = self.held.len();
        self.world.stop = true;
        self.send_update("release", 3_000 * MS);
        self.wait_for_held(limit);
        self.world.stop = false;
        self.unwakeable |= before > 0 && self.held.len() == before;
    }

    fn drain(&mut self) {
        let stuck = std::mem::take(&mut self.stuck);
        self.close(&stuck, Lost::Left);
        if self.held.is_empty() {
            return;
        }
        let starved = self.starved || std::mem::take(&mut self.unserved);
        let open = self.held.iter().any(|id| self.world.outcome(*id).is_none());
        if open && !starved && !self.unwakeable {
            self.release(1_000 * MS);
        }
        let left = std::mem::take(&mut self.held);
        self.close(&left, Lost::NoAnswer);
        if starved {
            self.wait_for_service();
        }
    }

    /// Nothing means anything before somebody is answered again.
    fn wait_for_service(&mut self) {
        let end = self.world.now + 2 * Contract::default().hold.max.as_nanos() as Nanos;
        while self.world.now < end {
            let (who, ask) = (self.by("patience"), poll_ask(&self.old(), Knows::Old));
            let id = self.world.ask(0, who, Kind::Read, ask, Then::Rest, Some(LATE));
            self.world.all_over(&[id], LATE * 2);
            if self.world.outcome(id).is_some_and(|o| !o.was_open()) {
                return;
            }
        }
    }

    fn close(&mut self, ids: &[usize], why: Lost) {
        for id in ids {
            if self.world.outcome(*id).is_none() {
                self.world.give_up(*id, why.clone());
            }
        }
        self.world.all_over(ids, LATE);
        self.learn_from(ids);
    }

    fn send_update(&mut self, actor: &str, patience: Nanos) -> usize {
        let who = if actor == "updater" { self.actor(actor) } else { self.by(actor) };
        let status = self.next_status();
        self.send_status(who, &status, patience)
    }

    fn send_status(&mut self, who: Who, status: &str, patience: Nanos) -> usize {
        let ask = update_ask(status);
        let id = self.world.ask(0, who, Kind::Update, ask, Then::Rest, Some(patience));
        self.world.all_over(&[id], patience * 2);
        self.moves += 1;
        id
    }

    fn update(&mut self, step: &Update) -> Result<(), Stuck> {
        let gap = (step.gap.as_nanos() as Nanos).max(if self.clocks() { 50 * MS } else { 0 });
        let mut before = None;
        for turn in 0..step.count {
            if step.until_orders_differ {
                let current = self.current().version;
                let moves = before.replace(current.clone()).is_none_or(|old| old != current);
                if !self.integers() || !moves || sorts_after(&current.token).is_some() {
                    break;
                }
            }
            if turn > 0 {
                self.world.sleep(gap);
            }
            let who = self.actor("updater");
            let status = if step.long { "x".repeat(LONG) } else { self.next_status() };
            let id = self.send_status(who, &status, 3_000 * MS);
            let Some(update) = self.world.outcome(id) else { return self.starve() };
            if step.long && update.answer().is_some() && !update.succeeded() {
                return Err(Stuck);
            }
            if update.done - update.started > LATE && self.held.len() > ASKED {
                self.crowd = ASKED as u32;
            }
            if update.was_open() && !self.somebody_was_woken() {
                return self.starve();
            }
        }
        Ok(())
    }

    fn somebody_was_woken(&self) -> bool {
        let current = self.states.last().map(|state| state.version.token.clone()).unwrap_or_default();
        self.held.iter().any(|id| {
            if self.world.loops(*id) { self.world.has(*id) != current } else { self.world.outcome(*id).is_some() }
        })
    }

    fn starve(&mut self) -> Result<(), Stuck> {
        let open = |id: &&usize| self.world.outcome(**id).is_none();
        let waiters = self.held.iter().filter(open).count() as u32;
        let first = if waiters as usize > ASKED {
            std::mem::replace(&mut self.crowd, ASKED as u32) != ASKED as u32
        } else {
            waiters > 0 && !std::mem::replace(&mut self.starved, true)
        };
        self.unserved = waiters > 0;
        if first {
            self.world.note(&self.who.scenario.clone(), Event::Starved { waiters });
        }
        Err(Stuck)
    }

    fn burst(&mut self, updates: u32, readers: u32) {
        self.current();
        let ask = poll_ask(&self.old(), Knows::Old);
        let mut reading = Vec::new();
        for _ in 0..readers {
            let (who, delay) = (self.actor("reader"), self.world.tape.up_to(MS));
            reading.push(self.world.ask(delay, who, Kind::Read, ask.clone(), Then::ReadAgain, None));
        }
        let mut updating = Vec::new();
        for _ in 0..updates {
            let (who, delay) = (self.actor("updater"), self.world.tape.up_to(MS));
            let ask = update_ask(&self.next_status());
            updating.push(self.world.ask(delay, who, Kind::Update, ask, Then::Rest, Some(LATE)));
        }
        self.world.all_over(&updating, LATE * 2);
        self.moves += 1;
        self.world.stop = true;
        self.world.all_over(&reading, LATE);
        self.world.stop = false;
        self.current();
    }

    /// A few rounds of the many that the driver has the time for.
    fn race(&mut self, race: &Race) {
        let widest = race.spread.as_nanos() as Nanos;
        for spread in [widest, widest / 4, widest / 20, MS / 5] {
            let version = self.current().version.token;
            self.who.round += 1;
            let mut asked = Vec::new();
            for _ in 0..race.pollers {
                let (who, delay) = (self.actor("racer"), MS + self.world.tape.up_to(spread * 2));
                let ask = poll_ask(&version, Knows::Current);
                asked.push(self.world.ask(delay, who, Kind::Poll, ask, Then::Rest, Some(LATE)));
            }
            let (who, ask) = (self.actor("updater"), update_ask(&self.next_status()));
            asked.push(self.world.ask(MS + spread, who, Kind::Update, ask, Then::Rest, Some(LATE)));
            self.moves += 1;
            self.world.all_over(&asked, LATE * 2);
        }
    }

    fn send_raw(&mut self, raw: &Raw) {
        let contract = Contract::default();
        let query = raw.query.as_ref().map(|q| format!("?{}", q.replace("{parameter}", &contract.poll.parameter)));
        let (path, method) = match raw.to {
            To::Poll => (contract.poll.path, "GET"),
            To::Update => (contract.update.path, "POST"),
        };
        let ask = Ask {
            method: raw.method.clone().unwrap_or_else(|| method.into()),
            path: format!("{path}{}", query.unwrap_or_default()),
            content_type: raw.content_type.clone(),
            body: raw.body.clone(),
            knows: (raw.to == To::Poll).then_some(Knows::Odd),
            version: None,
            status: None,
        };
        let who = self.actor("raw");
        let id = self.world.ask(0, who, Kind::Raw, ask, Then::Rest, None);
        if raw.to == To::Poll {
            return self.held.push(id);
        }
        self.world.all_over(&[id], LATE);
        self.moves += 1;
        self.alive();
    }

    fn alive(&mut self) {
        let who = self.by("liveness");
        let id = self.world.ask(0, who, Kind::Page, page("/"), Then::Rest, Some(LATE));
        self.world.all_over(&[id], LATE * 2);
    }
}

fn page(path: &str) -> Ask {
    Ask { path: path.into(), knows: None, version: None, ..poll_ask("", Knows::Old) }
}

fn update_ask(status: &str) -> Ask {
    let (path, content_type, body) = Contract::default().update_request(status);
    Ask {
        method: "POST".into(),
        path,
        content_type: content_type.map(String::from),
        body,
        knows: None,
        version: None,
        status: Some(status.into()),
    }
}

/// A number of nines that is less than the version and yet after it in a dictionary.
fn sorts_after(version: &str) -> Option<String> {
    let number: u64 = version.parse().ok()?;
    let mut nines = (1..version.len()).rev().map(|digits| "9".repeat(digits));
    nines.find(|nine| nine.as_str() > version && nine.parse::<u64>().is_ok_and(|nine| nine < number))
}
