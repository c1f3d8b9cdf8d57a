//! Each rule, verdict, mark and sentence, as it was when the history was written.

use super::common::{Folder, json, run};
use super::{SAVED, folder, unpacked};
use serde_json::Value;

/// A line for each mark and each rule, as in `verdicts.tsv`.
fn lines(report: &Value) -> Vec<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    // As Python writes a number: what wrote the files was not this program.
    let number = |value: &Value| value.as_f64().map(|number| format!("{number:?}")).unwrap_or_default();
    let mut lines = Vec::new();
    for lab in list(&report["labs"]) {
        let mark = &lab["mark"];
        let (earned, bonus) = (number(&mark["earned"]), number(&mark["bonus"]));
        lines.push([text(&lab["lab"]), String::new(), String::new(), "mark".into(), earned, bonus].join("\t") + "\t\t");
        for scenario in list(&lab["scenarios"]) {
            for rule in ["rules", "bonus", "advice"].into_iter().flat_map(|kind| list(&scenario[kind])) {
                let fields = [&lab["lab"], &scenario["id"], &rule["id"], &rule["verdict"]].map(text);
                let points = [&rule["earned"], &rule["bonus"]].map(number);
                let words = [&rule["because"], &rule["observed"]].map(text);
                lines.push([&fields[..], &points[..], &words[..]].concat().join("\t"));
            }
        }
    }
    lines
}

/// But for one that was not true of the run: the id of another client was taken for the one that came back with.
#[test]
fn histories_of_the_first_format_get_the_verdicts_that_they_got_then() {
    let files = Folder::new();
    for name in SAVED {
        let (history, report) = (unpacked(name, &files).display().to_string(), files.arg("report.json"));
        run(&["judge", &history, "--quiet", "--report-json", &report]);
        let expected = std::fs::read_to_string(folder(name).join("verdicts.tsv")).expect("the verdicts");
        let got = lines(&json(report.as_ref()));
        assert_eq!(got.len(), expected.lines().count(), "{name}");
        for (got, expected) in got.iter().zip(expected.lines()) {
            assert_eq!(got, expected, "{name}");
        }
    }
}

/// A run that went by a wrong contract is judged by the right one, without its server.
#[test]
fn a_corrected_contract_is_judged_by_and_answers_are_read_again() {
    let files = Folder::new();
    run(&["check", "--reference", "--lab", "long-polling", "--only", "contract", "--hold-min", "1s", &files.save()])
        .expect(0, &["1.5 / 1.5"]);
    let history = files.arg("run/history.jsonl");
    let by = |contract: &str| run(&["judge", &history, "--contract", &files.write("contract.toml", contract)]);
    // What the file does not give stays as it was found.
    by("[hold]\nmin = \"2s\"\n").expect(0, &["1.5 / 1.5"]);
    let renamed = "[hold]\nmin = \"1s\"\n[answer]\nversion = \"revision\"\n";
    by(renamed).expect(1, &["state-not-json", "--hold-min 1s"]);
    by("[answer]\nversion = \"version\"\n").expect(0, &["1.5 / 1.5"]);
    by("[answer]\nrevision = \"version\"\n").expect(4, &["contract.toml:2:1", "unknown field `revision`"]);
    by("[hold]\nmin = \"9m\"\n").expect(4, &["contract.toml: the least accepted hold (9m) is not under the longest"]);
    by("[hold]\nmin = \"9m\"\nmax = \"5m\"\n").expect(4, &["contract.toml:2:1", "it must be less than max"]);
    // Alone it is less than what is usual, and more than what the run went by.
    by("[hold]\nmax = \"3s\"\n").expect(0, &["1.5 / 1.5"]);
    by("[stream]\npath = \"/s\"\n").expect(4, &["[stream] is of a lab that the run did not find"]);
    by("hold = [\"3s\", \"65s\"]\n").expect(4, &["contract.toml:1:1", "`hold` is a table"]);
    run(&["judge", &history, "--contract", &files.arg("none.toml")]).expect(4, &["none.toml"]);
    // Of a run of the first format the first bytes of each answer were kept, and no more.
    let old = unpacked("skips-every-other", &files).display().to_string();
    let said = "not kept whole";
    let contract = files.write("contract.toml", "[hold]\nmin = \"1s\"\n");
    let same = run(&["judge", &old, "--contract", &contract]).expect(1, &[]);
    assert!(!same.said().contains(said), "{}", same.said());
    let contract = files.write("contract.toml", "[answer]\nversion = \"revision\"\n");
    run(&["judge", &old, "--contract", &contract]).expect(1, &[said]);
}
