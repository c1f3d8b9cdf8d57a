use crate::checker::case::same_status;
use crate::checker::{Case, Finding, Message};

/// A status comes back as it was sent, accents and all.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("status-mangled-seen.{what}"));
    let sent: Vec<_> = case.contract.statuses.values.iter().collect();
    let mut looked = 0;
    for read in case.reads() {
        let (Some(state), Some(update)) = (read.state(), case.due(read)) else { continue };
        let Some(status) = &update.ask.status else { continue };
        looked += 1;
        // Another status that was sent is an old one, not a mangled one: that is for another rule to say.
        let known = sent.iter().any(|other| same_status(other, &state.status));
        if !same_status(status, &state.status) && !known {
            return Finding::fail(id("fail").text("sent", status).text("got", &state.status)).showing([update, read]);
        }
    }
    if looked < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("reads", looked))
}
