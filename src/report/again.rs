//! How a fault is seen again: commands, and for which terminal they are.

use super::model::RuleReport;
use super::shell::Shell;

/// Commands that follow one another, and the name of what is said before them, if anything is.
pub struct Step {
    pub label: Option<&'static str>,
    pub commands: Vec<String>,
    /// It is `lab` that shows it, and nobody has to look.
    pub is_check: bool,
}

pub fn steps(rule: &RuleReport) -> Vec<Step> {
    steps_in(rule, Shell::HERE)
}

fn steps_in(rule: &RuleReport, shell: Shell) -> Vec<Step> {
    let RuleReport { commands, meanwhile, check, .. } = rule;
    // What is done by hand belongs together, and so do the shells.
    let (by_hand, said) = shell.speak(&[commands.as_slice(), meanwhile].concat());
    let (one, other) = by_hand.split_at(commands.len());
    let (check, _) = shell.speak(check.as_slice());
    let step = |label, commands: &[String]| Step { label, commands: commands.to_vec(), is_check: false };
    let first = (!meanwhile.is_empty()).then_some("again-first");
    let whole = (!commands.is_empty()).then_some("again-check");
    let by_lab = Step { is_check: true, ..step(whole, &check) };
    let all = [step(first, one), step(Some("again-second"), other), by_lab];
    // Which shell is meant is said before all of them.
    let said = said.map(|label| step(Some(label), &[]));
    said.into_iter().chain(all.into_iter().filter(|step| !step.commands.is_empty())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps_of(commands: &[&str], meanwhile: &[&str], shell: Shell) -> Vec<Step> {
        let texts = |of: &[&str]| serde_json::json!(of);
        let rule = serde_json::json!({
            "id": "r", "verdict": "fail", "points": 1.0, "earned": 0.0, "observed": "", "message": {"id": "m", "args": {}},
            "commands": texts(commands), "meanwhile": texts(meanwhile), "check": "lab check 5000 --only s",
        });
        let rule: RuleReport = serde_json::from_value(rule).expect("a rule");
        steps_in(&rule, shell)
    }

    fn labels(commands: &[&str], meanwhile: &[&str]) -> Vec<Option<&'static str>> {
        steps_of(commands, meanwhile, Shell::Posix).iter().map(|step| step.label).collect()
    }

    #[test]
    fn two_terminals_are_called_two() {
        assert_eq!(labels(&[], &[]), [None]);
        assert_eq!(labels(&["a"], &[]), [None, Some("again-check")]);
        assert_eq!(labels(&["a"], &["b"]), [Some("again-first"), Some("again-second"), Some("again-check")]);
    }

    #[test]
    fn a_shell_of_windows_is_named_before_what_is_for_it() {
        let steps = steps_of(&["v=$(curl a)"], &["curl b"], Shell::Windows);
        let labels: Vec<_> = steps.iter().map(|step| step.label).collect();
        assert_eq!(labels, [Some("again-posix"), Some("again-first"), Some("again-second"), Some("again-check")]);
        assert_eq!(steps[2].commands, ["curl b"]);
        assert_eq!(steps_of(&["curl b"], &[], Shell::Windows)[0].commands, ["curl.exe b"]);
    }
}
