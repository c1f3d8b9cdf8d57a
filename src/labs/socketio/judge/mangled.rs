use super::undecided;
use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::heard::Heard;
use crate::labs::socketio::record::What;
use crate::message::Message;
use unicode_normalization::UnicodeNormalization;

/// A text arrives as it was sent, accents and all.
pub fn judge(case: &ChatCase, rule: &str) -> Finding {
    let id = |what: &str| Message::new(format!("{rule}-seen.{what}"));
    let scene = case.scene();
    let fates = case.delivered(scene.single_says().filter(|say| say.is(What::Accents)));
    for (say, link, heard) in &fates.heard {
        let text = &say.detail.text;
        let carrying = link.heard.iter().filter(|heard| heard.at >= say.operation.started && heard.has(say.mark()));
        if carrying.into_iter().any(|heard| heard.has_exactly(text)) {
            continue;
        }
        let got = heard.text_with(say.mark()).unwrap_or_default();
        let message = id(how(text, got, heard)).text("sent", text).text("got", got);
        return Finding::fail(message).showing([say.operation, link.operation]);
    }
    if let Some((say, link)) = fates.lost.first().or(fates.ended.first()) {
        let waited = link.until.saturating_sub(say.due());
        let what = if let Some(said) = case.refusal(say) { id("refused").text("said", said) } else { id("lost") };
        let message = what.text("sent", &say.detail.text).time("waited", waited);
        return Finding::fail(message).showing([say.operation, link.operation]);
    }
    match fates.heard.first() {
        Some((say, ..)) => Finding::pass(id("pass").text("text", &say.detail.text)),
        None => undecided(case, fates),
    }
}

/// What was done to a text on its way, as far as that can be told.
fn how(sent: &str, got: &str, heard: &Heard) -> &'static str {
    let once = html_escape::decode_html_entities(got).into_owned();
    let twice: String = html_escape::decode_html_entities(&once).nfc().collect();
    let latin_1: String = sent.bytes().map(char::from).collect();
    let windows = encoding_rs::WINDOWS_1252.decode_without_bom_handling(sent.as_bytes()).0;
    let sent: String = sent.nfc().collect();
    if got.contains(&sent) && !heard.has_exactly(&sent) {
        "bytes"
    } else if got.contains(&latin_1) || got.contains(&*windows) {
        "latin-1"
    } else if got.contains('\u{fffd}') {
        "not-utf8"
    } else if twice.contains(&sent) {
        "twice"
    } else {
        "fail"
    }
}
