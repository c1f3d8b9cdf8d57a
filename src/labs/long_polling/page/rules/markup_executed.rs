use crate::checker::Finding;
use crate::labs::long_polling::page::case::PageCase;
use crate::labs::long_polling::page::record::Deed;
use crate::message::Message;

/// A status is a text: one that looks like markup is shown as it is written, and nothing of it is done.
pub fn judge(case: &PageCase) -> Finding {
    let sent = case.deeds.iter().find_map(|(_, round, deed)| match deed {
        Deed::Markup { status, held } => Some((*round, status, *held)),
        _ => None,
    });
    let Some((round, status, held)) = sent else { return case.nothing() };
    let Some(status) = status else { return Finding::pass(Message::new("markup-executed-seen.refused")) };
    if !held {
        return Finding::requires("version-not-sent-back");
    }
    let asked = case.others().find(|o| o.round == round && o.kind.as_str() == "markup");
    match asked {
        Some(asked) => {
            let message = Message::new("markup-executed-seen.fail").text("status", status);
            Finding::fail(message.text("path", &asked.request.path)).showing([&**asked])
        }
        None => Finding::pass(Message::new("markup-executed-seen.pass").text("status", status)),
    }
}
