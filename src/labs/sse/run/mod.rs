//! How the steps of a scenario are done, and the streams that are open meanwhile.

mod listening;

use super::record::{NO_EVENT_ID, StreamKind, StreamRole};
use super::state::{Held, NobodyLeaves, StreamState};
use super::steps::{Read, Step, Subscribe};
use super::subscriber::{self, Subscriber};
use crate::driver::wire::{ACCEPTED, Request};
use crate::driver::{Caller, Context, Extra, kept};
use crate::history::{Event, Outcome, SKIPPED_DEAD};
use crate::scenario::Scenario;
use std::sync::Arc;
use std::time::Duration;

/// How long a server that was busy with streams of ours may take to be there again.
const SERVICE: Duration = Duration::from_secs(30);
/// The longest that one subscriber has to itself before the next comes; a head may come with the first event only.
const LET_IN: Duration = Duration::from_millis(250);
/// A server that restarts by itself is given five seconds.
const LIVES: u32 = 10;
const LIFE: Duration = Duration::from_millis(500);

/// Drives one scenario once.
pub async fn drive(state: Arc<StreamState>, scenario: &Scenario, attempt: u32) {
    let caller = state.caller(&scenario.id, attempt);
    let (open, over, watches, missing, nobody_leaves, last_id) = Default::default();
    let mut runner =
        StreamRunner { state, caller, open, over, next_client: 1, watches, missing, nobody_leaves, last_id };
    if runner.state.serves_one_at_a_time() {
        runner.state.let_go().await;
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
    /// So many of them had ended when it was last looked whether the target lives.
    over: usize,
    next_client: u32,
    /// The first of them is there since the lab was found.
    watches: bool,
    /// So many did not come that were to come and leave again.
    missing: u32,
    /// While the first of them is watched undisturbed.
    nobody_leaves: Option<NobodyLeaves>,
    /// The last event id of the client that left last.
    last_id: Option<String>,
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
                    if self.is_dead().await {
                        self.context().note(&self.caller, Event::Skipped(SKIPPED_DEAD));
                        break;
                    }
                    self.step(step).await;
                }
                self.nobody_leaves = None;
                let left = std::mem::take(&mut self.open);
                self.state.leave_later(left).await;
            }
        }
    }

    /// A stream that the target ended may have ended with it.
    async fn is_dead(&mut self) -> bool {
        let over = self.open.iter().filter(|one| one.is_over()).count();
        if over > self.over && !self.context().is_dead() {
            self.look_for_life().await;
        }
        self.over = over;
        self.context().is_dead()
    }

    async fn look_for_life(&self) {
        for _ in 0..LIVES {
            if !matches!(self.ask_for_a_page().await, Outcome::Refused(_)) {
                return;
            }
            tokio::time::sleep(LIFE).await;
        }
        self.context().died(&self.caller);
    }

    async fn ask_for_a_page(&self) -> Outcome {
        let caller = self.caller.with(StreamRole::Patience.name(), 0);
        let request = self.context().get("/");
        let exchange = self.context().exchange_within(&caller, &request, self.context().late()).await;
        let (kind, record) = (StreamKind::Page.name(), kept::request(&request));
        self.context().record(&caller, kind, record, exchange, Extra::default()).outcome
    }

    /// A server of one stream at a time may not know yet that those before have left: it sees that when it writes.
    async fn wait_for_service(&mut self) {
        let now = self.context().clock.now();
        let end = self.context().in_time(SERVICE.min(self.context().patience.left(now)));
        while self.context().clock.now() < end {
            let caller = self.caller.with(StreamRole::Patience.name(), 0);
            let request = self.context().get("/");
            let exchange = self.context().ask_patiently(&caller, &request, self.context().longest()).await;
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
            Step::Watch(age) => self.watch(*age).await,
            Step::WhenOthersMayLeave {} => self.state.others_may_leave().await,
            Step::Leave(leave) => {
                // Those that came last leave: the first may be there to see what becomes of it.
                let count = leave.count.saturating_sub(std::mem::take(&mut self.missing));
                let first = self.open.len().saturating_sub(count as usize);
                let leaving = self.open.split_off(first);
                self.last_id = leaving.last().and_then(|one| one.buffer().last_id.clone());
                self.nobody_leaves = None;
                self.state.leave(leaving).await;
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
        if step.unless_open && self.state.holds_one() {
            return;
        }
        // They come to see what becomes of the one that is watched: nobody needs them where that is over.
        if step.count > 1 && self.watches && self.open.first().is_some_and(Subscriber::is_over) {
            self.missing += step.count;
            return;
        }
        self.watches |= step.from_the_start;
        if step.from_the_start {
            if let Some(Held { subscriber, nobody_leaves }) = self.state.take_held() {
                subscriber.goes_on_as(self.client(StreamRole::Subscriber));
                self.nobody_leaves = Some(nobody_leaves);
                self.open.push(subscriber);
                return;
            }
            self.nobody_leaves = None;
            self.nobody_leaves = Some(self.state.nobody_leaves().await);
        }
        let mut request = subscriber::request(self.context(), &self.state.contract.stream.path);
        if step.browser {
            request.headers.push(("Accept-Encoding".into(), ACCEPTED.into()));
        }
        if step.resume {
            let Some(last) = self.last_id.clone() else {
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
            let subscriber = Subscriber::start(self.state.context.clone(), caller, request.clone()).await;
            self.open.push(subscriber);
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
                let exchange = context.exchange_within(&caller, &request, patience).await;
                let (kind, record) = (StreamKind::Page.name(), kept::request(&request));
                context.record(&caller, kind, record, exchange, Extra::default())
            }));
        }
        let is_beside = !self.open.is_empty() || self.state.holds_one();
        for one in reading {
            let operation = one.await.expect("asking does not panic");
            // A stream is open, and a client that asks beside it gets no answer: this server serves one at a time.
            if operation.was_open() && is_beside {
                self.state.saw_others_kept_out();
            }
        }
    }
}
