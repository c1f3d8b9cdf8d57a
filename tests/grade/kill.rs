//! Killed at any moment and gone on with, a class gets the results of one that nothing has disturbed.

use crate::class::{SOME, decided, grade_some, make, nothing_is_left, submissions};
use crate::common::Folder;
use std::collections::BTreeMap;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

fn killed(times: u32) {
    let folder = Folder::new();
    make(&folder, &[&SOME[..], &["--pick", "writes-outside"]].concat());
    let (whole, cut) = (folder.arg("whole"), folder.arg("cut"));
    let start = Instant::now();
    grade_some(&folder, &["class", "--out", &whole]).finish().expect(3, &[]);
    let took = start.elapsed();
    let undisturbed: BTreeMap<_, _> =
        submissions(Path::new(&whole)).iter().map(|(id, one)| (id.clone(), decided(one))).collect();

    let (mut kills, mut moment, mut class) = (0, 0, 0);
    while kills < times {
        // The moments are spread over the whole of a run, from its first file on.
        let cut = format!("{cut}-{class}");
        class += 1;
        let mut first = true;
        loop {
            let args = if first { ["class", "--out", cut.as_str()].to_vec() } else { vec!["--resume", cut.as_str()] };
            let mut running = grade_some(&folder, &args);
            let share = f64::from(moment * 7 % 20) / 20.0;
            moment += 1;
            let until = Instant::now() + took.mul_f64(share).max(Duration::from_millis(20));
            while Instant::now() < until && !running.ended() {
                sleep(Duration::from_millis(5));
            }
            let ended = running.ended();
            drop(running);
            // If there is no journal, nothing was begun.
            first = !Path::new(&cut).join("journal.jsonl").exists();
            if ended {
                break;
            }
            kills += 1;
            if kills >= times {
                break;
            }
        }
        let last = if first { vec!["class", "--out", cut.as_str()] } else { vec!["--resume", cut.as_str()] };
        grade_some(&folder, &last).finish().expect(3, &[]);
        let resumed: BTreeMap<_, _> =
            submissions(Path::new(&cut)).iter().map(|(id, one)| (id.clone(), decided(one))).collect();
        assert_eq!(resumed, undisturbed, "after {kills} kills");
        ran_once(Path::new(&cut));
        nothing_is_left(&folder);
    }
}

/// What was finished was not run again.
fn ran_once(class: &Path) {
    let journal = std::fs::read_to_string(class.join("journal.jsonl")).expect("a journal");
    let mut ended = BTreeMap::<String, bool>::new();
    for line in journal.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("whole lines only");
        if let Some(id) = line["began"].as_str() {
            assert_ne!(ended.get(id), Some(&true), "{id} had ended and began again");
        }
        if let Some(id) = line["ended"]["submission"]["id"].as_str() {
            ended.insert(id.to_owned(), line["ended"]["again"] == false);
        }
    }
}

#[test]
fn a_class_that_is_killed_is_gone_on_with() {
    killed(3);
}

#[test]
#[ignore = "fifty kills: ./prove kill"]
fn a_class_that_is_killed_fifty_times_is_gone_on_with() {
    killed(50);
}
