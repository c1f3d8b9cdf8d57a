//! Looks for the state in answers, and whether a version makes a poll wait.

use super::pair::{self, Seen};
use super::probe::{HoldProbe, PollProbe, Probe};
use crate::contract::Contract;
use crate::driver::wire::Response;
use crate::labs::long_polling::contract::{AnswerFields, given};
use crate::labs::long_polling::reading;
use crate::labs::long_polling::state_cache::StateCache;

impl Probe {
    /// What a read shows after the last update: none if nothing could be read.
    pub async fn observe(&mut self) -> Option<Seen> {
        if !self.has_poll {
            return None;
        }
        let first = self.api.contract.poll.first.clone();
        let response = self.poll_until_news(&first).await.ok()?;
        let seen = Seen::of(self.sent.as_deref().unwrap_or_default(), &response.body, &response.headers);
        (!seen.fields.is_empty()).then_some(seen)
    }

    /// Polls as a newcomer and looks for a state in the answer, in the fields that are given or that have a usual name.
    pub async fn look_for_state(&mut self, file: &Contract) -> PollProbe {
        let first = self.api.contract.poll.first.clone();
        let response = match self.poll_until_news(&first).await {
            Ok(response) => response,
            Err(_) => return PollProbe::NotHere,
        };
        let seen = Seen::of(self.sent.as_deref().unwrap_or_default(), &response.body, &response.headers);
        let likely = pair::pairs(std::slice::from_ref(&seen), None).into_iter().next();
        let (status, version) = likely.map(|likely| (likely.status, likely.version)).unzip();
        let status = given(file, "answer", "status").or(status);
        let version = given(file, "answer", "version").or(version);
        let version_header: Option<String> = given(file, "answer", "version_header");
        if let (Some(status), Some(version)) = (status, version.or(version_header.clone())) {
            self.api.contract.answer = AnswerFields { status, version, version_header };
            if self.see(&response) {
                self.learn_another_state().await;
                return PollProbe::State;
            }
        }
        PollProbe::Something
    }

    /// Takes the state of an answer, if it has one.
    pub fn see(&mut self, response: &Response) -> bool {
        let state = reading::read(&response.body, &response.headers, &self.api.contract.answer);
        if let Some(state) = &state {
            self.cache.see(state);
        }
        state.is_some()
    }

    /// Tries fields for the pair: with them a poll by the current version must be held, whatever its version is called.
    pub async fn holds_with(&mut self, answer: AnswerFields, names: &[String]) -> HoldProbe {
        self.api.contract.answer = answer;
        self.cache = StateCache::default();
        let first = self.api.contract.poll.first.clone();
        let response = self.poll_until_news(&first).await;
        if !response.is_ok_and(|response| self.see(&response)) {
            return HoldProbe::Answered;
        }
        self.learn_another_state().await;
        let mut came = HoldProbe::Answered;
        let found = self.api.contract.poll.parameter.clone();
        for name in names {
            self.api.contract.poll.parameter.clone_from(name);
            came = self.holds().await;
            match came {
                HoldProbe::Held => return came,
                // It read the version, and says at once that nothing changed: no other name will make it wait.
                HoldProbe::SaidNoChange => break,
                HoldProbe::Answered => {}
            }
        }
        self.api.contract.poll.parameter = found;
        came
    }

    /// Whether this path gives the state at once, without a version.
    pub async fn reads_state(&mut self, path: &str) -> bool {
        let response = self.get(path).await;
        let current = self.cache.current().map(|state| state.status.clone());
        response.is_some_and(|response| {
            let state = reading::read(&response.body, &response.headers, &self.api.contract.answer);
            response.code == 200 && state.map(|state| state.status) == current
        })
    }
}
