//! What the one browser of a scenario asks: it keeps its connection and its cookies.

use crate::driver::Caller;
use crate::history::{Outcome, Reason};
use crate::labs::long_polling::api::Ask;
use crate::labs::long_polling::record::{ClientVersion, PollOperation, PollRole};
use crate::labs::long_polling::runner::{HeldPoll, Runner, Stuck};
use crate::labs::long_polling::steps::{Read, Update};
use std::time::Duration;
use tokio::sync::oneshot;

impl Runner {
    /// One after another, on one connection as long as the target keeps it.
    pub(super) async fn read_in_browser(&mut self, read: &Read) -> Result<(), Stuck> {
        let version = match &read.path {
            None => Some(self.version(read.version).await?),
            Some(_) => None,
        };
        for _ in 0..read.count {
            let ask = match &version {
                Some((version, knows)) => self.state.api.read(version, *knows),
                None => self.state.api.page(read.path.as_deref().unwrap_or_default()),
            };
            let operation = self.browse(ask, self.context().late()).await;
            // A page that does not come is no matter of this lab.
            if version.is_some() {
                self.after_browsing(&operation).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn update_in_browser(&mut self, update: &Update) -> Result<(), Stuck> {
        for turn in 0..update.count {
            if turn > 0 {
                tokio::time::sleep(update.gap).await;
            }
            let ask = self.state.api.update(&self.state.next_status());
            let operation = self.browse(ask, self.patience()).await;
            self.state.changed();
            self.after_browsing(&operation).await?;
        }
        Ok(())
    }

    /// Starts one poll. What it returns ends once the poll has left.
    pub(super) fn hold_in_browser(&mut self, version: &str, knows: ClientVersion) -> oneshot::Receiver<()> {
        let (close, closed) = oneshot::channel();
        let (unsent, left) = oneshot::channel();
        let (caller, state, browser) = (self.client(PollRole::Tab), self.state.clone(), self.browser.clone());
        let ask = state.api.poll(version, knows);
        let task = tokio::spawn(async move {
            let holding = state.api.context.meter.hold_one();
            let operation = browser.ask(&state.api, &caller, ask, Some(unsent), closed).await;
            drop(holding);
            operation
        });
        self.held.push(HeldPoll { task, close, has: None });
        left
    }

    async fn browse(&mut self, ask: Ask, patience: Duration) -> PollOperation<'static> {
        let caller = self.client(PollRole::Tab);
        self.browse_as(&caller, ask, patience).await
    }

    async fn browse_as(&self, caller: &Caller, ask: Ask, patience: Duration) -> PollOperation<'static> {
        let (close, closed) = oneshot::channel();
        let asking = self.browser.ask(&self.state.api, caller, ask, None, closed);
        tokio::pin!(asking);
        match tokio::time::timeout(patience, &mut asking).await {
            Ok(operation) => operation,
            Err(_) => {
                let _ = close.send(Reason::NoAnswer);
                asking.await
            }
        }
    }

    async fn after_browsing(&mut self, operation: &PollOperation<'_>) -> Result<(), Stuck> {
        if matches!(operation.outcome, Outcome::Refused(_)) {
            return self.alive().await;
        }
        if !operation.was_open() {
            return Ok(());
        }
        // An answer that does not end is all that there is to see; one that does not begin may wait for the poll.
        if operation.unended().is_some() {
            return Err(Stuck);
        }
        self.queued |= !self.held.is_empty();
        if self.held.is_empty() { Err(Stuck) } else { Ok(()) }
    }

    /// What waited for the end of the browser's own poll is worked off before anything else is asked.
    pub(super) async fn let_browser_through(&mut self) {
        let caller = self.caller.with(PollRole::Patience.name(), 0);
        let ask = self.state.api.read(&self.state.old_version(), ClientVersion::Old);
        self.browse_as(&caller, ask, self.context().late()).await;
        self.state.changed();
    }
}
