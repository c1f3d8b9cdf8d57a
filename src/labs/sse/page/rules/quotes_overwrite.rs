use crate::checker::Finding;
use crate::history::Screen;
use crate::labs::sse::page::case::{PageCase, Sent, names, says};
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
    let is_there = |screen: &Screen, quote: &Quote| names(screen, &quote.words) && says(screen, quote.price);
    let message = |what: &str| Message::new(format!("quotes-overwrite-seen.{what}")).count("symbols", last.len());
    let shown = |screen: &Screen| last.values().filter(|one| is_there(screen, &one.quote)).count();
    if case.was(end, |screen| shown(screen) == last.len()) {
        return Finding::pass(message("pass"));
    }
    // The most that were there at one moment, and one that was not there then.
    let there = (1..last.len()).rev().find(|most| case.was(end, |screen| shown(screen) == *most)).unwrap_or(0);
    let is_missing = |one: &Sent| case.was(end, |screen| shown(screen) == there && !is_there(screen, &one.quote));
    let missing = last.values().find(|one| is_missing(one)).unwrap_or(&end);
    let message = message("fail").text("symbol", &missing.quote.symbol).count("there", there);
    let finding = case.missing(end, message);
    // That it does not show what it has never seen is another fault.
    let requires = (!missing.quote.known).then_some("new-symbol-not-shown");
    Finding { requires, ..finding }
}
