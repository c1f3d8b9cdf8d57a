use super::{inputs, out};
use crate::cli;
use crate::exit::{Exit, Failure};
use crate::labs;
use crate::scenario::{self, Scenario, Text, Weight};
use crate::text::{Lang, Texts};
use comfy_table::{ContentArrangement, Table, presets};
use std::path::PathBuf;

pub fn run(args: cli::Scenario, texts: &Texts) -> Result<Exit, Failure> {
    match args {
        cli::Scenario::Schema => out::line(format_args!("{:#}", scenario::schema(&labs::vocabularies()))),
        cli::Scenario::List { scenarios } => out::line(list(&inputs::scenarios(scenarios.as_deref())?, texts)),
        cli::Scenario::Show { id, scenarios } => {
            let all = inputs::scenarios(scenarios.as_deref())?;
            let Some(one) = all.iter().find(|scenario| scenario.id == id) else {
                let known: Vec<_> = all.iter().map(|scenario| scenario.id.as_str()).collect();
                return Err(inputs::no_scenario(&id, &known));
            };
            out::text(show(one, texts)?);
        }
        cli::Scenario::Validate { files } => return validate(&files),
    }
    Ok(Exit::Pass)
}

fn said<'a>(text: &'a Text, texts: &Texts) -> &'a str {
    match texts.lang {
        Lang::En => &text.en,
        Lang::Fr => &text.fr,
    }
}

fn list(scenarios: &[Scenario], texts: &Texts) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(super::progress::style().width);
    table.set_header(["id", "points", "title", "rules"]);
    for scenario in scenarios {
        let rules: Vec<_> = scenario.expectations.iter().map(|e| e.rule.as_str()).collect();
        let title = said(&scenario.title, texts).to_owned();
        table.add_row([scenario.id.clone(), texts.points(scenario.points), title, rules.join("\n")]);
    }
    table
}

/// The scenario in words, then as the file that makes it.
fn show(one: &Scenario, texts: &Texts) -> Result<String, Failure> {
    let mut out = format!("# {}\n#\n# {}\n#\n", said(&one.title, texts), said(&one.explanation, texts));
    for expectation in &one.expectations {
        let worth = match expectation.weight() {
            Weight::Required => format!("{} pt", texts.points(expectation.points)),
            Weight::Bonus => format!("bonus {}", texts.points(expectation.bonus)),
            Weight::Advice => "–".into(),
        };
        out += &format!("# {:<22} {worth:<10} {}\n", expectation.rule, texts.get(&expectation.rule));
    }
    let file = toml::to_string(one).map_err(|error| Failure::new(Exit::Fault, error.to_string()))?;
    Ok(format!("{out}\n{file}"))
}

fn validate(files: &[PathBuf]) -> Result<Exit, Failure> {
    let (mut bad, vocabularies) = (Vec::new(), labs::vocabularies());
    for file in files {
        let name = file.display().to_string();
        let read = std::fs::read_to_string(file).map_err(|error| format!("{name}: {error}"));
        match read.and_then(|text| scenario::parse(&name, &text, &vocabularies).map_err(|bad| bad.to_string())) {
            Ok(scenario) => out::line(format_args!("{name}: ok, {} ({} points)", scenario.id, scenario.points)),
            Err(why) => bad.push(why),
        }
    }
    if bad.is_empty() { Ok(Exit::Pass) } else { Err(Failure::new(Exit::BadInput, bad.join("\n     "))) }
}
