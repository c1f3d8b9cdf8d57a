//! What the pages say is to be typed, read by the grammar of the program.

use super::pages;
use clap::Parser;
use lab::cli::Cli;

/// What the shell does with what comes out, and what comes after.
const OF_THE_SHELL: [&str; 8] = ["|", ">", "2>/dev/null", "&&", "||", "&", ";", "<"];

/// The lines of the blocks of shell, without comments.
fn lines(text: &str) -> Vec<&str> {
    let mut is_shell = false;
    let mut found = vec![];
    for line in text.lines() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            is_shell = !is_shell && ["sh", "bash", "console"].contains(&language);
        } else if is_shell {
            found.push(line.split(" #").next().unwrap_or_default().trim());
        }
    }
    found
}

#[test]
fn every_command_is_understood() {
    let mut tried = 0;
    for (page, text) in pages() {
        for line in lines(&text).into_iter().filter(|line| line.starts_with("lab ")) {
            let words = shell_words::split(line).unwrap_or_else(|error| panic!("{page}: {line}: {error}"));
            let words: Vec<String> = words.into_iter().take_while(|word| !OF_THE_SHELL.contains(&&**word)).collect();
            if let Err(error) = Cli::try_parse_from(&words) {
                use clap::error::ErrorKind::{DisplayHelp, DisplayVersion};
                assert!([DisplayHelp, DisplayVersion].contains(&error.kind()), "{page}: {line}\n{error}");
            }
            tried += 1;
        }
    }
    assert!(tried > 60, "only {tried} commands");
}

#[test]
fn a_command_is_a_line_of_a_block_of_shell() {
    let text = "lab no\n```sh\nlab check 5000   # what it does\n```\n```toml\nlab = 1\n```\n";
    assert_eq!(lines(text), ["lab check 5000"]);
}
