//! Nothing of ours spoils what comes next: a target that our polls keep busy is given the time to be done with them.

use crate::history::Reason;
use crate::labs::long_polling::contract::ASKED;
use crate::labs::long_polling::record::{ClientVersion, PollOperation, PollRole};
use crate::labs::long_polling::runner::Runner;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::sync::oneshot;

/// From one look to the next.
const PAUSE: Duration = Duration::from_millis(500);
/// How long polls are held to see whether they may be.
const HELD: Duration = Duration::from_millis(100);

impl Runner {
    /// A server that was busy with our polls works off the ones that we left; nothing else means anything before. One that
    /// answers what else it is asked, and not who is behind, is not busy: a rule says so.
    pub(super) async fn wait_for_service(&mut self) {
        let caller = self.caller.with(PollRole::Patience.name(), 0);
        let deadline = self.context().in_time(self.state.service() + self.context().longest());
        let mut looks_elsewhere = false;
        while self.context().clock.now() < deadline {
            let ask = if self.state.leaves_behind() || looks_elsewhere {
                self.state.api.page("/")
            } else {
                self.state.api.read(&self.state.old_version(), ClientVersion::Old)
            };
            if !self.state.api.send(&caller, ask, self.context().longest()).await.was_open() {
                return;
            }
            looks_elsewhere = !looks_elsewhere;
        }
        self.state.hung.store(true, Ordering::Relaxed);
    }

    /// With more of our polls than a server of this lab is asked to serve, it said that it had no room for one.
    pub(super) fn see_refusal(&self, operation: &PollOperation) {
        if self.is_crowded && operation.answer().is_some_and(|answer| matches!(answer.code, 429 | 500..)) {
            self.state.overrun.store(true, Ordering::Relaxed);
            self.state.crowd.store(ASKED, Ordering::Relaxed);
        }
    }

    /// Where it had no room for some, it may keep a place for those that we left until their holds are over: what comes
    /// next waits until as many clients as the lab asks for are served as before.
    pub(super) async fn wait_until_rested(&mut self) {
        if !self.state.overrun.swap(false, Ordering::Relaxed) {
            return;
        }
        let deadline = self.context().in_time(self.state.service() + self.context().longest());
        while !self.context().is_dead() && self.context().clock.now() < deadline {
            if self.has_room().await {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Whether as many clients may wait as the lab asks for, and one more may update. No rule looks at it.
    async fn has_room(&mut self) -> bool {
        let state = self.state.clone();
        let Some(current) = state.current(&self.caller.with(PollRole::Patience.name(), 0)).await else { return false };
        let mut polls = Vec::new();
        for number in 1..=ASKED {
            let (close, closed) = oneshot::channel();
            let (state, caller) = (state.clone(), self.caller.with(PollRole::Patience.name(), number));
            let ask = state.api.poll(&current.version.token, ClientVersion::Current);
            polls.push((tokio::spawn(async move { state.api.send_until(&caller, ask, closed).await }), close));
        }
        tokio::time::sleep(HELD).await;
        let update = self.send_update(&self.caller.with(PollRole::Release.name(), 0), self.context().late()).await;
        let mut has_room = update.succeeded();
        tokio::time::sleep(HELD).await;
        for (poll, close) in polls {
            let _ = close.send(Reason::NoAnswer);
            has_room &= poll.await.is_ok_and(|poll| poll.answer().is_none_or(|answer| answer.code < 400));
        }
        has_room
    }
}
