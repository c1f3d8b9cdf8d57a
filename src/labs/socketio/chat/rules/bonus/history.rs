use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::chat::rules::DELIVERY;
use crate::message::Message;

/// Who comes late is told what was said before.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("history-seen.{what}"));
    let scene = case.scene();
    let mut told = None;
    for join in scene.arrivals() {
        let before =
            scene.says().filter(|say| say.detail.room == join.detail.room && say.due() < join.operation.started);
        // Only what somebody did hear can be told again.
        let before = before.filter(|say| scene.room_mates(say).any(|link| scene.first(link, say).is_some()));
        let before: Vec<_> = before.collect();
        let Some(link) = scene.link(join.client(), join.due()).filter(|_| !before.is_empty()) else {
            continue;
        };
        if !link.is_fit() {
            continue;
        }
        let again = before.iter().filter(|say| {
            link.heard.iter().chain(&link.acks).any(|heard| heard.at >= join.operation.started && heard.has(say.mark()))
        });
        match again.count() {
            0 => told = told.or(Some(Err([join.operation, link.operation]))),
            again => told = Some(Ok(again)),
        }
    }
    match told {
        Some(Ok(again)) => Finding::pass(id("pass").count("messages", again)),
        Some(Err(shown)) => Finding::fail(id("fail")).showing(shown),
        None if scene.says().next().is_some() => Finding::requires(DELIVERY),
        None => case.nothing(),
    }
}
