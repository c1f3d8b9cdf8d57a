//! What this lab writes down of an operation, and how it reads that again.

use crate::history::Operation;
use crate::names::{LabId, Name};
use std::ops::Deref;

pub const ID: LabId = LabId::new("sse");

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamKind {
    /// A subscription to the event stream.
    Stream,
    /// Any other page of the target.
    Page,
}

impl StreamKind {
    const ALL: [(Self, &'static str); 2] = [(Self::Stream, "stream"), (Self::Page, "page")];

    fn of(name: &Name) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, text)| *text == name.as_str()).map(|(kind, _)| kind)
    }

    pub const fn name(self) -> Name {
        Name::new(Self::ALL[self as usize].1)
    }
}

/// What a client is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamRole {
    Subscriber,
    /// Subscribes as a browser does, which accepts compressed answers.
    Browser,
    /// Was there before, and says which event it saw last.
    Returner,
    /// Asks for a page.
    Reader,
    /// Asks until the target is there for others again.
    Patience,
    Discovery,
}

impl StreamRole {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Subscriber, "subscriber"),
        (Self::Browser, "browser"),
        (Self::Returner, "returner"),
        (Self::Reader, "reader"),
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

/// A step was skipped: there was no event id to come back with.
pub const NO_EVENT_ID: Name = Name::new("no-event-id");

/// An operation as this lab reads it.
#[derive(Debug, Clone, Copy)]
pub struct StreamOperation<'a> {
    operation: &'a Operation,
    pub kind: StreamKind,
    /// None if no client of this lab has such a role.
    pub role: Option<StreamRole>,
}

impl Deref for StreamOperation<'_> {
    type Target = Operation;

    fn deref(&self) -> &Operation {
        self.operation
    }
}

impl AsRef<Operation> for StreamOperation<'_> {
    fn as_ref(&self) -> &Operation {
        self.operation
    }
}

impl<'a> StreamOperation<'a> {
    /// What another lab asked is none of this one's; what was asked for all of them is.
    pub fn of(operation: &'a Operation) -> Option<Self> {
        if operation.lab.as_ref().is_some_and(|lab| *lab != ID) {
            return None;
        }
        let (kind, role) = (StreamKind::of(&operation.kind)?, StreamRole::of(&operation.client.role));
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
        for (index, (kind, name)) in StreamKind::ALL.into_iter().enumerate() {
            assert_eq!((kind as usize, kind.name()), (index, name.into()));
        }
        for (index, (role, name)) in StreamRole::ALL.into_iter().enumerate() {
            assert_eq!((role as usize, role.name()), (index, name.into()));
            assert_eq!(StreamRole::of(&name.into()), Some(role));
        }
    }
}
