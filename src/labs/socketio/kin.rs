//! What tells one lab of the family from another, where they share the rest.

use super::contract::Table;
use crate::names::LabId;

/// One lab of the family.
pub struct Kin {
    pub id: LabId,
    /// How its contract is written, and what its text says of it.
    pub table: &'static Table,
    /// What its page is about.
    pub sort: Sort,
    /// The table of a lab of another sort: a file that has it too says nothing about which of them a target has.
    pub rival: &'static str,
    pub rules: Rules,
}

/// What the clients of a target do in their rooms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// They talk.
    Chat,
    /// They edit one content: what is sent takes the place of what was there.
    Board,
}

/// Its rules that others need, or that are told of under their names.
pub struct Rules {
    /// The server is there: nothing means anything without it.
    pub vital: &'static str,
    /// What somebody says reaches its room: who is not reached by that is not reached by notices either.
    pub delivery: &'static str,
    /// It reaches nobody else.
    pub leak: &'static str,
    /// Who leaves is named, and nobody else, if the lab has a rule for that beside the one that something is said at all.
    pub misnamed: Option<&'static str>,
    /// The server speaks another version of the protocol, if the lab has a rule for that.
    pub version: Option<&'static str>,
}
