//! The program itself, on submissions and targets that try: each of its commands, without a terminal and in one.

use crate::common::{Folder, Running, free_port, lab, run, unsafe_characters};
use crate::hostile;
use clap::CommandFactory;
use std::collections::BTreeSet;
use std::process::Command;

/// Where each command is fed with what others wrote, or why it shows nothing of theirs.
const COMMANDS: [(&str, &str); 17] = [
    ("check", "here"),
    ("grade", "here"),
    ("judge", "here"),
    ("report", "here, and formats"),
    ("contract", "here, and tests/hostile"),
    ("watch", "here, tests/watch and tests/rooms"),
    ("load", "here, and formats"),
    ("race", "here"),
    ("page", "shows what `check --verbose` does, by the same function; what a page says is escaped as there"),
    ("scenario", "shows scenario files, which are the instructor's"),
    ("explain", "our own texts, and what our own servers showed"),
    ("serve", "shows our own servers"),
    ("open", "shows the name of a folder of ours"),
    ("selftest", "shows our own servers"),
    ("completions", "our own grammar"),
    ("man", "our own grammar"),
    ("control", "a number"),
];
const HIDDEN: [&str; 3] = ["examine", "fence", "launch"];

#[test]
fn every_command_is_known() {
    let cli = lab::cli::Cli::command();
    let found: BTreeSet<&str> = cli.get_subcommands().map(|command| command.get_name()).collect();
    let known: BTreeSet<&str> = COMMANDS.iter().map(|(name, _)| *name).chain(HIDDEN).collect();
    assert_eq!(found, known, "a new command shows what others wrote here, or says why it does not");
}

/// What a student of `hostile` prints last, in each of their ways.
const LAST: &str =
    "\\x1b[2K\\r\\x1b[1A[1/1] a \\u00b7 20      \\x1b]52;c;Y3VybCBldmlsfHNo\\x07\\x1b[45m\\u202eeslaf\\x9b31m";

/// A class of which every part tries: a last line, a lab.toml, the names of files, of an archive and of folders.
fn class(folder: &Folder) {
    let print = format!("print(\"{LAST}\", flush=True)\nraise SystemExit(1)\n");
    folder.write("class/prints/app.py", &print);
    folder.write("class/raises/app.py", &format!("raise Exception(\"{LAST}\")\n"));
    folder.write(
        "class/told/lab.toml",
        "start = \"echo \\u001b]0;x\\u0007\\u202e; exit 1\"\ninstall = \"true \\u001b[2J\"\n",
    );
    folder.write("class/broken/lab.toml", "st\u{202e}art = \"\u{9b}31m\nFORGED\"\n");
    folder.write("class/empty/\u{1b}[2J\u{202e}\nFORGED.txt", "x");
    folder.write("class/\u{1b}]0;x\u{7}\u{202e}\nFORGED: 20/app.py", "raise SystemExit(1)\n");
    folder.write("class/.hidden\u{1b}[2J\nFORGED", "x");
    folder.write("class/other\u{1b}[2J\u{202e}\nFORGED.pdf", "x");
    folder.write("class/archived/x.zip", "no archive");
    folder.write("class/archived/note\u{1b}[2J\nFORGED.pdf", "x");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc\u{1b}[2J\nFORGED", folder.file("class/link.zip")).expect("a link");
}

fn grade(folder: &Folder, args: &[&str]) -> Command {
    let mut command = lab(&["grade"]);
    command.current_dir(folder.file("")).args(args).args(["--lab", "long-polling", "--seed", "1"]);
    command
}

#[track_caller]
fn forges_nothing(said: &str) {
    let forged: Vec<_> = said.lines().filter(|line| line.trim_start().starts_with("FORGED")).collect();
    assert!(forged.is_empty(), "{forged:?} in:\n{said}");
}

#[test]
fn a_class_that_tries() {
    let folder = Folder::new();
    class(&folder);
    let planned = Running::start(&mut grade(&folder, &["class", "--dry-run"])).finish();
    forges_nothing(&planned.said());
    assert!(
        planned.said().contains("\\u{202e}") && planned.said().contains("skipped, as hidden"),
        "{}",
        planned.said()
    );
    let ended = Running::start(&mut grade(&folder, &["class", "--out", "out"])).finish();
    forges_nothing(&ended.said());
    assert!(
        ended.said().contains("\\u{1b}]52;c;") && ended.said().contains("Links are not followed"),
        "{}",
        ended.said()
    );
    for name in ["class.json", "grades.csv", "junit.xml", "index.html", "journal.jsonl"] {
        let text = std::fs::read_to_string(folder.file(&format!("out/{name}"))).expect("a file of the class");
        assert_eq!(unsafe_characters(&text.replace('\r', "")), "", "{name}");
    }
}

/// In a terminal, lines move: what draws them writes codes of its own, and none of a student's.
#[test]
fn a_class_that_tries_in_a_terminal() {
    let folder = Folder::new();
    class(&folder);
    let (lab, shown) = (env!("CARGO_BIN_EXE_lab"), folder.arg("shown"));
    let line = format!("stty cols 150; '{lab}' grade class --out out --lab long-polling --seed 1 --lang en");
    let mut command = Command::new("script");
    command.args(["-qec", &line, &shown]).current_dir(folder.file("")).env("TERM", "xterm").env_remove("CI");
    command.env_remove("COLUMNS").output().expect("script, of util-linux");
    let said = String::from_utf8_lossy(&std::fs::read(&shown).expect("what was shown")).into_owned();
    assert!(said.contains("\u{1b}[") && said.contains("\\u{1b}]52;c;"), "{said}");
    for bad in ["\u{1b}]", "\u{1b}[45m", "\u{1b}[2J", "\u{9b}", "\u{202e}", "\nFORGED", "\u{7}"] {
        assert!(!said.contains(bad), "{bad:?} in:\n{said:?}");
    }
}

#[test]
fn a_target_that_tries() {
    let (folder, url) = (Folder::new(), hostile::flawed());
    let (short, save) = (["--hold-min", "1s", "--hold-max", "4s", "--only", "contract"], folder.save());
    let more = ["--verbose", &save];
    // `finish` looks at all that is said.
    let checked = run(&[&["check", &url], &short[..], &more].concat());
    assert!(checked.said().contains("\\u{1b}"), "{}", checked.said());
    let (history, report) = (folder.arg("run/history.jsonl"), folder.arg("run/report.json"));
    run(&["judge", &history, "--verbose"]);
    run(&["report", "render", &report, "--verbose"]);
    for format in lab::report::formats::FORMATS {
        run(&["report", "render", &report, &format!("--{}", format.name()), "-"]);
    }
    run(&["report", "diff", &report, &report]);
    run(&["contract", "discover", &url]);
    run(&["watch", &format!("{url}/poll-status"), "--poll", "--for", "2s"]);
    run(&["watch", &format!("{url}/gone"), "--for", "2s", "--full"]);
    run(&["load", &url, "--waiters", "3", "--updates", "1"]);
    run(&["race", &url, "--pollers", "3", "--rounds", "1", "--hold-min", "1s", "--hold-max", "4s"]);
    for name in ["history.jsonl", "report.json", "index.html"] {
        let text = std::fs::read_to_string(folder.file(&format!("run/{name}"))).expect("a file of the run");
        assert_eq!(unsafe_characters(&text), "", "{name}");
    }
}

/// Errors name files, and quote what is in them.
#[test]
fn files_that_try() {
    let folder = Folder::new();
    let bad = "\u{1b}]0;x\u{7}\u{202e}\u{9b}31m";
    for (name, text) in [
        ("report.json", format!("{{\"format\": \"{bad}\"}}")),
        ("cut.json", format!("{{\"format\": \"lab-report/1\", \"{bad}")),
        ("roster.toml", format!("class = \"{bad}\"\n[{bad}]\n")),
        ("roster.csv", format!("id,{bad}\n\"../{bad}\nFORGED\",x\n")),
        ("contract.toml", format!("[poll]\n\"{bad}\" = 1\n")),
    ] {
        let file = folder.write(&format!("{bad}{name}"), &text);
        let ended = match name {
            "roster.toml" | "roster.csv" => run(&["grade", &file]),
            "contract.toml" => run(&["check", &format!("http://127.0.0.1:{}", free_port()), "--contract", &file]),
            _ => run(&["report", "render", &file]),
        };
        assert_eq!(ended.code, Some(4), "{}", ended.said());
        forges_nothing(&ended.said());
    }
}
