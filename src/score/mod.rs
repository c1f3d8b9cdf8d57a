//! From findings and points to marks.

mod rubric;

pub use rubric::{RUBRIC, rubric};

use crate::checker::{Finding, Question, Undecided, Verdict};
use crate::contract::Contract;
use crate::history::History;
use crate::labs::{self, Lab};
use crate::scenario::{Expectation, Scenario, Weight};
use std::collections::{BTreeMap, BTreeSet};

/// One expectation, judged.
#[derive(Debug, Clone)]
pub struct Evaluated {
    pub scenario: String,
    pub expectation: Expectation,
    pub finding: Finding,
    /// The final verdict: that of the finding, unless something that it needs has failed.
    pub verdict: Verdict,
    /// The rule in whose place this one is not evaluated.
    pub blocked_by: Option<String>,
    /// The rule of its lab that every other one needs.
    vital: Option<&'static str>,
    /// The rules that failed since the target kept us waiting: what was not looked at was not looked at for that.
    waited: Vec<&'static str>,
}

impl Evaluated {
    pub fn earned(&self) -> f64 {
        match self.verdict {
            Verdict::Pass | Verdict::Fail => self.expectation.points * self.finding.share,
            Verdict::Unknown | Verdict::Blocked => 0.0,
        }
    }

    /// What its failure takes off the mark beside its own points. What is unknown takes nothing off: it was not seen.
    pub fn penalty(&self) -> f64 {
        match self.verdict {
            Verdict::Fail if self.finding.is_usable => 0.0,
            Verdict::Fail => self.expectation.penalty * (1.0 - self.finding.share),
            Verdict::Pass | Verdict::Unknown | Verdict::Blocked => 0.0,
        }
    }

    /// What it would earn at best, were the unknown known.
    pub fn at_most(&self) -> f64 {
        if self.verdict == Verdict::Unknown { self.expectation.points } else { self.earned() }
    }

    pub fn bonus(&self) -> f64 {
        if self.verdict == Verdict::Pass { self.expectation.bonus } else { 0.0 }
    }

    /// The rules that its verdict waits for.
    fn awaited(&self) -> Vec<&str> {
        let found = self.finding.verdict;
        if found == Verdict::Pass && self.expectation.bonus == 0.0 {
            return vec![];
        }
        let mut awaited: Vec<&str> = vec![];
        if !self.finding.is_of_noise() {
            awaited.extend(self.expectation.needs.iter().map(String::as_str));
            awaited.extend(self.finding.requires);
        }
        if found == Verdict::Unknown {
            awaited.extend(self.vital.filter(|vital| *vital != self.expectation.rule));
            if matches!(self.finding.undecided, Some(Undecided::Nothing | Undecided::Early)) {
                awaited.extend(self.waited.iter().filter(|rule| **rule != self.expectation.rule));
            }
        }
        awaited
    }
}

/// Judges every expectation of the scenarios of those labs that the target has, and sorts causes from consequences. Each
/// lab is judged by itself: nothing that one shows changes a verdict of another, but that the server has ended.
pub fn judge(history: &History, contract: &Contract, scenarios: &[Scenario]) -> Vec<Evaluated> {
    let here = labs::ALL.iter().filter(|lab| contract.has(&lab.contract));
    let mut evaluated: Vec<Evaluated> = here.flat_map(|lab| judge_lab(lab, history, contract, scenarios)).collect();
    block_by_the_end(&mut evaluated);
    // In the order of the scenarios, whichever lab each is of.
    evaluated.sort_by_key(|one| scenarios.iter().position(|scenario| scenario.id == one.scenario));
    evaluated
}

/// A server that ended has ended for every lab: what could not be asked any more is blocked by the rule that says so.
fn block_by_the_end(evaluated: &mut [Evaluated]) {
    let is_end = |one: &&Evaluated| one.verdict == Verdict::Fail && one.vital == Some(one.expectation.rule.as_str());
    let Some(cause) = evaluated.iter().find(is_end).map(|one| one.expectation.rule.clone()) else { return };
    let is_dead =
        |one: &&mut Evaluated| one.verdict == Verdict::Unknown && one.finding.undecided == Some(Undecided::Dead);
    for one in evaluated.iter_mut().filter(is_dead) {
        (one.verdict, one.blocked_by) = (Verdict::Blocked, Some(cause.clone()));
    }
}

fn judge_lab(lab: &Lab, history: &History, contract: &Contract, scenarios: &[Scenario]) -> Vec<Evaluated> {
    let own = scenarios.iter().filter(|scenario| scenario.lab == lab.id);
    let asked: Vec<(&Scenario, &Expectation)> = own
        .flat_map(|scenario| scenario.expectations.iter().map(move |expectation| (scenario, expectation)))
        .filter(|(_, expectation)| (lab.asks)(contract, &expectation.rule))
        .collect();
    let questions: Vec<Question> = asked
        .iter()
        .map(|(scenario, expectation)| Question {
            rule: &expectation.rule,
            scenario: scenario.observes.as_ref().unwrap_or(&scenario.id),
            at_least: expectation.at_least,
            required: expectation.weight() == Weight::Required,
        })
        .collect();
    let findings = (lab.judge)(history, contract, &questions);
    let has_failed = |rule: &&&'static str| {
        let found = questions.iter().zip(&findings).find(|(question, _)| question.rule == **rule);
        found.is_some_and(|(_, finding)| finding.verdict == Verdict::Fail)
    };
    let waited: Vec<&'static str> = lab.keeps_waiting.iter().filter(has_failed).copied().collect();
    let mut evaluated: Vec<Evaluated> = asked
        .into_iter()
        .zip(findings)
        .map(|((scenario, expectation), finding)| {
            let expectation = with_needs_of(scenario, expectation, lab.vital);
            let (verdict, scenario) = (finding.verdict, scenario.id.clone());
            let waited = waited.clone();
            Evaluated { scenario, expectation, finding, verdict, blocked_by: None, vital: lab.vital, waited }
        })
        .collect();
    block(&mut evaluated);
    evaluated
}

/// A rule needs what its scenario needs; the vital one is seen whatever else is wrong, and everything else rests on it.
fn with_needs_of(scenario: &Scenario, expectation: &Expectation, vital: Option<&str>) -> Expectation {
    let mut expectation = expectation.clone();
    let others = scenario.needs.iter().filter(|need| **need != expectation.rule);
    expectation.needs.extend(others.cloned());
    if vital == Some(expectation.rule.as_str()) {
        expectation.needs.clear();
    }
    expectation
}

/// One cause, one failure: a rule that did not pass is blocked by a failed need, and unknown by an unknown one. A
/// rule that passed stays passed: it saw what it had to see. One that noise kept from deciding could have passed, and
/// stays unknown, unless there is no server any more. A bonus is for what comes on top, so even one that was seen is
/// blocked by a failed need: a server that fails the need may pass the bonus by chance.
fn block(evaluated: &mut [Evaluated]) {
    let waits = waits(evaluated);
    let mut open: Vec<usize> = (0..evaluated.len()).collect();
    let mut verdicts = BTreeMap::new();
    while let Some(next) = next(&open, &waits, |place| evaluated[place].finding.verdict) {
        let one = &mut evaluated[next];
        (one.verdict, one.blocked_by) = settled(one, &verdicts);
        verdicts.insert(one.expectation.rule.clone(), one.verdict);
        open.retain(|place| *place != next);
    }
}

/// The places of the rules that each one's verdict waits for.
fn waits(evaluated: &[Evaluated]) -> Vec<Vec<usize>> {
    let place = |rule: &str| evaluated.iter().position(|one| one.expectation.rule == rule);
    evaluated.iter().map(|one| one.awaited().into_iter().filter_map(place).collect()).collect()
}

/// Which of those that are open is settled next: one that waits for none of them.
///
/// What a rule waits for may depend on what happened, so that rules can wait for each other in a circle. Of one that
/// waits for nothing outside of it, that is settled which has failed by itself: it saw what is wrong, and the others
/// only that they cannot see. Of several, one that waits for no other of them: the others say that they may follow from
/// it.
fn next(open: &[usize], waits: &[Vec<usize>], found: impl Fn(usize) -> Verdict) -> Option<usize> {
    let still = |place: usize| waits[place].iter().copied().filter(|other| open.contains(other));
    if let Some(free) = open.iter().find(|place| still(**place).next().is_none()) {
        return Some(*free);
    }
    // All that it waits for, however far away.
    let reached = |place: usize| {
        let (mut seen, mut ahead) = (BTreeSet::new(), vec![place]);
        while let Some(one) = ahead.pop() {
            ahead.extend(still(one).filter(|other| seen.insert(*other)));
        }
        seen
    };
    let is_last = |place: &usize| reached(*place).into_iter().all(|other| reached(other).contains(place));
    let circle = || open.iter().copied().filter(is_last);
    let failed = || circle().filter(|place| found(*place) == Verdict::Fail);
    let is_first = |place: &usize| still(*place).all(|other| found(other) != Verdict::Fail);
    failed().find(is_first).or_else(|| failed().next()).or_else(|| circle().next())
}

/// The verdict of a rule, by what it found itself and by the verdicts of what it waits for; and the rule that it is
/// blocked by.
fn settled(one: &Evaluated, verdicts: &BTreeMap<String, Verdict>) -> (Verdict, Option<String>) {
    let found = one.finding.verdict;
    let awaited = one.awaited();
    let first = |verdict| awaited.iter().find(|rule| verdicts.get(**rule) == Some(&verdict));
    // What failed itself is named before what is blocked by it.
    match (first(Verdict::Fail).or_else(|| first(Verdict::Blocked)), first(Verdict::Unknown)) {
        (Some(cause), _) => (Verdict::Blocked, Some(cause.to_string())),
        (None, Some(cause)) if found == Verdict::Fail => (Verdict::Unknown, Some(cause.to_string())),
        _ => (found, None),
    }
}

/// The marks of one lab, or the points of one scenario.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    pub earned: f64,
    pub at_most: f64,
    pub out_of: f64,
    pub bonus: f64,
}

/// The mark of a lab: the points of its rules without the penalties, and never below zero.
pub fn mark<'a>(evaluated: impl IntoIterator<Item = &'a Evaluated>) -> Mark {
    let all: Vec<&Evaluated> = evaluated.into_iter().collect();
    let penalty: f64 = all.iter().map(|one| one.penalty()).sum();
    let sum = points(all);
    Mark { earned: (sum.earned - penalty).max(0.0), at_most: (sum.at_most - penalty).max(0.0), ..sum }
}

/// What the rules earn by themselves.
pub fn points<'a>(evaluated: impl IntoIterator<Item = &'a Evaluated>) -> Mark {
    let zero = Mark { earned: 0.0, at_most: 0.0, out_of: 0.0, bonus: 0.0 };
    let sum = evaluated.into_iter().fold(zero, |sum, one| Mark {
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
pub fn verdict<'a>(evaluated: impl IntoIterator<Item = &'a Evaluated>) -> Verdict {
    let mut verdict = Verdict::Pass;
    for one in evaluated.into_iter().filter(|one| one.expectation.weight() == Weight::Required) {
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
    use crate::history::{Header, Note, Tolerance};

    fn one(rule: &str, needs: &[&str], verdict: Verdict) -> Evaluated {
        let needs = needs.iter().map(ToString::to_string).collect();
        let finding = Finding { verdict, share: 0.0, ..Finding::undecided(Undecided::Nothing) };
        let expectation = Expectation { rule: rule.into(), points: 2.0, penalty: 0.0, bonus: 0.0, needs, at_least: 1 };
        Evaluated {
            scenario: "s".into(),
            expectation,
            finding,
            verdict,
            blocked_by: None,
            vital: Some("server-died"),
            waited: vec![],
        }
    }

    #[test]
    fn a_failed_need_blocks_what_did_not_pass_and_all_that_needs_that() {
        let mut evaluated = [
            one("a", &[], Verdict::Fail),
            one("b", &["a"], Verdict::Fail),
            one("c", &["b"], Verdict::Unknown),
            one("d", &["a"], Verdict::Pass),
        ];
        block(&mut evaluated);
        let verdicts: Vec<_> = evaluated.iter().map(|one| one.verdict).collect();
        assert_eq!(verdicts, [Verdict::Fail, Verdict::Blocked, Verdict::Blocked, Verdict::Pass]);
        assert_eq!(evaluated[2].blocked_by.as_deref(), Some("b"));
    }

    /// What it was seen to do wrong, it did while it lived.
    #[test]
    fn the_end_of_the_server_blocks_what_nobody_could_see_and_no_failure() {
        let mut evaluated = [
            one("server-died", &[], Verdict::Fail),
            one("a", &[], Verdict::Fail),
            one("b", &[], Verdict::Unknown),
            one("c", &[], Verdict::Pass),
        ];
        block(&mut evaluated);
        let verdicts = evaluated.each_ref().map(|one| one.verdict);
        assert_eq!(verdicts, [Verdict::Fail, Verdict::Fail, Verdict::Blocked, Verdict::Pass]);
        assert_eq!(evaluated[2].blocked_by.as_deref(), Some("server-died"));
    }

    #[test]
    fn a_bonus_is_for_what_comes_on_top() {
        let bonus = |needs| {
            let mut one = one("b", needs, Verdict::Pass);
            one.expectation.bonus = 0.5;
            one
        };
        let mut evaluated = [one("a", &[], Verdict::Fail), one("p", &[], Verdict::Pass), bonus(&["a", "p"])];
        block(&mut evaluated);
        assert_eq!((evaluated[2].verdict, evaluated[2].blocked_by.as_deref()), (Verdict::Blocked, Some("a")));
        let mut evaluated = [one("a", &[], Verdict::Unknown), one("p", &[], Verdict::Pass), bonus(&["a", "p"])];
        block(&mut evaluated);
        assert_eq!(evaluated[2].verdict, Verdict::Pass);
    }

    #[test]
    fn a_server_that_ended_has_ended_for_every_lab() {
        let dead = |verdict| {
            let mut one = one("stream-ends", &[], verdict);
            (one.finding.undecided, one.vital) = (Some(Undecided::Dead), None);
            one
        };
        let mut evaluated = [one("server-died", &[], Verdict::Fail), dead(Verdict::Unknown), dead(Verdict::Pass)];
        block_by_the_end(&mut evaluated);
        assert_eq!(evaluated.each_ref().map(|one| one.verdict), [Verdict::Fail, Verdict::Blocked, Verdict::Pass]);
        assert_eq!(evaluated[1].blocked_by.as_deref(), Some("server-died"));
        let mut evaluated = [one("server-died", &[], Verdict::Unknown), dead(Verdict::Unknown)];
        block_by_the_end(&mut evaluated);
        assert_eq!(evaluated[1].verdict, Verdict::Unknown, "it may be there still");
    }

    #[test]
    fn only_a_bonus_that_passed_is_paid_and_it_is_no_part_of_the_mark() {
        for (verdict, paid) in
            [(Verdict::Pass, 0.5), (Verdict::Fail, 0.0), (Verdict::Unknown, 0.0), (Verdict::Blocked, 0.0)]
        {
            let mut bonus = one("b", &[], verdict);
            // Even if a rule would give a share of it.
            bonus.finding.share = 0.5;
            (bonus.expectation.bonus, bonus.expectation.points) = (0.5, 0.0);
            let mark = mark([&bonus]);
            assert_eq!((mark.bonus, mark.earned, mark.at_most, mark.out_of), (paid, 0.0, 0.0, 0.0), "{verdict:?}");
        }
    }

    #[test]
    fn a_share_of_the_points_is_earned_where_a_verdict_was_reached() {
        for (verdict, earned, at_most) in [
            (Verdict::Pass, 1.0, 1.0),
            (Verdict::Fail, 1.0, 1.0),
            (Verdict::Unknown, 0.0, 2.0),
            (Verdict::Blocked, 0.0, 0.0),
        ] {
            let mut half = one("a", &[], verdict);
            half.finding.share = 0.5;
            let mark = mark([&half]);
            assert_eq!((mark.earned, mark.at_most, mark.out_of), (earned, at_most, 2.0), "{verdict:?}");
        }
    }

    #[test]
    fn a_penalty_is_for_what_leaves_nobody_served() {
        for (verdict, share, is_usable, penalty) in [
            (Verdict::Fail, 0.0, false, 4.0),
            (Verdict::Fail, 0.5, false, 2.0),
            (Verdict::Fail, 0.0, true, 0.0),
            (Verdict::Unknown, 0.0, false, 0.0),
            (Verdict::Blocked, 0.0, false, 0.0),
        ] {
            let mut one = one("a", &[], verdict);
            one.expectation.penalty = 4.0;
            (one.finding.share, one.finding.is_usable) = (share, is_usable);
            assert_eq!(one.penalty(), penalty, "{verdict:?} {share} {is_usable}");
        }
    }

    /// What each lab's rules find in a run in which nothing was done.
    #[test]
    fn each_lab_that_the_contract_has_is_judged_in_the_order_of_the_scenarios() {
        let mut scenarios = crate::scenario::embedded(&labs::vocabularies()).expect("the scenarios");
        scenarios.reverse();
        let history = History::new(Header::new(1, "http://localhost:1".into(), Tolerance::default()));
        for lab in labs::ALL {
            let contract = (lab.contract.example)();
            let evaluated = judge(&history, &contract, &scenarios);
            // A contract of one lab may be all that another one needs.
            let here = |scenario: &&Scenario| labs::find(&scenario.lab).is_some_and(|lab| contract.has(&lab.contract));
            assert!(contract.has(&lab.contract));
            let own = scenarios.iter().filter(here);
            let expected: Vec<_> = own
                .flat_map(|scenario| scenario.expectations.iter().map(|e| (scenario.id.as_str(), e.rule.as_str())))
                .collect();
            let got: Vec<_> =
                evaluated.iter().map(|one| (one.scenario.as_str(), one.expectation.rule.as_str())).collect();
            assert_eq!(got, expected);
            assert_eq!(verdict(&evaluated), Verdict::Unknown);
            // What the contract alone says is judged all the same.
            let mark = mark(&evaluated);
            let all = 20.0 * labs::ALL.iter().filter(|lab| contract.has(&lab.contract)).count() as f64;
            assert_eq!((mark.bonus, mark.at_most, mark.out_of), (0.0, all, all));
        }
    }

    /// A state that moves by itself keeps what costs points from being judged, and nothing else.
    #[test]
    fn a_lab_is_told_which_of_its_rules_cost_points() {
        use crate::labs::long_polling::{contract::LongPolling, notes};
        let scenarios = crate::scenario::embedded(&labs::vocabularies()).expect("the scenarios");
        let mut history = History::new(Header::new(1, "http://localhost:1".into(), Tolerance::default()));
        let event = notes::event(notes::RESTLESS);
        history.notes.push(Note { at: 0, scenario: "discovery".into(), attempt: 1, event });
        let evaluated = judge(&history, &Contract::of(&LongPolling::default()), &scenarios);
        let disturbed = |one: &&Evaluated| one.finding.undecided == Some(Undecided::Disturbed);
        let weights: Vec<_> = evaluated.iter().filter(disturbed).map(|one| one.expectation.weight()).collect();
        assert!(weights.len() > 10, "{weights:?}");
        assert!(weights.iter().all(|weight| *weight == Weight::Required), "{weights:?}");
    }

    #[test]
    fn a_rule_needs_what_its_scenario_needs_but_not_itself_and_the_vital_one_needs_nothing() {
        let mut scenarios = crate::scenario::embedded(&labs::vocabularies()).expect("the scenarios");
        let scenario = &mut scenarios[0];
        scenario.needs = ["a", "b", "server-died"].map(String::from).into();
        let needs = |rule: &str, own: &[&str]| {
            with_needs_of(scenario, &one(rule, own, Verdict::Pass).expectation, Some("server-died")).needs
        };
        assert_eq!(needs("c", &["d"]), ["d", "a", "b", "server-died"]);
        assert_eq!(needs("a", &[]), ["b", "server-died"]);
        assert!(needs("server-died", &["d"]).is_empty());
    }

    #[test]
    fn what_noise_kept_from_deciding_is_blocked_by_nothing_but_the_end_of_the_server() {
        let noisy = |rule, needs: &[&str]| {
            let mut one = one(rule, needs, Verdict::Unknown);
            one.finding = Finding::undecided(Undecided::Noise);
            one
        };
        let mut evaluated = [one("a", &[], Verdict::Fail), noisy("b", &["a"]), one("c", &["b"], Verdict::Fail)];
        block(&mut evaluated);
        let verdicts = evaluated.each_ref().map(|one| one.verdict);
        assert_eq!(verdicts, [Verdict::Fail, Verdict::Unknown, Verdict::Unknown]);
        assert_eq!((mark(&evaluated).earned, mark(&evaluated).at_most), (0.0, 4.0), "a range, not zero");
        let mut evaluated = [one("server-died", &[], Verdict::Fail), noisy("b", &[])];
        block(&mut evaluated);
        assert_eq!(evaluated[1].verdict, Verdict::Blocked);
    }

    /// All of three rules: what each found, what it needs of those before it, and which is evaluated first.
    #[test]
    fn each_verdict_has_its_cause_whichever_is_evaluated_first() {
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
                    let cause = one.blocked_by.as_deref().map(|cause| verdicts[cause]);
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

    /// All of three rules: what each found, and what it waits for, in circles too.
    #[test]
    fn whatever_waits_for_what_a_failure_that_was_seen_is_named_or_has_a_cause_that_is() {
        const FOUND: [Verdict; 3] = [Verdict::Pass, Verdict::Fail, Verdict::Unknown];
        let names = ["a", "b", "c"];
        for found in 0..27 {
            for needs in 0..64 {
                let of = |rule: usize| {
                    let needed = (0..3).filter(|other| *other != rule);
                    let needed = needed.enumerate().filter(|(bit, _)| needs >> (rule * 2 + bit) & 1 == 1);
                    let needed: Vec<&str> = needed.map(|(_, need)| names[need]).collect();
                    one(names[rule], &needed, FOUND[found / 3_usize.pow(rule as u32) % 3])
                };
                let mut evaluated = [of(0), of(1), of(2)];
                block(&mut evaluated);
                let by_name = |name: &str| evaluated.iter().find(|one| one.expectation.rule == name).unwrap();
                for one in &evaluated {
                    // From each to what it is laid to, as long as that is laid to another.
                    let mut cause = one;
                    for _ in 0..evaluated.len() {
                        cause = cause.blocked_by.as_deref().map_or(cause, by_name);
                    }
                    assert_eq!(cause.blocked_by, None, "a circle: {evaluated:?}");
                    let expected = match one.verdict {
                        Verdict::Blocked => (Verdict::Fail, Verdict::Fail),
                        verdict => (verdict, if one.blocked_by.is_some() { Verdict::Unknown } else { verdict }),
                    };
                    assert_eq!((cause.verdict, cause.finding.verdict), expected, "{evaluated:?}");
                }
                let seen = |verdict| evaluated.iter().any(|one| one.finding.verdict == verdict);
                let is_named = evaluated.iter().any(|one| one.verdict == Verdict::Fail);
                assert!(is_named || !seen(Verdict::Fail) || seen(Verdict::Unknown), "{evaluated:?}");
            }
        }
    }

    /// What failed is not excused by what only cannot see because of it, however long the circle.
    #[test]
    fn in_a_circle_the_failure_is_the_cause() {
        let mut pair = [one("a", &["b"], Verdict::Unknown), one("b", &["a"], Verdict::Fail)];
        block(&mut pair);
        assert_eq!(pair.each_ref().map(|one| one.verdict), [Verdict::Blocked, Verdict::Fail]);
        let mut long = [
            one("after", &["c"], Verdict::Fail),
            one("a", &["b"], Verdict::Unknown),
            one("b", &["c"], Verdict::Unknown),
            one("c", &["a"], Verdict::Fail),
        ];
        block(&mut long);
        let verdicts = long.each_ref().map(|one| one.verdict);
        assert_eq!(verdicts, [Verdict::Blocked, Verdict::Blocked, Verdict::Blocked, Verdict::Fail]);
        assert_eq!(long[0].blocked_by.as_deref(), Some("c"), "what follows from it is no part of it");
        // Of two that failed, the one that says that it may follow from the other is no cause of it.
        let mut two = [
            one("follows", &["first"], Verdict::Fail),
            one("first", &["blind"], Verdict::Fail),
            one("blind", &["follows"], Verdict::Unknown),
        ];
        block(&mut two);
        let verdicts = two.each_ref().map(|one| one.verdict);
        assert_eq!(verdicts, [Verdict::Blocked, Verdict::Fail, Verdict::Blocked]);
    }

    #[test]
    fn what_needs_a_failure_that_is_none_for_certain_is_unknown_as_well() {
        let mut evaluated =
            [one("c", &["b"], Verdict::Fail), one("b", &["a"], Verdict::Fail), one("a", &[], Verdict::Unknown)];
        block(&mut evaluated);
        assert_eq!(evaluated.each_ref().map(|one| one.verdict), [Verdict::Unknown; 3]);
        assert_eq!((mark(&evaluated).earned, mark(&evaluated).at_most), (0.0, 6.0), "a range, not zero");
    }

    #[test]
    fn an_unknown_need_makes_a_failure_unknown() {
        let mut evaluated = [one("a", &[], Verdict::Unknown), one("b", &["a"], Verdict::Fail)];
        block(&mut evaluated);
        assert_eq!(evaluated[1].verdict, Verdict::Unknown);
        assert_eq!(verdict(&evaluated), Verdict::Unknown);
        assert_eq!((mark(&evaluated).earned, mark(&evaluated).at_most), (0.0, 4.0));
    }
}
