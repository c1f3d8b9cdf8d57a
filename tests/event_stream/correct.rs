//! Streams that are right, however unusual: nothing is said of them.

use crate::{cases, runs};
use lab::labs::sse::event_stream::TroubleKind::{NeverEnded, NoField};
use lab::labs::sse::event_stream::explain;
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn choices_are_no_trouble() {
    for stream in [
        "",
        "\n\n\n",
        "\u{feff}",
        ": only\n\n: comments\n",
        "retry: 3000\n\n",
        "retry:\ndata: {}\n\n",
        "id: 5\n\ndata: {}\n\n",
        "id\ndata\n\n",
        "data:{\"a\":1}\r\rdata:{\"a\":2}\r\r",
        "\u{feff}data: {}\r\n\r\n",
        "data: {\ndata:   \"a\": [1,\ndata: 2]\ndata: }\n\n",
        "data: [\ndata: {\"a\": 1}\ndata: ,\ndata: {\"a\": 2}\ndata: ]\n\n",
        "data: {\"a\":\n: a comment\nx-trace: 1\ndata: 1}\n\n",
        "data: 12\ndata: 13\n\n",
        "data: first line\ndata: second line\n\n",
        "data: \"quoted\" text\nx: y\n\n",
        "data: [INFO] started\nx: y\n\n",
        "data: {braces} in text\n\n",
        "data: NaN\n\n",
        "data: {'a': 1}\n\n",
        "data: {\"text\": \"a\\ndata: b\\n\\n\"}\n\n",
        "data: {\ndata: \"text\": \"a\\ndata: b\"\ndata: }\n\n",
        "data: {\"text\": \"a\u{2028}data: b\u{feff}\"}\n\n",
        "data: {\"text\": \"<!doctype html>\"}\n\n",
        "data: <!doctype html>\ndata: <html>\n\n",
        "event: trade\ndata: {}\n\nevent: ping\n\nevent: trade\ndata: {}\n\n",
        "event: ping\n\nevent: trade\ndata: {}\n\n",
        "event: ping\n\ndata: {}\n\ndata: {}\n\nevent: ping\n\ndata: {}\n\n",
        "data: {}\nvolume: 12\nsymbol\nx-data: 1\n\n",
        "date: 2026-01-01\ndata: {}\n\n",
        "data: a\n \n\n",
        "  \n\ndata: {}\n\n",
        ":\u{0}\u{feff}\ndata: {}\n\n",
        "event: café\nid: é\ndata: {\"é\": \"€\"}\n\n",
        "data: {}\n\ndata: {\"a\": 1, \"b",
        "data: {}\n\ndata: {}\n",
        "data: {}\n\ndat",
        "dat",
        "ret",
    ] {
        assert_eq!(explain(stream.as_bytes()), [], "{stream:?}");
    }
    assert_eq!(explain(b":\xff\nother: \xff\ndata: {}\n\n"), [], "bytes that nobody reads");
    assert_eq!(explain(b"data: {}\n\ndata: {\"a\": \"\xe2\x82"), [], "a character that the end cut");
}

/// The suites of others hold mistakes on purpose. The rest is right.
#[test]
fn the_cases_of_others_are_no_trouble() {
    let on_purpose = [
        "wpt-format-bom",
        "wpt-format-bom-2",
        "wpt-format-field-id-null",
        "wpt-format-field-parsing",
        "wpt-format-field-retry-bogus",
        "wpt-format-field-unknown",
        "contract-id-with-null",
        "contract-bom-only-at-start",
        "contract-bom-only-first",
        "half-a-bom",
        "not-utf-8",
        "surrogate-in-utf-8",
        "type-without-data",
        "spaces-are-no-empty-line",
    ];
    for case in cases::all() {
        let troubles = explain(case.bytes);
        assert_eq!(troubles.is_empty(), !on_purpose.contains(&case.name), "{}: {troubles:?}", case.name);
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Zé€📈 .,:0-9-]{0,12}",
        prop::sample::select(vec![
            "data: x",
            "\ndata: x",
            "\n\n",
            "a\\n",
            "\\n\\n",
            "{",
            "}",
            "[{",
            "\"",
            "\u{2028}",
            "\0",
            "\u{c}",
            "\u{feff}x",
            "<html>",
            "HTTP/1.1 500",
            "id: 1",
            "é",
            "\r\n",
            "\t",
        ])
        .prop_map(String::from),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        (-1e6..1e6).prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(text(), inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

/// Data as a server may send it: JSON in one line, or in as many as it likes.
fn data() -> impl Strategy<Value = Vec<String>> {
    (value(), any::<bool>()).prop_map(|(value, pretty)| {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        text.expect("JSON").lines().map(String::from).collect()
    })
}

fn event() -> impl Strategy<Value = Vec<String>> {
    let other = prop_oneof![
        prop::sample::select(vec!["trade", "message", "café"]).prop_map(|name| format!("event: {name}")),
        any::<u16>().prop_map(|id| format!("id:{id}")),
        Just("id".to_owned()),
        any::<u16>().prop_map(|time| format!("retry: {time}")),
        "[a-z ]{0,8}".prop_map(|comment| format!(":{comment}")),
        prop::sample::select(vec!["volume: 12", "x-trace", "symbol:AAPL", "name : é"]).prop_map(String::from),
    ];
    let others = || prop::collection::vec(other.clone(), 0..3);
    (others(), data(), prop::sample::select(vec!["data:", "data: "]), others()).prop_map(
        |(before, data, name, after)| {
            let data = data.into_iter().map(|line| format!("{name}{line}"));
            before.into_iter().chain(data).chain(after).collect()
        },
    )
}

/// A stream, and where its first event is dispatched.
fn stream() -> impl Strategy<Value = (String, usize)> {
    let end = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    (any::<bool>(), prop::collection::vec((event(), 1..3_usize), 1..6), end).prop_map(|(bom, events, end)| {
        let block = |(lines, empty): (Vec<String>, usize)| {
            lines.into_iter().map(|line| line + end).collect::<String>() + &end.repeat(empty)
        };
        let blocks: Vec<_> = events.into_iter().map(block).collect();
        let mark = if bom { "\u{feff}" } else { "" };
        let first = mark.len() + blocks[0].trim_end_matches(end).len() + 2 * end.len();
        (mark.to_owned() + &blocks.concat(), first)
    })
}

proptest! {
    #![proptest_config(runs(1000))]

    #[test]
    fn a_correct_stream_has_no_trouble((stream, _) in stream()) {
        prop_assert_eq!(explain(stream.as_bytes()), []);
    }

    /// Nor has one that we left: only inside its first event it can't be told from one that never ends, or
    /// that has no field.
    #[test]
    fn a_correct_stream_that_was_cut_has_no_trouble((stream, first) in stream(), end in any::<prop::sample::Index>()) {
        let end = end.index(stream.len() + 1);
        let mut troubles = explain(&stream.as_bytes()[..end]);
        troubles.retain(|trouble| end >= first || ![NeverEnded, NoField].contains(&trouble.kind));
        prop_assert_eq!(troubles, []);
    }
}
