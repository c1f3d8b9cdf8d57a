use crate::checker::Finding;
use crate::labs::websocket::Exercise;
use crate::labs::websocket::case::NativeCase;
use crate::message::Message;

/// A page that shows what its own user says does not get it back from the server as well.
pub fn judge(case: &NativeCase) -> Finding {
    let id = |what: &str| Message::new(format!("own-message-twice-seen.{what}"));
    let scene = case.scene();
    let says: Vec<_> = scene.single_says(Exercise::Relay).collect();
    let shows_own = case.run.contract.relay.as_ref().is_some_and(|relay| relay.shows_own);
    let echoed = says.iter().find_map(|say| {
        let own = scene.link(say)?;
        scene.first(own, say).map(|_| (say, own))
    });
    match echoed {
        _ if says.is_empty() => case.nothing(),
        Some((say, own)) if shows_own => {
            Finding::fail(id("fail").text("text", &say.detail.text)).showing([say.operation, own.operation])
        }
        Some(_) => Finding::pass(id("echoed")),
        None => Finding::pass(id("pass")),
    }
}
