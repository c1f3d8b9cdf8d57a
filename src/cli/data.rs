//! The commands about what is read and written: contracts, scenarios, reports.

use super::owner::Owner;
use super::reports::Reports;
use super::voice::Verbosity;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  lab contract show
  lab contract discover http://localhost:5000 > my.toml
  lab check http://localhost:5000 --contract my.toml")]
pub enum Contract {
    /// Show the contract of the lab text, as TOML
    #[command(after_help = "\
Examples:
  lab contract show
  lab contract show > my.toml")]
    Show,
    /// Find out how a target is spoken to, and show it as TOML
    #[command(after_help = "\
Examples:
  lab contract discover http://localhost:5000
  lab contract discover http://localhost:5000 > my.toml")]
    Discover {
        /// Where the server is: a URL, host:port, or the port alone if it is on this machine
        url: String,
        #[command(flatten)]
        owner: Owner,
    },
    /// Show the JSON Schema of a contract file
    #[command(after_help = "\
Examples:
  lab contract schema > contract.schema.json")]
    Schema,
}

#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  lab scenario list
  lab scenario show wake
  lab scenario validate mine/quick.toml")]
pub enum Scenario {
    /// List the scenarios
    #[command(after_help = "\
Examples:
  lab scenario list
  lab scenario list --lang fr
  lab scenario list --scenarios mine/")]
    List {
        /// Those of this folder, in place of the built-in ones
        #[arg(long, value_name = "DIR")]
        scenarios: Option<PathBuf>,
    },
    /// Show one scenario and its rules
    #[command(after_help = "\
Examples:
  lab scenario show wake
  lab scenario show wake --lang fr > mine/wake.toml")]
    Show {
        /// Its id, as `lab scenario list` shows it
        id: String,
        /// Look for it in this folder, in place of the built-in ones
        #[arg(long, value_name = "DIR")]
        scenarios: Option<PathBuf>,
    },
    /// Check scenario files
    #[command(after_help = "\
Examples:
  lab scenario validate mine/quick.toml mine/wake.toml")]
    Validate {
        /// The files, TOML
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Show the JSON Schema of a scenario file
    #[command(after_help = "\
Examples:
  lab scenario schema > scenario.schema.json")]
    Schema,
}

#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  lab report render report.json
  lab report diff before.json after.json
  lab report schema")]
pub enum Report {
    /// Show a saved report again, or write it in other formats
    #[command(after_help = "\
Examples:
  lab report render report.json
  lab report render run/report.json --lang fr --verbose
  lab report render report.json --quiet
  lab report render report.json --html page.html --junit junit.xml")]
    Render {
        /// A report.json, as `lab check` writes it with --report-json or --save
        file: PathBuf,
        #[command(flatten)]
        reports: Reports<true>,
        #[command(flatten)]
        voice: Verbosity,
    },
    /// Say what changed from one saved report to another
    #[command(after_help = "\
Examples:
  lab report diff before.json after.json
  lab report diff before.json after.json --lang fr

It ends with 0 if nothing changed, with 1 if something did.")]
    Diff {
        /// The earlier report.json
        before: PathBuf,
        /// The later one
        after: PathBuf,
    },
    /// Show the JSON Schema of a report
    #[command(after_help = "\
Examples:
  lab report schema > report.schema.json")]
    Schema,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lab open
  lab open reports/example
  lab open --print")]
pub struct Open {
    /// The folder of a kept run; the latest one in reports/ otherwise
    pub folder: Option<PathBuf>,
    /// Only say where its page is
    #[arg(long)]
    pub print: bool,
}
