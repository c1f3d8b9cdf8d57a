//! Looks whether the target still lives, when it has ended a link of ours.

use super::ChatRunner;
use crate::driver::{Extra, kept};
use crate::history::Outcome;
use crate::labs::socketio::record::{ChatKind, ChatRole};
use std::time::Duration;

/// A server that restarts by itself is given five seconds.
const LIVES: u32 = 10;
const LIFE: Duration = Duration::from_millis(500);

impl ChatRunner {
    /// A link that the target ended may have ended with it.
    pub(super) async fn is_dead(&mut self) -> bool {
        let links = self.clients.iter().filter(|member| !member.has_left).filter_map(|member| member.chat.as_ref());
        let over = links.filter(|chat| chat.link.log().is_over()).count();
        if over > self.over && !self.context().is_dead() {
            self.look_for_life().await;
        }
        self.over = over;
        self.context().is_dead()
    }

    pub(super) async fn look_for_life(&self) {
        for _ in 0..LIVES {
            let request = self.context().get(&self.state.chat.page);
            let caller = self.caller.with(ChatRole::Liveness.name(), 0);
            let exchange = self.context().exchange_within(&caller, &request, self.context().late()).await;
            let (kind, record) = (ChatKind::Page.name(), kept::request(&request));
            let operation = self.context().record(&caller, kind, record, exchange, Extra::default());
            if !matches!(operation.outcome, Outcome::Refused(_)) {
                return;
            }
            tokio::time::sleep(LIFE).await;
        }
        self.context().died(&self.caller);
    }
}
