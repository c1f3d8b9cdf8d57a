use super::elsewhere::{Leak, kept};
use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::message::Message;

/// What somebody says in a room is heard by nobody who is not in it.
pub fn judge(case: &ChatCase, rule: &str) -> Finding {
    let id = |what: &str| Message::new(format!("{rule}-seen.{what}"));
    let scene = case.scene();
    let (mut leaks, mut said) = (vec![], 0);
    for say in scene.says() {
        said += 1;
        let heard = scene.strangers(say).filter_map(|link| Some((link, scene.first(link, say)?)));
        leaks.extend(heard.map(|(link, heard)| Leak { deed: say, link, heard }));
    }
    if let Some(leak) = leaks.first() {
        let is_in_room =
            leaks.iter().any(|leak| scene.room_mates(leak.deed).any(|link| scene.first(link, leak.deed).is_some()));
        let what = if is_in_room { "fail" } else { "instead" };
        let mut leaked: Vec<u32> = leaks.iter().map(|leak| leak.deed.operation.id).collect();
        leaked.dedup();
        let message = id(what).text("text", &leak.deed.detail.text).count("leaked", leaked.len()).count("said", said);
        return leak.fails(message);
    }
    let fates = case.delivered(scene.single_says());
    let told: Vec<_> = fates.heard.iter().map(|(say, _, heard)| (*say, heard.at)).collect();
    match kept(case, &told, fates, case.run.kin.rules.delivery) {
        Ok(kept) => Finding::pass(id("pass").count("messages", said).count("kept", kept)),
        Err(finding) => *finding,
    }
}
