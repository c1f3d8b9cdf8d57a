use super::evidence;
use super::model::{
    FORMAT, LabReport, MarkReport, NoiseReport, Report, RuleReport, ScenarioReport, TargetReport, TimingReport, ms,
};
use super::request::Evidence;
use super::streams::streams;
use crate::checker::{Limits, Message, Verdict};
use crate::contract::{Contract, Hold};
use crate::history::{Ask, Event, History, Kind, Operation, VersionKind};
use crate::scenario::{Lab, Scenario, Weight};
use crate::score::{self, Judged};
use crate::text::{Lang, Texts};
use std::collections::BTreeMap;
use std::time::Duration;

/// What a report is made of.
pub struct Facts<'a> {
    pub history: &'a History,
    pub contract: Option<&'a Contract>,
    pub scenarios: &'a [Scenario],
    pub judged: &'a [Judged],
    pub trouble: Option<Message>,
    pub complete: bool,
}

pub fn build(facts: &Facts) -> Report {
    let history = facts.history;
    let limits = Limits::of(history);
    let verdict = match (facts.trouble.is_some(), score::verdict(facts.judged)) {
        (true, _) => "unreachable",
        (false, Verdict::Pass) if facts.complete => "pass",
        (false, Verdict::Fail) => "fail",
        (false, _) => "unknown",
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
        target: target(history, facts.contract, &limits),
        verdict: verdict.into(),
        trouble: facts.trouble.clone(),
        noise: noise(history),
        scenarios_digest: history.header.scenarios_digest.clone(),
        labs: labs(facts),
    }
}

fn target(history: &History, contract: Option<&Contract>, limits: &Limits) -> TargetReport {
    let state = history.operations.iter().rev().filter(|o| o.scenario != "discovery").find_map(Operation::state);
    let kind = state.map(|state| match state.version.kind {
        VersionKind::Integer => "integer",
        VersionKind::Float => "float",
        VersionKind::Text => "text",
    });
    TargetReport {
        url: history.header.target.clone(),
        contract: contract.cloned(),
        version_kind: kind.map(String::from),
        round_trip_ms: ms(limits.round_trip),
        hold_ms: limits.hold.map(ms),
        prompt_limit_ms: ms(limits.prompt),
        late_limit_ms: ms(limits.late),
    }
}

fn noise(history: &History) -> NoiseReport {
    let mut late: Vec<_> = history.noise.iter().map(|noise| noise.late).collect();
    late.sort_unstable();
    let waited = history.efforts.iter().map(|effort| effort.waited).max().unwrap_or(0);
    let held = history.noise.iter().position(|noise| noise.holding).unwrap_or(history.noise.len());
    let again = history.notes.iter().filter(|n| n.event == Event::Start).map(|n| n.attempt).max().unwrap_or(1);
    let timed = |o: &&Operation| matches!(o.kind, Kind::Poll | Kind::Update | Kind::Raw);
    let waits = history.operations.iter().filter(timed).filter(|o| o.sent.is_some() && o.answer().is_some());
    let (by_kernel, by_us): (Vec<_>, Vec<_>) = waits.partition(|o| o.arrived.is_some());
    NoiseReport {
        stamped_by_kernel: by_kernel.len() as u64,
        stamped_by_us: by_us.len() as u64,
        samples: late.len() as u64,
        median_ms: ms(late.get(late.len() / 2).copied().unwrap_or(0)),
        max_ms: ms(late.last().copied().unwrap_or(0).max(waited)),
        max_before_ms: ms(history.noise[..held].iter().map(|noise| noise.late).max().unwrap_or(0)),
        bound_ms: history.header.tolerance.noise_bound_ms,
        runs_again: again.saturating_sub(1),
    }
}

fn labs(facts: &Facts) -> Vec<LabReport> {
    let texts = Texts::new(Lang::En);
    let operations: BTreeMap<u32, &Operation> = facts.history.operations.iter().map(|o| (o.id, o)).collect();
    let mut labs: BTreeMap<Lab, Vec<&Scenario>> = BTreeMap::new();
    let here = |scenario: &&Scenario| facts.contract.is_some_and(|contract| contract.has(scenario.lab.as_str()));
    for scenario in facts.scenarios.iter().filter(here) {
        labs.entry(scenario.lab).or_default().push(scenario);
    }
    let of = |scenario: &Scenario| {
        let id = scenario.id.clone();
        facts.judged.iter().filter(move |one| one.scenario == id)
    };
    let report = |scenario: &&Scenario| {
        let rules = |weight: Weight| {
            let chosen = of(scenario).filter(|one| one.expectation.weight() == weight);
            chosen.map(|one| rule(one, facts, &operations, &texts)).collect()
        };
        let mark = score::mark(of(scenario));
        ScenarioReport {
            id: scenario.id.clone(),
            title: scenario.title.clone(),
            explanation: scenario.explanation.clone(),
            points: scenario.points,
            earned: mark.earned,
            at_most: mark.at_most,
            rules: rules(Weight::Required),
            bonus: rules(Weight::Bonus),
            advice: rules(Weight::Advice),
            sample: evidence::fullest(facts.history, scenario.observes.as_ref().unwrap_or(&scenario.id)),
        }
    };
    let lab = |(lab, scenarios): (Lab, Vec<&Scenario>)| {
        let mark = score::mark(scenarios.iter().flat_map(|scenario| of(scenario)));
        LabReport {
            lab,
            mark: MarkReport { earned: mark.earned, at_most: mark.at_most, out_of: mark.out_of, bonus: mark.bonus },
            verdict: match score::verdict(scenarios.iter().flat_map(|scenario| of(scenario))) {
                Verdict::Pass => "pass",
                Verdict::Fail => "fail",
                _ => "unknown",
            }
            .into(),
            scenarios: scenarios.iter().map(report).collect(),
            streams: if lab == Lab::Sse { streams(facts.history) } else { vec![] },
        }
    };
    labs.into_iter().map(lab).collect()
}

fn rule(one: &Judged, facts: &Facts, operations: &BTreeMap<u32, &Operation>, texts: &Texts) -> RuleReport {
    let shown = |verdict| matches!(verdict, Verdict::Fail | Verdict::Unknown);
    let mut evidence: Vec<_> = one.finding.evidence.iter().filter_map(|id| operations.get(id).copied()).collect();
    evidence.sort_by_key(|operation| operation.started);
    let weight = one.expectation.weight();
    RuleReport {
        id: one.expectation.rule.clone(),
        verdict: one.verdict,
        points: if weight == Weight::Bonus { one.expectation.bonus } else { one.expectation.points },
        earned: if weight == Weight::Bonus { one.bonus() } else { one.earned() },
        observed: texts.say(&one.finding.message),
        message: one.finding.message.clone(),
        because: one.because.clone(),
        timing: one.finding.timing.map(|timing| TimingReport {
            observed_ms: ms(timing.observed),
            limit_ms: ms(timing.limit),
            noise_ms: ms(timing.noise),
            all_ms: evidence::some_of(&one.finding.times),
        }),
        excerpt: one.finding.excerpt.clone(),
        commands: if shown(one.verdict) { commands(one, facts, &evidence) } else { vec![] },
        evidence: if shown(one.verdict) { evidence::around(facts.history, &evidence) } else { Evidence::default() },
    }
}

/// One command for each different request that shows it, and one that runs the scenario again.
fn commands(one: &Judged, facts: &Facts, evidence: &[&Operation]) -> Vec<String> {
    let origin = url::Url::parse(&facts.history.header.target).map(|u| u.origin().ascii_serialization());
    let origin = origin.unwrap_or_else(|_| facts.history.header.target.clone());
    let mut commands: Vec<String> = Vec::new();
    for operation in evidence {
        let command = curl(&origin, operation.kind, &operation.ask);
        let same_path = |c: &&String| c.contains(operation.ask.path.split('?').next().unwrap_or_default());
        if !commands.contains(&command) && commands.iter().filter(same_path).count() < 1 && commands.len() < 3 {
            commands.push(command);
        }
    }
    let header = &facts.history.header;
    let url = shell_words::quote(&header.target);
    let polls = facts.contract.and_then(|contract| contract.long_polling.as_ref());
    let hold = polls.map_or_else(String::new, |contract| hold_options(&contract.hold));
    commands.push(format!("lab check {url} --only {} --seed {}{hold}", one.scenario, header.seed));
    commands
}

/// The options that make the accepted hold what it was, where it was not the usual one.
fn hold_options(hold: &Hold) -> String {
    let usual = Hold::default();
    let option = |name: &str, time: Duration, usual: Duration| {
        let text = humantime::format_duration(time).to_string().replace(' ', "");
        if time == usual { String::new() } else { format!(" --{name} {text}") }
    };
    option("hold-min", hold.min, usual.min) + &option("hold-max", hold.max, usual.max)
}

fn curl(origin: &str, kind: Kind, ask: &Ask) -> String {
    let mut command = String::from(if kind == Kind::Stream { "curl -iN" } else { "curl -i" });
    if ask.method == "HEAD" {
        // With -X alone, curl would wait for a body.
        command = "curl -I".into();
    } else if ask.method != "GET" {
        command += &format!(" -X {}", shell_words::quote(&ask.method));
    }
    for (name, value) in &ask.headers {
        command += &format!(" -H {}", shell_words::quote(&format!("{name}: {value}")));
    }
    if let Some(content_type) = &ask.content_type {
        command += &format!(" -H {}", shell_words::quote(&format!("Content-Type: {content_type}")));
    }
    if let Some(body) = &ask.body {
        command += &format!(" -d {}", shell_words::quote(body));
    }
    command + &format!(" {}", shell_words::quote(&format!("{origin}{}", ask.path)))
}
