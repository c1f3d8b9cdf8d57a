use super::{DELIVERY, undecided};
use crate::checker::Finding;
use crate::labs::websocket::Exercise;
use crate::labs::websocket::case::NativeCase;
use crate::labs::websocket::record::What;
use crate::message::Message;

/// A text arrives as it was sent, with its accents.
pub fn judge(case: &NativeCase) -> Finding {
    let id = |what: &str| Message::new(format!("relay-mangled-seen.{what}"));
    let scene = case.scene();
    let fates = case.fates(scene.single_says(Exercise::Relay));
    let changed = fates.heard.iter().find(|(say, _, heard)| !heard.has_exactly(&say.detail.text));
    if let Some((say, link, heard)) = changed {
        let came = heard.text_with(say.mark()).unwrap_or(&heard.raw);
        let message = id("fail").text("text", &say.detail.text).text("came", came);
        return Finding::fail(message).showing([say.operation, link.operation]);
    }
    // It may be what ends the connections of those who should hear it.
    let is_accented = |say: &&crate::labs::websocket::scene::Deed| say.is(What::Accents);
    let lost = fates.missed.iter().find(|(say, _)| is_accented(say) && !fates.was_heard(say));
    if let Some((say, link)) = lost.filter(|_| !fates.heard.is_empty()) {
        let what = if link.was_ended() { "ended" } else { "lost" };
        let message = id(what).text("text", &say.detail.text).text("why", link.why_ended());
        return Finding::fail(message).showing([say.operation, link.operation]);
    }
    if !fates.heard.iter().any(|(say, ..)| is_accented(say)) {
        return if fates.missed.is_empty() { undecided(case, fates) } else { Finding::requires(DELIVERY) };
    }
    Finding::pass(id("pass").count("messages", fates.heard.len()))
}
