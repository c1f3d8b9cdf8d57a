//! Flawed pages, which are looked at in a browser.

use crate::labs;
use crate::scenario::Scenario;
use lab_reference::flawed::Flaw;

pub fn is_page(flaw: &Flaw) -> bool {
    labs::ALL.iter().any(|lab| lab.is_page() && lab.id.as_str() == flaw.lab)
}

/// Leaves the scenarios that ask for a rule which this page fails, or may fail.
pub fn keep_its_own(scenarios: &mut Vec<Scenario>, flaw: &Flaw) {
    let is_own = |rule: &str| flaw.fails.iter().chain(flaw.may_fail()).any(|own| *own == rule);
    scenarios.retain(|scenario| scenario.expectations.iter().any(|expectation| is_own(&expectation.rule)));
}
