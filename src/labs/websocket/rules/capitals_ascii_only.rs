use super::{CAPITALS, undecided};
use crate::checker::Finding;
use crate::labs::websocket::Exercise;
use crate::labs::websocket::case::NativeCase;
use crate::labs::websocket::record::What;
use crate::message::Message;

/// Letters with accents have capitals too.
pub fn judge(case: &NativeCase) -> Finding {
    let id = |what: &str| Message::new(format!("capitals-ascii-only-seen.{what}"));
    let scene = case.scene();
    let fates = case.fates(scene.single_says(Exercise::Capitals).filter(|say| say.is(What::Accents)));
    for (say, link, heard) in &fates.heard {
        let wanted = say.detail.text.to_uppercase();
        let answers = || link.heard.iter().filter(|other| other.at >= say.started() && other.has(say.mark()));
        if answers().any(|answer| answer.has_exactly(&wanted)) {
            continue;
        }
        let came = heard.text_with(say.mark()).unwrap_or(&heard.raw);
        let message = id("fail").text("text", &say.detail.text).text("came", came).text("wanted", wanted);
        return Finding::fail(message).showing([say.operation, link.operation]);
    }
    if let Some((say, link)) = fates.missed.first() {
        let message = id("nothing").text("text", &say.detail.text).text("why", link.why_ended());
        let finding = Finding::fail(message).showing([say.operation, link.operation]);
        return Finding { requires: Some(CAPITALS), ..finding };
    }
    match fates.heard.is_empty() {
        true => undecided(case, fates),
        false => Finding::pass(id("pass").count("messages", fates.heard.len())),
    }
}
