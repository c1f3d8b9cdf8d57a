//! Several machines grade a class as one does.

use crate::class::{SOME, decided, grade_some, make, program, submissions};
use crate::common::{Ended, Folder, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

fn graded(folder: &Folder, args: &[&str]) -> Ended {
    grade_some(folder, args).finish()
}

#[test]
fn shards_put_together_are_the_class() {
    let folder = Folder::new();
    make(&folder, &SOME);
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

/// The recipe of a Slurm array, as Slurm runs it, but for Slurm; and the lines of the others that are for a shell.
#[test]
fn the_recipes_grade_a_class_in_shards() {
    let folder = Folder::new();
    make(&folder, &SOME);
    let recipes = Path::new(env!("CARGO_MANIFEST_DIR")).join("recipes");
    let path = format!("{}:{}", program().display(), std::env::var("PATH").expect("a path"));
    let run = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = Command::new("sh");
        let ran = command.args(args).current_dir(folder.file("")).env("PATH", &path).envs(env.iter().copied()).output();
        let ran = ran.expect("a shell");
        let said = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
        (ran.status.code(), said)
    };
    let slurm = recipes.join("slurm.sh").display().to_string();
    let options = format!("--only contract --hold-min 1s --no-install --visible {}", program().display());
    for index in ["5", "6"] {
        let env = [("SLURM_ARRAY_TASK_ID", index), ("SLURM_ARRAY_TASK_COUNT", "2"), ("SLURM_ARRAY_TASK_MIN", "5")];
        let (code, said) = run(&[&slurm, "class", "results"], &[&env[..], &[("LAB_OPTIONS", &options)]].concat());
        assert_eq!(code, Some(0), "{said}");
    }
    let (code, said) = run(&[&slurm, "--merge", "results"], &[]);
    assert_eq!(code, Some(3), "{said}");
    assert_eq!(submissions(&folder.file("results/class")).len(), 4);

    for (recipe, env) in [
        ("github.yml", [("CI_NODE_INDEX", "2"), ("CI_NODE_TOTAL", "4")]),
        ("gitlab.yml", [("CI_NODE_INDEX", "2"), ("CI_NODE_TOTAL", "4")]),
        ("kubernetes.yaml", [("JOB_COMPLETION_INDEX", "1"), ("JOB_COMPLETIONS", "4")]),
    ] {
        let text = std::fs::read_to_string(recipes.join(recipe)).expect("a recipe");
        let line = text.lines().find(|line| line.contains("--shard auto")).expect("what a shard runs");
        let (_, line) = line.split_once("grade ").expect("what it grades");
        let line = line.replace("/class/submissions", "class").replace("submissions", "class").replace("/class/", "");
        let (line, _) = line.split_once(" || ").expect("a mark that is missing is no failure");
        let line = format!("lab grade {line} --dry-run --visible {}", program().display());
        let (code, said) = run(&["-c", &line], &env);
        assert!(matches!(code, Some(0 | 3)), "{line}\n{said}");
        assert!(said.contains("one submission"), "{recipe}:\n{said}");
    }
}
