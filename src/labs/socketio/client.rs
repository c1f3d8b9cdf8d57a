//! One client of a chat: its link, what it is called, and what it hears.

use super::contract::{Chat, Emitted, Filling, Handshake, Transport as Named};
use super::ear::Ear;
use super::heard::Heard;
use super::link::{Emit, Link, LinkOptions, SIZE_MAX};
use super::record::{TokenGiven, Transport};
use crate::driver::{Caller, Context};
use crate::history::Operation;
use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::Duration;

/// Who it is to a chat.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    pub user: String,
    pub room: String,
    pub token: String,
    /// Whether that is one that the target accepts.
    pub gives: TokenGiven,
}

pub struct ChatClient {
    pub caller: Caller,
    pub link: Link,
    ear: Ear,
}

impl ChatClient {
    /// Begins to connect, as this contract has it.
    pub fn open(context: &Arc<Context>, caller: Caller, chat: &Chat, transport: Transport, who: &Identity) -> Self {
        Self::open_at(1, context, caller, chat, transport, who)
    }

    /// The same with this instance of the target.
    pub fn open_at(
        instance: u32,
        context: &Arc<Context>,
        caller: Caller,
        chat: &Chat,
        transport: Transport,
        who: &Identity,
    ) -> Self {
        Self::open_within(SIZE_MAX, instance, context, caller, chat, transport, who)
    }

    /// The same, with so many bytes kept of what it hears.
    pub fn open_within(
        most: usize,
        instance: u32,
        context: &Arc<Context>,
        caller: Caller,
        chat: &Chat,
        transport: Transport,
        who: &Identity,
    ) -> Self {
        let Handshake { auth, query } = &chat.handshake;
        let filling = who.filling(String::new(), String::new());
        let auth = (!auth.is_empty()).then(|| Value::Object(filling.fill_keys(auth)));
        let options = LinkOptions {
            instance,
            path: format!("{}{}", context.base_of(instance), chat.url_path),
            query: as_parameters(filling.fill_keys(query)),
            transport: allowed(transport, &chat.transports),
            namespace: chat.namespace.clone(),
            auth,
            most,
        };
        Self { caller, link: Link::open(context.clone(), options), ear: Ear::default() }
    }

    /// Emits an event of the contract.
    pub fn emit(&self, chat: &Chat, emitted: &Emitted, filling: &Filling) -> Emit {
        self.link.emit(&chat.namespace, &emitted.event, emitted.filled(filling), true)
    }

    /// What it has heard so far.
    pub fn heard(&mut self) -> &[Heard] {
        self.ear.listen(self.link.log().frames());
        &self.ear.heard
    }

    /// The acknowledgements that it has had so far, as events without a name.
    pub fn acknowledged(&mut self) -> &[Heard] {
        self.ear.listen(self.link.log().frames());
        &self.ear.acks
    }

    /// Waits until something is found in what it hears, for so long at most.
    pub async fn until<T>(&mut self, patience: Duration, mut look: impl FnMut(&[Heard]) -> Option<T>) -> Option<T> {
        let Self { link, ear, .. } = self;
        link.until(patience, |log| {
            ear.listen(log.frames());
            look(&ear.heard)
        })
        .await
    }

    /// Leaves, if it has not; writes down what became of its link.
    pub async fn finish(self) -> Operation {
        self.link.finish(&self.caller).await
    }
}

impl Identity {
    pub fn filling(&self, text: String, id: String) -> Filling {
        let without_token = self.gives == TokenGiven::None;
        Filling { user: self.user.clone(), room: self.room.clone(), token: self.token.clone(), text, id, without_token }
    }
}

/// What a page asks for by an option of the client, its clients ask for too.
fn allowed(wanted: Transport, named: &[Named]) -> Transport {
    match (wanted, named) {
        (Transport::Browser, [Named::WebSocket, ..]) => Transport::Websocket,
        (Transport::Browser, [Named::Polling]) => Transport::Polling,
        (other, _) => other,
    }
}

fn as_parameters(query: Map<String, Value>) -> Vec<(String, String)> {
    let text = |value: Value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    query.into_iter().map(|(key, value)| (key, text(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_wants_one_transport_gets_it() {
        let both = [Named::Polling, Named::WebSocket];
        assert_eq!(allowed(Transport::Browser, &both), Transport::Browser);
        assert_eq!(allowed(Transport::Browser, &[Named::WebSocket]), Transport::Websocket);
        assert_eq!(allowed(Transport::Browser, &[Named::WebSocket, Named::Polling]), Transport::Websocket);
        assert_eq!(allowed(Transport::Browser, &[Named::Polling]), Transport::Polling);
        assert_eq!(allowed(Transport::Websocket, &[Named::Polling]), Transport::Websocket);
    }
}
