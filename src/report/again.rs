//! How a fault is seen again: commands, and for which terminal they are.

use super::model::RuleReport;

/// Commands that follow one another, and the name of what is said before them, if anything is.
pub struct Step<'a> {
    pub label: Option<&'static str>,
    pub commands: &'a [String],
    /// It is `lab` that shows it, and nobody has to look.
    pub is_check: bool,
}

pub fn steps(rule: &RuleReport) -> Vec<Step<'_>> {
    let RuleReport { commands, meanwhile, check, .. } = rule;
    let step = |label, commands| Step { label, commands, is_check: false };
    let first = (!meanwhile.is_empty()).then_some("again-first");
    let whole = (!commands.is_empty()).then_some("again-check");
    let by_lab = Step { is_check: true, ..step(whole, check.as_slice()) };
    let all = [step(first, commands), step(Some("again-second"), meanwhile), by_lab];
    all.into_iter().filter(|step| !step.commands.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(commands: &[&str], meanwhile: &[&str]) -> Vec<Option<&'static str>> {
        let texts = |of: &[&str]| serde_json::json!(of);
        let rule = serde_json::json!({
            "id": "r", "verdict": "fail", "points": 1.0, "earned": 0.0, "observed": "", "message": {"id": "m", "args": {}},
            "commands": texts(commands), "meanwhile": texts(meanwhile), "check": "lab check 5000 --only s",
        });
        let rule: RuleReport = serde_json::from_value(rule).expect("a rule");
        steps(&rule).iter().map(|step| step.label).collect()
    }

    #[test]
    fn two_terminals_are_called_two() {
        assert_eq!(labels(&[], &[]), [None]);
        assert_eq!(labels(&["a"], &[]), [None, Some("again-check")]);
        assert_eq!(labels(&["a"], &["b"]), [Some("again-first"), Some("again-second"), Some("again-check")]);
    }
}
