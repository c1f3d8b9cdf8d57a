use super::owner::Owner;
use super::values::{duration, room, whole};
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lab load http://localhost:5000 --waiters 200 --updates 5
  lab load http://localhost:5000 --ramp --waiters 1000
  lab load --start 'node server.js' http://localhost:3000 --json load.json
  lab load http://localhost:3000 --lab socketio --clients 200 --rooms 20")]
pub struct Load {
    /// Where the server is: a URL, host:port, or the port alone if it is on this machine
    pub url: String,
    /// What is loaded: long-polling, which holds polls and wakes them, or socketio, whose clients talk in rooms
    #[arg(long, value_name = "LAB")]
    pub lab: Option<String>,
    /// How many clients wait at once [default: 100]
    #[arg(long, value_name = "N", value_parser = whole::<usize, 1, 50_000>, allow_hyphen_values = true)]
    pub waiters: Option<usize>,
    /// How many updates are sent, each with all of them waiting [default: 5]
    #[arg(long, value_name = "N", value_parser = whole::<usize, 1, 100>, conflicts_with = "ramp", allow_hyphen_values = true)]
    pub updates: Option<usize>,
    /// Raise the number of waiters (1, 2, 5, 10, ...) until the server stops answering promptly
    #[arg(long)]
    pub ramp: bool,
    /// With --lab socketio: how many clients talk [default: 100]
    #[arg(long, value_name = "N", value_parser = whole::<usize, 2, 10_000>, allow_hyphen_values = true)]
    pub clients: Option<usize>,
    /// With --lab socketio: in how many rooms [default: 10]
    #[arg(long, value_name = "N", value_parser = whole::<usize, 1, 500>, allow_hyphen_values = true)]
    pub rooms: Option<usize>,
    /// With --lab socketio: how often somebody in each room says something [default: 5]
    #[arg(long, value_name = "N", value_parser = whole::<usize, 1, 20>, allow_hyphen_values = true)]
    pub messages: Option<usize>,
    /// Start the server with this command, wait for its port, stop it and all its children in the end
    #[arg(long, value_name = "COMMAND")]
    pub start: Option<String>,
    /// A contract that gives what would be discovered, whole or in part (TOML)
    #[arg(long, value_name = "FILE")]
    pub contract: Option<PathBuf>,
    /// Write what was found as JSON
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    #[command(flatten)]
    pub owner: Owner,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lab watch http://localhost:3000/stream
  lab watch 3000/stream
  lab watch http://localhost:5000/poll-status --poll
  lab watch http://localhost:3000 --events 5 --full
  lab watch http://localhost:3000/stream --browser --for 20s
  lab watch http://localhost:3000 --room paris

It ends with 0 after --for or --events, with 1 where a browser would give up for good, and with 130 after Ctrl-C.")]
pub struct Watch {
    /// Where the stream or the poll is; without a path, /stream and /poll-status are tried
    pub url: String,
    /// Join this room of a chat over Socket.IO, and show what is said there, and who comes and goes
    #[arg(long, value_name = "NAME", value_parser = room, conflicts_with_all = ["poll", "browser", "once"], allow_hyphen_values = true)]
    pub room: Option<String>,
    /// A contract that says how the chat is spoken to, whole or in part (TOML)
    #[arg(long, value_name = "FILE", requires = "room")]
    pub contract: Option<PathBuf>,
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
    #[arg(long = "for", value_name = "TIME", value_parser = duration, allow_hyphen_values = true)]
    pub time: Option<Duration>,
    /// End after so many events, or answers
    #[arg(long, value_name = "N", value_parser = whole::<u64, 1, { u64::MAX }>, allow_hyphen_values = true)]
    pub events: Option<u64>,
    #[command(flatten)]
    pub owner: Owner,
}
