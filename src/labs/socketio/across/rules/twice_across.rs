use super::{CROSSING, between};
use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::contract::INSTANCES;
use crate::message::Message;

/// What is said arrives once at each client, wherever it is: at the one that said it, at those on its instance, at those
/// on the other.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("twice-across-seen.{what}"));
    let scene = case.scene();
    let (mut heard, mut doubled) = (0, vec![]);
    for say in scene.says() {
        let own = scene.link(say.client(), say.operation.started);
        for link in scene.room_mates(say).chain(own) {
            let copies = scene.copies(link, say);
            heard += usize::from(!copies.is_empty());
            if copies.len() > 1 {
                doubled.push((say, link, copies));
            }
        }
    }
    if let Some((say, link, copies)) = doubled.first() {
        let is_elsewhere = |link: &crate::labs::socketio::scene::Link, say| {
            between::instance(scene, say).is_some_and(|from| from != link.detail.instance)
        };
        let elsewhere = doubled.iter().filter(|(say, link, _)| is_elsewhere(link, say)).count();
        let what = match elsewhere {
            0 => "own",
            all if all == doubled.len() => "other",
            _ => "both",
        };
        let most = doubled.iter().map(|(_, _, copies)| copies.len()).max().unwrap_or(0);
        let message = id(what)
            .text("user", &say.detail.user)
            .text("event", &copies[0].name)
            .count("copies", most)
            .count("doubled", doubled.len())
            .count("heard", heard);
        return Finding::fail(message).showing([say.operation, link.operation]);
    }
    let ways = (1..=INSTANCES).map(|instance| between::across(case, instance));
    let (mut crossed, mut missed, mut unsure) = (0, 0, None);
    for way in ways {
        crossed += way.heard.len();
        missed += way.lost.len() + way.ended.len();
        unsure = unsure.or(way.unsure.into_iter().next());
    }
    match (crossed, missed, unsure) {
        // Nothing is there twice where nothing comes.
        (0, 1.., _) => Finding::requires(CROSSING),
        (0, 0, Some(finding)) => finding,
        _ if crossed < case.at_least => case.nothing(),
        _ => Finding::pass(id("pass").count("heard", heard)),
    }
}
