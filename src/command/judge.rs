use super::outputs::Outputs;
use super::{check, inputs, out, progress};
use crate::cli::Judge;
use crate::contract::Contract;
use crate::exit::{Exit, Failure};
use crate::history::{self, History};
use crate::labs;
use crate::message::Message;
use crate::report::{self, Facts, Report, terminal};
use crate::scenario::Scenario;
use crate::score;
use crate::store;
use crate::text::Texts;
use std::borrow::Cow;
use std::path::Path;

pub fn run(args: &Judge, texts: &Texts) -> Result<Exit, Failure> {
    let outputs = Outputs::open(&args.reports)?;
    let path = file(&args.history);
    let shown = path.display();
    let bad = |why: String| Failure::new(Exit::BadInput, format!("{shown}: {why}"));
    let mut history = history::load(&path).map_err(|error| bad(error.to_string()))?;
    if let Some(path) = &args.contract {
        let went_by = contract_of(&history).map_err(bad)?;
        let corrected = inputs::corrected(went_by.clone(), path)?;
        correct(&mut history, &went_by, corrected, texts);
    }
    let report = judge(&history).map_err(bad)?;
    if !outputs.take_stdout() {
        out::text(terminal::render_as(&report, texts, progress::style(), progress::detail(args.voice)));
    }
    outputs.write(&report, texts)?;
    Ok(check::exit(&report, history.end.is_none(), None))
}

/// The history of a saved run, of which the folder may be named.
fn file(path: &Path) -> Cow<'_, Path> {
    if path.is_dir() { path.join(store::HISTORY).into() } else { path.into() }
}

/// Replaces what the run went by, and reads the answers once more.
fn correct(history: &mut History, went_by: &Contract, corrected: Contract, texts: &Texts) {
    let left: usize = labs::ALL.iter().map(|lab| (lab.read_again)(history, went_by, &corrected)).sum();
    if left > 0 {
        out::note(texts.say(&Message::new("judge-not-whole").count("count", left)));
    }
    history.contract = serde_json::to_value(corrected).ok();
}

fn contract_of(history: &History) -> Result<Contract, String> {
    let Some(contract) = &history.contract else {
        return Err("the run ended before the contract was found: there is nothing to judge".into());
    };
    let bad = |error: String| format!("its contract is not one of this version: {error}");
    let contract: Contract = serde_json::from_value(contract.clone()).map_err(|error| bad(error.to_string()))?;
    // Each lab reads its own tables: only it knows what may stand in them.
    for lab in labs::ALL.iter().filter(|lab| contract.has(&lab.contract)) {
        (lab.contract.toml)(&contract).map_err(bad)?;
    }
    Ok(contract)
}

/// The report that a history makes, by the contract and the scenarios that it carries.
pub(super) fn judge(history: &History) -> Result<Report, String> {
    let scenarios: Vec<Scenario> = serde_json::from_value(history.header.scenarios.clone())
        .map_err(|error| format!("line 1: its scenarios are not those of this version: {error}"))?;
    for scenario in &scenarios {
        let rules = labs::find(&scenario.lab).map_or(&[][..], |lab| lab.vocabulary.rules);
        if let Some(unknown) = scenario.expectations.iter().find(|e| !rules.contains(&e.rule.as_str())) {
            return Err(format!("line 1: this version has no rule {:?} of {:?}", unknown.rule, scenario.lab.as_str()));
        }
    }
    let contract = contract_of(history)?;
    let judged = score::judge(history, &contract, &scenarios);
    let complete = history.end.is_some();
    let facts =
        Facts { history, contract: Some(&contract), scenarios: &scenarios, judged: &judged, trouble: None, complete };
    Ok(report::build(&facts))
}
