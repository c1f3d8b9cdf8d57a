use serde::{Deserialize, Serialize};

/// The limits of time that verdicts use, the same everywhere. Milliseconds, and multiples of the median round trip
/// of an immediate answer; the larger of the two counts, and none passes half of the target's hold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tolerance {
    /// Within this, an answer is prompt: full points.
    pub prompt_ms: f64,
    pub prompt_round_trips: f64,
    /// Within this, it is late: half of the points. Beyond, it is lost.
    pub late_ms: f64,
    pub late_round_trips: f64,
    /// Above this noise of the machine, a verdict of time is not given: the scenario runs again.
    pub noise_bound_ms: f64,
}

impl Default for Tolerance {
    fn default() -> Self {
        Self {
            prompt_ms: 250.0,
            prompt_round_trips: 10.0,
            late_ms: 1500.0,
            late_round_trips: 20.0,
            noise_bound_ms: 250.0,
        }
    }
}
