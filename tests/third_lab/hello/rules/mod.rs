//! Every rule of this lab, one a file, named for the fault that it finds.
#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]

mod not_greeting;

use crate::checker::{Case, Finding, Question};

pub const NAMES: &[&str] = &["not-greeting"];

/// What a rule finds in a scenario.
pub fn answer(case: &Case, question: &Question) -> Finding {
    match question.rule {
        "not-greeting" => not_greeting::judge(case),
        _ => case.nothing(),
    }
}
