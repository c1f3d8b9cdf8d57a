//! Against another reader: the crate `eventsource-stream`, where it can be trusted. It panics on a byte order mark at
//! the start, gives up on bytes that are not UTF-8, and keeps a CR at the end until the next byte.

use crate::{cut, events, runs, scan};
use eventsource_stream::EventStream;
use futures_util::{FutureExt, StreamExt, stream};
use proptest::prelude::*;
use std::convert::Infallible;

fn text() -> impl Strategy<Value = String> {
    "[a-zé€📈 :{}\"\u{feff}\u{2028}]{0,6}"
}

fn line() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        4 => Just("data".to_owned()),
        1 => Just("event".to_owned()),
        1 => Just("id".to_owned()),
        1 => Just("retry".to_owned()),
        1 => Just(String::new()),
        1 => text(),
    ];
    let colon = prop::sample::select(vec![": ", ":", ":  ", ""]);
    (name, colon, text()).prop_map(|(name, colon, value)| format!("{name}{colon}{value}"))
}

fn stream() -> impl Strategy<Value = String> {
    let end = prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\r\r", "\n\r", "\n\n\n"]);
    let lines = prop::collection::vec((line(), end).prop_map(|(line, end)| line + end), 0..20);
    (lines, line())
        .prop_map(|(lines, rest)| lines.concat() + &rest)
        .prop_filter("what the peer can read", |stream| !stream.starts_with('\u{feff}') && !stream.ends_with('\r'))
}

fn read_by_the_peer(chunks: &[&[u8]]) -> impl Iterator<Item = eventsource_stream::Event> {
    let chunks = stream::iter(chunks.iter().map(Ok::<_, Infallible>));
    let events = EventStream::new(chunks).collect::<Vec<_>>().now_or_never().expect("nothing to wait for");
    events.into_iter().map(|event| event.expect("it reads all that we draw"))
}

proptest! {
    #![proptest_config(runs(2000))]

    #[test]
    fn another_reader_dispatches_the_same(
        stream in stream(),
        places in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
    ) {
        let chunks = cut(stream.as_bytes(), &places);
        let ours: Vec<_> =
            events(scan(chunks.clone())).into_iter().map(|event| (event.kind, event.data, event.id)).collect();
        let theirs: Vec<_> = read_by_the_peer(&chunks).map(|event| (event.event, event.data, event.id)).collect();
        prop_assert_eq!(ours, theirs);
    }
}
