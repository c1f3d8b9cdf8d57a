//! Asks, while the contract is still being found. Everything it asks is recorded under `discovery`.

use super::outcome::Taken;
use super::pair::Seen;
use crate::driver::documents::PATIENCE;
use crate::driver::tried::ProbeResult;
use crate::driver::wire::{Exchange, ExchangeEnd, RawConnection, Response};
use crate::driver::{Caller, Context};
use crate::history::DISCOVERY;
use crate::history::Reason;
use crate::labs::long_polling::api::{Api, Ask};
use crate::labs::long_polling::contract::LongPolling;
use crate::labs::long_polling::record::{ClientVersion, ID, PollRole};
use crate::labs::long_polling::state_cache::StateCache;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// After this without an answer, a poll counts as held; longer if the target is slow.
const HELD: Duration = Duration::from_millis(400);

/// How long an update may take to wake a poll here, where nothing is judged yet.
const WAKE: Duration = Duration::from_millis(1500);

/// What is known of a target so far.
pub struct Probe {
    pub api: Api,
    pub cache: StateCache,
    /// Set if the state moved again and again while a poll with the current version was tried.
    pub doubts: bool,
    /// The status that was sent last, if it was not refused.
    pub sent: Option<String>,
    /// Something answered as HTTP wants it, in part at least.
    pub has_heard: bool,
    /// Nothing works, and something is there.
    pub is_broken: bool,
    /// Where the poll is was found out: what an update changed can be read.
    pub has_poll: bool,
    /// What was read after the two updates that were sent last in one form.
    pub seen: Vec<Seen>,
    /// Polls that were held before an update was known.
    parked: Vec<(Ask, JoinHandle<Exchange>, oneshot::Sender<Reason>)>,
    /// Reads showed what those updates sent.
    pub is_believed: bool,
}

/// What a poll path shows at first.
pub enum PollProbe {
    State,
    /// It answers, or holds, but a state was not found.
    Something,
    NotHere,
}

/// Whether a poll with the current version is held.
pub enum HoldProbe {
    Held,
    Answered,
    SaidNoChange,
}

impl Probe {
    pub fn new(context: Arc<Context>) -> Self {
        let api = Api { context, contract: LongPolling::default() };
        Self {
            api,
            cache: StateCache::default(),
            doubts: false,
            sent: None,
            has_heard: false,
            is_broken: false,
            has_poll: false,
            seen: vec![],
            parked: vec![],
            is_believed: false,
        }
    }

    pub fn caller() -> Caller {
        Caller { round: 1, ..Caller::new(ID, DISCOVERY, 1).with(PollRole::Discovery.name(), 0) }
    }

    fn context(&self) -> &Arc<Context> {
        &self.api.context
    }

    /// Asks on a connection of its own.
    async fn exchange(&mut self, ask: &Ask) -> Exchange {
        let exchange = self.context().exchange_within(&Self::caller(), &ask.request, PATIENCE).await;
        self.has_heard |= exchange.head.is_some();
        exchange
    }

    /// Gets a page, whole; none if it did not answer.
    pub async fn get(&mut self, path: &str) -> Option<Response> {
        let ask = self.api.page(path);
        let exchange = self.exchange(&ask).await;
        let response = match &exchange.end {
            ExchangeEnd::Answered(response) => {
                self.context().answered_in(Duration::from_nanos(exchange.done - exchange.started));
                Some(response.clone())
            }
            _ => None,
        };
        self.api.finish(&Self::caller(), ask, exchange);
        response
    }

    /// A page that answers 200 soon; or what came instead.
    pub async fn peek(&mut self, path: &str) -> Result<Response, ProbeResult> {
        let ask = self.api.page(path);
        let patience = HELD + (self.context().round_trip() * 5).min(PATIENCE);
        let exchange = self.context().ask_patiently(&Self::caller(), &ask.request, patience).await;
        let page = match answered(&exchange.end) {
            Ok(response) if response.code != 200 => Err(ProbeResult::Code(response.code)),
            page => page,
        };
        self.api.finish(&Self::caller(), ask, exchange);
        page
    }

    /// Sends an update; of a refusal, its code and body too.
    pub async fn try_update(&mut self, status: &str) -> (Taken, Option<(u16, Vec<u8>)>) {
        let ask = self.api.update(status);
        let exchange = self.exchange(&ask).await;
        let taken = Taken::of(&exchange.end, self.api.contract.update.method);
        let mut refusal = None;
        if let ExchangeEnd::Answered(response) = &exchange.end {
            self.context().answered_in(Duration::from_nanos(exchange.done - exchange.started));
            refusal = (taken == Taken::Refused).then(|| (response.code, response.body.clone()));
        }
        if !matches!(taken, Taken::Refused | Taken::NotHere(_)) {
            self.sent = Some(status.into());
        }
        self.api.finish(&Self::caller(), ask, exchange);
        (taken, refusal)
    }

    /// Moves on to another state, so that there is an old version to poll with.
    pub async fn learn_another_state(&mut self) {
        let Some(known) = self.cache.current().cloned() else { return };
        self.update_to_another(&known.status).await;
        let response = self.poll_until_news(&known.version.token).await;
        if let Ok(response) = response {
            self.see(&response);
        }
    }

    async fn update_to_another(&mut self, than: &str) {
        let other = self.api.contract.statuses.values.iter().find(|status| *status != than).cloned();
        self.try_update(&other.unwrap_or_default()).await;
    }

    /// Sends a poll and waits for its answer, for as long as an immediate one may take.
    async fn start(&self, ask: &Ask) -> StartedPoll {
        loop {
            // What waits here is not held.
            self.context().may_leave().await;
            let (close, closed) = oneshot::channel();
            let (bytes, context) = (self.context().encode(&ask.request), self.context().clone());
            let clock = context.clock;
            let mut asking =
                tokio::spawn(async move { RawConnection::exchange(&*context.connector, clock, &bytes, closed).await });
            let Ok(done) = tokio::time::timeout(self.held_after(), &mut asking).await else {
                return StartedPoll::Held(asking, close);
            };
            let Ok(exchange) = done else { return StartedPoll::Answered(None) };
            if let Some(exchange) = self.context().taken(&Self::caller(), &ask.request, exchange) {
                return StartedPoll::Answered(Some(exchange));
            }
        }
    }

    /// Sends an update to another status than this one, and waits for the poll that it wakes.
    async fn wake(
        &mut self,
        mut asking: JoinHandle<Exchange>,
        close: oneshot::Sender<Reason>,
        status: &str,
    ) -> Option<Exchange> {
        self.update_to_another(status).await;
        match tokio::time::timeout(WAKE, &mut asking).await {
            Ok(done) => done.ok(),
            Err(_) => {
                let _ = close.send(Reason::NoAnswer);
                asking.await.ok()
            }
        }
    }

    /// Polls; a server that holds even a newcomer, or forgets what nobody waited for, is woken by an update.
    pub async fn poll_until_news(&mut self, version: &str) -> Result<Response, ProbeResult> {
        let ask = self.api.read(version, ClientVersion::Old);
        let exchange = match self.start(&ask).await {
            StartedPoll::Answered(exchange) => exchange,
            StartedPoll::Held(asking, close) => {
                let sent = self.sent.clone().unwrap_or_default();
                self.wake(asking, close, &sent).await
            }
        };
        let exchange = exchange.ok_or(ProbeResult::Nothing)?;
        let response = answered(&exchange.end);
        self.api.finish(&Self::caller(), ask, exchange);
        response
    }

    /// Polls as a newcomer, and does not wait for an answer that does not come at once: none is there then, and the poll
    /// is left to be woken by the updates that follow.
    pub async fn knock(&mut self) -> Result<Option<Response>, ProbeResult> {
        let ask = self.api.knock();
        match self.start(&ask).await {
            StartedPoll::Held(asking, close) => {
                self.parked.push((ask, asking, close));
                Ok(None)
            }
            StartedPoll::Answered(exchange) => {
                let exchange = exchange.ok_or(ProbeResult::Nothing)?;
                self.has_heard |= exchange.head.is_some();
                let response = answered(&exchange.end);
                self.api.finish(&Self::caller(), ask, exchange);
                response.map(Some)
            }
        }
    }

    /// Ends the polls that were left: most of them were woken by an update.
    pub async fn release(&mut self) {
        for (ask, mut asking, close) in std::mem::take(&mut self.parked) {
            let soon = tokio::time::timeout(HELD, &mut asking).await;
            let exchange = match soon {
                Ok(done) => done.ok(),
                Err(_) => {
                    let _ = close.send(Reason::NoAnswer);
                    asking.await.ok()
                }
            };
            if let Some(exchange) = exchange {
                self.api.finish(&Self::caller(), ask, exchange);
            }
        }
    }

    fn held_after(&self) -> Duration {
        let noise = self.context().meter.recent(self.context().clock.now());
        HELD.max((self.context().round_trip() * 5).min(PATIENCE)) + noise.min(PATIENCE)
    }

    /// Whether a poll with the current version waits. It is woken by an update, which shows the next state too.
    pub async fn holds(&mut self) -> HoldProbe {
        for _ in 0..3 {
            let Some(current) = self.cache.current().cloned() else { return HoldProbe::Answered };
            let ask = self.api.poll(&current.version.token, ClientVersion::Current);
            let holding = self.context().meter.hold_one();
            let (exchange, is_held) = match self.start(&ask).await {
                StartedPoll::Answered(exchange) => (exchange, false),
                StartedPoll::Held(asking, close) => (self.wake(asking, close, &current.status).await, true),
            };
            drop(holding);
            let Some(exchange) = exchange else { return HoldProbe::Answered };
            let operation = self.api.finish(&Self::caller(), ask, exchange);
            if let Some(state) = operation.news() {
                self.cache.see(state);
            }
            if is_held {
                self.cache.unseen_updates = u32::from(operation.news().is_none());
                return HoldProbe::Held;
            }
            match operation.answer() {
                // Somebody else moved the state: try again with what it is now.
                Some(_) if operation.news().is_some() => {}
                Some(answer) if operation.state().is_none() && answer.code < 400 => return HoldProbe::SaidNoChange,
                _ => return HoldProbe::Answered,
            }
        }
        self.doubts = true;
        HoldProbe::Answered
    }
}

fn answered(end: &ExchangeEnd) -> Result<Response, ProbeResult> {
    match end {
        ExchangeEnd::Answered(response) => Ok(response.clone()),
        ExchangeEnd::Refused(why) => Err(ProbeResult::Unreadable(why.clone())),
        ExchangeEnd::Indeterminate(reason) => Err(ProbeResult::unanswered(reason)),
    }
}

/// A poll that was sent.
enum StartedPoll {
    /// It was answered soon; none if we failed.
    Answered(Option<Exchange>),
    /// It still waits.
    Held(JoinHandle<Exchange>, oneshot::Sender<Reason>),
}
