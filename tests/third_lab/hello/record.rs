//! What this lab writes down of an operation, and how it reads that again.

use crate::history::{DISCOVERY, History, Nanos, Operation, median};
use crate::names::{LabId, Name};

pub const ID: LabId = LabId::new("hello");

/// What every request of this lab is for.
pub const GREETING: Name = Name::new("greeting");

/// A client that a step sends.
pub const GREETER: Name = Name::new("greeter");
/// A client that looks for the lab.
pub const DISCOVERER: Name = Name::new(DISCOVERY);

/// Whether this lab asked it: what another one asked is none of its own.
pub fn is_greeting(operation: &Operation) -> bool {
    operation.lab == Some(ID) && operation.kind == GREETING
}

/// The median round trip of a greeting.
pub fn round_trip(history: &History) -> Nanos {
    let greetings = history.operations.iter().filter(|operation| is_greeting(operation) && operation.succeeded());
    median(greetings.map(|operation| operation.done - operation.started).collect()).unwrap_or(0)
}
