//! Event streams that flood, drip, break off, lie about themselves, or are no event streams.

use std::io::{Result, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::checked::{self, Target, target};
use crate::good::Reply;
use crate::wire::{self, Request};

/// Between two quotes of a good stream: short, for a test is, and longer than what passes for one tick.
const INTERVAL: Duration = Duration::from_millis(200);
const SILENCE: Duration = Duration::from_millis(900);
const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n\
                    X-Accel-Buffering: no\r\nConnection: close\r\n";
/// Red, a new title, a cleared screen, a line turned around, and something invisible.
const TEXT: &str = "\u{1b}[31m\u{1b}]0;title\u{7}\u{1b}[2J\u{202e}eslaf\u{200b}\u{9b}31m";
const PAGE: &str = "<!doctype html><h1>Quotes</h1>";
static BIG: [u8; 64 << 10] = [b'a'; 64 << 10];

/// What is judged by what two clients hear for four intervals: enough where a stream is the same for everybody.
const HEARD: [&str; 6] = ["stream", "stream-headers", "events", "quotes", "flow", "endless"];
/// Every rule that judges what came of a stream.
const RULES: [&str; 12] = [
    "stream-unreachable",
    "not-event-stream",
    "nothing-dispatched",
    "lines-ignored",
    "not-utf8",
    "data-not-json",
    "quote-incomplete",
    "numbers-as-text",
    "first-event-late",
    "not-steady",
    "buffered-for-browsers",
    "stream-ends",
];

/// A server with a page, and a stream that answers as it likes.
fn stream(answer: impl Fn(&Request, &TcpStream) -> Result<()> + Send + Sync + 'static) -> String {
    wire::listen(move |connection| {
        let request = wire::read(connection)?;
        match (request.method.as_str(), request.path.as_str()) {
            ("GET", "/") => Reply::new(200, "text/html", PAGE).send(connection).ok(),
            ("GET", "/stream") => answer(&request, connection).ok(),
            ("HEAD", "/stream") => (&mut &*connection).write_all(head("").as_bytes()).ok(),
            _ => Reply::new(404, "text/plain", "no such page").send(connection).ok(),
        }
    })
}

fn head(more: &str) -> String {
    format!("{HEAD}{more}\r\n")
}

fn quote(number: usize) -> String {
    let symbol = ["AAPL", "GOOG"][number % 2];
    format!("{{\"symbol\":\"{symbol}\",\"price\":{}.5,\"change\":-0.25}}", 100 + number % 10)
}

/// The events of a good stream, as one writes them, for as long as somebody listens.
fn quotes(mut to: &TcpStream, event: impl Fn(usize) -> Vec<u8>) -> Result<()> {
    (0..).try_for_each(|number| {
        to.write_all(&event(number))?;
        sleep(INTERVAL);
        Ok(())
    })
}

fn event(number: usize) -> Vec<u8> {
    format!("data: {}\n\n", quote(number)).into_bytes()
}

/// A good stream whose events are written in another way.
fn written(event: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static) -> String {
    stream(move |_, mut to| {
        to.write_all(head("").as_bytes())?;
        quotes(to, &event)
    })
}

/// A head, these bytes, and then these for ever.
fn flood(more: &'static str, start: Vec<u8>, bytes: &'static [u8], pause: Duration) -> String {
    stream(move |_, mut to| {
        to.write_all(head(more).as_bytes())?;
        to.write_all(&start)?;
        wire::endless(to, bytes, pause)
    })
}

/// A head, these bytes, and the end.
fn ends(more: &'static str, bytes: Vec<u8>) -> String {
    stream(move |_, mut to| {
        to.write_all(head(more).as_bytes())?;
        to.write_all(&bytes)?;
        to.shutdown(Shutdown::Write)
    })
}

/// Good for a client that accepts nothing compressed; what a browser gets is said to be gzip.
fn for_browsers(answer: impl Fn(&TcpStream) -> Result<()> + Send + Sync + 'static) -> String {
    stream(move |request, mut to| {
        if !request.headers.contains_key("accept-encoding") {
            to.write_all(head("").as_bytes())?;
            return quotes(to, event);
        }
        to.write_all(head("Content-Encoding: gzip\r\n").as_bytes())?;
        answer(to)
    })
}

fn chunk(bytes: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat()
}

fn good(name: &'static str, url: String) -> Target {
    target(name, url).streams().only(&HEARD).ends(0).pass(&RULES)
}

fn bad(name: &'static str, url: String) -> Target {
    target(name, url).streams().only(&HEARD).ends(1)
}

/// More came than anybody reads, and no event.
fn eventless(name: &'static str, url: String) -> Target {
    bad(name, url)
        .fail(&["first-event-late"])
        .pass(&["stream-unreachable", "not-event-stream"])
        .spares(&["stream-ends"])
}

/// More than anybody can read.
fn floods() -> Vec<Target> {
    let now = Duration::ZERO;
    let many: Vec<u8> = (0..40_000).flat_map(event).collect();
    vec![
        eventless("endless comments", flood("", vec![], b":\n:\n:\n:\n:\n:\n:\n:\n", now)),
        eventless("endless empty lines", flood("", vec![], b"\n\n\n\n\n\n\n\n", now)),
        bad("line without end", flood("", b"data: ".to_vec(), &BIG, now)).fail(&["nothing-dispatched"]),
        bad("event without end", flood("", vec![], b"data: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", now))
            .fail(&["nothing-dispatched"]),
        bad("a million lines of data", flood("", vec![], b"data:\ndata:\ndata:\ndata:\n", now))
            .fail(&["nothing-dispatched"]),
        eventless("ids without end", flood("", vec![], b"id: 1234567890\n\n", now)),
        bad(
            "10,000 events a second",
            stream(|_, mut to| {
                to.write_all(head("").as_bytes())?;
                (0..).try_for_each(|number| {
                    to.write_all(&(0..10).flat_map(|more| event(10 * number + more)).collect::<Vec<_>>())?;
                    sleep(Duration::from_millis(1));
                    Ok(())
                })
            }),
        ),
        bad(
            "40,000 events in one chunk",
            stream(move |_, mut to| {
                to.write_all(head("Transfer-Encoding: chunked\r\n").as_bytes())?;
                to.write_all(&chunk(&many))?;
                quotes(to, |number| chunk(&event(number)))
            }),
        ),
        eventless(
            "bytes in chunks of one",
            flood("Transfer-Encoding: chunked\r\n", vec![], b"1\r\n:\r\n1\r\n\n\r\n", now),
        ),
    ]
}

/// Unusual, and right.
fn unusual() -> Vec<Target> {
    vec![
        target("good stream", written(event)).streams().ends(0).pass(&RULES).pass(&[
            "subscriber-starved",
            "stream-blocks-others",
            "leavers-still-served",
            "page-missing",
        ]),
        good("byte order mark", written(|n| [if n == 0 { "\u{feff}".as_bytes() } else { b"" }, &event(n)].concat())),
        good("CR alone", written(|n| format!("data: {}\r\r", quote(n)).into_bytes())),
        good(
            "mixed line ends",
            written(|n| format!("data: {}{}", quote(n), ["\r\n\n", "\n\r\n", "\r\r"][n % 3]).into()),
        ),
        good(
            "terabytes announced",
            stream(|_, mut to| {
                to.write_all(head("Content-Length: 9999999999999\r\n").as_bytes())?;
                quotes(to, event)
            }),
        ),
        good(
            "a chunk of terabytes",
            stream(|_, mut to| {
                to.write_all(head("Transfer-Encoding: chunked\r\n").as_bytes())?;
                to.write_all(b"fffffffffff\r\n")?;
                quotes(to, event)
            }),
        ),
        good(
            "one byte a segment",
            stream(|_, mut to| {
                to.set_nodelay(true)?;
                wire::drip(to, head("").as_bytes(), Duration::ZERO)?;
                (0..).try_for_each(|number| {
                    wire::drip(to, &event(number), Duration::from_micros(100))?;
                    sleep(INTERVAL);
                    to.flush()
                })
            }),
        ),
    ]
}

/// Too slow, or not at all.
fn silent() -> Vec<Target> {
    let mut targets = vec![
        bad(
            "a byte a second",
            stream(|_, mut to| {
                to.write_all(head("").as_bytes())?;
                wire::drip(to, &event(0).repeat(10), Duration::from_secs(1))
            }),
        )
        .fail(&["nothing-dispatched"]),
        bad("only heartbeats", flood("", vec![], b": still here\n\n", SILENCE)).fail(&["first-event-late"]),
        bad("stream never answers", stream(|_, to| wire::silent(to))).fail(&["stream-unreachable"]),
        bad(
            "stream's head drips",
            stream(|_, mut to| {
                to.write_all(HEAD.as_bytes())?;
                wire::endless(to, b"X", SILENCE)
            }),
        )
        .fail(&["stream-unreachable"]),
        bad("empty stream", ends("", vec![])).fail(&["first-event-late"]),
    ];
    let all = target("silent stream, all of it", flood("", vec![], b"", Duration::from_secs(1)));
    targets.push(all.streams().ends(1).fail(&["first-event-late"]).pass(&["stream-blocks-others", "page-missing"]));
    targets
}

/// What comes is not what it should be.
fn wrong() -> Vec<Target> {
    let utf8 = |n: usize| [b"data: {\"symbol\":\"\xff\xc3\"", &quote(n).as_bytes()[16..], b"\n\n"].concat();
    vec![
        bad("null in an id", written(|n| format!("id: {n}\0\ndata: {}\n\n", quote(n)).into_bytes()))
            .fail(&["lines-ignored"])
            .pass(&["nothing-dispatched", "stream-ends"]),
        bad("not UTF-8", written(utf8)).fail(&["not-utf8"]).pass(&["stream-ends"]),
        bad("null in the data", written(|n| event(n).iter().map(|b| if *b == b'G' { 0 } else { *b }).collect()))
            .fail(&["data-not-json"]),
        bad("JSON at the stream", stream(|_, to| Reply::new(200, "application/json", quote(1)).send(to)))
            .fail(&["not-event-stream"]),
        bad(
            "plain text at the stream",
            stream(|_, mut to| {
                to.write_all(head("").replace("text/event-stream", "text/plain").as_bytes())?;
                quotes(to, event)
            }),
        )
        .fail(&["not-event-stream"]),
        bad(
            "lying chunk",
            stream(|_, mut to| {
                to.write_all(head("Transfer-Encoding: chunked\r\n").as_bytes())?;
                to.write_all(&chunk(&event(0)))?;
                to.write_all(b"3\r\n")?;
                quotes(to, event)
            }),
        )
        .fail(&["stream-ends"]),
        bad(
            "chunk without a size",
            stream(|_, mut to| {
                to.write_all(head("Transfer-Encoding: chunked\r\n").as_bytes())?;
                to.write_all(&chunk(&event(0)))?;
                to.write_all(b"fffffffffffffffffffffff\r\n")?;
                quotes(to, event)
            }),
        )
        .fail(&["stream-ends"]),
        bad("a length, and the end", {
            let bytes: Vec<u8> = (0..3).flat_map(event).collect();
            stream(move |_, to| Reply::new(200, "text/event-stream", bytes.clone()).send(to))
        })
        .fail(&["stream-ends"]),
        bad("cut inside an event", ends("", [event(0), b"data: {\"symbol\":".to_vec()].concat()))
            .fail(&["stream-ends"]),
        bad(
            "reset inside an event",
            stream(|_, mut to| {
                to.write_all(head("").as_bytes())?;
                to.write_all(&[event(0), b"data: {".to_vec()].concat())?;
                sleep(INTERVAL);
                wire::reset(to)
            }),
        )
        .fail(&["stream-ends"]),
    ]
}

/// What a browser gets, which accepts gzip.
fn compressed() -> Vec<Target> {
    let spared: Vec<_> = RULES.into_iter().filter(|rule| *rule != "buffered-for-browsers").collect();
    let of = |name, url| target(name, url).streams().only(&HEARD).pass(&spared);
    let mut bomb = GzEncoder::new(b"".to_vec(), Compression::best());
    for _ in 0..4096 {
        bomb.write_all(&BIG).expect("a vector grows");
    }
    let bomb = bomb.finish().expect("a vector grows");
    vec![
        of("gzip bomb", for_browsers(move |mut to| to.write_all(&bomb))).ends(1).fail(&["buffered-for-browsers"]),
        of(
            "gzip of nothing, for ever",
            for_browsers(|mut to| {
                to.write_all(b"\x1f\x8b\x08\0\0\0\0\0\0\x03")?;
                wire::endless(to, &[0, 0, 0, 0xff, 0xff].repeat(1000), Duration::ZERO)
            }),
        )
        .ends(1)
        .fail(&["buffered-for-browsers"]),
        of("not gzip", for_browsers(|to| quotes(to, event))).ends(1).fail(&["buffered-for-browsers"]),
    ]
}

/// What is no stream, or not for everybody, or where another one is asked.
fn elsewhere(met: &Arc<AtomicUsize>) -> Vec<Target> {
    let met = met.clone();
    let other = wire::listen(move |to| {
        met.fetch_add(1, Ordering::Relaxed);
        wire::read(to)?;
        Reply::new(200, "text/event-stream", event(1)).send(to).ok()
    });
    let open = AtomicUsize::new(0);
    let second = stream(move |_, mut to| {
        let first = open.fetch_add(1, Ordering::Relaxed) == 0;
        let ended = match first {
            true => to.write_all(head("").as_bytes()).and_then(|()| quotes(to, event)),
            false => Reply::new(429, "text/plain", "one at a time").send(to),
        };
        open.fetch_sub(1, Ordering::Relaxed);
        ended
    });
    let page = || {
        wire::listen(|to| {
            wire::read(to)?;
            Reply::new(200, "text/html", PAGE).send(to).ok()
        })
    };
    let poll_path = wire::listen(|mut to| {
        if wire::read(to)?.path != "/poll-status" {
            return Reply::new(404, "text/plain", "no such page").send(to).ok();
        }
        to.write_all(head("").as_bytes()).ok()?;
        quotes(to, event).ok()
    });
    let endless_head = stream(|_, mut to| {
        to.write_all(format!("{HEAD}X: ").as_bytes())?;
        wire::endless(to, &BIG, Duration::ZERO)
    });
    let moved = |to: &str| {
        let to = to.to_owned();
        stream(move |_, connection| Reply::new(301, "text/plain", "").header("Location", &to).send(connection))
    };
    let gone = |name, url| bad(name, url).fail(&["stream-unreachable"]);
    vec![
        // Which of ours comes first is chance: it may not have seen yet that the one before has left.
        target("second stream refused", second).streams().ends(1).ends(3).pass(&["page-missing"]),
        bad("a page for every path", page()).fail(&["not-event-stream"]),
        target("a page for every path, both labs", page()).ends(5),
        target("stream at the poll path", poll_path).ends(5),
        gone("stream moved to itself", moved("/stream")),
        gone("stream moved to another port", moved(&format!("{other}/stream"))),
        gone("stream's head without end", endless_head),
    ]
}

/// Text that would drive a terminal, wherever a stream has text.
fn unsafe_text() -> Vec<Target> {
    let harm = |n: usize| {
        let quote = quote(n).replace("GOOG", &serde_json::json!(TEXT).to_string().replace('"', ""));
        format!(": {TEXT}\nid: {n}{TEXT}\ndata: {quote}\n\n").into_bytes()
    };
    let named = |n: usize| format!("event: price{TEXT}\ndata: {}\n\n", quote(n)).into_bytes();
    let lost = |n: usize| [format!("{TEXT}data: {}\n\n", quote(n)).into_bytes(), event(n)].concat();
    vec![
        good("harmful text in ids and data", written(harm)),
        good("harmful text in a type", written(named)),
        good("harmful text in a field", written(lost)),
        bad("harmful text in data", written(|_| format!("data: {TEXT}\n\n").into_bytes())).fail(&["data-not-json"]),
    ]
}

pub fn check() {
    let met = Arc::new(AtomicUsize::new(0));
    let all = [floods(), unusual(), silent(), wrong(), compressed(), elsewhere(&met), unsafe_text()];
    checked::check(all.into_iter().flatten().collect());
    assert_eq!(met.load(Ordering::Relaxed), 0, "a redirect was followed");
}
