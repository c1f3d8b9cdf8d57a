use crate::checker::Finding;
use crate::labs::socketio::case::{ChatCase, Fates};
use crate::labs::socketio::judge::departures::{announced, misnamed, notice};
use crate::labs::socketio::judge::elsewhere::{Leak, kept};
use crate::labs::socketio::record::How;
use crate::message::Message;

/// Who leaves a room is announced there alone, and by the right name.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("leave-announced-elsewhere-seen.{what}"));
    let scene = case.scene();
    for leave in [How::Clean, How::Reset].into_iter().flat_map(|how| scene.leaves(how)) {
        let user = scene.user(leave.client()).unwrap_or_default();
        for link in scene.strangers(leave) {
            if let Some(heard) = notice(case, leave, link) {
                return Leak { deed: leave, link, heard }.fails(id("fail").text("user", user));
            }
        }
        for link in scene.room_mates(leave).filter(|link| notice(case, leave, link).is_none()) {
            if let Some((named, heard)) = misnamed(case, leave, link) {
                let message = id("other").text("named", named).text("event", &heard.name);
                return Leak { deed: leave, link, heard }.fails(message.text("user", user));
            }
        }
    }
    let mut fates = announced(case, How::Clean);
    let reset = announced(case, How::Reset);
    let told: Vec<_> = fates.heard.iter().chain(&reset.heard).map(|(leave, _, heard)| (*leave, heard.at)).collect();
    fates.unsure.extend(reset.unsure);
    match kept(case, &told, Fates { heard: vec![], ..fates }, "leave-not-announced") {
        Ok(kept) => Finding::pass(id("pass").count("kept", kept)),
        Err(finding) => *finding,
    }
}
