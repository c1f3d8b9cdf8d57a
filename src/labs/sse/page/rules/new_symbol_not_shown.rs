use crate::checker::Finding;
use crate::labs::sse::page::case::PageCase;
use crate::message::Message;

/// A symbol that the page has never seen is shown, and then its next price.
pub fn judge(case: &PageCase) -> Finding {
    let mut new = case.sent();
    new.retain(|one| !one.quote.known);
    // Where the server has few symbols, such ones fill up the rounds before.
    let round = new.last().map(|one| one.round);
    new.retain(|one| Some(one.round) == round);
    if new.len() < case.at_least {
        return case.nothing();
    }
    let missing = new.iter().enumerate().find(|(_, one)| case.shown(one).is_none());
    let message = |what: &str, symbol: &str| {
        Message::new(format!("new-symbol-not-shown-seen.{what}")).text("symbol", symbol).count("quotes", new.len())
    };
    match missing {
        None => Finding::pass(message("pass", &new[0].quote.symbol)),
        Some((0, one)) => case.missing(one, message("fail", &one.quote.symbol)),
        Some((_, one)) => case.missing(one, message("stays", &one.quote.symbol)),
    }
}
