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
    let (mut seen, mut quoting, mut whole) = (0, 0, 0);
    let mut without = None;
    for timed in heard.events.iter().filter(|timed| kinds.contains(timed.event.kind.as_str())) {
        let Ok(value) = parsed(&timed.event) else { return Finding::waits_for("data-not-json") };
        seen += 1;
        let start: String = timed.event.data.chars().take(80).collect();
        let found = quotes(&value);
        let missing = |what: &str| Finding::fail(id(what).text("data", start.as_str())).showing([heard.operation]);
        if found.is_empty() {
            without.get_or_insert(missing("none"));
            continue;
        }
        quoting += 1;
        for quote in &found {
            match (&quote.symbol, &quote.price, &quote.change) {
                (None, ..) => return missing("symbol"),
                (_, None, _) => return missing("price"),
                (.., None) => return missing("change"),
                _ => whole += 1,
            }
        }
    }
    // A word of welcome among the quotes is no fault, where quotes are what the stream is about.
    if let Some(finding) = without.filter(|_| quoting * 2 < seen) {
        return finding;
    }
    if quoting < case.at_least {
        return Finding::waits_for(super::too_few(&heard));
    }
    Finding::pass(id("pass").count("quotes", whole).count("events", quoting))
}
