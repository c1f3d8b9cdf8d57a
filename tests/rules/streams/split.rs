//! However its bytes were split on their way, a stream is judged as the same.

use super::choices::REQUIRED;
use super::{Deed, data, event, opened, pieces, quote, steady, story};
use lab::history::Frame;
use proptest::prelude::*;

pub fn runs(usual: u32) -> ProptestConfig {
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { ProptestConfig::default().cases } else { usual };
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Streams that are right, and streams that are not.
fn streams() -> Vec<Deed> {
    let all = (0..4).map(|number| event(&quote(number))).collect::<String>();
    vec![
        steady(),
        pieces([all.as_str(); 5]),
        pieces((0..5).map(|number| event(&quote(number)).replace('\n', "\r\n"))),
        pieces((0..5).map(|number| event(&quote(number)).replace('\n', "\r"))),
        pieces(["event: cours\ndata: {\"société\":\"L’Oréal\",\"prix\":1,\"variation\":-1}\n\n"; 5]),
        pieces((0..5).map(|number| format!("data: {}\n", quote(number)))),
        pieces(["data: {'symbol': 'AAPL'}\n\n"; 5]),
        data(&["{\"symbol\":\"AAPL\",\"price\":\"1\"}"; 5]),
        pieces([event(&quote(1)).repeat(3).as_str(); 5]),
        opened().quotes(10, 2000, 3).ends(7000),
        opened().quotes(10, 2000, 3).leaves(12_000),
    ]
}

/// Each piece in parts that come one after another, all within 60 ms.
fn split(mut deed: Deed, places: &[prop::sample::Index]) -> Deed {
    let channel = deed.operation.channel.as_mut().expect("a stream");
    let mut parts = Vec::new();
    for Frame { at, bytes, .. } in &channel.frames {
        let mut places: Vec<usize> = places.iter().map(|place| place.index(bytes.len() + 1)).collect();
        places.sort_unstable();
        places.push(bytes.len());
        let mut start = 0;
        for (number, end) in (0..).zip(places) {
            parts.push(Frame::chunk(at + number * 5_000_000, bytes[start..end].to_vec()));
            start = end;
        }
    }
    channel.frames = parts;
    deed
}

proptest! {
    #![proptest_config(runs(100))]

    #[test]
    fn a_split_changes_no_verdict(
        deed in prop::sample::select(streams()),
        places in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        for (rule, at_least) in REQUIRED.into_iter().chain([("stream-ends", 4)]) {
            let whole = story([deed.clone()]).at_least(at_least).finding(rule);
            let parts = story([split(deed.clone(), &places)]).at_least(at_least).finding(rule);
            let said = |finding: &lab::checker::Finding| (finding.verdict, finding.message.id.clone(), finding.requires);
            prop_assert_eq!(said(&parts), said(&whole), "{}", rule);
        }
    }
}
