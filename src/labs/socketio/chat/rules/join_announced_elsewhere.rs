use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::arrivals;
use crate::labs::socketio::judge::elsewhere::{Leak, kept};
use crate::message::Message;

/// Who comes into a room is announced there alone.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("join-announced-elsewhere-seen.{what}"));
    let scene = case.scene();
    let fates = arrivals::announced(case);
    // A list of everybody who is online is no announcement, unless there is no other one.
    let has_notice = fates.heard.iter().any(|(join, _, heard)| heard.says(&join.detail.user));
    for join in scene.arrivals() {
        let (user, from, to) = (&join.detail.user, join.operation.started, scene.stays_until(join));
        for link in scene.strangers(join) {
            let mut told = scene.of_pseudo(link, user, from).filter(|heard| heard.at < to);
            if let Some(heard) = told.find(|heard| heard.says(user) || !has_notice) {
                let what = if heard.says(user) { "fail" } else { "list" };
                return Leak { deed: join, link, heard }.fails(id(what));
            }
        }
    }
    let told: Vec<_> = fates.heard.iter().map(|(join, _, heard)| (*join, heard.at)).collect();
    match kept(case, &told, fates, "join-not-announced") {
        Ok(kept) => Finding::pass(id("pass").count("arrivals", told.len()).count("kept", kept)),
        Err(finding) => *finding,
    }
}
