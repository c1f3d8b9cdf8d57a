use super::owner::Owner;
use super::values::{duration, whole};
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lab race http://localhost:5000
  lab race http://localhost:5000 --pollers 1 --offset -2ms..-500us --rounds 3
  lab race http://localhost:5000 --offset -300us..100us --rounds 1000 --hold-min 2s

A round is one update and the polls around it. With the third poll that is lost the race ends: each of them was waited
for. It ends with 0 if no poll was lost, 1 if one was, 2, 4 or 5 as lab check does, 3 if that could not be decided, and
130 after Ctrl-C.")]
pub struct Race {
    /// Where the server is: a URL, host:port, or the port alone if it is on this machine
    pub url: String,
    /// How many polls leave in each round
    #[arg(long, value_name = "N", default_value = "50", value_parser = whole::<u32, 1, 1000>, allow_hyphen_values = true)]
    pub pollers: u32,
    /// When they leave, counted from the update: at one moment, as in 100us, or at any within two, as in -2ms..100us,
    /// where a minus is before the update [default: learned from round to round]
    #[arg(long, value_name = "TIME[..TIME]", allow_hyphen_values = true)]
    pub offset: Option<String>,
    /// How many rounds are played, at most
    #[arg(long, value_name = "N", default_value = "500", value_parser = whole::<u32, 1, 100_000>, allow_hyphen_values = true)]
    pub rounds: u32,
    /// A contract that gives what would be discovered, whole or in part (TOML)
    #[arg(long, value_name = "FILE")]
    pub contract: Option<PathBuf>,
    /// The least accepted hold [default: 5s]
    #[arg(long, value_name = "TIME", value_parser = duration, allow_hyphen_values = true)]
    pub hold_min: Option<Duration>,
    /// The longest accepted hold [default: 65s]
    #[arg(long, value_name = "TIME", value_parser = duration, allow_hyphen_values = true)]
    pub hold_max: Option<Duration>,
    #[command(flatten)]
    pub owner: Owner,
}
