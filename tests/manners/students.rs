//! What a student types without thinking, and what is then said: once, first things first, and as a person would.

use super::common::{Folder, Running, Server, free_port, lab, listens, run, within};
use std::time::Duration;

const HOLDS: [&str; 4] = ["--hold-min", "1s", "--hold-max", "4s"];

/// The command that starts `server.py` with this oddity, and its URL.
fn python(oddity: &str, folder: &Folder) -> (String, String) {
    let (port, script) = (free_port(), concat!(env!("CARGO_MANIFEST_DIR"), "/tests/manners/server.py"));
    (format!("python3 {script} {port} {oddity} {}", folder.arg("")), format!("http://127.0.0.1:{port}"))
}

fn count(text: &str, word: &str) -> usize {
    text.matches(word).count()
}

#[test]
fn an_address_with_a_path_of_a_lab_is_that_of_the_server() {
    let server = Server::start(&["--hold", "2s"]);
    for path in ["/poll-status", "/poll-status?last_version=0", "/update-status/"] {
        let typed = format!("{}{path}", server.url);
        let ended = run(&[&["check", &typed, "--only", "contract"], &HOLDS[..]].concat());
        ended.expect(0, &["1.5 / 1.5", "is a path of a lab text"]);
    }
}

#[test]
fn a_rule_that_is_named_runs_its_scenario() {
    let server = Server::start(&["--hold", "2s"]);
    let ended = run(&[&["check", &server.url, "--only", "wrong-content-type"], &HOLDS[..]].concat());
    assert!(ended.expect(0, &["1.5 / 1.5"]).out.contains("[contract]"));
}

#[test]
fn a_misspelt_name_finds_the_one_that_was_meant() {
    for (args, near) in [
        (&["check", "9", "--only", "contact"][..], "contract"),
        (&["check", "9", "--skip", "waiter-not-wokn"], "waiter-not-woken"),
        (&["check", "9", "--lab", "socket-io"], "socketio"),
        (&["serve", "--flaw", "never-hold"], "never-holds"),
    ] {
        run(args).expect(2, &[&format!("did you mean {near}?")]);
    }
    run(&["check", "9", "--only", "everything"]).expect(2, &["the scenarios are: "]);
}

#[test]
fn a_mark_that_nobody_can_have_is_refused() {
    run(&["check", "9", "--pass-mark", "25"]).expect(2, &["--pass-mark 25", "above 20"]);
    run(&["check", "9", "--only", "contract", "--pass-mark", "2"]).expect(2, &["above 1.5"]);
    run(&["check", "9", "--pass-mark", "25", "--lang", "fr"]).expect(2, &["ne peut dépasser 20"]);
}

#[test]
fn https_on_a_plain_server_is_told_so() {
    let server = Server::start(&["--hold", "2s"]);
    let secure = server.url.replacen("http:", "https:", 1);
    run(&["check", &secure]).expect(5, &["plain HTTP", &format!("Try {}", server.url)]);
}

#[cfg(unix)]
#[test]
fn a_certificate_of_ones_own_is_taken_on_this_machine_and_told() {
    let folder = Folder::new();
    let (command, url) = python("tls", &folder);
    let secure = url.replacen("http:", "https:", 1);
    let ended = run(&[&["check", &secure, "--start", &command, "--only", "contract"], &HOLDS[..]].concat());
    let said = ended.expect(0, &["1.5 / 1.5", "The certificate of this server"]).said();
    assert_eq!(count(&said, "The certificate of this server"), 1, "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_started_server_that_listens_elsewhere_is_looked_at_there() {
    let folder = Folder::new();
    let ((command, url), other) = (python("plain", &folder), free_port());
    let port = url.rsplit(':').next().expect("a port");
    let typed = format!("http://127.0.0.1:{other}");
    let begun = std::time::Instant::now();
    let ended = run(&[&["check", &typed, "--start", &command, "--only", "contract"], &HOLDS[..]].concat());
    ended.expect(0, &["1.5 / 1.5", &format!("listens at http://localhost:{port}, not at {typed}")]);
    assert!(begun.elapsed().as_secs() < 45, "it was waited for: {:?}", begun.elapsed());
}

#[cfg(unix)]
#[test]
fn what_a_server_prints_stands_beside_the_request_and_its_log_does_not() {
    let folder = Folder::new();
    let (command, url) = python("raises", &folder);
    let only = ["--only", "robust"];
    let ended = run(&[&["check", &url, "--start", &command], &only[..], &HOLDS[..]].concat());
    let said = ended.expect(1, &["What your server printed then: ValueError: invalid literal", "server.py"]).said();
    assert_eq!(count(&said, "HTTP/1.1\""), 0, "its access log:\n{said}");
    assert!(said.contains("All that your server printed: "), "{said}");
    assert!(!said.contains("Express:") && said.contains("Flask:"), "another framework than its own:\n{said}");
    let kept = said.lines().find_map(|line| line.strip_prefix("All that your server printed: ")).expect("a file");
    let all = std::fs::read_to_string(kept).expect("what it printed");
    assert!(all.contains("HTTP/1.1\" 200") && all.contains("Traceback"), "{all}");
    std::fs::remove_file(kept).expect("it was ours");
}

#[cfg(unix)]
#[test]
fn a_started_server_that_ends_is_told_with_what_it_printed_last() {
    let folder = Folder::new();
    let (command, url) = python("dies", &folder);
    let ended = run(&[&["check", &url, "--start", &command, "--only", "contract"], &HOLDS[..]].concat());
    let said = ended.said();
    assert!(said.contains("ended during the check") && said.contains("│ no more updates, please"), "{said}");
}

#[cfg(unix)]
#[test]
fn load_of_a_stream_says_that_it_is_one() {
    let folder = Folder::new();
    let (command, url) = python("stream", &folder);
    let typed = format!("{url}/stream");
    run(&["load", &typed, "--start", &command]).expect(2, &["is an event stream", "lab load holds polls"]);
}

/// The server is another one the second time, at the same address.
#[test]
fn what_changed_since_the_last_run_is_told() {
    let (port, folder) = (free_port().to_string(), Folder::new());
    let save = folder.save();
    let url = format!("http://127.0.0.1:{port}");
    let check = || run(&[&["check", &url, "--only", "contract", "--only", "held", &save], &HOLDS[..]].concat());
    let serve = |flaw: &[&str]| {
        let running = Running::start(lab(&["serve", "--hold", "2s", "--port", &port]).args(flaw));
        assert!(within(Duration::from_secs(20), || listens(port.parse().expect("a port"))), "it listens");
        running
    };
    let flawed = serve(&["--flaw", "never-holds"]);
    let first = check().expect(1, &["1.5 / 3.5"]);
    assert!(!first.said().contains("last run"), "{}", first.said());
    drop(flawed);
    let _right = serve(&[]);
    check().expect(0, &["since the last run: 1.5 → 3.5 / 3.5. Fixed: “Up-to-date polls are not held”."]);
    check().expect(0, &["3.5 / 3.5, as in the last run."]);
}

#[test]
fn what_was_found_out_and_how_a_run_is_kept_is_said_once() {
    let server = Server::start(&["--hold", "2s"]);
    let only = ["--only", "contract", "--only", "parameter"];
    let said = run(&[&["check", &server.url], &only[..], &HOLDS[..]].concat()).expect(0, &[]).said();
    for word in ["What lab found out", "--save", "lab open"] {
        assert_eq!(count(&said, word), 1, "{word}:\n{said}");
    }
    let folder = Folder::new();
    let kept = run(&[&["check", &server.url, &folder.save()], &only[..], &HOLDS[..]].concat()).expect(0, &[]).said();
    assert_eq!((count(&kept, "--save"), count(&kept, "lab open")), (0, 1), "{kept}");
}

/// Before the last one has ended, what the first one is worth is there.
#[test]
fn each_scenario_is_told_as_soon_as_it_has_ended() {
    let server = Server::start(&["--hold", "3s", "--flaw", "never-holds"]);
    let only = ["--only", "contract", "--only", "held"];
    let mut running = Running::start(lab(&["check", &server.url]).args(only).args(HOLDS));
    running.says("✔ The endpoints answer, in JSON  [contract]  1.5 / 1.5");
    let ended = running.finish().expect(1, &["✘ A client that is up to date waits [held] 0 / 2"]);
    assert_eq!(count(&ended.err, "[contract]"), 1, "{}", ended.err);
}

#[cfg(unix)]
#[test]
fn a_check_that_is_stopped_tells_what_was_found_and_no_block_for_each_thing_that_was_not() {
    let server = Server::start(&["--hold", "3s"]);
    let mut running = Running::start(lab(&["check", &server.url, "--lab", "long-polling"]).args(HOLDS));
    running.says("[contract]  1.5 / 1.5");
    let id = running.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().is_ok_and(|status| status.success()));
    let ended = running.finish().expect(130, &["scenarios were not looked at", "rules were not looked at to the end"]);
    assert!(!ended.out.contains("\n? "), "{}", ended.out);
    assert!(ended.out.lines().count() < 45, "{}", ended.out);
}
