//! The rules of two instances behind one Redis. Times are milliseconds; clients listen from 0 until 9 s.

pub mod arriving;
pub mod crossing;

use super::build::Told;
use super::build::cast::{Cast, connected, message, text, user};
use serde_json::{Value, json};

/// Two members of one room on each instance (the odd ones on the first), and a neighbour in another room on each. Nothing
/// was said of their joining.
fn instances() -> Cast {
    let all = connected(&["member 1", "member 2", "member 3", "member 4", "neighbour 1", "neighbour 2"])
        .joins("member 1", "first", 100)
        .joins("neighbour 1", "second", 150)
        .joins("member 2", "first", 200)
        .joins("neighbour 2", "second", 250)
        .joins("member 3", "first", 300)
        .joins("member 4", "first", 400);
    ["member 2", "member 4", "neighbour 2"].iter().fold(all, |cast, client| on_the_second(cast, client))
}

fn on_the_second(cast: Cast, client: &str) -> Cast {
    cast.known(client, |link| link.instance = 2)
}

/// The first member speaks at 1000 and the second at 2000; these hear it.
fn spoken(first_heard_by: &[&str], second_heard_by: &[&str]) -> Cast {
    instances().talk("member 1", &text(1), 1000, first_heard_by).talk("member 2", &text(2), 2000, second_heard_by)
}

const OTHERS_OF_1: [&str; 4] = ["member 1", "member 2", "member 3", "member 4"];

/// As it should be: everybody in the room hears it, its sender too.
fn all_heard() -> Cast {
    spoken(&OTHERS_OF_1, &OTHERS_OF_1)
}

/// Only those on the same instance hear it.
fn in_memory() -> Cast {
    spoken(&["member 1", "member 3"], &["member 2", "member 4"])
}
