//! From findings and points to marks.

use crate::checker::rules::{OF_FORM, time_of_death};
use crate::checker::{self, Case, Finding, Limits, Verdict};
use crate::contract::Contract;
use crate::history::History;
use crate::scenario::{Expectation, Scenario, Weight};
use std::collections::BTreeMap;

/// One expectation, judged.
#[derive(Debug, Clone)]
pub struct Judged {
    pub scenario: String,
    pub expectation: Expectation,
    pub finding: Finding,
    /// The final verdict: that of the finding, unless something that it needs has failed.
    pub verdict: Verdict,
    /// The rule in whose place this one is not judged.
    pub because: Option<String>,
}

impl Judged {
    pub fn earned(&self) -> f64 {
        match self.verdict {
            Verdict::Pass | Verdict::Fail => self.expectation.points * self.finding.share,
            Verdict::Unknown | Verdict::Blocked => 0.0,
        }
    }

    /// What it would earn at best, were the unknown known.
    pub fn at_most(&self) -> f64 {
        if self.verdict == Verdict::Unknown { self.expectation.points } else { self.earned() }
    }

    pub fn bonus(&self) -> f64 {
        if self.verdict == Verdict::Pass { self.expectation.bonus } else { 0.0 }
    }
}

/// Judges every expectation of the scenarios, and sorts causes from consequences.
pub fn judge(history: &History, contract: &Contract, scenarios: &[Scenario]) -> Vec<Judged> {
    let limits = Limits::of(history);
    let mut judged = Vec::new();
    for scenario in scenarios.iter().filter(|scenario| contract.has(scenario.lab.as_str())) {
        for expectation in &scenario.expectations {
            let seen = scenario.observes.as_ref().unwrap_or(&scenario.id);
            let case = Case::new(history, contract, &limits, seen, expectation.at_least);
            let Some(rule) = checker::rule(&expectation.rule) else { continue };
            let mut finding = (rule.judge)(&case);
            if expectation.rule != "server-died" && finding.verdict != Verdict::Pass && ended_dead(&case) {
                finding.verdict = Verdict::Unknown;
            }
            if let Some(unknown) = case.disturbed().filter(|_| expectation.weight() == Weight::Required)
                && !OF_FORM.contains(&expectation.rule.as_str())
            {
                finding = unknown;
            }
            let expectation = with_needs_of(scenario, expectation);
            let verdict = finding.verdict;
            judged.push(Judged { scenario: scenario.id.clone(), expectation, finding, verdict, because: None });
        }
    }
    block(&mut judged);
    judged
}

/// Whether the server died before this scenario was over: what it shows then is that, and nothing else.
fn ended_dead(case: &Case) -> bool {
    let last = case.operations().map(|o| o.done).chain(case.notes().map(|n| n.at)).max();
    time_of_death(case).is_some_and(|death| last.is_some_and(|last| last >= death))
}

/// Every rule needs the server alive, and what its scenario needs.
fn with_needs_of(scenario: &Scenario, expectation: &Expectation) -> Expectation {
    let mut expectation = expectation.clone();
    let others = scenario.needs.iter().filter(|need| **need != expectation.rule);
    expectation.needs.extend(others.cloned());
    if expectation.rule == "server-died" {
        // Whether the server lives is seen whatever else it does wrong, and everything else rests on it.
        expectation.needs.clear();
    }
    expectation
}

/// One cause, one failure: a rule that did not pass is blocked by a failed need, and unknown by an unknown one. A
/// rule that passed stays passed: it saw what it had to see. One that noise kept from deciding could have passed, and
/// stays unknown, unless there is no server any more. A bonus is for what comes on top, so even one that was seen is
/// blocked by a failed need: what a server does that fails there is luck of its queue.
fn block(judged: &mut [Judged]) {
    // What a rule needs may itself turn out to be unknown, or blocked: each pass settles what rests on the last one's.
    for _ in 0..=judged.len() {
        let verdicts: BTreeMap<String, Verdict> =
            judged.iter().map(|one| (one.expectation.rule.clone(), one.verdict)).collect();
        let mut changed = false;
        for one in judged.iter_mut() {
            let (verdict, because) = settled(one, &verdicts);
            changed |= verdict != one.verdict;
            (one.verdict, one.because) = (verdict, because);
        }
        if !changed {
            return;
        }
    }
}

/// The verdict of a rule, by what it found itself and by the verdicts of all; and which other one that is because of.
fn settled(one: &Judged, verdicts: &BTreeMap<String, Verdict>) -> (Verdict, Option<String>) {
    let found = one.finding.verdict;
    let mut needs: Vec<&str> = one.expectation.needs.iter().map(String::as_str).collect();
    needs.extend(one.finding.waits_for);
    if found == Verdict::Unknown && one.expectation.rule != "server-died" {
        needs.push("server-died");
    }
    let could_pass = found == Verdict::Unknown && one.finding.is_of_noise();
    let has = |need: &str, verdict| verdicts.get(need) == Some(&verdict);
    let blocks = |need: &str, verdict| has(need, verdict) && (!could_pass || need == "server-died");
    let blocked_by = |verdict| needs.iter().find(|need| blocks(need, verdict));
    // What failed itself is named before what is blocked by it.
    let failed = blocked_by(Verdict::Fail).or_else(|| blocked_by(Verdict::Blocked));
    let unknown = needs.iter().find(|need| has(need, Verdict::Unknown));
    match (failed, unknown) {
        _ if found == Verdict::Pass && one.expectation.bonus == 0.0 => (found, None),
        (Some(cause), _) => (Verdict::Blocked, Some(cause.to_string())),
        (None, Some(cause)) if found == Verdict::Fail => (Verdict::Unknown, Some(cause.to_string())),
        _ => (found, None),
    }
}

/// The marks of one lab.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    pub earned: f64,
    pub at_most: f64,
    pub out_of: f64,
    pub bonus: f64,
}

pub fn mark<'a>(judged: impl IntoIterator<Item = &'a Judged>) -> Mark {
    let zero = Mark { earned: 0.0, at_most: 0.0, out_of: 0.0, bonus: 0.0 };
    let sum = judged.into_iter().fold(zero, |sum, one| Mark {
        earned: sum.earned + one.earned(),
        at_most: sum.at_most + one.at_most(),
        out_of: sum.out_of + one.expectation.points,
        bonus: sum.bonus + one.bonus(),
    });
    // Points are quarters; what binary fractions add is not part of a mark.
    let tidy = |points: f64| (points * 1000.0).round() / 1000.0;
    Mark { earned: tidy(sum.earned), at_most: tidy(sum.at_most), out_of: tidy(sum.out_of), bonus: tidy(sum.bonus) }
}

/// The verdict of a whole run: a failure outranks what is unknown. Bonus and advice do not count.
pub fn verdict<'a>(judged: impl IntoIterator<Item = &'a Judged>) -> Verdict {
    let mut verdict = Verdict::Pass;
    for one in judged.into_iter().filter(|one| one.expectation.weight() == Weight::Required) {
        match one.verdict {
            Verdict::Fail | Verdict::Blocked => return Verdict::Fail,
            Verdict::Unknown => verdict = Verdict::Unknown,
            Verdict::Pass => {}
        }
    }
    verdict
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checker::Message;

    fn one(rule: &str, needs: &[&str], verdict: Verdict) -> Judged {
        let needs = needs.iter().map(ToString::to_string).collect();
        let message = Message::new("x");
        let finding = Finding { verdict, share: 0.0, ..Finding::unknown(message) };
        let expectation = Expectation { rule: rule.into(), points: 2.0, bonus: 0.0, needs, at_least: 1 };
        Judged { scenario: "s".into(), expectation, finding, verdict, because: None }
    }

    #[test]
    fn a_failed_need_blocks_what_did_not_pass_and_all_that_needs_that() {
        let mut judged = [
            one("a", &[], Verdict::Fail),
            one("b", &["a"], Verdict::Fail),
            one("c", &["b"], Verdict::Unknown),
            one("d", &["a"], Verdict::Pass),
        ];
        block(&mut judged);
        let verdicts: Vec<_> = judged.iter().map(|one| one.verdict).collect();
        assert_eq!(verdicts, [Verdict::Fail, Verdict::Blocked, Verdict::Blocked, Verdict::Pass]);
        assert_eq!(judged[2].because.as_deref(), Some("b"));
    }

    #[test]
    fn a_bonus_is_for_what_comes_on_top() {
        let bonus = |needs| {
            let mut one = one("b", needs, Verdict::Pass);
            one.expectation.bonus = 0.5;
            one
        };
        let mut judged = [one("a", &[], Verdict::Fail), one("p", &[], Verdict::Pass), bonus(&["a", "p"])];
        block(&mut judged);
        assert_eq!((judged[2].verdict, judged[2].because.as_deref()), (Verdict::Blocked, Some("a")));
        let mut judged = [one("a", &[], Verdict::Unknown), one("p", &[], Verdict::Pass), bonus(&["a", "p"])];
        block(&mut judged);
        assert_eq!(judged[2].verdict, Verdict::Pass);
    }

    #[test]
    fn what_noise_kept_from_deciding_is_blocked_by_nothing_but_the_end_of_the_server() {
        let noisy = |rule, needs: &[&str]| {
            let mut one = one(rule, needs, Verdict::Unknown);
            one.finding = Finding::unknown(Message::new("unknown-noise"));
            one
        };
        let mut judged = [one("a", &[], Verdict::Fail), noisy("b", &["a"]), one("c", &["b"], Verdict::Fail)];
        block(&mut judged);
        let verdicts = judged.each_ref().map(|one| one.verdict);
        assert_eq!(verdicts, [Verdict::Fail, Verdict::Unknown, Verdict::Unknown]);
        assert_eq!((mark(&judged).earned, mark(&judged).at_most), (0.0, 4.0), "a range, not zero");
        let mut judged = [one("server-died", &[], Verdict::Fail), noisy("b", &[])];
        block(&mut judged);
        assert_eq!(judged[1].verdict, Verdict::Blocked);
    }

    /// All of three rules: what each found, what it needs of those before it, and which is judged first.
    #[test]
    fn each_verdict_has_its_cause_whichever_is_judged_first() {
        const FOUND: [Verdict; 3] = [Verdict::Pass, Verdict::Fail, Verdict::Unknown];
        let names = ["a", "b", "c"];
        for found in 0..27 {
            for needs in 0..8 {
                let of = |rule: usize| {
                    let needed = [(1, 0), (2, 0), (2, 1)].iter().enumerate();
                    let needed = needed.filter(|(bit, (who, _))| needs >> bit & 1 == 1 && *who == rule);
                    let needed: Vec<&str> = needed.map(|(_, (_, need))| names[*need]).collect();
                    one(names[rule], &needed, FOUND[found / 3_usize.pow(rule as u32) % 3])
                };
                let mut sorted = [of(0), of(1), of(2)];
                let mut turned = [of(2), of(1), of(0)];
                block(&mut sorted);
                block(&mut turned);
                let verdicts: BTreeMap<&str, Verdict> =
                    sorted.iter().map(|one| (one.expectation.rule.as_str(), one.verdict)).collect();
                for one in sorted.iter().chain(&turned) {
                    assert_eq!(one.verdict, verdicts[one.expectation.rule.as_str()], "{sorted:?}");
                    let cause = one.because.as_deref().map(|cause| verdicts[cause]);
                    match one.verdict {
                        Verdict::Blocked => {
                            let failed =
                                one.expectation.needs.iter().any(|need| verdicts[need.as_str()] == Verdict::Fail);
                            let named = if failed { Verdict::Fail } else { Verdict::Blocked };
                            assert_eq!(cause, Some(named), "{sorted:?}");
                        }
                        Verdict::Unknown => assert!(matches!(cause, None | Some(Verdict::Unknown)), "{sorted:?}"),
                        Verdict::Fail => assert!(
                            one.expectation.needs.iter().all(|need| verdicts[need.as_str()] == Verdict::Pass),
                            "{sorted:?}"
                        ),
                        Verdict::Pass => assert_eq!(one.finding.verdict, Verdict::Pass),
                    }
                }
            }
        }
    }

    #[test]
    fn what_needs_a_failure_that_is_none_for_certain_is_unknown_as_well() {
        let mut judged =
            [one("c", &["b"], Verdict::Fail), one("b", &["a"], Verdict::Fail), one("a", &[], Verdict::Unknown)];
        block(&mut judged);
        assert_eq!(judged.each_ref().map(|one| one.verdict), [Verdict::Unknown; 3]);
        assert_eq!((mark(&judged).earned, mark(&judged).at_most), (0.0, 6.0), "a range, not zero");
    }

    #[test]
    fn an_unknown_need_makes_a_failure_unknown() {
        let mut judged = [one("a", &[], Verdict::Unknown), one("b", &["a"], Verdict::Fail)];
        block(&mut judged);
        assert_eq!(judged[1].verdict, Verdict::Unknown);
        assert_eq!(verdict(&judged), Verdict::Unknown);
        assert_eq!((mark(&judged).earned, mark(&judged).at_most), (0.0, 4.0));
    }
}
