//! Nothing that one lab shows changes another lab's verdict.

use super::saved;
use lab::checker::{Finding, Question, Verdict};
use lab::contract::Contract;
use lab::history::{ChannelEnd, Event, History, Note, Operation, Outcome, Reason};
use lab::labs::{self, Lab};
use lab::names::LabId;
use lab::scenario::{Expectation, Scenario};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

/// What each lab has shown somewhere, of servers with defects too.
static SHOWN: LazyLock<Vec<History>> = LazyLock::new(|| super::SAVED.into_iter().map(saved).collect());

/// What a rule looks at that all labs share: the processor. It can be laid to one lab's requests only while no other
/// request is under way, so other requests leave it less to look at.
const OF_THE_PROCESSOR: &str = "busy-wait";

fn is_of(operation: &Operation, lab: &LabId) -> bool {
    operation.lab.as_ref() == Some(lab)
}

/// The lab whose scenario it is.
fn owner<'a>(scenarios: &'a [Scenario], id: &str) -> Option<&'a LabId> {
    scenarios.iter().find(|scenario| scenario.id == id).map(|scenario| &scenario.lab)
}

fn scenarios() -> &'static [Scenario] {
    static ALL: LazyLock<Vec<Scenario>> =
        LazyLock::new(|| lab::scenario::embedded(&labs::vocabularies()).expect("the scenarios"));
    &ALL
}

/// What was done in a run, and is judged. What younger scenarios look for was not done then.
fn of_its_time(history: &History) -> Vec<Scenario> {
    serde_json::from_value(history.header.scenarios.clone()).expect("its scenarios")
}

/// What is left of a run if only this lab was asked.
fn alone(mut history: History, lab: &LabId) -> History {
    history.operations.retain(|operation| operation.lab.as_ref().is_none_or(|own| own == lab));
    history.notes.retain(|note| owner(scenarios(), &note.scenario).is_none_or(|own| own == lab));
    history
}

fn findings(lab: &Lab, history: &History) -> Vec<(String, Finding)> {
    let contract: Contract = serde_json::from_value(history.contract.clone().expect("a contract")).expect("tables");
    let own = scenarios().iter().filter(|scenario| scenario.lab == lab.id);
    let asked = own.flat_map(|scenario| scenario.expectations.iter().map(move |expectation| (scenario, expectation)));
    let asked: Vec<(&Scenario, &Expectation)> =
        asked.filter(|(_, expectation)| expectation.rule != OF_THE_PROCESSOR).collect();
    let question = |(scenario, expectation): &(&'static Scenario, &'static Expectation)| Question {
        rule: &expectation.rule,
        scenario: scenario.observes.as_ref().unwrap_or(&scenario.id),
        at_least: expectation.at_least,
        required: expectation.points > 0.0,
    };
    let questions: Vec<Question> = asked.iter().map(question).collect();
    let found = (lab.judge)(history, &contract, &questions);
    questions.iter().map(|question| question.rule.to_owned()).zip(found).collect()
}

/// How something that another lab did is made to look worse than it was.
#[derive(Debug, Clone)]
enum Twist {
    AsItWas,
    Refused,
    Cut,
    Unanswered,
    /// So many milliseconds later.
    Late(u64),
    ServerError,
    StreamCut,
    OfDiscovery,
}

fn twist() -> impl Strategy<Value = Twist> {
    prop_oneof![
        Just(Twist::AsItWas),
        Just(Twist::Refused),
        Just(Twist::Cut),
        Just(Twist::Unanswered),
        (0..60_000_u64).prop_map(Twist::Late),
        Just(Twist::ServerError),
        Just(Twist::StreamCut),
        Just(Twist::OfDiscovery),
    ]
}

fn twisted(operation: &Operation, twist: &Twist) -> Operation {
    let mut operation = operation.clone();
    match twist {
        Twist::AsItWas => {}
        Twist::Refused => operation.outcome = Outcome::Refused("refused".into()),
        Twist::Cut => operation.outcome = Outcome::Indeterminate(Reason::Cut("reset".into())),
        Twist::Unanswered => operation.outcome = Outcome::Indeterminate(Reason::NoAnswer),
        Twist::Late(ms) => operation.done += ms * 1_000_000,
        Twist::ServerError => {
            if let Outcome::Answered(answer) = &mut operation.outcome {
                answer.code = 500;
            }
        }
        Twist::StreamCut => {
            if let Some(channel) = &mut operation.channel {
                channel.end = ChannelEnd::Cut("reset".into());
            }
        }
        Twist::OfDiscovery => operation.scenario = lab::history::DISCOVERY.into(),
    }
    operation
}

/// A note that only its lab understands, in words that the labs use.
fn note(lab: &LabId, at: u64, what: usize) -> Note {
    const WORDS: [&str; 5] = ["restless", "restarted", "starved", "no-version", "no-event-id"];
    let own: Vec<&Scenario> = scenarios().iter().filter(|scenario| scenario.lab == *lab).collect();
    let scenario = own[what % own.len()].id.clone();
    let word = WORDS[what % WORDS.len()];
    let event = match what % 4 {
        0 => Event::Skipped(word.into()),
        1 => Event::Start,
        _ => Event::lab(lab.clone(), word.into()),
    };
    Note { at, scenario, attempt: 1 + (what % 3) as u32, event }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_one_lab_shows_changes_no_verdict_of_another(
        run in 0..super::SAVED.len(),
        of in 0..labs::ALL.len(),
        picks in prop::collection::vec((0..super::SAVED.len(), any::<prop::sample::Index>(), twist()), 0..60),
        notes in prop::collection::vec((0..60_000_000_000_u64, 0..100_usize), 0..12),
    ) {
        let lab = &labs::ALL[of];
        let history = alone(SHOWN[run].clone(), &lab.id);
        let contract: Contract = serde_json::from_value(history.contract.clone().expect("a contract")).expect("tables");
        prop_assume!(contract.has(&lab.contract));
        let before = findings(lab, &history);
        let mut more = history.clone();
        let others: Vec<&LabId> = labs::ALL.iter().map(|lab| &lab.id).filter(|id| **id != lab.id).collect();
        for (number, (from, pick, twist)) in picks.iter().enumerate() {
            let shown: Vec<&Arc<Operation>> =
                SHOWN[*from].operations.iter().filter(|one| others.iter().any(|lab| is_of(one, lab))).collect();
            if shown.is_empty() {
                continue;
            }
            let added = Operation { id: 1_000_000 + number as u32, ..twisted(shown[pick.index(shown.len())], twist) };
            more.operations.insert(pick.index(more.operations.len() + 1), Arc::new(added));
        }
        more.notes.extend(notes.iter().map(|(at, what)| note(others[what % others.len()], *at, *what)));
        let after = findings(lab, &more);
        for ((rule, before), (_, after)) in before.iter().zip(&after) {
            prop_assert_eq!(before, after, "{} of {}", rule, lab.id.as_str());
        }
    }
}

/// The same in whole: the mark of a lab is the same whether the other one was judged or not.
#[test]
fn marks_are_those_of_one_lab() {
    let both = &SHOWN[0];
    let contract: Contract = serde_json::from_value(both.contract.clone().expect("a contract")).expect("tables");
    let all = of_its_time(both);
    let of_that_time: Vec<_> = labs::ALL.iter().filter(|lab| contract.has(&lab.contract)).collect();
    assert!(of_that_time.len() >= 2, "the reference has every lab of its time");
    for lab in of_that_time {
        let own: Vec<Scenario> = all.iter().filter(|scenario| scenario.lab == lab.id).cloned().collect();
        let of_all = lab::score::judge(both, &contract, &all);
        let of_all = of_all.iter().filter(|one| own.iter().any(|scenario| scenario.id == one.scenario));
        let of_it = lab::score::judge(both, &contract, &own);
        assert_eq!(lab::score::mark(of_all), lab::score::mark(&of_it));
        assert_eq!(lab::score::mark(&of_it).at_most, 20.0);
        let mut required = of_it.iter().filter(|one| one.expectation.points > 0.0);
        assert!(required.all(|one| one.verdict != Verdict::Unknown));
    }
}

fn earned(history: &History, lab: &Lab) -> f64 {
    let contract: Contract = serde_json::from_value(history.contract.clone().expect("a contract")).expect("tables");
    let own: Vec<Scenario> = of_its_time(history).into_iter().filter(|scenario| scenario.lab == lab.id).collect();
    lab::score::mark(&lab::score::judge(history, &contract, &own)).earned
}

/// A state that moves by itself once left every rule of the other lab undecided.
#[test]
fn a_state_that_moves_by_itself_says_nothing_of_a_stream() {
    let (polls, streams) = (&labs::long_polling::LAB, &labs::sse::LAB);
    let mut history = SHOWN[0].clone();
    let event = labs::long_polling::notes::event(labs::long_polling::notes::RESTLESS);
    history.notes.push(Note { at: 1, scenario: lab::history::DISCOVERY.into(), attempt: 1, event });
    assert!(earned(&history, polls) < 20.0, "of its own lab it says that little can be seen");
    assert_eq!(earned(&history, streams), 20.0);
}

/// A short hold once shrank the limits of every lab.
#[test]
fn a_short_hold_leaves_a_page_its_time() {
    const MS: u64 = 1_000_000;
    let streams = &labs::sse::LAB;
    let mut history = SHOWN[0].clone();
    let (mut shortened, mut slowed) = (0, 0);
    for operation in history.operations.iter_mut().map(Arc::make_mut) {
        let took = operation.done - operation.started;
        if operation.kind == "poll".into() && took > 620 * MS {
            operation.done = operation.started + 620 * MS;
            shortened += 1;
        }
        if is_of(operation, &streams.id) && operation.kind == "page".into() && operation.scenario != "discovery" {
            operation.done = operation.started + 450 * MS;
            operation.arrived = None;
            slowed += 1;
        }
    }
    assert!(shortened > 0 && slowed > 0, "{shortened} {slowed}");
    let found = findings(streams, &history);
    let blocks = found.iter().find(|(rule, _)| rule == "stream-blocks-others").expect("the rule");
    assert_eq!(blocks.1.verdict, Verdict::Pass, "{blocks:?}");
}

/// Whichever lab saw that the server was started anew: a stream that this cut says nothing of the server's streams.
#[test]
fn a_server_that_is_started_anew_is_so_for_every_lab() {
    let streams = &labs::sse::LAB;
    let mut history = SHOWN[0].clone();
    let mut cut = 0;
    for operation in history.operations.iter_mut().map(Arc::make_mut).filter(|operation| operation.scenario == "stream")
    {
        let middle = operation.started + (operation.done - operation.started) / 4;
        let Some(channel) = &mut operation.channel else { continue };
        channel.frames.retain(|frame| frame.at < middle);
        channel.end = ChannelEnd::Cut("reset".into());
        operation.done = middle;
        cut = cut.max(middle);
    }
    assert!(cut > 0, "the run has streams");
    let verdicts = |history: &History| -> Vec<(String, Verdict)> {
        findings(streams, history).into_iter().map(|(rule, finding)| (rule, finding.verdict)).collect()
    };
    let blamed = |history: &History| verdicts(history).iter().any(|(_, verdict)| *verdict == Verdict::Fail);
    assert!(blamed(&history), "that no stream may end is a rule");
    let event = Event::Restarted { alive: cut - 1_000_000_000 };
    history.notes.push(Note { at: cut + 1_000_000_000, scenario: "lost".into(), attempt: 1, event });
    let required: Vec<&str> = scenarios()
        .iter()
        .flat_map(|scenario| &scenario.expectations)
        .filter(|e| e.points > 0.0)
        .map(|e| e.rule.as_str())
        .collect();
    let left: Vec<_> = verdicts(&history)
        .into_iter()
        .filter(|(rule, verdict)| required.contains(&rule.as_str()) && *verdict == Verdict::Fail)
        .collect();
    assert_eq!(left, [], "nothing that gives points is blamed");
}
