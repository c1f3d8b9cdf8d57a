//! Asks how many are connected.

use super::ChatRunner;
use crate::driver::wire::{ExchangeEnd, Request};
use crate::driver::{Extra, kept};
use crate::labs::socketio::record::{ChatKind, ChatRole};
use std::time::Duration;

/// Who came or went is counted a moment later: so many times it is asked until the answer is another one.
const MOST: u32 = 10;
const PAUSE: Duration = Duration::from_millis(100);

impl ChatRunner {
    /// Asks until the answer is another one than the last time, for a moment at most.
    pub(super) async fn status(&mut self) {
        let Some(path) = self.state.chat.status.clone() else { return };
        for number in 0..MOST {
            if number > 0 {
                tokio::time::sleep(PAUSE).await;
            }
            let body = self.ask_for_status(&path).await;
            let is_new = body.is_none() || body != self.status;
            self.status = body;
            if is_new {
                return;
            }
        }
    }

    async fn ask_for_status(&self, path: &str) -> Option<Vec<u8>> {
        let request: Request = self.context().get(path);
        let caller = self.caller.with(ChatRole::Reader.name(), 0);
        let exchange = self.context().exchange_within(&caller, &request, self.context().late()).await;
        let answer = match &exchange.end {
            ExchangeEnd::Answered(response) => Some(response.body.to_vec()),
            _ => None,
        };
        let (kind, record) = (ChatKind::Status.name(), kept::request(&request));
        self.context().record(&caller, kind, record, exchange, Extra::default());
        answer
    }
}
