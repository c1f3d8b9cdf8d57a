use super::websocket_unreachable::unreachable;
use super::{LEAVERS, VITAL, undecided};
use crate::checker::Finding;
use crate::labs::websocket::Exercise;
use crate::labs::websocket::case::NativeCase;
use crate::labs::websocket::record::What;
use crate::message::Message;

/// What a client says comes back to it in capitals.
pub fn judge(case: &NativeCase) -> Finding {
    let id = |what: &str| Message::new(format!("capitals-wrong-seen.{what}"));
    let scene = case.scene();
    if let Some(link) = case.is_unreachable(Exercise::Capitals) {
        // If nobody gets in anywhere, that is what is wrong.
        let is_all = case.run.scenes().flat_map(|scene| &scene.links).all(|link| !link.is_open());
        return if is_all { Finding::requires(VITAL) } else { unreachable(case, link, &id) };
    }
    let plain = || scene.single_says(Exercise::Capitals).filter(|say| say.is(What::Plain));
    let fates = case.fates(plain());
    if let Some((say, link)) = fates.missed.first() {
        let elsewhere = scene.links_of(Exercise::Capitals).filter(|other| other.client() != link.client());
        let is_astray = elsewhere.into_iter().any(|other| scene.first(other, say).is_some());
        let what = match (is_astray, link.was_ended()) {
            (true, _) => "astray",
            (false, true) => "ended",
            (false, false) => "nothing",
        };
        let waited = link.until.saturating_sub(say.due());
        let message = id(what).text("text", &say.detail.text).time("waited", waited).text("why", link.why_ended());
        let requires = case.run.worked_until_somebody_left(say).then_some(LEAVERS);
        return Finding { requires, ..Finding::fail(message).showing([say.operation, link.operation]) };
    }
    let reads_bytes = case.run.contract.capitals.as_ref().is_some_and(|capitals| capitals.reads_bytes);
    for (say, link, heard) in &fates.heard {
        let wanted = say.detail.text.to_uppercase();
        if heard.is_binary && !reads_bytes {
            return Finding::fail(id("binary").text("text", &say.detail.text)).showing([say.operation, link.operation]);
        }
        // The answer may come beside the text as it was said.
        let answers = || link.heard.iter().filter(|other| other.at >= say.started() && other.has(say.mark()));
        if !answers().any(|answer| answer.has_exactly(&wanted)) {
            let came = heard.text_with(say.mark()).unwrap_or(&heard.raw);
            let what = if came.contains(&say.detail.text) { "same" } else { "fail" };
            let message = id(what).text("text", &say.detail.text).text("came", came).text("wanted", wanted);
            return Finding::fail(message).showing([say.operation, link.operation]);
        }
    }
    if fates.heard.len() < case.at_least {
        undecided(case, fates)
    } else {
        Finding::pass(id("pass").count("messages", fates.heard.len()))
    }
}
