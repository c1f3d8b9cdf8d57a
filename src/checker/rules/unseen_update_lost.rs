use super::compared_as_text::orders_differ;
use crate::checker::{Case, Finding, Message, Promptness};

/// An update that nobody waited for is there for everybody who asks later.
pub fn judge(case: &Case) -> Finding {
    let id = |what: &str| Message::new(format!("unseen-update-lost-seen.{what}"));
    let mut looked = 0;
    for read in case.reads() {
        let Some(update) = case.due(read).filter(|_| orders_differ(case, read).is_none()) else { continue };
        match case.limits.judge(read.started, read.done, read.news().is_some()) {
            Promptness::Lost => {
                let message = id("fail").text("status", update.ask.status.clone().unwrap_or_default());
                let version = read.ask.version.clone().unwrap_or_default();
                let message = message.text("version", version).time("waited", read.done - read.started);
                return Finding::fail(message).showing([update, read]);
            }
            Promptness::Unsure if read.answer().is_some() && read.news().is_none() => {
                let code = read.answer().map_or(0, |a| a.code).into();
                return Finding::fail(id("no-news").count("code", code)).showing([update, read]);
            }
            Promptness::Unsure => return case.noisy(read.started, read.done),
            _ => looked += 1,
        }
    }
    if looked < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("reads", looked))
}
