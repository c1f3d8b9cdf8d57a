//! Polls and an update that meet: the moment between 'is there news?' and 'wake me when there is' (a lost wake-up: a
//! check-then-wait race).
//!
//! Each round sends polls and one update on connections made beforehand. [`schedule`] says when each leaves, and learns
//! from what came of it.

mod schedule;

use super::api::{Api, Ask};
use super::record::{ClientVersion, PollKind, PollOperation, PollRole};
use super::runner::Runner;
use super::steps::{Race, VersionChoice};
use crate::driver::wire::{Exchange, RawConnection, nanos};
use crate::driver::{Caller, Context};
use crate::history::{Event, Nanos, Reason, SKIPPED_LIMITED};
use rand::SeedableRng;
use rand::rngs::StdRng;
use schedule::SendSchedule;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// Lost polls that are evidence enough: each costs the time it is waited for.
const ENOUGH: usize = 3;

/// A race on a busy machine.
const LONGEST: Duration = Duration::from_secs(5);

pub async fn drive(runner: &mut Runner, step: &Race) -> Option<()> {
    let mut random = StdRng::seed_from_u64(runner.seed);
    let mut schedule = SendSchedule::new(signed(nanos(step.spread)));
    let start = Instant::now();
    let (mut lost, mut round) = (0, 0);
    // A busy machine leaves fewer rounds, and spreads their polls: it gets more time.
    let during = |context: &Context| if context.is_noisy() { step.during.max(LONGEST) } else { step.during };
    while lost < ENOUGH && start.elapsed() < during(runner.context()) {
        // Versions of a clock that follow each other so quickly can be the same.
        if schedule::is_flurry(round) && !runner.state.has_clocks() {
            update_before(runner).await;
        }
        let (version, _) = runner.version(VersionChoice::Current).await.ok()?;
        runner.caller.round += 1;
        let pollers = step.pollers.min(runner.state.crowd.load(Ordering::Relaxed));
        // With the update, and the read after it.
        if !runner.context().has_room_for(pollers as usize + 2).await {
            runner.context().note(&runner.caller, Event::Skipped(SKIPPED_LIMITED));
            return None;
        }
        let offsets = schedule.offsets(round, pollers as usize, &mut random);
        let operations = one_round(runner, &offsets, &version).await?;
        if let Some(seen) = seen(&operations) {
            schedule.learn(&seen);
        }
        lost += operations.iter().filter(|o| o.kind == PollKind::Poll && o.was_open()).count();
        round += 1;
    }
    Some(())
}

/// An update right before a round, in a round of its own: nobody waits for it.
async fn update_before(runner: &mut Runner) {
    runner.caller.round += 1;
    let (caller, state) = (runner.client(PollRole::Updater), runner.state.clone());
    let update = state.api.update(&state.next_status());
    let operation = state.api.send_alone(&caller, update, runner.context().late()).await;
    state.updated(&operation);
}

/// What a round shows of the moment at which its update took effect.
fn seen(operations: &[PollOperation]) -> Option<schedule::RaceRound> {
    let update = operations.iter().find(|o| o.kind == PollKind::Update)?;
    // Counted from before each was handed to the system: a machine with few cores may run the target first, and us
    // only then.
    let zero = update.started;
    let offset = |at: Nanos| signed(at) - signed(zero);
    let polls = operations.iter().filter(|o| o.kind == PollKind::Poll && o.news().is_some());
    let polls: Vec<_> = polls.map(|o| (offset(o.started), offset(o.came()))).collect();
    let answered = update.succeeded().then(|| offset(update.came()));
    let effect = polls.iter().map(|(_, answered)| *answered).chain(answered).min()?;
    Some(schedule::RaceRound { polls, effect })
}

fn signed(time: Nanos) -> schedule::Offset {
    schedule::Offset::try_from(time).unwrap_or(schedule::Offset::MAX)
}

/// A request that leaves at its time.
struct TimedRequest {
    at: Duration,
    line: RawConnection,
    bytes: Vec<u8>,
    caller: Caller,
    ask: Ask,
}

/// One update, and a poll at each of these offsets from it.
async fn one_round(
    runner: &mut Runner,
    offsets: &[schedule::Offset],
    version: &str,
) -> Option<Vec<PollOperation<'static>>> {
    let state = runner.state.clone();
    let first = offsets.iter().min().copied().unwrap_or(0).min(0);
    let at = |offset: schedule::Offset| Duration::from_millis(1) + Duration::from_nanos(offset.abs_diff(first));
    let update = state.api.update(&state.next_status());
    let mut requests = Vec::with_capacity(offsets.len() + 1);
    for offset in offsets {
        let ask = state.api.poll(version, ClientVersion::Current);
        requests.push(prepare(&state.api, at(*offset), runner.client(PollRole::Racer), ask).await.ok()?);
    }
    requests.push(prepare(&state.api, at(0), runner.client(PollRole::Updater), update).await.ok()?);
    requests.sort_by_key(|request| request.at);
    let sent = tokio::task::spawn_blocking(move || send_at_their_times(requests)).await.ok()?;
    state.changed();
    Some(collect(&state.api, sent, runner.context().late()).await)
}

/// Connects, for a request that is sent later.
async fn prepare(api: &Api, at: Duration, caller: Caller, ask: Ask) -> Result<TimedRequest, Exchange> {
    api.context.may_leave().await;
    let line = RawConnection::connect(&*api.context.connector, api.context.clock).await?;
    Ok(TimedRequest { at, line, bytes: api.context.encode(&ask.request), caller, ask })
}

/// Sends each request at its time, on a thread of its own: timers of the runtime tick at a millisecond. Tells of each
/// whether the system took all of it.
fn send_at_their_times(requests: Vec<TimedRequest>) -> Vec<(TimedRequest, bool)> {
    let start = Instant::now();
    let mut sent = Vec::with_capacity(requests.len());
    for mut request in requests {
        let early = request.at.saturating_sub(start.elapsed());
        if early > Duration::from_micros(300) {
            std::thread::sleep(early - Duration::from_micros(200));
        }
        while start.elapsed() < request.at {
            std::hint::spin_loop();
        }
        let whole = request.line.fire(&request.bytes);
        sent.push((request, whole));
    }
    sent
}

async fn collect(api: &Api, sent: Vec<(TimedRequest, bool)>, patience: Duration) -> Vec<PollOperation<'static>> {
    let mut tasks = Vec::new();
    for (mut request, whole) in sent {
        let api = api.clone();
        let (close, closed) = oneshot::channel::<Reason>();
        let task = tokio::spawn(async move {
            if !whole {
                // The system took less than all of it: rare, and no fault of the target's.
                let _ = request.line.send(&request.bytes).await;
            }
            let exchange = request.line.receive(closed).await;
            // It would come too late for this race.
            let exchange = api.context.taken(&request.caller, &request.ask.request, exchange)?;
            Some(api.finish(&request.caller, request.ask, exchange))
        });
        tasks.push((task, close));
    }
    let deadline = api.context.in_time(patience);
    let mut operations = Vec::new();
    for (mut task, close) in tasks {
        let left = Duration::from_nanos(deadline.saturating_sub(api.context.clock.now()));
        let done = match tokio::time::timeout(left, &mut task).await {
            Ok(done) => done,
            Err(_) => {
                let _ = close.send(Reason::NoAnswer);
                task.await
            }
        };
        operations.extend(done.ok().flatten());
    }
    operations
}
