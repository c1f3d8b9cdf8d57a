use super::departures::{announced, misnamed};
use super::{DELIVERY, undecided};
use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::record::How;
use crate::message::Message;

/// Those who stay are told who leaves.
pub fn judge(case: &ChatCase) -> Finding {
    judged(case, How::Clean, "leave-not-announced-seen")
}

/// The same of one way of leaving.
pub fn judged(case: &ChatCase, how: How, told: &str) -> Finding {
    let id = |what: &str| Message::new(format!("{told}.{what}"));
    let fates = announced(case, how);
    if let Some((leave, link)) = fates.lost.iter().chain(&fates.ended).next() {
        let what = if fates.lost.is_empty() { "ended" } else { "fail" };
        let user = case.scene().user(leave.client()).unwrap_or_default();
        let message = id(what).text("user", user).time("waited", link.until.saturating_sub(leave.due()));
        let finding = Finding::fail(message).showing([leave.operation, link.operation]);
        return Finding { requires: Some(DELIVERY), ..finding };
    }
    let Some((leave, link, heard)) = fates.heard.first() else { return undecided(case, fates) };
    let took = heard.at.saturating_sub(leave.operation.started);
    let user = case.scene().user(leave.client()).unwrap_or_default();
    let what = match (heard.says(user), misnamed(case, leave, link)) {
        (true, _) => "pass",
        (false, Some(_)) => "misnamed",
        (false, None) => "list",
    };
    Finding::pass(id(what).text("event", &heard.name).time("took", took))
}
