use crate::checker::Finding;
use crate::labs::sse::page::case::{PageCase, names, says};
use crate::labs::sse::page::record::{Move, Quote};
use crate::message::Message;
use std::collections::BTreeMap;

/// After several symbols were quoted, all of them are there at once, each with its last price.
pub fn judge(case: &PageCase) -> Finding {
    // What becomes of one whose change is zero is another matter.
    let mut sent = case.sent_first();
    sent.retain(|one| one.quote.moved != Move::Zero);
    let mut last = BTreeMap::new();
    for one in &sent {
        last.insert(&one.quote.symbol, one);
    }
    let Some(end) = sent.last().filter(|_| last.len() >= case.at_least) else { return case.nothing() };
    let screen = case.screen_after(end);
    let is_there = |quote: &Quote| names(&screen, &quote.words) && says(&screen, quote.price);
    let missing = last.values().find(|one| !is_there(&one.quote));
    let message = |what: &str| Message::new(format!("quotes-overwrite-seen.{what}")).count("symbols", last.len());
    let Some(missing) = missing else { return Finding::pass(message("pass")) };
    let there = last.values().filter(|one| is_there(&one.quote)).count();
    let message = message("fail").text("symbol", &missing.quote.symbol).count("there", there);
    let finding = case.missing(end, message);
    // That it does not show what it has never seen is another fault.
    let requires = (!missing.quote.known).then_some("new-symbol-not-shown");
    Finding { requires, ..finding }
}
