//! The table of cases, and what it can't say: comments, times, lines and offsets.

use crate::cases::{self, Case};
use crate::{cut, events, runs, scan};
use lab::labs::sse::event_stream::{DATA_MAX, ID_MAX, Item, LINE_MAX, Pending, Scanner, SizeBound};
use proptest::prelude::*;

fn check<'a>(case: &Case, how: &str, chunks: impl IntoIterator<Item = &'a [u8]>) {
    let events = events(scan(chunks));
    let told: Vec<_> = events.iter().map(|e| (e.kind.as_str(), e.data.as_str(), e.id.as_str())).collect();
    assert_eq!(told, case.events, "{}, {how}", case.name);
}

#[test]
fn every_case_whole_and_in_pieces() {
    for case in cases::all() {
        check(case, "whole", [case.bytes]);
        check(case, "byte by byte", case.bytes.chunks(1));
        check(case, "two bytes at a time", case.bytes.chunks(2));
        for middle in 0..=case.bytes.len() {
            let (start, end) = case.bytes.split_at(middle);
            check(case, &format!("cut at {middle}"), [start, end]);
        }
    }
}

#[test]
fn every_case_has_a_name_of_its_own() {
    let mut names: Vec<_> = cases::all().map(|case| case.name).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn items_come_in_order_with_their_places() {
    let items =
        scan(
            [b"\xef\xbb\xbf: hi\r\n\r\nretry: 1500\n\nid: 7\nevent: trade\n:x\ndata: a\r\n\r\ndata: b\n\n".as_slice()],
        );
    let told: Vec<_> = items.iter().map(|item| serde_json::to_value(item).expect("JSON")).collect();
    let expected = serde_json::json!([
        {"comment": {"text": " hi", "line": 1, "at": 8}},
        {"retry": 1500},
        {"comment": {"text": "x", "line": 7, "at": 46}},
        {"event": {"kind": "trade", "data": "a", "id": "7", "own_id": true, "line": 5, "at": 56}},
        {"event": {"kind": "message", "data": "b", "id": "7", "own_id": false, "line": 10, "at": 66}},
    ]);
    assert_eq!(serde_json::Value::from(told), expected);
    let again: Vec<Item> = serde_json::from_value(expected).expect("items");
    assert_eq!(again, items);
}

#[test]
fn a_cr_ends_its_line_at_once() {
    let mut scanner = Scanner::new();
    assert_eq!(scanner.push(b"data: a\r").len(), 0);
    let items = scanner.push(b"\r");
    assert!(matches!(&items[..], [Item::Event(event)] if event.at == 9 && event.data == "a"), "{items:?}");
    assert_eq!(scanner.push(b"\n").len(), 0);
    let items = scanner.push(b"data: b\n\n");
    assert!(matches!(&items[..], [Item::Event(event)] if event.line == 3 && event.data == "b"), "{items:?}");
}

#[test]
fn only_digits_are_a_time() {
    let retry = |value: &str| scan([format!("retry:{value}\n").as_bytes()]);
    assert_eq!(retry("0"), [Item::Retry(0)]);
    assert_eq!(retry(" 0250"), [Item::Retry(250)]);
    assert_eq!(retry("99999999999999999999"), [Item::Retry(u64::MAX)]);
    for bad in ["", "  250", "250 ", "+250", "-1", "1.5", "1e3", "250ms", "٢٥٠"] {
        assert_eq!(retry(bad), [], "{bad:?}");
    }
}

#[test]
fn the_last_id_is_that_of_the_last_whole_block() {
    let last_id = |stream: &[u8]| {
        let mut scanner = Scanner::new();
        scanner.push(stream);
        scanner.last_id().to_owned()
    };
    assert_eq!(last_id(b"data: a\n\n"), "");
    assert_eq!(last_id(b"id: 1\ndata: a\n\nid: 2\n\n"), "2");
    assert_eq!(last_id(b"id: 1\ndata: a\n\nid: 2\ndata: b\n"), "1");
    assert_eq!(last_id(b"id: 1\ndata: a\n\nid\n\n"), "");
}

#[test]
fn what_no_browser_dispatches_is_told_at_the_end() {
    let end = |stream: &[u8]| {
        let mut scanner = Scanner::new();
        scanner.push(stream);
        scanner.end()
    };
    let pending = |line, kind: &str, data: &str, rest: &str| {
        Some(Pending { line, kind: kind.into(), data: data.into(), rest: rest.into() })
    };
    for nothing in
        ["", "data: a\n\n", "data: a\n\n: ping\n", ": pi", "data: a\r\n\r\n", "data: a\n\nother: x\n", "\u{feff}"]
    {
        assert_eq!(end(nothing.as_bytes()), None, "{nothing:?}");
    }
    assert_eq!(end(b"data: a\n\nevent: x\ndata: b\ndata: c\nda"), pending(3, "x", "b\nc", "da"));
    assert_eq!(end(b"\n\ndata: {\"a\": 1}"), pending(3, "", "", "data: {\"a\": 1}"));
    assert_eq!(end(b"id: 4\n"), pending(1, "", "", ""));
    assert_eq!(end(b"data\n"), pending(1, "", "", ""));
}

#[test]
fn a_line_is_read_up_to_its_bound() {
    let line = |length: usize| [b"x: ", vec![b'x'; length - 3].as_slice(), b"\ndata: a\n\n"].concat();
    let fits = scan([line(LINE_MAX).as_slice()]);
    assert!(matches!(&fits[..], [Item::Event(_)]), "{fits:?}");
    let stream = line(LINE_MAX + 1);
    for size in [1, 1000, stream.len()] {
        let items = scan(stream.chunks(size));
        let [too_long, Item::Event(event)] = &items[..] else { panic!("{items:?}") };
        assert_eq!(*too_long, Item::TooLong { what: SizeBound::Line, line: 1, at: LINE_MAX as u64 + 1 });
        assert_eq!((event.data.as_str(), event.line), ("a", 1));
    }
}

#[test]
fn an_event_with_a_line_too_long_is_skipped() {
    let long = "x".repeat(LINE_MAX);
    for name in ["data", "event"] {
        let stream = format!("id: 1\ndata: a\n{name}: {long}\ndata: b\n\ndata: c\n\n");
        let items = scan([stream.as_bytes()]);
        let [Item::TooLong { what: SizeBound::Line, line: 3, .. }, Item::Event(event)] = &items[..] else {
            panic!("{name}")
        };
        assert_eq!((event.data.as_str(), event.id.as_str(), event.own_id), ("c", "1", false), "{name}");
    }
    let comment = scan([format!("data: a\n:{long}\n\n").as_bytes()]);
    assert!(matches!(&comment[..], [Item::TooLong { what: SizeBound::Line, line: 2, .. }, Item::Event(_)]));
}

#[test]
fn data_is_read_up_to_its_bound() {
    let data = |length: usize| format!("data: {}\ndata: é\n\ndata: b\n\n", "x".repeat(length - 3));
    let fits = events(scan([data(DATA_MAX).as_bytes()]));
    assert_eq!(fits.iter().map(|event| event.data.len()).collect::<Vec<_>>(), [DATA_MAX, 1]);
    let items = scan([data(DATA_MAX + 1).as_bytes()]);
    let [Item::TooLong { what: SizeBound::Data, line: 2, at }, Item::Event(event)] = &items[..] else {
        panic!("{items:?}")
    };
    assert_eq!((*at, event.data.as_str()), (DATA_MAX as u64 + 1 + 13, "b"));
}

#[test]
fn an_id_is_read_up_to_its_bound() {
    let stream = |length: usize| format!("id: 1\n\nid: {}\ndata: a\n\n", "x".repeat(length));
    assert_eq!(events(scan([stream(ID_MAX).as_bytes()]))[0].id.len(), ID_MAX);
    let items = scan([stream(ID_MAX + 1).as_bytes()]);
    let [Item::TooLong { what: SizeBound::Id, line: 3, .. }, Item::Event(event)] = &items[..] else {
        panic!("{items:?}")
    };
    assert_eq!((event.id.as_str(), event.own_id), ("1", false));
}

/// What means something in an event stream.
const MEANT: [&str; 11] = ["\n", "\r", "\r\n", "\n\n", "data: ", "data", "id: ", "event:", "retry: 10", ":", " "];

/// A byte order mark, a character cut short, a NUL, and characters of two to four bytes.
const ODD: [&[u8]; 4] = [b"\xef\xbb\xbf", b"\xe2\x82", b"\0", "é€📈".as_bytes()];

fn any_stream() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => prop::sample::select(&MEANT).prop_map(|piece| piece.as_bytes().to_vec()),
        2 => prop::sample::select(&ODD).prop_map(<[u8]>::to_vec),
        2 => prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(runs(2000))]

    #[test]
    fn where_the_pieces_end_changes_nothing(
        stream in any_stream(),
        places in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
    ) {
        let whole = scan([stream.as_slice()]);
        prop_assert_eq!(&scan(cut(&stream, &places)), &whole);
        prop_assert_eq!(&scan(stream.chunks(1)), &whole);
    }

    /// The places that are told are those of the stream.
    #[test]
    fn an_event_is_where_it_says(stream in any_stream()) {
        let lines: Vec<_> = lab::labs::sse::event_stream::lines(&stream).collect();
        for event in events(scan([stream.as_slice()])) {
            let end = usize::try_from(event.at).expect("a place in memory");
            prop_assert!(matches!(stream[end - 1], b'\n' | b'\r'));
            let so_far = events(scan([&stream[..end]]));
            prop_assert_eq!(so_far.last(), Some(&event));
            prop_assert!(!events(scan([&stream[..end - 1]])).contains(&event));
            let index = usize::try_from(event.line - 1).expect("a line in memory");
            prop_assert!(!lines[index].text.is_empty());
            prop_assert!(index == 0 || lines[index - 1].text.is_empty());
        }
    }
}
