use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::chat::rules::forged::{Forgery, forgery};
use crate::message::Message;

/// Nobody is heard under another pseudo than their own.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("pseudo-forged-seen.{what}"));
    match forgery(case) {
        Ok(Forgery::Believed { say, link }) => {
            let own = case.scene().user(say.client()).unwrap_or_default();
            let message = id("fail").text("named", &say.detail.user).text("user", own);
            Finding::fail(message).showing([say.operation, link.operation])
        }
        Ok(_) => Finding::pass(id("pass")),
        Err(finding) => *finding,
    }
}
