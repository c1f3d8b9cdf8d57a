use crate::history::State;
use std::time::Duration;

/// The states seen, in the order in which each was seen last: the current one ends the list.
#[derive(Debug, Default)]
pub struct Known {
    pub states: Vec<State>,
    /// Updates sent since the current state was last seen.
    pub moves: u32,
    pub round_trips: Vec<Duration>,
}

impl Known {
    pub fn see(&mut self, state: &State) {
        self.states.retain(|other| other.version != state.version);
        self.states.push(state.clone());
    }

    pub fn current(&self) -> Option<&State> {
        self.states.last()
    }

    /// A version seen earlier that the current one has replaced.
    pub fn old(&self) -> Option<&State> {
        self.states.iter().rev().nth(1)
    }

    pub fn round_trip(&self) -> Duration {
        let mut sorted = self.round_trips.clone();
        sorted.sort();
        sorted.get(sorted.len() / 2).copied().unwrap_or_default()
    }
}
