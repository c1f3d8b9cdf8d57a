//! Several machines grade a class as one does.

use crate::class::{decided, grade_some, make, submissions};
use crate::common::{Ended, Folder, json};
use std::collections::BTreeMap;

fn graded(folder: &Folder, args: &[&str]) -> Ended {
    grade_some(folder, args).finish()
}

#[test]
fn shards_put_together_are_the_class() {
    let folder = Folder::new();
    make(&folder, &["--few"]);
    graded(&folder, &["class", "--out", "whole"]).expect(3, &[]);
    graded(&folder, &["class", "--shard", "1/2", "--out", "one"]).expect(3, &[]);
    let half = graded(&folder, &["--merge", "one", "--out", "half"]);
    half.expect(3, &["waiting"]);
    graded(&folder, &["class", "--shard", "2/2", "--out", "two"]);
    graded(&folder, &["--merge", "one", "two", "--out", "merged"]).expect(3, &[]);
    let decided = |name: &str| -> BTreeMap<_, _> {
        submissions(&folder.file(name)).iter().map(|(id, one)| (id.clone(), decided(one))).collect()
    };
    assert_eq!(decided("merged"), decided("whole"));
    let (merged, whole) = (json(&folder.file("merged/class.json")), json(&folder.file("whole/class.json")));
    for key in ["class", "marking", "rules", "isolation", "warnings"] {
        assert_eq!(merged[key], whole[key], "{key}");
    }
    for id in decided("whole").keys() {
        assert!(folder.file(&format!("merged/{id}/index.html")).is_file(), "{id}");
    }
    graded(&folder, &["class", "--shard", "2/2", "--round", "5", "--out", "other"]);
    graded(&folder, &["--merge", "one", "other", "--out", "bad"]).expect(4, &["the same plan"]);
}
