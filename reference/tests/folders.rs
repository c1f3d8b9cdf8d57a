//! A lab is a folder: it may use what all labs share, and no other lab. The list of labs is in `lib.rs` alone.

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The sources in this folder and the folders inside it, each with its code.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut paths = common::inside(folder);
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(common::inside(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).expect("a readable source");
            found.push((path, code(&text)));
        }
    }
    found
}

/// A source without its comments, which may name anything.
fn code(source: &str) -> String {
    source.lines().filter_map(|line| line.split("//").next()).collect::<Vec<_>>().join("\n")
}

/// Whether the code uses this module of the crate.
fn uses(code: &str, module: &str) -> bool {
    code.split(|c: char| !c.is_alphanumeric() && !"_:".contains(c)).any(|path| {
        let mut parts = path.split("::");
        parts.next().is_some_and(|first| first == "crate" || first == "super") && parts.any(|part| part == module)
    }) || grouped(code).any(|name| name == module)
}

/// The modules of `use crate::{…}`.
fn grouped(code: &str) -> impl Iterator<Item = &str> {
    let groups = code.split("crate::{").skip(1).filter_map(|rest| rest.split(';').next());
    groups.flat_map(|group| group.split(|c: char| !c.is_alphanumeric() && c != '_'))
}

fn name(folder: &Path) -> String {
    folder.file_name().expect("a name").to_string_lossy().into_owned()
}

#[test]
fn only_the_list_of_labs_and_the_lab_itself_use_a_lab() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for lab in common::labs() {
        for (path, code) in sources(&src) {
            let may = path.starts_with(&lab) || path == src.join("lib.rs");
            assert!(may || !uses(&code, &name(&lab)), "{} uses {}", path.display(), name(&lab));
        }
    }
}

#[test]
fn a_model_answer_does_not_know_its_flaws() {
    for lab in common::labs() {
        for (path, code) in sources(&lab).into_iter().filter(|(path, _)| !path.starts_with(lab.join("flawed"))) {
            let code = code.replace("pub(crate) mod flawed;", "");
            assert!(
                !code.contains("flaw") && !code.contains("cfg("),
                "{} knows flaws, or has code for tests",
                path.display()
            );
        }
    }
}

#[test]
fn a_use_is_found() {
    assert!(uses("use crate::sse::Quotes;", "sse"));
    assert!(uses("use super::super::sse;", "sse"));
    assert!(uses("use crate::{\n    frame,\n    sse::{self, Quotes},\n};", "sse"));
    assert!(uses("let answer = crate::sse::page();", "sse"));
    assert!(!uses("use axum::response::sse::Event;", "sse"));
    assert!(!uses(&code("// crate::sse"), "sse"));
}
