//! The ways to ask a target: each request waits until it may leave, and is sent again where there were too many.

use super::context::{Caller, Context, Extra};
use super::kept;
use super::pace::{Limit, TOO_MANY, retry_after};
use super::wire::{Exchange, ExchangeEnd, RawConnection, Request, nanos};
use crate::history::{Event, LIMITED, Nanos, Reason};
use std::time::Duration;
use tokio::sync::oneshot;

/// How often it is looked whether one may leave.
const LOOK: Duration = Duration::from_millis(200);

impl Context {
    /// Waits until one more request may leave: it does so now.
    pub async fn may_leave(&self) {
        loop {
            let now = self.clock.now();
            let wait = {
                let mut allowance = self.pace.allowance();
                let wait = if allowance.has_booked(now) { 0 } else { allowance.wait(now, 1) };
                if wait == 0 {
                    allowance.leave(now);
                    return;
                }
                wait
            };
            tokio::time::sleep(Duration::from_nanos(wait).min(LOOK)).await;
        }
    }

    /// The same, unless `close` ends it before.
    pub async fn may_leave_unless(&self, close: &mut oneshot::Receiver<Reason>) -> Result<(), Exchange> {
        let started = self.clock.now();
        tokio::select! {
            biased;
            () = self.may_leave() => Ok(()),
            why = close => {
                let end = ExchangeEnd::Indeterminate(why.unwrap_or(Reason::NoAnswer));
                Err(Exchange { started, sent: None, head: None, done: self.clock.now(), arrived: None, network: None, end })
            }
        }
    }

    /// Waits until so many requests may leave at once, and keeps room for them. False if the target does not take so many
    /// at once, or not in time.
    pub async fn has_room_for(&self, requests: usize) -> bool {
        loop {
            let now = self.clock.now();
            let wait = {
                let mut allowance = self.pace.allowance();
                let limit = allowance.limit();
                if allowance.is_closed() || limit.is_some_and(|limit| limit.requests < requests) {
                    return false;
                }
                let wait = allowance.wait(now, requests);
                if wait == 0 {
                    if limit.is_some() {
                        allowance.book(now, requests);
                    }
                    return true;
                }
                wait
            };
            if wait > nanos(self.patience.left(now)) {
                return false;
            }
            tokio::time::sleep(Duration::from_nanos(wait).min(LOOK)).await;
        }
    }

    /// What came of a request; none if that is to be sent again, once it may leave: there were too many, which is written
    /// down here.
    pub fn taken(&self, caller: &Caller, request: &Request, exchange: Exchange) -> Option<Exchange> {
        let ExchangeEnd::Answered(response) = &exchange.end else { return Some(exchange) };
        let (left, now) = (exchange.started, self.clock.now());
        let mut allowance = self.pace.allowance();
        if response.code != TOO_MANY {
            let limit = allowance.taken(left, now);
            drop(allowance);
            if let Some(Limit { requests, window }) = limit {
                self.note(caller, Event::Paced { requests: requests as u64, window });
            }
            return Some(exchange);
        }
        let told = retry_after(response);
        let may_be_crowd = self.pace.has_crowd() && allowance.limit().is_none();
        if may_be_crowd && told.is_none() {
            return Some(exchange);
        }
        let rest: Nanos = nanos(self.patience.left(now));
        let is_again = allowance.refused(left, now, told, rest);
        drop(allowance);
        if !is_again {
            return Some(exchange);
        }
        self.record(caller, LIMITED, kept::request(request), exchange, Extra::default());
        None
    }

    /// Asks on a connection of its own, and gives up after `patience`.
    pub async fn exchange_within(&self, caller: &Caller, request: &Request, patience: Duration) -> Exchange {
        let bytes = self.encode(request);
        loop {
            self.may_leave().await;
            let patience = self.no_longer_than(patience);
            let exchange = RawConnection::exchange_within(&*self.connector, self.clock, &bytes, patience).await;
            if let Some(exchange) = self.taken(caller, request, exchange) {
                return self.count_silence(exchange);
            }
        }
    }

    /// Asks by the ordinary client, and gives up after `patience`.
    pub async fn ask_within(&self, caller: &Caller, request: &Request, patience: Duration) -> Exchange {
        let exchange = self.ask_patiently(caller, request, self.no_longer_than(patience)).await;
        self.count_silence(exchange)
    }

    /// The same, however long it was waited in vain before; that no answer comes is no news.
    pub async fn ask_patiently(&self, caller: &Caller, request: &Request, patience: Duration) -> Exchange {
        loop {
            self.may_leave().await;
            let exchange = self.http.exchange(request, patience).await;
            if let Some(exchange) = self.taken(caller, request, exchange) {
                return exchange;
            }
        }
    }

    /// Asks on a connection of its own, until `close` ends it. Drops `unsent` as soon as the request was written, or could
    /// not be.
    pub async fn exchange_until(
        &self,
        caller: &Caller,
        request: &Request,
        mut unsent: Option<oneshot::Sender<()>>,
        mut close: oneshot::Receiver<Reason>,
    ) -> Exchange {
        let bytes = self.encode(request);
        loop {
            if let Err(over) = self.may_leave_unless(&mut close).await {
                return over;
            }
            let asked = RawConnection::ask(&*self.connector, self.clock, &bytes).await;
            drop(unsent.take());
            let exchange = match asked {
                Ok(line) => line.receive(&mut close).await,
                Err(over) => over,
            };
            if let Some(exchange) = self.taken(caller, request, exchange) {
                return exchange;
            }
        }
    }

    fn count_silence(&self, exchange: Exchange) -> Exchange {
        if matches!(exchange.end, ExchangeEnd::Indeterminate(Reason::NoAnswer)) {
            self.waited_in_vain(exchange.started);
        }
        exchange
    }
}
