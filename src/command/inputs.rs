//! What comes from files and options, read and checked before anything starts.

use crate::checker;
use crate::cli::What;
use crate::contract::{self, Draft};
use crate::driver::discover::Wanted;
use crate::exit::{Exit, Failure};
use crate::scenario::{self, Lab, Scenario};
use std::path::Path;

pub fn scenarios(dir: Option<&Path>) -> Result<Vec<Scenario>, Failure> {
    let names = checker::names();
    let read = match dir {
        Some(dir) => scenario::from_dir(dir, &names),
        None => scenario::embedded(&names),
    };
    read.map_err(|bad| Failure::new(Exit::BadInput, bad.to_string()))
}

/// The scenarios that are left after `--only`, `--skip` and `--lab`.
pub fn chosen(what: &What) -> Result<Vec<Scenario>, Failure> {
    let all = scenarios(what.scenarios.as_deref())?;
    for id in what.only.iter().chain(&what.skip) {
        if !all.iter().any(|scenario| scenario.id == *id) {
            let known: Vec<_> = all.iter().map(|scenario| scenario.id.as_str()).collect();
            return Err(Failure::new(Exit::Usage, format!("there is no scenario {id:?}"))
                .hint(format!("the scenarios are: {}", known.join(", "))));
        }
    }
    for lab in &what.lab {
        if !Lab::ALL.iter().any(|known| known.as_str() == lab) {
            let known = Lab::ALL.map(Lab::as_str).join(", ");
            return Err(
                Failure::new(Exit::Usage, format!("there is no lab {lab:?}")).hint(format!("the labs are: {known}"))
            );
        }
    }
    let observed = |id: &str| {
        let observes = |scenario: &&Scenario| scenario.observes.as_deref() == Some(id);
        all.iter().filter(observes).any(|observer| what.only.contains(&observer.id))
    };
    let wanted = |scenario: &Scenario| {
        (what.only.is_empty() || what.only.contains(&scenario.id) || observed(&scenario.id))
            && !what.skip.contains(&scenario.id)
            && (what.lab.is_empty() || what.lab.iter().any(|lab| lab == scenario.lab.as_str()))
    };
    let chosen: Vec<_> = all.iter().filter(|scenario| wanted(scenario)).cloned().collect();
    if chosen.is_empty() {
        return Err(Failure::new(Exit::Usage, "no scenario is left to drive"));
    }
    Ok(chosen)
}

/// The labs of these scenarios. One that is named, or left alone, is asked for.
pub fn labs(what: &What, scenarios: &[Scenario]) -> Vec<Wanted> {
    let here = |lab: &Lab| scenarios.iter().any(|scenario| scenario.lab == *lab);
    let labs: Vec<_> = Lab::ALL.into_iter().filter(here).collect();
    let asked =
        |lab: Lab| what.lab.iter().any(|name| name == lab.as_str()) || (!what.only.is_empty() && labs.len() == 1);
    labs.iter().map(|&lab| Wanted { lab, asked: asked(lab) }).collect()
}

/// The contract file, or nothing given.
pub fn contract(path: Option<&Path>) -> Result<Draft, Failure> {
    let Some(path) = path else { return Ok(Draft::default()) };
    let name = path.display().to_string();
    let bad = |why: String| Failure::new(Exit::BadInput, why);
    let text = std::fs::read_to_string(path).map_err(|error| bad(format!("{name}: {error}")))?;
    contract::parse(&name, &text).map_err(bad)
}

/// The contract file, with what the options say about the hold.
pub fn draft(what: &What) -> Result<Draft, Failure> {
    let mut draft = contract(what.contract.as_deref())?;
    draft.hold.min = what.hold_min.or(draft.hold.min);
    draft.hold.max = what.hold_max.or(draft.hold.max);
    let hold = draft.hold();
    if hold.min >= hold.max {
        let (min, max) = (humantime::format_duration(hold.min), humantime::format_duration(hold.max));
        return Err(Failure::new(
            Exit::Usage,
            format!("the least accepted hold ({min}) is not under the longest ({max})"),
        ));
    }
    Ok(draft)
}
