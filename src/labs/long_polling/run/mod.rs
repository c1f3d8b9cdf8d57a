//! How the steps of a scenario are done.

mod ask_again;
mod burst;
mod expire;
mod polls;
mod requests;
mod service;
mod tabs;

use super::contract::ASKED;
use super::notes;
use super::race;
use super::runner::{ENOUGH, HeldPoll, Runner, Stuck};
use super::sends::Sends;
use super::state::LongPollState;
use super::steps::{self, Step};
use crate::history::{Event, Reason, SKIPPED_LIMITED};
use crate::names::Name;
use crate::scenario::{Phase, Scenario};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// So often a round is done at least, if it is done several times: rules rest on as many.
const FEWEST: u32 = 4;
/// So often a round is done at most, if requests of it were refused because there had been too many.
const TRIES: u32 = 3;

/// Drives one scenario once.
pub async fn drive(state: Arc<LongPollState>, scenario: &Scenario, attempt: u32, seed: u64) {
    let phase = steps::phase(scenario);
    let caller = state.caller(&scenario.id, attempt);
    let seed = seed.wrapping_add(u64::from(attempt));
    let _undisturbed = steps::waits_undisturbed(scenario).then(|| state.window.enter());
    let mut runner = Runner::new(state.clone(), caller, seed, phase == Phase::Quiet);
    runner.context().note(&runner.caller, Event::Start);
    runner.rounds(scenario).await;
    if phase == Phase::Destructive && !runner.context().is_dead() {
        runner.look_at_last().await;
    }
    runner.context().note(&runner.caller, Event::Finish);
}

impl Runner {
    async fn rounds(&mut self, scenario: &Scenario) {
        for round in scenario.rounds_as::<Step>() {
            for index in 0..round.times {
                // The same again would show the same; another round may be about something else.
                let is_slow = self.is_late() || self.context().pace.limit().is_some();
                let is_enough = self.skip_waiting() || (is_slow && index >= FEWEST.max(round.times / 3));
                if is_enough && index > 0 {
                    break;
                }
                // One in which a request was refused, since there had been too many, is not looked at.
                for _ in 0..TRIES {
                    let refusals = self.context().pace.refusals();
                    self.round(&round.steps).await;
                    if self.context().is_dead() {
                        return;
                    }
                    if self.context().pace.refusals() == refusals {
                        break;
                    }
                }
            }
        }
    }

    async fn round(&mut self, steps: &[Step]) {
        self.caller.round += 1;
        let hindrance = match (self.hindrance(steps), steps::requests_at_once(steps)) {
            (None, Some(count)) if !self.context().has_room_for(count).await || self.is_too_late() => {
                Some(SKIPPED_LIMITED)
            }
            (why, _) => why,
        };
        if let Some(why) = hindrance {
            self.context().note(&self.caller, Event::Skipped(why));
            return;
        }
        self.is_crowded = steps.iter().map(Step::holds).sum::<u32>() > ASKED;
        let context = self.context().clone();
        let crowd = self.is_crowded.then(|| context.pace.crowd());
        for step in steps {
            if self.step(step).await.is_err() {
                self.drain().await;
                if self.context().is_dead() {
                    return;
                }
                break;
            }
        }
        self.drain().await;
        self.wait_until_rested().await;
        drop(crowd);
        if std::mem::take(&mut self.missed) {
            self.silent = true;
            self.note_silence();
        }
    }

    /// Whether it was waited for room for so long that no hold would end in time.
    fn is_too_late(&self) -> bool {
        let context = self.context();
        let left = context.patience.left(context.clock.now());
        self.is_quiet && context.pace.limit().is_some() && left < self.state.longest_hold()
    }

    fn sends_nothing(&self) -> bool {
        self.state.api.contract.poll.sends == Sends::Nothing
    }

    fn note_silence(&self) {
        if self.state.silent.fetch_add(1, Ordering::Relaxed) + 1 >= ENOUGH {
            // More polls than a server of this lab must wake would tell nothing more.
            self.state.crowd.store(ASKED, Ordering::Relaxed);
        }
    }

    /// Why a round cannot be driven, if it cannot.
    fn hindrance(&self, steps: &[Step]) -> Option<Name> {
        let holds: u32 = steps.iter().map(Step::holds).sum();
        // A race makes do with fewer polls, everything else needs as many as it says.
        let is_crowded = holds > self.state.crowd.load(Ordering::Relaxed);
        let is_crowded = is_crowded && !steps.iter().any(|step| matches!(step, Step::Race(_)));
        if let Some(why) = self.context().hindrance(self.is_quiet) {
            Some(why)
        } else if is_crowded
            || self.state.hung.load(Ordering::Relaxed)
            || (self.state.starved.load(Ordering::Relaxed) && holds > 1)
        {
            Some(notes::STARVED)
        } else if self.state.takes_no_update() && steps.iter().any(Step::updates) {
            Some(notes::UPDATES_FAIL)
        } else {
            None
        }
    }

    async fn step(&mut self, step: &Step) -> Result<(), Stuck> {
        match step {
            Step::Read(read) if read.browser => self.read_in_browser(read).await,
            Step::Read(read) => self.read(read).await,
            // Who polls again without a version has missed what came between.
            Step::Poll(poll) if poll.again && self.sends_nothing() => Ok(()),
            Step::Poll(poll) => self.poll(poll).await,
            Step::Settle(settle) => {
                self.settle(settle.within).await;
                Ok(())
            }
            Step::Update(update) if update.browser => self.update_in_browser(update).await,
            Step::Update(update) => self.update(update).await,
            Step::Expire(_) => self.expire().await,
            Step::AskAgain(_) => ask_again::drive(self).await,
            Step::Burst(step) => burst::drive(self, step).await.ok_or(Stuck),
            Step::Race(_) if self.sends_nothing() => Ok(()),
            Step::Race(step) => race::drive(self, step).await.ok_or(Stuck),
            Step::Leave(leave) => {
                let leaving: Vec<HeldPoll> = self.held.drain(..self.held.len().min(leave.count as usize)).collect();
                self.close(leaving, Reason::Left).await;
                Ok(())
            }
            Step::Stuck(stuck) => self.stick(stuck.count).await,
            Step::SendRaw(raw) => self.send_raw(raw).await,
            Step::Wait(time) => {
                tokio::time::sleep(*time).await;
                Ok(())
            }
        }
    }
}
