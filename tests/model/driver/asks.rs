//! What a scenario asks: reads, updates, odd bytes.

use super::super::choices::MS;
use super::super::world::{Then, Who, poll_ask};
use super::{ASKED, Driver, LATE, LONG, Stuck, sorts_after};
use lab::contract::LongPolling;
use lab::history::{Ask, Event, Kind, Knows, Nanos, Operation};
use lab::scenario::{Known, Race, Raw, Read, To, Update};

impl Driver {
    pub(super) fn read(&mut self, read: &Read) -> Result<(), Stuck> {
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

    pub(super) fn send_update(&mut self, actor: &str, patience: Nanos) -> usize {
        let who = if actor == "updater" { self.actor(actor) } else { self.by(actor) };
        let status = self.next_status();
        self.send_status(who, &status, patience)
    }

    pub(super) fn send_status(&mut self, who: Who, status: &str, patience: Nanos) -> usize {
        let ask = update_ask(status);
        let id = self.world.ask(0, who, Kind::Update, ask, Then::Rest, Some(patience));
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

    pub(super) fn somebody_was_woken(&self) -> bool {
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
            self.world.note(&self.who.scenario.clone(), Event::Starved { waiters });
        }
        Err(Stuck)
    }

    pub(super) fn burst(&mut self, updates: u32, readers: u32) {
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
    pub(super) fn race(&mut self, race: &Race) {
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

    pub(super) fn send_raw(&mut self, raw: &Raw) {
        let contract = LongPolling::default();
        let query = raw.query.as_ref().map(|q| format!("?{}", q.replace("{parameter}", &contract.poll.parameter)));
        let (path, method) = match raw.to {
            To::Poll => (contract.poll.path, "GET"),
            To::Update => (contract.update.path, "POST"),
        };
        let ask = Ask {
            method: raw.method.clone().unwrap_or_else(|| method.into()),
            path: format!("{path}{}", query.unwrap_or_default()),
            headers: vec![],
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

    pub(super) fn alive(&mut self) {
        let who = self.by("liveness");
        let id = self.world.ask(0, who, Kind::Page, page("/"), Then::Rest, Some(LATE));
        self.world.all_over(&[id], LATE * 2);
    }
}

fn page(path: &str) -> Ask {
    Ask { path: path.into(), knows: None, version: None, ..poll_ask("", Knows::Old) }
}

fn update_ask(status: &str) -> Ask {
    let (path, content_type, body) = LongPolling::default().update_request(status);
    Ask {
        method: "POST".into(),
        path,
        headers: vec![],
        content_type: content_type.map(String::from),
        body,
        knows: None,
        version: None,
        status: Some(status.into()),
    }
}
