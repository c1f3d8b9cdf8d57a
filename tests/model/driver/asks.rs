//! What a scenario asks: reads, updates, odd bytes.

use super::super::ask::{Ask, Asked};
use super::super::choices::MS;
use super::super::world::{Caller, Then};
use super::{ASKED, Driver, LATE, LONG, Stuck, sorts_after};
use lab::history::{Event, Nanos, RequestRecord};
use lab::labs::long_polling::contract::LongPolling;
use lab::labs::long_polling::notes;
use lab::labs::long_polling::record::{ClientVersion, ID, PollDetail, PollKind, PollRole};
use lab::labs::long_polling::steps::{Race, Raw, Read, To, Update, VersionChoice};

impl Driver {
    pub(super) fn read(&mut self, read: &Read) -> Result<(), Stuck> {
        if read.browser {
            return self.read_in_browser(read);
        }
        let ask = match &read.path {
            Some(path) => Ask::page(path),
            None => {
                let (version, knows) = self.version(read.version)?;
                Ask::read(&version, knows)
            }
        };
        let mut asked = Vec::new();
        for _ in 0..read.count {
            let (caller, delay) = (self.client(PollRole::Reader), self.world.tape.up_to(MS));
            asked.push(self.world.ask(delay, caller, ask.clone(), Then::Rest, Some(LATE)));
        }
        self.world.all_over(&asked, LATE * 2);
        let open = |id: &usize| self.world.outcome(*id).is_some_and(|asked| asked.was_open());
        let unanswered = asked.iter().any(open);
        for id in asked {
            let state = self.world.outcome(id).and_then(Asked::state).cloned();
            if let Some(state) = state.filter(|_| read.version == VersionChoice::Old) {
                self.learn(&state);
            }
        }
        if unanswered { self.starve() } else { Ok(()) }
    }

    /// To the server of the model a browser is a client like any other.
    fn read_in_browser(&mut self, read: &Read) -> Result<(), Stuck> {
        for _ in 0..read.count {
            let ask = match &read.path {
                Some(path) => Ask::page(path),
                None => {
                    let (version, knows) = self.version(read.version)?;
                    Ask::read(&version, knows)
                }
            };
            let caller = self.client(PollRole::Tab);
            let id = self.world.ask(0, caller, ask.by_browser(), Then::Rest, Some(LATE));
            self.world.all_over(&[id], LATE * 2);
        }
        Ok(())
    }

    /// The same question before and after an update, and in words that were never used.
    pub(super) fn ask_again(&mut self) -> Result<(), Stuck> {
        self.ask_for_all(false)?;
        let status = self.next_status();
        let caller = self.client(PollRole::Repeater);
        let id = self.send_status(caller, &status, 3_000 * MS);
        if !self.world.outcome(id).is_some_and(|update| update.succeeded()) {
            return Err(Stuck);
        }
        for new_words in [false, true, true, false, false, true] {
            self.ask_for_all(new_words)?;
        }
        Ok(())
    }

    /// A client that knows nothing asks.
    fn ask_for_all(&mut self, new_words: bool) -> Result<(), Stuck> {
        let mut ask = Ask::read(&LongPolling::default().poll.first, ClientVersion::Old);
        if new_words {
            ask.request.path += &format!("&_={}", self.world.now);
        }
        let caller = self.client(PollRole::Repeater);
        let id = self.world.ask(0, caller, ask, Then::Rest, Some(LATE));
        self.world.all_over(&[id], LATE * 2);
        let answered = self.world.outcome(id).is_some_and(|asked| asked.answer().is_some());
        answered.then_some(()).ok_or(Stuck)
    }

    /// An update that no step asks for, by the one client with this role.
    pub(super) fn send_update(&mut self, role: PollRole, patience: Nanos) -> usize {
        let status = self.next_status();
        self.send_status(self.caller.with(role, 0), &status, patience)
    }

    pub(super) fn send_status(&mut self, caller: Caller, status: &str, patience: Nanos) -> usize {
        let id = self.world.ask(0, caller, Ask::update(status), Then::Rest, Some(patience));
        self.world.all_over(&[id], patience * 2);
        self.moves += 1;
        id
    }

    pub(super) fn update(&mut self, step: &Update) -> Result<(), Stuck> {
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
            let caller = self.client(if step.browser { PollRole::Tab } else { PollRole::Updater });
            let status = if step.long { "x".repeat(LONG) } else { self.next_status() };
            let id = self.send_status(caller, &status, 3_000 * MS);
            let Some(update) = self.world.outcome(id) else { return self.starve() };
            if step.long && update.answer().is_some() && !update.succeeded() {
                return Err(Stuck);
            }
            if update.done - update.started > LATE && self.held.len() > ASKED {
                self.crowd = ASKED as u32;
            }
            if update.was_open() && !self.a_client_was_woken() {
                return self.starve();
            }
        }
        Ok(())
    }

    pub(super) fn a_client_was_woken(&self) -> bool {
        let current = self.states.last().map(|state| state.version.token.clone()).unwrap_or_default();
        self.held.iter().any(|id| {
            if self.world.loops(*id) { self.world.has(*id) != current } else { self.world.outcome(*id).is_some() }
        })
    }

    pub(super) fn starve(&mut self) -> Result<(), Stuck> {
        let open = |id: &&usize| self.world.outcome(**id).is_none();
        let waiters = self.held.iter().filter(open).count() as u32;
        let first = if waiters as usize > ASKED {
            std::mem::replace(&mut self.crowd, ASKED as u32) != ASKED as u32
        } else {
            waiters > 0 && !std::mem::replace(&mut self.starved, true)
        };
        self.unserved = waiters > 0;
        if first {
            let detail = serde_json::json!({ "waiters": waiters });
            self.world.note(&self.caller.scenario, Event::Lab { lab: ID, what: notes::STARVED, detail });
        }
        Err(Stuck)
    }

    pub(super) fn burst(&mut self, updates: u32, readers: u32) {
        self.current();
        let ask = Ask::read(&self.old(), ClientVersion::Old);
        let mut reading = Vec::new();
        for _ in 0..readers {
            let (caller, delay) = (self.client(PollRole::Reader), self.world.tape.up_to(MS));
            reading.push(self.world.ask(delay, caller, ask.clone(), Then::ReadAgain, None));
        }
        let mut updating = Vec::new();
        for _ in 0..updates {
            let (caller, delay) = (self.client(PollRole::Updater), self.world.tape.up_to(MS));
            let ask = Ask::update(&self.next_status());
            updating.push(self.world.ask(delay, caller, ask, Then::Rest, Some(LATE)));
        }
        self.world.all_over(&updating, LATE * 2);
        self.moves += 1;
        self.world.stop = true;
        self.world.all_over(&reading, LATE);
        self.world.stop = false;
        self.current();
    }

    /// A few rounds of the many that the driver has the time for.
    pub(super) fn race(&mut self, race: &Race) {
        let widest = race.spread.as_nanos() as Nanos;
        for spread in [widest, widest / 4, widest / 20, MS / 5] {
            let version = self.current().version.token;
            self.caller.round += 1;
            let mut asked = Vec::new();
            for _ in 0..race.pollers {
                let (caller, delay) = (self.client(PollRole::Racer), MS + self.world.tape.up_to(spread * 2));
                let ask = Ask::poll(&version, ClientVersion::Current);
                asked.push(self.world.ask(delay, caller, ask, Then::Rest, Some(LATE)));
            }
            let (caller, ask) = (self.client(PollRole::Updater), Ask::update(&self.next_status()));
            asked.push(self.world.ask(MS + spread, caller, ask, Then::Rest, Some(LATE)));
            self.moves += 1;
            self.world.all_over(&asked, LATE * 2);
        }
    }

    pub(super) fn send_raw(&mut self, raw: &Raw) {
        let contract = LongPolling::default();
        let query = raw.query.as_ref().map(|q| format!("?{}", q.replace("{parameter}", &contract.poll.parameter)));
        let (path, method) = match raw.to {
            To::Poll => (contract.poll.path, "GET"),
            To::Update => (contract.update.path, "POST"),
        };
        let request = RequestRecord {
            method: raw.method.clone().unwrap_or_else(|| method.into()),
            path: format!("{path}{}", query.unwrap_or_default()),
            headers: vec![],
            content_type: raw.content_type.clone(),
            body: raw.body.clone(),
        };
        let knows = (raw.to == To::Poll).then_some(ClientVersion::Odd);
        let ask = Ask { kind: PollKind::Raw, request, detail: PollDetail { knows, ..PollDetail::default() } };
        let caller = self.client(PollRole::Raw);
        let id = self.world.ask(0, caller, ask, Then::Rest, None);
        if raw.to == To::Poll {
            return self.held.push(id);
        }
        self.world.all_over(&[id], LATE);
        self.moves += 1;
        self.alive();
    }

    pub(super) fn alive(&mut self) {
        let caller = self.caller.with(PollRole::Liveness, 0);
        let id = self.world.ask(0, caller, Ask::page("/"), Then::Rest, Some(LATE));
        self.world.all_over(&[id], LATE * 2);
    }
}
