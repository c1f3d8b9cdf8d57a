use super::undecided;
use crate::checker::Finding;
use crate::labs::socketio::case::{ChatCase, Fates};
use crate::message::Message;

/// Those who are in a room are told who comes into it.
pub fn judge(case: &ChatCase, rule: &str) -> Finding {
    let id = |what: &str| Message::new(format!("{rule}-seen.{what}"));
    let fates = announced(case);
    let missed = || fates.lost.iter().chain(&fates.ended);
    let Some((join, link)) = missed().next() else {
        let Some((join, _, heard)) = fates.heard.first() else { return undecided(case, fates) };
        let what = if heard.says(&join.detail.user) { "pass" } else { "list" };
        let took = heard.at.saturating_sub(join.due());
        let message = id(what).text("event", &heard.name).time("took", took).count("arrivals", fates.heard.len());
        return Finding::pass(message);
    };
    let what = match (fates.heard.is_empty(), fates.lost.is_empty()) {
        (_, true) => "ended",
        (true, _) => "fail",
        (false, _) => "some",
    };
    let message = id(what)
        .text("user", &join.detail.user)
        .time("waited", link.until.saturating_sub(join.due()))
        .count("missed", missed().count())
        .count("due", fates.decided());
    let shown = [join.operation, link.operation];
    Finding { requires: Some(case.run.kin.rules.delivery), ..Finding::fail(message).showing(shown) }
}

/// What became of each arrival at those who were in the room.
pub fn announced<'a>(case: &ChatCase<'a>) -> Fates<'a> {
    let scene = case.scene();
    let mut fates = Fates::default();
    for join in scene.arrivals() {
        let (user, from, to) = (&join.detail.user, join.operation.started, scene.stays_until(join));
        for link in scene.room_mates(join) {
            let told = || scene.of_pseudo(link, user, from).filter(|heard| heard.at < to);
            let heard = told().find(|heard| heard.says(user)).or_else(|| told().next());
            fates.add(join, link, case.fate(join, link, heard));
        }
    }
    fates
}
