//! What judging has in common for every lab: findings, limits of time, and what a rule may look at. The rules
//! themselves are the labs'. Pure functions from a record to findings: no clock, no network, no files, no printing.
#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]

/// The rules of a lab: `NAMES`, and `judge`, which finds one by its name and lets it judge a case.
macro_rules! rules {
    ($case:ident: $($name:literal => $judge:path),+ $(,)?) => {
        pub const NAMES: &[&str] = &[$($name),+];

        pub fn judge(rule: &str, case: &$case) -> Option<Finding> {
            match rule {
                $($name => Some($judge(case)),)+
                _ => None,
            }
        }
    };
}

mod case;
mod ended;
mod finding;
mod life;
mod limits;
mod noise;
mod screens;

pub use case::{Case, due_from};
pub use ended::ended;
pub use finding::{Excerpt, Finding, Timing, Undecided, Verdict};
pub use limits::{Limits, Promptness};
pub use noise::NoiseByOthers;
pub use screens::{Screens, Sight};

pub(crate) use rules;

/// What is asked of a lab: one of its rules, judged on one scenario.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    pub rule: &'a str,
    /// The scenario whose operations are looked at.
    pub scenario: &'a str,
    /// The fewest observations that a verdict may rest on.
    pub at_least: u32,
    /// Points depend on it.
    pub required: bool,
}
