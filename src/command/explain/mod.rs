//! `lab explain`: a page about one rule, of its texts, of what it is worth, and of what the museum showed of it.

pub mod examples;

use super::{inputs, out, progress};
use crate::cli;
use crate::exit::{Exit, Failure};
use crate::report::explain::{Explained, Part, for_terminal, page};
use crate::scenario::{Scenario, near};
use crate::text::Texts;
use lab_reference::flawed::FLAWS;

/// Longer lines are hard to read.
const WIDEST: u16 = 100;

pub fn run(args: &cli::Explain, texts: &Texts) -> Result<Exit, Failure> {
    let scenarios = inputs::scenarios(None)?;
    let Some(parts) = about(&args.rule, &scenarios, texts) else { return Err(unknown(&args.rule, &scenarios)) };
    let style = progress::style();
    out::text(for_terminal(&parts, style.width.clamp(30, WIDEST).into(), style.colour));
    Ok(Exit::Pass)
}

/// The page of a rule of these scenarios.
pub fn about(rule: &str, scenarios: &[Scenario], texts: &Texts) -> Option<Vec<Part>> {
    let of = |scenario: &&Scenario| scenario.expectations.iter().any(|expectation| expectation.rule == rule);
    let scenario = scenarios.iter().find(of)?;
    let expectation = scenario.expectations.iter().find(|expectation| expectation.rule == rule)?;
    // Those that exist for it come first.
    let first = FLAWS.iter().filter(|flaw| flaw.fails[0] == rule);
    let besides = FLAWS.iter().filter(|flaw| flaw.fails[1..].contains(&rule));
    let flaws = first.chain(besides).map(|flaw| flaw.name).collect();
    Some(page(&Explained { scenario, expectation, flaws, seen: examples::of(rule) }, texts))
}

fn unknown(rule: &str, scenarios: &[Scenario]) -> Failure {
    let all = scenarios.iter().flat_map(|scenario| &scenario.expectations);
    let names: Vec<&str> = all.map(|expectation| expectation.rule.as_str()).collect();
    let near = near(rule, &names);
    let failure = Failure::of(Exit::Usage, "explain-unknown", &[("rule", rule)]);
    if near.is_empty() {
        return failure.hint_of("explain-list", &[]);
    }
    failure.hint_of("explain-near", &[("near", &near.join(", "))])
}
