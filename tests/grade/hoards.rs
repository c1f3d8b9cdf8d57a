//! Submissions that hoard: each of those is ended for what it did, and nothing of them stays; the class goes on.

use crate::class::{command, grade_some, nothing_is_left, submissions};
use crate::common::{Folder, Running};
use std::path::Path;
use std::process::Command;

/// What they do, each beside a server that is right.
const HOARD: &str = r#"
import os, socket, sys, threading, time
def large(folder, names="12345"):
    for name in names: open(f"{folder}/large{name}", "wb").write(b"x" * (4 << 20))
def deep():
    name, at = "d" * 200, os.open(".", os.O_RDONLY)
    for level in range(18000):
        os.mkdir(name, dir_fd=at)
        within = os.open(name, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = within
def many():
    for number in range(20000): open(f"many{number}", "w").close()
def tiny():
    for number in range(2500): open(f"tiny{number}", "w").write("x")
def closed():
    os.mkdir("closed")
    large("closed")
    os.chmod("closed", 0)
def beyond():
    name, at = "d" * 200, os.open(".", os.O_RDONLY)
    for level in range(60):
        os.mkdir(name, dir_fd=at)
        at = os.open(name, os.O_RDONLY, dir_fd=at)
    for number in range(5):
        hidden = os.open(f"hidden{number}", os.O_WRONLY | os.O_CREAT, dir_fd=at)
        os.write(hidden, b"x" * (4 << 20))
def later(what):
    # It is graded from the moment that it listens.
    def wait():
        while socket.socket().connect_ex(("127.0.0.1", int(os.environ.get("PORT", 5000)))): time.sleep(0.05)
        what()
    threading.Thread(target=wait, daemon=True).start()
def nameless():
    def hold():
        for number in range(5):
            held = os.open("nameless", os.O_WRONLY | os.O_CREAT)
            os.unlink("nameless")
            os.write(held, b"x" * (4 << 20))
    later(hold)
def fleeting():
    def again():
        while True:
            large(".")
            time.sleep(1.5)
            for name in "12345": os.unlink(f"large{name}")
            time.sleep(0.5)
    later(again)
def hasty(): large(".")
def rapid():
    large(".")
    sys.exit("enough")
globals()[sys.argv[1]]()
if len(sys.argv) > 2: exec(open("http10.py").read())
"#;

/// What becomes of each.
const BAD: [(&str, &str, &str); 9] = [
    ("deep", "not-judged", "grade-depth"),
    ("many", "not-judged", "grade-entries"),
    ("tiny", "not-judged", "grade-disk"),
    ("closed", "not-judged", "grade-disk"),
    ("beyond", "not-judged", "grade-disk"),
    ("nameless", "not-judged", "grade-disk"),
    ("fleeting", "not-judged", "grade-disk"),
    // While it is installed, and before it listens.
    ("hasty", "not-started", "grade-disk"),
    ("rapid", "not-started", "grade-disk"),
];

fn class(folder: &Folder) {
    let peer = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/http10.py");
    let peer = std::fs::read_to_string(peer).expect("a peer");
    let mut roster = "[limits]\ndisk = \"8 MiB\"\nentries = 3000\n".to_owned();
    let mut submission = |name: &str, told: &str| {
        folder.write(&format!("class/{name}/http10.py"), &peer);
        folder.write(&format!("class/{name}/hoard.py"), HOARD);
        folder.write(&format!("class/{name}/lab.toml"), told);
        roster += &format!("[[submission]]\nid = \"{name}\"\nfolder = \"class/{name}\"\n");
    };
    let serves = "HOLD=2.5 python3 http10.py";
    submission("good", &format!("start = '{serves}'\n"));
    for (name, ..) in BAD {
        let told = match name {
            "hasty" => format!("install = 'python3 hoard.py hasty'\nstart = '{serves}'\n"),
            name => format!("start = 'HOLD=2.5 python3 hoard.py {name} and-serve'\n"),
        };
        submission(name, &told);
    }
    folder.write("class.toml", &roster);
}

#[test]
fn whoever_hoards_is_ended_for_it_and_nothing_stays() {
    let folder = Folder::new();
    class(&folder);
    let out = folder.arg("out");
    grade_some(&folder, &["class.toml", "--out", &out, "--jobs", "5"]).finish().expect(3, &["could not be started"]);
    let found = submissions(Path::new(&out));
    for (name, outcome, reason) in BAD {
        let one = &found[name];
        // What is in the way of a start may be seen before it listens, or after.
        let is_expected = one["outcome"] == outcome || (outcome == "not-judged" && one["outcome"] == "not-started");
        assert!(is_expected && one["reason"]["id"] == reason, "{name}: {one:#}");
    }
    assert_eq!(found["good"]["mark"], 20.0, "{:#}", found["good"]);
    assert!(!folder.file("out/work").exists(), "nothing stays");
    grade_some(&folder, &["--resume", &out]).finish().expect(3, &[]);
    assert_eq!(submissions(Path::new(&out))["good"]["mark"], 20.0);
    nothing_is_left(&folder);
}

/// Folders in folders, as an earlier `lab` would have left them.
const DEEP: &str = r#"
import os, sys
os.makedirs(sys.argv[1])
at = os.open(sys.argv[1], os.O_RDONLY)
for level in range(18000):
    os.mkdir("d" * 200, dir_fd=at)
    within = os.open("d" * 200, os.O_RDONLY, dir_fd=at)
    os.close(at)
    at = within
"#;

/// Goes on with a class where what is mounted in its folder cannot be removed.
const MOUNTED: &str = r#"
mkdir -p out/work/old/kept && echo x > out/work/old/gone
mount --bind precious out/work/old/kept || exit 9
"$LAB" grade --resume out
"#;

#[test]
fn what_an_earlier_run_left_is_removed_and_what_cannot_be_is_told() {
    let folder = Folder::new();
    let roster = folder.write("class.csv", "id,name\n1,Ada\n");
    let out = folder.arg("out");
    crate::class::graded(&folder, &[&roster, "--out", &out]).expect(0, &["absent"]);
    let made = Command::new("python3").args(["-c", DEEP]).arg(folder.file("out/work/old")).status().expect("python3");
    assert!(made.success());
    let resumed = command(&folder, &["--resume", &out]).output().expect("it runs");
    assert!(resumed.status.success(), "{resumed:?}");
    assert!(!folder.file("out/work").exists());

    folder.write("precious/file", "of somebody");
    let mut mounted = Command::new("unshare");
    mounted.args(if nix::unistd::geteuid().is_root() { &["--mount"][..] } else { &["--map-root-user", "--mount"] });
    mounted.args(["sh", "-c", MOUNTED]).current_dir(folder.file(""));
    mounted.env("LAB", env!("CARGO_BIN_EXE_lab")).env("LC_ALL", "C").env("COLUMNS", "200");
    let told = ["Not all that submissions have made could be removed", "/kept", "tries again"];
    Running::start(&mut mounted).finish().expect(0, &told);
    let report = std::fs::read_to_string(folder.file("out/class.json")).expect("a report");
    assert!(report.contains("class-left"), "{report}");
    assert_eq!(std::fs::read_to_string(folder.file("precious/file")).expect("it is left"), "of somebody");

    grade_some(&folder, &["--resume", &out]).finish().expect(0, &[]);
    assert!(!folder.file("out/work").exists());
    let report = std::fs::read_to_string(folder.file("out/class.json")).expect("a report");
    assert!(!report.contains("class-left"), "{report}");
}
