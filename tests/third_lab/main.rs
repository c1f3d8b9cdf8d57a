//! A third lab needs its own folder and its lines in the list of labs: the lab of one step and one rule in `hello/`,
//! compiled here as it would be in `src/labs/hello/`, is found, driven, recorded and judged by what every lab shares.
//!
//! `./add COPY` adds it to a copy of the project in earnest.

use lab::browser::Wanted;
use lab::{checker, contract, driver, history, message, names, scenario};

mod hello;

/// The labs, as the sources of a lab name them.
mod labs {
    pub(crate) use crate::hello;
    pub use lab::labs::*;
}

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use checker::{Finding, Question, Verdict};
use contract::Contract;
use driver::discover::{NotFound, WantedLab};
use driver::run::{Plan, Run, Started};
use driver::wire::{Destination, Reach};
use history::{Client, DISCOVERY, Header, History, Operation, Record, Tolerance, Writer};
use labs::Lab;
use names::Name;
use scenario::Scenario;
use std::path::Path;
use std::sync::Arc;

const GREETING: &str = include_str!("scenarios/hello/greeting.toml");

/// The labs of the program.
fn others() -> impl Iterator<Item = &'static Lab> {
    labs::ALL.iter().filter(|lab| lab.id != hello::LAB.id)
}

/// The scenario of the lab.
fn greeting() -> Scenario {
    let vocabulary = hello::LAB.vocabulary;
    scenario::parse("greeting.toml", GREETING, std::slice::from_ref(&vocabulary)).expect("the scenario is right")
}

/// Starts a server with these routes, and tells its URL.
async fn serve(routes: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("its address");
    tokio::spawn(async move { axum::serve(listener, routes).await });
    format!("http://{address}")
}

/// A server that answers so at the path of the lab text.
async fn answering(code: u16, text: &'static str) -> String {
    let code = StatusCode::from_u16(code).expect("a code");
    serve(Router::new().route(hello::contract::HELLO_PATH, get(move || async move { (code, text) }))).await
}

fn plan(url: String, is_asked: bool) -> Plan {
    Plan {
        destination: Destination::new(url, Reach::Near),
        others: vec![],
        browser: Wanted::default(),
        given: Contract::default(),
        scenarios: vec![greeting()],
        labs: vec![WantedLab { lab: hello::LAB.driver.clone(), is_asked }],
        seed: 1,
        tolerance: Tolerance::default(),
        save: None,
        control: None,
        started_with: None,
    }
}

async fn found(plan: &Plan) -> Result<Run, NotFound> {
    Started::new(plan).await.expect("the target is there").discover(plan).await
}

/// The history of a whole run.
async fn driven(plan: &Plan) -> History {
    let mut run = found(plan).await.expect("the lab is there");
    run.drive(|_| true, |_| std::future::ready(())).await;
    run.end();
    let recorded = run.recorded_last().await;
    assert_eq!(recorded.write_error, None);
    recorded.history
}

/// What a lab finds in a history, in the order of its expectations: each scenario is asked about every one of them.
fn judged(lab: &Lab, history: &History, contract: &Contract, scenarios: &[Scenario]) -> Vec<Finding> {
    let expectations = || scenarios.iter().flat_map(|scenario| &scenario.expectations);
    let question = |scenario| {
        move |expectation: &scenario::Expectation| (scenario, expectation.rule.clone(), expectation.at_least)
    };
    let asked: Vec<(&Scenario, String, u32)> =
        scenarios.iter().flat_map(|scenario| expectations().map(question(scenario))).collect();
    let questions: Vec<Question> = asked
        .iter()
        .map(|(scenario, rule, at_least)| Question {
            rule,
            scenario: &scenario.id,
            at_least: *at_least,
            required: true,
        })
        .collect();
    (lab.judge)(history, contract, &questions)
}

/// What the one rule of the lab finds.
fn finding(history: &History) -> Finding {
    let contract = history.contract.clone().expect("the contract was recorded");
    let contract: Contract = serde_json::from_value(contract).expect("a contract");
    let [finding] = judged(&hello::LAB, history, &contract, &[greeting()]).try_into().expect("one expectation");
    finding
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_greets_passes() {
    let history = driven(&plan(answering(200, "Oh, hello!").await, true)).await;
    let asked: Vec<String> = history.operations.iter().map(|one| format!("{} {}", one.scenario, one.client)).collect();
    assert_eq!(asked[asked.len() - 3..], ["discovery discovery", "greeting greeter 1", "greeting greeter 2"]);
    let finding = finding(&history);
    assert_eq!((finding.verdict, finding.message.id.as_str()), (Verdict::Pass, "not-greeting-seen.pass"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_does_not_greet_fails_and_is_told_what_it_said() {
    for (code, text, id) in [(200, "bye", "not-greeting-seen.text"), (500, "hello", "not-greeting-seen.code")] {
        let history = driven(&plan(answering(code, text).await, true)).await;
        let finding = finding(&history);
        assert_eq!((finding.verdict, finding.message.id.as_str()), (Verdict::Fail, id));
        let shown = history.operations.iter().find(|one| finding.evidence == [one.id]).expect("what shows it");
        assert_eq!((shown.scenario.as_str(), shown.client.to_string().as_str()), ("greeting", "greeter 1"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_it_does_not_have_the_lab_unless_that_is_asked_for() {
    let url = serve(Router::new().route("/", get(|| async { "hello" }))).await;
    let Err(NotFound::Labs(missing)) = found(&plan(url.clone(), false)).await else { panic!("a lab was found") };
    let [missing] = missing.try_into().expect("one lab was looked for");
    assert_eq!((missing.message.id.as_str(), missing.is_refusal), ("trouble-no-hello", false));
    let finding = finding(&driven(&plan(url, true)).await);
    assert_eq!((finding.verdict, finding.message.id.as_str()), (Verdict::Fail, "not-greeting-seen.code"));
}

#[test]
fn nothing_is_found_where_nothing_was_asked() {
    let history = History::new(Header::new(1, "http://nowhere".into(), Tolerance::default()));
    let [finding] = judged(&hello::LAB, &history, &Contract::default(), &[greeting()]).try_into().expect("one");
    assert_eq!(finding, Finding::undecided(checker::Undecided::Nothing));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_that_was_written_is_judged_as_the_run_was() {
    let folder = tempfile::tempdir().expect("a folder");
    for text in ["hello", "bye"] {
        let path = folder.path().join(format!("{text}.jsonl"));
        let plan = Plan { save: Some(path.clone()), ..plan(answering(200, text).await, true) };
        let history = driven(&plan).await;
        let read = history::load(&path).expect("it was written whole");
        assert_eq!((&read.operations, &read.notes, read.end), (&history.operations, &history.notes, history.end));
        assert_eq!(finding(&read), finding(&history));
        // Once more, by the writer alone.
        let again = folder.path().join("again.jsonl");
        let mut writer = Writer::create(&again).expect("a new file");
        let operations = history.operations.iter().map(|one| Record::Operation(Box::new((**one).clone())));
        let head = [Record::Header(Box::new(history.header.clone()))].into_iter();
        let contract = history.contract.clone().map(Record::Contract);
        let notes = history.notes.iter().cloned().map(Record::Note);
        for record in head.chain(contract).chain(operations).chain(notes) {
            writer.write(&record).expect("it is written");
        }
        assert_eq!(finding(&history::load(&again).expect("it was written whole")), finding(&history));
    }
}

/// The operations of this lab in a run, as they are; and as if they were for what other labs ask for, in any scenario.
/// They say that this lab asked.
fn disguised(history: &History, scenarios: &[Scenario]) -> Vec<Arc<Operation>> {
    let own: Vec<&Arc<Operation>> =
        history.operations.iter().filter(|operation| operation.lab == Some(hello::LAB.id)).collect();
    let mut all: Vec<Arc<Operation>> = own.iter().map(|operation| (*operation).clone()).collect();
    for scenario in scenarios.iter().map(|scenario| scenario.id.as_str()).chain([DISCOVERY]) {
        for kind in ["page", "stream", "poll", "read", "update", "raw", "link", "socket"] {
            for role in ["discovery", "reader", "subscriber", "waiter", "updater", "talker"] {
                let client = Client { role: Name::from(role), number: 1 };
                let disguise = |operation: &&Arc<Operation>| Operation {
                    scenario: scenario.into(),
                    kind: kind.into(),
                    client: client.clone(),
                    detail: if kind == "link" {
                        serde_json::json!({ "instance": 2 })
                    } else {
                        operation.detail.clone()
                    },
                    ..(***operation).clone()
                };
                all.extend(own.iter().map(disguise).map(Arc::new));
            }
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn what_this_lab_asked_changes_nothing_of_what_another_finds() {
    let run = driven(&plan(answering(200, "bye").await, true)).await;
    let all = scenario::embedded(&labs::vocabularies()).expect("the scenarios of the program are right");
    assert!(others().count() > 1, "there is no other lab");
    for lab in others() {
        let mut scenarios: Vec<Scenario> = all.iter().filter(|scenario| scenario.lab == lab.id).cloned().collect();
        // The scenario of this lab too: the rules of another are asked about what happened there.
        scenarios.push(greeting());
        let contract = (lab.contract.example)();
        let before = History::new(run.header.clone());
        let operations = disguised(&run, &scenarios);
        assert!(operations.len() > 100, "only {} operations are added", operations.len());
        let after = History { operations, ..before.clone() };
        let found = |history: &History| judged(lab, history, &contract, &scenarios);
        assert!(!found(&before).is_empty(), "{} was asked nothing", lab.id);
        assert_eq!(found(&before), found(&after), "{}", lab.id);
        // Had that lab asked them itself, they would mean something. What a page shows is no operation, and what was sent over
        // a WebSocket is in more than these have.
        if ["websocket", "long-polling-page", "sse-page"].contains(&lab.id.as_str()) {
            continue;
        }
        let mut own = after.clone();
        for operation in &mut own.operations {
            Arc::make_mut(operation).lab = Some(lab.id.clone());
        }
        assert_ne!(found(&before), found(&own), "the rules of {} look at none of these", lab.id);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_asked_changes_nothing_of_what_this_lab_finds() {
    let run = driven(&plan(answering(200, "hello").await, true)).await;
    let bad = driven(&plan(answering(200, "bye").await, true)).await;
    for lab in others() {
        let mut both = run.clone();
        let of_other = |one: &Arc<Operation>| Arc::new(Operation { lab: Some(lab.id.clone()), ..(**one).clone() });
        both.operations.extend(bad.operations.iter().map(of_other));
        assert_eq!(finding(&both), finding(&run), "{}", lab.id);
    }
}

/// Every source below a folder of this test, by its path.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).expect("a readable source")));
        }
    }
    found
}

#[test]
fn the_folder_names_no_other_lab_and_its_rules_have_no_network() {
    let all = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/third_lab/hello"));
    let has = |text: &str, word: &str| text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|one| one == word);
    for (path, text) in &all {
        for lab in others() {
            assert!(!has(text, &lab.id.as_str().replace('-', "_")), "{path} names {}", lab.id);
        }
    }
    // What the rules rest on is as pure as they are.
    let is_pure = |path: &str| ["/rules/", "/record.rs", "/contract.rs"].iter().any(|part| path.contains(part));
    let pure: Vec<_> = all.iter().filter(|(path, _)| path.ends_with(".rs") && is_pure(path)).collect();
    assert_eq!(pure.len(), 4, "{pure:?}");
    for (path, text) in pure {
        assert!(!has(text, "driver"), "{path} names the driver");
    }
}
