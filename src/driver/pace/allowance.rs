//! How many requests a target takes in how long, as far as its refusals tell.
//!
//! A limiter counts requests in a window of time: a fixed one that begins anew, one that slides, a bucket that fills again.
//! Whoever sends no more than it counts in any such window is refused by none of them. How long the window is nobody
//! says; but when it is over, or one more request fits into it, is told (`Retry-After`), or is found out by asking again.

use crate::history::Nanos;
use std::collections::VecDeque;

/// No more than so many requests in any time so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    pub requests: usize,
    pub window: Nanos,
}

const SECOND: Nanos = 1_000_000_000;
/// Windows that people choose.
const WINDOWS: [Nanos; 9] =
    [SECOND, 2 * SECOND, 3 * SECOND, 5 * SECOND, 10 * SECOND, 15 * SECOND, 20 * SECOND, 30 * SECOND, 60 * SECOND];
/// A request takes a while to be there, and not always as long.
const MARGIN: Nanos = SECOND / 4;
/// So far back it is known what was taken and what was refused.
const KNOWN: Nanos = 2 * WINDOWS[WINDOWS.len() - 1];
/// Where the target does not say when, it is asked again after so long; and where it says "at once", after that.
const AGAIN: Nanos = SECOND;
const SOONEST: Nanos = SECOND / 4;
/// Of what was taken before the first refusal, fewer than these tell nothing.
const FEWEST: usize = 5;
/// So much more than it was refused at may have been taken in a window of this length: first where requests arrive as
/// they leave, but for a little; then where windows begin anew, for the end of one and the start of the next.
const EXPLAINED: [f64; 2] = [1.1, 2.2];
/// What is refused though it left no faster than at the pace that was learned makes that slower, by this at least.
const SLOWER: f64 = 0.9;
/// So long is waited for it at most, at once and in all.
const LONGEST: Nanos = 30 * SECOND;
const IN_ALL: Nanos = 60 * SECOND;

#[derive(Debug, Default)]
pub struct Allowance {
    /// When those left that were not refused, the latest last.
    left: VecDeque<Nanos>,
    /// When those left that were refused, and when that was known.
    refused: VecDeque<(Nanos, Nanos)>,
    /// When room was kept for those that will leave soon.
    booked: VecDeque<Nanos>,
    limit: Option<Limit>,
    stop: Option<Stop>,
    /// The window is no shorter: for so long it refused everything, or said that it will.
    shortest: Nanos,
    /// How long all stops took that are over.
    stopped: Nanos,
    /// Nothing more is waited for.
    is_closed: bool,
    has_taken: bool,
    refusals: u32,
}

/// Nobody asks for a while.
#[derive(Debug, Clone, Copy)]
struct Stop {
    since: Nanos,
    until: Nanos,
    /// What was known of the limit before.
    before: Option<Limit>,
}

impl Allowance {
    /// How long it is until so many may leave; 0 if they may now.
    pub fn wait(&self, now: Nanos, requests: usize) -> Nanos {
        if self.is_closed {
            return 0;
        }
        let until = self.stop.map_or(0, |stop| stop.until.saturating_sub(now));
        let Some(limit) = self.limit else { return until };
        let mut used: Vec<Nanos> = self.left.iter().chain(&self.booked).copied().collect();
        used.retain(|at| at + limit.window > now);
        let too_many = (used.len() + requests).saturating_sub(limit.requests).min(used.len());
        used.sort_unstable();
        let free = too_many.checked_sub(1).map_or(0, |last| (used[last] + limit.window).saturating_sub(now));
        until.max(free)
    }

    /// Whether one may leave though others have to wait: room was kept for it.
    pub fn has_booked(&self, now: Nanos) -> bool {
        let window = self.limit.map_or(0, |limit| limit.window);
        self.stop.is_none() && self.booked.back().is_some_and(|at| at + window > now)
    }

    /// Keeps room for so many.
    pub fn book(&mut self, now: Nanos, requests: usize) {
        self.booked.clear();
        self.booked.extend(std::iter::repeat_n(now, requests));
    }

    /// One leaves.
    pub fn leave(&mut self, now: Nanos) {
        self.booked.pop_front();
        self.left.push_back(now);
        while self.left.front().is_some_and(|at| at + KNOWN < now) {
            self.left.pop_front();
        }
    }

    /// One that had left then was answered, and not for want of patience. Tells what is known of the limit, if that ended a
    /// stop.
    pub fn taken(&mut self, left: Nanos, now: Nanos) -> Option<Limit> {
        self.has_taken = true;
        let stop = self.stop.filter(|stop| left > stop.since)?;
        self.stop = None;
        self.stopped += now.saturating_sub(stop.since);
        self.limit
    }

    /// One that had left then was refused: it may be sent again after so long, if the target said that. Tells whether that
    /// is waited for; there is so much time left for it.
    pub fn refused(&mut self, left: Nanos, now: Nanos, told: Option<Nanos>, rest: Nanos) -> bool {
        self.refusals += 1;
        if let Some(place) = self.left.iter().rposition(|at| *at <= left) {
            self.left.remove(place);
        }
        if self.is_closed {
            return false;
        }
        let until = now + told.map_or(AGAIN, |told| told.max(SOONEST));
        let stop = match self.stop {
            // It had left before the others were stopped.
            Some(stop) if left <= stop.since => Stop { until: stop.until.max(until), ..stop },
            Some(stop) => Stop { until, ..stop },
            None => Stop { since: now, until, before: self.limit },
        };
        let time = stop.until - stop.since;
        if time > LONGEST || self.stopped + time > IN_ALL || until - now > rest {
            self.is_closed = true;
            return false;
        }
        // Times are told in whole seconds: it may be almost one less.
        let wished = told.map_or(0, |told| told.saturating_sub(SECOND * 3 / 4));
        self.shortest = self.shortest.max(left.saturating_sub(stop.since) + wished);
        self.refused.push_back((left, now));
        while self.refused.front().is_some_and(|(left, _)| left + KNOWN / 2 < now) {
            self.refused.pop_front();
        }
        self.limit = self.estimate(stop.before).or(stop.before);
        self.stop = Some(stop);
        true
    }

    /// The fastest limit that explains both what was refused and what was taken, a little slower for safety; slower than
    /// what was known before. None if that tells nothing yet.
    fn estimate(&self, before: Option<Limit>) -> Option<Limit> {
        let windows = WINDOWS.into_iter().filter(|window| *window + window / 20 >= self.shortest);
        let seen: Vec<(Limit, f64)> = windows.filter_map(|window| self.at(window)).collect();
        let explained = |most: f64| {
            let all = seen.iter().filter(move |(_, excess)| *excess <= most).map(|(limit, _)| *limit);
            all.reduce(|best, next| if next.rate() > best.rate() { next } else { best })
        };
        let nearest = || seen.iter().min_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(limit, _)| *limit);
        let best = EXPLAINED.into_iter().find_map(explained).or_else(nearest);
        let Limit { requests, window } = best.unwrap_or(Limit { requests: 1, window: LONGEST });
        // Only the first stop, and hardly anything was taken before it.
        if self.stopped == 0 && requests < FEWEST {
            return None;
        }
        let window = window + MARGIN;
        let taken = requests as f64 * 0.95;
        let no_more = before.map_or(taken, |before| before.rate() * SLOWER * window as f64);
        Some(Limit { requests: (taken.min(no_more) as usize).max(1), window })
    }

    /// The least that was taken in a window of this length before a refusal, and how many times that was taken in one
    /// at most. None if something was refused after a whole window without a request: the limit's window is longer.
    fn at(&self, window: Nanos) -> Option<(Limit, f64)> {
        let before = |(left, known): &(Nanos, Nanos)| {
            self.left.iter().filter(|at| **at + window > *left && *at <= known).count()
        };
        let requests = self.refused.iter().map(before).min().filter(|least| *least > 0)?;
        let until = |(first, from): (usize, &Nanos)| self.left.partition_point(|at| *at < from + window) - first;
        let most = self.left.iter().enumerate().map(until).max().unwrap_or(0);
        Some((Limit { requests, window }, most as f64 / requests as f64))
    }

    pub fn limit(&self) -> Option<Limit> {
        self.limit
    }

    /// It was refused, and it is not waited until that is over.
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Everything that was answered was refused.
    pub fn refuses_all(&self) -> bool {
        self.refusals > 0 && !self.has_taken
    }

    pub fn refusals(&self) -> u32 {
        self.refusals
    }
}

impl Limit {
    fn rate(&self) -> f64 {
        self.requests as f64 / self.window as f64
    }

    /// How long so many requests take at this pace.
    pub fn time_for(&self, requests: usize) -> Nanos {
        (requests as f64 / self.rate()) as Nanos
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Nanos = 1_000_000;

    /// A limiter: whether it takes a request at this moment; if not, when it may come again.
    trait Limiter {
        fn asks(&mut self, now: Nanos) -> Result<(), Nanos>;
    }

    /// So many in a window that begins with the first request in it; those refused count too.
    struct Fixed(usize, Nanos, Nanos, usize);
    /// So many in any time so long.
    struct Sliding(usize, Nanos, Vec<Nanos>);
    /// So many at once, and one more after each such time.
    struct Bucket(usize, Nanos, f64, Nanos);

    /// None.
    struct Never;

    impl Limiter for Never {
        fn asks(&mut self, _: Nanos) -> Result<(), Nanos> {
            Err(SECOND)
        }
    }

    impl Limiter for Fixed {
        fn asks(&mut self, now: Nanos) -> Result<(), Nanos> {
            let Self(most, window, begun, count) = self;
            if *count == 0 || now >= *begun + *window {
                (*begun, *count) = (now, 0);
            }
            *count += 1;
            if count <= most { Ok(()) } else { Err(*begun + *window - now) }
        }
    }

    impl Limiter for Sliding {
        fn asks(&mut self, now: Nanos) -> Result<(), Nanos> {
            let Self(most, window, taken) = self;
            taken.retain(|at| *at + *window > now);
            if taken.len() < *most {
                taken.push(now);
                return Ok(());
            }
            Err(taken[0] + *window - now)
        }
    }

    impl Limiter for Bucket {
        fn asks(&mut self, now: Nanos) -> Result<(), Nanos> {
            let Self(most, each, tokens, last) = self;
            *tokens = (*tokens + (now - *last) as f64 / *each as f64).min(*most as f64);
            *last = now;
            if *tokens < 1.0 {
                return Err(((1.0 - *tokens) * *each as f64) as Nanos + 1);
            }
            *tokens -= 1.0;
            Ok(())
        }
    }

    /// Asks so many times, one after another and each 30 ms after the last one if it may, the first 40 more slowly if that is
    /// so; tells how many were refused, how long it took in all, and whether all were taken in the end. Waits are told in
    /// whole seconds, or not at all.
    fn plays(limiter: &mut dyn Limiter, requests: usize, tells: bool, starts_slowly: bool) -> (u32, Nanos, bool) {
        let (mut allowance, mut now) = (Allowance::default(), 0);
        for place in 0..requests {
            let pause = if starts_slowly && place < 40 { 270 * MS } else { 30 * MS };
            loop {
                now += allowance.wait(now, 1) + pause;
                allowance.leave(now);
                match limiter.asks(now) {
                    Ok(()) => {
                        allowance.taken(now, now + MS);
                        break;
                    }
                    Err(wait) => {
                        let told = tells.then(|| wait.div_ceil(SECOND) * SECOND);
                        if !allowance.refused(now, now + MS, told, Nanos::MAX) {
                            return (allowance.refusals(), now, false);
                        }
                    }
                }
            }
        }
        (allowance.refusals(), now, true)
    }

    #[test]
    fn a_pace_is_found_that_is_refused_no_more_and_is_not_much_slower_than_it_must_be() {
        for (tells, starts_slowly) in [(true, false), (false, false), (true, true), (false, true)] {
            let limiters: [(&str, Box<dyn Limiter>); 8] = [
                ("fixed", Box::new(Fixed(30, 10 * SECOND, 0, 0))),
                ("fixed, fast", Box::new(Fixed(20, SECOND, 0, 0))),
                ("fixed, of three", Box::new(Fixed(60, 3 * SECOND, 0, 0))),
                ("sliding, of three", Box::new(Sliding(60, 3 * SECOND, vec![]))),
                ("sliding", Box::new(Sliding(30, 10 * SECOND, vec![]))),
                ("sliding, fast", Box::new(Sliding(20, SECOND, vec![]))),
                ("bucket", Box::new(Bucket(30, SECOND / 3, 30.0, 0))),
                ("bucket, small", Box::new(Bucket(5, SECOND / 5, 5.0, 0))),
            ];
            for (name, mut limiter) in limiters {
                let (refused, time, is_whole) = plays(&mut *limiter, 300, tells, starts_slowly);
                let least = match name {
                    "fixed, fast" | "sliding, fast" | "fixed, of three" | "sliding, of three" => 15 * SECOND,
                    "bucket, small" => 59 * SECOND,
                    _ => 90 * SECOND,
                };
                let time = if starts_slowly { time - 40 * 240 * MS } else { time };
                assert!(is_whole, "{name}, {tells}, {starts_slowly}");
                // What came slowly tells less of the limit: it is found out by asking.
                let most = if tells { 6 } else { 14 } + if starts_slowly { 3 } else { 0 };
                assert!(refused <= most, "{name}, {tells}, {starts_slowly}: {refused} were refused");
                assert!(time < least * 2, "{name}, {tells}, {starts_slowly}: {} s", time / SECOND);
            }
        }
    }

    #[test]
    fn nobody_leaves_before_the_time_that_was_asked_for_and_then_one_after_another() {
        let mut allowance = Allowance::default();
        (0..8).for_each(|at| allowance.leave(at * MS));
        assert_eq!(allowance.wait(9 * MS, 9), 0);
        assert!(allowance.refused(7 * MS, 9 * MS, Some(2 * SECOND), Nanos::MAX));
        let wait = allowance.wait(9 * MS, 1);
        assert!((2 * SECOND..2 * SECOND + MARGIN).contains(&wait), "{wait}");
        allowance.leave(9 * MS + wait);
        assert!(allowance.wait(9 * MS + wait, 1) > 0, "the next one waits for its own turn");
    }

    #[test]
    fn one_refusal_at_the_start_is_waited_for_and_tells_nothing() {
        let mut allowance = Allowance::default();
        allowance.leave(MS);
        assert!(allowance.refused(MS, 2 * MS, Some(0), Nanos::MAX));
        assert_eq!((allowance.limit(), allowance.wait(2 * MS, 1)), (None, SOONEST));
        allowance.leave(SECOND);
        assert_eq!(allowance.taken(SECOND, SECOND + MS), None);
        assert_eq!(allowance.wait(SECOND + MS, 500), 0);
    }

    #[test]
    fn room_that_was_kept_is_there_and_no_one_elses() {
        let limit = Limit { requests: 10, window: 10 * SECOND };
        let mut allowance = Allowance { limit: Some(limit), ..Allowance::default() };
        (0..3).for_each(|_| allowance.leave(SECOND));
        assert_eq!(allowance.wait(2 * SECOND, 7), 0);
        assert_eq!(allowance.wait(2 * SECOND, 8), 9 * SECOND);
        allowance.book(2 * SECOND, 7);
        assert!(allowance.wait(3 * SECOND, 1) > 0 && allowance.has_booked(3 * SECOND));
        (0..7).for_each(|_| allowance.leave(3 * SECOND));
        assert!(!allowance.has_booked(3 * SECOND));
        assert_eq!(allowance.wait(4 * SECOND, 1), 7 * SECOND);
    }

    #[test]
    fn what_takes_too_long_is_not_waited_for() {
        let refused = |told, rest| {
            let mut allowance = Allowance::default();
            allowance.leave(0);
            (allowance.refused(0, MS, Some(told), rest), allowance.is_closed(), allowance.wait(2 * MS, 100))
        };
        assert_eq!(refused(31 * SECOND, Nanos::MAX), (false, true, 0));
        assert_eq!(refused(8 * SECOND, 7 * SECOND), (false, true, 0));
        assert!(refused(8 * SECOND, 9 * SECOND).0);
        // One that takes nothing ever: asked again for as long as that, and no longer.
        let (count, time, is_whole) = plays(&mut Never, 1, false, false);
        assert!(!is_whole && time <= LONGEST + SECOND && count <= 32, "{count} in {} s", time / SECOND);
    }

    #[test]
    fn a_target_that_took_one_does_not_refuse_all() {
        let mut allowance = Allowance::default();
        assert!(!allowance.refuses_all());
        allowance.leave(0);
        allowance.refused(0, MS, None, Nanos::MAX);
        assert!(allowance.refuses_all());
        allowance.taken(SECOND, SECOND);
        assert!(!allowance.refuses_all());
    }
}
