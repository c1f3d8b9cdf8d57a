use crate::history::Nanos;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub const FORMAT: &str = "lab-load/1";

/// What `lab load` found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LoadReport {
    /// "lab-load/1".
    pub format: String,
    pub lab_version: String,
    pub target: String,
    /// "waves" or "ramp".
    pub mode: String,
    pub waiters: u64,
    /// False until the run has come to its end.
    pub complete: bool,
    /// "prompt", "slow", "unsure" or "unknown" (nothing was measured).
    pub verdict: String,
    /// With `--ramp`: the number of waiters at which the target stopped answering promptly, and the last that it bore.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stops_at: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bears: Option<u64>,
    /// Within this an answer is prompt, before the noise of its moment is added.
    pub prompt_limit_ms: f64,
    /// Where the noise passes this, nothing is concluded from a time.
    pub noise_bound_ms: f64,
    pub waves: Vec<WaveReport>,
    pub overall: Spreads,
}

/// One update, with its waiters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WaveReport {
    pub waiters: u64,
    pub woken: u64,
    /// No news and no error within 10 s.
    pub lost: u64,
    /// By kind: "refused", "cut", "not-http", or a status code.
    pub errors: BTreeMap<String, u64>,
    /// From the first connection until every poll was sent.
    pub setup_ms: f64,
    pub latency: Spreads,
    pub update: TripReport,
    pub read: TripReport,
    /// The largest delay that the control server saw: that of the machine and of ourselves.
    pub noise_ms: f64,
    pub harness: Option<UsedReport>,
    /// Where the processes that listen can be seen.
    pub target: Option<UsedReport>,
    /// "prompt", "slow" or "unsure".
    pub verdict: String,
    /// What was not prompt: "refused", "update", "read", "not-woken", "late".
    pub faults: Vec<String>,
}

/// The time from an update to the answers of its waiters, by the kernel's receive stamps where there are some, and by
/// our own clock.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spreads {
    pub kernel: Option<Spread>,
    pub ours: Option<Spread>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    pub count: u64,
    pub first_ms: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub last_ms: f64,
}

/// A request that was made while all waited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TripReport {
    /// "answered", "refused" or "no-answer".
    pub outcome: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub took_ms: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UsedReport {
    /// What came on top while all waited, for each of them.
    pub memory_bytes_per_waiter: f64,
    /// Processor time of the whole round, for each waiter.
    pub cpu_us_per_waiter: f64,
}

impl Spread {
    /// Of times in any order.
    pub fn of(mut times: Vec<Nanos>) -> Option<Self> {
        times.sort_unstable();
        let (first, last) = (*times.first()?, *times.last()?);
        // The least value that so many of a hundred do not pass.
        let part = |percent: usize| times[(times.len() * percent).div_ceil(100).max(1) - 1];
        let ms = |time: Nanos| (time as f64 / 1e3).round() / 1e3;
        Some(Self {
            count: times.len() as u64,
            first_ms: ms(first),
            p50_ms: ms(part(50)),
            p99_ms: ms(part(99)),
            last_ms: ms(last),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_hundred_are_values_that_were_seen() {
        let of = |times: Vec<u64>| Spread::of(times.into_iter().map(|ms| ms * 1_000_000).collect()).unwrap();
        let hundred = of((1..=100).rev().collect());
        assert_eq!((hundred.first_ms, hundred.p50_ms, hundred.p99_ms, hundred.last_ms), (1.0, 50.0, 99.0, 100.0));
        let three = of(vec![7, 3, 5]);
        assert_eq!((three.first_ms, three.p50_ms, three.p99_ms, three.last_ms), (3.0, 5.0, 7.0, 7.0));
        assert_eq!(of(vec![4]).p50_ms, 4.0);
        assert_eq!(Spread::of(vec![]), None);
    }
}
