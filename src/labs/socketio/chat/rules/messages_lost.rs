use super::DELIVERY;
use crate::checker::Finding;
use crate::history::Nanos;
use crate::labs::socketio::case::{ChatCase, Fate, LOST, late_pong};
use crate::labs::socketio::deed::Deed;
use crate::labs::socketio::record::What;
use crate::labs::socketio::scene::Link;
use crate::message::Message;

/// Of many messages that are sent at once, each arrives.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("messages-lost-seen.{what}"));
    let scene = case.scene();
    let burst: Vec<&Deed> = scene.says().filter(|say| say.is(What::Burst)).collect();
    if burst.len() < case.at_least {
        return case.nothing();
    }
    let mut unsure = None;
    let (mut whole, mut limited) = (0, false);
    for link in scene.room_mates(burst[0]) {
        let missing: Vec<&Deed> = burst.iter().filter(|say| scene.first(link, say).is_none()).copied().collect();
        let Some(first) = missing.first() else {
            whole += 1;
            continue;
        };
        // Who says too much at once may be told so.
        if missing.len() < burst.len() && missing.iter().all(|say| case.refusal(say).is_some()) {
            limited = true;
            continue;
        }
        match lost(case, &burst, link) {
            Fate::Unsure(finding) => unsure = Some(*finding),
            _ if missing.len() == burst.len() => return Finding::requires(DELIVERY),
            _ => {
                let message = id("fail").text("user", &first.detail.user).count("lost", missing.len());
                let message = message.count("sent", burst.len()).text("text", &first.detail.text);
                return Finding::fail(message).showing([first.operation, link.operation]);
            }
        }
    }
    match (unsure, whole, limited) {
        (_, _, true) => Finding::pass(id("limited").count("sent", burst.len())),
        (Some(finding), ..) => finding,
        (None, 0, _) => case.nothing(),
        (None, whole, _) => Finding::pass(id("pass").count("sent", burst.len()).count("listeners", whole)),
    }
}

/// Whether what one client lacks of a burst will not come any more: a slow server goes on for long, and shows it.
fn lost<'a>(case: &ChatCase<'a>, burst: &[&Deed], link: &Link) -> Fate<'a> {
    let scene = case.scene();
    let due = burst.iter().map(|say| say.due()).max().unwrap_or(0);
    let came = burst.iter().filter_map(|say| Some((say.due(), scene.first(link, say)?.at)));
    let (mut last, mut slowest): (Nanos, Nanos) = (due, 0);
    for (from, at) in came {
        last = last.max(at);
        slowest = slowest.max(at.saturating_sub(from));
    }
    if link.detail.is_ours_late() {
        return Fate::Unsure(Box::new(late_pong()));
    }
    let silent = QUIET.max(slowest.saturating_mul(3));
    let long_enough = link.until >= due + LOST && link.until >= last + silent;
    if !link.was_ended() && (!long_enough || case.limits.too_noisy_for(due, link.until, LOST)) {
        return Fate::Unsure(Box::new(case.noisy_for(due, link.until, LOST)));
    }
    Fate::Lost
}

/// Nothing more comes of a burst if nothing has come for so long, or for three times as long as the slowest took.
const QUIET: Nanos = 1_500_000_000;
