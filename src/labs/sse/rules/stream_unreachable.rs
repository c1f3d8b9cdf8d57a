use super::FIRST;
use super::said::said;
use super::stopped;
use crate::checker::Finding;
use crate::history::{DISCOVERY, Outcome, Reason};
use crate::labs::sse::case::StreamCase;
use crate::labs::sse::record::{ID, StreamRole};
use crate::message::Message;

/// A GET of the stream is answered 200: anything else makes a browser give up for good.
pub fn judge(case: &StreamCase) -> Finding {
    let id = |what: &str| Message::new(format!("stream-unreachable-seen.{what}"));
    let Some(asked) = case.first_subscription() else { return case.nothing() };
    let waited = asked.done.saturating_sub(asked.started);
    let path = &asked.request.path;
    let finding = match &asked.outcome {
        Outcome::Answered(answer) if answer.code == 200 => return Finding::pass(id("pass").text("path", path)),
        Outcome::Answered(answer) => {
            let (said, tried) = (said(&answer.body.excerpt()), tried(case, path));
            let (what, more) = match answer.code {
                405 => ("method", None),
                201..300 => ("success", None),
                500.. if said.is_some() => ("error", said.map(|said| ("said", said))),
                404 | 410 if tried.is_some() => ("nowhere", tried.map(|tried| ("tried", tried))),
                _ => ("code", None),
            };
            let message = id(what).text("path", path).count("code", answer.code.into());
            Finding::fail(more.into_iter().fold(message, |message, (name, text)| message.text(name, text)))
        }
        Outcome::Refused(_) => return case.noisy_for(asked.started, asked.done, FIRST),
        // A head may come with the first event.
        Outcome::Indeterminate(Reason::NoAnswer | Reason::Left)
            if waited < FIRST || case.limits.too_noisy_for(asked.started, asked.done, FIRST) =>
        {
            return case.noisy_for(asked.started, asked.done, FIRST);
        }
        Outcome::Indeterminate(Reason::NoAnswer | Reason::Left) => {
            let finding = Finding::fail(id("silent").text("path", path).time("waited", waited));
            Finding { requires: stopped::after_leavers(case, asked).map(|_| "leavers-still-served"), ..finding }
        }
        Outcome::Indeterminate(Reason::Cut(why) | Reason::NotHttp(why) | Reason::TooLarge(why)) => {
            Finding::fail(id("cut").text("path", path).text("why", why))
        }
    };
    finding.showing([asked])
}

/// Every other path at which a stream was looked for, if none was there, and what came of each.
fn tried(case: &StreamCase, path: &str) -> Option<String> {
    let asked = case.run.operations.iter().filter(|o| o.scenario == DISCOVERY && o.lab.as_ref() == Some(&ID));
    let looked = asked.filter(|o| o.role == Some(StreamRole::Discovery) && o.request.path != path);
    let told: Vec<String> = looked
        .map(|o| match &o.outcome {
            Outcome::Answered(answer) => format!("{} → {}", o.request.path, answer.code),
            _ => format!("{} → —", o.request.path),
        })
        .collect();
    (!told.is_empty()).then(|| told.join(", "))
}
