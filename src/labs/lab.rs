//! What a lab is: a table of plain data and functions, one for each shared module.

use super::again::{ByHand, Shown};
use crate::checker::{Finding, Limits, Question};
use crate::contract::{Contract, Part};
use crate::driver::LabDriver;
use crate::history::{History, Nanos, Observation, Operation};
use crate::message::Message;
use crate::names::{LabId, Name};
use crate::scenario::Vocabulary;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub struct Lab {
    pub id: LabId,
    /// It judges a page, in a browser: what can be shown of that to those who watch.
    pub page: Option<PageLab>,
    /// Its tables in a contract, and how they are read.
    pub contract: Part,
    /// What its scenarios may use: rules and steps.
    pub vocabulary: Vocabulary,
    /// How it is looked for and driven.
    pub driver: LabDriver,
    /// What its rules find in a run; one answer for each question, in their order.
    pub judge: fn(&History, &Contract, &[Question]) -> Vec<Finding>,
    /// The rule that every other one needs, if there is one: without it, nothing else means anything.
    pub vital: Option<&'static str>,
    /// The rules whose failure explains that we waited so long in vain that other things were not looked at.
    pub keeps_waiting: &'static [&'static str],
    /// Reads the answers of a run once more if the second contract reads them otherwise than the first, by which the run
    /// went. Tells how many stay as they were read, since they were not kept whole.
    pub read_again: fn(&mut History, &Contract, &Contract) -> usize,
    /// What was measured of a run, for its report.
    pub measured: for<'a> fn(&'a History, &Contract) -> Measured<'a>,
    /// The channels that a report shows with their events.
    pub panels: fn(&History) -> Vec<ChannelPanel>,
    /// Who heard what others said, for a lab in which clients hear each other.
    pub audiences: fn(&History) -> Vec<Audience>,
    /// In which room each client was and when, for a lab that has rooms.
    pub stays: fn(&History) -> Vec<Stay>,
    /// What is said of its tables in a contract, and of the kind of version that was seen.
    pub rows: fn(&Contract, Option<&str>) -> Vec<Row>,
    /// What a report says of an operation in short.
    pub gist: fn(&Operation) -> Gist,
    /// How the kinds of its operations are drawn, if they are more than a request and its answer.
    pub shapes: &'static [(Name, Shape)],
    /// The options of `lab check` that its tables stand for, if they are not as usual.
    pub options: fn(&Contract) -> String,
    /// Whether one of its rules is asked of a target with this contract; of one that has made another choice than the lab
    /// text's, some make no sense.
    pub asks: fn(&Contract, &str) -> bool,
    /// What is said in the report of such a choice.
    pub remark: fn(&Contract) -> Option<Message>,
    /// The commands that show by hand what one of its rules found.
    pub again: fn(&Shown) -> ByHand,
    /// Its sentences, in English and in French.
    pub texts: [&'static [&'static str]; 2],
}

impl Lab {
    /// Whether it judges a page.
    pub fn is_page(&self) -> bool {
        self.page.is_some()
    }
}

/// What a lab of pages has beside the others: `lab page` opens a page for those who want to watch.
pub struct PageLab {
    /// What can be done to the page meanwhile; the first, if nothing is said.
    pub modes: &'static [Mode],
    /// What is told of something that was seen or done.
    pub narrate: fn(&Observation) -> Option<Message>,
}

/// What is done to a page, again and again.
pub struct Mode {
    /// As it is asked for.
    pub name: &'static str,
    /// The steps of a scenario of this lab: what comes first, and what then comes again and again.
    pub steps: fn() -> [Vec<serde_json::Value>; 2],
}

/// What was measured of the target in a run.
pub struct Measured<'a> {
    pub limits: Limits<'a>,
    /// The longest hold seen to end by itself.
    pub hold: Option<Nanos>,
    /// What kind of versions it has: "integer", "float" or "text".
    pub version_kind: Option<&'static str>,
}

/// An operation in short.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gist {
    /// It waits for as long as its answer takes: of many such, nobody looks at each.
    pub waits: bool,
    /// It only looks: what others do meanwhile tells more.
    pub reads: bool,
    /// It went over a connection of its own, and when its answer came is what counts.
    pub is_timed: bool,
    /// The version that its answer brought.
    pub version: Option<String>,
    /// What a client did, where that is no request of HTTP.
    pub event: Option<EventGist>,
}

/// Something that a client sends, or does, over a connection that is open.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EventGist {
    /// As the library names what does it.
    pub verb: String,
    /// The name of the event, if it has one.
    pub name: String,
    /// What goes with it.
    pub data: Option<String>,
}

/// How an operation is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// It waits until there is news, which its answer brings.
    Waits,
    /// It makes the news that others wait for.
    Updates,
    /// It is answered by a head, and goes on from there.
    Streams,
    /// An event of a client that goes where others are. No answer is due.
    Enters,
    /// An event of a client for the others. No answer is due.
    Says,
    /// The client goes away.
    Leaves,
    /// Nothing is done but listening.
    Listens,
}

impl Shape {
    /// It is sent over a connection that is open, and what counts is what the others hear.
    pub fn is_event(self) -> bool {
        matches!(self, Self::Enters | Self::Says | Self::Leaves)
    }

    /// Nothing is asked, so nothing that does not come is missing.
    pub fn is_unanswered(self) -> bool {
        self.is_event() || self == Self::Listens
    }
}

/// A part of a contract in words: the name of its label, and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub label: &'static str,
    pub value: Message,
}

/// One channel as a report shows it, with its events. A very long one is cut short: the history has the rest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelPanel {
    /// Its place in the history.
    pub operation: u32,
    pub scenario: String,
    /// The role of the client and its number.
    #[serde(rename = "actor")]
    pub client: String,
    pub asked_ms: f64,
    pub head_ms: Option<f64>,
    pub done_ms: f64,
    /// "left" (by us), "ended", "cut" or "flood"; absent if there was no head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    pub events: Vec<ChannelEvent>,
    /// How many there were in all.
    pub count: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelEvent {
    pub at_ms: f64,
    #[serde(rename = "type")]
    pub kind: String,
    /// The last event id.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The first characters of its data.
    pub data: String,
}

/// From when to when a client was in a room, as far as it asked to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stay {
    pub scenario: String,
    /// The role of the client and its number.
    #[serde(rename = "actor")]
    pub client: String,
    pub room: String,
    pub from_ms: f64,
    pub to_ms: f64,
}

/// Who heard what was said in one scenario, each client beside each other one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    pub scenario: String,
    /// The roles of those who listened and their numbers.
    pub listeners: Vec<String>,
    pub speakers: Vec<Speaker>,
}

/// A client that said something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Speaker {
    /// Its role and its number.
    #[serde(rename = "actor")]
    pub client: String,
    /// How many messages it sent.
    pub said: u64,
    /// What became of them, at each of those who listened.
    pub heard: Vec<Hearing>,
}

/// How many messages of one client another one had to hear, and what it did hear.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hearing {
    /// They were for it.
    pub due: u64,
    /// They came, and were for it, or were its own.
    pub heard: u64,
    /// They came, and were not for it.
    pub leaked: u64,
    /// They came more than once.
    pub twice: u64,
}

impl Hearing {
    /// Whether it is as it should be.
    pub fn is_right(&self) -> bool {
        self.heard >= self.due && self.leaked == 0 && self.twice == 0
    }
}
