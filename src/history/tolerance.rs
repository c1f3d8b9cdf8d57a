use super::Nanos;
use serde::{Deserialize, Serialize};

/// The limits of time that verdicts use, the same everywhere. Milliseconds, and multiples of a round trip of the network:
/// what the network takes is nobody's fault, and it is passed several times. The target's own slowness is its own: the
/// time of its immediate answers comes on top of what is prompt, once, and no more than `own_ms` of it; what is lost is
/// lost, however slow the target is elsewhere. No limit passes half of the target's hold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tolerance {
    /// Within this, an answer is prompt: full points.
    pub prompt_ms: f64,
    pub prompt_round_trips: f64,
    /// Within this, it is late: half of the points. Beyond, it is lost.
    pub late_ms: f64,
    pub late_round_trips: f64,
    /// The most of an immediate answer of the target that comes on top of what is prompt. Absent in older runs, which did
    /// not tell the network from the target: their round trips are those of immediate answers, and the larger of the two
    /// limits counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_ms: Option<f64>,
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
            own_ms: Some(500.0),
            noise_bound_ms: 250.0,
        }
    }
}

impl Tolerance {
    /// Within this an answer is prompt, where immediate answers and the network take so long. Noise comes on top.
    pub fn prompt(&self, own: Nanos, network: Nanos) -> Nanos {
        let (least, own, network) = (self.prompt_ms * 1e6, own as f64, network as f64);
        let limit = match self.own_ms {
            Some(most) => least + network * self.prompt_round_trips + own.min(most * 1e6),
            None => least.max(own * self.prompt_round_trips),
        };
        limit as Nanos
    }

    /// Within this it is late.
    pub fn late(&self, own: Nanos, network: Nanos) -> Nanos {
        let (least, own, network) = (self.late_ms * 1e6, own as f64, network as f64);
        let limit = match self.own_ms {
            Some(_) => least + network * self.late_round_trips,
            None => least.max(own * self.late_round_trips),
        };
        limit as Nanos
    }

    pub fn noise_bound(&self) -> Nanos {
        (self.noise_bound_ms * 1e6) as Nanos
    }
}
