use super::{judged_kinds, parsed};
use crate::checker::quote::quotes;
use crate::checker::{Case, Finding, Message};

/// Prices and changes are numbers: a page calculates with them, and compares them with zero.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("numbers-as-text-seen.{what}"));
    let heard = match case.stream() {
        Ok(heard) => heard,
        Err(unknown) => return *unknown,
    };
    let kinds = judged_kinds(&heard);
    let mut seen = 0;
    for timed in heard.events.iter().filter(|timed| kinds.contains(timed.event.kind.as_str())) {
        let Ok(value) = parsed(&timed.event) else { return Finding::waits_for("data-not-json") };
        for quote in quotes(&value) {
            for value in quote.price.iter().chain(&quote.change) {
                if !value.is_number() {
                    return Finding::fail(id("fail").text("value", value.to_string())).showing([heard.operation]);
                }
                seen += 1;
            }
        }
    }
    if seen < case.at_least {
        return Finding::waits_for("quote-incomplete");
    }
    Finding::pass(id("pass").count("numbers", seen))
}
