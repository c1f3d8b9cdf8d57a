use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::quote::quotes;
use crate::labs::sse::rules::parsed;
use crate::message::Message;
use std::collections::BTreeMap;

/// Prices move: not every quote of a symbol is the same.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("quote-never-changes-seen.{what}"));
    let stream = match case.stream() {
        Ok(stream) => stream,
        Err(unknown) => return *unknown,
    };
    let mut first = BTreeMap::new();
    let mut again = 0;
    for timed in &stream.events {
        for quote in parsed(&timed.event).map(|value| quotes(&value)).unwrap_or_default() {
            let value = (quote.price.map(|price| price.to_string()), quote.change.map(|change| change.to_string()));
            let before = first.entry(quote.symbol).or_insert_with(|| value.clone());
            if *before != value {
                return Finding::pass(id("pass"));
            }
            again += 1;
        }
    }
    again -= first.len();
    if again < case.at_least {
        return Finding::requires(if first.is_empty() { "quote-incomplete" } else { "stream-ends" });
    }
    Finding::fail(id("fail").count("quotes", again + first.len())).showing([stream.operation])
}
