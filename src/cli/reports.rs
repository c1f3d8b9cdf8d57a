//! The options that say where reports go: one for each format.

use crate::report::formats::{FORMATS, Format};
use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};
use std::path::PathBuf;

/// Files to write, each with its format. The options of `lab report render` (`SHORT`) do not begin with "report-".
#[derive(Debug, Clone, Default)]
pub struct Reports<const SHORT: bool = false>(pub Vec<(Format, PathBuf)>);

fn arg(format: &Format, short: bool) -> Arg {
    let name = if short { format.name() } else { format.option };
    let parser = clap::value_parser!(PathBuf);
    let arg = Arg::new(format.option).long(name).value_name("FILE").value_parser(parser).help(format.about);
    arg.help_heading("Reports (- is standard output)")
}

impl<const SHORT: bool> Args for Reports<SHORT> {
    fn augment_args(command: Command) -> Command {
        FORMATS.iter().fold(command, |command, format| command.arg(arg(format, SHORT)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<const SHORT: bool> FromArgMatches for Reports<SHORT> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let file = |format: &Format| matches.get_one::<PathBuf>(format.option).map(|file| (*format, file.clone()));
        Ok(Self(FORMATS.iter().filter_map(file).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
