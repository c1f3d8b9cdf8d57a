use super::reading::State;

/// The states seen, in the order in which each was seen last: the current one ends the list.
#[derive(Debug, Default)]
pub struct StateCache {
    pub states: Vec<State>,
    /// Updates sent since the current state was last seen.
    pub unseen_updates: u32,
}

impl StateCache {
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
}
