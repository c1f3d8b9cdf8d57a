//! What a shell and a manual know of this command line.

use clap::Args;
use clap_complete::Shell;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lab completions bash > ~/.local/share/bash-completion/completions/lab
  lab completions zsh > ~/.zfunc/_lab
  lab completions fish > ~/.config/fish/completions/lab.fish")]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lab man | man -l -
  lab man ~/.local/share/man/man1")]
pub struct Man {
    /// Write lab.1 and a page for each command into this folder; without it, lab.1 goes to standard output
    pub dir: Option<PathBuf>,
}
