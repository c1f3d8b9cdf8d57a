//! The polls that a scenario holds: started, waited for, let go of.

use super::super::ask::Ask;
use super::super::choices::MS;
use super::super::world::Then;
use super::{Driver, HURRIED, LATE, Stuck};
use lab::history::{Nanos, Reason};
use lab::labs::long_polling::contract::LongPolling;
use lab::labs::long_polling::record::{ClientVersion, PollRole};
use lab::labs::long_polling::steps::{Poll, VersionChoice, Within};

impl Driver {
    /// Clients that ask, and then read nothing.
    pub(super) fn stick(&mut self, count: u32) -> Result<(), Stuck> {
        let (version, knows) = self.version(VersionChoice::Current)?;
        for _ in 0..count {
            let caller = self.client(PollRole::Stuck);
            let id = self.world.ask(0, caller, Ask::poll(&version, knows), Then::ReadNothing, None);
            self.world.all_sent(&[id]);
            self.stuck.push(id);
        }
        Ok(())
    }

    pub(super) fn poll(&mut self, poll: &Poll) -> Result<(), Stuck> {
        let (version, knows) = self.version(poll.version)?;
        for _ in 0..poll.count {
            let caller = self.client(match poll {
                Poll { again: true, .. } => PollRole::Looper,
                Poll { browser: true, .. } => PollRole::Tab,
                _ => PollRole::Waiter,
            });
            let (knows, then) = if poll.again { (ClientVersion::Last, Then::PollAgain) } else { (knows, Then::Rest) };
            let delay = self.world.tape.up_to(MS);
            let ask = Ask::poll(&version, knows);
            let ask = if poll.browser { ask.by_browser() } else { ask };
            self.held.push(self.world.ask(delay, caller, ask, then, None));
            self.world.sleep(MS / 5);
        }
        let held = self.held.clone();
        self.world.all_sent(&held);
        Ok(())
    }

    pub(super) fn settle(&mut self, within: Within) {
        if self.held.iter().any(|id| self.world.loops(*id)) {
            return self.settle_loops();
        }
        let hold = LongPolling::default().hold.max.as_nanos() as Nanos;
        self.wait_for_held(match within {
            Within::Late if self.hurried() => HURRIED,
            Within::Late => LATE,
            Within::Hold => hold + LATE,
        });
    }

    pub(super) fn wait_for_held(&mut self, limit: Nanos) {
        let held = self.held.clone();
        self.missed |= !self.world.all_over(&held, limit);
        self.learn_from(&held);
        self.held.retain(|id| self.world.outcome(*id).is_none());
    }

    pub(super) fn settle_loops(&mut self) {
        let version = self.current().version.token;
        let (held, end) = (self.held.clone(), self.world.now + LATE);
        self.missed |= !self.world.until(end, |world| held.iter().all(|id| world.has(*id) == version));
        self.release(if self.missed || self.hurried() { HURRIED } else { LATE });
    }

    /// Lets go of what is held: an update that no rule counts wakes it.
    pub(super) fn release(&mut self, limit: Nanos) {
        let before = self.held.len();
        self.world.stop = true;
        self.send_update(PollRole::Release, 3_000 * MS);
        self.wait_for_held(limit);
        self.world.stop = false;
        self.unwakeable |= before > 0 && self.held.len() == before;
    }

    pub(super) fn drain(&mut self) {
        let stuck = std::mem::take(&mut self.stuck);
        self.close(&stuck, Reason::Left);
        if self.held.is_empty() {
            return;
        }
        let starved = self.starved || std::mem::take(&mut self.unserved);
        let open = self.held.iter().any(|id| self.world.outcome(*id).is_none());
        if open && !starved && !self.unwakeable {
            self.release(if self.hurried() { HURRIED } else { 1_000 * MS });
        }
        let left = std::mem::take(&mut self.held);
        self.close(&left, Reason::NoAnswer);
        if starved {
            self.wait_for_service();
        }
    }

    /// Nothing means anything before a client is answered again.
    pub(super) fn wait_for_service(&mut self) {
        let end = self.world.now + 2 * LongPolling::default().hold.max.as_nanos() as Nanos;
        while self.world.now < end {
            let (caller, ask) = (self.caller.with(PollRole::Patience, 0), Ask::read(&self.old(), ClientVersion::Old));
            let id = self.world.ask(0, caller, ask, Then::Rest, Some(LATE));
            self.world.all_over(&[id], LATE * 2);
            if self.world.outcome(id).is_some_and(|o| !o.was_open()) {
                return;
            }
        }
    }

    pub(super) fn close(&mut self, ids: &[usize], why: Reason) {
        for id in ids {
            if self.world.outcome(*id).is_none() {
                self.world.give_up(*id, why.clone());
            }
        }
        self.world.all_over(ids, LATE);
        self.learn_from(ids);
    }
}
