//! Streams that never end a line, an event or themselves: time grows with the bytes and not faster.

use crate::{events, scan};
use lab::labs::sse::event_stream::{DATA_MAX, Item, MOST_TROUBLES, Scanner, SizeBound, explain};
use std::time::Duration;

const CHUNK: usize = 64 * 1024;
/// The length of a stream whose reading is timed.
const LONG: usize = 256 * 1024;

/// Processor time of this thread: other work on the machine does not count.
#[cfg(unix)]
fn clock() -> Duration {
    use nix::time::{ClockId, clock_gettime};
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("this clock").into()
}

#[cfg(not(unix))]
fn clock() -> Duration {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970")
}

/// The least of several tries: what disturbs one can only make it longer.
fn cost(work: impl Fn()) -> f64 {
    let tries = (0..4).map(|_| {
        let start = clock();
        work();
        (clock() - start).as_secs_f64()
    });
    tries.fold(f64::INFINITY, f64::min)
}

/// Eight times as many bytes take about eight times as long, where a quadratic reader would take 64.
fn is_linear(name: &str, stream: &[u8], read: impl Fn(&[u8])) {
    let eighth = cost(|| read(&stream[..stream.len() / 8]));
    let whole = cost(|| read(stream));
    assert!(whole < 24.0 * eighth, "{name}: an eighth took {eighth} s, the whole {whole} s");
}

fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let repeated = |piece: &str| piece.repeat(LONG / piece.len()).into_bytes();
    let begun = |start: &str, piece: &str| [start.as_bytes(), &repeated(piece)].concat();
    vec![
        ("a line without an end", begun("data: ", "x")),
        ("data without an empty line", repeated("data:\n")),
        ("small events", repeated("data: {}\n\n")),
        ("JSON without an empty line", repeated("data: {}\n")),
        ("ids", begun(&format!("id: {}\n", "x".repeat(1024)), "data:\n\n")),
        ("empty lines", repeated("\n")),
        ("comments", repeated(":\r")),
        ("literal newlines", begun("data: ", "\\n")),
        ("literal newlines in comments", begun(":", "\\n ")),
        ("NULs", begun("data: ", "\0")),
        ("fields in one line", repeated("data: {}")),
        ("brackets", begun("data: ", "[")),
        ("brackets in lines", repeated("data: [\n")),
        ("cut JSON and other lines", repeated("data: [\nx\n")),
        ("lines of JSON", repeated("{}\n")),
        ("names nearly known", repeated("date: x\n")),
        ("known names in capitals", repeated("DATA\n")),
        ("spaces", repeated("data: {}\n \n")),
        ("one line of spaces", begun("data: x\n", " ")),
        ("events without data", repeated("event: x\n\n")),
        ("not UTF-8", vec![0xff; LONG]),
        ("not UTF-8, in data", [b"data: ".as_slice(), &vec![0xff; LONG]].concat()),
    ]
}

#[test]
fn scanning_is_linear() {
    for (name, stream) in hostile() {
        is_linear(name, &stream, |stream| drop(scan([stream])));
        is_linear(&format!("{name}, in small chunks"), &stream, |stream| drop(scan(stream.chunks(7))));
    }
}

#[test]
fn explaining_is_linear_and_bounded() {
    for (name, stream) in hostile() {
        is_linear(name, &stream, |stream| drop(explain(stream)));
        let troubles = explain(&stream);
        assert!(troubles.len() <= MOST_TROUBLES, "{name}: {} troubles", troubles.len());
        let shown = troubles.iter().map(|trouble| trouble.text.chars().count()).max().unwrap_or_default();
        assert!(shown <= 122, "{name}: {shown} characters");
    }
}

#[test]
fn a_line_of_100_mb_is_skipped() {
    let mut scanner = Scanner::new();
    let chunk = vec![b'x'; CHUNK];
    let mut items = scanner.push(b"data: a\n\ndata: ");
    for _ in 0..100_000_000 / CHUNK {
        items.extend(scanner.push(&chunk));
    }
    items.extend(scanner.push(b"\n\ndata: b\n\n"));
    let [Item::Event(first), Item::TooLong { what: SizeBound::Line, line: 3, .. }, Item::Event(second)] = &items[..]
    else {
        panic!("{} items", items.len());
    };
    assert_eq!((first.data.as_str(), second.data.as_str(), second.line), ("a", "b", 5));
}

#[test]
fn a_million_data_lines_are_one_event_too_long() {
    let stream = "data:\n".repeat(1_000_000) + "\ndata: b\n\n";
    let items = scan(stream.as_bytes().chunks(CHUNK));
    let [Item::TooLong { what: SizeBound::Data, line, .. }, Item::Event(event)] = &items[..] else {
        panic!("{} items", items.len());
    };
    assert_eq!((*line, event.data.as_str(), event.line), (DATA_MAX as u64 + 2, "b", 1_000_002));
}

#[test]
fn forty_thousand_events_in_one_chunk() {
    let stream: String = (0..40_000).map(|number| format!("id: {number}\ndata: {{\"n\":{number}}}\n\n")).collect();
    let events = events(scan([stream.as_bytes()]));
    assert_eq!(events.len(), 40_000);
    for (number, event) in events.iter().enumerate() {
        assert_eq!((&event.data, &event.id), (&format!("{{\"n\":{number}}}"), &number.to_string()));
    }
    assert_eq!(explain(stream.as_bytes()), []);
}

#[test]
fn a_large_event_in_one_chunk_or_more() {
    let data = "é".repeat(DATA_MAX / 2);
    let stream = format!("data: {data}\n\n");
    for size in [stream.len(), stream.len() / 2 + 1, 1000, 1] {
        let events = events(scan(stream.as_bytes().chunks(size)));
        assert!(matches!(&events[..], [event] if event.data == data), "in chunks of {size}");
    }
}
