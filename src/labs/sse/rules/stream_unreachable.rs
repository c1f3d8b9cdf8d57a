use super::FIRST;
use crate::checker::Finding;
use crate::history::{Outcome, Reason};
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::record::StreamRole;
use crate::message::Message;

/// A GET of the stream is answered 200: anything else makes a browser give up for good.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("stream-unreachable-seen.{what}"));
    let Some(asked) = case.subscriptions(StreamRole::Subscriber).next() else { return case.nothing() };
    let waited = asked.done.saturating_sub(asked.started);
    let path = &asked.request.path;
    let finding = match &asked.outcome {
        Outcome::Answered(answer) if answer.code == 200 => return Finding::pass(id("pass").text("path", path)),
        Outcome::Answered(answer) => {
            let what = if answer.code == 405 { "method" } else { "code" };
            Finding::fail(id(what).text("path", path).count("code", answer.code.into()))
        }
        Outcome::Refused(_) => return case.noisy_for(asked.started, asked.done, FIRST),
        // A head may come with the first event.
        Outcome::Indeterminate(Reason::NoAnswer | Reason::Left)
            if waited < FIRST || case.limits.too_noisy_for(asked.started, asked.done, FIRST) =>
        {
            return case.noisy_for(asked.started, asked.done, FIRST);
        }
        Outcome::Indeterminate(Reason::NoAnswer | Reason::Left) => {
            Finding::fail(id("silent").text("path", path).time("waited", waited))
        }
        Outcome::Indeterminate(Reason::Cut(why) | Reason::NotHttp(why) | Reason::TooLarge(why)) => {
            Finding::fail(id("cut").text("path", path).text("why", why))
        }
    };
    finding.showing([asked])
}
