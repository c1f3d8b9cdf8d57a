//! The reader of what we write may stop at any time, or the disk be full.

use super::common::{Folder, Running, Server, lab, listens, within};
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Runs it with both outputs closed after the first line of the one that is asked for; what else was said, and the code.
fn cut_short(args: &[&str], errors: bool) -> (String, Option<i32>) {
    let mut command = lab(args);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let (out, mut err) = (child.stdout.take().expect("asked for"), child.stderr.take().expect("asked for"));
    let mut said = String::new();
    if errors {
        // Like `2>&1 | head -1`: neither is read any more.
        BufReader::new(err).read_line(&mut said).expect("a line");
        drop(out);
    } else {
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line).expect("a line");
        err.read_to_string(&mut said).expect("text");
    }
    (said, child.wait().expect("an end").code())
}

#[test]
fn a_reader_that_stops_is_no_fault() {
    for args in
        [&["contract", "schema"][..], &["serve", "--list-flaws"], &["completions", "bash"], &["report", "schema"]]
    {
        let (said, code) = cut_short(args, false);
        assert_eq!((said.as_str(), code), ("", Some(0)), "{args:?}");
    }
}

#[test]
fn a_check_that_nobody_reads_ends_as_it_would_and_keeps_its_files() {
    let server = Server::start(&["--hold", "2s"]);
    let folder = Folder::new();
    for (errors, file) in [(false, folder.arg("out.json")), (true, folder.arg("err.json"))] {
        let args = ["check", &server.url, "--only", "contract", "--report-json", &file];
        let (said, code) = cut_short(&args, errors);
        assert!(!said.contains("panicked") && !said.contains("fault"), "{said}");
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(super::common::json(file.as_ref())["labs"][0]["mark"]["earned"], 1.5);
    }
}

#[test]
fn a_selftest_that_nobody_reads_ends_early() {
    let names = ["reference", "never-holds", "json-as-html"].map(|name| ["--only", name]).concat();
    let mut command = lab(&[&["selftest", "--hold", "1s", "--jobs", "1"], &names[..]].concat());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    // Closed before there is anything to read: what is written first shows it.
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().expect("asked for").read_to_string(&mut said).expect("text");
    assert_eq!((said.as_str(), child.wait().expect("an end").code()), ("", Some(141)));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full disk");
    let out = lab(&["contract", "show"]).stdout(full()).output().expect("it starts");
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.code() == Some(70) && said.contains("cannot write to standard output"), "{said}");
    // Standard error is nobody's loss.
    let out = lab(&["scenario", "validate", "/no/such/file"]).stderr(full()).output().expect("it starts");
    assert_eq!(out.status.code(), Some(4));
}

/// As a shell makes it, where it reports how each part of the pipe ended.
#[test]
fn a_pipe_of_a_shell_is_quiet_too() {
    let script = "set -o pipefail; \"$1\" scenario list | head -1";
    let ended = Command::new("bash").args(["-c", script, "bash", env!("CARGO_BIN_EXE_lab")]).output().expect("bash");
    assert!(ended.status.success() && ended.stderr.is_empty(), "{}", String::from_utf8_lossy(&ended.stderr));
}

/// A server that leaves in the middle of what we send must not end us: its broken pipe is a finding.
#[test]
fn the_signal_of_a_broken_pipe_stays_ignored() {
    let port = super::common::free_port();
    let listener = std::net::TcpListener::bind(("127.0.0.1", port)).expect("the port is free");
    std::thread::spawn(move || listener.incoming().take(50).for_each(drop));
    assert!(within(Duration::from_secs(2), || listens(port)));
    let ended = Running::start(&mut lab(&["check", &format!("http://127.0.0.1:{port}")])).finish();
    assert_eq!(ended.code, Some(1), "{}", ended.said());
}
