//! `lab page` shows a page to those who watch, on a display of our own.

use crate::support::{LONG, Server, free_port};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};
use std::time::Instant;

const MISSING: &str = "missing: Xvfb; tests/pages/install installs it on Debian as root";

/// A display that nobody sees. It ends where it is dropped.
struct Display(Child, String);

impl Display {
    fn new() -> Self {
        let mut xvfb = Command::new("Xvfb");
        // It takes a number that is free, and tells it.
        xvfb.args(["-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp", "-ac"]);
        let mut child = xvfb.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect(MISSING);
        let mut number = String::new();
        let told = child.stdout.take().expect("it is piped");
        BufReader::new(told).read_line(&mut number).expect("its number");
        Self(child, format!(":{}", number.trim()))
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn page(url: &str, options: &[&str], display: Option<&Display>) -> (Option<i32>, String) {
    let mut lab = Command::new(env!("CARGO_BIN_EXE_lab"));
    lab.args(["page", url, "--lang", "en"]).args(options).env_remove("WAYLAND_DISPLAY").env_remove("DISPLAY");
    lab.envs(display.map(|display| ("DISPLAY", &display.1)));
    let Output { status, stdout, stderr } = lab.output().expect("lab runs");
    (status.code(), String::from_utf8_lossy(&stderr).into_owned() + &String::from_utf8_lossy(&stdout))
}

/// These stand there, one after the other.
fn in_order(said: &str, lines: &[&str]) {
    lines.iter().fold(said, |rest, line| {
        let found = rest.split_once(line);
        found.unwrap_or_else(|| panic!("{line:?} is not there, or not then: {said}")).1
    });
}

#[test]
fn a_page_is_seen_while_its_requests_fail_and_after_it() {
    let (display, port) = (Display::new(), free_port());
    let _server = Server::start("xhr", port);
    let url = format!("http://127.0.0.1:{port}");
    let started = Instant::now();
    let (code, said) = page(&url, &["--mode", "500", "--for", "20s"], Some(&display));
    assert_eq!(code, Some(0), "{said}");
    assert!(started.elapsed() < LONG * 3, "it ends when it is told to");
    in_order(
        &said,
        &[
            "Long polling (page), 500",
            "GET /  → 200",
            "has asked for the state",
            "The status is",
            "each poll gets status 500",
            "→ 500 after",
            "Polls are answered again",
        ],
    );
}

#[test]
fn the_page_of_a_stream_is_found_by_its_mode() {
    let (display, port) = (Display::new(), free_port());
    let mut reference = Command::new(env!("CARGO_BIN_EXE_lab"));
    reference.args(["serve", "--hold", "2s", "--interval", "300ms", "--port", &port.to_string()]);
    let _server = Server::of(reference, port);
    let (code, said) =
        page(&format!("http://127.0.0.1:{port}"), &["--mode", "stream-cut", "--for", "20s"], Some(&display));
    assert_eq!(code, Some(0), "{said}");
    in_order(
        &said,
        &[
            "Server-Sent Events (page), stream-cut",
            "listens to the stream",
            "rises to",
            "The stream ends",
            "listens again",
        ],
    );
}

#[test]
fn what_cannot_be_shown_is_told_before_anything_is_asked() {
    let refused = |options: &[&str], display: Option<&Display>, words: &str| {
        let (code, said) = page("http://127.0.0.1:1", options, display);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(words), "{said}");
    };
    refused(&[], None, "neither DISPLAY nor WAYLAND_DISPLAY");
    refused(&["--mode", "404"], None, "the modes are: changes, 500");
    refused(&["--lab", "sse"], None, "the labs are: long-polling-page, sse-page");
    refused(&["--lab", "sse-page", "--mode", "500"], None, "the modes are: quotes");
    refused(&["--page", "client"], None, "--page takes a path");
    let display = Display::new();
    refused(&["--browser", "/nonexistent"], Some(&display), "is no program that can be run");
    let (code, said) = page("http://127.0.0.1:1", &[], Some(&display));
    assert_eq!(code, Some(5), "{said}");
}
