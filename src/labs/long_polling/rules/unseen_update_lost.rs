use super::compared_as_text::orders_differ;
use crate::checker::{Finding, Promptness};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::reading::{Version, VersionKind};
use crate::labs::long_polling::record::{PollKind, PollOperation};
use crate::message::Message;
use std::cmp::Ordering;

/// An update that no client waited for is there for each client that asks later.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("unseen-update-lost-seen.{what}"));
    // Where versions go back, nobody can say which one is old.
    if went_back(case) {
        return Finding::requires("version-not-growing");
    }
    let mut looked = 0;
    for read in case.reads() {
        let Some(update) = case.due(read) else { continue };
        match case.limits.judge(read.started, read.came(), read.news().is_some()) {
            Promptness::Prompt => looked += 1,
            // Where numbers and texts sort differently, another rule says what is wrong.
            _ if orders_differ(case, read).is_some() => {}
            Promptness::Lost => {
                let message = id("fail").text("status", update.status().unwrap_or_default());
                let version = read.version().unwrap_or_default();
                let message = message.text("version", version).time("waited", read.came() - read.started);
                return Finding::fail(message)
                    .timed(case.limits.timing(read.started, read.came(), case.limits.late))
                    .showing([update, read]);
            }
            Promptness::Unsure if read.answer().is_some() && read.news().is_none() => {
                let code = read.answer().map_or(0, |a| a.code).into();
                return Finding::fail(id("no-news").count("code", code)).showing([update, read]);
            }
            Promptness::Unsure => return case.noisy(read.started, read.came()),
            _ => looked += 1,
        }
    }
    if looked < case.at_least {
        return case.nothing();
    }
    Finding::pass(id("pass").count("reads", looked))
}

/// Whether the versions had gone back when this scenario looked: what was read last by then, by one of its reads mostly,
/// is lower than what had been seen before that was asked. That they went back once, and grew again since, is no matter.
fn went_back(case: &PollCase) -> bool {
    let seen = case.all().filter_map(|o| Some((o, &o.state()?.version)));
    let seen: Vec<_> = seen.filter(|(_, version)| version.kind != VersionKind::Text).collect();
    let reads = || seen.iter().filter(|(o, _)| o.kind == PollKind::Read);
    let last = |by: &PollOperation| reads().filter(|(o, _)| o.started <= by.started).max_by_key(|(o, _)| o.started);
    case.reads().filter_map(last).any(|(read, version)| {
        let earlier = |(o, older): &(&PollOperation, &Version)| {
            o.done < read.started && version.compare(older) == Some(Ordering::Less)
        };
        seen.iter().any(earlier)
    })
}
