use crate::checker::Finding;
use crate::history::Nanos;
use crate::labs::socketio::board::rules::intruders::{Intruder, SOON, intruders, nobody};
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::scene::Link;
use crate::message::Message;

/// Who has no good token is refused, or told so: not left with a connection on which nothing ever comes.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("bad-token-stays-seen.{what}"));
    let all = intruders(case);
    if all.is_empty() {
        return nobody(case);
    }
    for one in &all {
        let (Some(link), Some(connected)) = (one.link, one.connected()) else { continue };
        if one.was_shown_out() || is_told(one, link) {
            continue;
        }
        let stayed: Nanos = link.until.saturating_sub(connected);
        if stayed <= SOON {
            return case.nothing();
        }
        let what = if link.was_ended() { "late" } else { "fail" };
        let message = id(what).text("token", one.join.detail.token.name()).time("stayed", stayed);
        return Finding::fail(message).showing([one.join.operation, link.operation]);
    }
    Finding::pass(id("pass").count("tried", all.len()))
}

/// It was told no: by what it heard, or by what its request was acknowledged with.
fn is_told(one: &Intruder, link: &Link) -> bool {
    let from = one.join.operation.started;
    let mut told = link.heard.iter().chain(&link.acks).filter(|heard| heard.at >= from);
    told.any(|heard| heard.refusal().is_some() || heard.name.is_empty() && !heard.data.is_empty())
}
