//! The one place that writes to standard output and standard error; [`super::bars`] draws what moves there.
//!
//! It is the last door: only letters, lines and our own styles go through (`inert::terminal`). What others wrote was made
//! harmless before, where a sentence was said; whoever forgets that is caught here, and by `tests/ways_out`.
//!
//! Whoever reads them may stop at any time (`lab check … | head -1`). That is no fault: nothing more is written there,
//! and what runs goes on to its end and to its exit code, for a state is to be put back, a server stopped, files
//! written. The signal of a broken pipe stays ignored: sockets have it too.

use crate::inert;
use std::fmt::Display;
use std::io::{ErrorKind, Write};
use std::sync::Mutex;

/// Why nothing is written to standard output any more.
static OVER: Mutex<Option<std::io::Error>> = Mutex::new(None);

/// Writes a text that has its own line ends.
pub fn text(text: impl Display) {
    let text = inert::terminal(&text.to_string());
    let mut over = OVER.lock().expect("no holder panics");
    if over.is_none() {
        let mut out = std::io::stdout().lock();
        *over = write!(out, "{text}").and_then(|()| out.flush()).err();
    }
}

/// Writes a line.
pub fn line(line: impl Display) {
    text(format_args!("{line}\n"));
}

/// A line on standard error. Where that is closed there is nobody to tell.
pub fn note(line: impl Display) {
    let line = inert::terminal(&line.to_string());
    let mut err = std::io::stderr().lock();
    let _ = writeln!(err, "{line}").and_then(|()| err.flush());
}

/// A line on standard error that says what was made of words of others, such as a name: it stays one line.
pub fn remark(line: impl Display) {
    note(format_args!("lab: {}", inert::line(&line.to_string())));
}

/// Nobody reads standard output any more.
pub fn closed() -> bool {
    OVER.lock().expect("no holder panics").is_some()
}

/// What kept us from writing, where it wasn't a reader that had enough: a full disk is told.
pub fn fault() -> Option<String> {
    let over = OVER.lock().expect("no holder panics");
    over.as_ref().filter(|error| error.kind() != ErrorKind::BrokenPipe).map(ToString::to_string)
}
