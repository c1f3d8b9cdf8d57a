//! Correct pages lose nothing, however they are made. `install` sees to what they are made with; `LAB_PAGES=name,name`
//! limits the test to these, and `LAB_SAMPLE_SEED=N` to a quarter.

use crate::sample::sampled;
use crate::support::{Server, all_pass, free_port, judged, root};
use std::process::Command;

/// Each is a page of `correct/`, and its first line says what is unusual about it.
pub const PAGES: [&str; 20] = [
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
/// The labs of which the reference has a page.
pub const REFERENCE: [&str; 2] = ["long-polling-page", "sse-page"];

#[test]
fn a_correct_page_has_full_marks_however_it_is_made() {
    let wanted = std::env::var("LAB_PAGES").unwrap_or_default();
    let wanted: Vec<&str> = wanted.split(',').filter(|name| !name.is_empty()).collect();
    let pages = if wanted.is_empty() { sampled(PAGES, 4) } else { wanted };
    all_pass(pages.into_iter().map(|name| (name.to_owned(), own_server(name))));
}

#[test]
fn the_pages_of_the_reference_have_full_marks() {
    all_pass(REFERENCE.map(|lab| (lab.to_owned(), reference(lab))));
}

/// The page of this lab that the reference has.
pub fn reference(lab: &str) -> (&'static str, String) {
    let port = free_port();
    let mut reference = Command::new(env!("CARGO_BIN_EXE_lab"));
    reference.args(["serve", "--hold", "2500ms", "--port", &port.to_string()]);
    let _server = Server::of(reference, port);
    judged(&format!("http://127.0.0.1:{port}"), lab, None)
}

pub fn own_server(name: &str) -> (&'static str, String) {
    let port = free_port();
    let _server = Server::start(name, port);
    // What nobody can see from outside, its contract says.
    let contract = root().join(format!("tests/pages/correct/{name}.toml"));
    judged(
        &format!("http://127.0.0.1:{port}"),
        "long-polling-page",
        Some(contract.as_path()).filter(|file| file.exists()),
    )
}
