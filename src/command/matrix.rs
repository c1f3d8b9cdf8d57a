//! Which flawed server fails which rule, as a table. It is made of what each flaw declares; that a flaw fails exactly
//! what it declares is what the selftest shows.

use crate::scenario::{Expectation, Scenario, Weight};
use lab_reference::flawed::{FLAWS, Flaw};

/// What stands around the table in a file that has more to say.
const BEGIN: &str = "<!-- matrix: written by `lab selftest --matrix` -->\n";
const END: &str = "<!-- end of matrix -->\n";

/// One line a rule: the flaws that exist for it, and those that fail it besides.
pub fn table(scenarios: &[Scenario]) -> String {
    let mut out = String::from("| rule | points | found in | and in |\n|---|---|---|---|\n");
    for expectation in scenarios.iter().flat_map(|scenario| &scenario.expectations) {
        let first = list(FLAWS.iter().filter(|flaw| flaw.fails[0] == expectation.rule));
        let besides = list(FLAWS.iter().filter(|flaw| flaw.fails[1..].contains(&expectation.rule.as_str())));
        out += &format!("| `{}` | {} | {first} | {besides} |\n", expectation.rule, worth(expectation));
    }
    out
}

fn worth(expectation: &Expectation) -> String {
    match expectation.weight() {
        Weight::Required => expectation.points.to_string(),
        Weight::Bonus => format!("bonus {}", expectation.bonus),
        Weight::Advice => "advice".into(),
    }
}

fn list<'a>(flaws: impl Iterator<Item = &'a &'static Flaw>) -> String {
    let names = flaws.map(|flaw| match flaw.row {
        "" => format!("`{}`", flaw.name),
        row => format!("`{}` ({row})", flaw.name),
    });
    names.collect::<Vec<_>>().join(", ")
}

/// The text of a file with the table in its place, or the table alone where the file has none for it.
pub fn placed(text: &str, table: &str) -> String {
    let parts = text.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    match parts {
        Some((before, after)) => format!("{before}{BEGIN}\n{table}\n{END}{after}"),
        None => table.to_owned(),
    }
}
