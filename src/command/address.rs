//! The address of a server, where somebody typed that of one of its paths.

use super::out;
use crate::contract::Contract;
use crate::driver::wire::{Destination, Reach};
use crate::labs;
use crate::text::Texts;
use std::collections::BTreeSet;

/// Where a server is that has been typed, with a path of a lab left out, which is told.
pub fn of_server(typed: &str, reach: Reach, texts: &Texts) -> Destination {
    match without_path(typed) {
        Some((server, path)) => {
            let destination = Destination::new(server, reach);
            out::note(texts.with("path-line", &[("path", path), ("url", &destination.shown())]));
            destination
        }
        None => Destination::new(typed, reach),
    }
}

/// The server and the path, if that is one which a lab text names: all labs are looked for below what stays.
pub fn without_path(typed: &str) -> Option<(&str, &str)> {
    let end = typed.find(['?', '#']).unwrap_or(typed.len());
    let place = typed[..end].trim_end_matches('/');
    let paths = paths();
    let path = paths.iter().find(|path| place.ends_with(path.as_str()))?;
    let (server, path) = place.split_at(place.len() - path.len());
    // What is left must be a server: `/poll-status` alone is none.
    (!server.is_empty() && !server.ends_with('/')).then_some((server, path))
}

/// The paths that stand in the contracts of the lab texts, the longest first.
fn paths() -> Vec<String> {
    let example = labs::ALL.iter().fold(Contract::default(), |all, lab| all.and((lab.contract.example)()));
    let mut found = BTreeSet::new();
    for table in example.0.values() {
        collect(table, &mut found);
    }
    let mut found: Vec<String> = found.into_iter().collect();
    found.sort_by_key(|path| std::cmp::Reverse(path.len()));
    found
}

fn collect(value: &serde_json::Value, found: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::String(text) => {
            let path = text.trim_end_matches('/');
            if path.len() > 1 && path.starts_with('/') && !path.contains(' ') {
                found.insert(path.to_owned());
            }
        }
        serde_json::Value::Object(parts) => parts.values().for_each(|value| collect(value, found)),
        serde_json::Value::Array(parts) => parts.iter().for_each(|value| collect(value, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_a_lab_is_left_out_and_others_stay() {
        for (typed, server, path) in [
            ("http://localhost:5000/poll-status", "http://localhost:5000", "/poll-status"),
            ("http://localhost:5000/poll-status?last_version=0", "http://localhost:5000", "/poll-status"),
            ("localhost:5000/update-status/", "localhost:5000", "/update-status"),
            ("http://localhost:3000/app/stream", "http://localhost:3000/app", "/stream"),
            ("5000/stream", "5000", "/stream"),
        ] {
            assert_eq!(without_path(typed), Some((server, path)), "{typed}");
        }
        for typed in [
            "http://localhost:5000",
            "http://localhost:5000/",
            "5000",
            "http://localhost:5000/app",
            "/stream",
            "http://localhost:5000/my-stream",
        ] {
            assert_eq!(without_path(typed), None, "{typed}");
        }
    }
}
