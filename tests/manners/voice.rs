//! Few words and many.

use super::common::{Folder, Server, free_port, run};

const SHORT: [&str; 4] = ["--hold-min", "1s", "--hold-max", "4s"];

fn check(url: &str, options: &[&str]) -> super::common::Ended {
    run(&[&["check", url, "--only", "contract", "--only", "held"], &SHORT[..], options].concat())
}

#[test]
fn quiet_says_the_marks_and_nothing_else() {
    let server = Server::start(&["--flaw", "never-holds", "--hold", "2s"]);
    let folder = Folder::new();
    let save = ["-q", &folder.save()];
    let ended = check(&server.url, &save).expect(1, &[]);
    let line = "Long polling (server): 1.5 / 3.5.\n";
    assert_eq!((ended.out.as_str(), ended.err.as_str()), (line, ""));
    for again in [["judge", &folder.arg("run/history.jsonl")], ["report", "render"]] {
        let report = folder.arg("run/report.json");
        let file = if again[0] == "report" { vec![&*report] } else { vec![] };
        let ended = run(&[&again[..], &file, &["--quiet"]].concat()).expect(1, &[]);
        assert_eq!((ended.out.as_str(), ended.err.as_str()), (line, ""));
    }
    // Errors are told all the same, where errors are.
    let ended = check(&format!("http://127.0.0.1:{}", free_port()), &["-q"]).expect(5, &["Is the server running"]);
    assert_eq!(ended.out, "");
    check(&server.url, &["-q", "-v"]).expect(2, &["cannot be used with"]);
}

#[test]
fn verbose_says_each_request_and_what_was_seen_of_rules_that_passed() {
    let server = Server::start(&["--hold", "2s"]);
    let folder = Folder::new();
    let ended = check(&server.url, &["-v", "--lang", "fr", &folder.save()]).expect(0, &[]);
    let rows: Vec<_> = ended.err.lines().filter(|line| line.contains(" → ")).collect();
    let has = |words: &[&str]| rows.iter().any(|row| words.iter().all(|word| row.contains(word)));
    assert!(has(&["discovery", "POST /update-status {\"status\":\"", "→ 200 après", "\"version\":"]), "{rows:#?}");
    assert!(has(&["held", "GET /poll-status?last_version=", "→ 204 après 2", "waiter"]), "{rows:#?}");
    let history = std::fs::read_to_string(folder.file("run/history.jsonl")).expect("a history");
    let operations = history.lines().filter(|line| line.starts_with("{\"operation\"")).count();
    assert_eq!(rows.len(), operations, "a line for each operation");
    let judged = ["judge", &folder.arg("run/history.jsonl"), "--verbose", "--lang", "fr"];
    for out in [ended.out, run(&judged).expect(0, &[]).out] {
        assert!(out.contains("Ce qui a été observé pour les règles respectées") && out.contains("[not-held]"), "{out}");
    }
    assert!(!check(&server.url, &[]).out.contains("[not-held]"));
}

#[test]
fn a_quiet_selftest_says_what_is_surprising_and_the_sum() {
    let args = ["selftest", "--hold", "1s", "--only", "never-holds"];
    let ended = run(&[&args[..], &["--quiet"]].concat()).expect(0, &["1 servers in", "0 surprising"]);
    assert_eq!(ended.out.lines().count(), 1, "{}", ended.out);
    let ended = run(&[&args[..], &["--quiet", "--without", "not-held"]].concat()).expect(1, &["1 surprising"]);
    assert!(ended.out.contains("declared, and not failed: not-held"), "{}", ended.out);
    run(&[&args[..], &["--verbose"]].concat()).expect(0, &["failed, as declared: not-held:"]);
}
