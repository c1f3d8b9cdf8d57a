//! Plays one race of long polling again and again: polls around the moment of an update, none of which may be lost.

use super::check::on_signal;
use super::session::{self, Ended};
use super::{address, inputs, out, trouble};
use crate::browser::Wanted;
use crate::checker::Verdict;
use crate::cli::{self, What};
use crate::driver::discover::WantedLab;
use crate::driver::run::Plan;
use crate::driver::wire::Reach;
use crate::exit::{Exit, Failure};
use crate::history::Tolerance;
use crate::labs::long_polling;
use crate::labs::long_polling::steps::{Race, Step};
use crate::report::{Report, RuleReport};
use crate::scenario::{Round, Scenario};
use crate::text::Texts;
use std::time::Duration;

const RULE: &str = "lost-wakeup";
/// As many rounds as were asked for take as long as they take.
const LONG: Duration = Duration::from_secs(3600);

pub async fn run(args: cli::Race, texts: &'static Texts) -> Result<Exit, Failure> {
    let what = What {
        contract: args.contract.clone(),
        hold_min: args.hold_min,
        hold_max: args.hold_max,
        only: vec![],
        skip: vec![],
        lab: vec![long_polling::LAB.id.to_string()],
        scenarios: None,
        browser: None,
    };
    let given = inputs::given(&what)?;
    let race = race(&args)?;
    let destination = address::of_server(&args.url, Reach::of(args.owner.i_own_this), texts);
    trouble::in_reach(&destination, texts).await?;
    let offset = race.offset.map_or_else(|| texts.get("race-learned"), |offset| offset.to_string());
    let (version, url) = (env!("CARGO_PKG_VERSION"), destination.shown());
    let [pollers, rounds] = [args.pollers, args.rounds].map(|number| number.to_string());
    out::note(texts.with(
        "race-start",
        &[("version", version), ("url", &url), ("pollers", &pollers), ("rounds", &rounds), ("offset", &offset)],
    ));
    let plan = Plan {
        destination,
        others: vec![],
        given,
        scenarios: vec![scenario(inputs::chosen(&what)?, race)?],
        browser: Wanted::default(),
        labs: vec![WantedLab { lab: long_polling::LAB.driver, is_asked: true }],
        seed: u64::from(rand::random::<u32>()),
        tolerance: Tolerance::default(),
        save: None,
        control: std::env::current_exe().ok(),
        started_with: None,
    };
    let ended = session::run(&plan, |_| {}, on_signal()).await;
    let Ended { report, interrupted, .. } = ended.map_err(|why| Failure::new(Exit::Fault, why))?;
    if let Some(why) = &report.trouble {
        return Err(trouble::failure(why, texts));
    }
    let found = found(&report);
    if let Some(found) = found {
        out::line(texts.say(&found.message));
        // The race that was asked for is known already.
        if args.offset.is_none() && !found.commands.is_empty() {
            out::line(format_args!("\n{}", texts.get("field-again")));
            found.commands.iter().for_each(|command| out::line(format_args!("  {}", crate::text::visible(command))));
        }
    }
    if interrupted {
        out::note(texts.get("interrupted-line"));
        return Ok(Exit::Interrupted);
    }
    Ok(match found.map(|found| found.verdict) {
        Some(Verdict::Pass) => Exit::Pass,
        Some(Verdict::Fail) => Exit::Fail,
        _ => Exit::Unknown,
    })
}

fn race(args: &cli::Race) -> Result<Race, Failure> {
    let offset = args.offset.as_ref().map(|text| text.parse()).transpose();
    let bad = |_| Failure::of(Exit::Usage, "usage-offset", &[("offset", args.offset.as_deref().unwrap_or_default())]);
    let offset = offset.map_err(bad)?;
    Ok(Race { pollers: args.pollers, offset, rounds: Some(args.rounds), during: LONG, ..Race::default() })
}

/// The scenario in which races are judged, with nothing in it but this one.
fn scenario(all: Vec<Scenario>, race: Race) -> Result<Scenario, Failure> {
    let judged = all.into_iter().find(|scenario| scenario.expectations.iter().any(|one| one.rule == RULE));
    let mut scenario = judged.expect("the scenarios that come with the program judge races");
    let step = serde_json::to_value(Step::Race(race)).and_then(serde_json::from_value);
    let step = step.map_err(|error| Failure::new(Exit::Fault, error.to_string()))?;
    scenario.needs.clear();
    scenario.rounds = vec![Round { times: 1, steps: vec![step] }];
    scenario.expectations.retain(|one| one.rule == RULE);
    for one in &mut scenario.expectations {
        (one.at_least, one.needs) = (1, vec![]);
    }
    Ok(scenario)
}

fn found(report: &Report) -> Option<&RuleReport> {
    let scenarios = report.labs.iter().flat_map(|lab| &lab.scenarios);
    scenarios.flat_map(|scenario| &scenario.rules).find(|rule| rule.id == RULE)
}
