//! Pages that do what no page should: a check of each of them ends in time, with a mark and a report of some size, and with
//! true words about it. `LAB_SAMPLE_SEED=N` limits the test to an eighth; `../prove pages` looks at all.

use crate::sample::sampled;
use crate::support::{Server, free_port};
use serde_json::Value;
use std::process::Command;
use std::time::{Duration, Instant};

/// What is right to say of one.
enum Right {
    /// It is odd, and correct.
    Full,
    /// It does not run.
    Dead,
    /// It runs, and does not do all that it should; what it loses depends on the machine.
    Marked,
}
use Right::{Dead, Full, Marked};

/// Each is a page of `hostile/`, and its second line says what it does.
const PAGES: [(&str, Right); 15] = [
    ("spins", Dead),
    ("spins-later", Dead),
    ("alerts", Dead),
    ("away", Dead),
    ("crowd", Dead),
    ("huge", Dead),
    ("looks", Full),
    ("debugger", Full),
    ("stays", Full),
    ("closes", Full),
    ("memory", Marked),
    ("popups", Marked),
    ("reloads", Marked),
    ("rewrites", Marked),
    ("talks", Marked),
];
/// A report with pictures of a page is smaller, whatever the page holds.
const LARGEST: usize = 1_000_000;

/// The longest that a check says of itself that it takes: "(210 s at most)".
fn announced(said: &str) -> Duration {
    let words: Vec<&str> = said.split_whitespace().collect();
    let seconds = words
        .windows(4)
        .filter(|four| four[1..3] == ["s", "at"] && four[3].starts_with("most"))
        .filter_map(|four| four[0].trim_start_matches('(').parse().ok());
    let longest = seconds.fold(0.0, f64::max);
    assert!(longest > 0.0, "it does not say how long it takes: {said}");
    Duration::from_secs_f64(longest)
}

fn judged(name: &str, right: &Right) {
    let port = free_port();
    let _server = Server::start(&format!("../hostile/{name}"), port);
    let report = std::env::temp_dir().join(format!("lab-hostile-{}-{name}.json", std::process::id()));
    let mut check = Command::new(env!("CARGO_BIN_EXE_lab"));
    check.args(["check", &format!("http://127.0.0.1:{port}"), "--lab", "long-polling-page", "--lang", "en"]);
    check.args(["--hold-min", "1s", "--hold-max", "5s", "--report-json"]).arg(&report);
    let started = Instant::now();
    let ended = check.output().expect("lab runs");
    let took = started.elapsed();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned() + &String::from_utf8_lossy(&ended.stdout);
    let text = std::fs::read_to_string(&report).unwrap_or_else(|error| panic!("{name}: {error}: {said}"));
    let _ = std::fs::remove_file(&report);
    assert!(took <= announced(&said), "{name} took {took:?}: {said}");
    assert!(text.len() < LARGEST, "{name}: its report has {} bytes", text.len());
    let read: Value = serde_json::from_str(&text).expect("a report");
    let mark = &read["labs"][0]["mark"];
    let (earned, at_most) = (mark["earned"].as_f64().expect("a mark"), mark["at_most"].as_f64().expect("a mark"));
    let scenarios = read["labs"][0]["scenarios"].as_array().expect("scenarios");
    let mut rules = scenarios.iter().flat_map(|scenario| scenario["rules"].as_array().into_iter().flatten());
    let dead = rules.any(|rule| rule["id"] == "page-dead" && rule["verdict"] == "fail");
    println!("{name}: {earned} to {at_most} after {:.0} s", took.as_secs_f64());
    match right {
        Full => assert_eq!((earned, at_most), (20.0, 20.0), "{name}: {said}"),
        Dead => assert!(dead && at_most < 10.0, "{name}: {said}"),
        Marked => assert!(!dead, "{name}: {said}"),
    }
}

#[test]
fn no_page_keeps_a_check_from_its_end() {
    for (name, right) in sampled(PAGES, 8) {
        judged(name, &right);
    }
}
