//! Streams, and what a browser dispatches of each.
//!
//! The names are those of the format tests of web-platform-tests (`wpt-`, its folder `eventsource`) and of
//! launchdarkly/sse-contract-tests (`contract-`) that check the same rule; the streams are our own.

pub struct Case {
    pub name: &'static str,
    pub bytes: &'static [u8],
    /// Type, data and last event id of each event.
    pub events: &'static [(&'static str, &'static str, &'static str)],
}

const fn case(
    name: &'static str,
    bytes: &'static [u8],
    events: &'static [(&'static str, &'static str, &'static str)],
) -> Case {
    Case { name, bytes, events }
}

/// The same streams with each of the three line ends.
macro_rules! line_ends {
    ($name:literal, $end:literal) => {
        [
            case(
                concat!("contract-linefeeds-", $name, "-one-line-event"),
                concat!("data: one", $end, $end).as_bytes(),
                &[("message", "one", "")],
            ),
            case(
                concat!("contract-linefeeds-", $name, "-one-line-and-two-line-events"),
                concat!("data: one", $end, $end, "data: two", $end, "data: lines", $end, $end).as_bytes(),
                &[("message", "one", ""), ("message", "two\nlines", "")],
            ),
            case(
                concat!("contract-linefeeds-", $name, "-empty-line-at-beginning"),
                concat!("data:", $end, "data: b", $end, "data: c", $end, $end).as_bytes(),
                &[("message", "\nb\nc", "")],
            ),
            case(
                concat!("contract-linefeeds-", $name, "-empty-line-in-middle"),
                concat!("data: a", $end, "data:", $end, "data: c", $end, $end).as_bytes(),
                &[("message", "a\n\nc", "")],
            ),
            case(
                concat!("contract-linefeeds-", $name, "-one-extra-empty-line"),
                concat!("data: a", $end, $end, $end, "data: b", $end, $end).as_bytes(),
                &[("message", "a", ""), ("message", "b", "")],
            ),
            case(
                concat!("contract-linefeeds-", $name, "-two-extra-empty-lines"),
                concat!("data: a", $end, $end, $end, $end, "data: b", $end, $end).as_bytes(),
                &[("message", "a", ""), ("message", "b", "")],
            ),
        ]
    };
}

pub fn all() -> impl Iterator<Item = &'static Case> {
    WEB_PLATFORM.iter().chain(CONTRACT).chain(LINE_ENDS.iter().flatten()).chain(OURS)
}

const LINE_ENDS: &[[Case; 6]] = &[line_ends!("lf", "\n"), line_ends!("crlf", "\r\n"), line_ends!("cr", "\r")];

const WEB_PLATFORM: &[Case] = &[
    case(
        "wpt-format-bom",
        b"\xef\xbb\xbfdata:first\n\n\xef\xbb\xbfdata:second\n\ndata:third\n\n",
        &[("message", "first", ""), ("message", "third", "")],
    ),
    case(
        "wpt-format-bom-2",
        b"\xef\xbb\xbf\xef\xbb\xbfdata:first\n\ndata:second\n\ndata:third\n\n",
        &[("message", "second", ""), ("message", "third", "")],
    ),
    case("wpt-format-comments", b"data:a\r:\0\n:\r\ndata:b\n: data:c\r:\ndata:d\n\n", &[("message", "a\nb\nd", "")]),
    case(
        "wpt-format-data-before-final-empty-line",
        b"retry:1000\ndata:seen\n\nid:lost\ndata:lost\n",
        &[("message", "seen", "")],
    ),
    case(
        "wpt-format-field-data",
        b"data:\n\ndata\ndata\n\ndata:word\n\n",
        &[("message", "", ""), ("message", "\n", ""), ("message", "word", "")],
    ),
    case("wpt-format-field-event", b"event:price\ndata:x\n\ndata:y\n\n", &[("price", "x", ""), ("message", "y", "")]),
    case("wpt-format-field-event-empty", b"event: \ndata:x\n\n", &[("message", "x", "")]),
    case("wpt-format-field-id", b"data:x\nid:\xe2\x80\xa6\n\n", &[("message", "x", "…")]),
    case(
        "wpt-format-field-id-2",
        b"id:7\ndata:a\n\ndata:b\n\nid\ndata:c\n\ndata:d\n\n",
        &[("message", "a", "7"), ("message", "b", "7"), ("message", "c", ""), ("message", "d", "")],
    ),
    case(
        "wpt-format-field-id-3",
        b"id:7\n\ndata:a\n\nid:8\n\nid:9\n\ndata:b\n\n",
        &[("message", "a", "7"), ("message", "b", "9")],
    ),
    case(
        "wpt-format-field-id-null",
        b"id:7\ndata:a\n\nid:8\0\ndata:b\n\n",
        &[("message", "a", "7"), ("message", "b", "7")],
    ),
    case(
        "wpt-format-field-parsing",
        b"data:\0\ndata:  b\rData:-\ndata\0:-\ndata:c\r\0data:-\nda-ta:-\rdata_-\ndata:d\rdata:\r\n data:-\ndata:e\n\n",
        &[("message", "\0\n b\nc\nd\n\ne", "")],
    ),
    case("wpt-format-field-retry", b"retry:05000\ndata:x\n\n", &[("message", "x", "")]),
    case("wpt-format-field-retry-bogus", b"retry:2000\nretry:1000x\ndata:x\n\n", &[("message", "x", "")]),
    case("wpt-format-field-retry-empty", b"retry\ndata:x\n\n", &[("message", "x", "")]),
    case(
        "wpt-format-field-unknown",
        b"data:a\n data\ndata\nother:b\nwords\n:words\ndata:c\n\n",
        &[("message", "a\n\nc", "")],
    ),
    case("wpt-format-leading-space", b"data:\ta\rdata: b\ndata:\xc2\xa0c\n\n", &[("message", "\ta\nb\n\u{a0}c", "")]),
    case("wpt-format-newlines", b"data:a\r\ndata\ndata:b\r\n\r", &[("message", "a\n\nb", "")]),
    case("wpt-format-null-character", b"data:\0\n\n", &[("message", "\0", "")]),
    case("wpt-format-utf-8", "data:où €\n\n".as_bytes(), &[("message", "où €", "")]),
    case(
        "wpt-message2",
        b"data:a\ndata:a\n\n:\n:\n\ndata:\n\ndata:end\n\n",
        &[("message", "a\na", ""), ("message", "", ""), ("message", "end", "")],
    ),
];

const CONTRACT: &[Case] = &[
    case("contract-one-line-message", b"data: Salut\n\n", &[("message", "Salut", "")]),
    case("contract-two-messages", b"data: a\n\ndata: b\n\n", &[("message", "a", ""), ("message", "b", "")]),
    case("contract-two-line-message", b"data: a\ndata:b\n\n", &[("message", "a\nb", "")]),
    case("contract-empty-data", b"data:\n\n", &[("message", "", "")]),
    case("contract-specific-type", b"event: trade\ndata: a\n\n", &[("trade", "a", "")]),
    case("contract-event-with-id", b"id: x1\ndata: a\n\n", &[("message", "a", "x1")]),
    case("contract-type-and-id", b"event: trade\nid: x1\ndata: a\n\n", &[("trade", "a", "x1")]),
    case("contract-id-with-null", b"id: x\x001\ndata: a\n\n", &[("message", "a", "")]),
    case(
        "contract-last-id-persists",
        b"id: x1\ndata: a\n\ndata: b\n\n",
        &[("message", "a", "x1"), ("message", "b", "x1")],
    ),
    case(
        "contract-last-id-emptied",
        b"id: x1\ndata: a\n\nid: \ndata: b\n\n",
        &[("message", "a", "x1"), ("message", "b", "")],
    ),
    case("contract-reverse-order", b"data: a\nid: x1\nevent: trade\n\n", &[("trade", "a", "x1")]),
    case("contract-unknown-field", b"event: trade\nvolume: 12\ndata: a\n\n", &[("trade", "a", "")]),
    case("contract-no-leading-space", b"event:trade\ndata:a\n\n", &[("trade", "a", "")]),
    case("contract-extra-leading-space", b"event:  trade\ndata:  a\n\n", &[(" trade", " a", "")]),
    case("contract-no-colon", b"data\n\ndata\ndata\n\n", &[("message", "", ""), ("message", "\n", "")]),
    case("contract-multi-byte", "data: €, 株価, 📈\n\n".as_bytes(), &[("message", "€, 株価, 📈", "")]),
    case("contract-bom-stripped", b"\xef\xbb\xbfdata: a\n\n", &[("message", "a", "")]),
    case("contract-bom-type-and-id", b"\xef\xbb\xbfevent: trade\nid: x1\ndata: a\n\n", &[("trade", "a", "x1")]),
    case("contract-bom-multiple", b"\xef\xbb\xbfdata: a\n\ndata: b\n\n", &[("message", "a", ""), ("message", "b", "")]),
    case(
        "contract-bom-only-at-start",
        b"data: a\n\ndata: \xef\xbb\xbfb\n\n",
        &[("message", "a", ""), ("message", "\u{feff}b", "")],
    ),
    case("contract-bom-only-first", b"\xef\xbb\xbfdata: \xef\xbb\xbfa\n\n", &[("message", "\u{feff}a", "")]),
    case("contract-bom-multi-line", b"\xef\xbb\xbfdata: a\ndata: b\n\n", &[("message", "a\nb", "")]),
    case("contract-bom-comment", b"\xef\xbb\xbf:hello\ndata: a\n\n", &[("message", "a", "")]),
    case("contract-bom-empty-data", b"\xef\xbb\xbfdata:\n\n", &[("message", "", "")]),
    case("contract-comment", b":hello\n", &[]),
    case("contract-comment-before-event", b":hello\n:again\ndata: a\n\n", &[("message", "a", "")]),
    case("contract-comment-after-event", b"data: a\n\n:hello\n", &[("message", "a", "")]),
    case(
        "contract-cr-at-end-of-chunk",
        b"data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n",
        &[("message", "a\nb", ""), ("message", "c", "")],
    ),
];

/// What those suites leave out.
const OURS: &[Case] = &[
    case("nothing", b"", &[]),
    case("bom-alone", b"\xef\xbb\xbf", &[]),
    case("half-a-bom", b"\xef\xbbdata: lost\n\ndata: a\n\n", &[("message", "a", "")]),
    case("bom-before-an-empty-line", b"\xef\xbb\xbf\n\ndata: a\n\n", &[("message", "a", "")]),
    case(
        "not-utf-8",
        b"data: \xff \xc3\n\ndata: \xe2\x82\n\n",
        &[("message", "\u{fffd} \u{fffd}", ""), ("message", "\u{fffd}", "")],
    ),
    case("surrogate-in-utf-8", b"data: \xed\xa0\x80\n\n", &[("message", "\u{fffd}\u{fffd}\u{fffd}", "")]),
    case(
        "other-separators",
        "data: a\u{c}b\u{2028}c\u{85}\n\n".as_bytes(),
        &[("message", "a\u{c}b\u{2028}c\u{85}", "")],
    ),
    case("name-of-a-field-in-data", b"data: data: a\n\n", &[("message", "data: a", "")]),
    case(
        "last-event-field-counts",
        b"event: a\nevent: b\ndata: x\n\nevent: c\nevent\ndata: y\n\n",
        &[("b", "x", ""), ("message", "y", "")],
    ),
    case("type-without-data", b"event: lost\n\ndata: a\n\n", &[("message", "a", "")]),
    case("spaces-are-no-empty-line", b"data: a\n \ndata: b\n\n", &[("message", "a\nb", "")]),
    case("lf-cr-is-two-ends", b"data: a\n\rdata: b\n\r", &[("message", "a", ""), ("message", "b", "")]),
];
