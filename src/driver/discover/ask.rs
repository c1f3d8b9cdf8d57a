//! One request while the contract is being found: a time for all of it, and patience with a busy target, once.

use super::Probe;
use super::probe::PATIENCE;
use crate::driver::wire::{End, Exchange, Line, Request};
use crate::history::Lost;
use std::time::Duration;
use tokio::sync::oneshot;

impl Probe {
    /// Asks on a line of its own; the first time that there were too many requests, once more a little later.
    pub(super) async fn exchange(&mut self, request: &Request) -> Exchange {
        let exchange = self.exchange_once(request).await;
        let End::Answered(response) = &exchange.end else { return exchange };
        if response.code != 429 || std::mem::replace(&mut self.waited, true) {
            return exchange;
        }
        let wished = response.header("retry-after").and_then(|seconds| seconds.trim().parse().ok());
        tokio::time::sleep(Duration::from_secs(wished.unwrap_or(1)).min(PATIENCE)).await;
        self.exchange_once(request).await
    }

    async fn exchange_once(&self, request: &Request) -> Exchange {
        let (close, closed) = oneshot::channel();
        let bytes = request.for_edge(&*self.edge);
        let asking = Line::exchange(&*self.edge, self.clock, &bytes, closed);
        let closing = async {
            tokio::time::sleep(PATIENCE).await;
            let _ = close.send(Lost::NoAnswer);
            std::future::pending::<()>().await;
        };
        tokio::select! { exchange = asking => exchange, () = closing => unreachable!("it waits for ever") }
    }
}
