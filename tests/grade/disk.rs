//! A disk that is full is our trouble: it is told, it costs nobody a mark, and what is missing is made up for.

use crate::class::{EXAMINED, submissions};
use crate::common::{Folder, Running, Server};
use std::process::Command;

/// Grades four submissions on a disk that is too small for so many, and then on a larger one. It is mounted in a name
/// space of its own, which also needs no root.
const SCRIPT: &str = r#"
size=$1
shift
mount -t tmpfs -o "size=$size" small small || exit 9
"$LAB" grade class.csv --out small/out "$@" > first.out 2> first.err
echo "first: $?"
mount -o remount,size=64m small
"$LAB" grade --resume small/out > second.out 2> second.err
echo "second: $?"
cp -r small/out kept
"#;

/// How it ends if submissions cannot be written, and if the class cannot be written either; each says what to do.
const ENDS: [(&str, &str); 2] = [
    ("first: 3\nsecond: 0\n", "When that is mended: lab grade --resume"),
    ("first: 70\nsecond: 0\n", "make room, then: lab grade --resume"),
];

fn graded_on_a_disk_of(size: &str, ends: &[(&str, &str)]) {
    let folder = Folder::new();
    let server = Server::start(&["--hold", "2s", "--interval", "300ms"]);
    let rows: String = (1..=4).map(|id| format!("{id},Student {id},{}\n", server.url)).collect();
    folder.write("class.csv", &format!("id,name,url\n{rows}"));
    folder.write("small/.here", "");
    let mut command = Command::new("unshare");
    command.args(if nix::unistd::geteuid().is_root() { &["--mount"][..] } else { &["--map-root-user", "--mount"] });
    command.args(["sh", "-c", SCRIPT, "sh", size]).args(EXAMINED).args(["--only", "contract", "--only", "wake"]);
    command.current_dir(folder.file("")).env("LAB", env!("CARGO_BIN_EXE_lab")).env("LC_ALL", "C");
    let ended = Running::start(&mut command).finish();
    let read = |name: &str| std::fs::read_to_string(folder.file(name)).unwrap_or_default();
    let said = [read("first.out"), read("first.err"), read("second.out"), read("second.err")].join("\n");
    let says = ends.iter().find(|(codes, _)| *codes == ended.out).map(|(_, says)| *says);
    let says = says.unwrap_or_else(|| panic!("{}{said}", ended.said()));
    for word in ["No space left on device", says] {
        assert!(said.contains(word), "no {word:?} in:\n{said}");
    }
    let found = submissions(&folder.file("kept"));
    assert!(found.len() == 4 && found.values().all(|one| one["mark"] == 20.0), "{found:#?}");
}

#[test]
fn a_full_disk_costs_nobody_a_mark() {
    // What is written last finds what room the others have left.
    graded_on_a_disk_of("600k", &ENDS);
}

#[test]
fn a_disk_too_small_for_the_class_itself_is_told() {
    graded_on_a_disk_of("200k", &ENDS[1..]);
}
