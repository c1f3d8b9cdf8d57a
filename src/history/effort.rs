use super::Nanos;
use serde::{Deserialize, Serialize};

/// How much the target had worked by some moment: the direct evidence of a wait that is no rest. Only known of a
/// target on this machine whose processes can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effort {
    pub at: Nanos,
    /// The processor time of all processes that listen on the target's port, since they began.
    pub worked: Nanos,
    /// How long their threads, those that still run, were ready and found no free processor.
    #[serde(default)]
    pub queued: Nanos,
    /// The longest that one of their threads was ready since the last reading and found no free processor, beyond what
    /// they all worked meanwhile: so long at least it was others that kept the target from answering.
    #[serde(default)]
    pub waited: Nanos,
    /// How many they are: where that changes, two readings cannot be compared.
    pub processes: u32,
}
