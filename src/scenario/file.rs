use super::{Scenario, Step, Weight};
use crate::place::line_and_column;
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");

/// Why a scenario file is refused: always with the file, and the line and column where there is one.
#[derive(Debug)]
pub struct BadScenario(pub String);

impl std::fmt::Display for BadScenario {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The scenarios that are part of the program, in the order of their file names.
pub fn embedded(rules: &[&str]) -> Result<Vec<Scenario>, BadScenario> {
    let mut files: Vec<_> = EMBEDDED.find("**/*.toml").expect("the pattern is valid").collect();
    files.sort_by_key(|entry| entry.path());
    let texts = files.into_iter().filter_map(|entry| {
        let file = entry.as_file()?;
        Some((file.path().display().to_string(), file.contents_utf8()?.to_owned()))
    });
    all(texts, rules)
}

/// Every `.toml` file of a folder and its sub-folders, in the order of their paths.
pub fn from_dir(dir: &Path, rules: &[&str]) -> Result<Vec<Scenario>, BadScenario> {
    let mut paths = Vec::new();
    collect(dir, &mut paths).map_err(|error| BadScenario(format!("{}: {error}", dir.display())))?;
    paths.sort();
    if paths.is_empty() {
        return Err(BadScenario(format!("{}: no .toml file in this folder", dir.display())));
    }
    let mut texts = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        match std::fs::read_to_string(&path) {
            Ok(text) => texts.push((name, text)),
            Err(error) => return Err(BadScenario(format!("{name}: {error}"))),
        }
    }
    all(texts.into_iter(), rules)
}

fn collect(dir: &Path, paths: &mut Vec<std::path::PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            paths.push(path);
        }
    }
    Ok(())
}

fn all(texts: impl Iterator<Item = (String, String)>, rules: &[&str]) -> Result<Vec<Scenario>, BadScenario> {
    let mut scenarios: Vec<Scenario> = Vec::new();
    for (name, text) in texts {
        let scenario = parse(&name, &text, rules)?;
        if scenarios.iter().any(|other| other.id == scenario.id) {
            return Err(at(&name, &text, &scenario.id, &format!("another scenario has the id {:?}", scenario.id)));
        }
        let used: BTreeSet<_> = scenarios.iter().flat_map(|s| &s.expectations).map(|e| &e.rule).collect();
        if let Some(twice) = scenario.expectations.iter().find(|e| used.contains(&e.rule)) {
            let why =
                format!("the rule {:?} is expected in another scenario too; a fault is deducted once", twice.rule);
            return Err(at(&name, &text, &twice.rule, &why));
        }
        scenarios.push(scenario);
    }
    for scenario in &scenarios {
        let observed = |id: &String| scenarios.iter().any(|other| other.id == *id && other.lab == scenario.lab);
        if let Some(id) = scenario.observes.as_ref().filter(|id| !observed(id)) {
            return Err(BadScenario(format!("{} observes {id:?}, and its lab has no such scenario", scenario.id)));
        }
    }
    match cycle(&scenarios) {
        Some(rules) => Err(BadScenario(format!("these rules need each other, in a circle: {}", rules.join(" → ")))),
        None => Ok(scenarios),
    }
}

/// A chain of needs that comes back to where it began.
fn cycle(scenarios: &[Scenario]) -> Option<Vec<String>> {
    let mut needs: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for scenario in scenarios {
        for expectation in &scenario.expectations {
            let all = expectation.needs.iter().chain(&scenario.needs).filter(|need| **need != expectation.rule);
            needs.insert(&expectation.rule, all.map(String::as_str).collect());
        }
    }
    needs.keys().find_map(|rule| {
        let mut paths = vec![vec![*rule]];
        let mut seen = BTreeSet::new();
        while let Some(path) = paths.pop() {
            for next in needs.get(path[path.len() - 1]).into_iter().flatten() {
                let mut longer = path.clone();
                longer.push(next);
                if next == rule {
                    return Some(longer.into_iter().map(String::from).collect());
                }
                if seen.insert(*next) {
                    paths.push(longer);
                }
            }
        }
        None
    })
}

/// Reads and checks one scenario. `rules` are the names that an expectation may use.
pub fn parse(name: &str, text: &str, rules: &[&str]) -> Result<Scenario, BadScenario> {
    let scenario: Scenario = toml::from_str(text).map_err(|error| {
        let place = error.span().map_or_else(String::new, |span| {
            let (line, column) = line_and_column(text, span.start);
            format!(":{line}:{column}")
        });
        BadScenario(format!("{name}{place}: {error}"))
    })?;
    for expectation in &scenario.expectations {
        let names = std::iter::once(&expectation.rule).chain(&expectation.needs).chain(&scenario.needs);
        for rule in names {
            if !rules.contains(&rule.as_str()) {
                let near = nearest(rule, rules).map_or_else(String::new, |n| format!("; did you mean {n:?}?"));
                return Err(at(name, text, rule, &format!("there is no rule {rule:?}{near}")));
            }
        }
    }
    let steps = scenario.rounds.iter().flat_map(|round| &round.steps);
    if let Some(other) = steps.filter_map(Step::lab).find(|lab| *lab != scenario.lab) {
        let why = format!("a step of the lab {:?} in a scenario of {:?}", other.as_str(), scenario.lab.as_str());
        return Err(at(name, text, "steps", &why));
    }
    if scenario.observes.is_some() && !scenario.rounds.is_empty() {
        return Err(at(name, text, "observes", "a scenario observes another one or has rounds, not both"));
    }
    let sum: f64 = scenario.expectations.iter().map(|e| e.points).sum();
    if (sum - scenario.points).abs() > 1e-9 {
        let why = format!("points = {}, but the expectations add up to {sum}", scenario.points);
        return Err(at(name, text, "points", &why));
    }
    if scenario.expectations.iter().any(|e| e.weight() == Weight::Required && e.bonus > 0.0) {
        return Err(at(name, text, "bonus", "an expectation has points or bonus, not both"));
    }
    Ok(scenario)
}

fn at(name: &str, text: &str, needle: &str, why: &str) -> BadScenario {
    let (line, column) = line_and_column(text, text.find(needle).unwrap_or(0));
    BadScenario(format!("{name}:{line}:{column}: {why}"))
}

/// The known name that shares the most parts with a mistyped one.
fn nearest<'a>(wrong: &str, names: &[&'a str]) -> Option<&'a str> {
    let parts = |name: &str| name.split('-').map(String::from).collect::<BTreeSet<_>>();
    let wrong = parts(wrong);
    let score = |name: &str| parts(name).intersection(&wrong).count();
    names.iter().copied().filter(|n| score(n) > 0).max_by_key(|n| score(n))
}

pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Scenario).into()
}

/// SHA-256 of the scenarios as they were understood, so that layout and comments do not matter.
pub fn digest(scenarios: &[Scenario]) -> String {
    let bytes = serde_json::to_vec(scenarios).expect("scenarios are plain data");
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
id = "held"
lab = "long-polling"
title = { en = "a", fr = "b" }
explanation = { en = "a", fr = "b" }
points = 3
[[round]]
steps = [{ poll = { count = 2 } }, { wait = "100ms" }, { settle = { within = "hold" } }]
[[expect]]
rule = "not-held"
points = 3
"#;

    fn refused(from: &str, to: &str) -> String {
        parse("x.toml", &GOOD.replace(from, to), &["not-held"]).unwrap_err().0
    }

    #[test]
    fn a_good_file_is_read() {
        let scenario = parse("x.toml", GOOD, &["not-held"]).unwrap();
        assert_eq!(scenario.rounds[0].steps.len(), 3);
        assert_eq!(scenario.phase(), super::super::Phase::Quiet);
    }

    #[test]
    fn unknown_keys_are_refused_with_file_line_and_column() {
        assert!(refused("count = 2", "cuont = 2").starts_with("x.toml:8:"), "{}", refused("count = 2", "cuont = 2"));
        assert!(refused("points = 3\n[[", "points = 3\nneed = []\n[[").starts_with("x.toml:7:1:"));
        assert!(refused("poll =", "pool =").starts_with("x.toml:8:"));
    }

    #[test]
    fn unknown_rules_are_refused_with_a_guess() {
        let error = refused("\"not-held\"", "\"never-held\"");
        assert!(error.starts_with("x.toml:10:9:") && error.contains("did you mean \"not-held\""), "{error}");
    }

    #[test]
    fn points_must_add_up() {
        assert!(refused("points = 3\n[[r", "points = 2\n[[r").contains("add up to 3"));
    }
}
