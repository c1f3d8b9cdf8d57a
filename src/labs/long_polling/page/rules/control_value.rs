use crate::checker::Finding;
use crate::labs::long_polling::page::case::PageCase;
use crate::labs::long_polling::page::record::{Deed, PageKind};
use crate::message::Message;

/// Who uses the page decides which status it sends: two wishes send two statuses. A page that sends the next one each
/// time does so too.
pub fn judge(case: &PageCase) -> Finding {
    let sent: Vec<&str> = case
        .deeds
        .iter()
        .filter_map(|(_, _, deed)| match deed {
            Deed::Operated { sent, .. } => sent.as_deref(),
            _ => None,
        })
        .collect();
    if sent.len() < case.at_least {
        return Finding::requires("control-missing");
    }
    let message = |what: &str| {
        let message = Message::new(format!("control-value-seen.{what}")).count("times", sent.len());
        message.text("sent", sent.join(", "))
    };
    if sent.iter().any(|status| *status != sent[0]) {
        return Finding::pass(message("pass"));
    }
    Finding::fail(message("fail")).showing(case.asked(PageKind::Update).into_iter().map(|update| &**update))
}
