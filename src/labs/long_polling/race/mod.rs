//! Polls and an update that meet: the moment between 'is there news?' and 'wake me when there is' (a lost wake-up: a
//! check-then-wait race).
//!
//! Each round sends polls and one update on connections made beforehand. [`schedule`] says when each leaves, and learns
//! from what came of it; or the moment is given. When polls were lost, [`shrink`] looks for the smallest
//! race that loses one again.

mod schedule;
mod shrink;

use super::api::{Api, Ask};
use super::notes;
use super::offsets::{Offset, Offsets};
use super::record::{ClientVersion, ID, PollKind, PollOperation, PollRole};
use super::runner::{ENOUGH as SILENT, Runner};
use super::small_race::{SmallRace, Tally};
use super::steps::{Race, VersionChoice};
use crate::driver::wire::{Exchange, RawConnection, nanos};
use crate::driver::{Caller, Context};
use crate::history::{Event, Nanos, Reason, SKIPPED_LIMITED};
use rand::SeedableRng;
use rand::rngs::StdRng;
use schedule::SendSchedule;
use shrink::Play;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// Lost polls that are evidence enough: each costs the time it is waited for.
const ENOUGH: usize = 3;

/// A race on a busy machine.
const LONGEST: Duration = Duration::from_secs(5);

/// Polls of one race are shrunk for so long, and waited for so much shorter: what is lost for good was shown before.
const SHRINKING: Duration = Duration::from_secs(4);
const SOON: Duration = Duration::from_millis(100);
/// How long an update takes is seen in so many rounds.
const CALM: u32 = 3;

pub async fn drive(runner: &mut Runner, step: &Race) -> Option<()> {
    let mut random = StdRng::seed_from_u64(runner.seed);
    let mut schedule = SendSchedule::new(signed(nanos(step.spread)));
    let start = Instant::now();
    // A server that wakes nobody loses each poll: that is no race.
    let wakes = runner.state.silent.load(Ordering::Relaxed) < SILENT;
    let (mut lost, mut rounds) = (Vec::new(), Tally::default());
    let most = step.rounds.unwrap_or(u32::MAX);
    // A busy machine leaves fewer rounds, and spreads their polls: it gets more time.
    let during = |context: &Context| if context.is_noisy() { step.during.max(LONGEST) } else { step.during };
    while lost.len() < ENOUGH && rounds.played < most && start.elapsed() < during(runner.context()) {
        let pollers = step.pollers.min(runner.state.crowd.load(Ordering::Relaxed));
        // With the updates, and the read after them.
        if !runner.context().has_room_for(pollers as usize + 3).await {
            runner.context().note(&runner.caller, Event::Skipped(SKIPPED_LIMITED));
            return None;
        }
        let offsets = match step.offset {
            Some(offset) => offset.draw(pollers, &mut random),
            None => schedule.offsets(rounds.played, pollers as usize, &mut random),
        };
        // Versions of a clock that follow each other so quickly can be the same.
        if step.offset.is_none() && schedule::is_flurry(rounds.played) && !runner.state.has_clocks() {
            update_before(runner).await;
        }
        let patience = runner.context().late();
        let operations = one_round(runner, &offsets, [PollRole::Racer, PollRole::Updater], patience).await?;
        if let Some(seen) = seen(&operations) {
            schedule.learn(&seen);
        }
        let before = lost.len();
        lost.extend(lost_in(&operations));
        rounds.add(lost.len() > before);
    }
    if step.offset.is_none() && wakes {
        shrink(runner, step.pollers, rounds, lost, random).await;
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

/// When those left that had no answer.
fn lost_in(operations: &[PollOperation]) -> Vec<Offset> {
    let Some(update) = operations.iter().find(|o| o.kind == PollKind::Update) else { return vec![] };
    let lost = operations.iter().filter(|o| o.kind == PollKind::Poll && o.was_open());
    lost.map(|o| signed(o.started) - signed(update.started)).collect()
}

/// Looks for the smallest race that loses a poll again, and notes it.
async fn shrink(runner: &mut Runner, pollers: u32, rounds: Tally, lost: Vec<Offset>, random: StdRng) {
    let Some(crowded) = shrink::region(lost) else { return };
    let mut again = Again { runner, start: Instant::now(), random };
    // Alone, a poll is taken up sooner than among many; once the update is answered, it is always too late to be lost.
    let mut answered = Offset::MAX;
    for _ in 0..CALM {
        let Some(round) = again.round(&[0]).await else { return };
        let updates = round.iter().filter(|o| o.kind == PollKind::Update);
        answered = updates.map(|o| signed(o.came()) - signed(o.started)).fold(answered, Offset::min);
    }
    let sooner = 2 * signed(nanos(again.runner.context().round_trip()));
    let whole = Offsets { from: crowded.from - sooner, to: crowded.to.max(answered) };
    let smallest = shrink::smallest(pollers, whole, &mut again).await;
    let race = smallest.unwrap_or_else(|| SmallRace::as_it_was(pollers, rounds));
    let detail = serde_json::to_value(race).expect("a race is plain data");
    runner.context().note(&runner.caller, Event::Lab { lab: ID, what: notes::SHRUNK, detail });
}

/// The same target, raced again for some time, without much patience.
struct Again<'a> {
    runner: &'a mut Runner,
    start: Instant,
    random: StdRng,
}

impl Again<'_> {
    async fn round(&mut self, offsets: &[Offset]) -> Option<Vec<PollOperation<'static>>> {
        let context = self.runner.context();
        if self.start.elapsed() > SHRINKING || context.hindrance(false).is_some() {
            return None;
        }
        let patience = SOON + context.round_trip() * 20 + context.meter.recent(context.clock.now());
        one_round(self.runner, offsets, [PollRole::Shrinker; 2], patience).await
    }
}

impl Play for Again<'_> {
    async fn play(&mut self, pollers: u32, offsets: Offsets) -> Option<Vec<Offset>> {
        let offsets = offsets.draw(pollers, &mut self.random);
        self.round(&offsets).await.map(|operations| lost_in(&operations))
    }
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

fn signed(time: Nanos) -> Offset {
    Offset::try_from(time).unwrap_or(Offset::MAX)
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
    offsets: &[Offset],
    [racer, updater]: [PollRole; 2],
    patience: Duration,
) -> Option<Vec<PollOperation<'static>>> {
    let (version, _) = runner.version(VersionChoice::Current).await.ok()?;
    runner.caller.round += 1;
    let state = runner.state.clone();
    let first = offsets.iter().min().copied().unwrap_or(0).min(0);
    let at = |offset: Offset| Duration::from_millis(1) + Duration::from_nanos(offset.abs_diff(first));
    let update = state.api.update(&state.next_status());
    let mut requests = Vec::with_capacity(offsets.len() + 1);
    for offset in offsets {
        let ask = state.api.poll(&version, ClientVersion::Current);
        requests.push(prepare(&state.api, at(*offset), runner.client(racer), ask).await.ok()?);
    }
    requests.push(prepare(&state.api, at(0), runner.client(updater), update).await.ok()?);
    requests.sort_by_key(|request| request.at);
    let sent = tokio::task::spawn_blocking(move || send_at_their_times(requests)).await.ok()?;
    state.changed();
    Some(collect(&state.api, sent, patience).await)
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
