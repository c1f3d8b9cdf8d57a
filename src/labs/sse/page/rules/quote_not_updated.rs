use crate::checker::Finding;
use crate::labs::sse::page::case::{PageCase, Took};
use crate::labs::sse::page::record::Move;
use crate::message::Message;

/// The next price of a symbol is shown, and soon. A history may go on showing those before.
pub fn judge(case: &PageCase) -> Finding {
    let mut next = case.sent_first();
    next.retain(|one| !one.is_first && one.quote.known && one.quote.moved != Move::Zero);
    if next.len() < case.at_least {
        return case.nothing();
    }
    if let Some(missing) = next.iter().find(|one| case.shown(one).is_none()) {
        let shown = next.iter().filter(|one| case.shown(one).is_some()).count();
        let message = Message::new("quote-not-updated-seen.fail").text("symbol", &missing.quote.symbol);
        let message = message.text("price", missing.quote.price.to_string()).count("quotes", next.len());
        return case.missing(missing, message.count("shown", shown));
    }
    let seen: Vec<Took> = next.iter().filter_map(|one| case.shown(one)).collect();
    case.timed(&seen, |what| Message::new(format!("quote-not-updated-seen.{what}")).count("quotes", seen.len()))
}
