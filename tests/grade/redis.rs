//! A submission that uses a Redis has one of its own, and as many instances as a lab wants.

use crate::class::{nothing_is_left, submissions};
use crate::common::{Folder, Running, lab};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The folder of Node's packages, which `tests/peers/install` fills.
fn packages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/peers/node")
}

/// A chat of the peers, as somebody hands it in.
fn hand_in(folder: &Folder, id: &str, peer: &str, change: impl Fn(String) -> String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/socketio-redis").join(peer);
    let source = std::fs::read_to_string(path).expect("a peer");
    folder.write(&format!("class/{id}/server.js"), &change(source));
    let modules = packages().join("node_modules");
    let start = format!("start = 'NODE_PATH={} node server.js'\ninstall = []\n", modules.display());
    folder.write(&format!("class/{id}/lab.toml"), &start);
}

fn grade(folder: &Folder, class: &str, args: &[&str]) -> Value {
    let mut command = lab(&["grade", class, "--out", &folder.arg("out"), "--seed", "1", "--visible"]);
    command.arg(packages()).args(args).current_dir(folder.file(""));
    Running::start(&mut command).finish();
    nothing_is_left(folder);
    serde_json::to_value(submissions(&folder.file("out"))).expect("a map")
}

fn notes(submission: &Value) -> Vec<&str> {
    let notes = submission["notes"].as_array().expect("a list");
    notes.iter().filter_map(|note| note["id"].as_str()).collect()
}

#[test]
fn each_has_a_redis_of_its_own_and_two_instances_of_it_are_one_chat() {
    let folder = Folder::new();
    // Both publish on one channel: with one Redis for all, each would hear what is said in the other.
    hand_in(&folder, "one", "node_ioredis.js", |source| source);
    hand_in(&folder, "two", "node_ioredis.js", |source| source + "\n// Of somebody else.\n");
    // It listens where it likes: there is no second one, and nothing is said of what it would do.
    hand_in(&folder, "fixed", "node_adapter.js", |source| source.replace("process.env.PORT", "3000"));
    let found = grade(&folder, "class", &["--lab", "socketio-redis", "--lab", "socketio"]);
    for id in ["one", "two"] {
        assert_eq!(found[id]["mark"], 20.0, "{id}: {:#}", found[id]);
        assert_eq!(found[id]["labs"].as_array().map(Vec::len), Some(2), "{id}: {:#}", found[id]);
        assert!(notes(&found[id]).contains(&"grade-redis"), "{id}: {:#}", found[id]);
    }
    let fixed = &found["fixed"];
    assert_eq!((&fixed["outcome"], &fixed["mark"]), (&"not-judged".into(), &Value::Null), "{fixed:#}");
    assert_eq!((&fixed["labs"][0]["lab"], &fixed["labs"][0]["earned"]), (&"socketio".into(), &20.0.into()));
    assert!(notes(fixed).contains(&"grade-no-second"), "{fixed:#}");
}

#[test]
fn where_no_redis_can_be_started_nobody_is_blamed_for_that() {
    let folder = Folder::new();
    // It waits for its Redis for ever, and never listens.
    hand_in(&folder, "waits", "node_ioredis.js", |source| source.replace("process.env.REDIS_PORT", "1"));
    folder.write("class.toml", "[limits]\nstart = \"4s\"\n[[submission]]\nid = \"waits\"\nfolder = \"class/waits\"\n");
    let found = grade(&folder, "class.toml", &["--lab", "socketio", "--isolation", "none"]);
    let waits = &found["waits"];
    assert_eq!((&waits["outcome"], &waits["mark"]), (&"not-judged".into(), &Value::Null), "{waits:#}");
    assert_eq!(waits["reason"]["id"], "grade-without-redis", "{waits:#}");
}
