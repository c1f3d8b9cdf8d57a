use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::message::Message;
use serde_json::Value;

/// Who says something is told that it arrived. Some libraries acknowledge by themselves, with nothing in it: that does not
/// count.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("acks-seen.{what}"));
    let says: Vec<_> = case.scene().says().collect();
    let acked = says.iter().filter_map(|say| {
        let body = &say.operation.answer()?.body;
        let value: Value = serde_json::from_slice(&body.bytes).ok()?;
        (value.as_array().is_none_or(|values| !values.is_empty())).then_some((say, value))
    });
    match (acked.into_iter().next(), says.first()) {
        (Some((_, ack)), _) => Finding::pass(id("pass").text("ack", ack.to_string())),
        (None, Some(say)) => Finding::fail(id("fail")).showing([say.operation]),
        (None, None) => case.nothing(),
    }
}
