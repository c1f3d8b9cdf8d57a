use super::DELIVERY;
use crate::checker::Finding;
use crate::history::Nanos;
use crate::labs::websocket::Exercise;
use crate::labs::websocket::case::{LOST, NativeCase};
use crate::labs::websocket::record::What;
use crate::labs::websocket::scene::{Deed, Link};
use crate::message::Message;

/// Nothing more comes of a burst if nothing has come for so long, or for three times as long as the slowest took.
const QUIET: Nanos = 1_500_000_000;

/// Of many messages that are sent at once, each arrives.
pub fn judge(case: &NativeCase) -> Finding {
    let id = |what: &str| Message::new(format!("relay-lost-seen.{what}"));
    let scene = case.scene();
    let burst: Vec<&Deed> = scene.says(Exercise::Relay).filter(|say| say.is(What::Burst)).collect();
    let Some(one) = burst.first().filter(|_| burst.len() >= case.at_least) else { return case.nothing() };
    let (mut unsure, mut whole, mut deaf) = (None, 0, 0);
    for link in scene.due_to(one) {
        let missing: Vec<&Deed> = burst.iter().filter(|say| scene.first(link, say).is_none()).copied().collect();
        if missing.is_empty() {
            whole += 1;
        } else if missing.len() == burst.len() {
            // Who hears nothing of it is no matter of how much it was.
            deaf += 1;
        } else if let Some(finding) = may_still_come(case, &burst, link) {
            unsure = Some(finding);
        } else {
            let message = id("fail").count("lost", missing.len()).count("sent", burst.len());
            let message = message.text("text", &missing[0].detail.text);
            return Finding::fail(message).showing([missing[0].operation, link.operation]);
        }
    }
    match (unsure, whole) {
        (Some(finding), _) => finding,
        (None, 0) if deaf > 0 => Finding::requires(DELIVERY),
        (None, 0) => case.nothing(),
        (None, whole) => Finding::pass(id("pass").count("sent", burst.len()).count("listeners", whole)),
    }
}

/// Why what one client lacks of a burst may have come later, if it may: a slow server goes on for long, and shows it.
fn may_still_come(case: &NativeCase, burst: &[&Deed], link: &Link) -> Option<Finding> {
    let scene = case.scene();
    let due = burst.iter().map(|say| say.due()).max().unwrap_or(0);
    let (mut last, mut slowest): (Nanos, Nanos) = (due, 0);
    for (from, at) in burst.iter().filter_map(|say| Some((say.due(), scene.first(link, say)?.at))) {
        last = last.max(at);
        slowest = slowest.max(at.saturating_sub(from));
    }
    let silent = QUIET.max(slowest.saturating_mul(3));
    let long_enough = link.until >= due + LOST && link.until >= last + silent;
    let noisy = !link.was_ended() && (!long_enough || case.limits.too_noisy_for(due, link.until, LOST));
    noisy.then(|| case.noisy_for(due, link.until, LOST))
}
