//! What the current state is, learned by asking.

use super::orders::may_sort_after;
use super::reading::State;
use super::record::{ClientVersion, PollOperation};
use super::state::LongPollState;
use crate::driver::Caller;
use crate::history::{Event, History, Nanos};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

impl LongPollState {
    /// Learns the current state by asking as a client that is behind, or by the target's plain read.
    pub async fn current(&self, caller: &Caller) -> Option<State> {
        let (old, current, unseen) = {
            let cache = self.cache();
            (cache.old().cloned(), cache.current().cloned(), cache.unseen_updates)
        };
        if current.is_some() && unseen == 0 {
            return current;
        }
        let patience = self.api.context.late();
        if self.prefers_page.load(Relaxed) || self.leaves_behind() {
            return self.current_from_page(caller, patience).await;
        }
        let first = || self.api.contract.poll.first.clone();
        // The target may be so many versions further than the one that is asked with.
        let number = |state: &State| state.version.token.parse::<u64>().ok();
        let known = current.as_ref().and_then(number).zip(old.as_ref().and_then(number));
        let ahead = u64::from(unseen) + known.map_or(0, |(current, old)| current.saturating_sub(old));
        let version = old.or(current).map_or_else(first, |state| state.version.token);
        let ask = self.api.read(&version, ClientVersion::Old);
        let operation = self.api.send(caller, ask, patience).await;
        self.asked(&operation);
        if let Some(state) = operation.state() {
            self.learn(state);
            return Some(state.clone());
        }
        let mut state = self.current_from_page(caller, patience).await;
        if state.is_none() && (may_sort_after(&version, ahead) || self.was_cut()) {
            state = self.current_from_the_start(caller, patience).await;
        }
        let page = self.api.contract.read.is_some() && state.is_some() && operation.was_open();
        self.prefers_page.store(page, Relaxed);
        state
    }

    /// Whether the target may have been started anew.
    fn was_cut(&self) -> bool {
        self.api.context.was_cut() && !self.api.context.is_dead()
    }

    /// Asks as a client that has no version yet. After a restart versions start again at 1, so our last version is now in
    /// the future and would be held; and where numbers are compared as texts, 8 is no older than 10.
    async fn current_from_the_start(&self, caller: &Caller, patience: Duration) -> Option<State> {
        let context = &self.api.context;
        let ask = self.api.read(&self.api.contract.poll.first, ClientVersion::Old);
        let operation = self.api.send(caller, ask, patience).await;
        let state = operation.state()?.clone();
        let before = self.cache().current().and_then(|current| current.version.compare(&state.version));
        if self.was_cut() && before == Some(Ordering::Greater) {
            let alive = last_alive(&context.recorder.snapshot().await.history);
            context.note(caller, Event::Restarted { alive });
            context.clear_cut();
            self.cache().states.clear();
        }
        self.learn(&state);
        Some(state)
    }

    async fn current_from_page(&self, caller: &Caller, patience: Duration) -> Option<State> {
        let page = self.api.contract.read.as_ref()?;
        let operation = self.api.send(caller, self.api.page(&page.path), patience).await;
        let state = operation.state()?;
        self.learn(state);
        Some(state.clone())
    }
}

/// The last state of a server that was started anew is one of its new life; the one before may be the last of the old.
fn last_alive(history: &History) -> Nanos {
    let operations = history.operations.iter().filter_map(|o| PollOperation::of(Cow::Borrowed(&**o)));
    let mut seen: Vec<Nanos> = operations.filter(|o| o.state().is_some()).map(|o| o.done).collect();
    seen.sort_unstable();
    seen.iter().rev().nth(1).copied().unwrap_or(0)
}
