use crate::checker::Finding;
use crate::labs::socketio::case::{ChatCase, Fates};
use crate::labs::socketio::judge::{arrivals, undecided};
use crate::message::Message;

/// Who comes into a room is told that they are there.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("newcomer-not-told-seen.{what}"));
    let scene = case.scene();
    let mut fates = Fates::default();
    // Those who came to somebody: of an empty room nothing is said.
    let others = arrivals::announced(case);
    for join in scene.arrivals().filter(|join| scene.room_mates(join).next().is_some()) {
        let (user, from) = (&join.detail.user, join.operation.started);
        let Some(link) = scene.link(join.client(), join.due()) else { continue };
        let by_ack = link.acks.iter().find(|ack| ack.at >= from && ack.has(user));
        let heard = scene.of_pseudo(link, user, from).next().or(by_ack);
        fates.add(join, link, case.fate(join, link, heard));
    }
    if let Some((join, link)) = fates.lost.first() {
        let told = others.heard.iter().find(|(other, ..)| std::ptr::eq(*other, *join));
        let message = id("fail").text("user", &join.detail.user).time("waited", link.until.saturating_sub(join.due()));
        let shown = [join.operation, link.operation].into_iter().chain(told.map(|(_, link, _)| link.operation));
        return Finding::fail(message).showing(shown);
    }
    let Some((join, _, heard)) = fates.heard.first() else { return undecided(case, fates) };
    let what = if heard.name.is_empty() { "ack" } else { "pass" };
    let took = heard.at.saturating_sub(join.due());
    Finding::pass(id(what).text("event", &heard.name).time("took", took))
}
