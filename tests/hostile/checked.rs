//! Runs `lab check` on one target as a user would, and holds what must be true whatever the target does.
//!
//! With `LAB_SAMPLE_SEED=N` a quarter of the targets are checked.

use std::sync::{Condvar, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::common::sample::sampled;
use crate::common::{Folder, Running, json, lab, rules, unsafe_characters};

/// Checks at the same time: most of each is waiting, but some of the targets send as fast as they can.
const TOGETHER: usize = 4;
/// A check that is still running after this hangs.
const PATIENCE: Duration = Duration::from_secs(120);
/// Starting, stopping and being kept waiting by the other checks, on top of what is announced.
const SLACK: Duration = Duration::from_secs(3);
/// The most memory that a check may take, in KiB.
const MEMORY: u64 = 200 << 10;

static FREE: (Mutex<usize>, Condvar) = (Mutex::new(TOGETHER), Condvar::new());

/// A target, how it is checked, and what must come of it.
pub struct Target {
    name: &'static str,
    url: String,
    options: Vec<String>,
    variables: Vec<(String, String)>,
    codes: Vec<i32>,
    says: Vec<String>,
    /// Rules and the verdicts that they must have.
    verdicts: Vec<(&'static str, &'static str)>,
    never: Vec<&'static str>,
}

pub fn target(name: &'static str, url: impl Into<String>) -> Target {
    let short = ["--hold-min", "1s", "--hold-max", "4s"].map(String::from).to_vec();
    let url = url.into();
    Target {
        name,
        url,
        options: short,
        variables: vec![],
        codes: vec![],
        says: vec![],
        verdicts: vec![],
        never: vec![],
    }
}

impl Target {
    pub fn ends(mut self, code: i32) -> Self {
        self.codes.push(code);
        self
    }

    pub fn says(mut self, words: &[&str]) -> Self {
        self.says.extend(words.iter().map(ToString::to_string));
        self
    }

    pub fn only(mut self, scenarios: &[&str]) -> Self {
        self.options.extend(scenarios.iter().flat_map(|id| ["--only".into(), id.to_string()]));
        self
    }

    /// Only its event stream is checked.
    pub fn streams(mut self) -> Self {
        self.options.extend(["--lab", "sse"].map(String::from));
        self
    }

    pub fn french(mut self) -> Self {
        self.options.extend(["--lang".into(), "fr".into()]);
        self
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    pub fn pass(mut self, rules: &[&'static str]) -> Self {
        self.verdicts.extend(rules.iter().map(|rule| (*rule, "pass")));
        self
    }

    pub fn fail(mut self, rules: &[&'static str]) -> Self {
        self.verdicts.extend(rules.iter().map(|rule| (*rule, "fail")));
        self
    }

    /// These rules must not have failed: what is wrong is no fault of theirs.
    pub fn spares(mut self, rules: &[&'static str]) -> Self {
        self.never.extend(rules);
        self
    }

    /// Checks it; every fault that was found, in words.
    fn faults(&self) -> Vec<String> {
        let folder = Folder::new();
        let mut faults = Vec::new();
        let options: Vec<&str> = self.options.iter().map(String::as_str).collect();
        let save = folder.save();
        let mut command = lab(&[&["check", &self.url, &save], &options[..]].concat());
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        let start = Instant::now();
        let mut running = Running::start(&mut command);
        let (mut memory, mut known) = (0, None);
        while !running.ended() {
            memory = peak(running.id()).unwrap_or(memory);
            if known.is_none() && announced(&running.said("err")).len() > 1 {
                known = Some(start.elapsed());
            }
            if start.elapsed() > PATIENCE {
                let said = format!("{}{}", running.said("out"), running.said("err"));
                return vec![format!("still running after {PATIENCE:?}:\n{said}")];
            }
            sleep(Duration::from_millis(20));
        }
        let took = start.elapsed();
        let ended = running.wait();
        let said = ended.said();
        let words = said.split_whitespace().collect::<Vec<_>>().join(" ");

        let again = u32::try_from(words.matches(" of 3)").count() + words.matches(" sur 3)").count()).unwrap_or(9);
        let times = announced(&ended.err);
        let bound = match (known, times.as_slice()) {
            (Some(known), [_, .., most]) => known + *most * (1 + again),
            (_, [most, ..]) => *most,
            _ => Duration::ZERO,
        };
        if took > bound + SLACK {
            faults.push(format!("took {took:?}, and {bound:?} was announced ({again} runs again)"));
        }
        if known.is_some_and(|known| known > times[0] + SLACK) {
            faults.push(format!("looked for the contract for {known:?}, and {:?} was announced for all", times[0]));
        }
        if memory > MEMORY {
            faults.push(format!("took {} MiB of memory", memory >> 10));
        }
        if !self.codes.iter().any(|code| Some(*code) == ended.code) {
            faults.push(format!("ended with {:?}, not {:?}", ended.code, self.codes));
        }
        for word in ["panicked", "RUST_BACKTRACE", "⟨"] {
            if said.contains(word) {
                faults.push(format!("says {word:?}"));
            }
        }
        faults.extend(Some(unsafe_characters(&said)).filter(|found| !found.is_empty()));
        for word in self.says.iter().filter(|word| !words.contains(word.as_str())) {
            faults.push(format!("does not say {word:?}"));
        }
        faults.extend(self.files(&folder, ended.code));
        eprintln!(
            "{:<28} {:>5.1} s of {:>5.1} s  {:>4} MiB  exit {:?}{}",
            self.name,
            took.as_secs_f64(),
            bound.as_secs_f64(),
            memory >> 10,
            ended.code.unwrap_or(-1),
            if again > 0 { format!("  {again} again") } else { String::new() },
        );
        if !faults.is_empty() {
            faults.push(said);
        }
        faults
    }

    /// What was saved is whole, and says the same again.
    fn files(&self, folder: &Folder, code: Option<i32>) -> Vec<String> {
        let mut faults = Vec::new();
        if !folder.file("run/report.json").exists() {
            return vec!["no report was saved".into()];
        }
        let report = json(&folder.file("run/report.json"));
        let found = rules(&report);
        for (rule, verdict) in &self.verdicts {
            let has = found.iter().find(|(id, _, _)| id == rule);
            if has.is_none_or(|(_, has, _)| has != verdict) {
                faults.push(format!("{rule} is not {verdict}: {has:?}"));
            }
        }
        for (rule, verdict, why) in found {
            if verdict == "fail" && self.never.contains(&rule.as_str()) {
                faults.push(format!("{rule} is blamed: {why}"));
            }
        }
        if report["labs"].as_array().is_some_and(Vec::is_empty) && report["trouble"].is_null() {
            faults.push("the report says nothing".into());
        }
        let history = folder.file("run/history.jsonl");
        let Ok(history) = std::fs::read_to_string(history) else { return faults };
        if let Some(line) = history.lines().find(|line| serde_json::from_str::<Value>(line).is_err()) {
            faults.push(format!("a line of the history is not JSON: {line}"));
        }
        let run = |args: &[&str]| Running::start(&mut lab(args)).wait();
        let mut again = vec![run(&["report", "render", &folder.arg("run/report.json"), "--lang", "fr"])];
        if report["trouble"].is_null() {
            again.push(run(&["judge", &folder.arg("run/history.jsonl")]));
        }
        for ended in again {
            if ended.code != code {
                faults.push(format!("shown or judged again, it ends with {:?}:\n{}", ended.code, ended.said()));
            }
            faults.extend(Some(unsafe_characters(&ended.said())).filter(|found| !found.is_empty()));
        }
        faults
    }
}

/// The longest times that were announced: at the start, once the contract was known, and where it is slower than that.
fn announced(said: &str) -> Vec<Duration> {
    let is_told = |line: &str, begins: [&str; 3], slower: &str| {
        begins.iter().any(|begin| line.starts_with(begin)) || line.contains("(429)") && line.ends_with(slower)
    };
    let english = ["About ", "Some seconds", "From here"];
    let lines = said.lines().filter(|line| is_told(line, english, " at most."));
    let french = ["Environ ", "Quelques secondes", "Encore "];
    let french = said.lines().filter(|line| is_told(line, french, " au plus."));
    let seconds = |line: &str| {
        let number = line.rsplit_once("\u{a0}s")?.0;
        let start = number.rfind(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')?;
        let number = &number[start..];
        number.trim_start_matches(|c: char| !c.is_ascii_digit()).replace(',', ".").parse().ok()
    };
    lines.chain(french).filter_map(seconds).map(Duration::from_secs_f64).collect()
}

/// The most memory that a process has had so far, in KiB. Linux tells; elsewhere nothing is held.
fn peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB").parse().ok()
}

/// Checks all of them, several at a time.
pub fn check(targets: Vec<Target>) {
    let targets = sampled(targets, 4);
    let found: Vec<_> = std::thread::scope(|scope| {
        let running: Vec<_> = targets
            .iter()
            .map(|target| {
                scope.spawn(|| {
                    let (free, freed) = &FREE;
                    let waited = freed.wait_while(free.lock().expect("no thread panicked"), |free| *free == 0);
                    *waited.expect("no thread panicked") -= 1;
                    let faults = std::panic::catch_unwind(|| target.faults());
                    *free.lock().expect("no thread panicked") += 1;
                    freed.notify_one();
                    (target.name, faults.unwrap_or_else(|_| vec!["the test itself failed: see above".into()]))
                })
            })
            .collect();
        running.into_iter().map(|one| one.join().expect("panics are caught")).collect()
    });
    let faults = found.iter().filter(|(_, faults)| !faults.is_empty());
    let told: Vec<_> = faults.map(|(name, faults)| format!("== {name}\n  {}", faults.join("\n  "))).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}
