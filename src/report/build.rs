use super::model::{
    FORMAT, LabReport, MarkReport, NoiseReport, Report, RuleReport, RunVerdict, ScenarioReport, TargetReport,
    TimingReport, ms,
};
use super::picture::PictureReport;
use super::request::Evidence;
use super::stack::Stack;
use super::trouble::TroubleReport;
use super::{evidence, limit};
use crate::checker::{NoiseByOthers, Verdict};
use crate::contract::Contract;
use crate::history::{Event, History, Nanos, Operation, Picture};
use crate::labs::again::{ByHand, Shown};
use crate::labs::{self, Lab, Measured};
use crate::message::Message;
use crate::names::LabId;
use crate::scenario::{Scenario, Weight};
use crate::score::{self, Evaluated};
use crate::text::{Lang, Texts};
use std::collections::BTreeMap;

/// What a report is made of.
pub struct Facts<'a> {
    pub history: &'a History,
    pub contract: Option<&'a Contract>,
    pub scenarios: &'a [Scenario],
    pub judged: &'a [Evaluated],
    pub trouble: Option<TroubleReport>,
    pub complete: bool,
}

pub fn build(facts: &Facts) -> Report {
    let history = facts.history;
    let verdict = match (facts.trouble.is_some(), score::verdict(facts.judged)) {
        (true, _) => RunVerdict::Unreachable,
        (false, Verdict::Pass) if facts.complete => RunVerdict::Pass,
        (false, Verdict::Fail) => RunVerdict::Fail,
        (false, _) => RunVerdict::Unknown,
    };
    let elapsed = history.end.or_else(|| history.operations.iter().map(|o| o.done).max()).unwrap_or(0);
    Report {
        format: FORMAT.into(),
        lab_version: history.header.lab_version.clone(),
        seed: history.header.seed,
        started: history.header.started.clone(),
        elapsed_s: (elapsed as f64 / 1e7).round() / 100.0,
        part: "server".into(),
        complete: facts.complete,
        target: target(history, facts.contract),
        verdict,
        trouble: facts.trouble.clone(),
        noise: noise(history),
        remarks: remarks(facts),
        rubric: score::rubric(facts.scenarios),
        scenarios_digest: history.header.scenarios_digest.clone(),
        labs: labs(facts),
    }
}

fn remarks(facts: &Facts) -> Vec<Message> {
    let of = |contract: &Contract| labs::ALL.iter().filter_map(|lab| (lab.remark)(contract)).collect();
    let of_labs: Vec<Message> = facts.contract.map(of).unwrap_or_default();
    limit::said(facts.history).into_iter().chain(of_labs).collect()
}

fn target(history: &History, contract: Option<&Contract>) -> TargetReport {
    // Of several labs, the first one that says something is heard: which of them it is, is told by its name.
    let of = |contract: &Contract| -> Vec<Measured> {
        let here = labs::ALL.iter().filter(|lab| contract.has(&lab.contract));
        here.map(|lab| (lab.measured)(history, contract)).collect()
    };
    let measured = contract.map(of).unwrap_or_default();
    let tolerance = &history.header.tolerance;
    let limits = measured.first().map(|one| &one.limits);
    TargetReport {
        url: history.header.target.clone(),
        others: history.header.others.clone(),
        contract: contract.cloned(),
        stack: Stack::of(history),
        version_kind: measured.iter().find_map(|one| one.version_kind).map(String::from),
        round_trip_ms: limits.map_or(0.0, |limits| ms(limits.round_trip)),
        hold_ms: measured.iter().find_map(|one| one.hold).map(ms),
        prompt_limit_ms: limits.map_or(tolerance.prompt_ms, |limits| ms(limits.prompt)),
        late_limit_ms: limits.map_or(tolerance.late_ms, |limits| ms(limits.late)),
    }
}

fn noise(history: &History) -> NoiseReport {
    let delays: Vec<_> = NoiseByOthers::of(history).delays().collect();
    let mut late = delays.clone();
    late.sort_unstable();
    let waited = history.cpu.iter().map(|sample| sample.longest_wait).max().unwrap_or(0);
    let held = history.noise.iter().position(|noise| noise.holding).unwrap_or(history.noise.len());
    let again = history.notes.iter().filter(|n| n.event == Event::Start).map(|n| n.attempt).max().unwrap_or(1);
    // Those whose sending was seen: they went over connections of their own, which can tell.
    let waits = history.operations.iter().filter(|o| is_timed(o));
    let (by_kernel, by_us): (Vec<_>, Vec<_>) = waits.partition(|o| o.arrived.is_some());
    NoiseReport {
        stamped_by_kernel: by_kernel.len() as u64,
        stamped_by_us: by_us.len() as u64,
        samples: late.len() as u64,
        median_ms: ms(late.get(late.len() / 2).copied().unwrap_or(0)),
        max_ms: ms(late.last().copied().unwrap_or(0).max(waited)),
        max_before_ms: ms(delays[..held].iter().copied().max().unwrap_or(0)),
        bound_ms: history.header.tolerance.noise_bound_ms,
        runs_again: again.saturating_sub(1),
    }
}

/// Whether its answer was timed, by the kernel or by us.
fn is_timed(operation: &Operation) -> bool {
    evidence::gist(operation).is_timed && operation.sent.is_some() && operation.answer().is_some()
}

fn labs(facts: &Facts) -> Vec<LabReport> {
    let texts = Texts::of(Lang::En);
    let operations: BTreeMap<u32, &Operation> = facts.history.operations.iter().map(|o| (o.id, &**o)).collect();
    let here = |lab: &&Lab| facts.contract.is_some_and(|contract| contract.has(&lab.contract));
    let own = |lab: &'static Lab| {
        let scenarios: Vec<&Scenario> = facts.scenarios.iter().filter(|scenario| scenario.lab == lab.id).collect();
        (!scenarios.is_empty()).then_some((lab, scenarios))
    };
    let of = |scenario: &Scenario| {
        let id = scenario.id.clone();
        facts.judged.iter().filter(move |one| one.scenario == id)
    };
    let report = |scenario: &&Scenario| {
        let rules = |weight: Weight| {
            let chosen = of(scenario).filter(|one| one.expectation.weight() == weight);
            chosen.map(|one| rule(one, facts, &operations, texts)).collect()
        };
        let mark = score::points(of(scenario));
        ScenarioReport {
            id: scenario.id.clone(),
            title: scenario.title.clone(),
            explanation: scenario.explanation.clone(),
            // Less, where a rule of it is not asked.
            points: scenario.points.min(mark.out_of),
            earned: mark.earned,
            at_most: mark.at_most,
            rules: rules(Weight::Required),
            bonus: rules(Weight::Bonus),
            advice: rules(Weight::Advice),
            sample: evidence::fullest(facts.history, scenario.observes.as_ref().unwrap_or(&scenario.id)),
        }
    };
    let lab = |(lab, scenarios): (&Lab, Vec<&Scenario>)| {
        let mark = score::mark(scenarios.iter().flat_map(|scenario| of(scenario)));
        LabReport {
            lab: lab.id.clone(),
            mark: MarkReport { earned: mark.earned, at_most: mark.at_most, out_of: mark.out_of, bonus: mark.bonus },
            verdict: match score::verdict(scenarios.iter().flat_map(|scenario| of(scenario))) {
                Verdict::Pass => RunVerdict::Pass,
                Verdict::Fail => RunVerdict::Fail,
                _ => RunVerdict::Unknown,
            },
            scenarios: scenarios.iter().filter(|scenario| of(scenario).next().is_some()).map(report).collect(),
            channels: (lab.panels)(facts.history),
            audiences: (lab.audiences)(facts.history),
            stays: (lab.stays)(facts.history),
            pictures: pictures(facts.history, &lab.id),
        }
    };
    labs::ALL.iter().filter(here).filter_map(own).map(lab).collect()
}

fn pictures(history: &History, lab: &LabId) -> Vec<PictureReport> {
    let picture = |(at, scenario, Picture { moment, webp }): (Nanos, &str, Picture)| PictureReport {
        scenario: scenario.to_owned(),
        moment,
        at_ms: ms(at),
        webp,
    };
    history.pictures(lab).into_iter().map(picture).collect()
}

fn rule(one: &Evaluated, facts: &Facts, operations: &BTreeMap<u32, &Operation>, texts: &Texts) -> RuleReport {
    let shown = |verdict| matches!(verdict, Verdict::Fail | Verdict::Unknown);
    let mut evidence: Vec<_> = one.finding.evidence.iter().filter_map(|id| operations.get(id).copied()).collect();
    evidence.sort_by_key(|operation| operation.started);
    let weight = one.expectation.weight();
    let by_hand = if one.verdict == Verdict::Fail { by_hand(facts, one, &evidence) } else { ByHand::default() };
    RuleReport {
        id: one.expectation.rule.clone(),
        verdict: one.verdict,
        points: if weight == Weight::Bonus { one.expectation.bonus } else { one.expectation.points },
        earned: if weight == Weight::Bonus { one.bonus() } else { one.earned() },
        penalty: one.penalty(),
        observed: texts.say(&one.finding.message),
        message: one.finding.message.clone(),
        blocked_by: one.blocked_by.clone(),
        timing: one.finding.timing.map(|timing| TimingReport {
            observed_ms: ms(timing.observed),
            limit_ms: ms(timing.limit),
            noise_ms: ms(timing.noise),
            all_ms: evidence::some_of(&one.finding.times),
        }),
        excerpt: one.finding.excerpt.clone(),
        printed: vec![],
        commands: by_hand.commands,
        meanwhile: by_hand.meanwhile,
        check: shown(one.verdict).then(|| check(facts, one, &evidence)),
        evidence: if shown(one.verdict) { evidence::around(facts.history, &evidence) } else { Evidence::default() },
    }
}

/// What shows it by hand, as its lab says.
fn by_hand(facts: &Facts, one: &Evaluated, evidence: &[&Operation]) -> ByHand {
    let scenario = facts.scenarios.iter().find(|scenario| scenario.id == one.scenario);
    let lab = scenario.and_then(|scenario| labs::find(&scenario.lab));
    let (Some(lab), Some(contract)) = (lab, facts.contract) else { return ByHand::default() };
    let header = &facts.history.header;
    let origin = url::Url::parse(&header.target).map(|url| url.origin().ascii_serialization());
    let origin = &origin.unwrap_or_else(|_| header.target.clone());
    (lab.again)(&Shown { rule: &one.expectation.rule, origin, evidence, history: facts.history, contract })
}

/// The command that runs its scenario again, and with it those in which it was seen, if it was in others.
fn check(facts: &Facts, one: &Evaluated, evidence: &[&Operation]) -> String {
    let is_scenario = |id: &&str| facts.scenarios.iter().any(|scenario| scenario.id == *id);
    let mut scenarios = vec![one.scenario.as_str()];
    for seen in evidence.iter().map(|operation| operation.scenario.as_str()).filter(is_scenario) {
        if !scenarios.contains(&seen) {
            scenarios.push(seen);
        }
    }
    let header = &facts.history.header;
    let only: String = scenarios.iter().map(|id| format!(" --only {id}")).collect();
    let of_several = facts.scenarios.iter().any(|scenario| {
        scenarios.contains(&scenario.id.as_str())
            && labs::find(&scenario.lab).is_some_and(|lab| lab.driver.several.is_some())
    });
    let others = header.others.iter().filter(|_| of_several);
    let urls: Vec<_> = [&header.target].into_iter().chain(others).map(|url| shell_words::quote(url)).collect();
    let options = |contract| labs::ALL.iter().map(|lab| (lab.options)(contract)).collect();
    let options: String = facts.contract.map_or_else(String::new, options);
    format!("lab check {}{only} --seed {}{options}", urls.join(" "), header.seed)
}
