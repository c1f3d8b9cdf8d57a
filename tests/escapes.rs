//! What a submission reaches of the machine that it is graded on: nothing. `tests/escapes` has the attempts, and says what
//! is promised; `./prove escapes` shows each of them.

mod common;

use common::{Folder, lab};
use std::path::Path;
use std::process::Command;

/// Tries all of it, with `lab` run by this user.
fn nothing_is_reached(user: &str) {
    let run = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/escapes/run");
    let mut command = Command::new("timeout");
    let ended = command.args(["--kill-after=5", "120"]).arg(run).args([env!("CARGO_BIN_EXE_lab"), user]).output();
    let ended = ended.expect("the script runs");
    let (said, complained) = (String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
    assert!(ended.status.success(), "{}\n{said}{complained}", ended.status);
    assert!(said.contains(" 0 surprises"), "{said}");
}

#[test]
fn nothing_is_reached_where_root_grades() {
    nothing_is_reached("root");
}

#[test]
fn nothing_is_reached_where_an_ordinary_user_grades() {
    nothing_is_reached("nobody");
}

/// A shell that runs `lab` may have a file open that its user alone can open.
#[test]
fn a_server_that_a_check_starts_inherits_no_descriptor() {
    let folder = Folder::new();
    let tells = folder.write(
        "tells.py",
        "import os\nfor one in os.listdir('/proc/self/fd'):\n    try: print('OPEN', one, os.readlink('/proc/self/fd/' + one), flush=True)\n    except OSError: pass\n",
    );
    let mut command = Command::new("sh");
    let of_lab = lab(&["check", "--start", &format!("python3 {tells}"), "http://127.0.0.1:9"]);
    command
        .args(["-c", "exec 9<\"$0\"; exec \"$@\"", &folder.arg("")])
        .arg(of_lab.get_program())
        .args(of_lab.get_args());
    let ended = command.output().expect("a shell");
    let said = String::from_utf8_lossy(&ended.stdout).into_owned() + &String::from_utf8_lossy(&ended.stderr);
    // It ends before it listens.
    assert_eq!(ended.status.code(), Some(5), "{said}");
    let open: Vec<_> = said.lines().filter(|line| line.starts_with("OPEN ")).collect();
    assert!(open.iter().all(|line| !line.contains(&folder.arg(""))), "{said}");
}
