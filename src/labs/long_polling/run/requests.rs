//! What a scenario asks and waits for: reads, updates, odd bytes.

use crate::driver::Caller;
use crate::driver::wire::{Request, nanos};
use crate::history::Outcome;
use crate::labs::long_polling::api::Ask;
use crate::labs::long_polling::contract::ASKED;
use crate::labs::long_polling::orders::sorts_after;
use crate::labs::long_polling::record::{ClientVersion, PollDetail, PollKind, PollOperation, PollRole};
use crate::labs::long_polling::runner::{ENOUGH, HeldPoll, Runner, Stuck};
use crate::labs::long_polling::steps::{Raw, Read, To, Update, VersionChoice};
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// The length of a long status: several times what a narrow connection and its sender keep for it, and less than the
/// bodies that frameworks accept.
const LONG: usize = 60_000;

/// So many reads are on their way at once, and so long is waited for one of them before the next leaves all the same: a
/// listen queue is short in many a framework (five in Python's `http.server`), and who finds it full comes back a second
/// later.
const AT_ONCE: usize = 4;
const PACE: Duration = Duration::from_millis(50);

impl Runner {
    pub(super) async fn read(&mut self, read: &Read) -> Result<(), Stuck> {
        let patience = self.context().late();
        let version = match &read.path {
            None => Some(self.version(read.version).await?),
            Some(_) => None,
        };
        let mut reading: Vec<JoinHandle<PollOperation<'static>>> = Vec::new();
        for number in 0..read.count as usize {
            if let Some(before) = number.checked_sub(AT_ONCE) {
                let answered = async {
                    while !reading[before].is_finished() {
                        tokio::time::sleep(Duration::from_millis(1)).await;
                    }
                };
                let _ = tokio::time::timeout(PACE, answered).await;
            }
            let (caller, state) = (self.client(PollRole::Reader), self.state.clone());
            let ask = match &version {
                Some((version, knows)) => state.api.read(version, *knows),
                None => state.api.page(read.path.as_deref().unwrap_or_default()),
            };
            reading.push(tokio::spawn(async move { state.api.send(&caller, ask, patience).await }));
        }
        let (mut unanswered, mut refused) = (false, false);
        for task in reading {
            let operation = task.await.expect("asking does not panic");
            unanswered |= operation.was_open();
            if read.version == VersionChoice::Old && read.path.is_none() {
                self.state.asked(&operation);
            }
            refused |= matches!(operation.outcome, Outcome::Refused(_));
            if let Some(state) = operation.state().filter(|_| read.version == VersionChoice::Old) {
                self.state.learn(state);
            }
        }
        if refused {
            return self.alive().await;
        }
        match unanswered {
            // It leaves all who are behind without an answer, whether others wait or not.
            true if self.state.leaves_behind() => Err(Stuck),
            true => self.starved(),
            false => Ok(()),
        }
    }

    pub(super) async fn update(&mut self, step: &Update) -> Result<(), Stuck> {
        let gap = if self.state.has_clocks() { step.gap.max(Duration::from_millis(50)) } else { step.gap };
        let mut before = None;
        for turn in 0..step.count {
            if step.until_orders_differ {
                let current = self.state.current(&self.caller).await;
                match current {
                    Some(state) if self.state.has_integers() => {
                        let moves = before.replace(state.version.clone()).is_none_or(|old| old != state.version);
                        if !moves || sorts_after(&state.version.token).is_some() {
                            break;
                        }
                    }
                    _ => break,
                }
            }
            if turn > 2 && self.is_late() && self.context().pace.limit().is_none() {
                break;
            }
            if turn > 0 {
                tokio::time::sleep(gap).await;
            }
            let caller = self.client(PollRole::Updater);
            let status = if step.long { "x".repeat(LONG) } else { self.state.next_status() };
            let operation = self.send_status(&caller, &status, self.patience()).await;
            self.see_refusal(&operation);
            if step.long && operation.answer().is_some() && !operation.succeeded() {
                return Err(Stuck);
            }
            // Too many of our polls, where their holds end before our patience does.
            let late = operation.done.saturating_sub(operation.started) > nanos(self.context().late());
            if late && self.held.len() > ASKED as usize {
                self.state.crowd.store(ASKED, Ordering::Relaxed);
            }
            if operation.was_open() {
                if !self.somebody_was_woken() {
                    return self.starved();
                }
                self.state.slow_updates.fetch_add(1, Ordering::Relaxed);
            }
            if matches!(operation.outcome, Outcome::Refused(_)) {
                self.alive().await?;
            }
        }
        Ok(())
    }

    /// An update without an answer that woke a waiter is late, and no sign of a server that serves nobody.
    pub(super) fn somebody_was_woken(&self) -> bool {
        let cache = self.state.cache();
        let current = cache.current().map(|state| &state.version.token);
        self.held.iter().any(|held| match &held.has {
            Some(has) => Some(&*has.lock().expect("no holder panics")) != current,
            None => held.task.is_finished(),
        })
    }

    /// How long an update's answer is waited for: long enough to see that it is late.
    pub(super) fn patience(&self) -> Duration {
        let late = self.context().late();
        if self.state.slow_updates.load(Ordering::Relaxed) < ENOUGH {
            late.max(Duration::from_millis(2500)) + Duration::from_millis(500)
        } else {
            late
        }
    }

    /// Sends one update on a connection of its own and waits for its answer; one that comes later is not seen.
    pub(super) async fn send_update(&self, caller: &Caller, patience: Duration) -> PollOperation<'static> {
        self.send_status(caller, &self.state.next_status(), patience).await
    }

    async fn send_status(&self, caller: &Caller, status: &str, patience: Duration) -> PollOperation<'static> {
        let operation = self.state.api.send_alone(caller, self.state.api.update(status), patience).await;
        self.state.updated(&operation);
        operation
    }

    pub(super) async fn send_raw(&mut self, raw: &Raw) -> Result<(), Stuck> {
        let contract = &self.state.api.contract;
        let (path, method) = match raw.to {
            To::Poll => (contract.poll.path.clone(), "GET"),
            To::Update => (contract.update.path.clone(), contract.update.method.as_str()),
        };
        let joint = if path.contains('?') { '&' } else { '?' };
        let query = raw
            .query
            .as_ref()
            .map_or_else(String::new, |q| format!("{joint}{}", q.replace("{parameter}", &contract.poll.parameter)));
        let request = Request {
            method: raw.method.clone().unwrap_or_else(|| method.into()),
            content_type: raw.content_type.clone(),
            body: raw.body.clone().map(String::into_bytes),
            ..self.context().get(&format!("{path}{query}"))
        };
        let knows = (raw.to == To::Poll).then_some(ClientVersion::Odd);
        let ask = Ask::new(PollKind::Raw, request, PollDetail { knows, ..PollDetail::default() });
        let (caller, state) = (self.client(PollRole::Raw), self.state.clone());
        let (close, closed) = oneshot::channel();
        let mut task = tokio::spawn(async move { state.api.send_until(&caller, ask, closed).await });
        if raw.to == To::Poll {
            self.held.push(HeldPoll { task, close, has: None });
            return Ok(());
        }
        if tokio::time::timeout(self.context().late(), &mut task).await.is_err() {
            self.held.push(HeldPoll { task, close, has: None });
        }
        self.state.changed();
        self.alive().await
    }
}
