use super::owner::Owner;
use super::reports::Reports;
use super::values::{duration, number, whole};
use super::voice::Verbosity;
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lab check http://localhost:5000
  lab check 5000
  lab check --reference
  lab check --start 'node server.js' http://localhost:3000
  lab check http://localhost:3000 http://localhost:3001 --lab socketio-redis
  lab check --start 'node server.js' --redis --lab socketio-redis
  lab check http://localhost:5000 --only wake --only lost
  lab check http://localhost:5000 --quiet --pass-mark 12
  lab check http://localhost:5000 --save
  lab check http://localhost:5000 --report-json report.json --report-junit junit.xml --save=run/

A report is a valid file from the start, marked as not finished, and is written again after each scenario.")]
pub struct Check {
    /// Where the server is: a URL, host:port, or the port alone if it is on this machine
    #[arg(required_unless_present_any = ["reference", "start"], conflicts_with = "reference")]
    pub url: Option<String>,
    /// Where the second instance is, of two servers behind one Redis
    #[arg(value_name = "URL2", conflicts_with = "reference")]
    pub second: Option<String>,
    /// Check the built-in reference server, on a free port
    #[arg(long)]
    pub reference: bool,
    /// Start the server with this command, wait for its port, stop it and all its children in the end. Of two instances,
    /// each is told its port in PORT
    #[arg(long, value_name = "COMMAND", conflicts_with = "reference")]
    pub start: Option<String>,
    /// Start a Redis of its own for the check, at 127.0.0.1:6379 if that is free. What is started finds it by REDIS_URL,
    /// and by REDIS_HOST and REDIS_PORT
    #[arg(long)]
    pub redis: bool,
    /// Check again when the server restarts, or on Enter
    #[arg(long)]
    pub watch: bool,
    /// Where the page of the lab that --lab names is: its path, or its URL if another server has it
    #[arg(long, value_name = "URL", conflicts_with = "no_page")]
    pub page: Option<String>,
    /// Leave pages out: no browser is started, but for labs of pages that --lab names
    #[arg(long)]
    pub no_page: bool,
    #[command(flatten)]
    pub owner: Owner,
    #[command(flatten)]
    pub what: What,
    #[command(flatten)]
    pub voice: Verbosity,
    /// Exit with 1 only if the mark is under this
    #[arg(long, value_name = "N", value_parser = number, allow_hyphen_values = true)]
    pub pass_mark: Option<f64>,
    /// Repeat the schedule of an earlier run
    #[arg(long, value_name = "N", value_parser = whole::<u64, 0, { u64::MAX }>, allow_hyphen_values = true)]
    pub seed: Option<u64>,
    #[command(flatten)]
    pub reports: Reports,
    /// Keep history.jsonl, as it happens, report.json and index.html: in this folder, or in one of its own in reports/
    #[arg(long, value_name = "DIR", num_args = 0..=1, require_equals = true)]
    pub save: Option<Option<PathBuf>>,
}

/// What is checked, and by which contract.
#[derive(Debug, Clone, Args)]
pub struct What {
    /// A contract that gives what would be discovered, whole or in part (TOML)
    #[arg(long, value_name = "FILE")]
    pub contract: Option<PathBuf>,
    /// The least accepted hold [default: 5s]
    #[arg(long, value_name = "TIME", value_parser = duration, allow_hyphen_values = true)]
    pub hold_min: Option<Duration>,
    /// The longest accepted hold [default: 65s]
    #[arg(long, value_name = "TIME", value_parser = duration, allow_hyphen_values = true)]
    pub hold_max: Option<Duration>,
    /// Only this scenario, or the one that asks this rule (repeatable)
    #[arg(long, value_name = "SCENARIO")]
    pub only: Vec<String>,
    /// Not this scenario (repeatable)
    #[arg(long, value_name = "SCENARIO")]
    pub skip: Vec<String>,
    /// Only this lab (repeatable)
    #[arg(long, value_name = "LAB")]
    pub lab: Vec<String>,
    /// The browser that pages are looked at with, if they are: a program made of Chromium
    #[arg(long, value_name = "PROGRAM", env = "LAB_BROWSER")]
    pub browser: Option<PathBuf>,
    /// Use the scenarios of this folder in place of the built-in ones
    #[arg(long, value_name = "DIR")]
    pub scenarios: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lab judge run
  lab judge run/history.jsonl --verbose --lang fr
  lab judge run/history.jsonl --quiet --report-json again.json --report-html page.html
  lab judge run/history.jsonl --contract corrected.toml")]
pub struct Judge {
    /// A history.jsonl that `lab check --save` wrote, or its folder
    pub history: PathBuf,
    /// A contract file (TOML): what it gives replaces what the run went by, and the answers are read once more. What was
    /// sent stays as it was sent
    #[arg(long, value_name = "FILE")]
    pub contract: Option<PathBuf>,
    #[command(flatten)]
    pub reports: Reports,
    #[command(flatten)]
    pub voice: Verbosity,
}
