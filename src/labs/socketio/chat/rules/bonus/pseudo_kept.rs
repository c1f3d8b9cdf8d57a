use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::chat::rules::forged::{Forgery, forgery};
use crate::message::Message;

/// The server keeps the pseudo with which a client joined, and nobody speaks under another one.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("pseudo-kept-seen.{what}"));
    match forgery(case) {
        Ok(Forgery::Impossible) => Finding::pass(id("remembered")),
        Ok(Forgery::Refused) => Finding::pass(id("refused")),
        Ok(Forgery::Corrected(user)) => Finding::pass(id("pass").text("user", user)),
        Ok(Forgery::Believed { say, link }) => {
            Finding::fail(id("fail").text("named", &say.detail.user)).showing([say.operation, link.operation])
        }
        Err(finding) => *finding,
    }
}
