//! How many clients the chat of a target bears, and how soon it delivers what they say.

mod copies;
mod round;

pub use round::{ChatFault, ChatFigures, ChatVerdict};

use super::client::{ChatClient, Identity};
use super::kin::Kin;
use super::reach::{ReachError, reach};
use super::record::{ChatRole, Transport};
use super::state::ChatState;
use crate::driver::Context;
use crate::driver::run::{Plan, Started};
use crate::driver::usage::{Usage, listeners};
use crate::driver::wire::nanos;
use crate::history::Nanos;
use copies::{Spoken, copies};
use futures_util::StreamExt;
use futures_util::stream::{self, FuturesUnordered};
use std::sync::Arc;
use std::time::Duration;

/// So many connect at once: a listen backlog of 128 is the least that servers have.
const AT_ONCE: usize = 32;
/// So long one of them is waited for.
const CONNECT: Duration = Duration::from_secs(10);
const SETTLE: Duration = Duration::from_secs(2);
/// How long what is due may take before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(10);
/// Nobody writes two messages in half a second: a server may limit that.
const TYPING: Duration = Duration::from_millis(600);
/// What all clients together keep of what they hear, and what each one may keep at least.
const KEPT: usize = 512 << 20;
const KEPT_EACH: usize = 64 << 10;

/// A chat that was found, and the clients in its rooms.
pub struct ChatLoad {
    state: ChatState,
    rooms: usize,
    members: Vec<Member>,
    listeners: Vec<u32>,
    /// What was used before anybody was connected.
    before: [Option<Usage>; 2],
    rounds: usize,
    /// The control goes on for as long as this lives.
    _started: Started,
}

struct Member {
    client: ChatClient,
    room: usize,
    who: Identity,
}

/// How the clients came in.
#[derive(Debug, Clone, PartialEq)]
pub struct ChatEntry {
    pub wanted: usize,
    pub connected: usize,
    /// Of those, so many by WebSocket.
    pub by_websocket: usize,
    pub setup: Nanos,
    /// What their being there takes, by us and by the target where its processes can be seen.
    pub memory: [Option<u64>; 2],
}

impl ChatLoad {
    /// Finds the chat. One without rooms has one for all.
    pub async fn start(plan: &Plan, kin: &'static Kin, rooms: usize) -> Result<Self, ReachError> {
        let (state, started) = reach(plan, kin).await?;
        let address = started.target().address();
        let listeners = if address.ip().is_loopback() { listeners(address) } else { vec![] };
        let before = usage(&listeners);
        let has_rooms = state.chat.join.is_some() || state.chat.handshake.joins();
        let rooms = if has_rooms { rooms } else { 1 };
        Ok(Self { state, rooms, members: vec![], listeners, before, rounds: 0, _started: started })
    }

    fn context(&self) -> &Arc<Context> {
        &self.state.context
    }

    pub fn rooms(&self) -> usize {
        self.rooms
    }

    /// Within this, a message is prompt, as everywhere; noise comes on top.
    pub fn prompt(&self) -> Nanos {
        nanos(self.context().prompt())
    }

    pub fn noise_bound(&self) -> Nanos {
        self.context().tolerance.noise_bound()
    }

    /// How long it takes at most until so many are in, and have said so much.
    pub fn bound(&self, clients: usize, messages: usize) -> Duration {
        let turns = u32::try_from(clients.div_ceil(AT_ONCE)).unwrap_or(u32::MAX);
        let each = PATIENCE + TYPING + self.state.listening().max(Duration::from_secs(3));
        entry_bound(turns) + each * u32::try_from(messages).unwrap_or(u32::MAX)
    }

    /// So many clients connect and join, each the next room.
    pub async fn enter(&mut self, clients: usize) -> ChatEntry {
        let from = self.context().clock.now();
        let caller = self.state.caller("load", 1);
        let mut rooms = vec![];
        for _ in 0..self.rooms {
            rooms.push(self.state.room(&caller).await);
        }
        let turns = u32::try_from(clients.div_ceil(AT_ONCE)).unwrap_or(u32::MAX);
        let most = (KEPT / clients.max(1)).max(KEPT_EACH);
        let state = &self.state;
        let entering = stream::iter(0..clients).map(|number| {
            let room = number % rooms.len();
            let who = state.in_room(&own(state), &rooms[room]);
            enter(state, number, room, who, most)
        });
        let mut entering = std::pin::pin!(entering.buffer_unordered(AT_ONCE));
        let end = tokio::time::Instant::now() + entry_bound(turns);
        let mut members = vec![];
        while let Ok(Some(entered)) = tokio::time::timeout_at(end, entering.next()).await {
            members.extend(entered);
        }
        let setup = self.context().clock.now() - from;
        // What one said as it came in is not to be taken for what is said later.
        tokio::time::sleep(self.state.listening()).await;
        let now = usage(&self.listeners);
        let more = |n: usize| Some(now[n]?.memory.saturating_sub(self.before[n]?.memory));
        let by_websocket = members.iter().filter(|member: &&Member| is_by_websocket(member)).count();
        let memory = [more(0), more(1)];
        self.members = members;
        ChatEntry { wanted: clients, connected: self.members.len(), by_websocket, setup, memory }
    }

    /// One client of each room says something.
    pub async fn round(&mut self) -> ChatFigures {
        if self.rounds > 0 {
            tokio::time::sleep(TYPING).await;
        }
        let turn = self.rounds;
        self.rounds += 1;
        let from = self.context().clock.now();
        let known: Vec<usize> = self.members.iter().map(|member| member.client.link.log().frames().len()).collect();
        let mut spoken: Vec<Spoken> = vec![];
        for room in 0..self.rooms {
            let inside: Vec<usize> = (0..self.members.len()).filter(|n| self.members[*n].room == room).collect();
            // Each time another one.
            let Some(speaker) = inside.get(turn % inside.len().max(1)).copied() else { continue };
            let Member { client, who, .. } = &self.members[speaker];
            let text = self.state.fresh.text();
            let filling = who.filling(text.clone(), self.state.fresh.id());
            let emit = client.emit(&self.state.chat, &self.state.chat.message, &filling);
            let others = inside.into_iter().filter(|n| *n != speaker).collect();
            spoken.push(Spoken { text, room, others, emit });
        }
        let mut figures = self.deliver(&spoken, &known).await;
        tokio::time::sleep(self.state.listening()).await;
        for (number, member) in self.members.iter().enumerate() {
            let log = member.client.link.log();
            figures.gone += usize::from(log.is_over());
            let count = copies(&log.frames()[known[number].min(log.frames().len())..], &spoken, member.room);
            figures.twice += count.twice;
            figures.elsewhere += count.elsewhere;
        }
        figures.noise = self.noise(from).await;
        figures
    }

    /// Waits until what was said has come to everybody to whom it is due, or is lost.
    async fn deliver(&self, spoken: &[Spoken], known: &[usize]) -> ChatFigures {
        let mut figures = ChatFigures { messages: spoken.len(), ..ChatFigures::default() };
        let mut waiting = FuturesUnordered::new();
        for one in spoken {
            figures.due += one.others.len();
            for &number in &one.others {
                let link = &self.members[number].client.link;
                waiting.push(async move {
                    let sent = one.emit.sent().await?;
                    let came = link.hears(&one.text, known[number], PATIENCE).await?;
                    Some(came.saturating_sub(sent))
                });
            }
        }
        while let Some(took) = waiting.next().await {
            figures.heard.extend(took);
        }
        figures.heard.sort_unstable();
        if let Some(slowest) = figures.heard.last() {
            self.state.delivered_in(*slowest);
        }
        figures
    }

    /// The largest noise since then.
    async fn noise(&self, since: Nanos) -> Nanos {
        let noise = self.context().recorder.snapshot().await.history.noise;
        noise.iter().filter(|noise| noise.at + noise.late >= since).map(|noise| noise.late).max().unwrap_or(0)
    }

    /// Everybody leaves.
    pub async fn leave(self) {
        stream::iter(self.members)
            .for_each_concurrent(AT_ONCE * 4, |member| async { drop(member.client.finish().await) })
            .await;
    }
}

fn entry_bound(turns: u32) -> Duration {
    CONNECT + Duration::from_millis(500) * turns
}

/// A client with a pseudo of its own, in no room yet.
fn own(state: &ChatState) -> Identity {
    let token = state.chat.token.as_ref().map(|token| token.good.clone()).unwrap_or_default();
    Identity { user: state.fresh.user(), token, ..Identity::default() }
}

/// Connects and joins; none if it is not let in.
async fn enter(state: &ChatState, number: usize, room: usize, who: Identity, most: usize) -> Option<Member> {
    let number = u32::try_from(number + 1).unwrap_or(u32::MAX);
    let caller = state.caller("load", 1).with(ChatRole::Member.name(), number);
    let mut client = ChatClient::open_within(most, 1, &state.context, caller, &state.chat, Transport::Browser, &who);
    if !client.link.connected(CONNECT).await {
        client.finish().await;
        return None;
    }
    client.link.settled(SETTLE).await;
    if let Some(join) = &state.chat.join {
        let known = client.heard().len();
        let emit = client.emit(&state.chat, join, &who.filling(String::new(), state.fresh.id()));
        emit.sent().await;
        let patience = state.sign();
        let has_sign = tokio::select! {
            answer = emit.acknowledged(patience) => answer.is_some(),
            heard = client.until(patience, |heard| (heard.len() > known).then_some(())) => heard.is_some(),
        };
        state.saw_a_sign(has_sign);
    }
    Some(Member { client, room, who })
}

fn is_by_websocket(member: &Member) -> bool {
    let log = member.client.link.log();
    log.detail().upgraded.is_some() || log.detail().transport == Transport::Websocket
}

/// Ours, and the target's.
fn usage(listeners: &[u32]) -> [Option<Usage>; 2] {
    [Usage::of_us(), Usage::of(listeners)]
}
