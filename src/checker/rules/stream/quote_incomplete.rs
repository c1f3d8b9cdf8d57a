use super::{judged_kinds, parsed};
use crate::checker::quote::quotes;
use crate::checker::{Case, Finding, Message};

/// A quote has a symbol, a price and a change, in whatever shape.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("quote-incomplete-seen.{what}"));
    let heard = match case.stream() {
        Ok(heard) => heard,
        Err(unknown) => return *unknown,
    };
    let kinds = judged_kinds(&heard);
    let (mut seen, mut whole, mut other) = (0, 0, None);
    for timed in heard.events.iter().filter(|timed| kinds.contains(timed.event.kind.as_str())) {
        let Ok(value) = parsed(&timed.event) else { return Finding::waits_for("data-not-json") };
        let start: String = timed.event.data.chars().take(80).collect();
        let found = quotes(&value);
        let missing = |what: &str| Finding::fail(id(what).text("data", start.as_str())).showing([heard.operation]);
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
        return Finding::waits_for(super::too_few(&heard));
    }
    Finding::pass(id("pass").count("quotes", whole).count("events", seen))
}
