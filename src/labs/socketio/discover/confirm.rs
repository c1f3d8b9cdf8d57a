//! Tries a way to speak to a chat with three clients: two in one room, one in another.

use super::engine::caller;
use crate::driver::Context;
use crate::labs::socketio::client::{ChatClient, Identity};
use crate::labs::socketio::contract::{Chat, Emitted};
use crate::labs::socketio::fresh::Fresh;
use crate::labs::socketio::heard::Heard;
use crate::labs::socketio::kin::Kin;
use crate::labs::socketio::record::{ChatRole, Transport};
use crate::labs::socketio::state::ChatState;
use std::sync::Arc;
use std::time::Duration;

/// So long a message is waited for while it is not known whether it is one; the noise of the machine comes on top.
const ANSWER: Duration = Duration::from_millis(1_000);
/// So long all three may take to connect.
const CONNECT: Duration = Duration::from_secs(5);

/// What came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Confirmed {
    pub connected: bool,
    /// What one said reached the other in its room.
    pub delivered: bool,
    /// It reached somebody: its sender, or somebody in another room.
    pub came_back: bool,
    pub leaked: bool,
    /// The one heard that the other had come.
    pub announced: bool,
}

impl Confirmed {
    /// Rooms are rooms: nothing speaks against it.
    pub fn is_right(&self) -> bool {
        self.delivered && (self.announced || !self.leaked)
    }

    pub fn shows_something(&self) -> bool {
        self.delivered || self.came_back || self.leaked
    }
}

/// Three clients, each in its room as far as these events bring it there.
pub struct Trio {
    state: ChatState,
    clients: Vec<(ChatClient, Identity)>,
    connected: bool,
    announced: bool,
}

impl Trio {
    /// They connect, and join one after the other, each by all of these events.
    pub async fn join(context: &Arc<Context>, kin: &'static Kin, chat: &Chat, seed: u32, joins: &[Emitted]) -> Self {
        let state = ChatState::new(kin, context.clone(), chat.clone(), Fresh::new(seed));
        let room = state.room(&caller(kin)).await;
        let elsewhere = state.room(&caller(kin)).await;
        let other = state.in_room(&state.room(&caller(kin)).await, &room);
        let mut trio = Self { state, clients: vec![], connected: true, announced: false };
        for (number, who) in (1..).zip([room, other, elsewhere]) {
            let caller = caller(kin).with(ChatRole::Discovery.name(), number);
            let mut client = ChatClient::open(context, caller, chat, Transport::Browser, &who);
            trio.connected &= client.link.connected(context.no_longer_than(CONNECT)).await;
            if trio.connected {
                trio.bring_in(&mut client, &who, joins).await;
            }
            trio.clients.push((client, who));
        }
        trio
    }

    async fn bring_in(&self, client: &mut ChatClient, who: &Identity, joins: &[Emitted]) {
        for join in joins {
            let known = client.heard().len();
            let emit = client.emit(&self.state.chat, join, &who.filling(String::new(), self.state.fresh.id()));
            emit.sent().await;
            if joins.len() == 1 {
                let patience = self.state.sign();
                let has_sign = tokio::select! {
                    answer = emit.acknowledged(patience) => answer.is_some(),
                    heard = client.until(patience, |heard| (heard.len() > known).then_some(())) => heard.is_some(),
                };
                if has_sign {
                    self.state.saw_a_sign(true);
                }
            }
        }
    }

    /// The first says something by each of these events. The first event by which the second hears what it says, and what
    /// else came of that one; or of the last if none does.
    pub async fn say(&mut self, messages: &[Emitted]) -> (Option<usize>, Confirmed) {
        if !self.connected {
            return (None, Confirmed::default());
        }
        let (second, user) = (1, self.clients[1].1.user.clone());
        self.announced = self.clients[0].0.heard().iter().any(|heard| heard.has(&user));
        let mut texts = Vec::new();
        for message in messages {
            let (client, who) = &self.clients[0];
            let (text, id) = (self.state.fresh.text(), self.state.fresh.id());
            client.emit(&self.state.chat, message, &who.filling(text.clone(), id)).sent().await;
            texts.push(text);
        }
        let noise = self.state.context.meter.recent(self.state.context.clock.now()).min(ANSWER);
        let patience = ANSWER + noise + self.state.listening();
        let first = |heard: &[Heard]| texts.iter().position(|text| heard.iter().any(|one| one.has(text)));
        let reached = self.clients[second].0.until(patience, first).await;
        let which = reached.unwrap_or(texts.len().saturating_sub(1));
        let mut heard_by = |place: usize| {
            let heard = self.clients[place].0.heard();
            texts.get(which).is_some_and(|text| heard.iter().any(|one| one.has(text)))
        };
        let (came_back, leaked) = (heard_by(0), heard_by(2));
        let delivered = reached.is_some();
        (reached, Confirmed { connected: true, delivered, came_back, leaked, announced: self.announced })
    }

    /// All leave.
    pub async fn leave(self) {
        for (client, _) in self.clients {
            client.finish().await;
        }
    }
}

/// Tries a way.
pub async fn confirm(context: &Arc<Context>, kin: &'static Kin, chat: &Chat, seed: u32) -> Confirmed {
    let joins: Vec<Emitted> = chat.join.iter().cloned().collect();
    let mut trio = Trio::join(context, kin, chat, seed, &joins).await;
    let (_, confirmed) = trio.say(std::slice::from_ref(&chat.message)).await;
    trio.leave().await;
    confirmed
}
