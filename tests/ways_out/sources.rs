//! Where the source lets anything out, counted: by the words with which a program writes, draws, serves or panics.

use regex::Regex;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The files that name a terminal, and why. All others go through `command::out` and `command::bars`.
const DOORS: [(&str, &str); 4] = [
    ("src/command/out.rs", "the door"),
    ("src/command/bars.rs", "the door of moving lines"),
    ("src/command/progress.rs", "asks how wide and how coloured they are"),
    ("src/driver/control.rs", "tells a number to the process that started it"),
];

/// The files that write files or answer requests, and what makes that harmless.
const WRITERS: [(&str, &str); 11] = [
    ("src/command/completions.rs", "the grammar of our own command line"),
    ("src/command/grade/examine.rs", "report.json and the page of a run: formats"),
    ("src/command/grade/files.rs", "the files of a class, by their list, and a worksheet: formats"),
    ("src/command/grade/live.rs", "pages and logs, with their kinds: tests/grade/live.rs"),
    ("src/command/grade/one.rs", "report.json and the page of a run: formats"),
    ("src/command/load/mod.rs", "JSON of inert::json"),
    ("src/command/outputs.rs", "the formats of a run, by their list"),
    ("src/command/selftest/mod.rs", "a table of our own scenarios, and what our own servers showed"),
    ("src/history/file.rs", "JSON of inert::json"),
    ("src/class/journal.rs", "JSON of inert::json"),
    ("src/store.rs", "the name of a folder of ours"),
];

/// What a submission is made of is copied as it is, and never shown from there.
const KEEPERS: [(&str, &str); 11] = [
    ("src/sandbox/cgroup.rs", "numbers, to the kernel"),
    ("src/command/printed/mod.rs", "what a server printed, as it is; its lines are shown by texts"),
    ("src/browser/profile.rs", "an empty file that is locked"),
    ("src/sandbox/log.rs", "what a submission printed, as it is; it is shown by class::words::said and texts"),
    ("src/class/archive/sink.rs", "the files of an archive"),
    ("src/sandbox/fence.rs", "numbers, to the kernel"),
    ("src/sandbox/launch.rs", "numbers, to the kernel"),
    ("src/sandbox/package_cache.rs", "the lists of packages that are fetched"),
    ("src/sandbox/tree/elsewhere.rs", "the files of a folder, where there is no Unix"),
    ("src/sandbox/uplink.rs", "an address of our own, for those within"),
    ("src/command/grade/merge.rs", "the files of a shard"),
];

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut found, mut folders) = (vec![], vec![root.join("src")]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of sources").flatten() {
            let path: PathBuf = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
                let text = std::fs::read_to_string(&path).expect("a source");
                let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
                let code =
                    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
                found.push((path.strip_prefix(root).expect("in here").display().to_string(), code));
            }
        }
    }
    assert!(found.len() > 200);
    found
}

/// The files that say this are these, no more and no fewer.
#[track_caller]
fn only(pattern: &str, lists: &[&[(&str, &str)]]) {
    let pattern = Regex::new(pattern).expect("a pattern");
    let found: BTreeSet<String> =
        sources().into_iter().filter(|(_, code)| pattern.is_match(code)).map(|(path, _)| path).collect();
    let known: BTreeSet<String> = lists.iter().copied().flatten().map(|(path, _)| (*path).to_owned()).collect();
    let new: Vec<_> = found.difference(&known).collect();
    assert!(new.is_empty(), "new ways out, which nothing here feeds: {new:?}");
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(gone.is_empty(), "no ways out any more: {gone:?}");
}

#[test]
fn only_the_doors_name_a_terminal() {
    only(r"\bio::(stdout|stderr)\b|\be?print(ln)?!|\bindicatif\b|\bdbg!", &[&DOORS]);
}

#[test]
fn every_writer_of_files_is_known() {
    let writes = r"\bfs::(write|copy)\(|File::create|OpenOptions|(outputs::|^\s*|[^:._a-z])replace\(&|into_response|\bHtml\(|Sse::new|write_all\(text";
    only(writes, &[&WRITERS, &KEEPERS]);
}

#[test]
fn what_panics_takes_the_door() {
    let main = sources().into_iter().find(|(path, _)| path == "src/main.rs").expect("main").1;
    assert!(main.contains("set_hook(Box::new(panicked))"), "the usual one writes to standard error itself");
}

/// JSON is written by `inert::json` wherever it leaves the program.
#[test]
fn every_writer_of_json_is_known() {
    let known = [
        ("src/command/explain/examples.rs", "inert::json"),
        ("src/command/grade/examine.rs", "events of ours, to ourselves"),
        ("src/command/load/mod.rs", "inert::json"),
        ("src/report/mod.rs", "inert::json"),
        ("src/report/class/mod.rs", "inert::json"),
        ("src/class/journal.rs", "inert::json"),
        ("src/history/file.rs", "inert::json"),
    ];
    only(r"serde_json::to_(string|writer)", &[&known]);
    for (path, code) in
        sources().iter().filter(|(path, _)| known.iter().any(|(one, why)| one == path && *why == "inert::json"))
    {
        assert!(code.contains("inert::json("), "{path}");
    }
}
