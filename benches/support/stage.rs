//! The steps of a client. Between two of them it waits for the benchmark, which looks at what it used.

use super::sample::Seen;
use std::io::{BufRead, Write, stdin, stdout};

/// Says how far the client is, and waits to be told to go on.
pub fn reached(step: &str) {
    say(step);
    let mut line = String::new();
    let read = stdin().lock().read_line(&mut line).expect("the benchmark talks to us");
    if read == 0 {
        // The benchmark is gone.
        std::process::exit(1);
    }
}

pub fn report(seen: &Seen) {
    say(&serde_json::to_string(seen).expect("plain numbers"));
}

pub fn say(line: &str) {
    let mut out = stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).expect("the benchmark listens");
}
