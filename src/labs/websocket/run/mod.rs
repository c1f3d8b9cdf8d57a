//! How the steps of a scenario are done, and the clients that are connected meanwhile.

mod deeds;
mod hearing;
mod life;

use super::contract::Filling;
use super::exercise::Exercise;
use super::heard::Heard;
use super::link::{Link, Outgoing};
use super::record::{DoneDetail, NativeKind, NativeRole, SEND};
use super::state::{NativeState, discovery};
use super::steps::{Connect, Role, Step, Who};
use crate::driver::wire::{Exchange, ExchangeEnd};
use crate::driver::{Caller, Context, Extra};
use crate::history::{Client, Event, Nanos, Reason, RequestRecord, SKIPPED_DEAD};
use crate::scenario::Scenario;
use hearing::Due;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is written down of a message is this much of it.
const QUOTED: usize = 1000;

/// Drives one scenario once.
pub async fn drive(state: Arc<NativeState>, scenario: &Scenario, attempt: u32) {
    let caller = state.caller(&scenario.id, attempt);
    let rounds = scenario.rounds_as::<Step>();
    let (clients, numbers, due, over) = Default::default();
    let mut runner = Runner { state, caller, clients, numbers, due, over };
    runner.context().note(&runner.caller, Event::Start);
    for round in &rounds {
        for _ in 0..round.times {
            runner.caller.round += 1;
            runner.round(&round.steps).await;
        }
    }
    runner.finish().await;
    runner.context().note(&runner.caller, Event::Finish);
}

/// Everybody who is still connected leaves.
pub async fn leave_all(state: Arc<NativeState>) {
    let links = state.take_pool();
    let leaving: Vec<_> = links
        .into_iter()
        .map(|mut link| {
            link.begin_part();
            tokio::spawn(async move { link.finish(&discovery(0)).await })
        })
        .collect();
    for one in leaving {
        one.await.expect("leaving does not panic");
    }
}

struct Runner {
    state: Arc<NativeState>,
    caller: Caller,
    clients: Vec<Member>,
    /// How many there were of each role, those of an exercise included that the target does not have: a step names the same
    /// client whatever there is.
    numbers: BTreeMap<Role, u32>,
    /// What somebody is to hear since the last step that waited for it.
    due: Vec<Due>,
    /// So many connections had been ended by the target when it was last looked whether it lives.
    over: usize,
}

/// A client of a scenario.
struct Member {
    client: Client,
    exercise: Exercise,
    link: Link,
    has_left: bool,
}

impl Member {
    /// What it has heard so far.
    fn heard(&self) -> Vec<Heard> {
        self.link.log().received().filter_map(Heard::of).collect()
    }

    fn is_open(&self) -> bool {
        let log = self.link.log();
        log.opened().is_some() && !log.is_over()
    }
}

impl Runner {
    fn context(&self) -> &Arc<Context> {
        &self.state.context
    }

    async fn round(&mut self, steps: &[Step]) {
        if let Some(why) = self.context().hindrance(false) {
            self.context().note(&self.caller, Event::Skipped(why));
            return;
        }
        for step in steps {
            if self.is_dead().await {
                self.context().note(&self.caller, Event::Skipped(SKIPPED_DEAD));
                return;
            }
            self.step(step).await;
        }
        self.is_dead().await;
    }

    async fn step(&mut self, step: &Step) {
        match step {
            Step::Connect(connect) => self.connect(connect).await,
            Step::Say(say) => self.say(say).await,
            Step::Hear(hear) => self.hear(&hear.who).await,
            Step::Listen(_) => self.listen().await,
            Step::Leave(leave) => self.leave(leave).await,
            Step::Frame(frame) => self.frame(frame).await,
            Step::Wait(time) => tokio::time::sleep(*time).await,
        }
    }

    /// Who has left or sent what no page sends is written down and gone; the others stay for the next scenario.
    async fn finish(&mut self) {
        for member in std::mem::take(&mut self.clients) {
            let caller = self.caller.with(member.client.role.clone(), member.client.number);
            let stays = member.is_open() && member.client.role != NativeRole::Stranger.name();
            if stays {
                member.link.record(&caller);
                self.state.keep(member.link);
            } else if member.link.log().is_over() {
                member.link.record(&caller);
            } else {
                member.link.finish(&caller).await;
            }
        }
    }

    /// Where one of the clients of a scenario is in their list.
    fn find(&self, who: &Who) -> Option<usize> {
        self.clients.iter().position(|member| member.client == who.0)
    }

    async fn connect(&mut self, step: &Connect) {
        let before = self.numbers.entry(step.role).or_default();
        let numbers = *before + 1..=*before + step.count;
        *before += step.count;
        if self.state.exercises.get(step.to).is_none() || self.state.is_dead(step.to) {
            return;
        }
        let (role, first) = (step.role.of_record(), self.clients.len());
        for number in numbers {
            // A client that is to do harm is one of its own.
            let known = (role != NativeRole::Stranger).then(|| self.state.pooled(step.to)).flatten();
            let Some(link) = known.or_else(|| self.state.open(step.to)) else { return };
            let client = Client { role: role.name(), number };
            self.clients.push(Member { client, exercise: step.to, link, has_left: false });
        }
        for place in first..self.clients.len() {
            self.wait_until_open(place).await;
        }
        if step.to == Exercise::Relay {
            self.try_out().await;
        }
    }

    /// Waits until one client is connected, or will not be.
    async fn wait_until_open(&self, place: usize) {
        let member = &self.clients[place];
        let started = self.context().clock.now();
        let patience = self.context().no_longer_than(self.state.lost());
        if !member.link.opened(patience).await && !member.link.log().is_over() {
            self.context().waited_in_vain(started);
        }
    }

    /// Sends a text of a client, in the form of the contract. Its place among what that client sent.
    fn send_text(&self, place: usize, text: &str) -> (usize, String) {
        let member = &self.clients[place];
        let (user, id) = (member.client.to_string(), self.state.fresh.word());
        let filling = Filling { text: text.into(), user, id };
        let form = self.state.exercises.get(member.exercise).map(|endpoint| filling.message(&endpoint.send));
        let wire = form.unwrap_or_else(|| text.to_owned());
        (member.link.send(Outgoing::Text(wire.clone())), wire)
    }

    /// Writes down something that a client did: begun then, and handed to the system, if it ever was.
    fn record_done(
        &self,
        place: usize,
        kind: NativeKind,
        wire: &str,
        times: (Nanos, Option<Nanos>),
        detail: &DoneDetail,
    ) {
        let member = &self.clients[place];
        let (started, sent) = times;
        let end = match sent {
            Some(_) => ExchangeEnd::Indeterminate(Reason::NoAnswer),
            None => ExchangeEnd::Refused("the connection was over".into()),
        };
        let done = self.context().clock.now();
        let exchange = Exchange { started, sent, head: None, done, arrived: None, network: None, end };
        let path = self.state.endpoint(member.exercise).and_then(|(_, place)| place).map(|place| place.path);
        let request = RequestRecord {
            method: SEND.into(),
            path: path.unwrap_or_default(),
            body: (!wire.is_empty()).then(|| wire.chars().take(QUOTED).collect()),
            ..RequestRecord::default()
        };
        let detail = serde_json::to_value(detail).expect("plain data");
        let caller = self.caller.with(member.client.role.clone(), member.client.number);
        self.context().record(&caller, kind.name(), request, exchange, Extra { channel: None, detail });
    }
}
