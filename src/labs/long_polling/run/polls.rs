//! The polls that a scenario holds: started, waited for, let go of.

use crate::driver::Caller;
use crate::driver::wire::{RawConnection, nanos};
use crate::history::Reason;
use crate::labs::long_polling::reading::State;
use crate::labs::long_polling::record::{ClientVersion, PollKind, PollOperation, PollRole};
use crate::labs::long_polling::runner::{HeldPoll, Runner, Stuck};
use crate::labs::long_polling::state::LongPollState;
use crate::labs::long_polling::steps::{Poll, VersionChoice, Within};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::Instant;

/// How often holds are looked at that have to end.
pub(super) const LOOK: Duration = Duration::from_millis(50);
/// How long a poll is still waited for once enough of them did not come: long enough for one that is woken at once, so
/// that the next steps find the server at rest.
const HURRIED: Duration = Duration::from_millis(100);

impl Runner {
    pub(super) async fn poll(&mut self, poll: &Poll) -> Result<(), Stuck> {
        let (version, knows) = self.version(poll.version).await?;
        let pause = poll.spread.checked_div(poll.count).unwrap_or_default();
        let mut unsent = Vec::new();
        for _ in 0..poll.count {
            unsent.push(match poll {
                Poll { again: true, .. } => {
                    let (held, left) = self.start_loop(version.clone());
                    self.held.push(held);
                    left
                }
                Poll { browser: true, .. } => self.hold_in_browser(&version, knows),
                _ => {
                    let (held, left) = self.start(&version, knows);
                    self.held.push(held);
                    left
                }
            });
            // Connects are paced: a listen queue is short in many a framework.
            tokio::time::sleep(pause.max(Duration::from_micros(200))).await;
        }
        // Wait until every poll was sent, or a stalled machine would run the next step too early.
        let all_left = async {
            for one in unsent {
                let _ = one.await;
            }
        };
        let _ = tokio::time::timeout(self.context().late(), all_left).await;
        Ok(())
    }

    /// Clients that ask, and then read nothing.
    pub(super) async fn stick(&mut self, count: u32) -> Result<(), Stuck> {
        let (version, _) = self.version(VersionChoice::Current).await?;
        let bytes = self.context().encode(&self.state.api.poll(&version, ClientVersion::Current).request);
        for _ in 0..count {
            let caller = self.client(PollRole::Stuck);
            self.context().may_leave().await;
            let Ok(mut line) = RawConnection::connect_narrow(&*self.context().connector, self.context().clock).await
            else {
                return self.alive().await;
            };
            // One that could not even ask is no stuck client: the rule misses it.
            if line.send(&bytes).await.is_ok() {
                self.stuck.push((caller, version.clone(), line));
            }
        }
        Ok(())
    }

    /// Starts one poll.
    pub(super) fn hold(&mut self, version: &str, knows: ClientVersion) -> HeldPoll {
        self.start(version, knows).0
    }

    /// The same. The second of what it returns ends once the poll has left.
    fn start(&mut self, version: &str, knows: ClientVersion) -> (HeldPoll, oneshot::Receiver<()>) {
        let (close, closed) = oneshot::channel();
        let (unsent, left) = oneshot::channel();
        let (caller, state) = (self.client(PollRole::Waiter), self.state.clone());
        let ask = state.api.poll(version, knows);
        let task = tokio::spawn(async move {
            let operation = state.api.hold(&caller, ask, Some(unsent), closed).await;
            state.see_hold(&operation);
            operation
        });
        (HeldPoll { task, close, has: None }, left)
    }

    /// Starts a client that polls in a loop. The second of what it returns ends once its first poll has left.
    fn start_loop(&mut self, version: String) -> (HeldPoll, oneshot::Receiver<()>) {
        let (close, closed) = oneshot::channel();
        let (unsent, left) = oneshot::channel();
        let (caller, state, stop) = (self.client(PollRole::Looper), self.state.clone(), self.stop.clone());
        let has = Arc::new(Mutex::new(version));
        let got = has.clone();
        let task = tokio::spawn(async move { poll_again(&state, &caller, &got, unsent, closed, &stop).await });
        (HeldPoll { task, close, has: Some(has) }, left)
    }

    /// Waits until every poll of this scenario is answered, for so long at most; those left stay held.
    pub(super) async fn settle(&mut self, within: Within) {
        if self.held.iter().any(|held| held.has.is_some()) {
            return self.settle_loops().await;
        }
        let limit = match within {
            Within::Late if self.skip_waiting() => HURRIED,
            Within::Late => self.context().late(),
            Within::Hold => return self.wait_for_holds().await,
        };
        self.wait_for_held(limit).await;
    }

    /// Waits for holds to end by themselves. Where some hold has ended by now, its likes are not waited for any longer than
    /// can be explained.
    async fn wait_for_holds(&mut self) {
        let start = Instant::now();
        while self.held.iter().any(|held| !held.task.is_finished()) && Instant::now() < self.state.hold_over(start) {
            tokio::time::sleep(LOOK).await;
        }
        if self.held.iter().any(|held| !held.task.is_finished()) {
            self.state.is_endless.store(true, Ordering::Relaxed);
        }
        self.wait_for_held(Duration::ZERO).await;
    }

    pub(super) async fn wait_for_held(&mut self, limit: Duration) {
        let from = self.context().clock.now();
        let mut ended = Vec::new();
        let all = async {
            for held in &mut self.held {
                if let Ok(operation) = (&mut held.task).await {
                    learn_from(&self.state, &operation);
                    ended.push(operation);
                }
            }
        };
        let is_all = tokio::time::timeout(limit, all).await.is_ok();
        ended.iter().for_each(|operation| self.see_refusal(operation));
        if is_all {
            self.held.clear();
        } else {
            self.missed = true;
            if !self.is_quiet {
                self.context().waited_in_vain(from);
            }
            self.held.retain(|held| !held.task.is_finished());
        }
    }

    /// Loops have settled when each has the current version; then one more update releases them.
    pub(super) async fn settle_loops(&mut self) {
        let limit = self.context().late();
        if let Some(State { version, .. }) = self.state.current(&self.caller).await {
            let arrived = |held: &HeldPoll| {
                let has = held.has.as_ref().map(|has| has.lock().expect("no holder panics").clone());
                has.is_none_or(|has| has == version.token)
            };
            let from = self.context().clock.now();
            let deadline = from + nanos(limit);
            while !self.held.iter().all(arrived) && self.context().clock.now() < deadline {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            if !self.held.iter().all(arrived) {
                self.missed = true;
                self.context().waited_in_vain(from);
            }
        }
        self.stop.store(true, Ordering::Relaxed);
        self.release(if self.missed || self.skip_waiting() { HURRIED } else { limit }).await;
        self.stop = Arc::default();
    }

    /// Lets go of what is still held: an update wakes it, so that no forgotten poll eats a later wake-up.
    pub(super) async fn drain(&mut self) {
        for (caller, version, line) in std::mem::take(&mut self.stuck) {
            let ask = self.state.api.poll(&version, ClientVersion::Current);
            self.state.api.finish(&caller, ask, line.leave());
        }
        if self.held.is_empty() {
            return;
        }
        let starved = self.state.starved.load(Ordering::Relaxed) || std::mem::take(&mut self.unserved);
        let open = self.held.iter().any(|held| !held.task.is_finished());
        let wakes = !self.state.unwakeable.load(Ordering::Relaxed);
        if open && wakes && !starved && !self.is_quiet && !self.context().is_dead() {
            self.release(if self.skip_waiting() { HURRIED } else { Duration::from_secs(1) }).await;
        }
        let left = std::mem::take(&mut self.held);
        self.close(left, Reason::NoAnswer).await;
        if std::mem::take(&mut self.queued) {
            self.let_browser_through().await;
        }
        if starved {
            self.wait_for_service().await;
        }
    }

    /// Sends an update that no rule counts, and waits for the polls that it wakes.
    pub(super) async fn release(&mut self, limit: Duration) {
        let caller = self.caller.with(PollRole::Release.name(), 0);
        let before = self.held.len();
        let update = self.send_update(&caller, self.patience()).await;
        self.see_refusal(&update);
        self.wait_for_held(limit).await;
        // An update that was refused says nothing about those that wait.
        let is_refused = update.answer().is_some() && !update.succeeded();
        if before > 0 && self.held.len() == before && !is_refused {
            self.state.unwakeable.store(true, Ordering::Relaxed);
        }
    }

    pub(super) async fn close(&self, held: Vec<HeldPoll>, why: Reason) {
        for one in held {
            let _ = one.close.send(why.clone());
            if let Ok(operation) = one.task.await {
                learn_from(&self.state, &operation);
                self.see_refusal(&operation);
            }
        }
    }
}

/// A waiter's answer tells the current state too, unless an update has been sent since.
fn learn_from(state: &LongPollState, operation: &PollOperation) {
    if let Some(news) = operation.news().filter(|_| operation.kind == PollKind::Poll) {
        let mut cache = state.cache();
        if !cache.states.contains(news) {
            cache.see(news);
            // After one update this is its state; after several, only a read can tell whether it is the last.
            cache.unseen_updates = cache.unseen_updates.saturating_sub(1);
        }
    }
}

/// A client that polls again as soon as it is answered, with the version that it got.
async fn poll_again(
    state: &LongPollState,
    caller: &Caller,
    has: &Mutex<String>,
    unsent: oneshot::Sender<()>,
    mut close: oneshot::Receiver<Reason>,
    stop: &AtomicBool,
) -> PollOperation<'static> {
    let mut unsent = Some(unsent);
    loop {
        let (inner, closed) = oneshot::channel();
        let version = has.lock().expect("no holder panics").clone();
        let asking = state.api.hold(caller, state.api.poll(&version, ClientVersion::Last), unsent.take(), closed);
        tokio::pin!(asking);
        let (operation, ended) = tokio::select! {
            operation = &mut asking => (operation, false),
            why = &mut close => {
                let _ = inner.send(why.unwrap_or(Reason::NoAnswer));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::Context;
    use crate::driver::control::NoiseMeter;
    use crate::driver::recorder;
    use crate::driver::wire::{Clock, HttpClient, ScriptedConnector, Target};
    use crate::history::{Header, Tolerance};
    use crate::labs::long_polling::api::Api;
    use crate::labs::long_polling::contract::LongPolling;
    use crate::labs::long_polling::reading::{Version, VersionKind};
    use crate::labs::long_polling::state_cache::StateCache;

    /// A runner before a target that is slow to accept and answers nothing.
    fn runner(connecting: Duration) -> Runner {
        let script = ScriptedConnector::new(|_| (Duration::from_secs(3600), vec![])).connecting_in(connecting);
        let target = Target::of_test("http://127.0.0.1:9", ([127, 0, 0, 1], 9).into());
        let (tolerance, clock) = (Tolerance::default(), Clock::start());
        let recorder = recorder::start(Header::new(1, target.shown(), tolerance), None).unwrap();
        let http = HttpClient::new(target, clock).unwrap();
        let meter = NoiseMeter::default();
        let context = Context::new(Arc::new(script), http, clock, recorder, meter, tolerance, String::new());
        let api = Api { context: Arc::new(context), contract: LongPolling::default() };
        let state = LongPollState::new(api, StateCache::default(), None);
        let version = Version { token: "1".into(), kind: VersionKind::Integer };
        state.learn(&State { status: "En attente".into(), version });
        let caller = state.caller("while-held", 1);
        Runner::new(Arc::new(state), caller, 1, false)
    }

    async fn time_to_poll(connecting: Duration, again: bool) -> Duration {
        let mut runner = runner(connecting);
        let start = tokio::time::Instant::now();
        assert!(runner.poll(&Poll { count: 3, again, ..Poll::default() }).await.is_ok());
        start.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn the_step_is_over_once_its_polls_have_left() {
        let connecting = Duration::from_millis(300);
        for again in [false, true] {
            let took = time_to_poll(connecting, again).await;
            assert!(took >= connecting, "it took {took:?}");
            assert!(took < connecting * 2, "it took {took:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_cannot_leave_does_not_hold_the_others_up_for_ever() {
        let took = time_to_poll(Duration::from_secs(3600), false).await;
        assert!(took < Duration::from_secs(10), "it took {took:?}");
    }
}
