//! The one place that writes to standard output and standard error.
//!
//! Whoever reads them may stop at any time (`lab check … | head -1`). That is no fault: nothing more is written there,
//! and what runs goes on to its end and to its exit code, for a state is to be put back, a server stopped, files
//! written. The signal of a broken pipe stays ignored: sockets have it too.

use std::fmt::Display;
use std::io::{ErrorKind, Write};
use std::sync::Mutex;

/// Why nothing is written to standard output any more.
static OVER: Mutex<Option<std::io::Error>> = Mutex::new(None);

/// Writes as it is.
pub fn text(text: impl Display) {
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
    let mut err = std::io::stderr().lock();
    let _ = writeln!(err, "{line}").and_then(|()| err.flush());
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
