use crate::checker::{Finding, ended};
use crate::labs::long_polling::page::case::PageCase;
use crate::labs::long_polling::page::record::{Deed, PageKind};
use crate::message::Message;

/// Something on the page changes the status, by the update of the contract.
pub fn judge(case: &PageCase) -> Finding {
    let mut operated = case.deeds.iter().filter_map(|(_, _, deed)| match deed {
        Deed::Operated { wanted, sent, label } => Some((wanted, sent, label)),
        _ => None,
    });
    let Some((wanted, sent, label)) = operated.next() else {
        let message = |what: &str, tabs| Message::new(format!("control-missing-seen.{what}")).count("tabs", tabs);
        return ended(case).map_or_else(|| case.nothing(), |(end, tabs)| Finding::fail(message(end.name(), tabs)));
    };
    let updates = case.asked(PageKind::Update);
    let message = |what: &str| {
        let message = Message::new(format!("control-missing-seen.{what}")).text("wanted", wanted);
        message.text("label", label.as_deref().unwrap_or_default()).text("sent", sent.as_deref().unwrap_or_default())
    };
    let finding = match (sent, label) {
        (Some(_), _) => Finding::pass(message("pass")),
        (None, Some(_)) => Finding::fail(message("form")),
        (None, None) => Finding::fail(message("fail")),
    };
    finding.showing(updates.into_iter().take(1))
}
