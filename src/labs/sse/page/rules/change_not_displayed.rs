use crate::checker::Finding;
use crate::labs::sse::page::case::{PageCase, Sent};
use crate::labs::sse::page::number;
use crate::labs::sse::page::record::Move;
use crate::message::Message;

/// How much a price has changed stands somewhere, as an amount or in percent.
pub fn judge(case: &PageCase) -> Finding {
    let mut moved = case.sent_first();
    moved.retain(|one| {
        !one.is_first && one.quote.known && one.quote.moved != Move::Zero && !one.quote.changes.is_empty()
    });
    if moved.len() < case.at_least {
        return case.nothing();
    }
    let is_there = |one: &&Sent| {
        let says = |text: &str| one.quote.changes.iter().any(|change| number::says(text, *change, 1));
        case.was(one, |screen| screen.values().any(|(text, _)| says(text)))
    };
    let there = moved.iter().filter(is_there).count();
    let message = |what: &str| {
        let message = Message::new(format!("change-not-displayed-seen.{what}")).text("symbol", &moved[0].quote.symbol);
        message.text("change", moved[0].quote.changes[0].to_string()).count("quotes", moved.len())
    };
    if there * 2 > moved.len() { Finding::pass(message("pass")) } else { case.missing(&moved[0], message("fail")) }
}
