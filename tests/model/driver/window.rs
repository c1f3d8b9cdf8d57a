//! The window that all scenarios share which only wait.

use super::super::ask::Ask;
use super::super::choices::MS;
use super::super::world::{Caller, Then};
use super::{Driver, LATE, Stuck};
use lab::history::{Client, Event, Nanos, Reason};
use lab::labs::long_polling::contract::LongPolling;
use lab::labs::long_polling::record::{ClientVersion, PollRole};
use lab::labs::long_polling::steps::{self, Step, VersionChoice};
use lab::scenario::Scenario;

/// The most that come while the first one waits.
const COMERS: usize = 5;

impl Driver {
    pub(super) fn quiet(&mut self, scenarios: &[&Scenario]) {
        self.caller = Caller { scenario: "quiet".into(), round: 0, client: Client::default() };
        self.current();
        let expires = |scenario: &Scenario| {
            scenario.rounds_as::<Step>().iter().flat_map(|round| &round.steps).any(|s| matches!(s, Step::Expire(_)))
        };
        let (expiring, waiting): (Vec<&Scenario>, Vec<&Scenario>) = scenarios.iter().partition(|s| expires(s));
        let mut windows = Vec::new();
        for scenario in waiting {
            self.enter(scenario);
            for step in &scenario.rounds_as::<Step>()[0].steps {
                if let Step::Poll(poll) = step {
                    let _ = self.poll(poll);
                }
            }
            let held = std::mem::take(&mut self.held);
            if steps::waits_undisturbed(scenario) {
                self.undisturbed.extend(&held);
            }
            windows.push((scenario.id.clone(), held));
        }
        for scenario in expiring {
            self.enter(scenario);
            self.caller.round = 0;
            self.rounds(&scenario.rounds_as::<Step>());
            self.world.note(&scenario.id, Event::Finish);
        }
        for (id, held) in windows {
            let hold = LongPolling::default().hold.max.as_nanos() as Nanos;
            self.world.all_over(&held, hold + LATE);
            self.close(&held, Reason::NoAnswer);
            self.world.note(&id, Event::Finish);
        }
    }

    fn enter(&mut self, scenario: &Scenario) {
        (self.caller.scenario, self.caller.round, self.next_client) = (scenario.id.clone(), 1, 1);
        self.world.note(&scenario.id, Event::Start);
    }

    /// One is held until its hold ends by itself, while others come; and until no other scenario waits any more.
    pub(super) fn expire(&mut self) -> Result<(), Stuck> {
        let (version, knows) = self.version(VersionChoice::Current)?;
        let hold = LongPolling::default().hold;
        let start = self.world.now;
        let end = start + hold.max.as_nanos() as Nanos + LATE;
        let first = self.come(&version, knows);
        let (mut comes, mut come) = ((hold.min / 2).as_nanos() as Nanos, 0);
        loop {
            let next = if come < COMERS { end.min(start + comes) } else { end };
            if self.world.until(next, |world| world.outcome(first).is_some()) {
                break;
            }
            if next == end {
                self.held.push(first);
                return Err(Stuck);
            }
            let comer = self.come(&version, knows);
            self.held.push(comer);
            (comes, come) = (comes * 2, come + 1);
        }
        let ended = self.world.outcome(first).is_some_and(|poll| poll.answer().is_some() && poll.news().is_none());
        if !ended {
            return Err(Stuck);
        }
        let others = self.undisturbed.clone();
        self.world.until(end, |world| others.iter().all(|id| world.outcome(*id).is_some()));
        self.held.retain(|id| self.world.outcome(*id).is_none());
        Ok(())
    }

    fn come(&mut self, version: &str, knows: ClientVersion) -> usize {
        let (caller, delay) = (self.client(PollRole::Waiter), self.world.tape.up_to(MS));
        self.world.ask(delay, caller, Ask::poll(version, knows), Then::Rest, None)
    }
}
