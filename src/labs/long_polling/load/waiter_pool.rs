//! Many waiters on one target, and the update that wakes them all.

use super::waiter::{PoolState, wait};
pub use super::waiting::{IsUpdate, PoolPlan, WaiterOutcome, WaiterResult};
use crate::driver::wire::{Exchange, RawConnection};
use crate::history::{Nanos, Reason};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// An update, and the results of the waiters.
#[derive(Debug)]
pub struct LoadRound {
    pub update: Exchange,
    /// In no order.
    pub waited: Vec<WaiterResult>,
}

/// Waiters that wait. They all leave when this value is dropped.
pub struct WaiterPool {
    plan: PoolPlan,
    tasks: Vec<JoinHandle<WaiterResult>>,
    /// From the first connection to the last poll sent.
    pub setup: Nanos,
}

impl Drop for WaiterPool {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// How many waiters start together: timers tick only once in a millisecond.
const TOGETHER: usize = 16;
/// The most waiters that connect at the same time: fewer than the shortest queue of a server has places (Flask: 128).
const CONNECTING: usize = 64;
/// How much longer than their pace all connections may take, and how much longer the last of them.
pub const STRAGGLERS: Duration = Duration::from_secs(5);

async fn wait_until(mut is: impl FnMut() -> bool, end: Instant) {
    while !is() && Instant::now() < end {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

impl WaiterPool {
    pub async fn open(plan: PoolPlan) -> Self {
        let (shared, pace) = (Arc::new(PoolState::new(&plan)), plan.pace);
        let started = plan.clock.now();
        let mut crowd = Self { tasks: Vec::with_capacity(plan.waiters), plan, setup: 0 };
        let begin = Instant::now();
        let due = |number: usize| begin + pace * u32::try_from(number).unwrap_or(u32::MAX);
        let paced = due(crowd.plan.waiters);
        for number in 0..crowd.plan.waiters {
            if number % TOGETHER == 0 {
                // Waiters that are not connected yet are in the target's queue, or were dropped because it is full.
                let few = || number - shared.begun.load(Ordering::Relaxed) <= CONNECTING;
                wait_until(few, paced + STRAGGLERS).await;
                tokio::time::sleep_until(due(number)).await;
            }
            crowd.tasks.push(tokio::spawn(wait(shared.clone(), number)));
        }
        let all = || shared.begun.load(Ordering::Relaxed) >= crowd.plan.waiters;
        wait_until(all, Instant::now() + STRAGGLERS).await;
        crowd.setup = crowd.plan.clock.now() - started;
        tokio::time::sleep(crowd.plan.settle).await;
        crowd
    }

    /// Sends the update, and waits until every waiter has its answer, or patience ends. If the update cannot connect,
    /// nothing is told of the waiters.
    pub async fn update(mut self, update: &[u8]) -> LoadRound {
        let PoolPlan { clock, patience, .. } = self.plan;
        let mut line = match RawConnection::connect(&*self.plan.connectors[0], clock).await {
            Ok(line) => line,
            Err(update) => return LoadRound { update, waited: vec![] },
        };
        let deadline = Instant::now() + patience;
        if !line.fire(update) {
            // The system did not take all of it: rare, and no fault of the target. A failure shows in the answer.
            let _ = line.send(update).await;
        }
        let (close, closed) = oneshot::channel();
        let mut updating = tokio::spawn(line.receive(closed));
        // It looks now and then: being woken by each waiter would take the processor from those that still wait.
        let mut ended = 0;
        let all = || {
            ended += self.tasks[ended..].iter().take_while(|task| task.is_finished()).count();
            ended == self.tasks.len()
        };
        wait_until(all, deadline).await;
        let mut waited = Vec::with_capacity(self.tasks.len());
        for task in &mut self.tasks {
            waited.push(match tokio::time::timeout_at(deadline, &mut *task).await {
                Ok(Ok(came)) => came,
                Ok(Err(fault)) => std::panic::resume_unwind(fault.into_panic()),
                Err(_) => WaiterResult::nothing(clock.now()),
            });
        }
        let answered = match tokio::time::timeout_at(deadline, &mut updating).await {
            Ok(answered) => answered,
            Err(_) => {
                let _ = close.send(Reason::NoAnswer);
                updating.await
            }
        };
        let update = answered.unwrap_or_else(|fault| std::panic::resume_unwind(fault.into_panic()));
        LoadRound { update, waited }
    }
}

/// Opens the waiters, sends the update once all of them wait, and collects their answers.
pub async fn wait_all(plan: PoolPlan, update: &[u8]) -> LoadRound {
    WaiterPool::open(plan).await.update(update).await
}

impl LoadRound {
    /// The moment from which a waiter's answer was due: then both the update and its poll were on their way.
    pub fn due(&self, waiter: &WaiterResult) -> Nanos {
        self.update.started.max(waiter.sent.unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::wire::{Clock, ScriptedConnector};
    use std::sync::atomic::AtomicUsize;

    const NEWS: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnews";
    const NONE: &[u8] = b"HTTP/1.1 204 No Content\r\n\r\n";

    fn plan(script: ScriptedConnector) -> PoolPlan {
        PoolPlan {
            connectors: vec![Arc::new(script)],
            clock: Clock::start(),
            poll: b"GET /poll HTTP/1.1\r\n\r\n"[..].into(),
            waiters: 8,
            pace: Duration::ZERO,
            settle: Duration::from_millis(10),
            patience: Duration::from_secs(30),
            news: Arc::new(|response| response.code == 200),
            keep: 2,
        }
    }

    async fn came(polled: impl Fn(usize) -> (Duration, Vec<u8>) + Send + Sync + 'static) -> (Vec<WaiterResult>, usize) {
        let polls = Arc::new(AtomicUsize::new(0));
        let counted = polls.clone();
        let script = ScriptedConnector::new(move |line| match line {
            "POST /update HTTP/1.1" => (Duration::from_millis(1), NEWS.to_vec()),
            _ => polled(counted.fetch_add(1, Ordering::Relaxed)),
        });
        let wave = wait_all(plan(script), b"POST /update HTTP/1.1\r\n\r\n").await;
        assert!(matches!(&wave.update.end, crate::driver::wire::ExchangeEnd::Answered(_)));
        assert_eq!(wave.waited.len(), 8);
        (wave.waited, polls.load(Ordering::Relaxed))
    }

    #[tokio::test(start_paused = true)]
    async fn everybody_is_woken_and_the_body_is_bounded() {
        let (waited, polls) = came(|_| (Duration::from_secs(1), NEWS.to_vec())).await;
        assert!(waited.iter().all(|one| one.came == WaiterOutcome::Update && one.body == b"ne" && one.sent.is_some()));
        assert_eq!(polls, 8);
    }

    #[tokio::test(start_paused = true)]
    async fn who_hears_nothing_new_polls_again() {
        let (waited, polls) = came(|n| (Duration::from_secs(1), if n < 8 { NONE } else { NEWS }.to_vec())).await;
        assert!(waited.iter().all(|one| one.came == WaiterOutcome::Update));
        assert_eq!(polls, 16);
    }

    #[tokio::test(start_paused = true)]
    async fn each_end_has_its_name() {
        let (waited, _) = came(|n| match n {
            0 => (Duration::from_secs(3600), vec![]),
            1 => (Duration::ZERO, b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n".to_vec()),
            2 => (Duration::ZERO, vec![]),
            3 => (Duration::ZERO, b"SSH-2.0\r\n".to_vec()),
            _ => (Duration::from_secs(1), NEWS.to_vec()),
        })
        .await;
        let mut came: Vec<_> =
            waited.iter().map(|one| one.came).filter(|came| *came != WaiterOutcome::Update).collect();
        came.sort();
        assert_eq!(
            came,
            [WaiterOutcome::Nothing, WaiterOutcome::Code(503), WaiterOutcome::Cut, WaiterOutcome::NotHttp]
        );
    }
}
