//! The command line: a file for each kind of command, with examples that a test reads with this same grammar.

mod check;
mod completions;
mod data;
mod explain;
mod grade;
mod load;
mod owner;
mod page;
mod race;
mod reports;
mod serve;
mod values;
mod voice;

use crate::text::Lang;
use clap::{Parser, Subcommand};

pub use check::{Check, Judge, What};
pub use completions::{Completions, Man};
pub use data::{Contract, Open, Report, Scenario};
pub use explain::Explain;
pub use grade::{Examine, Fence, Grade, Launch, Marks};
pub use load::{Load, Watch};
pub use owner::Owner;
pub use page::Page;
pub use race::Race;
pub use reports::Reports;
pub use serve::{Selftest, Serve};
pub use values::Unfit;
pub use voice::Verbosity;

const AFTER: &str = "\
Examples:
  lab check http://localhost:5000
  lab check 5000
  lab check --start 'python app.py' http://localhost:5000
  lab check --reference --lang fr
  lab selftest

Exit codes:
  0    everything required passed (with --pass-mark: the mark is reached)
  1    a required rule failed (with --pass-mark: the mark is not reached)
  2    wrong command line, or an address that is neither this machine nor a private network
  3    something required could not be decided (grade: somebody who is not absent has no mark)
  4    a contract, scenario or other input file is wrong, or every status was refused
  5    nothing to grade: the target is unreachable, or has no lab that was found
  70   a fault in lab itself
  130  interrupted
  141  what read the output of selftest stopped reading before its end

Environment:
  NO_COLOR        never colours
  CLICOLOR_FORCE  colours where the output is no terminal too
  COLUMNS         the width, where the output is no terminal (80 otherwise)
  CI              no moving line on standard error";

/// Grades student servers of real-time web labs as black boxes over HTTP, and says why.
#[derive(Debug, Parser)]
#[command(version, after_help = AFTER)]
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
    /// Grade a class: start each submission apart from the others, check them together, and write their marks
    Grade(Box<Grade>),
    /// Start the reference server, or one with a known flaw
    Serve(Serve),
    /// Let many clients wait on a server, and measure how soon an update reaches them all
    Load(Load),
    /// Send polls around the moment of an update, many times over, and count those that are forgotten
    Race(Race),
    /// Show an event stream, or the answers of a long poll, as they arrive, decoded and with what is odd about them
    Watch(Watch),
    /// Open a page in a browser that you see, and let its server change, fail or begin anew
    Page(Page),
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
    /// Explain a rule: what it asks and why, how its fault looks, what usually causes it, and how to see it
    Explain(Explain),
    /// Show the page of the latest run that was kept
    Open(Open),
    /// Check the checker: the reference must pass, each flawed server must lose exactly what it declares
    Selftest(Selftest),
    /// Write the completions of a shell to standard output
    Completions(Completions),
    /// Write the manual: lab(1) and a page for each command
    Man(Man),
    /// The control server that measures the noise of the machine
    #[command(hide = true)]
    Control,
    /// Examine one submission, for `lab grade`
    #[command(hide = true)]
    Examine(Box<Examine>),
    /// Start a command of a submission, for `lab grade`
    #[command(hide = true)]
    Launch(Launch),
    /// Put a network between that of a submission and its way out, for `lab grade`
    #[command(hide = true)]
    Fence(Fence),
}
