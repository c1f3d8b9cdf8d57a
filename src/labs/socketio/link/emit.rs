use super::log::EmitState;
use super::over_link;
use super::shared::Shared;
use crate::driver::wire::{Exchange, ExchangeEnd, Response};
use crate::driver::{Caller, Context, Extra};
use crate::history::{ChannelEnd, Nanos, Operation, Reason};
use crate::labs::socketio::record::ChatKind;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

/// One event of ours. Nothing is held while its acknowledgement is waited for, and nobody needs to wait.
pub struct Emit {
    pub(super) shared: Arc<Shared>,
    /// Which one of the log's; none if it was never sent.
    pub(super) index: Option<usize>,
    pub(super) started: Nanos,
    pub(super) namespace: String,
    pub(super) packet: String,
}

impl Emit {
    pub fn started(&self) -> Nanos {
        self.started
    }

    /// Waits until it has been wholly handed to the system. When that was; none if the link was over before.
    pub async fn sent(&self) -> Option<Nanos> {
        let index = self.index?;
        self.shared.until(Duration::MAX, |log| log.emit(index).sent).await
    }

    /// Waits for its acknowledgement, for so long at most: its arguments, and when it came.
    pub async fn acknowledged(&self, patience: Duration) -> Option<(Nanos, Value)> {
        let index = self.index?;
        let (at, text) = self.shared.until(patience, |log| log.emit(index).ack.clone()).await?;
        Some((at, serde_json::from_str(&text).unwrap_or_default()))
    }

    /// Writes down what became of it so far.
    pub fn record(self, context: &Context, caller: &Caller, kind: ChatKind, detail: Value) -> Operation {
        let now = context.clock.now();
        let (state, over) = {
            let log = self.shared.log();
            let over = log.over_at().zip(log.end().cloned());
            (self.index.map(|index| log.emit(index).clone()), over)
        };
        let EmitState { sent, ack, .. } = state.unwrap_or_default();
        let (done, end) = match (ack, over) {
            (Some((at, json)), _) => {
                let answer = Response { code: 200, body: json.into_bytes(), ..Response::default() };
                (at, ExchangeEnd::Answered(answer))
            }
            (None, Some((_, end))) if sent.is_none() => {
                (now, ExchangeEnd::Refused(format!("the link was over: {end:?}")))
            }
            (None, None) if self.index.is_none() => {
                (now, ExchangeEnd::Refused(format!("{} is not connected", self.namespace)))
            }
            // We left: nobody waited for it any more.
            (None, Some((at, ChannelEnd::Left))) => (at, ExchangeEnd::Indeterminate(Reason::NoAnswer)),
            (None, Some((at, end))) => {
                (at, ExchangeEnd::Indeterminate(Reason::Cut(format!("the link ended first: {end:?}"))))
            }
            (None, None) => (now, ExchangeEnd::Indeterminate(Reason::NoAnswer)),
        };
        let request = over_link(&self.namespace, Some(format!("4{}", self.packet)));
        let exchange = Exchange { started: self.started, sent, head: None, done, arrived: None, network: None, end };
        context.record(caller, kind.name(), request, exchange, Extra { channel: None, detail })
    }
}
