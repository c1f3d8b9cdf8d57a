//! `lab load`: many clients wait, an update wakes them, and what is said of it adds up.

mod common;

use common::{Folder, Running, Server, json, lab, run};
use serde_json::Value;

fn load(url: &str, options: &[&str]) -> (common::Ended, Value) {
    let folder = Folder::new();
    let file = folder.arg("load.json");
    let ended = run(&[&["load", url, "--json", &file], options].concat());
    (ended, json(file.as_ref()))
}

fn waves(report: &Value) -> &[Value] {
    report["waves"].as_array().expect("a list of waves")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn everybody_is_woken_and_the_sums_agree() {
    let server = Server::start(&["--hold", "2s"]);
    let before = status(&server.url);
    let (ended, report) = load(&server.url, &["--waiters", "50", "--updates", "3"]);
    ended.expect(0, &["Every waiter was woken promptly", "noise", "lab itself"]);
    assert_eq!((&report["verdict"], &report["complete"]), (&"prompt".into(), &true.into()), "{report:#}");
    assert_eq!(waves(&report).len(), 3);
    for wave in waves(&report) {
        assert_eq!((&wave["waiters"], &wave["woken"], &wave["lost"]), (&50.into(), &50.into(), &0.into()));
        assert_eq!(wave["errors"], serde_json::json!({}));
        assert_eq!((&wave["update"]["code"], &wave["read"]["code"]), (&200.into(), &200.into()));
        for (clock, spread) in wave["latency"].as_object().expect("both clocks") {
            if spread.is_null() {
                continue;
            }
            assert!(number(&spread["count"]) <= 50.0, "{clock}");
            let times = ["first_ms", "p50_ms", "p99_ms", "last_ms"].map(|name| number(&spread[name]));
            assert!(times.is_sorted(), "{clock}: {times:?}");
        }
        assert_eq!(wave["latency"]["ours"]["count"], 50);
    }
    assert_eq!(report["overall"]["ours"]["count"], 150);
    let firsts = waves(&report).iter().map(|wave| number(&wave["latency"]["ours"]["first_ms"]));
    assert_eq!(number(&report["overall"]["ours"]["first_ms"]), firsts.fold(f64::INFINITY, f64::min));
    if cfg!(target_os = "linux") {
        assert_eq!(report["overall"]["kernel"]["count"], 150, "each answer has its stamp");
        let last = |clock: &str| number(&report["overall"][clock]["last_ms"]);
        assert!(last("kernel") <= last("ours"), "{report:#}");
        assert!(number(&waves(&report)[0]["target"]["memory_bytes_per_waiter"]) >= 0.0, "the server was found");
    }
    assert_eq!(status(&server.url), before, "the state is put back");
}

/// The current status, read as a client that knows nothing.
fn status(url: &str) -> Value {
    let (_, address) = url.split_once("//").expect("an address");
    let mut socket = std::net::TcpStream::connect(address).expect("it listens");
    let request = format!("GET /poll-status?last_version=0 HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    std::io::Write::write_all(&mut socket, request.as_bytes()).expect("it reads");
    let mut answer = String::new();
    std::io::Read::read_to_string(&mut socket, &mut answer).expect("it answers");
    let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
    serde_json::from_str::<Value>(body).expect("a state")["status"].clone()
}

#[test]
fn what_is_not_ours_is_refused_and_not_connected_to() {
    // An address for documentation, which leads nowhere: a connection would take its two seconds and end in 5.
    let refused = run(&["load", "http://192.0.2.1"]);
    refused.expect(2, &["192.0.2.1 is neither this machine nor a private network", "Nothing was sent", "--i-own-this"]);
    run(&["load", "http://[2001:db8::1]:80", "--lang", "fr"]).expect(2, &["2001:db8::1", "Rien n’a été envoyé"]);
}

#[test]
fn counts_are_bounded() {
    for wrong in [["--waiters", "0"], ["--waiters", "50001"], ["--updates", "101"], ["--waiters", "many"]] {
        run(&[&["load", "http://127.0.0.1:9"], &wrong[..]].concat()).expect(2, &["a whole number from 1 to"]);
    }
    run(&["load", "http://127.0.0.1:9", "--ramp", "--updates", "2"]).expect(2, &["--ramp"]);
}

#[test]
fn four_workers_are_all_taken_at_five_waiters() {
    let server = Server::start(&["--hold", "2s", "--flaw", "four-workers"]);
    let (ended, report) = load(&server.url, &["--ramp", "--waiters", "50"]);
    ended.expect(1, &["It stops answering promptly at 5 waiters (the last good number is 2)", "kept waiting"]);
    assert_eq!((&report["stops_at"], &report["bears"]), (&5.into(), &2.into()));
    let sizes: Vec<_> = waves(&report).iter().map(|wave| number(&wave["waiters"])).collect();
    assert_eq!(sizes, [1.0, 2.0, 5.0, 5.0, 5.0], "a number that fails is looked at three times");
    assert!(waves(&report)[2..].iter().all(|wave| wave["verdict"] == "slow"), "{report:#}");
}

#[cfg(unix)]
#[test]
fn an_interrupted_load_tells_what_it_knows() {
    let server = Server::start(&["--hold", "2s"]);
    let folder = Folder::new();
    let file = folder.arg("load.json");
    let arguments = ["load", &server.url, "--waiters", "5", "--updates", "100", "--json", &file];
    let mut running = Running::start(&mut lab(&arguments));
    assert!(common::within(std::time::Duration::from_secs(60), || {
        running.ended() || running.said("err").matches("waiters: 5").count() >= 3
    }));
    let sent = std::process::Command::new("kill").args(["-INT", &running.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()));
    running.finish().expect(130, &["Stopped before its end", "woken"]);
    let report = json(file.as_ref());
    assert_eq!(report["complete"], false);
    assert!((2..100).contains(&waves(&report).len()), "{report:#}");
}
