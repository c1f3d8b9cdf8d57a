//! A client that joins a room of a chat and only listens: for whoever looks on.

mod told;

pub use told::{Told, told};

use super::client::{ChatClient, Identity};
use super::contract::Chat;
use super::kin::Kin;
use super::reach::{ReachError, reach};
use super::record::{Transport, Unopened};
use super::state::ChatState;
use crate::driver::Context;
use crate::driver::run::{Plan, Started};
use crate::driver::wire::Clock;
use crate::history::{ChannelEnd, Nanos};
use std::sync::Arc;
use std::time::Duration;

/// The official client gives up a connection that is not made within this time.
const CONNECT: Duration = Duration::from_secs(20);

/// A chat that was found, ready to be listened to.
pub struct Room {
    state: Arc<ChatState>,
    who: Identity,
    /// The recorder goes on for as long as this lives.
    _started: Started,
}

/// One connection of it.
pub struct Listener {
    client: ChatClient,
    told: usize,
    acknowledged: usize,
}

/// Why a connection was not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoEntry {
    /// The namespace was refused, for this reason.
    Refused(String),
    /// Version 2 of the library.
    Protocol2,
    /// No connection, no answer in time, or none that is one.
    Nothing(String),
}

/// What came of listening for a moment.
pub enum Next {
    /// These came, each with when.
    Told(Vec<(Nanos, Told)>),
    Quiet,
    /// The server ended the connection, or it broke: why, if that is known.
    Ended(Option<String>),
    /// More was heard than is kept of one connection.
    Full,
}

impl Room {
    /// Finds the chat, and how it is spoken to.
    pub async fn find(plan: &Plan, kin: &'static Kin, room: &str) -> Result<Self, ReachError> {
        let (state, started) = reach(plan, kin).await?;
        let token = state.chat.token.as_ref().map(|token| token.good.clone()).unwrap_or_default();
        let who =
            Identity { user: format!("lab-{}", state.fresh.id()), room: room.into(), token, ..Identity::default() };
        Ok(Self { state: Arc::new(state), who, _started: started })
    }

    fn context(&self) -> &Arc<Context> {
        &self.state.context
    }

    pub fn clock(&self) -> Clock {
        self.context().clock
    }

    pub fn chat(&self) -> &Chat {
        &self.state.chat
    }

    /// The pseudo under which it listens.
    pub fn user(&self) -> &str {
        &self.who.user
    }

    /// Connects, and joins the room. With when it was connected.
    pub async fn enter(&self) -> Result<(Listener, Nanos), NoEntry> {
        let (state, context) = (&self.state, self.context());
        let caller = state.caller("watch", 1);
        let mut transport = Transport::Browser;
        loop {
            let client = ChatClient::open(context, caller.clone(), &state.chat, transport, &self.who);
            if client.link.connected(CONNECT).await {
                if let Some(join) = &state.chat.join {
                    client.emit(&state.chat, join, &self.who.filling(String::new(), state.fresh.id()));
                }
                let at = client.link.log().detail().connected().unwrap_or_default();
                return Ok((Listener { client, told: 0, acknowledged: 0 }, at));
            }
            let (unopened, refused) = {
                let log = client.link.log();
                (log.detail().unopened.clone(), log.detail().refused().map(str::to_owned))
            };
            client.finish().await;
            if let Some(why) = refused {
                return Err(NoEntry::Refused(why));
            }
            match unopened {
                // Some pages ask for WebSocket alone, since their servers take nothing else.
                Some(Unopened::TransportUnknown) if transport == Transport::Browser => transport = Transport::Websocket,
                other => return Err(no_entry(other)),
            }
        }
    }
}

fn no_entry(unopened: Option<Unopened>) -> NoEntry {
    match unopened {
        Some(Unopened::Protocol3) => NoEntry::Protocol2,
        Some(Unopened::Status(code, text)) => NoEntry::Nothing(format!("{code} {text}").trim_end().into()),
        Some(Unopened::Bad(why) | Unopened::Nothing(why)) => NoEntry::Nothing(why),
        Some(Unopened::TransportUnknown) => NoEntry::Nothing("Transport unknown".into()),
        None => NoEntry::Nothing("no answer in time".into()),
    }
}

impl Listener {
    /// By which transport it goes, once that is known.
    pub fn is_by_websocket(&self) -> Option<bool> {
        let log = self.client.link.log();
        let detail = log.detail();
        let is = detail.upgraded.is_some() || detail.transport == Transport::Websocket;
        log.is_settled().then_some(is)
    }

    /// What comes within this time.
    pub async fn next(&mut self, patience: Duration) -> Next {
        let (told, acknowledged) = (self.told, self.acknowledged);
        let link = &self.client.link;
        let known = link.log().frames().len();
        // It may have come between two calls.
        if self.client.heard().len() == told && self.client.acknowledged().len() == acknowledged {
            self.client.link.until(patience, |log| (log.frames().len() > known).then_some(())).await;
        }
        let mut came: Vec<(Nanos, Told)> = vec![];
        let heard = self.client.heard();
        came.extend(heard[told..].iter().map(|heard| (heard.at, self::told(heard))));
        self.told = heard.len();
        let acks = self.client.acknowledged();
        came.extend(acks[acknowledged..].iter().filter_map(|ack| Some((ack.at, Told::Answer(answer(&ack.data)?)))));
        self.acknowledged = acks.len();
        came.sort_by_key(|(at, _)| *at);
        if !came.is_empty() {
            return Next::Told(came);
        }
        let log = self.client.link.log();
        match log.end() {
            Some(ChannelEnd::Cut(why)) => Next::Ended(Some(why.clone())),
            Some(ChannelEnd::Flood) => Next::Full,
            Some(_) => Next::Ended(None),
            None if log.detail().namespaces.first().is_some_and(|one| one.ended.is_some()) => Next::Ended(None),
            None => Next::Quiet,
        }
    }

    pub async fn leave(self) {
        self.client.finish().await;
    }
}

/// What an acknowledgement says; some say nothing.
fn answer(data: &str) -> Option<String> {
    (!data.is_empty()).then(|| data.to_owned())
}
