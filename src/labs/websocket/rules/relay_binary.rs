use super::{DELIVERY, undecided};
use crate::checker::Finding;
use crate::labs::websocket::Exercise;
use crate::labs::websocket::case::NativeCase;
use crate::message::Message;

/// What was said as a text arrives as a text.
pub fn judge(case: &NativeCase) -> Finding {
    let id = |what: &str| Message::new(format!("relay-binary-seen.{what}"));
    let fates = case.fates(case.scene().says(Exercise::Relay));
    let Some((say, link, _)) = fates.heard.iter().find(|(.., heard)| heard.is_binary) else {
        return match (fates.heard.is_empty(), fates.missed.is_empty()) {
            (false, _) => Finding::pass(id("pass").count("messages", fates.heard.len())),
            (true, false) => Finding::requires(DELIVERY),
            (true, true) => undecided(case, fates),
        };
    };
    let count = fates.heard.iter().filter(|(.., heard)| heard.is_binary).count();
    if case.run.contract.relay.as_ref().is_some_and(|relay| relay.reads_bytes) {
        return Finding::pass(id("read").count("messages", count));
    }
    let message = id("fail").count("messages", count).text("text", &say.detail.text);
    Finding::fail(message).showing([say.operation, link.operation])
}
