//! Requests as a report holds them.

use crate::labs::{self, Shape};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Requests as they went, in the order in which they were sent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub requests: Vec<Request>,
    /// The requests beside them that are too many to be shown one by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crowd: Option<Crowd>,
}

impl Evidence {
    pub fn is_empty(&self) -> bool {
        self.requests.is_empty()
    }

    /// Those that the finding rests on.
    pub fn shown(&self) -> impl Iterator<Item = &Request> {
        self.requests.iter().filter(|request| request.shows)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Its place in the history.
    pub operation: u32,
    /// Which round of its scenario.
    pub round: u32,
    /// The role of the client and its number.
    #[serde(rename = "actor")]
    pub client: String,
    /// What it was for, in a word of its lab.
    pub kind: String,
    /// The finding rests on it; the others are what went on beside it.
    pub shows: bool,
    pub method: String,
    pub path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    pub sent_ms: f64,
    /// When the head of the answer was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head_ms: Option<f64>,
    /// When the answer was whole, or given up.
    pub done_ms: f64,
    /// When the kernel had received the answer, where it said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived_ms: Option<f64>,
    pub end: End,
    /// The status code, when there was an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<u16>,
    /// The version that the answer carries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The first bytes of the answer's body, or why there was none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
}

impl Request {
    /// When its answer came, as far as can be told, or was given up.
    pub fn came_ms(&self) -> f64 {
        // What goes on after its head is over when it is done.
        let arrived = self.arrived_ms.filter(|_| self.shape() != Some(Shape::Streams));
        arrived.unwrap_or(self.done_ms)
    }

    /// How it is drawn.
    pub fn shape(&self) -> Option<Shape> {
        labs::shape(&self.kind)
    }

    /// Whether it went over a connection that was open.
    pub fn is_event(&self) -> bool {
        self.shape().is_some_and(Shape::is_event)
    }

    /// How long it was kept waiting for its answer: of a stream, for the head.
    pub fn took_ms(&self) -> f64 {
        let head = self.head_ms.filter(|_| self.shape() == Some(Shape::Streams));
        (head.unwrap_or(self.came_ms()) - self.sent_ms).max(0.0)
    }
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    Answered,
    /// Nothing had come when we stopped waiting.
    NoAnswer,
    /// We left on purpose.
    Left,
    /// The connection was refused.
    Refused,
    /// The target cut it, or what came could not be read.
    Cut,
    /// No answer was due, and none is missing.
    Done,
}

/// Many requests, counted by the time at which each was sent and ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Crowd {
    pub count: u64,
    pub unanswered: u64,
    pub from_ms: f64,
    pub to_ms: f64,
    /// How many were sent in each of equal parts of the time between.
    pub sent: Vec<u64>,
    /// How many were answered.
    pub answered: Vec<u64>,
}
