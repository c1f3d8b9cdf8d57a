use super::{Scenario, Step, Weight};
use crate::names::LabId;
use crate::place::line_and_column;
use include_dir::{Dir, include_dir};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");

/// What a scenario file may use of one lab.
#[derive(Clone)]
pub struct Vocabulary {
    pub lab: LabId,
    /// The names of its rules.
    pub rules: &'static [&'static str],
    /// Reads a file as one of its scenarios.
    pub read: fn(&str) -> Result<Scenario, toml::de::Error>,
    pub step_schema: fn(&mut SchemaGenerator) -> Schema,
}

/// Why a scenario file is refused: always with the file, and with line and column if there are any.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadScenario(pub String);

/// What [`Vocabulary::read`] is for a lab with this type of steps: each step is checked, and what it leaves out is filled in.
pub fn read_as<S: DeserializeOwned + Serialize>(text: &str) -> Result<Scenario, toml::de::Error> {
    let typed: Scenario<S> = toml::from_str(text)?;
    let value = serde_json::to_value(typed).map_err(serde::de::Error::custom)?;
    serde_json::from_value(value).map_err(serde::de::Error::custom)
}

/// The scenarios that are part of the program, in the order of their file names.
pub fn embedded(labs: &[Vocabulary]) -> Result<Vec<Scenario>, BadScenario> {
    let mut files: Vec<_> = EMBEDDED.find("**/*.toml").expect("the pattern is valid").collect();
    files.sort_by_key(|entry| entry.path());
    let texts = files.into_iter().filter_map(|entry| {
        let file = entry.as_file()?;
        Some((file.path().display().to_string(), file.contents_utf8()?.to_owned()))
    });
    all(texts, labs)
}

/// Every `.toml` file of a folder and its sub-folders, in the order of their paths.
pub fn from_dir(dir: &Path, labs: &[Vocabulary]) -> Result<Vec<Scenario>, BadScenario> {
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
    all(texts.into_iter(), labs)
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

fn all(texts: impl Iterator<Item = (String, String)>, labs: &[Vocabulary]) -> Result<Vec<Scenario>, BadScenario> {
    let mut scenarios: Vec<Scenario> = Vec::new();
    for (name, text) in texts {
        let scenario = parse(&name, &text, labs)?;
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

/// Reads and checks one scenario of one of these labs.
pub fn parse(name: &str, text: &str, labs: &[Vocabulary]) -> Result<Scenario, BadScenario> {
    let toml = |error: toml::de::Error| {
        let place = error.span().map_or_else(String::new, |span| {
            let (line, column) = line_and_column(text, span.start);
            format!(":{line}:{column}")
        });
        BadScenario(format!("{name}{place}: {error}"))
    };
    let table: toml::Table = toml::from_str(text).map_err(toml)?;
    // A file without a lab is read as one of the first, which says what is missing.
    let of = table.get("lab").and_then(toml::Value::as_str);
    let Some(lab) = labs.iter().find(|lab| of.is_none_or(|of| of == lab.lab.as_str())) else {
        let known: Vec<&str> = labs.iter().map(|lab| lab.lab.as_str()).collect();
        let of = of.unwrap_or_default();
        return Err(at(name, text, of, &format!("there is no lab {of:?}; the labs are: {}", known.join(", "))));
    };
    let scenario = (lab.read)(text).map_err(toml)?;
    for expectation in &scenario.expectations {
        let names = std::iter::once(&expectation.rule).chain(&expectation.needs).chain(&scenario.needs);
        for rule in names {
            if !lab.rules.contains(&rule.as_str()) {
                let near = nearest(rule, lab.rules).map_or_else(String::new, |n| format!("; did you mean {n:?}?"));
                let why = format!("the lab {:?} has no rule {rule:?}{near}", lab.lab.as_str());
                return Err(at(name, text, rule, &why));
            }
        }
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
    if scenario.expectations.iter().any(|e| e.penalty < 0.0 || (e.penalty > 0.0 && e.points == 0.0)) {
        return Err(at(name, text, "penalty", "a penalty is above 0, and of an expectation that has points"));
    }
    Ok(scenario)
}

fn at(name: &str, text: &str, needle: &str, why: &str) -> BadScenario {
    let (line, column) = line_and_column(text, text.find(needle).unwrap_or(0));
    BadScenario(format!("{name}:{line}:{column}: {why}"))
}

/// The known name that a mistyped one is most like, if it is like one.
fn nearest<'a>(wrong: &str, names: &[&'a str]) -> Option<&'a str> {
    const ALIKE: f64 = 0.6;
    let scored = names.iter().map(|name| (strsim::sorensen_dice(wrong, name), *name));
    scored.filter(|(score, _)| *score >= ALIKE).max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, name)| name)
}

/// The known names that a mistyped one is somewhat like, a few at most and the likest first.
pub fn near<'a>(wrong: &str, names: &[&'a str]) -> Vec<&'a str> {
    const SOMEWHAT: f64 = 0.4;
    const MOST: usize = 4;
    let scored = names.iter().map(|name| (strsim::sorensen_dice(wrong, name), *name));
    let mut near: Vec<_> = scored.filter(|(score, _)| *score >= SOMEWHAT).collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0));
    near.into_iter().take(MOST).map(|(_, name)| name).collect()
}

/// The schema of a scenario file of any of these labs.
pub fn schema(labs: &[Vocabulary]) -> Value {
    let mut generator = SchemaGenerator::default();
    let steps: Vec<Schema> = labs.iter().map(|lab| (lab.step_schema)(&mut generator)).collect();
    let names: Vec<&str> = labs.iter().map(|lab| lab.lab.as_str()).collect();
    let mut schema: Value = generator.into_root_schema_for::<Scenario>().into();
    schema["properties"]["lab"] = serde_json::json!({ "enum": names });
    schema["$defs"][&*Step::schema_name()] = serde_json::json!({ "anyOf": steps });
    schema
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
lab = "knocking"
title = { en = "a", fr = "b" }
explanation = { en = "a", fr = "b" }
points = 3
[[round]]
steps = [{ knock = { times = 2 } }, { wait = {} }]
[[expect]]
rule = "not-opened"
points = 3
"#;

    const LAB: Vocabulary = Vocabulary {
        lab: LabId::new("knocking"),
        rules: &["not-opened"],
        read: read_as::<Knock>,
        step_schema: Knock::json_schema,
    };

    #[derive(Serialize, serde::Deserialize, JsonSchema)]
    #[serde(rename_all = "kebab-case", deny_unknown_fields)]
    enum Knock {
        Knock { times: u32 },
        Wait {},
    }

    fn read(text: &str) -> Result<Scenario, BadScenario> {
        parse("x.toml", text, &[LAB])
    }

    fn refused(from: &str, to: &str) -> String {
        read(&GOOD.replace(from, to)).unwrap_err().0
    }

    #[test]
    fn a_good_file_is_read() {
        let scenario = read(GOOD).unwrap();
        assert!(matches!(scenario.rounds_as::<Knock>()[0].steps[..], [Knock::Knock { times: 2 }, Knock::Wait {}]));
    }

    #[test]
    fn unknown_keys_are_refused_with_file_line_and_column() {
        assert!(refused("times = 2", "tiems = 2").starts_with("x.toml:8:"), "{}", refused("times = 2", "tiems = 2"));
        assert!(refused("points = 3\n[[", "points = 3\nneed = []\n[[").starts_with("x.toml:7:1:"));
        assert!(refused("knock =", "konck =").starts_with("x.toml:8:"));
    }

    #[test]
    fn a_lab_that_nobody_knows_is_refused_with_those_that_there_are() {
        let error = refused("lab = \"knocking\"", "lab = \"ringing\"");
        assert!(error.starts_with("x.toml:3:8:") && error.ends_with("the labs are: knocking"), "{error}");
        assert!(refused("lab = \"knocking\"\n", "").contains("missing field `lab`"));
    }

    #[test]
    fn unknown_rules_are_refused_with_a_guess() {
        let error = refused("\"not-opened\"", "\"never-opened\"");
        assert!(error.starts_with("x.toml:10:9:") && error.contains("did you mean \"not-opened\""), "{error}");
    }

    #[test]
    fn points_must_add_up() {
        assert!(refused("points = 3\n[[r", "points = 2\n[[r").contains("add up to 3"));
    }
}
