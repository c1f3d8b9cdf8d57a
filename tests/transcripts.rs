//! What students read: whole reports on servers with usual faults, as they are shown in a terminal, in both languages.
//!
//! Each folder of `tests/transcripts` has the name of a flaw of the museum and holds the report of a real check
//! (`report.json`) and what is shown of it (`en.txt`, `fr.txt`). Reviewing a change of the texts is reading the
//! difference. `./prove transcripts` checks the servers anew.

mod common;

use std::path::{Path, PathBuf};

use common::{Running, lab};

const ENOUGH: usize = 11;
const HOW: &str = "read the difference, and if it is right: UPDATE_TRANSCRIPTS=1 cargo test --test transcripts";

fn folders() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts");
    let entries = std::fs::read_dir(&all).unwrap_or_else(|error| panic!("{}: {error}", all.display()));
    let mut folders: Vec<_> =
        entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// What a terminal shows of a report, without colour, a hundred columns wide.
fn shown(report: &Path, lang: &str) -> String {
    let report = report.display().to_string();
    let ended = Running::start(&mut lab(&["report", "render", &report, "--lang", lang])).finish();
    assert_eq!(ended.code, Some(1), "{report} is the report of a server that fails:\n{}", ended.said());
    assert_eq!(ended.err, "", "{report}");
    ended.out
}

#[test]
fn what_students_read_is_what_was_reviewed() {
    let update = std::env::var_os("UPDATE_TRANSCRIPTS").is_some_and(|value| !value.is_empty());
    let folders = folders();
    assert!(folders.len() >= ENOUGH, "only {} folders in tests/transcripts", folders.len());
    let mut differ = Vec::new();
    for folder in &folders {
        for lang in ["en", "fr"] {
            let (now, file) = (shown(&folder.join("report.json"), lang), folder.join(format!("{lang}.txt")));
            let rules = common::rules(&common::json(&folder.join("report.json")));
            let failures = rules.iter().filter(|(_, verdict, _)| verdict == "fail").count();
            // So many are read in one go.
            assert!(failures > 4 || now.lines().count() <= 60, "{}: {} lines", file.display(), now.lines().count());
            if update {
                std::fs::write(&file, now).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
                continue;
            }
            let reviewed = std::fs::read_to_string(&file).unwrap_or_default();
            if now != reviewed {
                let line = now.lines().zip(reviewed.lines()).position(|(now, reviewed)| now != reviewed);
                let line = line.unwrap_or(now.lines().count().min(reviewed.lines().count()));
                let at = |text: &str| text.lines().nth(line).unwrap_or("(the end)").to_owned();
                let (now, reviewed) = (at(&now), at(&reviewed));
                differ.push(format!("{}:{}\n  now      {now}\n  reviewed {reviewed}", file.display(), line + 1));
            }
        }
    }
    assert!(differ.is_empty(), "{}\n{HOW}", differ.join("\n"));
}

/// A transcript is of use while its server fails what it is there for, and nothing is left undecided.
#[test]
fn each_transcript_shows_the_fault_of_its_server() {
    for folder in folders() {
        let name = folder.file_name().and_then(|name| name.to_str()).expect("a name");
        let flaw = lab_reference::flawed::FLAWS.iter().find(|flaw| flaw.name == name);
        let flaw = flaw.unwrap_or_else(|| panic!("{name} is no flaw of the museum"));
        let rules = common::rules(&common::json(&folder.join("report.json")));
        let with = |wanted: &str| -> Vec<String> {
            rules.iter().filter(|(_, verdict, _)| verdict == wanted).map(|(id, ..)| id.clone()).collect()
        };
        assert!(with("fail").iter().any(|id| id == flaw.fails[0]), "{name} does not fail {}", flaw.fails[0]);
        assert_eq!(with("unknown"), Vec::<String>::new(), "{name}");
    }
}

/// Four failures are read in one go, the dearest first, and the report begins with it.
#[test]
fn four_failures_fit_and_stand_by_what_they_cost() {
    let saved = folders().into_iter().find(|folder| folder.ends_with("forgets-when-read")).expect("that flaw");
    let mut report = common::json(&saved.join("report.json"));
    let scenarios = report["labs"][0]["scenarios"].as_array_mut().expect("scenarios");
    let lost = scenarios.iter_mut().find(|one| one["id"] == "lost").expect("that scenario");
    let rules = lost["rules"].as_array_mut().expect("rules");
    let failed = rules.iter().find(|rule| rule["verdict"] == "fail").expect("one that failed").clone();
    for (id, points) in [("woken-late", 0.25), ("waiter-not-woken", 1.5)] {
        let mut more = failed.clone();
        (more["id"], more["points"]) = (id.into(), points.into());
        rules.push(more);
    }
    let folder = common::Folder::new();
    let file = folder.write("report.json", &report.to_string());
    let now = shown(Path::new(&file), "en");
    assert!(now.lines().count() <= 60, "{} lines:\n{now}", now.lines().count());
    assert!(
        now.starts_with("Start with “A client that is behind is not answered at once”. This costs 8.25: 0.5 + 7.75")
    );
    let costs = ["This costs 8.25", "This costs 2: 0.5 + 1.5", "This costs 1.5.", "This costs 0.25."];
    let places: Vec<Option<usize>> = costs.iter().map(|cost| now.rfind(cost)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}:\n{now}");
    let most = now.find("What lab found out").expect("the contract");
    assert!(places.last().is_some_and(|last| *last < Some(most)), "the contract comes after them:\n{now}");
    let all = Running::start(&mut lab(&["report", "render", &file, "-v"])).finish().out;
    assert!(all.lines().count() > 100 && all.contains("Where the rule comes from"), "{all}");
}
