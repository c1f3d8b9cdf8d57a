//! Looks whether a server still lives.

use super::Runner;
use crate::driver::wire::{RawConnection, Request};
use crate::driver::{Extra, kept};
use crate::history::{Nanos, Outcome};
use crate::labs::websocket::exercise::Exercise;
use crate::labs::websocket::record::{LookDetail, NativeKind, NativeRole};
use std::time::Duration;

/// A server that restarts by itself is given five seconds.
const LIVES: u32 = 10;
const LIFE: Duration = Duration::from_millis(500);

impl Runner {
    /// A connection that the target ended may have ended with it.
    pub(super) async fn is_dead(&mut self) -> bool {
        let over = |exercise: Exercise| {
            let own = self.clients.iter().filter(move |one| one.exercise == exercise && !one.has_left);
            own.filter(|one| one.link.log().is_over()).count()
        };
        let counts = Exercise::ALL.map(over);
        if counts.iter().sum::<usize>() > self.over {
            for (exercise, count) in Exercise::ALL.into_iter().zip(counts) {
                if count > 0 && !self.state.is_dead(exercise) {
                    self.look_for_life(exercise).await;
                }
            }
        }
        self.over = counts.iter().sum();
        self.context().is_dead()
    }

    /// Asks for the path of the server, by an ordinary request: whatever the answer is, somebody gives it.
    pub(super) async fn look_for_life(&self, exercise: Exercise) {
        let Some(place) = self.state.endpoint(exercise).and_then(|(_, place)| place) else { return };
        let request = Request::get(place.path.clone());
        let bytes = request.encode(&place.connector.origin());
        let caller = self.caller.with(NativeRole::Liveness.name(), 0);
        let mut dead_since: Option<Nanos> = None;
        for number in 1..=LIVES {
            self.context().may_leave().await;
            let (clock, patience) = (self.context().clock, self.context().late());
            let exchange = RawConnection::exchange_within(&*place.connector, clock, &bytes, patience).await;
            let since = *dead_since.get_or_insert(exchange.started);
            let detail = LookDetail { exercise, dead_since: (number == LIVES).then_some(since) };
            let detail = serde_json::to_value(detail).expect("plain data");
            let (kind, record) = (NativeKind::Look.name(), kept::request(&request));
            let is_refused = matches!(exchange.end, crate::driver::wire::ExchangeEnd::Refused(_));
            // Only who is refused to the last is dead.
            let detail = if is_refused { detail } else { serde_json::json!({ "exercise": exercise }) };
            let operation = self.context().record(&caller, kind, record, exchange, Extra { channel: None, detail });
            if !matches!(operation.outcome, Outcome::Refused(_)) {
                return;
            }
            tokio::time::sleep(LIFE).await;
        }
        self.state.died(exercise, &caller);
    }
}
