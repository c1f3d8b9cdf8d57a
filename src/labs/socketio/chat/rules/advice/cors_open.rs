use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::message::Message;

/// Pages of other sites are not let in without a reason.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("cors-open-seen.{what}"));
    let mut links = case.scene().links.iter();
    let answered = links.find_map(|link| Some((link, link.operation.answer()?)));
    let Some((link, answer)) = answered else { return case.nothing() };
    match answer.header("access-control-allow-origin") {
        Some("*") => Finding::fail(id("fail")).showing([link]),
        _ => Finding::pass(id("pass")),
    }
}
