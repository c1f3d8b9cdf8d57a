//! The command line.

mod times;

use crate::text::Lang;
use clap::{Args, Parser, Subcommand};
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;
use times::{duration, interval};

const EXIT_CODES: &str = "\
Exit codes:
  0    everything required passed (with --pass-mark: the mark is reached)
  1    a required rule failed (with --pass-mark: the mark is not reached)
  2    wrong command line
  3    something required could not be decided
  4    a contract, scenario or other input file is wrong, or every status was refused
  5    nothing to grade: the target is unreachable, or has no lab that was found
  70   a fault in lab itself
  130  interrupted";

/// Grades student servers of real-time web labs as black boxes over HTTP, and says why.
#[derive(Debug, Parser)]
#[command(version, after_help = EXIT_CODES)]
pub struct Cli {
    /// Language of what is shown [default: that of the locale]
    #[arg(long, global = true, value_enum)]
    pub lang: Option<Lang>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check a running server and say what is right, what is not, and why
    Check(Box<Check>),
    /// Start the reference server, or one with a known flaw
    Serve(Serve),
    /// Let many clients wait on a server, and measure how soon an update reaches them all
    Load(Load),
    /// Show an event stream, or the answers of a long poll, as they arrive, decoded and with what is odd about them
    Watch(Watch),
    /// Judge a saved history again, without any server
    Judge(Judge),
    /// How a target is spoken to
    #[command(subcommand)]
    Contract(Contract),
    /// What is done to a target, and what is expected
    #[command(subcommand)]
    Scenario(Scenario),
    /// Saved reports
    #[command(subcommand)]
    Report(Report),
    /// Check the checker: the reference must pass, each flawed server must lose exactly what it declares
    Selftest(Selftest),
    /// The control server that measures the noise of the machine
    #[command(hide = true)]
    Control,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lab check http://localhost:5000
  lab check --reference
  lab check --start 'node server.js' http://localhost:3000
  lab check http://localhost:5000 --only wake --only lost
  lab check http://localhost:5000 --report-json report.json --save run/")]
pub struct Check {
    /// Where the server is
    #[arg(required_unless_present = "reference", conflicts_with = "reference")]
    pub url: Option<String>,
    /// Check the built-in reference server, on a free port
    #[arg(long)]
    pub reference: bool,
    /// Start the server with this command, wait for its port, stop it and all its children in the end
    #[arg(long, value_name = "COMMAND", conflicts_with = "reference")]
    pub start: Option<String>,
    /// Check again when the server restarts, or on Enter
    #[arg(long)]
    pub watch: bool,
    #[command(flatten)]
    pub what: What,
    /// Exit with 1 only if the mark is under this
    #[arg(long, value_name = "N")]
    pub pass_mark: Option<f64>,
    /// Repeat the schedule of an earlier run
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Write the report as JSON
    #[arg(long, value_name = "FILE")]
    pub report_json: Option<PathBuf>,
    /// Keep history.jsonl, as it happens, and report.json in this folder
    #[arg(long, value_name = "DIR")]
    pub save: Option<PathBuf>,
}

/// What is checked, and by which contract.
#[derive(Debug, Args)]
pub struct What {
    /// A contract that gives what would be discovered, whole or in part (TOML)
    #[arg(long, value_name = "FILE")]
    pub contract: Option<PathBuf>,
    /// The least accepted hold [default: 5s]
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub hold_min: Option<Duration>,
    /// The longest accepted hold [default: 65s]
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub hold_max: Option<Duration>,
    /// Only this scenario (repeatable)
    #[arg(long, value_name = "SCENARIO")]
    pub only: Vec<String>,
    /// Not this scenario (repeatable)
    #[arg(long, value_name = "SCENARIO")]
    pub skip: Vec<String>,
    /// Only this lab (repeatable)
    #[arg(long, value_name = "LAB")]
    pub lab: Vec<String>,
    /// Use the scenarios of this folder in place of the built-in ones
    #[arg(long, value_name = "DIR")]
    pub scenarios: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Serve {
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// The port to listen on; 0 takes any free one
    #[arg(long, default_value_t = 5000)]
    pub port: u16,
    /// How long a poll is held
    #[arg(long, value_name = "TIME", default_value = "25s", value_parser = duration)]
    pub hold: Duration,
    /// How often a stream has a new quote, 10ms or more
    #[arg(long, value_name = "TIME", default_value = "2s", value_parser = interval)]
    pub interval: Duration,
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
  lab load http://localhost:5000 --waiters 200 --updates 5
  lab load http://localhost:5000 --ramp --waiters 1000
  lab load --start 'node server.js' http://localhost:3000 --json load.json")]
pub struct Load {
    /// Where the server is: on this machine, or in a private network
    pub url: String,
    /// How many clients wait at once
    #[arg(long, value_name = "N", default_value = "100", value_parser = up_to::<50_000>)]
    pub waiters: usize,
    /// How many updates are sent, each with all of them waiting
    #[arg(long, value_name = "N", default_value = "5", value_parser = up_to::<100>, conflicts_with = "ramp")]
    pub updates: usize,
    /// Raise the number of waiters (1, 2, 5, 10, ...) until the server stops answering promptly
    #[arg(long)]
    pub ramp: bool,
    /// Start the server with this command, wait for its port, stop it and all its children in the end
    #[arg(long, value_name = "COMMAND")]
    pub start: Option<String>,
    /// A contract that gives what would be discovered, whole or in part (TOML)
    #[arg(long, value_name = "FILE")]
    pub contract: Option<PathBuf>,
    /// Write what was found as JSON
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Load a server that is neither on this machine nor in a private network
    #[arg(long)]
    pub i_own_this: bool,
}

/// A count that is not zero, and bounded: load has an end.
fn up_to<const MOST: usize>(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number @ 1..) if number <= MOST => Ok(number),
        _ => Err(format!("a whole number from 1 to {MOST} is wanted")),
    }
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lab watch http://localhost:3000/stream
  lab watch http://localhost:5000/poll-status --poll
  lab watch http://localhost:3000 --events 5 --full
  lab watch http://localhost:3000/stream --browser --for 20s

It ends with 0 after --for or --events, with 1 where a browser would give up for good, and with 130 after Ctrl-C.")]
pub struct Watch {
    /// Where the stream or the poll is; without a path, /stream and /poll-status are tried
    pub url: String,
    /// Ask again and again with the last version, as a long-polling client does
    #[arg(long, conflicts_with_all = ["browser", "once"])]
    pub poll: bool,
    /// Accept compressed streams, as browsers do
    #[arg(long)]
    pub browser: bool,
    /// End when the server ends the stream, in place of reconnecting as a browser does
    #[arg(long)]
    pub once: bool,
    /// Show all of each event, however long
    #[arg(long)]
    pub full: bool,
    /// End after this time
    #[arg(long = "for", value_name = "TIME", value_parser = duration)]
    pub time: Option<Duration>,
    /// End after so many events, or answers
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub events: Option<u64>,
}

#[derive(Debug, Args)]
pub struct Judge {
    /// A history.jsonl that `lab check --save` wrote
    pub history: PathBuf,
    /// Write the report as JSON
    #[arg(long, value_name = "FILE")]
    pub report_json: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Contract {
    /// Show the contract of the lab text, as TOML
    Show,
    /// Find out how a target is spoken to, and show it as TOML
    Discover { url: String },
    /// Show the JSON Schema of a contract file
    Schema,
}

#[derive(Debug, Subcommand)]
pub enum Scenario {
    /// List the scenarios
    List {
        #[arg(long, value_name = "DIR")]
        scenarios: Option<PathBuf>,
    },
    /// Show one scenario and its rules
    Show {
        id: String,
        #[arg(long, value_name = "DIR")]
        scenarios: Option<PathBuf>,
    },
    /// Check scenario files
    Validate {
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Show the JSON Schema of a scenario file
    Schema,
}

#[derive(Debug, Subcommand)]
pub enum Report {
    /// Show a saved report again
    Render { file: PathBuf },
    /// Show the JSON Schema of a report
    Schema,
}

#[derive(Debug, Args)]
pub struct Selftest {
    /// The hold of the servers
    #[arg(long, value_name = "TIME", default_value = "2s", value_parser = duration)]
    pub hold: Duration,
    /// How often their streams have a new quote
    #[arg(long, value_name = "TIME", default_value = "400ms", value_parser = interval)]
    pub interval: Duration,
    /// Only this flaw (repeatable); `reference` is the reference
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,
    /// How many servers are checked at once
    #[arg(long, default_value_t = 8)]
    pub jobs: usize,
    /// The machine is kept busy: a rule that should fail may be unknown too, though it must never pass
    #[arg(long, conflicts_with = "matrix")]
    pub busy: bool,
    /// If nothing is surprising, write which flaw fails which rule, as Markdown; a file that has a place for the table,
    /// as README.md, keeps the rest
    #[arg(long, value_name = "FILE")]
    pub matrix: Option<PathBuf>,
    /// Judge as if this rule did not exist (repeatable): the selftest must then fail
    #[arg(long, value_name = "RULE")]
    pub without: Vec<String>,
}
