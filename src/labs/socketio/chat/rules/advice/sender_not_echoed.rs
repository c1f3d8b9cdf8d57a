use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::chat::rules::DELIVERY;
use crate::message::Message;

/// Who says something hears it too, as `io.to(room)` of the lab text has it. A page may show its own words by itself.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("sender-not-echoed-seen.{what}"));
    let scene = case.scene();
    let fates = case.delivered(scene.single_says());
    let Some((say, link, _)) = fates.heard.first() else { return Finding::requires(DELIVERY) };
    let echoed = fates.heard.iter().filter(|(say, ..)| {
        scene.link(say.client(), say.operation.started).is_some_and(|own| scene.first(own, say).is_some())
    });
    match echoed.count() {
        0 => Finding::fail(id("fail").count("messages", fates.heard.len())).showing([say.operation, link.operation]),
        echoed => Finding::pass(id("pass").count("messages", echoed)),
    }
}
