//! Only the letters from a to z become capitals, by a subtraction of 32 or by a method of bytes: "déjà" is answered with
//! "DéJà". `toUpperCase()` and `str.upper()` know all letters.

use super::support::*;

pub static FLAW: Flaw = Flaw {
    name: "capitals-from-a-to-z",
    row: "",
    lab: "websocket",
    fails: &["capitals-ascii-only"],
    may_fail: &[],
    source: include_str!("capitals_from_a_to_z.rs"),
    serve: |listener, time| run(listener, time, app),
};

fn app(_: Duration) -> Router {
    with_capitals(Ways {
        hears: |clients, id, message| answering(clients, id, message, str::to_ascii_uppercase),
        ..RELAY
    })
}
