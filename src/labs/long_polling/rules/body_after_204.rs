use crate::checker::Finding;
use crate::labs::long_polling::case::PollCase;
use crate::message::Message;

/// A 204 ends with its head: bytes after it would be read as the next answer.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("body-after-204-seen.{what}"));
    let (mut answered, mut empty) = (false, 0);
    for poll in case.waiters() {
        let Some(answer) = poll.answer().filter(|_| poll.news().is_none()) else { continue };
        answered = true;
        if answer.code != 204 {
            continue;
        }
        let declared = answer.header("content-length").and_then(|length| length.trim().parse::<u64>().ok());
        if answer.extra_bytes > 0 {
            return Finding::fail(id("fail").count("bytes", answer.extra_bytes as usize)).showing([poll]);
        }
        if let Some(length @ 1..) = declared {
            return Finding::fail(id("length").count("bytes", length as usize)).showing([poll]);
        }
        empty += 1;
    }
    match (answered, empty) {
        (false, _) => case.nothing(),
        (_, 0) => Finding::pass(id("none")),
        _ => Finding::pass(id("pass").count("answers", empty)),
    }
}
