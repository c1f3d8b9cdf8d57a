//! The polls that a scenario holds: started, waited for, let go of.

use super::{Stage, Stuck};
use crate::driver::wire::{Line, nanos};
use crate::driver::world::{Who, World};
use crate::history::{Kind, Knows, Lost, Operation, State};
use crate::scenario::{Known, Poll, Within};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// How long a poll is still waited for once enough of them did not come: long enough for one that is woken at once, so
/// that the next steps find the server at rest.
const HURRIED: Duration = Duration::from_millis(100);

/// A poll on its way, or a client that polls in a loop.
pub(super) struct Held {
    pub task: JoinHandle<Operation>,
    pub close: oneshot::Sender<Lost>,
    /// For a client in a loop: the version that it has got so far.
    pub has: Option<Arc<Mutex<String>>>,
}

impl Stage {
    pub(super) async fn poll(&mut self, poll: &Poll) -> Result<(), Stuck> {
        let (version, knows) = self.version(poll.version).await?;
        let pause = poll.spread.checked_div(poll.count).unwrap_or_default();
        let mut unsent = Vec::new();
        for _ in 0..poll.count {
            let who = self.actor(if poll.again { "loop" } else { "waiter" });
            unsent.push(self.hold(who, version.clone(), knows, poll.again));
            // Connects are paced: a listen queue is short in many a framework.
            tokio::time::sleep(pause.max(Duration::from_micros(200))).await;
        }
        // What the next step shows, it shows of so many: where the machine stands still, a pause ends before the last
        // of them has left.
        let all_left = async {
            for one in unsent {
                let _ = one.await;
            }
        };
        let _ = tokio::time::timeout(self.world.late(), all_left).await;
        Ok(())
    }

    /// Clients that ask, and then read nothing.
    pub(super) async fn stick(&mut self, count: u32) -> Result<(), Stuck> {
        let (version, knows) = self.version(Known::Current).await?;
        let request = self.world.poll_request(&version).for_edge(&*self.world.edge);
        for _ in 0..count {
            let who = self.actor("stuck");
            let Ok(mut line) = Line::connect_narrow(&*self.world.edge, self.world.clock).await else {
                return self.alive().await;
            };
            // One that could not even ask is no stuck client: the rule misses it.
            if line.send(&request).await.is_ok() {
                self.stuck.push((who, self.world.poll_ask(&version, knows), line));
            }
        }
        Ok(())
    }

    /// Starts one poll, or a client that polls in a loop. What it returns ends once the first of them has left.
    fn hold(&mut self, who: Who, version: String, knows: Knows, repeats: bool) -> oneshot::Receiver<()> {
        let (close, closed) = oneshot::channel();
        let (unsent, left) = oneshot::channel();
        let world = self.world.clone();
        if repeats {
            let has = Arc::new(Mutex::new(version));
            let (stop, known) = (self.stop.clone(), has.clone());
            let task =
                tokio::spawn(async move { poll_again_and_again(&world, &who, &known, unsent, closed, &stop).await });
            self.held.push(Held { task, close, has: Some(has) });
        } else {
            let task = tokio::spawn(async move {
                let request = world.poll_request(&version);
                world.poll_on_line(&who, world.poll_ask(&version, knows), &request, Some(unsent), closed).await
            });
            self.held.push(Held { task, close, has: None });
        }
        left
    }

    /// Waits until every poll of this scenario is answered, for so long at most; those left stay held.
    pub async fn settle(&mut self, within: Within) {
        if self.held.iter().any(|held| held.has.is_some()) {
            return self.settle_loops().await;
        }
        let limit = match within {
            Within::Late if self.hurried() => HURRIED,
            Within::Late => self.world.late(),
            Within::Hold => self.world.contract.hold.max + self.world.late(),
        };
        self.wait_for_held(limit).await;
    }

    pub(super) async fn wait_for_held(&mut self, limit: Duration) {
        let all = async {
            for held in &mut self.held {
                if let Ok(operation) = (&mut held.task).await {
                    learn_from(&self.world, &operation);
                }
            }
        };
        if tokio::time::timeout(limit, all).await.is_ok() {
            self.held.clear();
        } else {
            self.missed = true;
            self.held.retain(|held| !held.task.is_finished());
        }
    }

    /// Loops have settled when each has the current version; then one more update releases them.
    pub(super) async fn settle_loops(&mut self) {
        let limit = self.world.late();
        if let Some(State { version, .. }) = self.world.current(&self.who).await {
            let arrived = |held: &Held| {
                let has = held.has.as_ref().map(|has| has.lock().expect("no holder panics").clone());
                has.is_none_or(|has| has == version.token)
            };
            let deadline = self.world.clock.now() + nanos(limit);
            while !self.held.iter().all(arrived) && self.world.clock.now() < deadline {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            self.missed |= !self.held.iter().all(arrived);
        }
        self.stop.store(true, Ordering::Relaxed);
        self.release(if self.missed || self.hurried() { HURRIED } else { limit }).await;
        self.stop = Arc::default();
    }

    /// Lets go of what is still held: an update wakes it, so that no forgotten poll eats a later wake-up.
    pub(super) async fn drain(&mut self) {
        for (who, ask, line) in std::mem::take(&mut self.stuck) {
            self.world.finish(&who, Kind::Poll, ask, line.leave());
        }
        if self.held.is_empty() {
            return;
        }
        let starved = self.world.starved.load(Ordering::Relaxed) || std::mem::take(&mut self.unserved);
        let open = self.held.iter().any(|held| !held.task.is_finished());
        let wakes = !self.world.unwakeable.load(Ordering::Relaxed);
        if open && wakes && !starved && !self.quiet && !self.world.dead.load(Ordering::Relaxed) {
            self.release(if self.hurried() { HURRIED } else { Duration::from_secs(1) }).await;
        }
        let left = std::mem::take(&mut self.held);
        self.close(left, Lost::NoAnswer).await;
        if starved {
            self.wait_for_service().await;
        }
    }

    /// Sends an update that no rule counts, and waits for the polls that it wakes.
    pub(super) async fn release(&mut self, limit: Duration) {
        let who = Who { actor: "release".into(), ..self.who.clone() };
        let before = self.held.len();
        let _ = self.send_update(who, self.patience()).await;
        self.wait_for_held(limit).await;
        if before > 0 && self.held.len() == before {
            self.world.unwakeable.store(true, Ordering::Relaxed);
        }
    }

    pub(super) async fn close(&self, held: Vec<Held>, why: Lost) {
        for one in held {
            let _ = one.close.send(why.clone());
            if let Ok(operation) = one.task.await {
                learn_from(&self.world, &operation);
            }
        }
    }

    /// A server that was busy with our polls works off the ones that we left; nothing else means anything before.
    pub(super) async fn wait_for_service(&self) {
        let who = Who { actor: "patience".into(), ..self.who.clone() };
        let deadline = self.world.clock.now() + nanos(self.world.contract.hold.max * 2);
        while self.world.clock.now() < deadline {
            let version = self.world.known.lock().expect("no holder panics").old().map(|s| s.version.token.clone());
            let version = version.unwrap_or_else(|| self.world.contract.poll.first.clone());
            let operation = self.world.read(&who, &version, Knows::Old, self.world.late()).await;
            if !operation.was_open() {
                return;
            }
        }
    }
}

/// A waiter's answer tells the current state too, unless an update has been sent since.
fn learn_from(world: &World, operation: &Operation) {
    if let Some(state) = operation.news().filter(|_| operation.kind == Kind::Poll) {
        let mut known = world.known.lock().expect("no holder panics");
        if !known.states.contains(state) {
            known.see(state);
            // After one update this is its state; after several, only a read can tell whether it is the last.
            known.moves = known.moves.saturating_sub(1);
        }
    }
}

async fn poll_again_and_again(
    world: &World,
    who: &Who,
    has: &Mutex<String>,
    unsent: oneshot::Sender<()>,
    mut close: oneshot::Receiver<Lost>,
    stop: &AtomicBool,
) -> Operation {
    let mut unsent = Some(unsent);
    loop {
        let (inner, closed) = oneshot::channel();
        let version = has.lock().expect("no holder panics").clone();
        let request = world.poll_request(&version);
        let ask = world.poll_ask(&version, Knows::Last);
        let asking = world.poll_on_line(who, ask, &request, unsent.take(), closed);
        tokio::pin!(asking);
        let (operation, ended) = tokio::select! {
            operation = &mut asking => (operation, false),
            why = &mut close => {
                let _ = inner.send(why.unwrap_or(Lost::NoAnswer));
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
    use crate::driver::control::Meter;
    use crate::driver::discover::Probe;
    use crate::driver::recorder;
    use crate::driver::wire::{Clock, Script, Target};
    use crate::history::{Header, Tolerance, Version, VersionKind};
    use crate::scenario::Scenario;

    const SCENARIO: &str = include_str!("../../../scenarios/long-polling/06-while-held.toml");

    /// A stage before a target that is slow to accept and answers nothing.
    fn stage(connecting: Duration) -> Stage {
        let script = Script::new(|_| (Duration::from_secs(3600), vec![])).connecting_in(connecting);
        let target = Target { url: "http://127.0.0.1:9".parse().unwrap(), address: ([127, 0, 0, 1], 9).into() };
        let tolerance = Tolerance::default();
        let recorder = recorder::start(Header::new(1, target.shown(), tolerance), None).unwrap();
        let probe = Probe::new(&target, Arc::new(script), Clock::start(), recorder, Meter::default(), tolerance);
        let world = probe.unwrap().world();
        let version = Version { token: "1".into(), kind: VersionKind::Integer };
        world.learn(&State { status: "En attente".into(), version });
        let scenario: Scenario = toml::from_str(SCENARIO).unwrap();
        Stage::new(Arc::new(world), &scenario, 1, 1)
    }

    async fn time_to_poll(connecting: Duration, again: bool) -> Duration {
        let mut stage = stage(connecting);
        let start = tokio::time::Instant::now();
        assert!(stage.poll(&Poll { count: 3, again, ..Poll::default() }).await.is_ok());
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
