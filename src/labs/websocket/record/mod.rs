//! What this lab writes down of an operation, and how it reads that again.
//!
//! One connection of a client is one operation of kind `socket` for each scenario in which it is there: a client may stay
//! from one to the next. Its request is the one that asked for the WebSocket, its outcome the answer to it. Its channel has
//! the frames of that time in both directions, each cut short if it is very long; its [`SocketDetail`] says the rest.
//!
//! - kinds `text`, `binary`: messages; kinds `ping`, `pong`, `close`: control frames. A `close` has two bytes of code,
//!   big-endian, and the reason.
//!
//! `at` of a received frame is when it had been wholly read, or when the kernel had its last byte if that is known; of a
//! sent one, when it had been wholly handed to the system.
//!
//! What a client does is one operation each: kinds `send`, `frame` and `close`, with the method [`SEND`]. `sent` says when
//! it was handed to the system; one that is refused never was, since the connection was over. `look`: whether the server is
//! there.

mod done;
mod socket;

pub use done::{DoneDetail, How, LookDetail, OddFrame, What};
pub use socket::{NotOpened, SocketDetail};

use crate::history::Operation;
use crate::names::{LabId, Name};
use std::ops::Deref;

pub const ID: LabId = LabId::new("websocket");

/// The method of what is sent over a connection.
pub const SEND: &str = "SEND";

/// What an operation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NativeKind {
    /// A client is connected.
    Socket,
    /// It says something.
    Send,
    /// It sends a frame that no page sends.
    Odd,
    /// It leaves, in good order or not.
    Close,
    /// Nothing is done from `started` to `done` but listening.
    Listen,
    /// Looks whether the server is there.
    Look,
}

impl NativeKind {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Socket, "socket"),
        (Self::Send, "send"),
        (Self::Odd, "frame"),
        (Self::Close, "close"),
        (Self::Listen, "listen"),
        (Self::Look, "look"),
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
pub enum NativeRole {
    /// Speaks, and is spoken to by the others.
    Talker,
    /// Asks for capitals.
    Asker,
    /// Is there to leave.
    Quitter,
    /// Sends what no page sends.
    Stranger,
    /// Looks whether the server still lives.
    Liveness,
    Discovery,
}

impl NativeRole {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Talker, "talker"),
        (Self::Asker, "asker"),
        (Self::Quitter, "quitter"),
        (Self::Stranger, "stranger"),
        (Self::Liveness, "liveness"),
        (Self::Discovery, "discovery"),
    ];

    pub const fn name(self) -> Name {
        Name::new(Self::ALL[self as usize].1)
    }
}

/// An operation as this lab reads it.
#[derive(Debug, Clone, Copy)]
pub struct NativeOperation<'a> {
    operation: &'a Operation,
    pub kind: NativeKind,
}

impl Deref for NativeOperation<'_> {
    type Target = Operation;

    fn deref(&self) -> &Operation {
        self.operation
    }
}

impl AsRef<Operation> for NativeOperation<'_> {
    fn as_ref(&self) -> &Operation {
        self.operation
    }
}

impl<'a> NativeOperation<'a> {
    /// What another lab asked is none of this one's.
    pub fn of(operation: &'a Operation) -> Option<Self> {
        if operation.lab.as_ref().is_some_and(|lab| *lab != ID) {
            return None;
        }
        Some(Self { operation, kind: NativeKind::of(&operation.kind)? })
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
        for (index, (kind, name)) in NativeKind::ALL.into_iter().enumerate() {
            assert_eq!((kind as usize, kind.name()), (index, name.into()));
            assert_eq!(NativeKind::of(&name.into()), Some(kind));
        }
        for (index, (role, name)) in NativeRole::ALL.into_iter().enumerate() {
            assert_eq!((role as usize, role.name()), (index, name.into()));
        }
    }
}
