//! Colours, widths and moving lines, with a terminal and without.

use super::common::{Folder, Server, lab, run};
use std::process::{Command, Stdio};

/// Names and values of the environment.
type Settings = &'static [(&'static str, &'static str)];

const ONLY: [&str; 3] = ["--only", "contract", "--quiet"];

/// A saved report to show.
fn saved(folder: &Folder) -> String {
    let (server, file) = (Server::start(&["--hold", "2s"]), folder.arg("report.json"));
    run(&[&["check", &server.url, "--report-json", &file], &ONLY[..]].concat()).expect(0, &[]);
    file
}

/// What it writes on standard output without a terminal, with these settings and none of ours.
fn plain(args: &[&str], settings: &[(&str, &str)]) -> String {
    let mut command = lab(args);
    ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "CI", "TERM"].iter().for_each(|name| {
        command.env_remove(name);
    });
    let out = command.envs(settings.iter().copied()).output().expect("it starts");
    String::from_utf8_lossy(&out.stdout).into_owned()
}

/// What it writes to a terminal that is so wide: `script` makes one.
fn terminal(args: &[&str], columns: u16, settings: &[(&str, &str)]) -> String {
    let words = args.iter().map(|arg| shell_words::quote(arg)).collect::<Vec<_>>().join(" ");
    let line = format!("stty cols {columns} rows 50; {} {words}", env!("CARGO_BIN_EXE_lab"));
    let mut command = Command::new("script");
    command.args(["-qec", &line, "/dev/null"]).env("LC_ALL", "C").env("TERM", "xterm").stdin(Stdio::null());
    ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "CI"].iter().for_each(|name| {
        command.env_remove(name);
    });
    let out = command.envs(settings.iter().copied()).output().expect("script, of util-linux");
    String::from_utf8_lossy(&out.stdout).into_owned()
}

fn widest(text: &str) -> usize {
    text.lines().map(|line| line.trim_end().chars().count()).max().unwrap_or(0)
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let folder = Folder::new();
    let show = ["report", "render", &saved(&folder)];
    let coloured = |text: &str| text.contains("\u{1b}[");
    let cases: [(Settings, bool, bool); 7] = [
        (&[], false, true),
        (&[("NO_COLOR", "1")], false, false),
        (&[("NO_COLOR", "")], false, true),
        (&[("CLICOLOR_FORCE", "1")], true, true),
        (&[("CLICOLOR_FORCE", "0")], false, true),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false, false),
        (&[("CLICOLOR", "0")], false, false),
    ];
    for (settings, without, with) in cases {
        assert_eq!(coloured(&plain(&show, settings)), without, "no terminal, {settings:?}");
        let shown = terminal(&show, 90, settings);
        assert!(shown.contains("1.5 / 1.5"), "{shown}");
        assert_eq!(coloured(&shown), with, "a terminal, {settings:?}");
    }
}

#[test]
fn the_width_is_that_of_the_terminal_or_the_one_that_is_asked_for() {
    let list = ["scenario", "list"];
    assert_eq!(widest(&plain(&list, &[])), 80);
    assert_eq!(widest(&plain(&list, &[("COLUMNS", "60")])), 60);
    assert_eq!(widest(&plain(&list, &[("COLUMNS", "none")])), 80);
    assert_eq!(widest(&terminal(&list, 70, &[])), 70);
}

#[test]
fn a_line_moves_on_a_terminal_only_and_not_in_ci() {
    let server = Server::start(&["--hold", "2s"]);
    let check = ["check", &server.url, "--only", "contract"];
    // What clears a line to draw it anew.
    let moves = |text: &str| text.contains("\u{1b}[2K") || text.contains('⠁') || text.contains("\u{1b}[1A");
    let settings = [("NO_COLOR", "1")];
    assert!(moves(&terminal(&check, 80, &settings)));
    for setting in [("CI", "true"), ("TERM", "dumb")] {
        let shown = terminal(&check, 80, &[settings[0], setting]);
        assert!(!moves(&shown) && !shown.contains('\u{1b}'), "{setting:?}: {shown:?}");
        assert!(shown.contains("· The endpoints answer"), "{shown}");
    }
    let ended = run(&check).expect(0, &["· The endpoints answer"]);
    assert!(!moves(&ended.err), "{}", ended.err);
}
