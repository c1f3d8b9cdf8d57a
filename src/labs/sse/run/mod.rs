//! How the steps of a scenario are done, and the streams that are open meanwhile.

mod buffer;
mod subscriber;

use super::bound::FIRST;
use super::record::{NO_EVENT_ID, StreamKind, StreamRole};
use super::state::StreamState;
use super::steps::{Listen, Read, Step, Subscribe};
use crate::driver::wire::{ACCEPTED, Request, nanos};
use crate::driver::{Caller, Context, Extra, kept};
use crate::history::Event;
use crate::scenario::Scenario;
use std::sync::Arc;
use std::time::Duration;
use subscriber::Subscriber;

/// How long a server that was busy with streams of ours may take to be there again.
const SERVICE: Duration = Duration::from_secs(30);
/// The longest that one subscriber has to itself before the next comes; a head may come with the first event only.
const LET_IN: Duration = Duration::from_millis(250);
/// How often open streams are looked at.
const LOOK: Duration = Duration::from_millis(10);

/// Drives one scenario once.
pub async fn drive(state: Arc<StreamState>, scenario: &Scenario, attempt: u32) {
    let caller = state.caller(&scenario.id, attempt);
    let mut runner = StreamRunner { state, caller, open: vec![], next_client: 1 };
    if runner.state.serves_one_at_a_time() {
        runner.wait_for_service().await;
    }
    runner.context().note(&runner.caller, Event::Start);
    runner.rounds(scenario).await;
    runner.context().note(&runner.caller, Event::Finish);
}

struct StreamRunner {
    state: Arc<StreamState>,
    caller: Caller,
    open: Vec<Subscriber>,
    next_client: u32,
}

impl StreamRunner {
    fn context(&self) -> &Arc<Context> {
        &self.state.context
    }

    async fn rounds(&mut self, scenario: &Scenario) {
        for round in scenario.rounds_as::<Step>() {
            for _ in 0..round.times {
                self.caller.round += 1;
                if let Some(why) = self.context().hindrance(true) {
                    self.context().note(&self.caller, Event::Skipped(why));
                    continue;
                }
                for step in &round.steps {
                    self.step(step).await;
                }
                let left = std::mem::take(&mut self.open);
                self.leave(left).await;
            }
        }
    }

    /// A server of one stream at a time may not know yet that those before have left: it sees that when it writes.
    async fn wait_for_service(&mut self) {
        let now = self.context().clock.now();
        let end = self.context().in_time(SERVICE.min(self.context().patience.left(now)));
        while self.context().clock.now() < end {
            let caller = self.caller.with(StreamRole::Patience.name(), 0);
            let request = self.context().get("/");
            let exchange = self.context().http.exchange(&request, self.context().longest()).await;
            let (kind, record) = (StreamKind::Page.name(), kept::request(&request));
            if !self.context().record(&caller, kind, record, exchange, Extra::default()).was_open() {
                return;
            }
        }
    }

    async fn step(&mut self, step: &Step) {
        match step {
            Step::Subscribe(subscribe) => self.subscribe(subscribe).await,
            Step::Listen(listen) => self.listen(listen).await,
            Step::Leave(leave) => {
                // Those that came last leave: the first may be there to see what becomes of it.
                let first = self.open.len().saturating_sub(leave.count as usize);
                let leaving = self.open.split_off(first);
                self.leave(leaving).await;
            }
            Step::Read(read) => self.read(read).await,
            Step::Wait(time) => tokio::time::sleep(*time).await,
        }
    }

    fn client(&mut self, role: StreamRole) -> Caller {
        let number = self.next_client;
        self.next_client += 1;
        self.caller.with(role.name(), number)
    }

    async fn subscribe(&mut self, step: &Subscribe) {
        let mut request = self.context().get(&self.state.contract.stream.path);
        request.headers.push(("Accept".into(), "text/event-stream".into()));
        request.headers.push(("Cache-Control".into(), "no-cache".into()));
        if step.browser {
            request.headers.push(("Accept-Encoding".into(), ACCEPTED.into()));
        }
        if step.resume {
            let Some(last) = self.state.last_event_id() else {
                self.context().note(&self.caller, Event::Skipped(NO_EVENT_ID));
                return;
            };
            request.headers.push(("Last-Event-ID".into(), last));
        }
        let role = match step {
            Subscribe { browser: true, .. } => StreamRole::Browser,
            Subscribe { resume: true, .. } => StreamRole::Returner,
            _ => StreamRole::Subscriber,
        };
        for _ in 0..step.count {
            let caller = self.client(role);
            self.open.push(Subscriber::start(self.state.context.clone(), caller, request.clone()));
            // Connects are paced: a listen queue is short in many a framework.
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        if step.count == 1 {
            self.let_in().await;
        }
    }

    /// The client that came last is let in before the next, if the server does that at once: of a server with room for
    /// one, the first is to be served, whatever the machine does.
    async fn let_in(&self) {
        let until = self.context().in_time(LET_IN);
        while self.open.last().is_some_and(|one| !one.has_begun()) && self.context().clock.now() < until {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Waits for each stream until it has shown enough, is over, or is silent.
    async fn listen(&mut self, step: &Listen) {
        let (first, slack) = (nanos(FIRST) + nanos(self.context().longest()), nanos(self.context().longest()));
        let from = self.context().clock.now();
        loop {
            let now = self.context().clock.now();
            let waits =
                |one: &Subscriber| !one.is_over() && one.buffer().wants_more(step.intervals, from, now, first, slack);
            if !self.open.iter().any(waits) || self.context().patience.left(now).is_zero() {
                break;
            }
            tokio::time::sleep(LOOK).await;
        }
        // Refused or left without an event while another one has some: what is opened beside others proves nothing.
        let (served, kept_out): (Vec<_>, Vec<_>) = self.open.iter().partition(|one| one.has_event());
        if !served.is_empty() && !kept_out.is_empty() {
            self.state.saw_others_kept_out();
        }
    }

    async fn leave(&self, leaving: Vec<Subscriber>) {
        for one in leaving {
            one.leave(&self.state).await;
        }
    }

    async fn read(&mut self, read: &Read) {
        let stream = &self.state.contract.stream;
        let own = if read.method.is_some() { &stream.path } else { &stream.page };
        let request = Request {
            method: read.method.clone().unwrap_or_else(|| "GET".into()),
            ..self.context().get(read.path.as_ref().unwrap_or(own))
        };
        let patience = self.context().late();
        let mut reading = Vec::new();
        for _ in 0..read.count {
            let (caller, context, request) = (self.client(StreamRole::Reader), self.context().clone(), request.clone());
            reading.push(tokio::spawn(async move {
                let exchange = context.exchange_within(&request, patience).await;
                let (kind, record) = (StreamKind::Page.name(), kept::request(&request));
                context.record(&caller, kind, record, exchange, Extra::default())
            }));
        }
        for one in reading {
            let operation = one.await.expect("asking does not panic");
            // A stream is open, and a client that asks beside it gets no answer: this server serves one at a time.
            if operation.was_open() && !self.open.is_empty() {
                self.state.saw_others_kept_out();
            }
        }
    }
}
