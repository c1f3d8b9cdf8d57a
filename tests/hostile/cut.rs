//! Connections that end too early, with and without a reset.

use std::io::Write;
use std::net::Shutdown;

use crate::checked::{Target, target};
use crate::good::{self, Occasion};
use crate::wire;

/// Says this much of an answer, and goes.
fn cut(bytes: &'static str, reset: bool) -> String {
    wire::listen(move |mut to| {
        wire::read(to)?;
        to.write_all(bytes.as_bytes()).ok()?;
        if reset {
            // What was written must be on its way before the reset takes the rest back.
            std::thread::sleep(std::time::Duration::from_millis(50));
            wire::reset(to).ok()?;
        }
        Some(())
    })
}

fn cut_when(bad: Occasion, keep: usize, reset: bool) -> String {
    good::bent_when(bad, move |reply, mut to| {
        let bytes = reply.bytes();
        to.write_all(&bytes[..bytes.len().saturating_sub(keep)])?;
        if reset {
            wire::reset(to)?;
        }
        Ok(())
    })
}

pub fn targets() -> Vec<Target> {
    let nothing = |name, url, words: &[&str]| target(name, url).ends(5).says(words);
    // It has the lab's paths, and nothing at them can be read.
    let broken = |name, url, words: &[&str]| target(name, url).ends(1).fail(&["state-not-json"]).says(words);
    let short = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}";
    vec![
        broken("closes without a byte", cut("", false), &["closed without a byte"]),
        broken("resets without a byte", cut("", true), &["reset"]),
        nothing("closes inside the head", cut("HTTP/1.1 200 OK\r\nContent-", false), &["closed inside the head"]),
        broken("closes inside the body", cut(short, false), &["Content-Length 9, body 2"]),
        broken("closes in the body, French", cut(short, false), &["de réponse entière"]).french(),
        broken("resets inside the body", cut(short, true), &["never gave a whole answer", "reset"]),
        broken(
            "no last chunk",
            cut("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", false),
            &["closed before the last chunk"],
        ),
        broken("closes without a byte but for updates", only_updates(), &["closed without a byte"]),
        target("resets before the request", wire::listen(|to| wire::reset(to).ok())).ends(1).says(&["reset"]),
        target("half-close, then nothing", half_close()).ends(1).says(&["closed without a byte"]),
        target("hold end cut", cut_when(Occasion::HoldEnd, usize::MAX, false))
            .only(&["contract", "wake", "held", "hold-end"])
            .ends(1)
            .pass(&["state-not-json", "waiter-not-woken", "not-held"])
            .fail(&["hold-never-ends"])
            .says(&["closed without a byte"]),
        target("hold end reset", cut_when(Occasion::HoldEnd, usize::MAX, true))
            .only(&["contract", "wake", "held", "hold-end"])
            .ends(1)
            .pass(&["waiter-not-woken", "not-held"])
            .fail(&["hold-never-ends"])
            .says(&["reset"]),
        target("wake-up cut in the body", cut_when(Occasion::Woken, 5, false))
            .ends(1)
            .pass(&["state-not-json", "behind-kept-waiting", "not-held", "hold-never-ends"])
            .fail(&["waiter-not-woken"])
            .says(&["and the connection was closed"]),
        target("one bad route", cut_when(Occasion::Page, 5, false))
            .only(&["contract", "wake", "held"])
            .ends(0)
            .pass(&["state-not-json", "waiter-not-woken", "not-held"]),
    ]
}

/// Updates are answered, which shows nothing of the state, and nothing else is.
fn only_updates() -> String {
    wire::listen(|mut to| {
        let request = wire::read(to)?;
        let is_update = request.method == "POST" && request.path == "/update-status";
        if is_update { to.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n").ok() } else { Some(()) }
    })
}

/// Ends its own side at once and goes on listening.
fn half_close() -> String {
    wire::listen(|to| {
        to.shutdown(Shutdown::Write).ok()?;
        wire::silent(to).ok()
    })
}
