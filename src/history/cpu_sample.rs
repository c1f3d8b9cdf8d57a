use super::Nanos;
use serde::{Deserialize, Serialize};

/// CPU time used by the target until some moment: it tells busy-waiting from sleeping, and shows how long others kept
/// the target from a processor. Only known of a target on this machine whose processes can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CpuSample {
    pub at: Nanos,
    /// User and system time of all processes that listen on the target's port, since they began.
    #[serde(rename = "worked")]
    pub cpu_time: Nanos,
    /// How long their threads, those that still run, were ready and found no free processor (`run_delay` of
    /// `schedstat`).
    #[serde(default, rename = "queued")]
    pub run_queue_time: Nanos,
    /// The longest time since the last reading that one of their threads was ready and found no free processor, beyond
    /// what they all used meanwhile: at least so long it was others that kept the target from answering.
    #[serde(default, rename = "waited")]
    pub longest_wait: Nanos,
    /// How long since the last reading its own processes, those that listen and all that they or their parents started,
    /// could have kept everybody else from every processor: the time that they used, by the number of processors. So much
    /// of a delay of the machine is its own doing.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub own: Nanos,
    /// How many processes they are: if that changes, two readings cannot be compared.
    pub processes: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(time: &Nanos) -> bool {
    *time == 0
}
