use super::undecided;
use crate::checker::Finding;
use crate::history::median;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::deed::Deed;
use crate::labs::socketio::record::What;
use crate::message::Message;

/// What somebody says in a room reaches the others there.
pub fn judge(case: &ChatCase, rule: &str) -> Finding {
    let id = |what: &str| Message::new(format!("{rule}-seen.{what}"));
    let scene = case.scene();
    let plain = || scene.single_says().filter(|say| !say.is(What::Accents));
    let is_refused = |say: &&Deed| case.refusal(say).is_some();
    let mut fates = case.delivered(plain());
    // Who says too much at once may be told so, as long as something gets through.
    if !fates.heard.is_empty() {
        fates.lost.retain(|(say, _)| !is_refused(say));
    }
    let missed = || fates.lost.iter().chain(&fates.ended);
    let Some((say, link)) = missed().next() else {
        if fates.heard.len() < case.at_least {
            return undecided(case, fates);
        }
        let took = fates.heard.iter().map(|(say, _, heard)| heard.at.saturating_sub(say.due())).collect();
        let took = median(took).unwrap_or(0);
        return Finding::pass(id("pass").count("messages", fates.heard.len()).time("took", took));
    };
    let own = scene.link(say.client(), say.operation.started);
    let is_echoed = own.is_some_and(|own| scene.first(own, say).is_some());
    let went_astray = |say: &Deed| scene.strangers(say).any(|link| scene.first(link, say).is_some());
    let waited = link.until.saturating_sub(say.due());
    let message = |what: &str| {
        let message = id(what).text("user", &say.detail.user).text("text", &say.detail.text).time("waited", waited);
        message.count("missed", missed().count()).count("due", fates.decided())
    };
    let shown = [say.operation, link.operation].into_iter().chain(own.map(|own| own.operation));
    if missed().all(|(say, _)| went_astray(say)) {
        let finding = Finding::fail(message("astray")).showing(shown);
        return Finding { requires: Some(case.run.kin.rules.leak), ..finding };
    }
    if let Some(said) = case.refusal(say).filter(|_| fates.heard.is_empty()) {
        return Finding::fail(message("refused").text("said", said)).showing(shown);
    }
    let what = match (fates.lost.is_empty(), fates.heard.is_empty()) {
        (true, _) => "ended",
        (false, true) if is_echoed => "sender",
        (false, true) => "fail",
        (false, false) => "some",
    };
    Finding::fail(message(what)).showing(shown)
}
