use crate::checker::Finding;
use crate::labs::long_polling::case::PollCase;
use crate::message::Message;

/// The answer at the end of a hold says 'no change', in a way that a client takes as good news.
///
/// What says so is that there is no new version in it: the codes and bodies of the lab text are examples. So a 200 without a
/// body does, though a client that reads JSON from every 200 has to expect it.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("no-change-unclear-seen.{what}"));
    let mut last = None;
    for poll in case.waiters() {
        let Some(answer) = poll.answer() else { continue };
        if poll.news().is_some() {
            return case.foreign();
        }
        let code = usize::from(answer.code);
        if !case.contract().no_change.codes.contains(&answer.code) {
            return Finding::fail(id("fail").count("code", code)).showing([poll]);
        }
        if answer.header("content-type").is_some_and(|kind| kind.trim().starts_with("text/event-stream")) {
            return Finding::fail(id("stream").count("code", code)).showing([poll]);
        }
        let body: String = answer.body.excerpt().chars().take(80).collect();
        last = Some(if answer.body.length == 0 && code == 200 {
            id("empty-200")
        } else if answer.body.length == 0 {
            id("empty").count("code", code)
        } else {
            id("pass").count("code", code).text("body", body)
        });
    }
    last.map_or_else(|| case.nothing(), Finding::pass)
}
