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
    let message = |what: &str| Message::new(format!("change-not-displayed-seen.{what}")).count("quotes", moved.len());
    match moved.iter().find(|one| !is_there(one)) {
        Some(missing) if there * 2 <= moved.len() => {
            let change = missing.quote.changes[0].to_string();
            case.missing(missing, message("fail").text("symbol", &missing.quote.symbol).text("change", change))
        }
        _ => Finding::pass(message("pass")),
    }
}
