//! A class that has some of everything: each becomes what is expected, together as alone.

use crate::common::{Ended, Folder, Running, json, lab};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Longer than a whole class takes, with all that noise makes run again.
const LONG: Duration = Duration::from_secs(1800);

/// The hold of its servers; what is examined is told to accept it.
pub const HOLD: &str = "2.5";
pub const EXAMINED: [&str; 6] = ["--lab", "long-polling", "--hold-min", "1s", "--hold-max", "5s"];

/// The folder of the program: submissions of the museum run it.
pub fn program() -> PathBuf {
    Path::new(env!("CARGO_BIN_EXE_lab")).parent().expect("it is in a folder").to_owned()
}

/// Makes a class in this folder, and gives what is expected of each.
pub fn make(folder: &Folder, options: &[&str]) -> BTreeMap<String, Value> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/class/make");
    let hold = std::env::var("LAB_HOLD").unwrap_or_else(|_| HOLD.into());
    let made = Command::new(script).arg(folder.file("class")).args(["--hold", &hold]).args(options).output();
    let made = made.expect("python3");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    serde_json::from_value(json(&folder.file("class.expected.json"))).expect("a map")
}

/// Starts `lab grade` in this folder, with what all classes here need.
pub fn grade(folder: &Folder, args: &[&str]) -> Running {
    Running::start(&mut command(folder, args))
}

pub fn command(folder: &Folder, args: &[&str]) -> Command {
    let mut command = lab(&["grade"]);
    command.current_dir(folder.file("")).args(args).args(["--seed", "1"]);
    if !goes_on(args) {
        command.args(EXAMINED).arg("--visible").arg(program());
    }
    command
}

/// Whether it takes all that it needs to know from what was begun before.
fn goes_on(args: &[&str]) -> bool {
    args.iter().any(|arg| ["--resume", "--merge", "--regrade"].contains(arg))
}

/// The same, for tests that are not about what is examined: two scenarios of it do.
pub fn grade_some(folder: &Folder, args: &[&str]) -> Running {
    let mut command = command(folder, args);
    if !goes_on(args) {
        command.args(["--only", "contract", "--only", "wake"]);
    }
    Running::start(&mut command)
}

pub fn graded(folder: &Folder, args: &[&str]) -> Ended {
    grade(folder, args).finish()
}

/// Each submission of a class that was graded, by its id.
pub fn submissions(class: &Path) -> BTreeMap<String, Value> {
    let report = json(&class.join("class.json"));
    assert_eq!(report["complete"], true, "{class:?}");
    let list = report["submissions"].as_array().expect("a list");
    list.iter().map(|one| (one["id"].as_str().expect("an id").to_owned(), one.clone())).collect()
}

/// What must be the same however a submission was graded: not the times.
pub fn decided(submission: &Value) -> Value {
    let mut decided = serde_json::Map::new();
    for key in ["outcome", "reason", "labs", "rules", "mark", "range", "files"] {
        decided.insert(key.to_owned(), submission[key].clone());
    }
    Value::Object(decided)
}

/// Each became what was expected of it.
pub fn as_expected(class: &Path, expected: &BTreeMap<String, Value>) {
    let found = submissions(class);
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (id, expected) in expected {
        let (one, name) = (&found[id], &expected["name"]);
        assert_eq!(one["outcome"], expected["outcome"], "{name}: {one:#}");
        if let Some(reason) = expected["reason"].as_str() {
            assert_eq!(one["reason"]["id"], reason, "{name}: {one:#}");
        }
        match expected.get("fails") {
            Some(Value::Null) => assert_eq!(one["mark"], 20.0, "{name}: {one:#}"),
            Some(rule) => {
                let rule = rule.as_str().expect("a rule");
                assert_eq!(one["rules"][rule], "fail", "{name}: {one:#}");
            }
            None => {}
        }
        let page = std::fs::read_to_string(class.join(id).join("index.html")).expect("a page for everybody");
        assert!(page.trim_end().ends_with("</html>"), "{name}");
    }
}

/// A few that take a few seconds.
pub const SOME: [&str; 8] =
    ["--pick", "http10", "--pick", "node-query", "--pick", "never-holds", "--pick", "broken-zip"];

/// Grades the class together, and then, of those that ran, so many alone.
fn alone_or_together(options: &[&str], times: usize, most: usize) {
    let folder = Folder::new();
    let expected = make(&folder, options);
    let mut together = Vec::new();
    for time in 0..times {
        let out = folder.arg(&format!("together-{time}"));
        let ended = grade(&folder, &["class", "--out", &out]).wait_for(LONG);
        ended.expect(3, &["could not be started"]);
        as_expected(Path::new(&out), &expected);
        together.push(submissions(Path::new(&out)));
    }
    let ran = |one: &&String| together[0][*one]["outcome"] == "graded";
    let mut different = Vec::new();
    for time in 0..times {
        for id in expected.keys().filter(ran).take(most) {
            let out = folder.arg(&format!("alone-{time}-{id}"));
            graded(&folder, &["class", "--student", id, "--out", &out, "--jobs", "1"]).expect(0, &[]);
            let alone = decided(&submissions(Path::new(&out))[id]);
            for together in together.iter().map(|class| decided(&class[id])).filter(|together| *together != alone) {
                different.push(format!("{}: together {together:#}\nand then alone {alone:#}", expected[id]["name"]));
            }
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
    nothing_is_left(&folder);
}

/// Nothing is left in the folders that a submission tries to write to, nor among the processes: those that run in the
/// workspaces of this folder have it among their mounts.
pub fn nothing_is_left(folder: &Folder) {
    for place in ["/tmp/lab-class-outside", "/etc/lab-class-outside", "/lab-class-outside", "/tmp/lab-class-slipped"] {
        assert!(!Path::new(place).exists(), "{place}");
    }
    let left = running_in(folder);
    assert!(left.is_empty(), "{left:#?}");
}

/// The processes that run in the workspaces of this folder.
pub fn running_in(folder: &Folder) -> Vec<String> {
    let here = format!("{}/", folder.arg("").trim_end_matches('/'));
    let processes = std::fs::read_dir("/proc").expect("processes").flatten().map(|entry| entry.path());
    let read = |process: &Path, name: &str| std::fs::read_to_string(process.join(name)).unwrap_or_default();
    let left = processes.filter(|process| read(process, "mountinfo").contains(&here));
    left.map(|process| read(&process, "cmdline").replace('\0', " ")).collect()
}

#[test]
fn a_class_is_graded_together_as_alone() {
    alone_or_together(&["--few"], 1, 3);
}

#[test]
#[ignore = "forty submissions, three times: ./prove class"]
fn forty_are_graded_together_as_alone() {
    alone_or_together(&[], 3, usize::MAX);
}
