//! Judges what happened: pure functions from a record to findings. No clock, no network, no files, no printing.
#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]

mod case;
mod finding;
mod heard;
mod limits;
mod quote;
pub mod rules;

pub use case::Case;
pub use finding::{Arg, Excerpt, Finding, Message, Timing, Verdict};
pub use heard::{Heard, Timed};
pub use limits::{Limits, Promptness};

/// A rule: a name, and the function that judges.
pub struct Rule {
    pub id: &'static str,
    pub judge: fn(&Case) -> Finding,
}

/// Finds a rule by its name.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules::ALL.iter().find(|rule| rule.id == id)
}

/// The names of all rules.
pub fn names() -> Vec<&'static str> {
    rules::ALL.iter().map(|rule| rule.id).collect()
}
