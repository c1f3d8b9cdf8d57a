//! One report, with one of everything and hostile in every corner, in every format: read again by what reads such files,
//! and as it was committed. `UPDATE=1 cargo test --test reports` writes the committed files again.

mod class;
#[path = "../common/class.rs"]
mod classes;
#[path = "../common/mod.rs"]
mod common;
mod marks;
mod program;
mod read;
mod shape;

use lab::message::Message;
use lab::report::formats::{Env, FORMATS};
use lab::report::{Report, RunVerdict, TroubleKind, TroubleReport};
use lab::text::{Lang, Texts};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports")
}

fn sample() -> Report {
    let text = std::fs::read_to_string(folder().join("sample.json")).expect("the sample");
    serde_json::from_str(&text).expect("the sample is a report")
}

/// The same, stopped before its end.
fn partial() -> Report {
    let mut report = sample();
    report.complete = false;
    report
}

/// As it is before the first request.
fn begun() -> Report {
    Report { labs: vec![], verdict: RunVerdict::Unknown, ..partial() }
}

/// Nothing was there.
fn unreachable() -> Report {
    let why = Message::new("trouble-refused").text("url", "http://x").text("why", "::error::no\u{1b}");
    Report {
        trouble: Some(TroubleReport::new(TroubleKind::Unreachable, why)),
        labs: vec![],
        verdict: RunVerdict::Unreachable,
        ..sample()
    }
}

fn env() -> Env {
    Env::from([("CLASSROOM", "rtw"), ("ASSIGNMENT", "polling"), ("SUBMISSION_TAG", "submit/1"), ("USERNAME", "ada")])
}

fn rendered(report: &Report, format: &str, lang: Lang) -> String {
    let format = FORMATS.iter().find(|one| one.name() == format).unwrap_or_else(|| panic!("no format {format}"));
    (format.render)(report, Texts::of(lang), &env())
}

/// In English.
fn shown(report: &Report, format: &str) -> String {
    rendered(report, format, Lang::En)
}

/// Those that are in a list here are checked in a way of their own.
const CHECKED: [&str; 9] =
    ["markdown", "junit", "annotations", "tap", "ctrf", "gradescope", "prairielearn", "classroom50", "vpl"];

#[test]
fn every_format_is_as_it_was_committed() {
    let update = std::env::var_os("UPDATE").is_some();
    let ends = ["md", "xml", "txt", "tap", "json", "json", "json", "json", "txt"];
    let mut differ = Vec::new();
    for (name, end) in CHECKED.into_iter().zip(ends) {
        let file = folder().join(format!("shown/{name}.{end}"));
        let now = shown(&sample(), name);
        if update {
            std::fs::create_dir_all(folder().join("shown")).expect("a folder");
            std::fs::write(&file, &now).expect("a file");
        }
        let once = std::fs::read_to_string(&file).unwrap_or_default();
        if let Some((line, (once, now))) = once.lines().zip(now.lines()).enumerate().find(|(_, (a, b))| a != b) {
            differ.push(format!("{name}.{end}:{}:\n  - {once}\n  + {now}", line + 1));
        } else if once != now {
            differ.push(format!("{name}.{end} has other lines at its end"));
        }
    }
    assert!(differ.is_empty(), "{}\nUPDATE=1 writes them again", differ.join("\n"));
}

#[test]
fn every_format_is_checked_here() {
    // JSON has its schema, and HTML a test of its own.
    let others: Vec<_> = FORMATS.iter().map(|one| one.name()).filter(|name| !CHECKED.contains(name)).collect();
    assert!(others.iter().all(|name| ["json", "html"].contains(name)), "{others:?}");
}

#[test]
fn nothing_of_a_server_drives_what_shows_it() {
    for report in [sample(), partial(), begun(), unreachable()] {
        for (name, lang) in CHECKED.into_iter().flat_map(|name| Lang::ALL.map(|lang| (name, lang))) {
            let text = rendered(&report, name, lang);
            let bad = |c: &char| (c.is_control() && *c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{fffe}'..);
            let bad: Vec<_> = text.chars().filter(bad).filter(|c| !('\u{10000}'..).contains(c)).collect();
            assert!(bad.is_empty(), "{name}: {bad:?}");
            assert!(!text.contains('⟨'), "{name}: a text is missing: {}", &text[text.find('⟨').unwrap_or(0)..]);
            assert!(text.len() < 200_000, "{name} has {} bytes", text.len());
        }
    }
}

#[test]
fn a_report_that_is_not_whole_says_so() {
    for (name, lang) in CHECKED.into_iter().flat_map(|name| Lang::ALL.map(|lang| (name, lang))) {
        let words = if lang == Lang::Fr { "Pas terminé" } else { "Not finished" };
        for report in [partial(), begun()] {
            assert!(rendered(&report, name, lang).contains(words), "{name}");
        }
        assert!(!rendered(&sample(), name, lang).contains(words), "{name}");
    }
}

#[test]
fn a_summary_stays_under_a_mebibyte() {
    let mut report = sample();
    let scenario = report.labs[0].scenarios[1].clone();
    report.labs[0].scenarios.extend(std::iter::repeat_n(scenario, 400));
    for name in ["markdown", "prairielearn"] {
        let text = shown(&report, name);
        assert!(text.len() > 300_000 && text.len() < 1_000_000 + 50_000, "{name}: {}", text.len());
    }
    assert!(shown(&report, "markdown").contains("The report was cut here"));
    assert!(shown(&report, "vpl").len() < 100_000);
}
