//! What a shell and a manual know of the command line: both come of its grammar.

use super::out;
use super::outputs::cannot_write;
use crate::cli::Cli;
use crate::exit::{Exit, Failure};
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::fmt::Write;
use std::path::Path;

pub fn completions(shell: clap_complete::Shell) -> Exit {
    let mut script = vec![];
    clap_complete::generate(shell, &mut Cli::command(), "lab", &mut script);
    out::text(String::from_utf8_lossy(&script));
    Exit::Pass
}

pub fn man(dir: Option<&Path>) -> Result<Exit, Failure> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let Some(dir) = dir else {
        out::text(page(&command)?);
        return Ok(Exit::Pass);
    };
    std::fs::create_dir_all(dir).map_err(|error| cannot_write(dir, &error))?;
    pages(&command, dir)?;
    Ok(Exit::Pass)
}

fn pages(command: &Command, dir: &Path) -> Result<(), Failure> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let path = dir.join(format!("{name}.1"));
    std::fs::write(&path, page(command)?).map_err(|error| cannot_write(&path, &error))?;
    command.get_subcommands().filter(|command| !command.is_hide_set()).try_for_each(|command| pages(command, dir))
}

/// A page: what the grammar says, and what stands after the help under headings of its own, line by line.
fn page(command: &Command) -> Result<String, Failure> {
    let man = Man::new(command.clone()).source(concat!("lab ", env!("CARGO_PKG_VERSION"))).manual("lab");
    let mut out = vec![];
    let mut write = || {
        man.render_title(&mut out)?;
        man.render_name_section(&mut out)?;
        man.render_synopsis_section(&mut out)?;
        man.render_description_section(&mut out)?;
        man.render_options_section(&mut out)?;
        if command.get_subcommands().any(|command| !command.is_hide_set()) {
            man.render_subcommands_section(&mut out)?;
        }
        std::io::Result::Ok(())
    };
    write().map_err(|error| Failure::new(Exit::Fault, error.to_string()))?;
    let mut page = String::from_utf8_lossy(&out).into_owned();
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    for part in after.split("\n\n") {
        let (title, lines) = match part.split_once(":\n") {
            Some((title, lines)) => (title, lines),
            None => ("Notes", part),
        };
        let _ = writeln!(page, ".SH \"{}\"\n.nf", title.to_uppercase());
        for line in lines.lines() {
            let _ = writeln!(page, "{}", literal(line.strip_prefix("  ").unwrap_or(line)));
        }
        let _ = writeln!(page, ".fi");
    }
    Ok(page)
}

/// A line that roff takes as it is, and that can be copied from the page.
fn literal(line: &str) -> String {
    let line = line.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq").replace('`', "\\(ga");
    let line = line.replace('~', "\\(ti").replace('^', "\\(ha");
    if line.starts_with('.') { format!("\\&{line}") } else { line }
}
