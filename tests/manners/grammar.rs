//! What the help says, read by the grammar that it is about.

use clap::{Command, CommandFactory, Parser};
use lab::cli::Cli;

/// Every command that a user sees, with how it is called.
pub fn commands() -> Vec<(Vec<String>, Command)> {
    fn add(command: &Command, path: Vec<String>, all: &mut Vec<(Vec<String>, Command)>) {
        for one in command.get_subcommands().filter(|one| !one.is_hide_set()) {
            add(one, [&path[..], &[one.get_name().to_owned()]].concat(), all);
        }
        all.push((path, command.clone()));
    }
    let mut all = vec![];
    add(&Cli::command(), vec![], &mut all);
    assert!(all.len() > 20, "{}", all.len());
    all
}

/// The lines under "Examples:".
pub fn examples(help: &str) -> Vec<&str> {
    let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1);
    lines.take_while(|line| !line.is_empty()).map(str::trim).collect()
}

#[test]
fn every_help_has_examples_that_the_grammar_takes() {
    Cli::command().debug_assert();
    for (path, _) in commands() {
        let args: Vec<&str> = path.iter().map(String::as_str).chain(["--help"]).collect();
        let help = super::common::run(&args).expect(0, &["Examples:"]).out;
        let examples = examples(&help);
        assert!(!examples.is_empty(), "{path:?} has no examples:\n{help}");
        let mut own = 0;
        for example in examples {
            let words = shell_words::split(example).unwrap_or_else(|error| panic!("{example}: {error}"));
            // What the shell does with the output is not ours.
            let words: Vec<String> = words.into_iter().take_while(|word| !["|", ">"].contains(&&**word)).collect();
            assert_eq!(words[0], "lab", "{example}");
            Cli::try_parse_from(&words).unwrap_or_else(|error| panic!("{example}: {error}"));
            own += usize::from(words[1..].starts_with(&path));
        }
        assert!(own > 0, "no example of {path:?} is about it");
    }
}

#[test]
fn an_example_that_is_wrong_is_seen() {
    assert!(Cli::try_parse_from(["lab", "check", "--no-such-option"]).is_err());
    assert_eq!(examples("x\nExamples:\n  lab a\n  lab b\n\nlab c"), ["lab a", "lab b"]);
}
