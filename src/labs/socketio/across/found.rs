//! This lab of one target, as a run drives it: its chat, and what is between its instances.

use super::contract::{give, said};
use super::{ID, KIN};
use crate::contract::Contract;
use crate::driver::{BoxFuture, FoundLab, LabSearch, Missing, Search};
use crate::labs::socketio::contract::Redis;
use crate::labs::socketio::discover;
use crate::message::Message;
use crate::names::LabId;
use crate::scenario::Scenario;
use std::sync::Arc;
use std::time::Duration;

/// Its chat is looked for on the first instance: the second one is the same program.
pub async fn discover(search: Search<'_>) -> LabSearch {
    if search.context.others.is_empty() {
        let message = Message::new("trouble-one-instance");
        return Err(Missing { message, is_refusal: search.is_asked }.into());
    }
    let redis = said(search.given).unwrap_or_default();
    let chat = discover::discover(search, &KIN).await?;
    Ok(Arc::new(FoundAcross { chat, redis }))
}

struct FoundAcross {
    chat: Arc<dyn FoundLab>,
    redis: Redis,
}

impl FoundLab for FoundAcross {
    fn id(&self) -> LabId {
        ID
    }

    fn contract(&self) -> Contract {
        let mut contract = self.chat.contract();
        give(&mut contract, &self.redis);
        contract
    }

    fn begin(&self) {
        self.chat.begin();
    }

    fn settle(&self, attempt: u32) -> BoxFuture<'_, ()> {
        self.chat.settle(attempt)
    }

    fn drive<'a>(&'a self, scenario: &'a Scenario, attempt: u32, seed: u64) -> BoxFuture<'a, ()> {
        self.chat.drive(scenario, attempt, seed)
    }

    fn window(&self, quiet: &[&Scenario]) -> Duration {
        self.chat.window(quiet)
    }

    fn keeps_others_out(&self) -> bool {
        self.chat.keeps_others_out()
    }

    fn can_wait(&self) -> Option<Duration> {
        self.chat.can_wait()
    }

    fn put_back(&self, attempt: u32) -> BoxFuture<'_, ()> {
        self.chat.put_back(attempt)
    }

    fn version_kind(&self) -> Option<&'static str> {
        self.chat.version_kind()
    }
}
