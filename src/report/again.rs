//! How a fault is seen again: commands, and for which terminal they are.

use super::model::RuleReport;

/// Commands that follow one another, and the name of what is said before them, if anything is.
pub struct Step<'a> {
    pub label: Option<&'static str>,
    pub commands: &'a [String],
}

pub fn steps(rule: &RuleReport) -> Vec<Step<'_>> {
    let RuleReport { commands, meanwhile, check, .. } = rule;
    let step = |label, commands| Step { label, commands };
    let first = (!meanwhile.is_empty()).then_some("again-first");
    let whole = (!commands.is_empty()).then_some("again-check");
    let all = [step(first, commands), step(Some("again-second"), meanwhile), step(whole, check.as_slice())];
    all.into_iter().filter(|step| !step.commands.is_empty()).collect()
}
