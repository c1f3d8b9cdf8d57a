//! Reports as other programs read them. `tests/reports/install` sees to those.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Once;

/// Where the readers are.
fn readers() -> PathBuf {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let installed = Command::new(super::folder().join("install")).status().expect("a script");
        assert!(installed.success(), "tests/reports/install says what is missing");
    });
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/reports")
}

fn fed(command: &mut Command, text: &str) -> (bool, String) {
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let mut stdin = child.stdin.take().expect("it was asked for");
    let text = text.to_owned();
    let feeding = std::thread::spawn(move || drop(stdin.write_all(text.as_bytes())));
    let out = child.wait_with_output().expect("it ends");
    feeding.join().expect("it was fed");
    (out.status.success(), format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr)))
}

fn json(command: &mut Command, text: &str) -> Value {
    let (_, said) = fed(command, text);
    serde_json::from_str(&said).unwrap_or_else(|error| panic!("{command:?}: {error}: {said}"))
}

/// What the parser of node-tap sees.
pub fn tap(text: &str) -> Value {
    let parser = readers().join("node/node_modules/tap-parser");
    json(Command::new("node").arg(super::folder().join("read.js")).arg(parser), text)
}

fn python(args: &[&str]) -> Command {
    let mut command = Command::new(readers().join("venv/bin/python"));
    command.arg(super::folder().join("read.py")).args(args);
    command
}

/// What GitHub's own Markdown makes of it.
pub fn markdown(text: &str) -> Value {
    json(&mut python(&["markdown"]), text)
}

/// What is wrong by the schema.
pub fn ctrf(text: &str) -> Value {
    let schema = super::folder().join("schemas/ctrf.schema.json").display().to_string();
    json(&mut python(&["ctrf", &schema]), text)
}

/// Whether the one test suite is right by the schema of Surefire, whose files have no element around it.
pub fn surefire(text: &str) {
    assert_eq!(surefires(text), 1);
}

/// The same of each test suite; how many there are.
pub fn surefires(text: &str) -> usize {
    readers();
    let schema = super::folder().join("schemas/surefire-test-report-3.0.2.xsd");
    let suites = text.split_inclusive("</testsuite>").filter_map(|part| Some(&part[part.find("<testsuite ")?..]));
    let judge = |suite| {
        let (right, said) = fed(Command::new("xmllint").args(["--noout", "--schema"]).arg(&schema).arg("-"), suite);
        assert!(right, "{said}");
    };
    let count = suites.map(judge).count();
    assert_eq!(xpath(text, "count(/testsuites/testsuite)"), count.to_string());
    count
}

pub fn xpath(text: &str, path: &str) -> String {
    let (right, said) = fed(Command::new("xmllint").args(["--xpath", path, "-"]), text);
    assert!(right, "{path}: {said}");
    said.trim_end().to_owned()
}

/// A workflow command.
#[derive(Debug)]
pub struct Told {
    pub name: String,
    pub title: String,
    pub message: String,
}

/// What a runner of GitHub does with the lines: `::name properties::message` at the beginning of a line, after spaces,
/// or `##[name]message` anywhere in it, unless commands are stopped. Unescaped as the runner does it.
pub fn commands(text: &str) -> Vec<Told> {
    let unescaped = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",");
        text.replace("%25", "%")
    };
    let (mut stopped, mut told) = (None::<String>, Vec::new());
    for line in text.lines().map(str::trim_start) {
        if let Some(token) = &stopped {
            if line == format!("::{token}::") {
                stopped = None;
            }
        } else if let Some((head, message)) = line.strip_prefix("::").and_then(|rest| rest.split_once("::")) {
            let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
            if name == "stop-commands" {
                stopped = Some(message.to_owned());
                continue;
            }
            let title = properties.split(',').find_map(|one| one.strip_prefix("title=")).unwrap_or_default();
            told.push(Told { name: name.into(), title: unescaped(title), message: unescaped(message) });
        } else if let Some((name, message)) = line.split_once("##[").and_then(|(_, rest)| rest.split_once(']')) {
            told.push(Told { name: name.into(), title: String::new(), message: message.into() });
        }
    }
    assert!(stopped.is_none(), "the commands are stopped for good");
    told
}

/// What VPL keeps: the grade of the last line that has one, and its comments.
pub fn vpl(text: &str) -> (Option<f64>, Vec<String>) {
    let (mut grade, mut comments, mut block) = (None, vec![], None::<Vec<String>>);
    for line in text.lines() {
        if let Some(text) = line.trim_start().strip_prefix("Grade :=>>") {
            grade = text.trim().parse().ok();
        } else if let Some(text) = line.trim_start().strip_prefix("Comment :=>>") {
            comments.push(text.to_owned());
        } else if line.trim() == "<|--" {
            block = Some(vec![]);
        } else if line.trim() == "--|>" {
            comments.push(block.take().expect("a comment that began").join("\n"));
        } else if let Some(lines) = &mut block {
            lines.push(line.to_owned());
        }
    }
    assert!(block.is_none(), "a comment without an end");
    (grade, comments)
}
