//! A stream that is right passes every rule that looks at it, whatever its author chose.

use super::{Deed, opened, steady, story, subscriber};
use lab::checker::Verdict;
use proptest::prelude::*;
use serde_json::{Value, json};

/// The rules that look at the first stream and may cost points, with what they are judged on at least.
pub const REQUIRED: [(&str, u32); 12] = [
    ("stream-unreachable", 1),
    ("not-event-stream", 1),
    ("cache-control-missing", 1),
    ("accel-buffering-missing", 1),
    ("nothing-dispatched", 1),
    ("lines-ignored", 1),
    ("not-utf8", 1),
    ("data-not-json", 3),
    ("quote-incomplete", 3),
    ("numbers-as-text", 3),
    ("first-event-late", 1),
    ("not-steady", 2),
];

/// The id of the event with this number.
type Id = fn(u32) -> String;

/// What the author of a server chose.
#[derive(Debug, Clone)]
struct Choice {
    shape: fn(u32) -> Vec<Value>,
    /// How the author spells the type, what caches may keep of the stream, and what a proxy is told.
    head: [&'static str; 3],
    end: &'static str,
    space: &'static str,
    name: Option<&'static str>,
    ids: Option<Id>,
    pretty: bool,
    beside: &'static str,
    before: &'static str,
    at_once: bool,
    every: u32,
}

/// In the shapes of the lab text, and of servers made after it.
const SHAPES: [fn(u32) -> Vec<Value>; 7] = [
    |n| vec![json!({"symbol": "AAPL", "price": n, "change": 0})],
    |n| vec![json!({"id": n, "exchange": "NASDAQ", "symbol": "AAPL", "price": 1.5, "change": -0.5, "volume": 7})],
    |n| vec![json!({"symbole": "AIR", "société": "Airbus", "prix": n, "variation": 0.5, "variation_pct": "+0,5 %"})],
    |n| ["A", "B", "C", "D"].map(|symbol| json!({"ticker": symbol, "last": n, "percent_change": 1})).into(),
    |n| vec![json!({"AAPL": {"price": n, "change": 2}, "MSFT": {"price": 1, "change": -2}, "timestamp": n})],
    |n| vec![json!([{"symbol": "A", "price": n, "change": 2}, {"symbol": "B", "price": 1, "change": 0}])],
    |n| vec![json!({"type": "quotes", "data": [{"name": "A", "value": n, "delta": 2, "history": [1, 2, n]}]})],
];

fn choice() -> impl Strategy<Value = Choice> {
    let head = (
        prop::sample::select(vec!["text/event-stream", "text/event-stream; charset=utf-8", "TEXT/Event-Stream"]),
        prop::sample::select(vec!["no-cache", "no-store", "no-cache, no-transform", "private, No-Cache"]),
        prop::sample::select(vec!["no", "No"]),
    );
    let ids: [Option<Id>; 4] = [None, Some(|n| n.to_string()), Some(|n| format!("{n}-é")), Some(|_| String::new())];
    let lines = (
        prop::sample::select(vec!["\n", "\r\n", "\r"]),
        prop::sample::select(vec!["", " "]),
        prop::sample::select(vec![None, Some("message"), Some("stock_update"), Some("mise à jour")]),
        prop::sample::select(ids.to_vec()),
        any::<bool>(),
    );
    let others = (
        prop::sample::select(vec!["", ":\n\n", "event: ping\ndata: 12 o'clock\n\n", "data: {\"type\":\"alert\"}\n\n"]),
        prop::sample::select(vec!["", "\u{feff}", "retry: 3000\n\n", ": hello\n\n", "data: {\"connected\":true}\n\n"]),
    );
    (prop::sample::select(SHAPES.to_vec()), head, lines, others, any::<bool>(), 110..9000_u32).prop_map(
        |(shape, (kind, cache, accel), (end, space, name, ids, pretty), (beside, before), at_once, every)| Choice {
            shape,
            head: [kind, cache, accel],
            end,
            space,
            name,
            ids,
            pretty,
            beside,
            before,
            at_once,
            every,
        },
    )
}

impl Choice {
    fn event(&self, number: u32, data: &Value) -> String {
        let text = if self.pretty { serde_json::to_string_pretty(data) } else { serde_json::to_string(data) };
        let mut lines: Vec<String> = self.name.iter().map(|name| format!("event:{}{name}", self.space)).collect();
        lines.extend(self.ids.map(|id| format!("id:{}{}", self.space, id(number))));
        lines.extend(text.expect("JSON").lines().map(|line| format!("data:{}{line}", self.space)));
        lines.join("\n") + "\n\n"
    }

    /// Six ticks of it.
    fn stream(&self) -> Deed {
        let [kind, cache, accel] = self.head;
        let head = opened().header("content-type", kind).header("cache-control", cache);
        let head = head.header("x-accel-buffering", accel).piece(6, self.before.replace('\n', self.end));
        let every = self.every;
        let first = if self.at_once { 6 } else { 6 + every };
        let sent = (0..6).fold(head, |deed, number| {
            let events: String = (self.shape)(number).iter().map(|data| self.event(number, data)).collect();
            // What came beside them came with every third tick.
            let beside = if number % 3 == 1 { self.beside } else { "" };
            deed.piece(first + every * number, (events + beside).replace('\n', self.end))
        });
        sent.leaves(first + every * 5 + 10)
    }
}

proptest! {
    #![proptest_config(super::split::runs(300))]

    #[test]
    fn a_right_stream_passes_every_rule(choice in choice()) {
        for (rule, at_least) in REQUIRED.into_iter().chain([("stream-ends", 4)]) {
            let finding = story([choice.stream()]).at_least(at_least).finding(rule);
            prop_assert_eq!(finding.verdict, Verdict::Pass, "{} says {:?}", rule, finding.message);
        }
    }
}

/// What keeps a head from coming keeps every rule from blaming what is in it.
#[test]
fn nothing_is_said_of_a_stream_that_has_no_head() {
    for (rule, at_least) in REQUIRED.into_iter().skip(1) {
        let finding = story([subscriber(1).from(0).left(11_500)]).at_least(at_least).finding(rule);
        assert_eq!((finding.verdict, finding.requires), (Verdict::Unknown, Some("stream-unreachable")), "{rule}");
    }
}

#[test]
fn what_stands_in_the_scenario_files_is_what_is_tried_here() {
    for scenario in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/sse")).expect("scenarios") {
        let text = std::fs::read_to_string(scenario.expect("a file").path()).expect("a scenario");
        let scenario: toml::Table = text.parse().expect("TOML");
        for expected in scenario["expect"].as_array().expect("expectations") {
            let at_least = expected.get("at_least").map_or(1, |count| count.as_integer().expect("a number"));
            let tried = REQUIRED.iter().find(|(rule, _)| Some(*rule) == expected["rule"].as_str());
            assert!(tried.is_none_or(|(_, tried)| i64::from(*tried) == at_least), "{expected}");
        }
    }
    assert_eq!(story([steady()]).at_least(4).finding("stream-ends").verdict, Verdict::Pass);
}
