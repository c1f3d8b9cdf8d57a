//! One scenario being driven: its steps, and the polls that it holds.

use super::wire::{Request, nanos};
use super::world::{Who, World, ask};
use super::{burst, race};
use crate::history::{Event, Kind, Knows, Lost, Operation, Outcome, Skip, State};
use crate::scenario::{Known, Phase, Poll, Raw, Read, Scenario, Step, To, Update, Within};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub struct Stage {
    pub world: Arc<World>,
    pub who: Who,
    pub seed: u64,
    held: Vec<Held>,
    next_actor: u32,
    /// Others wait in the same window: nothing may update while they do.
    quiet: bool,
    /// Rounds in which something that was due had not come.
    silent: u32,
    /// Tells clients in a loop to stop after their next answer.
    stop: Arc<AtomicBool>,
}

/// A poll on its way, or a client that polls in a loop.
struct Held {
    task: JoinHandle<Operation>,
    close: oneshot::Sender<Lost>,
    /// For a client in a loop: the version that it has got so far.
    has: Option<Arc<Mutex<String>>>,
}

/// Silent rounds that are evidence enough: each costs the time that it is waited for.
const ENOUGH: u32 = 2;

/// The round cannot go on: what it would show next means nothing.
pub struct Stuck;

impl Stage {
    pub fn new(world: Arc<World>, scenario: &Scenario, attempt: u32, seed: u64) -> Self {
        let who = Who { scenario: scenario.id.clone(), attempt, ..Who::default() };
        let quiet = scenario.phase() == Phase::Quiet;
        Self { world, who, seed, held: vec![], next_actor: 1, quiet, silent: 0, stop: Arc::default() }
    }

    pub async fn drive(&mut self, scenario: &Scenario) {
        self.world.note(&self.who, Event::Start);
        'rounds: for round in &scenario.rounds {
            for _ in 0..round.times {
                if self.silent >= ENOUGH {
                    break 'rounds;
                }
                self.who.round += 1;
                if let Some(reason) = self.hindrance(&round.steps) {
                    self.world.note(&self.who, Event::Skipped(reason));
                    continue;
                }
                for step in &round.steps {
                    if self.step(step).await.is_err() {
                        self.drain().await;
                        if self.world.dead.load(Ordering::Relaxed) {
                            break 'rounds;
                        }
                        break;
                    }
                }
                self.drain().await;
            }
        }
        if scenario.phase() == Phase::Destructive && !self.world.dead.load(Ordering::Relaxed) {
            let _ = self.alive().await;
        }
        self.world.note(&self.who, Event::Finish);
    }

    fn hindrance(&self, steps: &[Step]) -> Option<Skip> {
        let holds: u32 = steps.iter().map(Step::holds).sum();
        if self.world.dead.load(Ordering::Relaxed) {
            Some(Skip::Dead)
        } else if self.world.starved.load(Ordering::Relaxed) && holds > 1 {
            Some(Skip::Starved)
        } else {
            None
        }
    }

    async fn step(&mut self, step: &Step) -> Result<(), Stuck> {
        match step {
            Step::Read(read) => self.read(read).await,
            Step::Poll(poll) => self.poll(poll).await,
            Step::Settle(settle) => {
                self.settle(settle.within).await;
                Ok(())
            }
            Step::Update(update) => self.update(update).await,
            Step::Burst(step) => burst::drive(self, step).await.ok_or(Stuck),
            Step::Race(step) => race::drive(self, step).await.ok_or(Stuck),
            Step::Leave(leave) => {
                let leaving = self.held.drain(..self.held.len().min(leave.count as usize)).collect();
                self.close(leaving, Lost::Left).await;
                Ok(())
            }
            Step::SendRaw(raw) => self.send_raw(raw).await,
            Step::Wait(time) => {
                tokio::time::sleep(*time).await;
                Ok(())
            }
        }
    }

    pub fn actor(&mut self, role: &str) -> Who {
        let actor = format!("{role} {}", self.next_actor);
        self.next_actor += 1;
        Who { actor, ..self.who.clone() }
    }

    /// The version that a client of this kind sends.
    async fn version(&self, known: Known) -> Result<(String, Knows), Stuck> {
        let Some(current) = self.world.current(&self.who).await else {
            self.alive().await?;
            self.world.note(&self.who, Event::Skipped(Skip::NoVersion));
            return Err(Stuck);
        };
        let not_integer = || {
            self.world.note(&self.who, Event::Skipped(Skip::NotInteger));
            Stuck
        };
        Ok(match known {
            Known::Current => (current.version.token, Knows::Current),
            Known::Old => {
                let known = self.world.known.lock().expect("no holder panics");
                let old =
                    known.old().map_or_else(|| self.world.contract.poll.first.clone(), |s| s.version.token.clone());
                (old, Knows::Old)
            }
            Known::Ahead if !self.world.integers() => return Err(not_integer()),
            Known::Ahead => {
                let number = current.version.token.parse::<i128>().map_err(|_| not_integer())?;
                (number.saturating_add(1_000_000).to_string(), Knows::Ahead)
            }
            Known::SortsAfter => {
                if !self.world.integers() {
                    return Err(not_integer());
                }
                (sorts_after(&current.version.token).ok_or(Stuck)?, Knows::Old)
            }
        })
    }

    async fn read(&mut self, read: &Read) -> Result<(), Stuck> {
        let patience = self.world.late();
        let target = match &read.path {
            None => Some(self.version(read.version).await?),
            Some(_) => None,
        };
        let mut reading = Vec::new();
        for _ in 0..read.count {
            let who = self.actor("reader");
            let world = self.world.clone();
            let target = target.clone();
            let path = read.path.clone().unwrap_or_default();
            reading.push(tokio::spawn(async move {
                match target {
                    Some((version, knows)) => world.read(&who, &version, knows, patience).await,
                    None => {
                        let request = Request::get(format!("{}{path}", world.base));
                        world.ask(&who, Kind::Page, ask(&request), &request, patience).await
                    }
                }
            }));
        }
        let (mut unanswered, mut refused) = (false, false);
        for task in reading {
            let operation = task.await.expect("asking does not panic");
            unanswered |= operation.was_open();
            refused |= matches!(operation.outcome, Outcome::Refused(_));
            if let Some(state) = operation.state().filter(|_| read.version == Known::Old) {
                self.world.learn(state);
            }
        }
        if refused {
            return self.alive().await;
        }
        if unanswered { self.starved() } else { Ok(()) }
    }

    async fn poll(&mut self, poll: &Poll) -> Result<(), Stuck> {
        let (version, knows) = self.version(poll.version).await?;
        let pause = poll.spread.checked_div(poll.count).unwrap_or_default();
        for _ in 0..poll.count {
            let who = self.actor(if poll.again { "loop" } else { "waiter" });
            self.hold(who, version.clone(), knows, poll.again);
            // Connects are paced: a listen queue is short in many a framework.
            tokio::time::sleep(pause.max(Duration::from_micros(200))).await;
        }
        Ok(())
    }

    /// Starts one poll, or a client that polls in a loop.
    fn hold(&mut self, who: Who, version: String, knows: Knows, repeats: bool) {
        let (close, closed) = oneshot::channel();
        let world = self.world.clone();
        if repeats {
            let has = Arc::new(Mutex::new(version));
            let (stop, known) = (self.stop.clone(), has.clone());
            let task = tokio::spawn(async move { poll_again_and_again(&world, &who, &known, closed, &stop).await });
            self.held.push(Held { task, close, has: Some(has) });
        } else {
            let task = tokio::spawn(async move {
                let request = world.poll_request(&version);
                world.ask_on_line(&who, Kind::Poll, world.poll_ask(&version, knows), &request, closed).await
            });
            self.held.push(Held { task, close, has: None });
        }
    }

    /// Waits until every poll of this scenario is answered, for so long at most; those left stay held.
    pub async fn settle(&mut self, within: Within) {
        if self.held.iter().any(|held| held.has.is_some()) {
            return self.settle_loops().await;
        }
        let limit = match within {
            Within::Late => self.world.late(),
            Within::Hold => self.world.contract.hold.max + self.world.late(),
        };
        self.wait_for_held(limit).await;
    }

    async fn wait_for_held(&mut self, limit: Duration) {
        let all = async {
            for held in &mut self.held {
                if let Ok(operation) = (&mut held.task).await {
                    learn_from(&self.world, &operation);
                }
            }
        };
        if tokio::time::timeout(limit, all).await.is_ok() {
            self.held.clear();
        } else {
            self.silent += 1;
            self.held.retain(|held| !held.task.is_finished());
        }
    }

    /// Loops have settled when each has the current version; then one more update releases them.
    async fn settle_loops(&mut self) {
        let limit = self.world.late();
        if let Some(State { version, .. }) = self.world.current(&self.who).await {
            let arrived = |held: &Held| {
                let has = held.has.as_ref().map(|has| has.lock().expect("no holder panics").clone());
                has.is_none_or(|has| has == version.token)
            };
            let deadline = self.world.clock.now() + nanos(limit);
            while !self.held.iter().all(arrived) && self.world.clock.now() < deadline {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
        self.stop.store(true, Ordering::Relaxed);
        self.release(limit).await;
        self.stop = Arc::default();
    }

    async fn update(&mut self, step: &Update) -> Result<(), Stuck> {
        let gap = if self.world.clocks() { step.gap.max(Duration::from_millis(50)) } else { step.gap };
        let mut before = None;
        for turn in 0..step.count {
            if step.until_orders_differ {
                let current = self.world.current(&self.who).await;
                match current {
                    Some(state) if self.world.integers() => {
                        let moves = before.replace(state.version.clone()).is_none_or(|old| old != state.version);
                        if !moves || sorts_after(&state.version.token).is_some() {
                            break;
                        }
                    }
                    _ => break,
                }
            }
            if turn > 0 {
                tokio::time::sleep(gap).await;
            }
            let who = self.actor("updater");
            let operation = self.send_update(who, self.patience()).await;
            if operation.was_open() {
                if !self.somebody_was_woken() {
                    return self.starved();
                }
                self.world.slow_updates.fetch_add(1, Ordering::Relaxed);
            }
            if matches!(operation.outcome, Outcome::Refused(_)) {
                self.alive().await?;
            }
        }
        Ok(())
    }

    /// An update without an answer that woke a waiter is late, and no sign of a server that serves nobody.
    fn somebody_was_woken(&self) -> bool {
        let known = self.world.known.lock().expect("no holder panics");
        let current = known.current().map(|state| &state.version.token);
        self.held.iter().any(|held| match &held.has {
            Some(has) => Some(&*has.lock().expect("no holder panics")) != current,
            None => held.task.is_finished(),
        })
    }

    /// How long an update's answer is waited for: long enough to see that it is late.
    fn patience(&self) -> Duration {
        let late = self.world.late();
        if self.world.slow_updates.load(Ordering::Relaxed) < ENOUGH {
            late.max(Duration::from_millis(2500)) + Duration::from_millis(500)
        } else {
            late
        }
    }

    /// Sends one update on a line of its own and waits for its answer; one that comes later is not seen.
    pub async fn send_update(&self, who: Who, patience: Duration) -> Operation {
        let status = self.world.next_status();
        let request = self.world.update_request(&status);
        let (close, closed) = oneshot::channel();
        let asking = self.world.ask_on_line(&who, Kind::Update, self.world.update_ask(&status), &request, closed);
        let timer = async {
            tokio::time::sleep(patience).await;
            let _ = close.send(Lost::NoAnswer);
            std::future::pending::<()>().await;
        };
        let operation = tokio::select! { operation = asking => operation, () = timer => unreachable!() };
        self.world.moved();
        operation
    }

    async fn send_raw(&mut self, raw: &Raw) -> Result<(), Stuck> {
        let contract = &self.world.contract;
        let (path, method) = match raw.to {
            To::Poll => (contract.poll.path.clone(), "GET"),
            To::Update => (contract.update.path.clone(), contract.update.method.as_str()),
        };
        let query = raw
            .query
            .as_ref()
            .map_or_else(String::new, |q| format!("?{}", q.replace("{parameter}", &contract.poll.parameter)));
        let request = Request {
            method: raw.method.clone().unwrap_or_else(|| method.into()),
            path: format!("{}{path}{query}", self.world.base),
            content_type: raw.content_type.clone(),
            body: raw.body.clone().map(String::into_bytes),
        };
        let mut asked = ask(&request);
        asked.knows = (raw.to == To::Poll).then_some(Knows::Odd);
        let who = self.actor("raw");
        let world = self.world.clone();
        let (close, closed) = oneshot::channel();
        let mut task = tokio::spawn(async move { world.ask_on_line(&who, Kind::Raw, asked, &request, closed).await });
        if raw.to == To::Poll {
            self.held.push(Held { task, close, has: None });
            return Ok(());
        }
        if tokio::time::timeout(self.world.late(), &mut task).await.is_err() {
            self.held.push(Held { task, close, has: None });
        }
        self.world.moved();
        self.alive().await
    }

    /// Is the target still there? A server that restarts by itself is given five seconds.
    pub async fn alive(&self) -> Result<(), Stuck> {
        // Any page will do, and any answer: a poll might be held, rightly or not.
        let request = Request::get(format!("{}/", self.world.base));
        for _ in 0..10 {
            let who = Who { actor: "liveness".into(), ..self.who.clone() };
            let operation = self.world.ask(&who, Kind::Page, ask(&request), &request, self.world.late()).await;
            if !matches!(operation.outcome, Outcome::Refused(_)) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        self.world.dead.store(true, Ordering::Relaxed);
        self.world.note(&self.who, Event::Dead);
        Err(Stuck)
    }

    fn starved(&self) -> Result<(), Stuck> {
        let waiters = self.world.meter.held();
        if waiters > 0 && !self.world.starved.swap(true, Ordering::Relaxed) {
            self.world.note(&self.who, Event::Starved { waiters });
        }
        Err(Stuck)
    }

    /// Lets go of what is still held: an update wakes it, so that no forgotten poll eats a later wake-up.
    async fn drain(&mut self) {
        if self.held.is_empty() {
            return;
        }
        let starved = self.world.starved.load(Ordering::Relaxed);
        let open = self.held.iter().any(|held| !held.task.is_finished());
        if open && !starved && !self.quiet && !self.world.dead.load(Ordering::Relaxed) {
            self.release(Duration::from_secs(1)).await;
        }
        let left = std::mem::take(&mut self.held);
        self.close(left, Lost::NoAnswer).await;
        if starved {
            self.wait_for_service().await;
        }
    }

    /// Sends an update that no rule counts, and waits for the polls that it wakes.
    async fn release(&mut self, limit: Duration) {
        let who = Who { actor: "release".into(), ..self.who.clone() };
        let _ = self.send_update(who, self.patience()).await;
        self.wait_for_held(limit).await;
    }

    async fn close(&self, held: Vec<Held>, why: Lost) {
        for one in held {
            let _ = one.close.send(why.clone());
            if let Ok(operation) = one.task.await {
                learn_from(&self.world, &operation);
            }
        }
    }

    /// A server that was busy with our polls works off the ones that we left; nothing else means anything before.
    async fn wait_for_service(&self) {
        let who = Who { actor: "patience".into(), ..self.who.clone() };
        let deadline = self.world.clock.now() + nanos(self.world.contract.hold.max * 2);
        while self.world.clock.now() < deadline {
            let version = self.world.known.lock().expect("no holder panics").old().map(|s| s.version.token.clone());
            let version = version.unwrap_or_else(|| self.world.contract.poll.first.clone());
            let operation = self.world.read(&who, &version, Knows::Old, self.world.late()).await;
            if !operation.was_open() {
                return;
            }
        }
    }
}

/// A waiter's answer tells the current state too, unless an update has been sent since.
fn learn_from(world: &World, operation: &Operation) {
    if let Some(state) = operation.news().filter(|_| operation.kind == Kind::Poll) {
        let mut known = world.known.lock().expect("no holder panics");
        if !known.states.contains(state) {
            known.see(state);
            // Whether it is the last one, only a read can tell.
            known.stale = true;
        }
    }
}

async fn poll_again_and_again(
    world: &World,
    who: &Who,
    has: &Mutex<String>,
    mut close: oneshot::Receiver<Lost>,
    stop: &AtomicBool,
) -> Operation {
    loop {
        let (inner, closed) = oneshot::channel();
        let version = has.lock().expect("no holder panics").clone();
        let request = world.poll_request(&version);
        let asking = world.ask_on_line(who, Kind::Poll, world.poll_ask(&version, Knows::Last), &request, closed);
        tokio::pin!(asking);
        let (operation, ended) = tokio::select! {
            operation = &mut asking => (operation, false),
            why = &mut close => {
                let _ = inner.send(why.unwrap_or(Lost::NoAnswer));
                (asking.await, true)
            }
        };
        if ended || stop.load(Ordering::Relaxed) || operation.answer().is_none() {
            return operation;
        }
        match operation.news() {
            Some(state) => has.lock().expect("no holder panics").clone_from(&state.version.token),
            // A server that never holds would make this loop a flood.
            None => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

/// A number of nines that is less than the version and yet after it in a dictionary.
fn sorts_after(version: &str) -> Option<String> {
    let number: u64 = version.parse().ok()?;
    let nines = (1..version.len()).rev().map(|digits| "9".repeat(digits));
    nines.into_iter().find(|nine| nine.as_str() > version && nine.parse::<u64>().is_ok_and(|n| n < number))
}

#[cfg(test)]
mod tests {
    use super::sorts_after;

    #[test]
    fn a_lower_number_that_sorts_after_is_found_where_there_is_one() {
        let cases = [("9", None), ("10", Some("9")), ("89", Some("9")), ("95", None), ("100", Some("99"))];
        for (version, wanted) in cases {
            assert_eq!(sorts_after(version).as_deref(), wanted, "{version}");
        }
    }
}
