//! Servers that were written from the lab texts alone get what they deserve; and how far each rule can be trusted, over
//! these, the museum and the peers.
//!
//! A sample of the corpus is graded here; `./prove corpus` grades all. `LAB_SERVERS=name,name` limits it to these
//! (`corpus`, `museum` and `peers` are all of that kind), `LAB_AT_ONCE=N` says how many are graded at once, and
//! `LAB_HOLD=SECONDS` how long they hold. What `LAB_RESULTS=FILE` holds already is not done again.

#[path = "../common/mod.rs"]
mod common;
mod servers;
mod tally;

use common::{Ended, Folder, Running, free_port, json, lab, rules, within};
use servers::{Expect, Programs, Server};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::time::Duration;
use tally::Line;

/// Longer than any check should take.
const LONGEST: Duration = Duration::from_secs(200);

fn setting(name: &str, usual: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| usual.into())
}

fn number<T: std::str::FromStr<Err: std::fmt::Debug>>(name: &str, usual: &str) -> T {
    let text = setting(name, usual);
    text.parse().unwrap_or_else(|error| panic!("{name}={text}: {error:?}"))
}

/// What each of its rules deserves, and what it gets.
fn grade(server: &Server, hold: f64) -> Vec<Line> {
    let port = free_port();
    let folder = Folder::new();
    let filled = |word: &String| word.replace("{port}", &port.to_string()).replace("{hold}", &hold.to_string());
    let start = shell_words::join(server.command.iter().map(filled));
    let report = folder.file("report.json");
    let mut command = lab(&["check", &format!("http://127.0.0.1:{port}"), "--start", &start]);
    let seconds = |time: f64| format!("{}ms", (time * 1000.0).round());
    command.args(["--hold-min", &seconds(hold * 0.4), "--hold-max", &seconds(hold * 2.0)]);
    command.args(server.labs.iter().flat_map(|lab| ["--lab", lab])).args(&server.options);
    command.arg("--report-json").arg(&report);
    // A server that keeps its state in a file starts anew each time.
    command.current_dir(&server.folder).env("TMPDIR", folder.file("")).envs(&server.env);
    command.env("PORT", port.to_string()).env("HOLD", hold.to_string()).env("INTERVAL", "1");
    let ended = bounded(Running::start(&mut command));
    let said: BTreeMap<String, String> = match std::fs::metadata(&report) {
        Ok(file) if file.len() > 0 => rules(&json(&report)).into_iter().map(|(id, verdict, _)| (id, verdict)).collect(),
        _ => panic!("{} was not graded: {}", server.name, ended.said()),
    };
    lines(server, &said)
}

/// Waits for its end, or makes an end: a report is a valid file at any moment, and what it lacks is undecided.
fn bounded(mut check: Running) -> Ended {
    if !within(LONGEST, || check.ended()) {
        // Killed outright, it would leave the server that it started.
        let asked = Command::new("kill").args(["-INT", &check.id().to_string()]).status();
        asked.expect("kill, which ends a check that takes too long");
    }
    check.wait()
}

fn lines(server: &Server, said: &BTreeMap<String, String>) -> Vec<Line> {
    let mut all: Vec<String> = server.labs.iter().flat_map(|lab| servers::required(lab)).collect();
    // One that is not judged at all is missed, and does not go unnoticed.
    let missing: Vec<String> = server.fails.iter().filter(|rule| !all.contains(rule)).cloned().collect();
    all.extend(missing);
    let one = |rule: String| Line {
        set: server.set.into(),
        server: server.name.clone(),
        expected: match (server.fails.contains(&rule), server.may.contains(&rule)) {
            (true, _) => "fail",
            (_, true) => "either",
            _ => "pass",
        }
        .into(),
        said: said.get(&rule).map_or("none", String::as_str).into(),
        rule,
    };
    // Of a server that has made another choice than the lab text's, as its contract says, some rules are not asked.
    let is_asked = |line: &Line| !server.options.iter().any(|word| word == "--contract") || line.said != "none";
    all.into_iter().map(one).filter(is_asked).collect()
}

/// Grades them, several at once; what was undecided for one of them is looked at once more, with nothing beside it.
fn grade_all(servers: &[Server], at_once: usize, results: Option<&Path>) -> Vec<Line> {
    let hold: f64 = number("LAB_HOLD", "2.5");
    let known = results.map(read).unwrap_or_default();
    // Lines of before a change of what is expected, or of the rules, are no result; later ones may follow them.
    let of = |server: &Server| -> Vec<Line> {
        let due = lines(server, &BTreeMap::new());
        let own = known.iter().filter(|line| line.set == server.set && line.server == server.name);
        let old: Vec<Line> = own.cloned().collect();
        let last = &old[old.len().saturating_sub(due.len())..];
        let same = |a: &Line, b: &Line| a.rule == b.rule && a.expected == b.expected;
        let is_whole = last.len() == due.len() && last.iter().zip(&due).all(|(a, b)| same(a, b));
        if is_whole { last.to_vec() } else { vec![] }
    };
    let done: BTreeMap<usize, Vec<Line>> =
        servers.iter().map(of).enumerate().filter(|(_, lines)| !lines.is_empty()).collect();
    let left = Mutex::new((0..servers.len()).filter(|at| !done.contains_key(at)).collect::<VecDeque<_>>());
    let (done, again) = (Mutex::new(done), Mutex::new(vec![]));
    let finish = |at: usize, lines: Vec<Line>| {
        let differences = tally::differences(&lines);
        println!(
            "{} {}: {}",
            servers[at].set,
            servers[at].name,
            if differences.is_empty() { "as it should".into() } else { differences.join("; ") }
        );
        if let Some(file) = results {
            let text: String = lines.iter().map(|line| serde_json::to_string(line).expect("JSON") + "\n").collect();
            let file = std::fs::OpenOptions::new().create(true).append(true).open(file);
            file.and_then(|mut file| file.write_all(text.as_bytes())).expect("a file for the results");
        }
        done.lock().expect("no thread panicked").insert(at, lines);
    };
    let next = || left.lock().expect("no thread panicked").pop_front();
    std::thread::scope(|scope| {
        for _ in 0..at_once.max(1) {
            scope.spawn(|| {
                while let Some(at) = next() {
                    let lines = grade(&servers[at], hold);
                    if lines.iter().any(|line| line.said == "unknown") {
                        again.lock().expect("no thread panicked").push(at);
                    } else {
                        finish(at, lines);
                    }
                }
            });
        }
    });
    for at in again.into_inner().expect("no thread panicked") {
        finish(at, grade(&servers[at], hold));
    }
    done.into_inner().expect("no thread panicked").into_values().flatten().collect()
}

/// The lines of a file. The last one of a run that was killed may be cut.
fn read(file: &Path) -> Vec<Line> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// What was said wrongly, server by server.
fn wrong(lines: &[Line]) -> Vec<String> {
    let servers = lines.chunk_by(|a, b| (&a.set, &a.server) == (&b.set, &b.server));
    let all = servers.map(|lines| (&lines[0], tally::differences(lines)));
    let bad = all.filter(|(_, differences)| !differences.is_empty());
    bad.map(|(line, differences)| format!("{} {}: {}", line.set, line.server, differences.join("; "))).collect()
}

/// A number for each name, which looks like chance: FNV-1a.
fn drawn(seed: u64, name: &str) -> u64 {
    let bytes = seed.to_le_bytes().into_iter().chain(name.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn a_sample_gets_what_it_deserves() {
    let seed = number("LAB_SEED", "14");
    let mut entries = servers::entries();
    entries.retain(servers::runs_on_what_peers_need);
    entries.sort_by_key(|entry| drawn(seed, &entry.name));
    let of = |lab: &'static str, count| entries.iter().filter(move |entry| entry.lab == lab).take(count);
    let programs = Programs::of_the_peers();
    assert!(programs.python.exists(), "what peers need is not there: run tests/peers/install");
    let sample: Vec<Server> =
        of("long-polling", 3).chain(of("sse", 2)).map(|entry| servers::of_the_corpus(entry, &programs)).collect();
    let wrong = wrong(&grade_all(&sample, sample.len(), None));
    assert!(wrong.is_empty(), "seed {seed}:\n{}", wrong.join("\n"));
}

#[test]
#[ignore = "takes a quarter of an hour: ./prove corpus"]
fn all_get_what_they_deserve() {
    let programs = Programs::of_the_corpus();
    assert!(programs.python.exists(), "what the corpus needs is not there: run tests/corpus/install");
    let corpus = servers::entries().iter().map(|entry| servers::of_the_corpus(entry, &programs)).collect::<Vec<_>>();
    let mut all: Vec<Server> = corpus.into_iter().chain(servers::museum()).chain(servers::peers()).collect();
    let only = setting("LAB_SERVERS", "");
    let names: Vec<&str> = only.split(',').filter(|name| !name.is_empty()).collect();
    for name in &names {
        assert!(all.iter().any(|server| server.is_called(name)), "there is no server {name:?}");
    }
    all.retain(|server| names.is_empty() || names.iter().any(|name| server.is_called(name)));
    let results = std::env::var_os("LAB_RESULTS");
    let lines = grade_all(&all, number("LAB_AT_ONCE", "4"), results.as_deref().map(Path::new));
    let mutants = common::peers::root().join("target/prove/mutants.jsonl");
    let tables = tally::tables(&[lines.clone(), read(&mutants)].concat());
    println!("\n{tables}");
    if names.is_empty() {
        let file = common::peers::root().join("tests/corpus/README.md");
        let text = std::fs::read_to_string(&file).expect("the README of the corpus");
        let new = tally::placed(&text, &tables).expect("a place for the figures");
        std::fs::write(file, new).expect("the README of the corpus");
    }
    let wrong = wrong(&lines);
    assert!(wrong.is_empty(), "{} servers do not get what they deserve:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_server_is_in_the_list_and_says_what_it_deserves() {
    let entries = servers::entries();
    let names: BTreeSet<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names.len(), entries.len(), "two servers have one name");
    for entry in &entries {
        let required = servers::required(&entry.lab);
        let (fails, is_right) = match &entry.expect {
            Expect::Word(word) => (BTreeSet::new(), word == "full"),
            Expect::Fails(rules) => (rules.clone(), false),
        };
        assert_eq!(is_right, fails.is_empty(), "{}: either full, or some rules", entry.name);
        assert_eq!(is_right, entry.wrong.is_none(), "{}: what is wrong is said where something is", entry.name);
        assert!(!entry.right.is_empty(), "{}", entry.name);
        for rule in fails.union(&entry.may) {
            assert!(required.contains(rule), "{}: its lab requires no {rule}", entry.name);
        }
    }
    for lab in ["long-polling", "sse"] {
        let said: Vec<&str> = entries
            .iter()
            .filter(|entry| entry.lab == lab)
            .flat_map(|entry| &entry.command)
            .map(String::as_str)
            .collect();
        for file in std::fs::read_dir(servers::folder(lab)).expect("the servers") {
            let path = file.expect("a readable folder").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("an ordinary name").to_owned();
            let built =
                format!("{{bin}}/{}", path.file_stem().and_then(|stem| stem.to_str()).expect("an ordinary name"));
            let found = said.iter().any(|word| {
                *word == name
                    || *word == built
                    || word.starts_with(&format!("{name}/"))
                    || word.strip_suffix(":app").is_some_and(|module| format!("{module}.py") == name)
            });
            assert!(found, "{name} is not in corpus.toml");
        }
    }
}

#[test]
fn the_corpus_is_as_wide_as_it_says() {
    let entries = servers::entries();
    let of = |lab: &str| entries.iter().filter(|entry| entry.lab == lab).count();
    let frameworks: BTreeSet<&str> = entries.iter().map(|entry| entry.framework.as_str()).collect();
    let languages: BTreeSet<&str> = entries.iter().map(|entry| entry.language.as_str()).collect();
    assert!(of("long-polling") >= 25 && of("sse") >= 15, "{} and {}", of("long-polling"), of("sse"));
    assert!(frameworks.len() >= 14 && languages.len() >= 6, "{frameworks:?} {languages:?}");
}
