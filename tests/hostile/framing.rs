//! Heads and bodies that break the rules of HTTP, or only stretch them.

use std::io::Write;
use std::time::Duration;

use crate::checked::{Target, target};
use crate::good::{self, Occasion};
use crate::wire;

/// Answers everything with these bytes.
fn says(bytes: impl Into<Vec<u8>>) -> String {
    let bytes = bytes.into();
    wire::listen(move |mut to| {
        wire::read(to)?;
        to.write_all(&bytes).ok()
    })
}

/// A good server that says these lines about the length of every body.
fn framed(framing: impl Fn(usize) -> String + Send + Sync + 'static) -> String {
    good::bent(move |_, _, reply, mut to| {
        if reply.code == 204 {
            return reply.send(to);
        }
        to.write_all(reply.head(&framing(reply.body.len())).as_bytes())?;
        to.write_all(&reply.body)
    })
}

/// A good server whose bodies are chunked in this way.
fn chunked(chunk: impl Fn(&[u8]) -> Vec<u8> + Send + Sync + 'static) -> String {
    good::bent(move |_, _, reply, mut to| {
        if reply.code == 204 {
            return reply.send(to);
        }
        to.write_all(reply.head("Transfer-Encoding: chunked\r\n").as_bytes())?;
        to.write_all(&chunk(&reply.body))
    })
}

/// A good server whose heads are changed.
fn headed(change: impl Fn(&str) -> String + Send + Sync + 'static) -> String {
    good::bent(move |_, _, reply, mut to| {
        let framing =
            if reply.code == 204 { String::new() } else { format!("Content-Length: {}\r\n", reply.body.len()) };
        to.write_all(change(&reply.head(&framing)).as_bytes())?;
        to.write_all(&reply.body)
    })
}

const QUICK: [&str; 3] = ["contract", "wake", "held"];

pub fn targets() -> Vec<Target> {
    let nothing = |name, url, words: &[&str]| target(name, url).ends(5).says(words);
    let fine = |name, url| target(name, url).only(&QUICK).ends(0).pass(&["state-not-json", "waiter-not-woken"]);
    let length = |value: &'static str| framed(move |_| format!("Content-Length: {value}\r\n"));
    let status = |line: &str| says(format!("{line}\r\nContent-Length: 2\r\n\r\n{{}}"));
    let header =
        |lines: &str| says([b"HTTP/1.1 200 OK\r\n", lines.as_bytes(), b"Content-Length: 2\r\n\r\n{}"].concat());
    let many = "X: y\r\n".repeat(200_000);
    let huge = format!("X: {}\r\n", "y".repeat(10 << 20));
    vec![
        target("length too long", framed(|n| format!("Content-Length: {}\r\n", n + 5)))
            .ends(1)
            .fail(&["state-not-json"])
            .says(&["the connection was closed", "Content-Length"]),
        nothing("length negative", length("-1"), &["Content-Length: -1"]),
        nothing("length with a plus", length("+9"), &["Content-Length: +9"]),
        nothing("length enormous", length("99999999999999999999999"), &["Content-Length: 999"]),
        nothing("length of 10 MB", length("10000000"), &["Content-Length of 10000000 bytes"]),
        nothing(
            "two lengths",
            framed(|n| format!("Content-Length: {n}\r\nContent-Length: {}\r\n", n + 1)),
            &["two different Content-Length"],
        ),
        fine("the same length twice", framed(|n| format!("Content-Length: {n}\r\nContent-Length: {n}\r\n"))),
        target("length too short", framed(|n| format!("Content-Length: {}\r\n", n.saturating_sub(3))))
            .only(&["contract"])
            .ends(1)
            .fail(&["state-not-json"])
            .says(&["not valid JSON"]),
        target("wake-up longer than its length", short_wake_up())
            .only(&["contract", "wake", "extras"])
            .ends(1)
            .says(&["after the end of the answer"]),
        nothing("chunk size not a number", chunked(|body| [b"zz\r\n", body].concat()), &["chunk"]),
        nothing("chunk size negative", chunked(|body| [b"-1\r\n", body].concat()), &["chunk"]),
        nothing("chunk size enormous", chunked(|body| [b"fffffffffffffff\r\n", body].concat()), &["chunk"]),
        nothing("chunk longer than it says", chunked(|body| [b"1\r\n", body, b"\r\n0\r\n\r\n"].concat()), &["chunk"]),
        fine(
            "chunks, extensions, trailers",
            chunked(|body| {
                let pieces = body.chunks(1).map(|piece| [b"1;a=b\r\n", piece, b"\r\n"].concat());
                [pieces.flatten().collect(), b"0;last\r\nX-Trailer: yes\r\n\r\n".to_vec()].concat()
            }),
        ),
        fine("chunks and a length", both_framings()),
        nothing("200,000 headers", header(&many), &["more than"]),
        nothing("a header of 10 MB", header(&huge), &["more than 64 KiB"]),
        nothing("a header without a colon", header("nothing here\r\n"), &["does not speak HTTP", "header"]),
        nothing("a folded header", header("X: a\r\n b\r\n"), &["does not speak HTTP", "header"]),
        nothing("a NUL in a header", header("X: a\0b\r\n"), &["does not speak HTTP", "header"]),
        nothing("status 99", status("HTTP/1.1 99 Odd"), &["does not speak HTTP", "status"]),
        nothing("status 1000", status("HTTP/1.1 1000 Odd"), &["does not speak HTTP", "status"]),
        target("status 600", status("HTTP/1.1 600 Odd")).ends(1).fail(&["state-not-json"]).says(&["→ 600"]),
        fine("no reason", headed(|head| head.replace(" Said\r\n", "\r\n"))),
        fine("names in lower case", headed(|head| head.replace("Content-", "content-").replace("Length", "length"))),
        fine("HTTP/1.0", headed(|head| head.replace("HTTP/1.1", "HTTP/1.0"))),
        fine(
            "bytes one by one",
            good::bent(|_, _, reply, to| wire::drip(to, &reply.bytes(), Duration::from_micros(100))),
        ),
        target("204 with a body", with_body_after(204))
            .only(&["contract", "hold-end"])
            .ends(1)
            .fail(&["body-after-204"]),
        target("304 with a body", with_body_after(304)).only(&["contract", "hold-end"]).ends(1),
        target("two answers to one request", twice())
            .only(&["contract", "wake", "extras"])
            .ends(0)
            .says(&["more bytes than the headers had announced"]),
    ]
}

/// Chunks and a length that is not theirs: HTTP says that the chunks count.
fn both_framings() -> String {
    good::bent(|_, _, reply, mut to| {
        if reply.code == 204 {
            return reply.send(to);
        }
        to.write_all(reply.head("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n").as_bytes())?;
        write!(to, "{:x}\r\n", reply.body.len())?;
        to.write_all(&reply.body)?;
        to.write_all(b"\r\n0\r\n\r\n")
    })
}

fn with_body_after(code: u16) -> String {
    good::bent_when(Occasion::HoldEnd, move |reply, mut to| {
        to.write_all(good::Reply { code, ..reply }.head("").as_bytes())?;
        to.write_all(b"{\"changed\":false}")
    })
}

/// What is woken gets a body that is longer than announced: a client that believes the head reads half of it.
fn short_wake_up() -> String {
    good::bent_when(Occasion::Woken, |reply, mut to| {
        to.write_all(reply.head(&format!("Content-Length: {}\r\n", reply.body.len() - 3)).as_bytes())?;
        to.write_all(&reply.body)
    })
}

fn twice() -> String {
    good::bent(|_, _, reply, to| {
        reply.send(to)?;
        reply.send(to)
    })
}
