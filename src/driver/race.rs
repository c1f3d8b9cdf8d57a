//! Polls and an update that meet: the moment between 'is there news?' and 'wake me when there is'.
//!
//! Each round fires many polls and one update on connections made beforehand, the polls spread around the update.
//! The spread changes from round to round, from the scenario's widest down to about a round trip: wide enough to hit
//! a gap of milliseconds, dense enough to hit one of microseconds.

use super::stage::Stage;
use super::wire::{Exchange, Line, nanos};
use super::world::{Who, World};
use crate::history::{Kind, Knows, Lost, Operation};
use crate::scenario::Race;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// Lost polls that are evidence enough: each costs the time it is waited for.
const ENOUGH: u32 = 3;

pub async fn drive(stage: &mut Stage, step: &Race) -> Option<()> {
    let mut random = StdRng::seed_from_u64(stage.seed);
    let end = Instant::now() + step.during;
    let mut lost = 0;
    let mut round = 0u32;
    while lost < ENOUGH && Instant::now() < end {
        let state = stage.world.current(&stage.who).await?;
        stage.who.round += 1;
        let spread = spread(step.spread, stage.world.known.lock().expect("no holder panics").round_trip(), round);
        let operations = one_round(stage, step.pollers, spread, &state.version.token, &mut random).await?;
        lost += u32::try_from(operations.iter().filter(|o| o.kind == Kind::Poll && o.was_open()).count()).ok()?;
        round += 1;
    }
    Some(())
}

/// From wide to narrow and back: the widest, a quarter of it, then steps down to half a round trip.
fn spread(widest: Duration, round_trip: Duration, round: u32) -> Duration {
    let narrowest = (round_trip / 2).max(Duration::from_micros(50));
    match round % 5 {
        0 => widest,
        1 => widest / 4,
        2 => (widest / 20).max(narrowest),
        3 => narrowest * 4,
        _ => narrowest,
    }
    .min(widest)
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

async fn one_round(
    stage: &mut Stage,
    pollers: u32,
    spread: Duration,
    version: &str,
    random: &mut StdRng,
) -> Option<Vec<Operation>> {
    let world = stage.world.clone();
    let status = world.next_status();
    let middle = spread + Duration::from_millis(1);
    let mut shots = Vec::new();
    let poll = world.poll_request(version).for_edge(&*world.edge);
    for _ in 0..pollers {
        let offset = random.random_range(0.0..2.0);
        let at = Duration::from_millis(1) + spread.mul_f64(offset);
        let line = connect(&world).await.ok()?;
        shots.push(Shot { at, line, bytes: poll.clone(), what: What::Poll(stage.actor("racer")) });
    }
    let update = world.update_request(&status).for_edge(&*world.edge);
    let line = connect(&world).await.ok()?;
    shots.push(Shot { at: middle, line, bytes: update, what: What::Update(stage.actor("updater"), status) });
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
