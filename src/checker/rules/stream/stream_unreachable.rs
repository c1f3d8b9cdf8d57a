use super::FIRST;
use crate::checker::{Case, Finding, Message};
use crate::history::{Lost, Outcome};

/// A GET of the stream is answered 200: anything else makes a browser give up for good.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("stream-unreachable-seen.{what}"));
    let Some(asked) = case.subscriptions("subscriber").next() else { return case.nothing() };
    let waited = asked.done.saturating_sub(asked.started);
    let path = &asked.ask.path;
    let finding = match &asked.outcome {
        Outcome::Answered(answer) if answer.code == 200 => return Finding::pass(id("pass").text("path", path)),
        Outcome::Answered(answer) => {
            let what = if answer.code == 405 { "method" } else { "code" };
            Finding::fail(id(what).text("path", path).count("code", answer.code.into()))
        }
        Outcome::Refused(_) => return case.noisy_for(asked.started, asked.done, FIRST),
        // A head may come with the first event.
        Outcome::Unclear(Lost::NoAnswer | Lost::Left)
            if waited < FIRST || case.limits.too_noisy_for(asked.started, asked.done, FIRST) =>
        {
            return case.noisy_for(asked.started, asked.done, FIRST);
        }
        Outcome::Unclear(Lost::NoAnswer | Lost::Left) => {
            Finding::fail(id("silent").text("path", path).time("waited", waited))
        }
        Outcome::Unclear(Lost::Cut(why) | Lost::NotHttp(why) | Lost::TooLarge(why)) => {
            Finding::fail(id("cut").text("path", path).text("why", why))
        }
    };
    finding.showing([asked])
}
