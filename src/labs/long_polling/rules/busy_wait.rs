use super::update_blocked::held_during;
use crate::checker::{Finding, Undecided};
use crate::history::{Nanos, Operation};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::record::{PollKind, PollOperation};
use crate::message::Message;
use std::cmp::Reverse;

/// A poll that waits leaves the processor alone.
///
/// The direct evidence is the processor time of the target's processes, over the whole run: time in which polls were
/// held and nothing else was under way, against time in which nothing was. It is theirs alone, so a busy neighbour
/// cannot add to it, and a collector of garbage or a compiler at work does not keep it up for all of that time. A
/// neighbour can hide it: a server that is ready all the time and finds no free processor is not said to rest. Where
/// it is not known (a target elsewhere, another system), reads with and without held polls are compared, by turns, so
/// that a load which comes and goes cannot fake it; that alone blames only what a client feels too, beyond the noise. The noise of the
/// control is no evidence: on a machine of many cores a spinning server makes none, on a busy one everything does.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("busy-wait-seen.{what}"));
    let rests = Rests::of(case);
    if rests.holding.len() >= ENOUGH {
        let (usual, least) = (part(&rests.holding, 2), part(&rests.holding, 10));
        // What it would have used, had a processor been free each time.
        let (wanted, always) = (part(&rests.wanting, 2), part(&rests.wanting, 10));
        let percent = |share: f64| (share * 100.0).round() as usize;
        let idle = rests.idle.iter().copied().fold(f64::INFINITY, f64::min);
        if wanted <= BUSY {
            return Finding::pass(id("pass").count("percent", percent(usual)));
        }
        if usual > BUSY && least > BUSY / 2.0 && idle < IDLE {
            let message = id("fail").count("percent", percent(usual)).count("idle", percent(idle));
            return Finding::fail(message.count("waiters", rests.fewest)).showing(rests.longest);
        }
        if always > BUSY / 2.0 && idle < IDLE {
            return Finding::unknown(
                Undecided::Noise,
                Message::new("unknown-processor").count("percent", percent(usual)).count("wanted", percent(wanted)),
            );
        }
    }
    let turns: Vec<_> = case.rounds().into_iter().filter_map(|round| turn(case, round)).collect();
    if turns.len() < case.at_least {
        return case.nothing();
    }
    let slow = |turn: &&Turn| turn.held > turn.free.saturating_mul(RATIO) && turn.held > turn.prompt;
    let last = &turns[turns.len() - 1];
    let times = |what: &str| id(what).count("turns", turns.len()).time("held", last.held).time("free", last.free);
    if turns.iter().all(|turn| slow(&turn)) {
        return Finding::fail(times("slow").count("waiters", last.waiters)).showing(last.reads.iter().copied());
    }
    Finding::pass(times("unslowed"))
}

/// Slices of time that a verdict needs.
const ENOUGH: usize = 10;
/// Half of one core: far more than any pause between two looks, however short, lets a server use.
const BUSY: f64 = 0.5;
const IDLE: f64 = 0.2;
/// So many times slower with a few waiters than without.
const RATIO: u64 = 20;

/// The parts of a core that the target used in each slice of time.
struct Rests<'a> {
    /// Polls were held, and nothing else was under way.
    holding: Vec<f64>,
    /// In those too: what it used, and what it would have, instead of waiting for a free processor.
    wanting: Vec<f64>,
    /// Nothing at all was under way.
    idle: Vec<f64>,
    /// The fewest polls that were held in a slice.
    fewest: usize,
    /// Of those polls, the one that was held longest.
    longest: Option<&'a PollOperation<'a>>,
}

impl<'a> Rests<'a> {
    fn of(case: &PollCase<'a>) -> Self {
        let mut rests = Self { holding: vec![], wanting: vec![], idle: vec![], fewest: usize::MAX, longest: None };
        let mut slices: Vec<_> = case.history.cpu.windows(2).collect();
        slices.sort_by_key(|pair| pair[0].at);
        let mut there = UnderWay::new(case.history.operations.iter().map(|o| &**o));
        let mut ours = UnderWay::new(case.all());
        for pair in slices {
            let (from, to) = (pair[0].at, pair[1].at);
            let worked = pair[1].cpu_time.checked_sub(pair[0].cpu_time);
            let Some(worked) = worked.filter(|_| pair[0].processes == pair[1].processes && to > from) else { continue };
            let share = worked as f64 / (to - from) as f64;
            let (there, ours) = (there.within(from, to), ours.within(from, to));
            if there.is_empty() {
                rests.idle.push(share);
            } else if there.len() == ours.len() && ours.iter().all(|o| held_through(o, from, to)) {
                let queued = pair[1].run_queue_time.saturating_sub(pair[0].run_queue_time);
                rests.holding.push(share);
                rests.wanting.push(share + queued as f64 / (to - from) as f64);
                rests.fewest = rests.fewest.min(ours.len());
                rests.longest = ours.iter().copied().chain(rests.longest).max_by_key(|o| o.done - o.started);
            }
        }
        rests.holding.sort_by(f64::total_cmp);
        rests.wanting.sort_by(f64::total_cmp);
        rests
    }
}

/// What is under way in slices of time that come in order: each operation is looked at only while it is.
struct UnderWay<T> {
    /// The last to start comes first.
    later: Vec<T>,
    now: Vec<T>,
}

impl<T: Copy + AsRef<Operation>> UnderWay<T> {
    fn new(all: impl Iterator<Item = T>) -> Self {
        let mut later: Vec<T> = all.collect();
        later.sort_by_key(|o| Reverse(o.as_ref().started));
        Self { later, now: vec![] }
    }

    /// Of a slice that begins no sooner than the one before.
    fn within(&mut self, from: Nanos, to: Nanos) -> &[T] {
        while let Some(o) = self.later.pop_if(|o| o.as_ref().started < to) {
            self.now.push(o);
        }
        self.now.retain(|o| o.as_ref().done > from);
        &self.now
    }
}

fn held_through(operation: &PollOperation, from: Nanos, to: Nanos) -> bool {
    operation.kind == PollKind::Poll && operation.sent.is_some_and(|sent| sent < from) && operation.done > to
}

/// The value that one in so many is below.
fn part(sorted: &[f64], one_in: usize) -> f64 {
    sorted[sorted.len() / one_in]
}

/// One round: how long reads took with nobody waiting, and then with a few.
struct Turn<'a> {
    free: Nanos,
    held: Nanos,
    /// What still is prompt in the noise of that moment.
    prompt: Nanos,
    waiters: usize,
    reads: Vec<&'a PollOperation<'a>>,
}

fn turn<'a>(case: &PollCase<'a>, round: u32) -> Option<Turn<'a>> {
    let reads = case.reads().filter(|o| o.round == round && o.answer().is_some());
    let (free, held): (Vec<_>, Vec<_>) = reads.partition(|o| held_during(case, o).is_empty());
    let waiters = held_during(case, held.first()?).len();
    let quickest = |reads: &[&PollOperation]| reads.iter().map(|o| o.came().saturating_sub(o.started)).min();
    let noise = held.iter().map(|o| case.limits.noise(o.started, o.came())).max().unwrap_or(0);
    let prompt = case.limits.prompt + noise;
    Some(Turn { free: quickest(&free)?, held: quickest(&held)?, prompt, waiters, reads: [free, held].concat() })
}
