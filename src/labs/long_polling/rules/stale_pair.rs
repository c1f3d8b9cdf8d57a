use crate::checker::Finding;
use crate::labs::long_polling::case::{PollCase, same_status, shown};
use crate::message::Message;

/// Once an update has been answered, a read shows it, or something newer.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("stale-pair-seen.{what}"));
    let (mut looked, mut old) = (0, Vec::new());
    for read in case.reads() {
        let (Some(state), Some(update)) = (read.state(), case.due(read)) else { continue };
        looked += 1;
        // A version that repeats with the new status is a fault of its own, and not this one.
        let moved = update.status().as_ref().is_some_and(|sent| same_status(sent, &state.status));
        if case.pair_seen_before(state, update.started) && !moved {
            let message = id("fail").text("status", update.status().unwrap_or_default());
            let after = read.started.saturating_sub(update.done);
            let got = shown(state);
            return Finding::fail(message.time("after", after).text("state", got)).showing([update, read]);
        }
        let known = case.contract().statuses.values.iter().any(|status| same_status(status, &state.status));
        if !moved && known {
            old.push((update, read));
        }
    }
    // Once it may be somebody else's update; twice, the pair does not belong together.
    if let [(_, first), (update, read), ..] = old[..] {
        let (sent, got) = (update.status().unwrap_or_default(), read.state().map(shown).unwrap_or_default());
        return Finding::fail(id("old-status").count("reads", old.len()).text("status", sent).text("state", got))
            .showing([update, first, read]);
    }
    if looked < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("reads", looked))
}
