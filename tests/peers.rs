//! Correct servers that make unusual choices lose nothing.
//!
//! `LAB_PEERS=name,name` limits the test to these (`reference` is the reference), `LAB_REPEAT=N` checks each N times,
//! and `LAB_AT_ONCE=N` says how many are checked at once. `LAB_SAMPLE=N` checks the reference and only so many of the
//! others, drawn by `LAB_SAMPLE_SEED=N`. With `LAB_RESULTS=FILE` every result becomes a line of that
//! file, what it holds already is not done again, and a check that could not decide is a result too, not a failure.

mod common;

use std::collections::{BTreeSet, VecDeque};
use std::fmt::Display;
use std::io::Write;
use std::str::FromStr;
use std::sync::Mutex;

use common::peers::{
    Peer, board_peers, chat_peers, folder, native_peers, needed, peers, redis_peers, reference, start, start_beside,
    start_redis, streaming_peers,
};
use common::{Folder, Running, free_port, json, judged_again, lab, rules};
use rand::rngs::StdRng;
use rand::{SeedableRng, seq::SliceRandom};
use serde_json::Value;

fn setting<T: FromStr>(name: &str, usual: T) -> T
where
    T::Err: Display,
{
    let Ok(text) = std::env::var(name) else { return usual };
    text.parse().unwrap_or_else(|error| panic!("{name}={text}: {error}"))
}

/// "pass", "unknown" or "fail", and why.
fn judge(peer: &Peer, report: &Value) -> (&'static str, String) {
    let lines = |rules: &[&(String, String, String)]| {
        rules.iter().map(|(id, verdict, seen)| format!("{id} {verdict}: {seen}")).collect::<Vec<_>>().join("; ")
    };
    let all = rules(report);
    let with = |wanted: &str| all.iter().filter(|(_, verdict, _)| verdict == wanted).collect::<Vec<_>>();
    let failed: BTreeSet<String> = with("fail").iter().map(|(id, _, _)| id.clone()).collect();
    let marks: Vec<&Value> = report["labs"].as_array().into_iter().flatten().map(|lab| &lab["mark"]).collect();
    if all.is_empty() {
        return ("fail", format!("nothing was judged: {}", report["trouble"]));
    }
    if !failed.is_subset(&peer.loses) || !with("blocked").is_empty() {
        return ("fail", lines(&all.iter().filter(|(_, verdict, _)| verdict != "pass").collect::<Vec<_>>()));
    }
    let unknown: Vec<_> = with("unknown").into_iter().filter(|(id, _, _)| !peer.hides.contains(id)).collect();
    if !unknown.is_empty() {
        return ("unknown", lines(&unknown));
    }
    if failed != peer.loses {
        return ("fail", format!("it lost {failed:?}, and should lose {:?}", peer.loses));
    }
    let graded: Vec<&Value> = report["labs"].as_array().into_iter().flatten().map(|lab| &lab["lab"]).collect();
    let usual = vec!["long-polling", "sse", "socketio", "collabboard", "websocket"];
    let due: Vec<&str> = peer.lab.map_or(usual, |lab| vec![lab]);
    if graded != due {
        return ("fail", format!("graded in {graded:?}, not in {due:?}"));
    }
    // A contract may leave some rules nothing to look at.
    let is_due = |mark: &Value| peer.contract.is_some() || mark["out_of"].as_f64() == Some(peer.out_of);
    let at_most = |mark: &Value| is_due(mark) && mark["at_most"] == mark["out_of"];
    let is_seen = |mark: &Value| !peer.hides.is_empty() || mark["earned"] == mark["out_of"];
    let is_passed = report["verdict"] == "pass" || !peer.hides.is_empty() && report["verdict"] == "unknown";
    let whole = marks.iter().all(|mark| at_most(mark) && is_seen(mark)) && is_passed;
    if peer.loses.is_empty() && !whole {
        return ("fail", format!("verdict {}, marks {marks:?}", report["verdict"]));
    }
    ("pass", String::new())
}

fn check(peer: &Peer) -> (&'static str, String) {
    let port = free_port();
    let folder = Folder::new();
    let file = folder.file("report.json");
    let mut command = lab(&["check", &format!("http://127.0.0.1:{port}"), "--hold-min", "1s", "--hold-max", "5s"]);
    let _servers = if peer.lab == Some("socketio-redis") {
        // Each has a Redis of its own: on one for all, each would hear what the others publish.
        let (redis, second) = (free_port(), free_port());
        command.args([&format!("http://127.0.0.1:{second}"), "--lab", "socketio-redis"]);
        vec![start_redis(redis), start_beside(peer, port, redis), start_beside(peer, second, redis)]
    } else {
        vec![start(peer, port)]
    };
    let contract = peer.contract.as_ref().map(|name| common::peers::folder(peer.lab).join(name));
    command.args(contract.into_iter().flat_map(|path| ["--contract".into(), path]));
    let saved = folder.file("run");
    let ended = Running::start(command.arg("--report-json").arg(&file).arg(folder.save())).finish();
    judged_again(&saved);
    if !matches!(ended.code, Some(0 | 1 | 3 | 5)) {
        return ("fail", format!("exit code {:?}: {}", ended.code, ended.said()));
    }
    judge(peer, &json(&file))
}

#[test]
fn correct_servers_lose_nothing() {
    let (repeat, at_once): (u32, usize) = (setting("LAB_REPEAT", 1), setting("LAB_AT_ONCE", 6));
    let only: String = setting("LAB_PEERS", String::new());
    let results: String = setting("LAB_RESULTS", String::new());
    let mut all = peers();
    all.extend(streaming_peers());
    all.extend(chat_peers());
    all.extend(redis_peers());
    all.extend(board_peers());
    all.extend(native_peers());
    if let Some(some) = std::env::var_os("LAB_SAMPLE").map(|_| setting("LAB_SAMPLE", all.len())) {
        all.shuffle(&mut StdRng::seed_from_u64(setting("LAB_SAMPLE_SEED", 1)));
        all.truncate(some);
    }
    all.push(reference());
    let names: Vec<&str> = only.split(',').filter(|name| !name.is_empty()).collect();
    for name in &names {
        assert!(all.iter().any(|peer| peer.name == *name), "there is no peer {name:?}");
    }
    all.retain(|peer| names.is_empty() || names.contains(&peer.name.as_str()));
    all.iter().for_each(needed);
    let known = std::fs::read_to_string(&results).unwrap_or_default();
    let done: BTreeSet<&str> = known.lines().filter_map(|line| line.split('\t').next()).collect();
    let names: Vec<(String, &Peer)> =
        (1..=repeat).flat_map(|round| all.iter().map(move |peer| (format!("{}#{round}", peer.name), peer))).collect();
    let left = Mutex::new(names.into_iter().filter(|(name, _)| !done.contains(name.as_str())).collect::<VecDeque<_>>());
    let bad = Mutex::new(Vec::new());
    let work = || {
        while let Some((name, peer)) = { left.lock().expect("no thread panicked").pop_front() } {
            let (result, why) = check(peer);
            println!("{name}: {result} {why}");
            let mut bad = bad.lock().expect("no thread panicked");
            if result == "fail" || (result == "unknown" && results.is_empty()) {
                bad.push(format!("{name}: {result}: {why}"));
            }
            if !results.is_empty() {
                let file = std::fs::OpenOptions::new().create(true).append(true).open(&results);
                let line = format!("{name}\t{result}\t{}\n", why.replace(['\t', '\n'], " "));
                file.and_then(|mut file| file.write_all(line.as_bytes())).expect("a file for the results");
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..at_once.max(1) {
            scope.spawn(work);
        }
    });
    let bad = bad.into_inner().expect("no thread panicked");
    assert!(bad.is_empty(), "\n{}", bad.join("\n"));
}

#[test]
fn every_peer_file_is_in_the_list() {
    let all = [
        ("long-polling", peers()),
        ("sse", streaming_peers()),
        ("socketio", chat_peers()),
        ("socketio-redis", redis_peers()),
        ("collabboard", board_peers()),
        ("websocket", native_peers()),
    ];
    for (lab, peers) in all {
        let commands: Vec<String> = peers.into_iter().flat_map(|peer| peer.command).collect();
        for entry in std::fs::read_dir(folder(Some(lab))).expect("the peers") {
            let name = entry.expect("a readable folder").file_name().into_string().expect("an ordinary name");
            let is_peer = [".py", ".js", ".java"].iter().any(|end| name.ends_with(end));
            assert!(!is_peer || commands.contains(&name), "{name} is not in the peers.toml of {lab}");
        }
    }
}
