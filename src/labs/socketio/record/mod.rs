//! What this lab writes down of an operation, and how it reads that again.
//!
//! One link of a client is one operation of kind `link`, written down when it ends. Its request is the first GET of
//! Engine.IO, or the one that asks for a WebSocket where that is all that was tried; its outcome is the answer to it.
//! Its channel has every packet in both directions, in order:
//!
//! - kind `text`: a packet of Engine.IO without the framing of its transport, such as `42["chat message",{…}]`; read it with
//!   [`super::packet`]. Kind `binary`: bytes of a packet.
//! - kinds `ping`, `pong`, `close`: control frames of WebSocket. A `close` has two bytes of code, big-endian, and the reason.
//!
//! `at` of a received frame is when it had been wholly read, or when the kernel had its last byte if that is known; of a
//! sent one, when it had been wholly handed to the system. Its [`LinkDetail`] says the rest.
//!
//! What a page tells of how many are connected is one operation of kind `status` each, with its answer.
//!
//! What a client does is one operation each: kinds `join`, `say`, `leave`, `empty`. The client is that of its link; the
//! method is [`EMIT`], the path is the namespace and the body the packet. Its outcome:
//!
//! - an answer with code 200: an acknowledgement came, whose JSON is the body;
//! - refused: the packet was never sent, since the link was over;
//! - unclear, no answer: it was sent, and no acknowledgement came until `done`. Nothing follows from that;
//! - unclear, cut: the link ended first; `sent` says whether it had been sent. Unclear, left: a `leave`, done.
//!
//! What was heard is in no operation of its own: it is read from the frames of the links.

mod done;
mod link;

pub use done::{DoneDetail, How, TokenGiven, What};
pub use link::{LinkDetail, NamespaceDetail, OddAnswer, Transport, Unopened};

use crate::history::Operation;
use crate::names::{LabId, Name};
use std::ops::Deref;

/// The method of what is sent over a link.
pub const EMIT: &str = "EMIT";

/// A step was skipped: who joins by its handshake cannot join a second time over the same link.
pub const NO_SECOND_JOIN: Name = Name::new("no-second-join");

/// What an operation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChatKind {
    /// A link of a client, from its first request to its end.
    Link,
    /// The client asks to be in a room.
    Join,
    /// It says something there.
    Say,
    /// It leaves, in good order or not.
    Leave,
    /// It sends an event without a payload.
    Empty,
    /// Nothing is done from `started` to `done` but listening.
    Quiet,
    /// Any other page of the target.
    Page,
    /// The page that tells how many are connected.
    Status,
}

impl ChatKind {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Link, "link"),
        (Self::Join, "join"),
        (Self::Say, "say"),
        (Self::Leave, "leave"),
        (Self::Empty, "empty"),
        (Self::Quiet, "quiet"),
        (Self::Page, "page"),
        (Self::Status, "status"),
    ];

    fn of(name: &Name) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, text)| *text == name.as_str()).map(|(kind, _)| kind)
    }

    pub const fn name(self) -> Name {
        Name::new(Self::ALL[self as usize].1)
    }
}

/// What a client is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChatRole {
    /// Is in the room that is looked at.
    Member,
    /// Is in another room.
    Neighbour,
    /// Is connected, and in no room.
    Outsider,
    /// Joins the room to leave it.
    Leaver,
    /// Shows by what it hears that the target passes messages on.
    Witness,
    /// Has the name of another client.
    Namesake,
    /// Comes with a token that nobody was given, or with none.
    Intruder,
    /// Asks for a page.
    Reader,
    /// Looks whether the target still lives.
    Liveness,
    /// Asks until the target is there for others again.
    Patience,
    Discovery,
}

impl ChatRole {
    const ALL: [(Self, &'static str); 11] = [
        (Self::Member, "member"),
        (Self::Neighbour, "neighbour"),
        (Self::Outsider, "outsider"),
        (Self::Leaver, "leaver"),
        (Self::Witness, "witness"),
        (Self::Namesake, "namesake"),
        (Self::Intruder, "intruder"),
        (Self::Reader, "reader"),
        (Self::Liveness, "liveness"),
        (Self::Patience, "patience"),
        (Self::Discovery, "discovery"),
    ];

    fn of(name: &Name) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, text)| *text == name.as_str()).map(|(role, _)| role)
    }

    pub const fn name(self) -> Name {
        Name::new(Self::ALL[self as usize].1)
    }
}

/// An operation as this lab reads it.
#[derive(Debug, Clone, Copy)]
pub struct ChatOperation<'a> {
    operation: &'a Operation,
    pub kind: ChatKind,
    /// None if no client of this lab has such a role.
    pub role: Option<ChatRole>,
}

impl Deref for ChatOperation<'_> {
    type Target = Operation;

    fn deref(&self) -> &Operation {
        self.operation
    }
}

impl AsRef<Operation> for ChatOperation<'_> {
    fn as_ref(&self) -> &Operation {
        self.operation
    }
}

impl<'a> ChatOperation<'a> {
    /// An operation of this lab. What another lab asked is none of it; what was asked for all of them is.
    pub fn of(operation: &'a Operation, lab: &LabId) -> Option<Self> {
        if operation.lab.as_ref().is_some_and(|other| other != lab) {
            return None;
        }
        let (kind, role) = (ChatKind::of(&operation.kind)?, ChatRole::of(&operation.client.role));
        Some(Self { operation, kind, role })
    }

    pub fn operation(&self) -> &'a Operation {
        self.operation
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_stands_at_its_own_place() {
        for (index, (kind, name)) in ChatKind::ALL.into_iter().enumerate() {
            assert_eq!((kind as usize, kind.name()), (index, name.into()));
            assert_eq!(ChatKind::of(&name.into()), Some(kind));
        }
        for (index, (role, name)) in ChatRole::ALL.into_iter().enumerate() {
            assert_eq!((role as usize, role.name()), (index, name.into()));
            assert_eq!(ChatRole::of(&name.into()), Some(role));
        }
    }
}
