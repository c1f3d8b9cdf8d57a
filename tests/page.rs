//! The page of a report with many more clients than a screen has lines.

use lab::contract::Contract;
use lab::history::{
    Answer, Body, Client, FORMAT, Header, History, Nanos, Operation, Outcome, Reason, RequestRecord, Tolerance,
};
use lab::labs::long_polling::contract::LongPolling;
use lab::labs::long_polling::reading::{State, Version, VersionKind};
use lab::labs::long_polling::record::{self, ClientVersion, PollDetail, PollKind, PollRole};
use lab::report::{Facts, Report, build, html};
use lab::text::Lang;
use lab::{labs, scenario, score};
use std::path::Path;
use std::process::Command;

const MS: Nanos = 1_000_000;
const WAITERS: u32 = 5_000;
const LOST: u32 = 7;

fn state(version: u32) -> State {
    let version = Version { token: version.to_string(), kind: VersionKind::Integer };
    State { status: "En cours".into(), version }
}

/// Of a client whose answer brings this version.
fn operation(id: u32, kind: PollKind, sent: Nanos, done: Nanos, brings: Option<u32>) -> Operation {
    let (role, method, path) = match kind {
        PollKind::Update => (PollRole::Updater, "POST", "/update-status"),
        _ => (PollRole::Waiter, "GET", "/poll-status?last_version=1"),
    };
    let polls = kind == PollKind::Poll;
    let detail = PollDetail {
        knows: polls.then_some(ClientVersion::Current),
        version: polls.then(|| "1".into()),
        status: (!polls).then(|| "En cours".into()),
        state: brings.map(state),
        ..PollDetail::default()
    };
    Operation {
        id,
        lab: Some(record::ID),
        scenario: "wake".into(),
        attempt: 1,
        round: 1,
        client: Client { role: role.name(), number: id + 1 },
        kind: kind.name(),
        request: RequestRecord { method: method.into(), path: path.into(), ..RequestRecord::default() },
        started: sent,
        sent: Some(sent),
        head: None,
        done,
        arrived: None,
        network: None,
        outcome: brings.map_or(Outcome::Indeterminate(Reason::NoAnswer), answered),
        channel: None,
        detail: detail.to_value(),
    }
}

fn answered(version: u32) -> Outcome {
    let body = Body { bytes: format!("{{\"version\":{version}}}").into(), length: 13, not_json: None };
    Outcome::Answered(Box::new(Answer { code: 200, headers: vec![], body, extra_bytes: 0 }))
}

/// Five thousand clients wait; an update reaches all but a few.
fn report() -> Report {
    let mut scenarios = scenario::embedded(&labs::vocabularies()).expect("the scenarios of the program are right");
    scenarios.retain(|scenario| scenario.lab == record::ID);
    let mut history = History::new(Header {
        format: FORMAT.into(),
        lab_version: String::new(),
        started: "2026-01-01T00:00:00Z".into(),
        seed: 1,
        target: "http://127.0.0.1:5000".into(),
        others: vec![],
        started_with: None,
        tolerance: Tolerance::default(),
        scenarios: serde_json::Value::Null,
        scenarios_digest: String::new(),
    });
    let update = 2_000 * MS;
    for id in 0..WAITERS {
        let sent = 1_000 * MS + Nanos::from(id) * MS / 10;
        let (done, brings) = if id % (WAITERS / LOST) == 1 {
            (update + 4_000 * MS, None)
        } else {
            (update + 5 * MS + Nanos::from(id) * MS / 50, Some(2))
        };
        history.operations.push(operation(id, PollKind::Poll, sent, done, brings).into());
    }
    history.operations.push(operation(WAITERS, PollKind::Update, update, update + 3 * MS, Some(2)).into());
    let contract = Contract::of(&LongPolling::default());
    let judged = score::judge(&history, &contract, &scenarios);
    build(&Facts {
        history: &history,
        contract: Some(&contract),
        scenarios: &scenarios,
        judged: &judged,
        trouble: None,
        complete: true,
    })
}

#[test]
fn thousands_of_clients_are_counted_in_a_small_file() {
    let report = report();
    let sample = report.labs[0].scenarios.iter().find(|one| one.id == "wake").expect("the scenario").sample.clone();
    let crowd = sample.crowd.expect("a crowd");
    assert_eq!((crowd.count, crowd.sent.iter().sum::<u64>()), (WAITERS.into(), WAITERS.into()));
    assert_eq!(crowd.unanswered + crowd.answered.iter().sum::<u64>(), u64::from(WAITERS));

    let page = html(&report, Lang::En);
    assert!(page.len() < 1_000_000, "{} bytes", page.len());
    assert!(page.contains(&format!("{WAITERS} more clients")), "the crowd is not told of");
}

#[test]
fn fifty_clients_have_a_bar_each() {
    let mut report = report();
    let scenario = report.labs[0].scenarios.iter_mut().find(|one| one.id == "wake").expect("the scenario");
    let one = scenario.sample.requests[0].clone();
    let bar = |id: u32| lab::report::Request { operation: id, client: format!("waiter {id}"), ..one.clone() };
    scenario.sample = lab::report::Evidence { requests: (0..50).map(bar).collect(), crowd: None };
    for lang in Lang::ALL {
        let page = html(&report, lang);
        let bars = page.matches("waiter 49: ").count() + page.matches("client en attente 49\u{a0}: ").count();
        assert!(bars >= 2, "{bars} bars of the last one, one in each language are wanted");
    }
}

/// What the README and the book show and link to is what this version makes.
#[test]
fn the_example_is_of_this_version() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/example");
    let history = folder.join("history.jsonl").display().to_string();
    let (report, page) = (folder.join("report.json"), folder.join("index.html"));
    let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("example-{}", std::process::id()));
    std::fs::create_dir_all(&made).expect("a folder");
    let path = |name: &str| made.join(name).display().to_string();
    let lab = |args: &[&str]| {
        let ended =
            Command::new(env!("CARGO_BIN_EXE_lab")).args(args).args(["--lang", "en"]).output().expect("it runs");
        assert_eq!(ended.status.code(), Some(1), "{}", String::from_utf8_lossy(&ended.stderr));
    };
    lab(&["judge", &history, "--report-json", &path("report.json"), "--report-html", &path("index.html")]);
    let read =
        |path: &Path| std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let again = "made again by: lab judge reports/example/history.jsonl --lang en \\
         --report-json reports/example/report.json --report-html reports/example/index.html";
    assert!(read(&made.join("report.json")) == read(&report), "report.json of the example is to be {again}");
    assert!(read(&made.join("index.html")) == read(&page), "index.html of the example is to be {again}");
}
