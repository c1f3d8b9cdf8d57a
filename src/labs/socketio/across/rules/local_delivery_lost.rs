use super::between;
use crate::checker::Finding;
use crate::labs::socketio::case::ChatCase;
use crate::labs::socketio::judge::undecided;
use crate::message::Message;

/// What somebody says reaches the others of the room who are on the same instance.
pub fn judge(case: &ChatCase) -> Finding {
    let id = |what: &str| Message::new(format!("local-delivery-lost-seen.{what}"));
    let fates = between::within(case);
    let missed = || fates.lost.iter().chain(&fates.ended);
    let Some((say, link)) = missed().next() else {
        if fates.heard.len() < case.at_least {
            return undecided(case, fates);
        }
        return Finding::pass(id("pass").count("messages", fates.heard.len()));
    };
    let what = match (fates.lost.is_empty(), fates.heard.is_empty()) {
        (true, _) => "ended",
        (false, true) => "fail",
        (false, false) => "some",
    };
    let message = id(what)
        .text("user", &say.detail.user)
        .text("text", &say.detail.text)
        .count("instance", link.detail.instance as usize)
        .count("missed", missed().count())
        .count("due", fates.decided())
        .time("waited", link.until.saturating_sub(say.due()));
    let finding = if what == "some" { Finding::half(message) } else { Finding::fail(message) };
    finding.showing([say.operation, link.operation])
}
