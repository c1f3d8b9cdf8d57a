//! Streams as students send them, and what is said of each.

use crate::runs;
use lab::labs::sse::event_stream::TroubleKind::{self, *};
use lab::labs::sse::event_stream::{MOST_TROUBLES, Trouble, explain};
use proptest::prelude::*;

/// A stream, and each trouble that is told: its kind, its line, and the line with a `^` before the character.
type Story = (&'static str, &'static [u8], &'static [(TroubleKind, u64, &'static str)]);

const STORIES: &[Story] = &[
    // Line ends.
    (
        "one newline",
        b"data: {\"a\":1}\ndata: {\"a\":2}\ndata: {\"a\":3}\n",
        &[(OneNewline, 1, "data: {\"a\":1}^"), (OneNewline, 2, "data: {\"a\":2}^")],
    ),
    ("one newline, CRLF", b"data: [1]\r\ndata: [2]\r\n", &[(OneNewline, 1, "data: [1]^")]),
    ("one newline here and there", b"data: {}\n\ndata: {}\ndata: {}\n\n", &[(OneNewline, 3, "data: {}^")]),
    (
        "one newline after other fields",
        b"id: 1\nevent: t\ndata: {}\nid: 2\nevent: t\ndata: {}\n",
        &[(OneNewline, 3, "data: {}^")],
    ),
    ("one newline before other fields", b"data: {}\nid: 1\ndata: {}\nid: 2\n", &[(OneNewline, 2, "id: 1^")]),
    ("one newline, with a comment", b"data: {}\n: ping\ndata: {}\n", &[(OneNewline, 1, "data: {}^")]),
    ("never ended", b"data: {\"a\":1}\n", &[(NeverEnded, 1, "data: {\"a\":1}^")]),
    ("never ended, no line end", b": hi\n\nretry: 10\n\nid: 1\ndata: {}", &[(NeverEnded, 6, "data: {}^")]),
    ("never ended, text", b"data: 12\ndata: 13\nid: 7\n", &[(NeverEnded, 2, "data: 13^")]),
    (
        "no newline",
        b"data: {\"a\":1}data: {\"a\":2}data: {\"a\":3}",
        &[(NoNewline, 1, "data: {\"a\":1}^data: {\"a\":2}data: {\"a\":3}")],
    ),
    ("several documents in one line", b"data: {\"a\":1}{\"a\":2}\n\n", &[(NoNewline, 1, "data: {\"a\":1}^{\"a\":2}")]),
    (
        "literal newlines",
        br#"data: {"a":1}\n\ndata: {"a":2}\n\n"#,
        &[(LiteralNewline, 1, r#"data: {"a":1}^\n\ndata: {"a":2}\n\n"#)],
    ),
    (
        "literal newline before a real one",
        b"data: {\"a\":1}\\n\ndata: {\"a\":2}\\n\n",
        &[(LiteralNewline, 1, "data: {\"a\":1}^\\n"), (LiteralNewline, 2, "data: {\"a\":2}^\\n")],
    ),
    ("literal newlines in events", b"data: {}\\n\\n\n\n", &[(LiteralNewline, 1, "data: {}^\\n\\n")]),
    ("literal CR LF", b"data: {}\\r\\n\\r\\n", &[(LiteralNewline, 1, "data: {}^\\r\\n\\r\\n")]),
    ("a literal CR alone", b"data: {}\\r\n\n", &[(LiteralNewline, 1, "data: {}^\\r")]),
    ("a literal newline between documents", b"data: {}\\n{}\n\n", &[(LiteralNewline, 1, "data: {}^\\n{}")]),
    ("literal newline after text", b"data: AAPL 17\\n\\n\n", &[(LiteralNewline, 1, "data: AAPL 17^\\n\\n")]),
    (
        "literal newline after the type",
        b"event: t\\ndata: {}\\n\\n",
        &[(LiteralNewline, 1, "event: t^\\ndata: {}\\n\\n")],
    ),
    ("literal newline after a time", b"retry: 10\\n\ndata: {}\n\n", &[(LiteralNewline, 1, "retry: 10^\\n")]),
    ("literal newlines after a comment", b": hi\\n\\ndata: {}\n\n", &[(LiteralNewline, 1, ": hi^\\n\\ndata: {}")]),
    ("NULs", b"data: {}\0data: {}\0", &[(OddSeparator, 1, "data: {}^\0data: {}\0")]),
    ("form feeds", b"data: x\x0c\x0cdata: y\x0c\x0c", &[(OddSeparator, 1, "data: x^\x0c\x0cdata: y\x0c\x0c")]),
    ("line separators", "data: {}\u{2028}\u{2028}\n\n".as_bytes(), &[(OddSeparator, 1, "data: {}^\u{2028}\u{2028}")]),
    ("spaces only", b"data: {}\n \ndata: {}\n \n", &[(SpacesOnly, 2, "^ "), (SpacesOnly, 4, "^ ")]),
    ("a tab only, once", b"data: {}\n\ndata: {}\n\t\ndata: {}\n\n", &[(SpacesOnly, 4, "^\t")]),
    ("cut inside a name", b"data: {}\n\ndat", &[]),
    ("a name of which a part is missing", b"data: {}\n\ndat\n", &[(UnknownField, 3, "dat^")]),
    ("cut after a name", b"data: AAPL\ndata", &[(NeverEnded, 2, "data^")]),
    // JSON without its field.
    ("raw JSON", b"{\"a\":1}\n{\"a\":2}\n", &[(RawJson, 1, "^{\"a\":1}")]),
    (
        "raw JSON in blocks",
        b"{\"a\":1}\n\n  [2]\n\n\"c\"\n\n{}\n\n",
        &[(RawJson, 1, "^{\"a\":1}"), (RawJson, 3, "  ^[2]"), (RawJson, 5, "^\"c\"")],
    ),
    ("raw JSON in an event", b"event: t\nid: 1\n{\"a\":1}\n\n", &[(RawJson, 3, "^{\"a\":1}")]),
    ("raw JSON without an end", b"{\"a\":1}", &[(RawJson, 1, "^{\"a\":1}")]),
    ("raw JSON, whole and pretty", b"[\n  {\n    \"a\": 1\n  }\n]\n", &[(RawJson, 1, "^[")]),
    ("data in the next line", b"data:\n{\"a\":1}\n\n", &[(RawJson, 2, "^{\"a\":1}")]),
    (
        "pretty JSON",
        b"data: {\n  \"a\": 1,\n  \"b\": 2\n}\n\ndata: {\n  \"a\": 3\n}\n\n",
        &[(Continuation, 2, "^  \"a\": 1,"), (Continuation, 7, "^  \"a\": 3")],
    ),
    ("JSON cut between two numbers", b"data: [1,\n2]\n\n", &[(Continuation, 2, "^2]")]),
    ("an empty line in JSON", b"data: {\"a\":\n\n\"b\"}\n\n", &[(RawJson, 3, "^\"b\"}")]),
    // Names.
    ("capitals", b"Data: {}\n\n", &[(UnknownField, 1, "^Data: {}")]),
    ("a slip", b"date: {}\n\n", &[(UnknownField, 1, "dat^e: {}")]),
    ("indented", b"    data: {}\n\n", &[(UnknownField, 1, "^    data: {}")]),
    ("a space before the colon", b"data : {}\n\n", &[(UnknownField, 1, "data^ : {}")]),
    ("no colon", b"data {\"a\":1}\n\n", &[(UnknownField, 1, "data^ {\"a\":1}")]),
    ("an equals sign", b"data={\"a\":1}\n\n", &[(UnknownField, 1, "data^={\"a\":1}")]),
    (
        "other fields",
        b"ID: 1\nEvent: t\nrerty: 10\ndata: {}\n\n",
        &[(UnknownField, 1, "^ID: 1"), (UnknownField, 2, "^Event: t"), (UnknownField, 3, "re^rty: 10")],
    ),
    (
        "a type without data",
        b"event: t\n\ndata: {}\n\nevent: t\n\ndata: {}\n\n",
        &[(EventWithoutData, 1, "^event: t"), (EventWithoutData, 5, "^event: t")],
    ),
    ("a type, and two empty lines", b"event: t\n\n\ndata: {}\n\n", &[(EventWithoutData, 1, "^event: t")]),
    ("text", b"AAPL 17.5\n\nGOOG 12\n\n", &[(NoField, 1, "^AAPL 17.5")]),
    ("an error in words", b"Internal Server Error", &[(NoField, 1, "^Internal Server Error")]),
    // Pages.
    ("a page", b"\n<!DOCTYPE html>\n<html>\n{\"a\":1}\n", &[(Page, 2, "^<!DOCTYPE html>")]),
    ("a piece of a page", b"<br />\n<b>Warning</b>: x in y\n\ndata: {}\n\n", &[(Page, 1, "^<br />")]),
    ("a page in the middle", b"data: {}\n\n<!doctype html>\n<title>500</title>\n", &[(Page, 3, "^<!doctype html>")]),
    ("an answer in the answer", b"HTTP/1.1 500 Oops\r\ndate: x\r\n\r\n", &[(Page, 1, "^HTTP/1.1 500 Oops")]),
    ("markup among fields", b"data: {}\n<b>\n\n{}\n\n", &[(RawJson, 4, "^{}")]),
    // Characters.
    (
        "Latin-1",
        b"data: {}\n\ndata: {\"a\":\"\xe9t\xe9\"}\n\n",
        &[(NotUtf8, 3, "data: {\"a\":\"^\u{fffd}t\u{fffd}\"}")],
    ),
    ("a character cut short by the end of its line", b"data: caf\xc3\n\n", &[(NotUtf8, 1, "data: caf^\u{fffd}")]),
    ("UTF-16", b"\xff\xfed\0a\0t\0a\0:\0 \x001\0\n\0\n\0", &[(NotUtf8, 1, "^\u{fffd}\u{fffd}d\0a\0t\0a\0:\0 \x001\0")]),
    ("UTF-16 without a mark", b"d\0a\0t\0a\0:\0 \x001\0\n\0", &[(UnknownField, 1, "d^\0a\0t\0a\0:\0 \x001\0")]),
    ("a NUL in an id", b"id: 1\x002\ndata: {}\n\n", &[(NulInId, 1, "id: 1^\x002")]),
    (
        "times that are not digits",
        b"retry: 3s\n\nretry:  3\n\nretry: -1\ndata: {}\n\n",
        &[(RetryNotDigits, 1, "retry: 3^s"), (RetryNotDigits, 3, "retry: ^ 3"), (RetryNotDigits, 5, "retry: ^-1")],
    ),
    (
        "a mark before each event",
        "\u{feff}data: {}\n\n\u{feff}data: {}\n\n".as_bytes(),
        &[(BomInside, 3, "^\u{feff}data: {}")],
    ),
    ("two marks", "\u{feff}\u{feff}data: {}\n\n".as_bytes(), &[(BomInside, 1, "^\u{feff}data: {}")]),
    ("a mark before the JSON", "data: \u{feff}{}\n\n".as_bytes(), &[(BomInside, 1, "data: ^\u{feff}{}")]),
    ("a mark before an empty line", "data: {}\n\u{feff}\n\n".as_bytes(), &[(BomInside, 2, "^\u{feff}")]),
    // Two at once.
    (
        "pretty JSON that never ends",
        b"retry: soon\ndata: {\n\"a\": 1}\n",
        &[(RetryNotDigits, 1, "retry: ^soon"), (NeverEnded, 2, "data: {^"), (Continuation, 3, "^\"a\": 1}")],
    ),
];

fn marked(trouble: &Trouble) -> String {
    let before = usize::try_from(trouble.column - 1).expect("a column");
    let mut chars = trouble.text.chars();
    let start: String = chars.by_ref().take(before).collect();
    assert_eq!(start.chars().count(), before, "the column is in the line, or right after it");
    format!("{start}^{}", chars.as_str())
}

#[test]
fn every_story_is_explained() {
    for (name, stream, expected) in STORIES {
        let troubles = explain(stream);
        let told: Vec<_> = troubles.iter().map(|trouble| (trouble.kind, trouble.line, marked(trouble))).collect();
        let expected: Vec<_> = expected.iter().map(|&(kind, line, text)| (kind, line, text.to_owned())).collect();
        assert_eq!(told, expected, "{name}");
    }
}

#[test]
fn every_kind_has_a_story() {
    let told = |kind| STORIES.iter().any(|(_, _, troubles)| troubles.iter().any(|(told, ..)| *told == kind));
    // A new kind must be added here, or this does not compile.
    let next = |kind| match kind {
        OneNewline => Some(NoNewline),
        NoNewline => Some(NeverEnded),
        NeverEnded => Some(LiteralNewline),
        LiteralNewline => Some(OddSeparator),
        OddSeparator => Some(SpacesOnly),
        SpacesOnly => Some(RawJson),
        RawJson => Some(Continuation),
        Continuation => Some(UnknownField),
        UnknownField => Some(EventWithoutData),
        EventWithoutData => Some(NoField),
        NoField => Some(Page),
        Page => Some(NotUtf8),
        NotUtf8 => Some(NulInId),
        NulInId => Some(RetryNotDigits),
        RetryNotDigits => Some(BomInside),
        BomInside => None,
    };
    let untold: Vec<_> =
        std::iter::successors(Some(OneNewline), |&kind| next(kind)).filter(|&kind| !told(kind)).collect();
    assert_eq!(untold, []);
}

#[test]
fn troubles_are_plain_data() {
    let troubles = explain("\u{feff}: é\ndata: \u{e9}\u{feff}\nretry: 1é\n\n".as_bytes());
    let told = serde_json::to_value(&troubles).expect("JSON");
    let expected = serde_json::json!([
        {"kind": "retry-not-digits", "line": 3, "column": 9, "offset": 28, "text": "retry: 1é"},
    ]);
    assert_eq!(told, expected);
    assert_eq!(serde_json::from_value::<Vec<Trouble>>(told).expect("troubles"), troubles);
}

#[test]
fn a_mistake_in_every_event_is_told_a_few_times() {
    let stream = "Data: {}\n\n".repeat(1000) + "retry: x\n\n";
    let kinds: Vec<_> = explain(stream.as_bytes()).iter().map(|trouble| trouble.kind).collect();
    assert_eq!(kinds, [UnknownField, UnknownField, UnknownField, RetryNotDigits]);
}

proptest! {
    #![proptest_config(runs(2000))]

    /// Whatever comes: places that exist, in order, and not too many.
    #[test]
    fn any_bytes_are_explained(pieces in prop::collection::vec(piece(), 0..40)) {
        let stream = pieces.concat();
        let troubles = explain(&stream);
        prop_assert!(troubles.len() <= MOST_TROUBLES);
        prop_assert!(troubles.is_sorted_by_key(|trouble| trouble.offset));
        for trouble in troubles {
            marked(&trouble);
            prop_assert!(trouble.text.chars().count() <= 122);
            let line = lab::labs::sse::event_stream::lines(&stream).nth(trouble.line as usize - 1).expect("its line");
            prop_assert!(line.offset <= trouble.offset);
            prop_assert!(trouble.offset <= line.offset + line.bytes.len() as u64);
        }
    }
}

fn piece() -> impl Strategy<Value = Vec<u8>> {
    let stories = prop::sample::select(STORIES).prop_map(|(_, stream, _)| stream.to_vec());
    let part = (stories.clone(), any::<prop::sample::Index>())
        .prop_map(|(stream, at)| stream[at.index(stream.len())..].to_vec());
    prop_oneof![
        1 => stories,
        4 => part,
        2 => prop::collection::vec(any::<u8>(), 0..6),
        2 => prop::sample::select(vec!["\n", "\r", "\n\n", "data: ", "{", " ", "\\n", "\0", "\u{feff}"])
            .prop_map(|piece| piece.as_bytes().to_vec()),
        1 => "[é {}]{100,200}".prop_map(String::into_bytes),
    ]
}
