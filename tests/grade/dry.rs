//! A dry run says what would be done, and what cannot be.

use crate::class::{EXAMINED, graded};
use crate::common::{Ended, Folder, Running, lab};
use std::os::unix::fs::symlink;
use std::process::Command;

const SERVER: &str = "from http.server import HTTPServer\nHTTPServer(('', 5000), None).serve_forever()\n";

/// The sign of a submission in the table.
#[track_caller]
fn sign(ended: &Ended, id: &str) -> char {
    let row = ended.out.lines().find(|line| line.split_whitespace().next() == Some(id));
    let row = row.unwrap_or_else(|| panic!("no row of {id} in:\n{}", ended.said()));
    row.chars().find(|c| ['✔', '✘'].contains(c)).unwrap_or_else(|| panic!("no sign: {row}"))
}

fn class(folder: &Folder) {
    for (name, told) in [
        ("no-installer", "install = 'no-such-installer x'\nstart = 'python3 app.py'\n"),
        ("no-server", "start = 'no-such-server'\n"),
        ("by-shell", "install = '(true)'\nstart = 'cd . && A=b exec python3 app.py'\n"),
        ("comes-later", "install = 'true'\nstart = 'made-by-the-installer'\n"),
    ] {
        folder.write(&format!("class/{name}/lab.toml"), told);
        folder.write(&format!("class/{name}/app.py"), SERVER);
    }
    folder.write("class/plain/app.py", SERVER);
    folder.write("class/comments/app.py", SERVER);
    folder.write("class/comments/requirements.txt", "# nothing\n\n");
    folder.write("class/needs/app.py", SERVER);
    folder.write("class/needs/requirements.txt", "# one\nflask\n");
}

#[test]
fn what_cannot_be_installed_or_started_here_is_not_promised() {
    let folder = Folder::new();
    class(&folder);
    let words = ["this machine has no no-such-installer", "this machine has no no-such-server"];
    let ended = graded(&folder, &["class", "--dry-run", "--install-network", "shared"]).expect(3, &words);
    let signs = |ended: &Ended, ids: &[&str]| ids.iter().map(|id| sign(ended, id)).collect::<String>();
    assert_eq!(signs(&ended, &["no-installer", "no-server"]), "✘✘", "{}", ended.out);
    assert_eq!(signs(&ended, &["by-shell", "comes-later", "plain", "comments", "needs"]), "✔✔✔✔✔", "{}", ended.out);

    let words = ["what it asks for has not been fetched before"];
    let ended = graded(&folder, &["class", "--dry-run", "--offline"]).expect(3, &words);
    assert_eq!(signs(&ended, &["plain", "comments", "needs"]), "✔✔✘", "{}", ended.out);

    // What is not installed is not said to be, and then its server has to be there already.
    let ended = graded(&folder, &["class", "--dry-run", "--no-install"]).expect(3, &[]);
    assert_eq!(signs(&ended, &["no-installer", "comes-later", "needs"]), "✔✘✔", "{}", ended.out);
    assert!(!ended.said().contains("install with"), "{}", ended.said());
    let some = ["--student", "plain", "--student", "needs"];
    graded(&folder, &[&["class", "--dry-run", "--no-install"][..], &some].concat()).expect(0, &[]);
}

/// Runs a dry run of two, where this was done to the machine before.
fn where_is(folder: &Folder, before: &str, path: &str) -> Ended {
    let mut command = Command::new("unshare");
    command.args(if nix::unistd::geteuid().is_root() { &["--mount"][..] } else { &["--map-root-user", "--mount"] });
    command.args(["sh", "-c", &format!("{before} && PATH={path} exec \"$LAB\" \"$@\""), "sh"]);
    command.args(["grade", "class", "--dry-run", "--student", "plain", "--student", "needs"]).args(EXAMINED);
    command.current_dir(folder.file("")).env("LAB", env!("CARGO_BIN_EXE_lab")).env("LC_ALL", "C").env("COLUMNS", "100");
    Running::start(&mut command).finish()
}

#[test]
fn why_there_is_no_way_out_is_told_with_what_helps() {
    let folder = Folder::new();
    class(&folder);
    // All that is needed, but for what this is about.
    for program in ["bwrap", "nsenter", "sh", "ip", "slirp4netns"] {
        let path = std::env::var_os("PATH").expect("a path");
        let at = std::env::split_paths(&path).map(|dir| dir.join(program)).find(|at| at.is_file());
        let at = at.unwrap_or_else(|| panic!("no {program} here"));
        for (without, dir) in [("", "all"), ("ip", "no-ip"), ("slirp4netns", "no-slirp")] {
            std::fs::create_dir_all(folder.file(dir)).expect("a folder");
            if program != without {
                symlink(&at, folder.file(dir).join(program)).expect("a link");
            }
        }
    }
    let all = folder.arg("all");
    let gone = "mount -t tmpfs tmpfs /dev/net";
    let closed = "mount --bind /dev/net /dev/net && mount -o remount,bind,nodev /dev/net";
    for (before, path, told, advice) in [
        (gone, &all, "/dev/net/tun is not there (No such file", "modprobe tun"),
        (closed, &all, "/dev/net/tun may not be opened (Permission denied", "let your user read and write it"),
        ("true", &folder.arg("no-ip"), "ip cannot be run (No such file", "install iproute2"),
        ("true", &folder.arg("no-slirp"), "slirp4netns cannot be run (No such file", "install it"),
    ] {
        let ended = where_is(&folder, before, path);
        let ended = ended.expect(3, &[told, advice, "what it needs cannot be installed, as said above"]);
        assert_eq!([sign(&ended, "plain"), sign(&ended, "needs")], ['✔', '✘'], "{}", ended.out);
        assert_eq!(ended.said().contains("slirp4netns"), told.contains("slirp4netns"), "{}", ended.said());
    }
    let ended = where_is(&folder, "true", &all);
    assert_eq!(sign(&ended, "needs"), '✔', "{}", ended.said());
}

/// What would be refused is refused by a dry run too.
#[test]
fn folders_and_files_of_another_kind_are_refused() {
    let folder = Folder::new();
    class(&folder);
    let file = folder.write("file", "a,b\n1,2\n");
    let within = format!("{file}/within");
    folder.write("graded/journal.jsonl", "");
    for dry in [&["--dry-run"][..], &[]] {
        let refused = |options: &[&str], code: i32, words: &[&str]| {
            graded(&folder, &[&["class", "--out", "out"], dry, options].concat()).expect(code, words);
            assert!(!folder.file("out/journal.jsonl").exists(), "nothing was begun");
        };
        for packages in [&file, &within] {
            refused(&["--packages", packages], 2, &["--packages", "ot a directory"]);
        }
    }
    for dry in [&["--dry-run"][..], &[]] {
        let refused = |options: &[&str], code: i32, words: &[&str]| {
            graded(&folder, &[&["class"], dry, options].concat()).expect(code, words);
        };
        refused(&["--out", &file], 2, &["cannot write"]);
        refused(&["--out", &folder.arg("graded")], 2, &["a class was graded there"]);
        refused(&["--out", &folder.arg("new"), "--moodle-worksheet", &file], 4, &["was not filled"]);
    }
    let mut french = lab(&["grade", "class", "--dry-run", "--packages", &file, "--lang", "fr"]);
    let ended = Running::start(french.current_dir(folder.file(""))).finish();
    ended.expect(2, &["--packages", "ot a directory"]);
}
