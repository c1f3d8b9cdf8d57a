//! Images that Dockerfiles describe: what an engine does not bear is not asked of it, what is its own fault is nobody else's,
//! and nothing is built from elsewhere. The engine is a stand-in.

use crate::class::{command, submissions};
use crate::common::{Folder, Running};
use serde_json::Value;
use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;

/// An engine that notes where it builds, and what it does while it does something that does not bear it. What a Dockerfile
/// says decides how its build ends. What it has built ends at once, if it is run.
const ENGINE: &str = r#"#!/bin/sh
here=$(dirname "$0")
says() { grep -q "$1" Dockerfile; }
does() { [ -z "$(ls "$here" | grep "^$1[.]")" ] || echo "$2 while $1" >> "$here/overlaps"; }
case $1 in
info)
    [ ! -e "$here/gone" ] || exit 1
    echo v2 memory pids ;;
build)
    pwd -P >> "$here/builds"
    touch "$here/building.$$"
    does removing building
    sleep 0.7
    rm "$here/building.$$"
    again=$(grep -c "^$(pwd -P)$" "$here/builds")
    if says once && [ "$again" = 1 ]; then
        echo "failed to export image: failed to set parent: unknown parent image ID" >&2; exit 1
    elif says tar; then
        echo "Error processing tar file(exit status 1): open /srv/server: no such file or directory" >&2; exit 1
    elif says gone; then
        touch "$here/gone"; echo "unexpected EOF" >&2; exit 1
    elif says copy; then
        echo "COPY failed: stat missing: file does not exist" >&2; exit 1
    fi ;;
rmi)
    touch "$here/removing.$$"
    does building removing
    sleep 0.3
    does building removing
    rm "$here/removing.$$" ;;
*) exit 1 ;;
esac
"#;

/// Grades the class in a folder where this engine is the first that is found; gives what became of each, and what the
/// engine noted.
fn built(folder: &Folder, isolation: &str) -> (BTreeMap<String, Value>, String, String) {
    let engine = folder.write("bin/podman", ENGINE);
    std::fs::set_permissions(engine, std::fs::Permissions::from_mode(0o755)).expect("a program of ours");
    let path = format!("{}:{}", folder.arg("bin"), std::env::var("PATH").expect("a path"));
    let args = ["class", "--isolation", isolation, "--jobs", "4", "--out", &folder.arg("out")];
    Running::start(command(folder, &args).env("PATH", path)).finish().expect(3, &[]);
    let read = |name: &str| std::fs::read_to_string(folder.file(name)).unwrap_or_default();
    (submissions(&folder.file("out")), read("bin/builds"), read("bin/overlaps"))
}

fn became(found: &BTreeMap<String, Value>, id: &str) -> (String, String) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (text(&found[id]["outcome"]), text(&found[id]["reason"]["id"]))
}

fn pair(outcome: &str, reason: &str) -> (String, String) {
    (outcome.into(), reason.into())
}

/// How often it built in the folder of a submission.
fn times(builds: &str, id: &str) -> usize {
    builds.lines().filter(|line| line.contains(&format!("/{id}"))).count()
}

#[test]
fn no_image_is_removed_while_another_is_built_and_an_engines_fault_is_its_own() {
    let folder = Folder::new();
    let ids = ["one", "two", "three", "four", "five", "six", "seven"];
    for id in ids {
        folder.write(&format!("class/{id}/Dockerfile"), "FROM python\n");
    }
    for says in ["once", "tar", "copy"] {
        folder.write(&format!("class/{says}/Dockerfile"), &format!("FROM python\nLABEL {says}=1\n"));
    }
    let (found, builds, overlaps) = built(&folder, "podman");
    assert_eq!(overlaps, "", "{builds}");
    for id in ids {
        assert_eq!(
            (became(&found, id), times(&builds, id)),
            (pair("not-started", "grade-ended"), 1),
            "{id}: {found:#?}"
        );
    }
    // It was built when nothing was taken away from it, and ended by itself.
    assert_eq!((became(&found, "once"), times(&builds, "once")), (pair("not-started", "grade-ended"), 2), "{found:#?}");
    assert_eq!(became(&found, "tar"), pair("not-judged", "grade-ours"), "{found:#?}");
    // The Dockerfile's own fault is no less its own.
    assert_eq!(became(&found, "copy"), pair("not-started", "grade-install-failed"), "{found:#?}");
}

#[test]
fn an_engine_that_is_gone_is_nobodys_fault() {
    let folder = Folder::new();
    folder.write("class/one/Dockerfile", "FROM python\nLABEL gone=1\n");
    let (found, ..) = built(&folder, "podman");
    assert_eq!(became(&found, "one"), pair("not-judged", "grade-ours"), "{found:#?}");
}

#[test]
fn what_an_engine_cannot_do_is_told_before_what_another_way_to_start_lacks() {
    let folder = Folder::new();
    folder.write("class/one/package.json", r#"{"scripts": {"start": "exit 1"}}"#);
    folder.write("class/one/server/Dockerfile", "FROM python\nLABEL tar=1\n");
    let (found, ..) = built(&folder, "bubblewrap");
    assert_eq!(became(&found, "one"), pair("not-judged", "grade-ours"), "{found:#?}");
}

/// A way to start that ends at once, and before that puts a link in the place of the folder with the Dockerfile, or of a
/// file in it.
const MOVES: &str = r#"
import os, sys
what, to = sys.argv[1:]
os.rename(what, what + ".before")
os.symlink(to, what)
"#;

#[test]
fn an_image_is_built_from_nothing_but_the_submission() {
    let folder = Folder::new();
    folder.write("elsewhere/Dockerfile", "FROM python\n");
    let elsewhere = folder.arg("elsewhere");
    let moved = [
        ("stays", "exit 1".to_owned()),
        ("folder", format!("python3 moves.py server {elsewhere}")),
        ("file", format!("python3 moves.py server/Dockerfile {elsewhere}/Dockerfile")),
        ("inside", "python3 moves.py server ../app".into()),
    ];
    for (id, first) in &moved {
        folder.write(&format!("class/{id}/moves.py"), MOVES);
        let package = serde_json::json!({ "scripts": { "start": first } });
        folder.write(&format!("class/{id}/package.json"), &package.to_string());
        folder.write(&format!("class/{id}/server/Dockerfile"), "FROM python\n");
    }
    // A list of what is not to be in an image is read with the engine's rights too.
    folder.write("class/list/Dockerfile", "FROM python\n");
    std::os::unix::fs::symlink(format!("{elsewhere}/Dockerfile"), folder.file("class/list/.dockerignore"))
        .expect("a link");
    let (found, builds, _) = built(&folder, "bubblewrap");
    assert_eq!(times(&builds, "stays"), 1, "{builds}\n{found:#?}");
    assert_eq!(builds.lines().count(), 1, "{builds}\n{found:#?}");
    assert_eq!(became(&found, "list"), pair("not-started", "grade-led-elsewhere"), "{found:#?}");
}
