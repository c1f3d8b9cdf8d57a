use crate::history::{Nanos, Operation};
use crate::labs::socketio::packet::Handshake;
use serde::{Deserialize, Serialize};

/// By which transports a link was to be made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Transport {
    /// As the official client in a browser: long polling first, then WebSocket if that works.
    #[default]
    Browser,
    Polling,
    Websocket,
}

/// What is known of a link beside its packets. Times are those of the history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkDetail {
    /// With which instance of the target, from 1.
    #[serde(skip_serializing_if = "is_first")]
    pub instance: u32,
    pub transport: Transport,
    /// What the open packet said; none if there was none: then `unopened` says why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handshake: Option<Handshake>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unopened: Option<Unopened>,
    /// From when on packets went by WebSocket, if polling came first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upgraded: Option<Nanos>,
    /// Why they never did, if that was tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_not_upgraded: Option<String>,
    /// What became of each namespace that was asked for, in that order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub namespaces: Vec<NamespaceDetail>,
    /// When a ping of the target came that was never answered: this client may have been dropped for that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unanswered_ping: Option<Nanos>,
    /// The slowest answer to a ping of the target: how long from its arrival until ours had been handed to the system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slowest_pong: Option<Nanos>,
    /// Redirects that were followed, each with where it led.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub redirects: Vec<String>,
    /// Answers to requests of polling that ended the link or were odd: what was asked and what came.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub odd: Vec<OddAnswer>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_first(instance: &u32) -> bool {
    *instance == 1
}

impl Default for LinkDetail {
    fn default() -> Self {
        Self {
            instance: 1,
            transport: Transport::default(),
            handshake: None,
            unopened: None,
            upgraded: None,
            why_not_upgraded: None,
            namespaces: vec![],
            unanswered_ping: None,
            slowest_pong: None,
            redirects: vec![],
            odd: vec![],
        }
    }
}

/// Why there was no open packet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unopened {
    /// The answer is in the framing of Engine.IO 3: version 2 of the library, which the client of today cannot speak to.
    Protocol3,
    /// Polling is refused: `{"code":0,"message":"Transport unknown"}`. Only WebSocket may work.
    TransportUnknown,
    /// There is an answer with this status, and no Engine.IO in it: its start.
    Status(u16, String),
    /// What came is no packet, or no WebSocket.
    Bad(String),
    /// No connection, no answer in time, or one that was cut.
    Nothing(String),
}

/// A namespace that was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NamespaceDetail {
    pub name: String,
    pub asked: Nanos,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connected: Option<Nanos>,
    /// Why it was refused: the text of its error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// When the target disconnected us from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<Nanos>,
}

/// An answer of polling that no correct server gives in a link that goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OddAnswer {
    pub at: Nanos,
    pub method: String,
    /// None if there was no answer.
    pub code: Option<u16>,
    /// The start of its body, or why there is none.
    pub text: String,
}

impl LinkDetail {
    pub fn of(operation: &Operation) -> Option<Self> {
        serde_json::from_value(operation.detail.clone()).ok()
    }

    /// Whether it was connected to a namespace, the first that was asked for.
    pub fn connected(&self) -> Option<Nanos> {
        self.namespaces.first()?.connected
    }

    /// Why the first namespace that was asked for refused us.
    pub fn refused(&self) -> Option<&str> {
        self.namespaces.first()?.refused.as_deref()
    }

    /// Whether our answer to a ping was so late, or never came, that the target may have dropped this client for it: nothing
    /// follows from what such a link did not hear.
    pub fn is_ours_late(&self) -> bool {
        let timeout = self.handshake.as_ref().map_or(0, |handshake| handshake.ping_timeout) * 1_000_000;
        self.unanswered_ping.is_some() || self.slowest_pong.is_some_and(|took| took > timeout / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detail_survives_being_written_and_says_nothing_of_what_is_not_so() {
        let handshake = Handshake { sid: "a".into(), ping_timeout: 200, ..Handshake::default() };
        let link = LinkDetail {
            handshake: Some(handshake),
            unopened: Some(Unopened::Status(404, "no".into())),
            namespaces: vec![NamespaceDetail { name: "/".into(), connected: Some(7), ..NamespaceDetail::default() }],
            ..LinkDetail::default()
        };
        let written = serde_json::to_string(&link).unwrap();
        assert!(!written.contains("null") && !written.contains("odd"), "{written}");
        assert_eq!(serde_json::from_str::<LinkDetail>(&written).unwrap(), link);
        assert_eq!(serde_json::from_str::<LinkDetail>("{}").unwrap(), LinkDetail::default());
    }

    #[test]
    fn a_pong_is_late_after_half_the_time_that_the_target_gives() {
        let handshake = Handshake { ping_timeout: 200, ..Handshake::default() };
        let link = |slowest_pong, unanswered_ping| LinkDetail {
            handshake: Some(handshake.clone()),
            slowest_pong,
            unanswered_ping,
            ..LinkDetail::default()
        };
        assert!(!link(None, None).is_ours_late() && !link(Some(100_000_000), None).is_ours_late());
        assert!(link(Some(100_000_001), None).is_ours_late() && link(None, Some(1)).is_ours_late());
    }
}
