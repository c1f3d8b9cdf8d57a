use super::owner::Owner;
use super::values::duration;
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lab page http://localhost:5000
  lab page http://localhost:5000 --mode 500
  lab page http://localhost:5000/client --mode hold-ends --for 1m
  lab page 5000 --lab sse-page --page /quotes --mode stream-cut

Modes of long-polling-page: changes (the status changes, and nothing else), 500, reset, closed, cut, malformed (how polls
fail), hold-ends, restart. Of sse-page: quotes, stream-cut, no-quote, new-symbol, unchanged. What a mode names is done again
and again, with changes between. Nothing is judged: lab check does that. It ends with 0 when the window is closed or the time
is over, 2, 4 or 5 as lab check does, and 130 after Ctrl-C.")]
pub struct Page {
    /// Where the server of the page is: a URL, host:port, or the port alone if it is on this machine
    pub url: String,
    /// What is done while you watch [default: the first of the lab's]
    #[arg(long, value_name = "MODE")]
    pub mode: Option<String>,
    /// The lab of the page [default: the first that the server has, and that has this mode]
    #[arg(long, value_name = "LAB")]
    pub lab: Option<String>,
    /// Where the page is: its path, or its URL if another server has it [default: found]
    #[arg(long, value_name = "URL")]
    pub page: Option<String>,
    /// End after this [default: when the window is closed]
    #[arg(long = "for", value_name = "TIME", value_parser = duration, allow_hyphen_values = true)]
    pub time: Option<Duration>,
    /// The browser: a program made of Chromium that has windows
    #[arg(long, value_name = "PROGRAM", env = "LAB_BROWSER")]
    pub browser: Option<PathBuf>,
    /// A contract that gives what would be discovered, whole or in part (TOML)
    #[arg(long, value_name = "FILE")]
    pub contract: Option<PathBuf>,
    #[command(flatten)]
    pub owner: Owner,
}
