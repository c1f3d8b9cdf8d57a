//! What the rules of this lab look at: the whole run as the lab reads it, and one scenario of it.

use super::contract::LongPolling;
use super::notes;
use super::reading::State;
use super::record::{ClientVersion, PollKind, PollOperation, PollRole};
use crate::checker::{Case, Finding, Limits, Undecided};
use crate::history::{DISCOVERY, History, LIMITED, Nanos, Operation, SKIPPED_LIMITED, median};
use crate::message::Message;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

/// A whole run, as this lab reads it.
pub struct PollRun<'a> {
    pub history: &'a History,
    pub contract: LongPolling,
    pub limits: Limits<'a>,
    pub operations: Vec<PollOperation<'a>>,
    /// The places of what each scenario asked, each time that it was driven: every rule looks at these, most of them more
    /// than once. Rounds in which a request was refused for how many there were are not looked at.
    of_scenario: BTreeMap<(&'a str, u32), Vec<usize>>,
    /// The places of the updates among them: every read is compared with each.
    updates: Vec<usize>,
    /// The longest hold seen to end by itself.
    pub hold: Option<Nanos>,
}

impl<'a> PollRun<'a> {
    pub fn new(history: &'a History, contract: LongPolling) -> Self {
        let limited = history.operations.iter().filter(|o| is_refused(o));
        let limited: BTreeSet<_> = limited.map(|o| (&*o.scenario, o.attempt, o.round)).collect();
        let mut operations = Vec::with_capacity(history.operations.len());
        let mut of_scenario: BTreeMap<_, Vec<_>> = BTreeMap::new();
        // What is refused for how many requests there were says nothing of what was asked.
        for operation in history.operations.iter().filter(|o| !is_refused(o)) {
            let Some(read) = PollOperation::of(Cow::Borrowed(&**operation)) else { continue };
            if !limited.contains(&(&*operation.scenario, operation.attempt, operation.round)) {
                let places = of_scenario.entry((&*operation.scenario, operation.attempt)).or_default();
                places.push(operations.len());
            }
            operations.push(read);
        }
        let is_update = |place: &usize| operations[*place].kind == PollKind::Update;
        let updates = (0..operations.len()).filter(is_update).collect();
        let hold = hold(&operations);
        // An expiring hold must never look like a wake-up.
        let limits = Limits::new(history, round_trip(&operations)).at_most(hold.map_or(Nanos::MAX, |hold| hold / 2));
        Self { history, contract, limits, operations, of_scenario, updates, hold }
    }
}

fn is_refused(operation: &Operation) -> bool {
    operation.kind == LIMITED || operation.answer().is_some_and(|answer| answer.code == 429)
}

/// The median round trip of an immediate answer: of reads or of updates, whichever the target is quicker at, so that
/// a fault in one does not excuse itself.
fn round_trip(operations: &[PollOperation]) -> Nanos {
    let of = |wanted: &dyn Fn(&PollOperation) -> bool| {
        let answered = operations.iter().filter(|o| o.succeeded() && wanted(o));
        median(answered.map(|o| o.done - o.started).collect())
    };
    let reads = of(&|o| o.kind == PollKind::Read && o.state().is_some());
    let updates = of(&|o| o.kind == PollKind::Update);
    reads.into_iter().chain(updates).min().unwrap_or(0)
}

fn hold(operations: &[PollOperation]) -> Option<Nanos> {
    let ended = operations.iter().filter(|o| o.ended_by_itself());
    ended.filter_map(|o| Some(o.done.saturating_sub(o.sent?))).max()
}

/// One scenario as it happened, the last time it was driven.
#[derive(Clone, Copy)]
pub struct PollCase<'a> {
    pub run: &'a PollRun<'a>,
    case: Case<'a>,
}

impl<'a> Deref for PollCase<'a> {
    type Target = Case<'a>;

    fn deref(&self) -> &Case<'a> {
        &self.case
    }
}

impl<'a> PollCase<'a> {
    pub fn new(run: &'a PollRun<'a>, case: Case<'a>) -> Self {
        Self { run, case }
    }

    pub fn contract(&self) -> &'a LongPolling {
        &self.run.contract
    }

    /// Every answer of the run, if all of them were refusals for how many requests there were.
    pub fn refusals_alone(&self) -> Option<Vec<&'a Operation>> {
        let all: Vec<&Operation> =
            self.history.operations.iter().map(|o| &**o).filter(|o| o.answer().is_some()).collect();
        (!all.is_empty() && all.iter().all(|o| is_refused(o))).then_some(all)
    }

    /// Everything that was asked in the run, in whichever scenario.
    pub fn all(&self) -> impl Iterator<Item = &'a PollOperation<'a>> {
        self.run.operations.iter()
    }

    /// Everything asked in this scenario.
    pub fn operations(&self) -> impl Iterator<Item = &'a PollOperation<'a>> {
        let places = self.run.of_scenario.get(&(self.scenario, self.attempt));
        places.into_iter().flatten().map(|place| &self.run.operations[*place])
    }

    pub fn of(&self, kind: PollKind) -> impl Iterator<Item = &'a PollOperation<'a>> {
        self.operations().filter(move |o| o.kind == kind)
    }

    /// Reads that a step asked for, not those that the driver does to learn the current version.
    pub fn reads(&self) -> impl Iterator<Item = &'a PollOperation<'a>> {
        self.operations().filter(|o| o.is(PollKind::Read, PollRole::Reader))
    }

    /// Updates that a step asked for, not those that only let go of held polls.
    pub fn updates(&self) -> impl Iterator<Item = &'a PollOperation<'a>> {
        self.operations().filter(|o| o.is(PollKind::Update, PollRole::Updater))
    }

    pub fn waiters(&self) -> impl Iterator<Item = &'a PollOperation<'a>> {
        let waits = |o: &&PollOperation| o.is(PollKind::Poll, PollRole::Waiter);
        self.operations().filter(waits).filter(|o| o.knows() == Some(ClientVersion::Current))
    }

    /// Whether this path of the target was asked for, with whichever query.
    pub fn is_at(&self, operation: &PollOperation, path: &str) -> bool {
        let target = &self.history.header.target;
        let base = target.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, base)| base);
        let base = if base.is_empty() { String::new() } else { format!("/{}", base.trim_end_matches('/')) };
        let rest = operation.request.path.strip_prefix(&format!("{base}{path}"));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['?', '&']))
    }

    /// Whether it is an update as the contract has it. Before that was known, other forms were tried: what became of those
    /// is no fault.
    pub fn is_valid_update(&self, operation: &PollOperation) -> bool {
        let contract = self.contract();
        let Some(status) = operation.status().filter(|_| operation.kind == PollKind::Update) else { return false };
        if operation.scenario != DISCOVERY {
            return contract.statuses.values.iter().any(|known| known == status);
        }
        let (path, content_type, body) = contract.update_request(status);
        let asked = &operation.request;
        asked.method == contract.update.method.as_str()
            && self.is_at(operation, &path)
            && asked.content_type.as_deref() == content_type
            && asked.body == body
    }

    /// The numbers of the rounds, each once.
    pub fn rounds(&self) -> Vec<u32> {
        let mut rounds: Vec<_> = self.operations().map(|o| o.round).collect();
        rounds.sort_unstable();
        rounds.dedup();
        rounds
    }

    /// The version is one that some answer carried before this moment, in the same life of the server.
    pub fn seen_before(&self, token: &str, moment: Nanos) -> bool {
        self.states_before(moment).any(|state| state.version.token == token)
    }

    /// The same of a version together with its status: two updates may have one version, if that is a time.
    pub fn pair_seen_before(&self, pair: &State, moment: Nanos) -> bool {
        let is_same =
            |state: &State| state.version.token == pair.version.token && same_status(&state.status, &pair.status);
        self.states_before(moment).any(is_same)
    }

    fn states_before(&self, moment: Nanos) -> impl Iterator<Item = &'a State> {
        let born = self.restarts().filter(|at| *at < moment).max().unwrap_or(0);
        let lived = self.all().filter(move |o| o.done < moment && o.done >= born);
        lived.filter_map(PollOperation::state)
    }

    /// The update whose state a read must show: the last one sent, if all were answered before the read began.
    pub fn due(&self, read: &PollOperation) -> Option<&'a PollOperation<'a>> {
        let all = || self.run.updates.iter().map(|place| &self.run.operations[*place]);
        let last = all().filter(|o| o.started < read.done).max_by_key(|o| o.started)?;
        let settled = all().all(|o| o.started >= read.done || o.done < read.started);
        (settled && last.succeeded()).then_some(last)
    }

    /// The update that woke a poll: the last one sent before its answer, if no other one was under way meanwhile.
    pub fn woken_by(&self, poll: &PollOperation) -> Option<&'a PollOperation<'a>> {
        let all = || self.run.updates.iter().map(|place| &self.run.operations[*place]);
        let last = all().filter(|o| o.started < poll.done).max_by_key(|o| o.started)?;
        let alone = all().all(|o| o.id == last.id || o.started >= poll.done || o.done < poll.started);
        (alone && last.done >= poll.started && last.succeeded()).then_some(last)
    }

    /// Whether a poll without news was held for as long as one must be: it may then end by itself.
    pub fn held_long_enough(&self, waiter: &PollOperation) -> bool {
        let held = waiter.done.saturating_sub(waiter.sent.unwrap_or(waiter.started));
        waiter.answer().is_some() && u128::from(held) >= self.contract().hold.min.as_nanos()
    }

    /// Why what this scenario saw says little of the server, though it was driven: its state moves by itself, or it was
    /// started anew meanwhile.
    pub fn disturbed(&self) -> Option<Finding> {
        if self.history.notes.iter().any(|note| notes::is(&note.event, &notes::RESTLESS)) {
            return Some(Finding::unknown(Undecided::Disturbed, Message::new("unknown-restless")));
        }
        self.restarted()
    }

    /// Why too little was seen here, if requests of this scenario were refused for how many there were.
    pub fn limited(&self) -> Option<Finding> {
        if self.skipped() == Some(&SKIPPED_LIMITED) {
            return Some(self.nothing());
        }
        let of_this = || self.history.operations.iter().filter(|o| self.is_of_this(o));
        let limited = of_this().filter(|o| is_refused(o)).count();
        let message = Message::new("unknown-too-many").count("limited", limited).count("asked", of_this().count());
        (limited > 0).then(|| Finding::unknown(Undecided::Disturbed, message))
    }
}

pub fn same_status(a: &str, b: &str) -> bool {
    use unicode_normalization::UnicodeNormalization;
    a.nfc().eq(b.nfc())
}

pub fn shown(state: &State) -> String {
    format!("{} ({})", state.status, state.version.token)
}
