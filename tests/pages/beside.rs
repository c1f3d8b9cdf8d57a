//! Pages are judged beside their servers, if they can be.

use crate::support::{Server, free_port};
use serde_json::Value;
use std::process::Command;

/// A report, and what was said to the terminal.
fn checked(url: &str, options: &[&str], browsers: Option<&str>) -> (Value, String) {
    let report = std::env::temp_dir().join(format!("lab-beside-{}-{}.json", std::process::id(), free_port()));
    let mut check = Command::new(env!("CARGO_BIN_EXE_lab"));
    check.args(["check", url, "--lang", "en", "--hold-min", "1s", "--hold-max", "5s", "--report-json"]);
    check.arg(&report).args(options);
    if let Some(path) = browsers {
        check.env("PATH", path).env_remove("LAB_BROWSER").env("HOME", "/nonexistent");
    }
    let ended = check.output().expect("lab runs");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned() + &String::from_utf8_lossy(&ended.stdout);
    let text = std::fs::read_to_string(&report).unwrap_or_else(|error| panic!("{error}: {said}"));
    let _ = std::fs::remove_file(&report);
    (serde_json::from_str(&text).expect("a report"), said)
}

/// The labs of a report and their marks.
fn marks(report: &Value) -> Vec<(&str, &Value)> {
    let labs = report["labs"].as_array().expect("labs").iter();
    labs.map(|lab| (lab["lab"].as_str().expect("a name"), &lab["mark"]["earned"])).collect()
}

/// Of what there are pictures.
fn film<'a>(report: &'a Value, lab: &str) -> Vec<&'a str> {
    let mut labs = report["labs"].as_array().expect("labs").iter();
    let lab = labs.find(|one| one["lab"] == lab).unwrap_or_else(|| panic!("no {lab}"));
    let pictures = lab["pictures"].as_array().into_iter().flatten();
    let moment = |picture: &'a Value| {
        let webp = picture["webp"].as_str().expect("a picture");
        assert!(webp.starts_with("UklGR") && webp.len() > 1_000, "{webp:.40}");
        picture["moment"].as_str().expect("a moment")
    };
    pictures.map(moment).collect()
}

fn reference(hold: &str) -> (Server, String) {
    let port = free_port();
    let mut reference = Command::new(env!("CARGO_BIN_EXE_lab"));
    reference.args(["serve", "--hold", hold, "--interval", "300ms", "--port", &port.to_string()]);
    (Server::of(reference, port), format!("http://127.0.0.1:{port}"))
}

#[test]
fn a_check_judges_servers_and_their_pages_together() {
    let (_server, url) = reference("2s");
    let (report, said) = checked(&url, &[], None);
    let marks = marks(&report);
    for lab in ["long-polling", "sse", "long-polling-page", "sse-page"] {
        assert!(marks.iter().any(|(name, mark)| *name == lab && **mark == 20.0), "{lab}: {marks:?}\n{said}");
    }
    assert_eq!(film(&report, "long-polling-page"), ["load", "change", "failure", "after"]);
    assert_eq!(film(&report, "sse-page"), ["load", "change", "after"]);
}

#[test]
fn pages_are_left_out_where_they_cannot_or_are_not_to_be_judged() {
    let port = free_port();
    let _server = Server::start("xhr", port);
    let url = format!("http://127.0.0.1:{port}");
    let (full, server) = (Value::from(20.0), "long-polling");
    let (report, said) = checked(&url, &["--no-page"], None);
    assert_eq!((marks(&report), said.contains("no browser")), (vec![(server, &full)], false), "{said}");
    let (report, said) = checked(&url, &[], Some("/nonexistent"));
    assert_eq!((marks(&report), said.matches("no browser was found").count()), (vec![(server, &full)], 1), "{said}");
}

/// A server without a page of this lab keeps its mark, and is told how one would be judged.
#[test]
fn what_asks_for_nothing_is_no_page() {
    let port = free_port();
    let _server = Server::start("no-page", port);
    let (report, said) = checked(&format!("http://127.0.0.1:{port}"), &[], None);
    assert_eq!(marks(&report), [("long-polling", &Value::from(20.0))], "{said}");
    assert!(said.contains("--lab long-polling-page"), "{said}");
}
