//! Answers that never end, come byte by byte, or not at all.

use std::io::Write;
use std::time::Duration;

use crate::checked::{Target, target};
use crate::good::{self, Occasion, Reply};
use crate::wire;

static BIG: [u8; 64 << 10] = [b'a'; 64 << 10];
const SLOW: Duration = Duration::from_millis(800);

/// Answers everything with one head, then with these bytes for ever.
fn flood(head: &'static str, bytes: &'static [u8], pause: Duration) -> String {
    wire::listen(move |mut to| {
        wire::read(to)?;
        to.write_all(head.as_bytes()).ok()?;
        wire::endless(to, bytes, pause).ok()
    })
}

/// A good server whose answers of one occasion begin well and have no end.
fn flood_when(bad: Occasion) -> String {
    good::bent_when(bad, |reply, mut to| {
        to.write_all(Reply { code: 200, ..reply }.head("").as_bytes())?;
        to.write_all(b"{\"status\":\"")?;
        wire::endless(to, &BIG, Duration::ZERO)
    })
}

fn drip_when(bad: Occasion) -> String {
    good::bent_when(bad, |reply, to| wire::drip(to, &reply.bytes(), SLOW))
}

pub fn targets() -> Vec<Target> {
    let nothing = |name, url, words: &[&str]| target(name, url).ends(5).says(words);
    let ok = "HTTP/1.1 200 OK\r\n";
    vec![
        nothing("endless body", flood("HTTP/1.1 200 OK\r\n\r\n", &BIG, Duration::ZERO), &["more than 1 MiB"]),
        nothing(
            "endless body, French",
            flood("HTTP/1.1 200 OK\r\n\r\n", &BIG, Duration::ZERO),
            &["plus longues que ce qui est lu"],
        )
        .french(),
        nothing("endless header", flood("HTTP/1.1 200 OK\r\nX: ", &BIG, Duration::ZERO), &["more than 64 KiB"]),
        nothing("endless headers", flood(ok, b"X: y\r\n", Duration::ZERO), &["more than 100 headers"]),
        nothing("endless 100 Continue", flood("", b"HTTP/1.1 100 Continue\r\n\r\n", Duration::ZERO), &["interim"]),
        nothing("endless 103", flood("", b"HTTP/1.1 103 Early Hints\r\n\r\n", Duration::ZERO), &["interim"]),
        nothing(
            "endless chunk extension",
            flood("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x=", &BIG, Duration::ZERO),
            &["chunk"],
        ),
        nothing(
            "endless trailer",
            flood("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ", &BIG, Duration::ZERO),
            &["trailers"],
        ),
        nothing("dripping head", flood(ok, b"X", SLOW), &["answers nothing whole"]),
        nothing("dripping body", flood("HTTP/1.1 200 OK\r\n\r\n", b"x", SLOW), &["answers nothing whole"]),
        nothing(
            "dripping chunk size",
            flood("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0", SLOW),
            &["answers nothing whole"],
        ),
        nothing(
            "never answers",
            wire::listen(|to| wire::silent(to).ok()),
            &["accepts connections and answers nothing"],
        ),
        nothing("never answers, French", wire::listen(|to| wire::silent(to).ok()), &["ne répond rien"]).french(),
        target("updates never answered", good::bent_when(Occasion::Update, |_, to| wire::silent(to)))
            .ends(1)
            .fail(&["update-fails"])
            .says(&["got an answer, though what they change is seen"]),
        target("hold end without end", flood_when(Occasion::HoldEnd))
            .only(&["contract", "wake", "held", "hold-end"])
            .ends(1)
            .pass(&["state-not-json", "waiter-not-woken", "not-held"])
            .fail(&["hold-never-ends"])
            .says(&["more than 1 MiB"]),
        target("wake-up without end", flood_when(Occasion::Woken))
            .ends(1)
            .pass(&["state-not-json", "behind-kept-waiting", "not-held", "hold-never-ends", "no-change-unclear"])
            .fail(&["waiter-not-woken"])
            .says(&["more than 1 MiB"]),
        target("wake-up that drips", drip_when(Occasion::Woken))
            .ends(1)
            .pass(&["state-not-json", "not-held", "hold-never-ends"])
            .fail(&["waiter-not-woken"]),
        target("hold end that drips", drip_when(Occasion::HoldEnd))
            .only(&["contract", "wake", "held", "hold-end"])
            .ends(1)
            .pass(&["waiter-not-woken", "not-held"])
            .fail(&["hold-never-ends"]),
        target("never releases", never_releases())
            .ends(1)
            .pass(&["state-not-json", "not-held"])
            .fail(&["waiter-not-woken", "hold-never-ends"]),
        target("decompression bomb", bomb()).only(&["contract"]).ends(1).fail(&["state-not-json"]).says(&["gzip"]),
    ]
}

/// Holds every poll for ever, and forgets it.
fn never_releases() -> String {
    good::bent(|occasion, _, reply, to| match occasion {
        Occasion::Woken | Occasion::HoldEnd => wire::silent(to),
        _ => reply.send(to),
    })
}

/// Declares its state to be compressed, which nobody asked for: what is in it would fill the memory.
fn bomb() -> String {
    good::bent_when(Occasion::AtOnce, |reply, to| {
        // A gzip head and a run of deflate blocks that repeat a zero: read as it is, it is only not JSON.
        let mut body = b"\x1f\x8b\x08\0\0\0\0\0\0\x03".to_vec();
        body.resize(500 << 10, 0);
        Reply { body, ..reply.header("Content-Encoding", "gzip") }.send(to)
    })
}
