//! The words of this lab for what its driver noted or gave up.

use super::record::ID;
use crate::history::Event;
use crate::names::Name;

/// The version changes although nobody updates.
pub const RESTLESS: Name = Name::new("restless");
/// The target stopped answering reads or updates while it held polls of ours; also a reason to skip a step.
pub const STARVED: Name = Name::new("starved");
/// A step was skipped: no current version could be learned from the target.
pub const NO_VERSION: Name = Name::new("no-version");
/// A step was skipped: clients that are behind get no answer, however often they ask.
pub const LEFT_BEHIND: Name = Name::new("left-behind");
/// Steps were skipped: every update so far was refused.
pub const UPDATES_FAIL: Name = Name::new("updates-fail");
/// A step was skipped: the versions are not integers, and the step is about integers.
pub const NOT_INTEGER: Name = Name::new("not-integer");
/// The smallest race that loses a poll again.
pub const SHRUNK: Name = Name::new("shrunk");

/// A note of this lab.
pub fn event(what: Name) -> Event {
    Event::lab(ID, what)
}

pub fn is(event: &Event, what: &Name) -> bool {
    event.is(&ID, what)
}
