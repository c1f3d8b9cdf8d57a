//! How long the threads of a target were ready and found no free processor, from one look to the next.
//!
//! The kernel books such a wait when it ends, as `run_delay` of `schedstat`. On some (Linux 6.18) the figure of a thread
//! that sleeps may jump by seconds. So a wait is believed only if there was time for it: since the thread was last seen
//! asleep, or since it last ran.

use crate::history::Nanos;
use std::collections::BTreeMap;

/// A thread as it is found at some moment.
#[derive(Debug, Clone, Copy)]
pub struct ThreadLook {
    /// Before it was looked at, and after.
    pub from: Nanos,
    pub to: Nanos,
    /// For how long it has run, and waited for a processor, since it began.
    pub ran: Nanos,
    pub queued: Nanos,
    /// It runs, or would if there were a processor.
    pub is_runnable: bool,
}

/// What was seen of the threads so far, by their ids.
#[derive(Debug, Default)]
pub struct RunQueue {
    threads: BTreeMap<i32, (ThreadLook, Nanos)>,
    /// When the last look began; none before the first.
    last: Option<Nanos>,
}

/// What happened since the look before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waits {
    /// The longest wait of one thread, and all waits of all.
    pub longest: Nanos,
    pub all: Nanos,
    /// For how long all of them ran.
    pub ran: Nanos,
}

impl RunQueue {
    /// Takes a look at all threads, which began at `at`.
    pub fn look(&mut self, at: Nanos, now: BTreeMap<i32, ThreadLook>) -> Waits {
        let before = std::mem::take(&mut self.threads);
        let mut waits = Waits::default();
        for (id, look) in now {
            // One that was not there has begun since; at the first look, nothing is known of what was before.
            let born = ThreadLook { ran: 0, queued: 0, ..look };
            let known = before.get(&id).copied();
            let (last, mut awake_since) = match (known, self.last) {
                (Some(known), _) => known,
                (None, Some(last)) => (ThreadLook { from: last, ..born }, last),
                (None, None) => (look, look.from),
            };
            let (ran, queued) = (look.ran.saturating_sub(last.ran), look.queued.saturating_sub(last.queued));
            if queued <= look.to.saturating_sub(awake_since) {
                waits.longest = waits.longest.max(queued);
                waits.all += queued;
            }
            waits.ran += ran;
            if !look.is_runnable {
                awake_since = look.from;
            } else if ran > 0 || queued > 0 {
                // It had a processor since the last look: if it waits again, it does so since then.
                awake_since = awake_since.max(last.from);
            }
            self.threads.insert(id, (look, awake_since));
        }
        self.last = Some(at);
        waits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Nanos = 1_000_000;

    /// Looks at one thread, each so many milliseconds after the start: what it ran, what it waited, whether it is
    /// runnable. Tells the longest wait of each look.
    fn waits(looks: &[(Nanos, Nanos, Nanos, bool)]) -> Vec<Nanos> {
        let mut queue = RunQueue::default();
        let look = |&(at, ran, queued, is_runnable): &(Nanos, Nanos, Nanos, bool)| {
            let (from, to, ran, queued) = (at * MS, at * MS + MS, ran * MS, queued * MS);
            queue.look(from, [(7, ThreadLook { from, to, ran, queued, is_runnable })].into()).longest / MS
        };
        looks.iter().map(look).collect()
    }

    #[test]
    fn a_wait_that_fits_between_two_looks_is_one() {
        assert_eq!(waits(&[(0, 50, 900, false), (100, 60, 990, false)]), [0, 90]);
        assert_eq!(waits(&[(0, 50, 900, false), (100, 60, 1001, false)]), [0, 101]);
    }

    #[test]
    fn a_jump_of_a_thread_that_slept_is_none() {
        assert_eq!(waits(&[(0, 50, 0, false), (100, 50, 30_488, false), (200, 51, 30_490, false)]), [0, 0, 2]);
        assert_eq!(waits(&[(0, 50, 0, false), (100, 51, 102, false)]), [0, 0], "a little more than there was time for");
    }

    #[test]
    fn a_long_wait_is_believed_if_the_thread_was_seen_to_wait() {
        let looks = [(0, 50, 0, false), (100, 50, 0, true), (200, 50, 0, true), (300, 51, 280, false)];
        assert_eq!(waits(&looks), [0, 0, 0, 280]);
        let asleep_between = [(0, 50, 0, false), (100, 50, 0, true), (200, 50, 0, false), (300, 51, 280, false)];
        assert_eq!(waits(&asleep_between), [0, 0, 0, 0]);
    }

    #[test]
    fn who_has_run_since_has_not_waited_all_the_time() {
        let looks = [(0, 50, 0, true), (100, 90, 60, true), (200, 95, 300, true)];
        assert_eq!(waits(&looks), [0, 60, 0]);
        assert_eq!(waits(&[(0, 50, 0, true), (100, 90, 60, true), (200, 95, 261, true)]), [0, 60, 201]);
    }

    #[test]
    fn a_thread_that_is_new_has_waited_since_the_last_look_at_most() {
        let one = |at: Nanos, id, queued| {
            let look = ThreadLook { from: at * MS, to: at * MS, ran: 5 * MS, queued: queued * MS, is_runnable: false };
            [(id, look)].into()
        };
        let mut queue = RunQueue::default();
        assert_eq!(queue.look(0, one(0, 1, 900)), Waits::default(), "of what was before nothing is known");
        assert_eq!(queue.look(100 * MS, one(100, 2, 30)), Waits { longest: 30 * MS, all: 30 * MS, ran: 5 * MS });
        assert_eq!(queue.look(200 * MS, one(200, 3, 30_000)), Waits { longest: 0, all: 0, ran: 5 * MS });
    }
}
