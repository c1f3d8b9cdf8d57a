//! What this lab writes down of an operation, and how it reads that again.

use super::contract::AnswerFields;
use super::reading::{self, State};
use crate::history::{History, Nanos, Operation};
use crate::names::{LabId, Name};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

pub const ID: LabId = LabId::new("long-polling");

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PollKind {
    /// A request to the poll endpoint that expects to be held.
    Poll,
    /// A request to the poll endpoint that expects an answer at once.
    Read,
    Update,
    /// Any other page of the target.
    Page,
    /// Bytes that a good client would not send.
    Raw,
}

impl PollKind {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Poll, "poll"),
        (Self::Read, "read"),
        (Self::Update, "update"),
        (Self::Page, "page"),
        (Self::Raw, "raw"),
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
pub enum PollRole {
    /// Waits with a poll.
    Waiter,
    /// Polls again as soon as it is answered.
    Looper,
    /// Polls around the very moment of an update.
    Racer,
    /// Polls or updates in a race that is made smaller, and waits for a moment only.
    Shrinker,
    /// Polls, and reads nothing.
    Stuck,
    /// Polls, reads or updates as a browser does: one that keeps its connection and its cookies.
    Tab,
    /// Asks the same question again after an update.
    Repeater,
    /// Asks for the state, and expects it at once.
    Reader,
    Updater,
    /// Sends what a good client would not.
    Raw,
    /// Sends an update that only lets go of held polls.
    Release,
    /// Asks until the target is there for others again.
    Patience,
    /// Looks whether the target still lives.
    Liveness,
    /// Puts the state back as it was.
    PutBack,
    Discovery,
    /// The driver itself, which learns the current version.
    Driver,
}

impl PollRole {
    const ALL: [(Self, &'static str); 16] = [
        (Self::Waiter, "waiter"),
        (Self::Looper, "loop"),
        (Self::Racer, "racer"),
        (Self::Shrinker, "shrinker"),
        (Self::Stuck, "stuck"),
        (Self::Tab, "tab"),
        (Self::Repeater, "repeater"),
        (Self::Reader, "reader"),
        (Self::Updater, "updater"),
        (Self::Raw, "raw"),
        (Self::Release, "release"),
        (Self::Patience, "patience"),
        (Self::Liveness, "liveness"),
        (Self::PutBack, "put-back"),
        (Self::Discovery, "discovery"),
        (Self::Driver, ""),
    ];

    fn of(name: &Name) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, text)| *text == name.as_str()).map(|(role, _)| role)
    }

    pub const fn name(self) -> Name {
        Name::new(Self::ALL[self as usize].1)
    }
}

/// Which version a client had when it asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClientVersion {
    /// One seen earlier, which is no longer the last.
    Old,
    /// The last one seen.
    Current,
    /// A number far above every version seen.
    Ahead,
    /// Whatever the last answer gave: a client in a loop.
    Last,
    /// Not a version of this target.
    Odd,
}

/// What only this lab knows of an operation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PollDetail {
    /// For polls and reads: which version the client had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub knows: Option<ClientVersion>,
    /// The version that was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// For updates: the new status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// It was sent on a connection that had carried an answer before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub kept: bool,
    /// From when on the end of its answer was due, where it did not come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unended: Option<Nanos>,
    /// The state that the answer carries, read by the contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
}

impl PollDetail {
    pub fn to_value(&self) -> serde_json::Value {
        if *self == Self::default() { serde_json::Value::Null } else { serde_json::json!(self) }
    }
}

/// Long enough not to be an immediate answer.
const HELD: Nanos = 500_000_000;

/// As much of a status is kept, in characters: the same of what was sent and of what came back.
const STATUS: usize = 1000;

pub fn shortened(status: &str) -> String {
    status.chars().take(STATUS).collect()
}

/// The state in an answer's body, as it is written down.
pub fn state_in(body: &[u8], headers: &[(String, String)], fields: &AnswerFields) -> Option<State> {
    reading::read(body, headers, fields).map(|state| State { status: shortened(&state.status), ..state })
}

/// Reads the answers of this lab's operations once more, by a corrected contract. What was not kept whole stays as it was
/// read: it tells how many these are.
pub fn read_again(history: &mut History, fields: &AnswerFields) -> usize {
    let mut left = 0;
    for operation in &mut history.operations {
        let Some(read) = PollOperation::of(Cow::Borrowed(&**operation)) else { continue };
        let Some(answer) = read.answer() else { continue };
        if !answer.body.is_whole() {
            left += 1;
            continue;
        }
        let detail = PollDetail { state: state_in(&answer.body.bytes, &answer.headers, fields), ..read.detail.clone() };
        Arc::make_mut(operation).detail = detail.to_value();
    }
    left
}

/// An operation as this lab reads it.
#[derive(Debug, Clone)]
pub struct PollOperation<'a> {
    operation: Cow<'a, Operation>,
    pub kind: PollKind,
    /// None if no client of this lab has such a role.
    pub role: Option<PollRole>,
    detail: PollDetail,
}

impl Deref for PollOperation<'_> {
    type Target = Operation;

    fn deref(&self) -> &Operation {
        &self.operation
    }
}

impl AsRef<Operation> for PollOperation<'_> {
    fn as_ref(&self) -> &Operation {
        &self.operation
    }
}

impl<'a> PollOperation<'a> {
    /// What another lab asked is none of this one's; what was asked for all of them is.
    pub fn of(operation: Cow<'a, Operation>) -> Option<Self> {
        if operation.lab.as_ref().is_some_and(|lab| *lab != ID) {
            return None;
        }
        let detail = PollDetail::deserialize(&operation.detail).unwrap_or_default();
        let (kind, role) = (PollKind::of(&operation.kind)?, PollRole::of(&operation.client.role));
        Some(Self { operation, kind, role, detail })
    }

    pub fn detail(&self) -> &PollDetail {
        &self.detail
    }

    pub fn knows(&self) -> Option<ClientVersion> {
        self.detail.knows
    }

    /// Whether it was sent on a connection that had carried an answer before.
    pub fn was_on_a_kept_connection(&self) -> bool {
        self.detail.kept
    }

    /// From when on the end of its answer was due, where it did not come.
    pub fn unended(&self) -> Option<Nanos> {
        self.detail.unended
    }

    /// The version that was sent.
    pub fn version(&self) -> Option<&str> {
        self.detail.version.as_deref()
    }

    /// The status that an update sent.
    pub fn status(&self) -> Option<&str> {
        self.detail.status.as_deref()
    }

    pub fn state(&self) -> Option<&State> {
        self.answer()?;
        self.detail.state.as_ref()
    }

    /// The state, when it is not the one that the client already had.
    pub fn news(&self) -> Option<&State> {
        self.state().filter(|state| Some(state.version.token.as_str()) != self.version())
    }

    /// Whether it was answered as a success. An update may be answered with a redirect to where its result is shown.
    pub fn succeeded(&self) -> bool {
        let is_redirect = |code: u16| self.kind == PollKind::Update && (300..400).contains(&code) && code != 304;
        self.operation.succeeded() || self.answer().is_some_and(|answer| is_redirect(answer.code))
    }

    /// A poll with the current version that was held, and whose hold ended without news.
    pub fn ended_by_itself(&self) -> bool {
        let held = self.done.saturating_sub(self.sent.unwrap_or(self.started));
        let waited = self.kind == PollKind::Poll && self.knows() == Some(ClientVersion::Current) && held >= HELD;
        waited && self.answer().is_some() && self.news().is_none()
    }

    pub fn is(&self, kind: PollKind, role: PollRole) -> bool {
        self.kind == kind && self.role == Some(role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_stands_at_its_own_place() {
        for (index, (kind, name)) in PollKind::ALL.into_iter().enumerate() {
            assert_eq!((kind as usize, kind.name()), (index, name.into()));
        }
        for (index, (role, name)) in PollRole::ALL.into_iter().enumerate() {
            assert_eq!((role as usize, role.name()), (index, name.into()));
            assert_eq!(PollRole::of(&name.into()), Some(role));
        }
    }
}
