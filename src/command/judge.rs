use super::outputs::Outputs;
use super::{check, out, progress};
use crate::checker;
use crate::cli::Judge;
use crate::exit::{Exit, Failure};
use crate::history;
use crate::report::{self, Facts, Report, terminal};
use crate::scenario::Scenario;
use crate::score;
use crate::text::Texts;

pub fn run(args: &Judge, texts: &Texts) -> Result<Exit, Failure> {
    let outputs = Outputs::open(&args.reports)?;
    let shown = args.history.display();
    let bad = |why: String| Failure::new(Exit::BadInput, format!("{shown}: {why}"));
    let history = history::load(&args.history).map_err(|error| bad(error.to_string()))?;
    let report = judge(&history).map_err(bad)?;
    if !outputs.take_stdout() {
        out::text(terminal::render_as(&report, texts, progress::style(), progress::detail(args.voice)));
    }
    outputs.write(&report, texts)?;
    Ok(check::exit(&report, history.end.is_none(), None))
}

/// The report that a history makes, by the contract and the scenarios that it carries.
pub(super) fn judge(history: &history::History) -> Result<Report, String> {
    let scenarios: Vec<Scenario> = serde_json::from_value(history.header.scenarios.clone())
        .map_err(|error| format!("line 1: its scenarios are not those of this version: {error}"))?;
    let unknown = scenarios.iter().flat_map(|s| &s.expectations).find(|e| checker::rule(&e.rule).is_none());
    if let Some(expectation) = unknown {
        return Err(format!("line 1: this version has no rule {:?}", expectation.rule));
    }
    let Some(contract) = &history.contract else {
        return Err("the run ended before the contract was found: there is nothing to judge".into());
    };
    let contract = serde_json::from_value(contract.clone())
        .map_err(|error| format!("its contract is not one of this version: {error}"))?;
    let judged = score::judge(history, &contract, &scenarios);
    let complete = history.end.is_some();
    let facts =
        Facts { history, contract: Some(&contract), scenarios: &scenarios, judged: &judged, trouble: None, complete };
    Ok(report::build(&facts))
}
