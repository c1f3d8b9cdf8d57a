use super::values::{address, duration, interval, redis, whole};
use super::voice::Verbosity;
use clap::Args;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lab serve
  lab serve --port 0 --hold 2s --interval 300ms
  lab serve --instances 2 --redis localhost:6379
  lab serve --list-flaws
  lab serve --flaw never-holds --hold 2s")]
pub struct Serve {
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1", value_parser = address, allow_hyphen_values = true)]
    pub host: IpAddr,
    /// The port to listen on; 0 takes any free one
    #[arg(long, default_value_t = 5000, value_parser = whole::<u16, 0, 65_535>, allow_hyphen_values = true)]
    pub port: u16,
    /// How long a poll is held
    #[arg(long, value_name = "TIME", default_value = "25s", value_parser = duration, allow_hyphen_values = true)]
    pub hold: Duration,
    /// How often a stream has a new quote, 10ms or more
    #[arg(long, value_name = "TIME", default_value = "2s", value_parser = interval, allow_hyphen_values = true)]
    pub interval: Duration,
    /// How many servers there are, at ports that follow one another
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = whole::<u16, 1, 9>, allow_hyphen_values = true)]
    pub instances: u16,
    /// The Redis through which their chats are one, as in localhost:6379
    #[arg(long, value_name = "ADDRESS", value_parser = redis)]
    pub redis: Option<String>,
    /// Serve with this flaw, by its name or its row in the catalogue
    #[arg(long, value_name = "NAME")]
    pub flaw: Option<String>,
    /// List the flaws, and the rules that each one fails
    #[arg(long)]
    pub list_flaws: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lab selftest
  lab selftest --only reference --only never-holds
  lab selftest --quiet --jobs 4
  lab selftest --lab long-polling --hold 25s
  lab selftest --replay --only wakes-only-one
  lab selftest --matrix docs/reference/matrix.md")]
pub struct Selftest {
    /// The hold of the servers
    #[arg(long, value_name = "TIME", default_value = "2s", value_parser = duration, allow_hyphen_values = true)]
    pub hold: Duration,
    /// How often their streams have a new quote
    #[arg(long, value_name = "TIME", default_value = "400ms", value_parser = interval, allow_hyphen_values = true)]
    pub interval: Duration,
    /// Only this flaw (repeatable); `reference` is the reference
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,
    /// Only the reference and the flaws of this lab
    #[arg(long, value_name = "LAB", conflicts_with = "matrix")]
    pub lab: Option<String>,
    /// How many servers are checked at once
    #[arg(long, default_value_t = 12, value_parser = whole::<usize, 1, 1000>, allow_hyphen_values = true)]
    pub jobs: usize,
    /// The machine is kept busy: a rule that should fail may be unknown too, though it must never pass
    #[arg(long, conflicts_with = "matrix")]
    pub busy: bool,
    /// If nothing is surprising, write which flaw fails which rule, as Markdown; a file that has a place for the table,
    /// as docs/reference/matrix.md, keeps the rest
    #[arg(long, value_name = "FILE")]
    pub matrix: Option<PathBuf>,
    /// Write what was seen of each rule at its first flawed server, for `lab explain`; the rest of the file is kept
    #[arg(long, value_name = "FILE", conflicts_with = "replay")]
    pub examples: Option<PathBuf>,
    /// Judge as if this rule did not exist (repeatable): the selftest must then fail
    #[arg(long, value_name = "RULE")]
    pub without: Vec<String>,
    /// Do what each report says under "See it again", with a fresh copy of the server: the fault must be seen again
    #[arg(long, conflicts_with_all = ["matrix", "busy"])]
    pub replay: bool,
    /// Only so many of the flawed servers, drawn by --seed: one for each rule before a second one for any
    #[arg(long, value_name = "N", conflicts_with = "matrix", value_parser = whole::<usize, 1, 1000>, allow_hyphen_values = true)]
    pub sample: Option<usize>,
    /// What the sample is drawn by
    #[arg(long, value_name = "N", requires = "sample", default_value_t = 1, value_parser = whole::<u64, 0, { u64::MAX }>, allow_hyphen_values = true)]
    pub seed: u64,
    #[command(flatten)]
    pub voice: Verbosity,
}
