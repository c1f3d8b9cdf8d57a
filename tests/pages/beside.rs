//! Pages are judged beside their servers, if they can be.

use crate::support::{Server, free_port};
use serde_json::Value;
use std::process::Command;

/// The labs of a report and their marks, and what was said to the terminal.
fn checked(url: &str, options: &[&str], browsers: Option<&str>) -> (Vec<(String, Value)>, String) {
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
    let report: Value = serde_json::from_str(&text).expect("a report");
    let labs = report["labs"].as_array().expect("labs").iter();
    (labs.map(|lab| (lab["lab"].as_str().expect("a name").to_owned(), lab["mark"]["earned"].clone())).collect(), said)
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
    let (labs, said) = checked(&url, &[], None);
    for lab in ["long-polling", "sse", "long-polling-page", "sse-page"] {
        assert!(labs.iter().any(|(name, mark)| name == lab && *mark == 20.0), "{lab}: {labs:?}\n{said}");
    }
}

#[test]
fn pages_are_left_out_where_they_cannot_or_are_not_to_be_judged() {
    let port = free_port();
    let _server = Server::start("xhr", port);
    let url = format!("http://127.0.0.1:{port}");
    let server_alone = [("long-polling".to_owned(), Value::from(20.0))];
    let (labs, said) = checked(&url, &["--no-page"], None);
    assert_eq!((&labs[..], said.contains("no browser")), (&server_alone[..], false), "{said}");
    let (labs, said) = checked(&url, &[], Some("/nonexistent"));
    assert_eq!((&labs[..], said.matches("no browser was found").count()), (&server_alone[..], 1), "{said}");
}

/// A server without a page of this lab keeps its mark, and is told how one would be judged.
#[test]
fn what_asks_for_nothing_is_no_page() {
    let port = free_port();
    let _server = Server::start("no-page", port);
    let (labs, said) = checked(&format!("http://127.0.0.1:{port}"), &[], None);
    assert_eq!(labs.len(), 1, "{labs:?}\n{said}");
    assert_eq!(labs[0], ("long-polling".to_owned(), Value::from(20.0)), "{said}");
    assert!(said.contains("--lab long-polling-page"), "{said}");
}
