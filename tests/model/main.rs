//! The checkers against a model: whatever a correct server may do is never blamed, and one fault in it always is.
//!
//! `PROPTEST_CASES=N` asks for so many runs of each property.

mod ask;
mod choices;
mod cpu;
mod driver;
mod faults;
mod server;
mod table;
mod world;

use choices::{Manner, NoChange, Plan, Reply, Strange, Versions};
use faults::{FAULTS, Faulty};
use lab::checker::Verdict;
use lab::contract::Contract;
use lab::history::{self, End, Event, History, Note, Record, Writer};
use lab::labs::long_polling::contract::LongPolling;
use lab::labs::long_polling::notes;
use lab::labs::long_polling::record::PollOperation;
use lab::scenario::{Expectation, Weight};
use lab::score::{self, Evaluated};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use std::borrow::Cow;
use std::cell::Cell;
use std::path::Path;

/// Advice that no correct server is given, whatever its author chose.
const ADVICE: [&str; 7] = [
    "waiters-limited",
    "stuck-client-blocks",
    "leavers-kept",
    "extra-bytes",
    "half-done-update",
    "odd-body-5xx",
    "debug-mode",
];

fn evaluated(history: &History, contract: &LongPolling) -> Vec<Evaluated> {
    let matters = |one: &Evaluated| {
        let Expectation { rule, .. } = &one.expectation;
        one.expectation.weight() == Weight::Required || ADVICE.contains(&rule.as_str())
    };
    let evaluated = score::judge(history, &Contract::of(contract), driver::scenarios());
    evaluated.into_iter().filter(matters).collect()
}

/// Fails with a table of each verdict that is not as it should be.
fn holds(evaluated: &[Evaluated], history: &History, right: impl Fn(&Evaluated) -> bool) -> Result<(), TestCaseError> {
    let wrong: Vec<_> = evaluated.iter().filter(|one| !right(one)).collect();
    let told = wrong.iter().map(|one| {
        let message = &one.finding.message;
        let table = table::table(history, one);
        format!("{} is {:?} ({} {:?})\n{table}", one.expectation.rule, one.verdict, message.id, message.args)
    });
    if wrong.is_empty() { Ok(()) } else { Err(TestCaseError::fail(told.collect::<Vec<_>>().join("\n"))) }
}

fn cases(usual: u32) -> ProptestConfig {
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { ProptestConfig::default().cases } else { usual };
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 300, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn a_correct_server_has_full_marks(plan in choices::bearable()) {
        let history = driver::play(&plan);
        holds(&evaluated(&history, &LongPolling::default()), &history, |one| one.verdict == Verdict::Pass)?;
    }

    #[test]
    fn a_busy_machine_costs_no_points(plan in choices::busy()) {
        let history = driver::play(&plan);
        let kept = |one: &Evaluated| matches!(one.verdict, Verdict::Pass | Verdict::Unknown);
        holds(&evaluated(&history, &LongPolling::default()), &history, kept)?;
    }

    /// The client that sent it is answered late, or never: the rules that look at that answer say so, and no other rule
    /// does.
    #[test]
    fn an_update_without_an_answer_blames_nothing_else(plan in choices::unclear()) {
        let history = driver::play(&plan);
        let answer = ["update-answered-late", "update-blocked", "waiters-limited"];
        let kept = |one: &Evaluated| {
            matches!(one.verdict, Verdict::Pass | Verdict::Unknown | Verdict::Blocked)
                || answer.contains(&one.expectation.rule.as_str())
        };
        holds(&evaluated(&history, &LongPolling::default()), &history, kept)?;
    }
}

/// When a server that is seen to be new at this moment was seen last in its old life, as the driver says it.
fn alive(history: &History, at: u64) -> u64 {
    let operations = history.operations.iter().filter_map(|o| PollOperation::of(Cow::Borrowed(&**o)));
    let mut seen: Vec<u64> = operations.filter(|o| o.state().is_some() && o.done < at).map(|o| o.done).collect();
    seen.sort_unstable();
    seen.iter().rev().nth(1).copied().unwrap_or(0)
}

proptest! {
    #![proptest_config(cases(10))]

    /// Another client updates, or the author of the server saves a file: nothing but the form of the answers is judged.
    #[test]
    fn a_disturbed_run_costs_no_points(plan in choices::bearable(), restarted in any::<bool>(), at in 0..1_000_u64) {
        let mut history = driver::play(&plan);
        let at = history.end.unwrap_or(0) / 1_000 * at;
        let event = if restarted { Event::Restarted { alive: alive(&history, at) } } else { notes::event(notes::RESTLESS) };
        history.notes.push(Note { at, scenario: "lost".into(), attempt: 1, event });
        let kept = |one: &Evaluated| matches!(one.verdict, Verdict::Pass | Verdict::Unknown);
        holds(&evaluated(&history, &LongPolling::default()), &history, kept)?;
    }

    #[test]
    fn a_saved_history_is_judged_as_it_was(plan in choices::bearable()) {
        let history = driver::play(&plan);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("model-{}.jsonl", std::process::id()));
        save(&history, &path).expect("a file");
        let loaded = history::load(&path);
        std::fs::remove_file(&path).expect("it was just written");
        let again = loaded.map_err(|why| TestCaseError::fail(why.to_string()))?;
        let verdicts = |history| {
            let told = |one: &Evaluated| (one.finding.clone(), one.verdict, one.blocked_by.clone());
            evaluated(history, &LongPolling::default()).iter().map(told).collect::<Vec<_>>()
        };
        prop_assert_eq!(verdicts(&history), verdicts(&again));
    }
}

fn save(history: &History, path: &Path) -> std::io::Result<()> {
    let mut writer = Writer::create(path)?;
    writer.write(&Record::Header(Box::new(history.header.clone())))?;
    history.contract.iter().try_for_each(|contract| writer.write(&Record::Contract(contract.clone())))?;
    let operations = history.operations.iter();
    operations.map(|o| Record::Operation(Box::new((**o).clone()))).try_for_each(|record| writer.write(&record))?;
    history.noise.iter().try_for_each(|noise| writer.write(&Record::Noise(*noise)))?;
    history.cpu.iter().try_for_each(|sample| writer.write(&Record::Cpu(*sample)))?;
    history.notes.iter().try_for_each(|note| writer.write(&Record::Note(note.clone())))?;
    history.end.iter().try_for_each(|at| writer.write(&Record::End(End { at: *at })))
}

/// How many of so many histories must have a place for a fault. A share says nothing of few of them: of 40, a fault that
/// has a place in a third was found in seven only, once in some twenty runs.
fn enough(cases: u32) -> u32 {
    match cases {
        400.. => cases / 5,
        40.. => 1,
        _ => 0,
    }
}

#[test]
fn each_fault_fails_its_rule_and_no_other() {
    let config = cases(40);
    let (cases, applied) = (config.cases, vec![Cell::new(0_u32); FAULTS.len()]);
    // Judging takes most of the time: where nobody asks for more, each history is judged with every fourth fault.
    let one_in = if std::env::var_os("PROPTEST_CASES").is_some() { 1 } else { 4 };
    let mut runner = TestRunner::new(config);
    let told =
        runner.run(&(choices::bearable(), any::<u16>()), |(plan, pick)| each_is_told(&plan, pick, one_in, &applied));
    if let Err(why) = told {
        panic!("{why}");
    }
    for ((rule, _), applied) in FAULTS.iter().zip(&applied) {
        assert!(
            applied.get() >= enough(cases),
            "{rule}: only {} of {cases} histories have a place for it",
            applied.get()
        );
    }
}

/// Of each fault that has a place in this run, which is counted, its rule fails and no other; one in so many is judged.
fn each_is_told(plan: &Plan, pick: u16, one_in: usize, applied: &[Cell<u32>]) -> Result<(), TestCaseError> {
    let history = driver::play(plan);
    for (number, ((rule, fault), applied)) in FAULTS.iter().zip(applied).enumerate() {
        let mut run = Faulty::new(history.clone(), usize::from(pick));
        if fault(&mut run).is_none() {
            continue;
        }
        applied.set(applied.get() + 1);
        if (number + usize::from(pick)) % one_in != 0 {
            continue;
        }
        let evaluated = evaluated(&run.history, &run.contract);
        let one_fails = |one: &Evaluated| (one.verdict == Verdict::Fail) == (one.expectation.rule == *rule);
        holds(&evaluated, &run.history, one_fails).map_err(|why| TestCaseError::fail(format!("{rule}: {why}")))?;
    }
    Ok(())
}

/// A server that is so quick that two updates have one version, which is the time in milliseconds. It was drawn once.
#[test]
fn a_fault_is_told_if_two_updates_share_a_version() {
    let manner = Manner {
        hold_ms: 25_000,
        versions: Versions::Milliseconds,
        no_change: NoChange::NoContent,
        reply: Reply::Pair,
        odd: Strange::Held,
        ahead: Strange::Held,
        same_is_nothing: false,
        stores_numbers: false,
        json_errors: false,
        refuses_long: false,
        service_us: 0,
    };
    let plan = Plan { manner, stalls: vec![], tape: vec![0], unclear: None, stamps: None, toil: None };
    let told = each_is_told(&plan, 0, 1, &vec![Cell::new(0); FAULTS.len()]);
    assert!(told.is_ok(), "{told:?}");
}

#[test]
fn every_required_rule_has_a_fault() {
    let scenarios = driver::scenarios();
    let required = scenarios.iter().flat_map(|s| &s.expectations).filter(|e| e.weight() == Weight::Required);
    for expectation in required {
        let there = FAULTS.iter().any(|(rule, _)| *rule == expectation.rule);
        assert!(there, "no fault is there for {}", expectation.rule);
    }
}
