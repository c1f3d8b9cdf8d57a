use super::DELIVERY;
use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::undecided;
use crate::message::Message;

/// What is said arrives once at each client, the one that said it too if it hears itself.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("message-twice-seen.{what}"));
    let scene = case.scene();
    let (mut heard, mut doubled, mut once) = (0, vec![], 0);
    for say in scene.says() {
        let own = scene.link(say.client(), say.operation.started);
        for link in scene.room_mates(say).chain(own) {
            let copies = scene.copies(link, say);
            heard += usize::from(!copies.is_empty());
            once += usize::from(copies.len() == 1);
            if copies.len() > 1 {
                doubled.push((say, link, copies));
            }
        }
    }
    if let Some((say, link, copies)) = doubled.first() {
        let rejoined = |client| scene.joins().filter(|join| join.client() == client).count() > 1;
        let after_rejoin =
            scene.joins().filter(|join| rejoined(join.client())).map(|join| join.operation.started).max();
        let is_of_rejoin = after_rejoin.is_some_and(|at| doubled.iter().all(|(say, ..)| say.operation.started > at));
        let what = if is_of_rejoin && once > 0 { "rejoined" } else { "fail" };
        let message = id(what)
            .text("user", &say.detail.user)
            .text("event", &copies[0].name)
            .count("copies", copies.len())
            .count("doubled", doubled.len())
            .count("heard", heard);
        return Finding::fail(message).showing([say.operation, link.operation]);
    }
    if heard < case.at_least {
        let fates = case.delivered(scene.says());
        return if fates.lost.is_empty() { undecided(case, fates) } else { Finding::requires(DELIVERY) };
    }
    Finding::pass(id("pass").count("heard", heard))
}
