//! How this lab's requests are made by its contract, and recorded.

use super::contract::LongPolling;
use super::record::{ClientVersion, PollDetail, PollKind, PollOperation, PollRole, shortened, state_in};
use super::sent::with_query;
use crate::driver::kept;
use crate::driver::wire::{Exchange, ExchangeEnd, Request};
use crate::driver::{Caller, Context, Extra};
use crate::history::{Nanos, Reason, RequestRecord};
use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;

/// A target's endpoints, by its contract as far as it is known.
#[derive(Clone)]
pub struct Api {
    pub context: Arc<Context>,
    pub contract: LongPolling,
}

/// A request, and what is recorded of it beside its answer.
pub struct Ask {
    pub kind: PollKind,
    pub request: Request,
    record: RequestRecord,
    detail: PollDetail,
}

impl Ask {
    pub fn new(kind: PollKind, request: Request, detail: PollDetail) -> Self {
        Self { kind, record: kept::request(&request), request, detail }
    }

    /// The same as a browser sends it: on a connection that is to be kept, and with the cookies that it was given.
    pub fn by_browser(mut self, cookies: Option<String>) -> Self {
        self.request.headers.push(("Connection".into(), "keep-alive".into()));
        self.request.headers.extend(cookies.map(|cookies| ("Cookie".into(), cookies)));
        self.record = kept::request(&self.request);
        self
    }

    /// The same, once it is known whether its connection had carried an answer before, and from when on the end of its
    /// own was due and did not come.
    pub fn kept(mut self, is_second: bool, unended: Option<Nanos>) -> Self {
        (self.detail.kept, self.detail.unended) = (is_second, unended);
        self
    }

    /// A request whose version or status says nothing.
    pub fn plain(kind: PollKind, request: Request) -> Self {
        Self::new(kind, request, PollDetail::default())
    }
}

impl Api {
    /// A poll by a client that has this version.
    pub fn poll(&self, version: &str, knows: ClientVersion) -> Ask {
        let known = self.known(version, knows);
        self.asking(PollKind::Poll, &self.contract.poll_path(known), version, knows)
    }

    /// The same, if its answer is expected at once.
    pub fn read(&self, version: &str, knows: ClientVersion) -> Ask {
        self.asking(PollKind::Read, &self.contract.read_path(self.known(version, knows)), version, knows)
    }

    /// A poll by a client that has no version yet; its answer may be expected at once.
    pub fn knock(&self) -> Ask {
        self.asking(PollKind::Read, &self.contract.poll_path(None), &self.contract.poll.first, ClientVersion::Old)
    }

    /// The same question as that of a read, in words that were never used before.
    pub fn read_uncached(&self, version: &str, unheard: &str) -> Ask {
        let known = self.known(version, ClientVersion::Old);
        let path = with_query(&self.contract.read_path(known), "_", unheard);
        self.asking(PollKind::Read, &path, version, ClientVersion::Old)
    }

    /// The version that a client has; none if it is what one sends that has none yet.
    fn known<'v>(&self, version: &'v str, knows: ClientVersion) -> Option<&'v str> {
        Some(version).filter(|_| knows != ClientVersion::Old || version != self.contract.poll.first)
    }

    fn asking(&self, kind: PollKind, path: &str, version: &str, knows: ClientVersion) -> Ask {
        let mut request = self.context.get(path);
        request.headers.extend(self.contract.poll_header(self.known(version, knows)));
        let detail = PollDetail { knows: Some(knows), version: Some(version.into()), ..PollDetail::default() };
        Ask::new(kind, request, detail)
    }

    pub fn update(&self, status: &str) -> Ask {
        let (path, content_type, body) = self.contract.update_request(status);
        let request = Request {
            method: self.contract.update.method.as_str().into(),
            content_type: content_type.map(String::from),
            body: body.map(String::into_bytes),
            headers: self.contract.update_headers(),
            ..self.context.get(&path)
        };
        let detail = PollDetail { status: Some(shortened(status)), ..PollDetail::default() };
        Ask::new(PollKind::Update, request, detail)
    }

    pub fn page(&self, path: &str) -> Ask {
        Ask::plain(PollKind::Page, self.context.get(path))
    }

    /// Asks by the ordinary client.
    pub async fn send(&self, caller: &Caller, ask: Ask, patience: Duration) -> PollOperation<'static> {
        let exchange = if caller.client.role == PollRole::Patience.name() {
            // That it is not there yet is no news.
            self.context.ask_patiently(caller, &ask.request, patience).await
        } else {
            self.context.ask_within(caller, &ask.request, patience).await
        };
        self.finish(caller, ask, exchange)
    }

    /// Asks by the ordinary client, however long it was waited in vain before.
    pub async fn send_patiently(&self, caller: &Caller, ask: Ask) -> PollOperation<'static> {
        let exchange = self.context.ask_patiently(caller, &ask.request, self.context.longest()).await;
        self.finish(caller, ask, exchange)
    }

    /// Asks on a connection of its own, for `patience` at most.
    pub async fn send_alone(&self, caller: &Caller, ask: Ask, patience: Duration) -> PollOperation<'static> {
        let exchange = self.context.exchange_within(caller, &ask.request, patience).await;
        self.finish(caller, ask, exchange)
    }

    /// Asks on a connection of its own, until `close` ends it.
    pub async fn send_until(
        &self,
        caller: &Caller,
        ask: Ask,
        close: oneshot::Receiver<Reason>,
    ) -> PollOperation<'static> {
        let exchange = self.context.exchange_until(caller, &ask.request, None, close).await;
        self.finish(caller, ask, exchange)
    }

    /// Sends a held poll. Drops `unsent` as soon as the request was written, or could not be.
    pub async fn hold(
        &self,
        caller: &Caller,
        ask: Ask,
        unsent: Option<oneshot::Sender<()>>,
        close: oneshot::Receiver<Reason>,
    ) -> PollOperation<'static> {
        let holding = self.context.meter.hold_one();
        let exchange = self.context.exchange_until(caller, &ask.request, unsent, close).await;
        drop(holding);
        self.finish(caller, ask, exchange)
    }

    /// Makes an operation of an exchange, and records it.
    pub fn finish(&self, caller: &Caller, ask: Ask, exchange: Exchange) -> PollOperation<'static> {
        let state = match &exchange.end {
            ExchangeEnd::Answered(response) => state_in(&response.body, &response.headers, &self.contract.answer),
            _ => None,
        };
        let extra = Extra { detail: PollDetail { state, ..ask.detail }.to_value(), ..Extra::default() };
        let operation = self.context.record(caller, ask.kind.name(), ask.record, exchange, extra);
        PollOperation::of(Cow::Owned(operation)).expect("this lab recorded it")
    }
}
