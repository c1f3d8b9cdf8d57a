//! How much processor time a calm server has used by some moment, and what is read of it.

use super::choices::{MS, Toil};
use super::world::World;
use lab::history::{Effort, Nanos};

/// From one reading to the next.
const EVERY: Nanos = 100 * MS;
/// The clocks of processes tick.
const TICK: Nanos = 10 * MS;

/// What is read of the processes of a server, from the start of a run to its end. Nothing is while the machine stands
/// still.
pub fn readings(world: &World, toil: &Toil, service_us: u64) -> Vec<Effort> {
    let mut ended: Vec<_> = world.history.operations.iter().map(|o| o.done).collect();
    ended.sort_unstable();
    let mut efforts: Vec<Effort> = Vec::new();
    let mut at = world.awake(EVERY);
    while at < world.now {
        let answered = ended.partition_point(|done| *done <= at) as u64;
        let all = |time: Nanos| time * toil.percent / 100 + bursts(toil, time);
        // A worker that is replaced takes its time along, and another may be there beside it for a while.
        let (worked, life) = match toil.recycled_ms * MS {
            0 => (all(at) + answered * service_us * 250, 0),
            every => (all(at) - all(at / every * every), at / every),
        };
        let processes = toil.processes + u32::from(life % 3 == 1);
        let last = efforts.last().map_or(0, |effort| effort.at);
        let waits = || world.waits.iter().filter(|(end, _)| (last..at).contains(end)).map(|(_, length)| *length);
        let queued = efforts.last().map_or(0, |effort| effort.queued) + waits().sum::<Nanos>();
        let waited = waits().max().unwrap_or(0);
        efforts.push(Effort { at, worked: worked / TICK * TICK, queued, waited, processes });
        at = world.awake(at + EVERY);
    }
    efforts
}

/// The time that bursts have taken until then, over all cores.
fn bursts(toil: &Toil, until: Nanos) -> Nanos {
    let period: Nanos = toil.bursts.iter().map(|(after, length)| (after + length) * MS).sum();
    if period == 0 {
        return 0;
    }
    let whole: Nanos = toil.bursts.iter().map(|(_, length)| length * MS).sum();
    let (mut left, mut worked) = (until % period, until / period * whole);
    for (after, length) in &toil.bursts {
        left = left.saturating_sub(after * MS);
        worked += left.min(length * MS);
        left = left.saturating_sub(length * MS);
    }
    worked * toil.cores
}
