use crate::checker::Finding;
use crate::labs::sse::page::case::{PageCase, Took};
use crate::message::Message;

/// The first quote that a page hears is shown, and soon: its price, and of what it is.
pub fn judge(case: &PageCase) -> Finding {
    let mut rounds = vec![];
    let mut first = case.sent();
    first.retain(|one| {
        let is_new = !rounds.contains(&one.round);
        rounds.push(one.round);
        is_new && one.quote.known
    });
    if first.len() < case.at_least {
        return case.nothing();
    }
    let seen: Vec<Took> = first.iter().filter_map(|one| case.shown(one)).collect();
    // In most tabs, or something else keeps it from being shown now and then.
    if seen.len() * 2 <= first.len() {
        let missing = first.iter().find(|one| case.shown(one).is_none()).unwrap_or(&first[0]);
        let message = Message::new("quote-not-shown-seen.fail").text("symbol", &missing.quote.symbol);
        return case.missing(missing, message.text("price", missing.quote.price.to_string()));
    }
    // What a page draws first takes a busy machine longer than all that follows; a page that is slow itself is so in each tab.
    let quickest: Vec<Took> = seen.iter().copied().min_by_key(|(from, to)| to - from).into_iter().collect();
    case.timed(&quickest, |what| Message::new(format!("quote-not-shown-seen.{what}")).count("quotes", seen.len()))
}
