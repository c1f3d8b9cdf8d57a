//! How much CPU time a calm server has used by some moment, and what is read of it.

use super::choices::{MS, Toil};
use super::world::World;
use lab::history::{CpuSample, Nanos};

/// From one reading to the next.
const EVERY: Nanos = 100 * MS;
/// The clocks of processes tick.
const TICK: Nanos = 10 * MS;

/// What is read of the processes of a server, from the start of a run to its end. Nothing is while the machine stands
/// still.
pub fn samples(world: &World, toil: &Toil, service_us: u64) -> Vec<CpuSample> {
    let mut ended: Vec<_> = world.history.operations.iter().map(|o| o.done).collect();
    ended.sort_unstable();
    let mut samples: Vec<CpuSample> = Vec::new();
    let mut at = world.awake(EVERY);
    while at < world.now {
        let answered = ended.partition_point(|done| *done <= at) as u64;
        let all = |time: Nanos| time * toil.percent / 100 + bursts(toil, time);
        // A worker that is replaced takes its time along, and another may be there beside it for a while.
        let (used, life) = match toil.recycled_ms * MS {
            0 => (all(at) + answered * service_us * 250, 0),
            every => (all(at) - all(at / every * every), at / every),
        };
        let processes = toil.processes + u32::from(life % 3 == 1);
        let last = samples.last().map_or(0, |sample| sample.at);
        let waits = || world.waits.iter().filter(|(end, _)| (last..at).contains(end)).map(|(_, length)| *length);
        let run_queue_time = samples.last().map_or(0, |sample| sample.run_queue_time) + waits().sum::<Nanos>();
        let longest_wait = waits().max().unwrap_or(0);
        samples.push(CpuSample { at, cpu_time: used / TICK * TICK, run_queue_time, longest_wait, own: 0, processes });
        at = world.awake(at + EVERY);
    }
    samples
}

/// The time that bursts have taken until then, over all cores.
fn bursts(toil: &Toil, until: Nanos) -> Nanos {
    let period: Nanos = toil.bursts.iter().map(|(after, length)| (after + length) * MS).sum();
    if period == 0 {
        return 0;
    }
    let whole: Nanos = toil.bursts.iter().map(|(_, length)| length * MS).sum();
    let (mut left, mut used) = (until % period, until / period * whole);
    for (after, length) in &toil.bursts {
        left = left.saturating_sub(after * MS);
        used += left.min(length * MS);
        left = left.saturating_sub(length * MS);
    }
    used * toil.cores
}
