use crate::checker::Finding;
use crate::labs::long_polling::case::{PollCase, same_status};
use crate::message::Message;

/// A status comes back as it was sent, accents and all.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("status-mangled-seen.{what}"));
    let sent: Vec<_> = case.contract().statuses.values.iter().collect();
    let (mut looked, mut bad) = (0, Vec::new());
    for read in case.reads() {
        let (Some(state), Some(update)) = (read.state(), case.due(read)) else { continue };
        let Some(status) = update.status() else { continue };
        looked += 1;
        // Another status that was sent is an old one, not a mangled one: that is for another rule to say.
        let known = sent.iter().any(|other| same_status(other, &state.status));
        if !same_status(status, &state.status) && !known {
            bad.push((update, read, status, &state.status));
        }
    }
    // After one update alone it may be somebody else's status.
    if let Some((update, read, sent, got)) = bad.iter().find(|(update, ..)| update.id != bad[0].0.id) {
        return Finding::fail(id("fail").text("sent", *sent).text("got", got.as_str())).showing([*update, *read]);
    }
    if !bad.is_empty() {
        return case.foreign();
    }
    if looked < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("reads", looked))
}
