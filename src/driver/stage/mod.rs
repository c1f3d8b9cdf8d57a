//! One scenario being driven: its steps, and the polls that it holds.

mod asks;
mod polls;

use super::wire::{Line, Request};
use super::world::{ASKED, Who, World, ask};
use super::{burst, race};
use crate::history::{Ask, Event, Kind, Knows, Lost, Outcome, Skip};
use crate::scenario::{Known, Phase, Scenario, Step};
use asks::sorts_after;
use polls::Held;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

pub struct Stage {
    pub world: Arc<World>,
    pub who: Who,
    pub seed: u64,
    held: Vec<Held>,
    /// Polls that never read their answers.
    stuck: Vec<(Who, Ask, Line)>,
    next_actor: u32,
    /// Others wait in the same window: nothing may update while they do.
    quiet: bool,
    /// This round ended because nobody was served while polls were held.
    unserved: bool,
    /// In this round, or in one before it, something that was due had not come.
    missed: bool,
    silent: bool,
    /// Tells clients in a loop to stop after their next answer.
    stop: Arc<AtomicBool>,
}

/// Silent rounds that are evidence enough: each costs the time that it is waited for. With fewer, a server that wakes
/// nobody would never be seen with many polls held.
const ENOUGH: u32 = 3;

/// The round cannot go on: what it would show next means nothing.
pub struct Stuck;

impl Stage {
    pub fn new(world: Arc<World>, scenario: &Scenario, attempt: u32, seed: u64) -> Self {
        let who = Who { scenario: scenario.id.clone(), attempt, ..Who::default() };
        let quiet = scenario.phase() == Phase::Quiet;
        Self {
            world,
            who,
            seed,
            held: vec![],
            stuck: vec![],
            next_actor: 1,
            quiet,
            unserved: false,
            missed: false,
            silent: false,
            stop: Arc::default(),
        }
    }

    pub async fn drive(&mut self, scenario: &Scenario) {
        self.world.note(&self.who, Event::Start);
        'rounds: for round in &scenario.rounds {
            for turn in 0..round.times {
                // The same again would show the same; another round may be about something else.
                if self.hurried() && turn > 0 {
                    break;
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
                if std::mem::take(&mut self.missed) {
                    self.silent = true;
                    self.note_silence();
                }
            }
        }
        if scenario.phase() == Phase::Destructive && !self.world.dead.load(Ordering::Relaxed) {
            let _ = self.alive().await;
        }
        self.world.note(&self.who, Event::Finish);
    }

    /// Enough was seen of polls that are due and do not come, here too: they are not waited for any longer.
    pub(super) fn hurried(&self) -> bool {
        let enough = self.world.silent.load(Ordering::Relaxed) >= ENOUGH;
        self.silent && (enough || self.world.unwakeable.load(Ordering::Relaxed))
    }

    fn note_silence(&self) {
        if self.world.silent.fetch_add(1, Ordering::Relaxed) + 1 >= ENOUGH {
            // More polls than a server of this lab must wake would tell nothing more.
            self.world.crowd.store(ASKED, Ordering::Relaxed);
        }
    }

    fn hindrance(&self, steps: &[Step]) -> Option<Skip> {
        let holds: u32 = steps.iter().map(Step::holds).sum();
        // A race makes do with fewer polls, everything else needs as many as it says.
        let crowded = holds > self.world.crowd.load(Ordering::Relaxed);
        let crowded = crowded && !steps.iter().any(|step| matches!(step, Step::Race(_)));
        if self.world.dead.load(Ordering::Relaxed) {
            Some(Skip::Dead)
        } else if crowded || (self.world.starved.load(Ordering::Relaxed) && holds > 1) {
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
            Step::Stuck(stuck) => self.stick(stuck.count).await,
            Step::SendRaw(raw) => self.send_raw(raw).await,
            Step::Wait(time) => {
                tokio::time::sleep(*time).await;
                Ok(())
            }
            Step::Subscribe(_) | Step::Listen(_) => unreachable!("a file with a step of another lab is refused"),
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

    fn starved(&mut self) -> Result<(), Stuck> {
        let waiters = self.world.meter.held();
        let first = if waiters > ASKED {
            self.world.crowd.swap(ASKED, Ordering::Relaxed) != ASKED
        } else {
            waiters > 0 && !self.world.starved.swap(true, Ordering::Relaxed)
        };
        if first {
            self.world.note(&self.who, Event::Starved { waiters });
        }
        self.unserved = waiters > 0;
        Err(Stuck)
    }
}
