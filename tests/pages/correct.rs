//! Correct pages lose nothing, however they are made. `install` sees to what they are made with; `LAB_PAGES=name,name`
//! limits the test to these, and `LAB_SAMPLE_SEED=N` to a quarter.

use crate::sample::sampled;
use crate::support::{Server, free_port, root};
use serde_json::Value;
use std::process::Command;

/// Each is a page of `correct/`, and its first line says what is unusual about it.
const PAGES: [&str; 20] = [
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
    "editable",
    "hinted",
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
    let pages = if wanted.is_empty() { sampled(PAGES, 4) } else { wanted };
    let blamed: Vec<String> = pages.into_iter().filter_map(own_server).collect();
    assert!(blamed.is_empty(), "{}", blamed.join("\n"));
}

#[test]
fn the_pages_of_the_reference_have_full_marks() {
    let port = free_port();
    let mut reference = Command::new(env!("CARGO_BIN_EXE_lab"));
    reference.args(["serve", "--hold", "2500ms", "--port", &port.to_string()]);
    let _server = Server::of(reference, port);
    let blamed: Vec<String> =
        ["long-polling-page", "sse-page"].iter().filter_map(|lab| blame(port, lab, lab)).collect();
    assert!(blamed.is_empty(), "{}", blamed.join("\n"));
}

fn own_server(name: &str) -> Option<String> {
    let port = free_port();
    let _server = Server::start(name, port);
    blame(port, "long-polling-page", name)
}

/// What the page there lost, if it lost anything.
fn blame(port: u16, lab: &str, name: &str) -> Option<String> {
    let report = std::env::temp_dir().join(format!("lab-page-{}-{name}.json", std::process::id()));
    let mut check = Command::new(env!("CARGO_BIN_EXE_lab"));
    check.args(["check", &format!("http://127.0.0.1:{port}"), "--lab", lab, "--quiet"]);
    check.args(["--hold-min", "1s", "--hold-max", "5s", "--report-json"]).arg(&report);
    // What nobody can see from outside, its contract says.
    let contract = root().join(format!("tests/pages/correct/{name}.toml"));
    if contract.exists() {
        check.arg("--contract").arg(contract);
    }
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
