use std::time::Duration;

/// How far a run is, for a progress line.
#[derive(Debug, Clone, PartialEq)]
pub enum Progress {
    /// A scenario that acts has started.
    Scenario(String),
    /// Everything that only waits has started; it takes at most this long.
    Quiet(Duration),
    /// The target limits how often it is asked. At that pace the rest takes at most this long.
    Slower(Duration),
    /// These scenarios have ended, and nothing else has begun.
    Ended(Vec<String>),
}
