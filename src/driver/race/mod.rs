//! Polls and an update that meet: the moment between 'is there news?' and 'wake me when there is'.
//!
//! Each round fires polls and one update on connections made beforehand. [`aim`] says when each leaves, and learns
//! from what came of it.

mod aim;

use super::stage::Stage;
use super::wire::{Exchange, Line, nanos};
use super::world::{Who, World};
use crate::history::{Kind, Knows, Lost, Nanos, Operation};
use crate::scenario::Race;
use aim::Aim;
use rand::SeedableRng;
use rand::rngs::StdRng;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// Lost polls that are evidence enough: each costs the time it is waited for.
const ENOUGH: usize = 3;

/// A race on a busy machine.
const LONGEST: Duration = Duration::from_secs(5);

pub async fn drive(stage: &mut Stage, step: &Race) -> Option<()> {
    let mut random = StdRng::seed_from_u64(stage.seed);
    let mut aim = Aim::new(signed(nanos(step.spread)));
    let start = Instant::now();
    let (mut lost, mut round) = (0, 0);
    // A busy machine leaves fewer rounds, and spreads their polls: it gets more time.
    let during = |world: &World| if world.is_noisy() { step.during.max(LONGEST) } else { step.during };
    while lost < ENOUGH && start.elapsed() < during(&stage.world) {
        let state = stage.world.current(&stage.who).await?;
        stage.who.round += 1;
        let pollers = step.pollers.min(stage.world.crowd.load(Ordering::Relaxed));
        let offsets = aim.offsets(round, pollers as usize, &mut random);
        let operations = one_round(stage, &offsets, &state.version.token).await?;
        if let Some(seen) = seen(&operations) {
            aim.learn(&seen);
        }
        lost += operations.iter().filter(|o| o.kind == Kind::Poll && o.was_open()).count();
        round += 1;
    }
    Some(())
}

/// What a round shows of the moment at which its update took effect.
fn seen(operations: &[Operation]) -> Option<aim::Round> {
    let update = operations.iter().find(|o| o.kind == Kind::Update)?;
    // Counted from before each was handed to the system: a machine with few cores may run the target first, and us
    // only then.
    let zero = update.started;
    let offset = |at: Nanos| signed(at) - signed(zero);
    let polls = operations.iter().filter(|o| o.kind == Kind::Poll && o.news().is_some());
    let polls: Vec<_> = polls.map(|o| (offset(o.started), offset(o.came()))).collect();
    let answered = update.succeeded().then(|| offset(update.came()));
    let effect = polls.iter().map(|(_, answered)| *answered).chain(answered).min()?;
    Some(aim::Round { polls, effect })
}

fn signed(time: Nanos) -> aim::Offset {
    aim::Offset::try_from(time).unwrap_or(aim::Offset::MAX)
}

/// A request that leaves at its time.
struct Shot {
    at: Duration,
    line: Line,
    bytes: Vec<u8>,
    what: What,
}

enum What {
    Poll(Who),
    Update(Who, String),
}

/// One update, and a poll at each of these offsets from it.
async fn one_round(stage: &mut Stage, offsets: &[aim::Offset], version: &str) -> Option<Vec<Operation>> {
    let world = stage.world.clone();
    let status = world.next_status();
    let first = offsets.iter().min().copied().unwrap_or(0).min(0);
    let at = |offset: aim::Offset| Duration::from_millis(1) + Duration::from_nanos(offset.abs_diff(first));
    let poll = world.poll_request(version).for_edge(&*world.edge);
    let mut shots = Vec::with_capacity(offsets.len() + 1);
    for offset in offsets {
        let line = connect(&world).await.ok()?;
        shots.push(Shot { at: at(*offset), line, bytes: poll.clone(), what: What::Poll(stage.actor("racer")) });
    }
    let update = world.update_request(&status).for_edge(&*world.edge);
    let line = connect(&world).await.ok()?;
    shots.push(Shot { at: at(0), line, bytes: update, what: What::Update(stage.actor("updater"), status) });
    shots.sort_by_key(|shot| shot.at);
    let shots = tokio::task::spawn_blocking(move || fire(shots)).await.ok()?;
    world.moved();
    Some(collect(&world, shots, version, world.late()).await)
}

async fn connect(world: &World) -> Result<Line, Exchange> {
    Line::connect(&*world.edge, world.clock).await
}

/// Sends each request at its time, on a thread of its own: timers of the runtime tick at a millisecond.
fn fire(mut shots: Vec<Shot>) -> Vec<(Shot, bool)> {
    let start = Instant::now();
    let mut fired = Vec::with_capacity(shots.len());
    for mut shot in shots.drain(..) {
        let early = shot.at.saturating_sub(start.elapsed());
        if early > Duration::from_micros(300) {
            std::thread::sleep(early - Duration::from_micros(200));
        }
        while start.elapsed() < shot.at {
            std::hint::spin_loop();
        }
        let whole = shot.line.fire(&shot.bytes);
        fired.push((shot, whole));
    }
    fired
}

async fn collect(world: &Arc<World>, shots: Vec<(Shot, bool)>, version: &str, patience: Duration) -> Vec<Operation> {
    let mut tasks = Vec::new();
    for (mut shot, whole) in shots {
        let world = world.clone();
        let version = version.to_owned();
        let (close, closed) = oneshot::channel::<Lost>();
        let task = tokio::spawn(async move {
            if !whole {
                // The system took less than all of it: rare, and no fault of the target's.
                let _ = shot.line.send(&shot.bytes).await;
            }
            let exchange = shot.line.receive(closed).await;
            match shot.what {
                What::Poll(who) => world.finish(&who, Kind::Poll, world.poll_ask(&version, Knows::Current), exchange),
                What::Update(who, status) => world.finish(&who, Kind::Update, world.update_ask(&status), exchange),
            }
        });
        tasks.push((task, close));
    }
    let deadline = world.clock.now() + nanos(patience);
    let mut operations = Vec::new();
    for (mut task, close) in tasks {
        let left = Duration::from_nanos(deadline.saturating_sub(world.clock.now()));
        let done = match tokio::time::timeout(left, &mut task).await {
            Ok(done) => done,
            Err(_) => {
                let _ = close.send(Lost::NoAnswer);
                task.await
            }
        };
        operations.extend(done);
    }
    operations
}
