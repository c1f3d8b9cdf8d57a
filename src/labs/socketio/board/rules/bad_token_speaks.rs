use super::intruders::{Kept, has_witness, intruders, nobody, told};
use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::record::ChatRole;
use crate::message::Message;

/// What somebody sends who has no good token reaches nobody.
pub fn judge(case: &ChatCase) -> Finding {
    let scene = case.scene();
    let members = || scene.links.iter().filter(|link| link.role != Some(ChatRole::Intruder));
    for say in scene.intruders_say() {
        let Some((link, heard)) = members().find_map(|link| Some((link, scene.first(link, say)?))) else { continue };
        let message = Message::new("bad-token-speaks-seen.fail")
            .text("token", say.detail.token.name())
            .text("text", &say.detail.text)
            .text("event", &heard.name)
            .time("took", heard.at.saturating_sub(say.due()));
        return Finding::fail(message).showing([say.operation, link.operation]);
    }
    let mut kept = vec![];
    for one in intruders(case) {
        let says = || scene.intruders_say().filter(|say| say.client() == one.join.client());
        // Whatever was sent, a later word of somebody else did arrive.
        if !says().all(|say| has_witness(case, say.due())) {
            return Finding::requires(case.run.kin.rules.delivery);
        }
        match one.kept(case) {
            Ok(how) => kept.push(how),
            // It heard something, and could say nothing.
            Err(_) if says().next().is_some() => kept.push(Kept::Deaf),
            Err(finding) => return *finding,
        }
    }
    match kept.is_empty() {
        true => nobody(case),
        false => Finding::pass(told(Message::new("bad-token-speaks-seen.pass"), &kept)),
    }
}
