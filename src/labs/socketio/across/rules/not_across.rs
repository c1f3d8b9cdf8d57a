use super::between;
use crate::checker::Finding;
use crate::labs::socketio::case::{ChatCase, Fates};
use crate::labs::socketio::contract::INSTANCES;
use crate::labs::socketio::judge::undecided;
use crate::message::Message;

/// What a message is worth that reaches other rooms of another instance: one point of the eight.
const LEAK: f64 = 0.125;

/// What somebody says reaches those of the room who are on the other instance, each way, and nobody else there.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("not-across-seen.{what}"));
    let ways: Vec<Fates> = (1..=INSTANCES).map(|instance| between::across(case, instance)).collect();
    let heard: usize = ways.iter().map(|way| way.heard.len()).sum();
    let missed = || ways.iter().flat_map(|way| way.lost.iter().chain(&way.ended));
    let shares: Vec<Option<f64>> = ways.iter().map(|way| share(way, case.at_least)).collect();
    // What is lost one way is told, whatever is not known yet of the other one, as long as something came there.
    let is_told =
        |(way, share): (&Fates, &Option<f64>)| share.is_some() || missed().count() > 0 && !way.heard.is_empty();
    if !ways.iter().zip(&shares).all(is_told) {
        // Of the way of which nothing is known, why.
        let unknown = ways.into_iter().find(|way| self::share(way, case.at_least).is_none()).unwrap_or_default();
        return undecided(case, unknown);
    }
    let shares: Vec<f64> = shares.into_iter().map(|share| share.unwrap_or(1.0)).collect();
    let share = shares.iter().sum::<f64>() / shares.len() as f64;
    let leak = between::leak(case);
    let message = |what: &str| {
        id(what).count("heard", heard).count("missed", missed().count()).count("due", heard + missed().count())
    };
    if let Some((say, link)) = missed().next() {
        let from = between::instance(case.scene(), say).unwrap_or(1);
        let what = match (heard, shares.contains(&0.0)) {
            (0, _) => "fail",
            (_, true) => "one-way",
            (_, false) => "some",
        };
        let message = message(what)
            .text("user", &say.detail.user)
            .text("text", &say.detail.text)
            .count("from", from as usize)
            .count("to", link.detail.instance as usize)
            .time("waited", link.until.saturating_sub(say.due()));
        let share = if leak.is_some() { (share - LEAK).max(0.0) } else { share };
        return Finding { share, ..Finding::fail(message) }.showing([say.operation, link.operation]);
    }
    let Some((say, link)) = leak else { return Finding::pass(message("pass")) };
    let message = message("leak")
        .text("user", &say.detail.user)
        .text("text", &say.detail.text)
        .count("to", link.detail.instance as usize);
    Finding { share: share - LEAK, ..Finding::fail(message) }.showing([say.operation, link.operation])
}

/// What one way earns: all of it, half if some is lost, nothing if all is. None if that is not known.
fn share(way: &Fates, at_least: usize) -> Option<f64> {
    let missed = way.lost.len() + way.ended.len();
    match (way.heard.len(), missed) {
        (0, 1..) => Some(0.0),
        (1.., 1..) => Some(0.5),
        (heard, 0) if heard >= at_least && way.unsure.is_empty() => Some(1.0),
        _ => None,
    }
}
