//! What a submission reaches of the machine that it is graded on: nothing. `tests/escapes` has the attempts, and says what
//! is promised; `./prove escapes` shows each of them.

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
