//! All correct pages, again and again: `../prove busy-pages N` looks at each N times while all cores are busy.
//! `LAB_RESULTS=FILE` is where each result becomes a line, and what is there is not done again.

use crate::correct::{self, REFERENCE};
use crate::streams;
use std::collections::BTreeSet;
use std::io::Write;

type Judge = Box<dyn Fn() -> (&'static str, String)>;

fn all() -> Vec<(String, Judge)> {
    let reference =
        REFERENCE.map(|lab| (format!("reference, {lab}"), Box::new(move || correct::reference(lab)) as Judge));
    let polling = correct::PAGES.map(|name| (name.to_owned(), Box::new(move || correct::own_server(name)) as Judge));
    let streaming = streams::PAGES
        .map(|(name, page, writes)| (name.to_owned(), Box::new(move || streams::own_server(page, writes)) as Judge));
    reference.into_iter().chain(polling).chain(streaming).collect()
}

#[test]
#[ignore = "it takes long: ../prove busy-pages"]
fn again_and_again() {
    let times: u32 = std::env::var("LAB_REPEAT").expect("LAB_REPEAT").parse().expect("LAB_REPEAT is a number");
    let file = std::env::var("LAB_RESULTS").expect("LAB_RESULTS");
    let known = std::fs::read_to_string(&file).unwrap_or_default();
    let done: BTreeSet<&str> = known.lines().filter_map(|line| line.split('\t').next()).collect();
    let mut failed = vec![];
    for round in 1..=times {
        for (name, judge) in all() {
            let name = format!("{name}#{round}");
            if done.contains(name.as_str()) {
                continue;
            }
            let (verdict, said) = judge();
            let why = if verdict == "pass" { String::new() } else { said.replace(['\t', '\n'], " ") };
            println!("{name}: {verdict}");
            let mut results = std::fs::OpenOptions::new().create(true).append(true).open(&file).expect("a file");
            writeln!(results, "{name}\t{verdict}\t{why}").expect("it is written");
            if verdict == "fail" {
                failed.push(format!("{name}: {why}"));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
