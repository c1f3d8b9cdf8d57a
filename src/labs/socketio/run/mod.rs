//! How the steps of a scenario are done, and the clients that are connected meanwhile.

mod deeds;
mod hearing;
mod life;
mod page;
mod status;

use super::client::{ChatClient, Identity};
use super::link::Emit;
use super::record::{ChatKind, ChatRole, DoneDetail, Transport, Unopened};
use super::state::ChatState;
use super::steps::{Connect, Join, Step, Who};
use crate::driver::{Caller, Context};
use crate::history::{Client, Event, Nanos, SKIPPED_DEAD};
use crate::scenario::Scenario;
use hearing::Due;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// So long is waited until it is known by which transport a client goes on: no page waits for that, and whoever measures
/// does, so that nothing changes meanwhile.
const SETTLE: Duration = Duration::from_secs(2);

/// Nobody types faster than this: a server may refuse two messages that come closer to each other, but in a burst.
const TYPING: Duration = Duration::from_millis(100);

/// Drives one scenario once.
pub async fn drive(state: Arc<ChatState>, scenario: &Scenario, attempt: u32) {
    let caller = state.caller(&scenario.id, attempt);
    let rounds = scenario.rounds_as::<Step>();
    let steps = || rounds.iter().flat_map(|round| &round.steps);
    let joining = steps().filter_map(|step| match step {
        Step::Join(Join { who, .. }) => Some(who.0.clone()),
        _ => None,
    });
    let joining = joining.collect();
    let (clients, rooms, due, said, over, namesake, status) = Default::default();
    let mut runner = ChatRunner { state, caller, joining, clients, rooms, due, said, over, namesake, status };
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

struct ChatRunner {
    state: Arc<ChatState>,
    caller: Caller,
    /// The clients that join a room in this scenario.
    joining: Vec<Client>,
    clients: Vec<Member>,
    /// The rooms by their labels, and the token of each.
    rooms: BTreeMap<String, Identity>,
    /// What somebody is to hear since the last step that waited for it.
    due: Vec<Due>,
    /// What was emitted, and is not written down yet: its acknowledgement may still come.
    said: Vec<Said>,
    /// So many links had been ended by the target when it was last looked whether it lives.
    over: usize,
    /// The pseudo of those that have the same.
    namesake: Option<String>,
    /// What was answered when it was last asked how many are connected.
    status: Option<Vec<u8>>,
}

/// A client of a scenario.
struct Member {
    client: Client,
    transport: Transport,
    /// Which instance of the target it is connected with.
    instance: u32,
    who: Identity,
    /// Since when it is in the room that it joined last.
    joined: Nanos,
    /// When it last said something.
    said: Nanos,
    /// None until it connects, if it joins by its handshake.
    chat: Option<ChatClient>,
    has_left: bool,
}

impl Member {
    /// Whether it has what it takes to be let in.
    fn is_let_in(&self) -> bool {
        self.who.gives.is_good()
    }
}

struct Said {
    emit: Emit,
    kind: ChatKind,
    caller: Caller,
    detail: DoneDetail,
}

impl ChatRunner {
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
    }

    async fn step(&mut self, step: &Step) {
        match step {
            Step::Connect(connect) => self.connect(connect).await,
            Step::Join(join) => self.join(join).await,
            Step::Say(say) => self.say(say).await,
            Step::Hear(hear) => {
                self.hear(&hear.who, hear.arrivals, hear.patience).await;
                self.write_down();
            }
            Step::Quiet(quiet) => {
                self.quiet(quiet).await;
                self.write_down();
            }
            Step::Leave(leave) => self.leave(leave).await,
            Step::Empty(empty) => self.empty(empty).await,
            Step::Read(read) => self.read(read.library).await,
            Step::Status(_) => self.status().await,
            Step::Wait(time) => tokio::time::sleep(*time).await,
        }
    }

    /// All that was emitted so far, each with the acknowledgement that has come by now.
    fn write_down(&mut self) {
        for Said { emit, kind, caller, detail } in std::mem::take(&mut self.said) {
            emit.record(self.context(), &caller, kind, detail_of(&detail));
        }
    }

    /// Everybody leaves.
    async fn finish(&mut self) {
        self.write_down();
        let all = std::mem::take(&mut self.clients);
        let leaving: Vec<_> =
            all.into_iter().filter_map(|member| member.chat).map(|chat| tokio::spawn(chat.finish())).collect();
        for one in leaving {
            one.await.expect("leaving does not panic");
        }
    }

    /// Where one of the clients of a scenario is in their list. A scenario that names one that is not there does nothing.
    fn find(&self, who: &Who) -> Option<usize> {
        self.clients.iter().position(|member| member.client == who.0)
    }

    async fn connect(&mut self, step: &Connect) {
        let role = step.role.of_record();
        let before = self.clients.iter().filter(|member| member.client.role == role.name()).count();
        let first = self.clients.len();
        for number in 1..=step.count {
            let number = u32::try_from(before).unwrap_or(u32::MAX) + number;
            let client = Client { role: role.name(), number };
            let mut who = self.state.giving(step.token, self.state.room(&self.caller).await);
            if role == ChatRole::Namesake {
                who.user = self.namesake.get_or_insert(who.user).clone();
            }
            let waits = self.state.chat.handshake.joins() && self.joining.contains(&client);
            let mut member = Member {
                client,
                transport: step.transport,
                instance: step.instance,
                who,
                joined: 0,
                said: 0,
                chat: None,
                has_left: false,
            };
            if !waits {
                self.open(&mut member);
            }
            self.clients.push(member);
        }
        for place in first..self.clients.len() {
            self.wait_until_connected(place).await;
        }
    }

    fn open(&self, member: &mut Member) {
        let caller = self.caller.with(member.client.role.clone(), member.client.number);
        let (context, chat) = (self.context(), &self.state.chat);
        member.chat = Some(ChatClient::open_at(member.instance, context, caller, chat, member.transport, &member.who));
    }

    async fn wait_until_connected(&mut self, place: usize) {
        if !self.is_connected(place).await && self.is_refused_polling(place) {
            // No page would get in by a plain `io()`; whatever else there is to see is seen by WebSocket.
            let Some(refused) = self.clients[place].chat.take() else { return };
            refused.finish().await;
            let mut member = self.clients.remove(place);
            member.transport = Transport::Websocket;
            self.open(&mut member);
            self.clients.insert(place, member);
            self.is_connected(place).await;
        }
    }

    /// Waits until one client is connected, or will not be.
    async fn is_connected(&self, place: usize) -> bool {
        let Some(chat) = &self.clients[place].chat else { return true };
        let started = self.context().clock.now();
        // Nobody waits long for who should not be let in.
        let is_awaited = self.clients[place].is_let_in();
        let patience = if is_awaited { self.state.lost() } else { self.state.refusal() };
        let patience = self.context().no_longer_than(patience);
        let is_connected = chat.link.connected(patience).await;
        if is_connected {
            chat.link.settled(SETTLE).await;
        } else if is_awaited && !chat.link.log().is_over() {
            self.context().waited_in_vain(started);
        }
        is_connected
    }

    fn is_refused_polling(&self, place: usize) -> bool {
        let member = &self.clients[place];
        let unopened = member.chat.as_ref().and_then(|chat| chat.link.log().detail().unopened.clone());
        // Not every library says why in the same words.
        let is_refusal = matches!(unopened, Some(Unopened::TransportUnknown | Unopened::Status(400..500, _)));
        member.transport == Transport::Browser && is_refusal
    }
}

/// As it is written down.
fn detail_of(detail: &DoneDetail) -> serde_json::Value {
    serde_json::to_value(detail).expect("plain data")
}
