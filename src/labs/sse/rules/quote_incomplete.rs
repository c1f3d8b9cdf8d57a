use super::{judged_kinds, parsed};
use crate::checker::Finding;
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::quote::quotes;
use crate::message::Message;

/// A quote has a symbol, a price and a change, in whatever shape.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("quote-incomplete-seen.{what}"));
    let stream = match case.stream() {
        Ok(stream) => stream,
        Err(unknown) => return *unknown,
    };
    let kinds = judged_kinds(stream);
    let (mut seen, mut whole, mut other) = (0, 0, None);
    for timed in stream.events.iter().filter(|timed| kinds.contains(timed.event.kind.as_str())) {
        let Ok(value) = parsed(&timed.event) else { return Finding::requires("data-not-json") };
        let start: String = timed.event.data.chars().take(80).collect();
        let found = quotes(&value);
        let missing = |what: &str| Finding::fail(id(what).text("data", start.as_str())).showing([stream.operation]);
        if found.is_empty() {
            other = other.or_else(|| Some(missing("none")));
            continue;
        }
        seen += 1;
        for quote in &found {
            match (&quote.symbol, &quote.price, &quote.change) {
                (None, ..) => return missing("symbol"),
                (_, None, _) => return missing("price"),
                (.., None) => return missing("change"),
                _ => whole += 1,
            }
        }
    }
    // An event that holds no quote at all is another one, such as a welcome, as long as there are quotes beside it.
    if let Some(none) = other.filter(|_| seen == 0) {
        return none;
    }
    if seen < case.at_least {
        return Finding::requires(super::too_few(stream));
    }
    Finding::pass(id("pass").count("quotes", whole).count("events", seen))
}
