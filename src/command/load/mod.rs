//! `lab load`: polls that are held, or clients that talk in the rooms of a chat.

mod chat;
mod polls;

use super::outputs::cannot_write;
use crate::cli;
use crate::exit::{Exit, Failure};
use crate::inert;
use crate::labs::{long_polling, socketio};
use crate::text::Texts;
use serde::Serialize;
use std::path::Path;

pub async fn run(args: cli::Load, texts: &'static Texts) -> Result<Exit, Failure> {
    let is_chat = match args.lab.as_deref() {
        None => false,
        Some(name) if name == long_polling::LAB.id.as_str() => false,
        Some(name) if name == socketio::chat::LAB.id.as_str() => true,
        Some(other) => {
            let labs = format!("{}, {}", long_polling::LAB.id.as_str(), socketio::chat::LAB.id.as_str());
            let failure = Failure::of(Exit::Usage, "usage-load-lab", &[("lab", other)]);
            return Err(failure.hint_of("usage-labs", &[("all", &labs)]));
        }
    };
    let of_polls =
        [("--waiters", args.waiters.is_some()), ("--updates", args.updates.is_some()), ("--ramp", args.ramp)];
    let of_chat = [
        ("--clients", args.clients.is_some()),
        ("--rooms", args.rooms.is_some()),
        ("--messages", args.messages.is_some()),
    ];
    let (wrong, lab) = if is_chat { (of_polls, &socketio::chat::LAB.id) } else { (of_chat, &long_polling::LAB.id) };
    if let Some((option, _)) = wrong.iter().find(|(_, is_given)| *is_given) {
        return Err(Failure::of(Exit::Usage, "usage-load-option", &[("option", option), ("lab", lab.as_str())]));
    }
    if is_chat { chat::run(args, texts).await } else { polls::run(args, texts).await }
}

/// What was found, where it was asked for.
fn write_json(path: &Path, report: &impl Serialize) -> Result<(), Failure> {
    let text = inert::json(serde_json::to_string_pretty(report).expect("a report is plain data")) + "\n";
    std::fs::write(path, text).map_err(|error| cannot_write(path, &error))
}
