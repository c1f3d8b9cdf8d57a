use super::{Finding, Limits, Message};
use crate::contract::{Contract, LongPolling};
use crate::history::{Event, History, Kind, Knows, Nanos, Note, Operation, Skip, State};

/// What a rule looks at: one scenario as it happened, the last time it was driven.
pub struct Case<'a> {
    pub history: &'a History,
    pub contract: &'a Contract,
    pub limits: &'a Limits<'a>,
    pub scenario: &'a str,
    /// The fewest observations that a verdict may rest on.
    pub at_least: usize,
    attempt: u32,
    /// Every update of the history, whoever sent it.
    all_updates: Vec<&'a Operation>,
}

impl<'a> Case<'a> {
    pub fn new(
        history: &'a History,
        contract: &'a Contract,
        limits: &'a Limits<'a>,
        scenario: &'a str,
        at_least: u32,
    ) -> Self {
        let notes = history.notes.iter().filter(|note| note.scenario == scenario);
        let attempt = notes.map(|note| note.attempt).max().unwrap_or(1);
        let all_updates = history.operations.iter().filter(|o| o.kind == Kind::Update).collect();
        Self { history, contract, limits, scenario, at_least: at_least as usize, attempt, all_updates }
    }

    pub fn long_polling(&self) -> &'a LongPolling {
        self.contract.long_polling()
    }

    /// Whether the scenario was driven before.
    pub fn is_again(&self) -> bool {
        self.attempt > 1
    }

    /// Everything asked in this scenario.
    pub fn operations(&self) -> impl Iterator<Item = &'a Operation> {
        let (scenario, attempt) = (self.scenario, self.attempt);
        self.history.operations.iter().filter(move |o| o.scenario == scenario && o.attempt == attempt)
    }

    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &'a Operation> {
        self.operations().filter(move |o| o.kind == kind)
    }

    /// Reads that a step asked for, not those that the driver does to learn the current version.
    pub fn reads(&self) -> impl Iterator<Item = &'a Operation> {
        self.of(Kind::Read).filter(|o| o.actor.starts_with("reader"))
    }

    /// Updates that a step asked for, not those that only let go of held polls.
    pub fn updates(&self) -> impl Iterator<Item = &'a Operation> {
        self.of(Kind::Update).filter(|o| o.actor.starts_with("updater"))
    }

    pub fn waiters(&self) -> impl Iterator<Item = &'a Operation> {
        self.of(Kind::Poll).filter(|o| o.actor.starts_with("waiter") && o.ask.knows == Some(Knows::Current))
    }

    /// The numbers of the rounds, each once.
    pub fn rounds(&self) -> Vec<u32> {
        let mut rounds: Vec<_> = self.operations().map(|o| o.round).collect();
        rounds.sort_unstable();
        rounds.dedup();
        rounds
    }

    pub fn notes(&self) -> impl Iterator<Item = &'a Note> {
        let (scenario, attempt) = (self.scenario, self.attempt);
        self.history.notes.iter().filter(move |n| n.scenario == scenario && n.attempt == attempt)
    }

    pub fn skipped(&self) -> Option<Skip> {
        self.notes().find_map(|note| match note.event {
            Event::Skipped(skip) => Some(skip),
            _ => None,
        })
    }

    /// The version is one that some answer carried before this moment, in the same life of the server.
    pub fn seen_before(&self, token: &str, moment: Nanos) -> bool {
        let restarts = self.history.notes.iter().filter(|n| n.event == Event::Restarted && n.at < moment);
        let born = restarts.map(|n| n.at).max().unwrap_or(0);
        let lived = self.history.operations.iter().filter(|o| o.done < moment && o.done >= born);
        let states = lived.filter_map(Operation::state);
        states.into_iter().any(|state| state.version.token == token)
    }

    /// The update whose state a read must show: the last one sent, where all were answered before the read began.
    pub fn due(&self, read: &Operation) -> Option<&'a Operation> {
        let all = || self.all_updates.iter().copied();
        let last = all().filter(|o| o.started < read.done).max_by_key(|o| o.started)?;
        let settled = all().all(|o| o.started >= read.done || o.done < read.started);
        (settled && last.succeeded()).then_some(last)
    }

    /// Whether a poll without news was held for as long as one must be: it may then end by itself.
    pub fn held_long_enough(&self, waiter: &Operation) -> bool {
        let held = waiter.done.saturating_sub(waiter.sent.unwrap_or(waiter.started));
        waiter.answer().is_some() && u128::from(held) >= self.long_polling().hold.min.as_nanos()
    }

    /// Why what this scenario saw says little of the server, though it was driven: its state moves by itself, or it was
    /// started anew meanwhile.
    pub fn disturbed(&self) -> Option<Finding> {
        let notes = || self.history.notes.iter();
        if notes().any(|note| note.event == Event::Restless) {
            return Some(Finding::unknown(Message::new("unknown-restless")));
        }
        let restarts = notes().filter(|note| note.event == Event::Restarted);
        let touched = restarts.into_iter().any(|restart| {
            // It was there before, and after; the end lies between the last two states.
            let states = self.history.operations.iter().filter(|o| o.state().is_some() && o.done < restart.at);
            let mut lived: Vec<Nanos> = states.map(|o| o.done).collect();
            lived.sort_unstable();
            let alive = lived.iter().rev().nth(1).copied().unwrap_or(0);
            self.operations().any(|o| o.done >= alive && o.started <= restart.at)
        });
        touched.then(|| Finding::unknown(Message::new("unknown-restarted")))
    }

    /// Nothing was observed that could decide.
    pub fn nothing(&self) -> Finding {
        let why = match self.skipped() {
            Some(Skip::Starved) => "unknown-starved",
            Some(Skip::Dead) => "unknown-dead",
            Some(Skip::NoVersion) => "unknown-no-version",
            Some(Skip::NotInteger) => "unknown-not-integer",
            Some(Skip::NoEventId) => "unknown-no-event-id",
            None => "unknown-nothing",
        };
        Finding::unknown(Message::new(why))
    }

    /// A time could not be judged: the machine was too busy, or we stopped waiting too early to blame anybody.
    pub fn noisy(&self, from: Nanos, to: Nanos) -> Finding {
        self.noisy_for(from, to, self.limits.prompt)
    }

    /// The same of a time with a limit of its own.
    pub fn noisy_for(&self, from: Nanos, to: Nanos, limit: Nanos) -> Finding {
        let timing = self.limits.timing(from, to, limit);
        if !self.limits.too_noisy_for(from, to, limit) {
            return Finding::unknown(Message::new("unknown-early")).timed(timing);
        }
        Finding::unknown(Message::new("unknown-noise").time("noise", timing.noise)).timed(timing)
    }

    /// Somebody else moved the state.
    pub fn foreign(&self) -> Finding {
        Finding::unknown(Message::new("unknown-foreign"))
    }
}

/// The moment from which an answer was due: both the poll and the update were wholly sent.
pub fn due_from(waiter: &Operation, update: &Operation) -> Nanos {
    waiter.sent.unwrap_or(waiter.started).max(update.sent.unwrap_or(update.started))
}

pub fn same_status(a: &str, b: &str) -> bool {
    use unicode_normalization::UnicodeNormalization;
    a.nfc().eq(b.nfc())
}

pub fn shown(state: &State) -> String {
    format!("{} ({})", state.status, state.version.token)
}
