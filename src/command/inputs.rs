//! What comes from files and options, read and checked before anything starts.

use super::near::near;
use crate::browser::Wanted;
use crate::cli::What;
use crate::contract::{self, Contract};
use crate::driver::Instances;
use crate::driver::discover::WantedLab;
use crate::exit::{Exit, Failure};
use crate::labs::long_polling::contract::LongPolling;
use crate::labs::{self, Lab};
use crate::scenario::{self, Scenario};
use crate::text::Texts;
use std::path::Path;

pub fn scenarios(dir: Option<&Path>) -> Result<Vec<Scenario>, Failure> {
    let vocabularies = labs::vocabularies();
    let read = match dir {
        Some(dir) => scenario::from_dir(dir, &vocabularies),
        None => scenario::embedded(&vocabularies),
    };
    read.map_err(|bad| Failure::new(Exit::BadInput, bad.to_string()))
}

/// The scenarios that are left after `--only`, `--skip` and `--lab`; those of pages only if they are named.
pub fn chosen(what: &What) -> Result<Vec<Scenario>, Failure> {
    left(what, false)
}

/// The same, with those of pages beside those of their servers.
pub fn chosen_with_pages(what: &What) -> Result<Vec<Scenario>, Failure> {
    left(what, true)
}

fn left(what: &What, has_pages: bool) -> Result<Vec<Scenario>, Failure> {
    let all = scenarios(what.scenarios.as_deref())?;
    let what = &What { only: with_rules(&what.only, &all), skip: with_rules(&what.skip, &all), ..what.clone() };
    for id in what.only.iter().chain(&what.skip) {
        if !all.iter().any(|scenario| scenario.id == *id) {
            let known: Vec<_> = all.iter().map(|scenario| scenario.id.as_str()).collect();
            return Err(no_scenario(id, &known));
        }
    }
    if let Some(unknown) = what.lab.iter().find(|name| labs::named(name).is_none()) {
        let known = labs::names().join(", ");
        let failure = Failure::of(Exit::Usage, "usage-no-lab", &[("lab", unknown)]);
        return Err(match near(unknown, labs::names()) {
            Some(near) => failure.hint_of("usage-near", &[("near", near)]),
            None => failure.hint_of("usage-labs", &[("all", &known)]),
        });
    }
    let observed = |id: &str| {
        let observes = |scenario: &&Scenario| scenario.observes.as_deref() == Some(id);
        all.iter().filter(observes).any(|observer| what.only.contains(&observer.id))
    };
    let is_named = |scenario: &Scenario| what.only.contains(&scenario.id);
    let is_of_course = |scenario: &Scenario| {
        let lab = labs::find(&scenario.lab);
        what.lab.is_empty() && (is_named(scenario) || lab.is_none_or(|lab| has_pages || !lab.is_page()))
    };
    let wanted = |scenario: &Scenario| {
        (what.only.is_empty() || what.only.contains(&scenario.id) || observed(&scenario.id))
            && !what.skip.contains(&scenario.id)
            && (is_of_course(scenario) || what.lab.iter().any(|lab| lab == scenario.lab.as_str()))
    };
    let chosen: Vec<_> = all.iter().filter(|scenario| wanted(scenario)).cloned().collect();
    if chosen.is_empty() {
        return Err(Failure::of(Exit::Usage, "usage-no-scenario-left", &[]));
    }
    Ok(chosen)
}

pub fn no_scenario(id: &str, known: &[&str]) -> Failure {
    let failure = Failure::of(Exit::Usage, "usage-no-scenario", &[("scenario", id)]);
    let rules = labs::ALL.iter().flat_map(|lab| lab.vocabulary.rules).copied();
    match near(id, known.iter().copied().chain(rules)) {
        Some(near) => failure.hint_of("usage-near", &[("near", near)]),
        None => failure.hint_of("usage-scenarios", &[("all", &known.join(", "))]),
    }
}

/// These names, with the scenarios that ask a rule in place of its name.
fn with_rules(names: &[String], all: &[Scenario]) -> Vec<String> {
    let asks = |scenario: &&Scenario, rule: &str| scenario.expectations.iter().any(|one| one.rule == rule);
    let of = |name: &String| -> Vec<String> {
        let asked = all.iter().filter(|scenario| asks(scenario, name)).map(|scenario| scenario.id.clone());
        match all.iter().any(|scenario| scenario.id == *name) {
            true => vec![name.clone()],
            false => {
                Some(asked.collect::<Vec<_>>()).filter(|ids| !ids.is_empty()).unwrap_or_else(|| vec![name.clone()])
            }
        }
    };
    names.iter().flat_map(of).collect()
}

/// Refuses a mark that none of these labs can have.
pub fn pass_mark(wanted: Option<f64>, scenarios: &[Scenario], texts: &Texts) -> Result<(), Failure> {
    let of = |lab: &Lab| scenarios.iter().filter(|one| one.lab == lab.id).map(|one| one.points).sum::<f64>();
    let most = labs::ALL.iter().map(of).fold(0.0, f64::max);
    match wanted {
        Some(wanted) if wanted > most => {
            let args = [("mark", &*texts.points(wanted)), ("most", &texts.points(most))];
            Err(Failure::new(Exit::Usage, texts.with("usage-pass-mark", &args)))
        }
        _ => Ok(()),
    }
}

/// The browser that pages are looked at with.
pub fn browser(what: &What) -> Wanted {
    Wanted { program: what.browser.clone(), is_visible: false }
}

/// The labs of these scenarios. One that is named, or left alone, is asked for.
pub fn labs(what: &What, scenarios: &[Scenario]) -> Vec<WantedLab> {
    let here = |lab: &&Lab| scenarios.iter().any(|scenario| scenario.lab == lab.id);
    let here: Vec<&Lab> = labs::ALL.iter().filter(here).collect();
    let is_named = |lab: &Lab| what.lab.iter().any(|name| name == lab.id.as_str());
    let is_asked = |lab: &Lab| is_named(lab) || (!what.only.is_empty() && here.len() == 1);
    here.iter().map(|lab| WantedLab { lab: lab.driver.clone(), is_asked: is_asked(lab) }).collect()
}

/// The labs among these scenarios that are about several servers, and how many those are.
pub struct SeveralWanted {
    pub labs: Vec<String>,
    pub instances: Instances,
    /// One of them was asked for: by its name, by one of its scenarios, or by the contract file.
    pub is_asked: bool,
}

pub fn instances(what: &What, scenarios: &[Scenario], given: &Contract) -> SeveralWanted {
    let several = labs::ALL.iter().filter_map(|lab| Some((lab, (lab.driver.several?)(given))));
    let here: Vec<(&Lab, Instances)> =
        several.filter(|(lab, _)| scenarios.iter().any(|scenario| scenario.lab == lab.id)).collect();
    let names = |lab: &Lab| what.lab.iter().any(|name| name == lab.id.as_str());
    let is_asked = here.iter().any(|(lab, instances)| names(lab) || instances.is_given) || !what.only.is_empty();
    let one = Instances { count: 1, port_variable: "PORT".into(), is_given: false };
    SeveralWanted {
        labs: here.iter().map(|(lab, _)| lab.id.to_string()).collect(),
        is_asked: is_asked && !here.is_empty(),
        instances: here.into_iter().next().map_or(one, |(_, instances)| instances),
    }
}

/// Those scenarios that are about one server. An error if all of them are about several.
pub fn of_one(scenarios: Vec<Scenario>) -> Result<Vec<Scenario>, Failure> {
    let of_one = |scenario: &Scenario| labs::find(&scenario.lab).is_none_or(|lab| lab.driver.several.is_none());
    let (one, several): (Vec<Scenario>, Vec<Scenario>) = scenarios.into_iter().partition(of_one);
    match several.first() {
        Some(first) if one.is_empty() => {
            Err(Failure::of(Exit::Usage, "usage-several", &[("labs", first.lab.as_str())]))
        }
        _ => Ok(one),
    }
}

/// The contract file, or nothing given.
pub fn contract(path: Option<&Path>) -> Result<Contract, Failure> {
    let Some(path) = path else { return Ok(Contract::default()) };
    let name = path.display().to_string();
    let bad = |why: String| Failure::new(Exit::BadInput, why);
    let text = std::fs::read_to_string(path).map_err(|error| bad(format!("{name}: {error}")))?;
    contract::parse(&name, &text, &labs::contract_parts()).map_err(bad)
}

/// The contract file, with what the options say about the hold.
pub fn given(what: &What) -> Result<Contract, Failure> {
    let mut given = contract(what.contract.as_deref())?;
    for (key, time) in [("min", what.hold_min), ("max", what.hold_max)] {
        if let Some(time) = time {
            given.set("hold", key, humantime::format_duration(time).to_string());
        }
    }
    ordered(&given).map_err(|[min, max]| Failure::of(Exit::Usage, "usage-holds", &[("min", &min), ("max", &max)]))?;
    Ok(given)
}

/// The contract of a run, with what a file says in place of what the run went by.
pub fn corrected(mut contract: Contract, path: &Path) -> Result<Contract, Failure> {
    let parts = labs::contract_parts();
    let here = parts.iter().filter(|part| contract.has(part)).flat_map(|part| part.tables);
    let here: Vec<&str> = here.copied().collect();
    for (table, values) in self::contract(Some(path))?.0 {
        if !here.contains(&table.as_str()) {
            let args = [("file", &*path.display().to_string()), ("table", &table)];
            return Err(Failure::of(Exit::BadInput, "bad-table", &args).hint_of("bad-table-hint", &[]));
        }
        for (key, value) in values.as_object().into_iter().flatten() {
            contract.set(&table, key, value.clone());
        }
    }
    ordered(&contract).map_err(|[min, max]| {
        let args = [("file", &*path.display().to_string()), ("min", &min), ("max", &max)];
        Failure::of(Exit::BadInput, "bad-holds", &args)
    })?;
    Ok(contract)
}

/// Refuses bounds of which the lower is not under the upper, and tells both.
fn ordered(contract: &Contract) -> Result<(), [String; 2]> {
    let hold = contract.read::<LongPolling>().unwrap_or_default().hold;
    if hold.min < hold.max {
        return Ok(());
    }
    Err([hold.min, hold.max].map(|time| humantime::format_duration(time).to_string()))
}
