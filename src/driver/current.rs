//! What the current state is, learned by asking.

use super::known::Known;
use super::wire::Request;
use super::world::{Who, World, ask};
use crate::history::{Event, Kind, Knows, State};
use std::sync::atomic::Ordering;
use std::time::Duration;

impl World {
    /// Learns the current state by asking as a client that is behind, or by the target's plain read.
    pub async fn current(&self, who: &Who) -> Option<State> {
        let (old, current) = {
            let known = self.known.lock().expect("no holder panics");
            (known.old().cloned(), known.current().cloned())
        };
        if current.is_some() && self.known.lock().expect("no holder panics").moves == 0 {
            return current;
        }
        let patience = self.late();
        if self.prefers_page.load(Ordering::Relaxed) {
            return self.current_from_page(who, patience).await;
        }
        let version = old.or(current).map_or_else(|| self.contract.poll.first.clone(), |s| s.version.token);
        let operation = self.read(who, &version, Knows::Old, patience).await;
        if let Some(state) = operation.state() {
            self.learn(state);
            return Some(state.clone());
        }
        let mut state = self.current_from_page(who, patience).await;
        if state.is_none() {
            state = self.current_from_the_start(who, patience).await;
        }
        let page = self.contract.read.is_some() && state.is_some() && operation.was_open();
        self.prefers_page.store(page, Ordering::Relaxed);
        state
    }

    /// A server that was started anew counts from the start again: who was behind is ahead, and waits in vain.
    async fn current_from_the_start(&self, who: &Who, patience: Duration) -> Option<State> {
        if !self.broken.load(Ordering::Relaxed) || self.dead.load(Ordering::Relaxed) {
            return None;
        }
        let operation = self.read(who, &self.contract.poll.first, Knows::Old, patience).await;
        let state = operation.state()?.clone();
        let lower = |known: &Known| {
            let current = known.current().map(|current| current.version.compare(&state.version));
            current == Some(Some(std::cmp::Ordering::Greater))
        };
        if lower(&self.known.lock().expect("no holder panics")) {
            self.note(who, Event::Restarted);
            self.broken.store(false, Ordering::Relaxed);
            self.known.lock().expect("no holder panics").states.clear();
        }
        self.learn(&state);
        Some(state)
    }

    async fn current_from_page(&self, who: &Who, patience: Duration) -> Option<State> {
        let page = self.contract.read.as_ref()?;
        let request = Request::get(format!("{}{}", self.base, page.path));
        let operation = self.ask(who, Kind::Page, ask(&request), &request, patience).await;
        let state = operation.state()?;
        self.learn(state);
        Some(state.clone())
    }
}
