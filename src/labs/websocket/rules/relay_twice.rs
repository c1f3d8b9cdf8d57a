use super::{DELIVERY, undecided};
use crate::checker::Finding;
use crate::labs::websocket::Exercise;
use crate::labs::websocket::case::NativeCase;
use crate::message::Message;

/// A message arrives once at each of the others.
pub fn judge(case: &NativeCase) -> Finding {
    let id = |what: &str| Message::new(format!("relay-twice-seen.{what}"));
    let scene = case.scene();
    let fates = case.fates(scene.single_says(Exercise::Relay));
    for (say, link, _) in &fates.heard {
        let copies = scene.copies(link, say);
        if copies > 1 {
            let message = id("fail").text("text", &say.detail.text).count("copies", copies);
            return Finding::fail(message).showing([say.operation, link.operation]);
        }
    }
    match (fates.heard.len() >= case.at_least, fates.missed.is_empty()) {
        (true, _) => Finding::pass(id("pass").count("messages", fates.heard.len())),
        (false, false) => Finding::requires(DELIVERY),
        (false, true) => undecided(case, fates),
    }
}
