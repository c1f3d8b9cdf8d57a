//! The museum is complete, described, and open.

mod common;

use std::{collections::HashSet, fs, path::Path, time::Duration};

use common::{get, listen};
use lab_reference::flawed::{FLAWS, find};

/// What lies beside the flaws and is none.
const TOOLS: [&str; 3] = ["mod.rs", "kit.rs", "raw.rs"];

#[test]
fn every_file_is_registered() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/flawed");
    for file in fs::read_dir(folder).expect("the museum is there") {
        let path = file.expect("a readable folder").path();
        let source = fs::read_to_string(&path).expect("a readable file");
        let is_tool = TOOLS.iter().any(|tool| path.ends_with(tool));
        let is_flaw = FLAWS.iter().any(|flaw| flaw.source == source);
        assert!(is_tool != is_flaw, "{} must be registered in FLAWS", path.display());
    }
}

#[test]
fn names_are_slugs_and_unique() {
    let mut seen = HashSet::new();
    for flaw in FLAWS {
        let is_slug = flaw.name.split('-').all(|word| {
            !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
        });
        assert!(is_slug, "{} is no slug", flaw.name);
        assert!(seen.insert(flaw.name), "{} is there twice", flaw.name);
        assert!(find(flaw.name).is_some_and(|found| found.name == flaw.name));
    }
    assert_eq!(find("D046").map(|flaw| flaw.name), Some("never-holds"));
    assert!(find("").is_none());
}

#[test]
fn every_flaw_says_what_is_wrong_and_what_it_fails() {
    for flaw in FLAWS {
        let about = flaw.about();
        assert!(about.starts_with(char::is_uppercase), "{}: {about}", flaw.name);
        assert!(about.ends_with('.') && about.len() >= 40, "{}: {about}", flaw.name);
        assert!(!flaw.fails.is_empty(), "{}", flaw.name);
        assert!(flaw.row.is_empty() || flaw.row.starts_with('D'), "{}", flaw.name);
    }
}

#[tokio::test]
async fn every_flawed_server_shows_its_page_and_its_state() {
    for flaw in FLAWS {
        let (listener, address) = listen().await;
        let server = tokio::spawn((flaw.serve)(listener, Duration::from_secs(2)));
        assert_eq!(get(address, "/").await.code, 200, "{}", flaw.name);
        let state = get(address, "/poll-status?last_version=0").await;
        assert!(state.code == 200 && state.body.contains("En attente"), "{}: {}", flaw.name, state.body);
        server.abort();
    }
}
