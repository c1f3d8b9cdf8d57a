//! Completions and manual pages, read by the programs that they are for.

use super::common::{Folder, run};
use super::grammar::commands;
use std::process::Command;

/// What a program says, and how it ended.
fn ended(program: &mut Command) -> (bool, String, String) {
    let out = program.output().unwrap_or_else(|error| panic!("{program:?}: {error}; see tests/manners/install"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (out.status.success(), text(&out.stdout), text(&out.stderr))
}

#[test]
fn bash_completes_commands_options_and_values() {
    let folder = Folder::new();
    let script = folder.write("lab.bash", &run(&["completions", "bash"]).expect(0, &["complete -F"]).out);
    let (parsed, _, err) = ended(Command::new("bash").args(["-n", &script]));
    assert!(parsed && err.is_empty(), "{err}");
    for (line, wanted) in [
        ("lab che", "check"),
        ("lab check --pass", "--pass-mark"),
        ("lab report render --verb", "--verbose"),
        ("lab --lang f", "fr"),
        ("lab completions zs", "zsh"),
        ("lab contract disc", "discover"),
    ] {
        // As bash itself calls it: the words, the place of the cursor, the function that `complete` named.
        let ask = format!(
            "source \"$1\"; COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); COMP_LINE='{line}'; \
             COMP_POINT=${{#COMP_LINE}}; f=$(complete -p lab); f=${{f#*-F }}; f=${{f%% *}}; \
             \"$f\" lab \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        let (_, out, err) = ended(Command::new("bash").args(["--norc", "-c", &ask, "bash", &script]));
        assert_eq!((out.trim(), err.as_str()), (wanted, ""), "{line}");
    }
}

#[test]
fn every_shell_has_completions_that_know_an_option() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        run(&["completions", shell]).expect(0, &["pass-mark", "list-flaws"]);
    }
    run(&["completions", "cmd"]).expect(2, &["it can be: bash", "powershell"]);
}

#[test]
fn every_command_has_a_page_that_groff_reads_without_a_warning() {
    let folder = Folder::new();
    let pages = folder.arg("man");
    run(&["man", &pages]).expect(0, &[]);
    for (path, _) in commands() {
        let name = [vec!["lab".to_owned()], path].concat().join("-");
        let file = format!("{pages}/{name}.1");
        let (read, text, warnings) = ended(Command::new("groff").args(["-man", "-ww", "-Tutf8", "-P-cbou", &file]));
        assert!(read && warnings.is_empty(), "{name}: {warnings}");
        for word in ["NAME", "SYNOPSIS", "EXAMPLES", &*name] {
            assert!(text.contains(word), "{name} has no {word:?}:\n{text}");
        }
    }
    assert_eq!(std::fs::read_dir(&pages).expect("pages").count(), commands().len(), "a page too many");
    let first = std::fs::read_to_string(format!("{pages}/lab.1")).expect("a page");
    assert_eq!(run(&["man"]).expect(0, &["EXIT CODES"]).out, first);
    run(&["man", "/dev/null/pages"]).expect(2, &["cannot write"]);
}

/// What can be copied from a page is what the help says: no quote or dash turned into another.
#[test]
fn examples_can_be_copied_from_a_page() {
    let folder = Folder::new();
    let page = run(&["man"]).expect(0, &[]).out;
    let file = folder.write("lab.1", &page);
    let (_, text, _) = ended(Command::new("groff").args(["-man", "-Tutf8", "-P-cbou", &file]));
    assert!(text.contains("lab check --start 'python app.py' http://localhost:5000"), "{text}");
}
