//! Correct pages lose nothing, however they are made. `install` sees to what they are made with; `LAB_PAGES=name,name`
//! limits the test to these.

use crate::support::{Server, free_port};
use serde_json::Value;
use std::process::Command;

/// Each is a page of `correct/`, and its first line says what is unusual about it.
const PAGES: [&str; 18] = [
    "xhr",
    "shadow",
    "form",
    "buttons",
    "prompt",
    "worker",
    "shared-worker",
    "service-worker",
    "other-port",
    "icon",
    "base",
    "frame",
    "back-off",
    "jquery",
    "axios",
    "vue",
    "preact",
    "react",
];

#[test]
fn a_correct_page_has_full_marks_however_it_is_made() {
    let wanted = std::env::var("LAB_PAGES").unwrap_or_default();
    let wanted: Vec<&str> = wanted.split(',').filter(|name| !name.is_empty()).collect();
    let blamed: Vec<String> =
        PAGES.iter().filter(|name| wanted.is_empty() || wanted.contains(name)).filter_map(|name| blame(name)).collect();
    assert!(blamed.is_empty(), "{}", blamed.join("\n"));
}

/// What such a page lost, if it lost anything.
fn blame(name: &str) -> Option<String> {
    let port = free_port();
    let _server = Server::start(name, port);
    let report = std::env::temp_dir().join(format!("lab-page-{}-{name}.json", std::process::id()));
    let mut check = Command::new(env!("CARGO_BIN_EXE_lab"));
    check.args(["check", &format!("http://127.0.0.1:{port}"), "--lab", "long-polling-page", "--quiet"]);
    check.args(["--hold-min", "1s", "--hold-max", "5s", "--report-json"]).arg(&report);
    let said = check.output().expect("lab runs");
    let text = std::fs::read_to_string(&report).unwrap_or_default();
    let _ = std::fs::remove_file(&report);
    let read: Value = serde_json::from_str(&text).unwrap_or_default();
    let mark = &read["labs"][0]["mark"];
    if mark["earned"] == 20.0 && mark["at_most"] == 20.0 {
        return None;
    }
    Some(format!("{name}: {mark}\n{}{}", String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr)))
}
