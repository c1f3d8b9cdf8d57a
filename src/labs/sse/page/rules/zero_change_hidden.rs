use crate::checker::Finding;
use crate::labs::sse::page::case::PageCase;
use crate::labs::sse::page::record::Move;
use crate::message::Message;

/// A quote whose change is zero shows its price like any other.
pub fn judge(case: &PageCase) -> Finding {
    let sent = case.sent_first();
    let Some(zero) = sent.iter().find(|one| one.quote.moved == Move::Zero && one.quote.known) else {
        return case.nothing();
    };
    let message = |what: &str| {
        let message = Message::new(format!("zero-change-hidden-seen.{what}")).text("symbol", &zero.quote.symbol);
        message.text("price", zero.quote.price.to_string())
    };
    match case.shown(zero) {
        Some(_) => Finding::pass(message("pass")),
        None => case.missing(zero, message("fail")),
    }
}
