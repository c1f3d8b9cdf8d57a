//! The museum and the rules fit together. That a flawed server fails what it declares, `lab selftest` shows.

use lab::command::matrix;
use lab::labs;
use lab::scenario::{self, Scenario, Weight};
use lab_reference::flawed::FLAWS;
use std::path::Path;

fn scenarios() -> Vec<Scenario> {
    scenario::embedded(&labs::vocabularies()).expect("the built-in scenarios")
}

/// The page of the book that has the table.
const TABLE: &str = "docs/reference/matrix.md";

/// How long a server holds is said when it is started, and the museum's all hold as briefly as the selftest wants it.
const NOT_BY_A_FLAW: &str = "hold-unusual";

#[test]
fn every_rule_but_a_bonus_has_a_flaw_that_exists_for_it() {
    for expectation in scenarios().iter().flat_map(|scenario| &scenario.expectations) {
        let found = FLAWS.iter().any(|flaw| flaw.fails[0] == expectation.rule) || expectation.rule == NOT_BY_A_FLAW;
        assert!(found || expectation.weight() == Weight::Bonus, "no flaw exists for {}", expectation.rule);
    }
}

#[test]
fn every_flaw_declares_rules_that_its_lab_has() {
    let scenarios = scenarios();
    for flaw in FLAWS {
        let of_its_lab = || scenarios.iter().filter(|scenario| scenario.lab.as_str() == flaw.lab);
        for rule in flaw.fails.iter().chain(flaw.may_fail()) {
            let all = || of_its_lab().flat_map(|scenario| &scenario.expectations);
            assert!(all().any(|expectation| expectation.rule == *rule), "{} declares {rule}", flaw.name);
        }
    }
}

#[test]
fn the_table_in_the_book_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(TABLE);
    let text = std::fs::read_to_string(path).expect(TABLE);
    let table = matrix::table(&scenarios());
    assert!(text.contains("<!-- matrix"), "{TABLE} has no place for the table");
    assert!(
        matrix::placed(&text, &table) == text,
        "{TABLE} is out of date: lab selftest --only reference --matrix {TABLE}\n\n{table}"
    );
}

#[test]
fn a_file_keeps_what_stands_around_its_table() {
    let table = "| a |\n";
    let text = "before\n<!-- matrix: written by `lab selftest --matrix` -->\n| old |\n<!-- end of matrix -->\nafter\n";
    let placed = matrix::placed(text, table);
    assert!(placed.starts_with("before\n") && placed.ends_with("after\n") && placed.contains(table), "{placed}");
    assert!(!placed.contains("old"), "{placed}");
    assert_eq!(matrix::placed(&placed, table), placed);
    assert_eq!(matrix::placed("nothing to keep", table), table);
}
