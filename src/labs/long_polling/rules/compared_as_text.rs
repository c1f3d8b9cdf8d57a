use crate::checker::{Finding, Promptness};
use crate::labs::long_polling::case::PollCase;
use crate::labs::long_polling::notes;
use crate::labs::long_polling::reading::VersionKind;
use crate::labs::long_polling::record::{ClientVersion, PollKind, PollOperation};
use crate::message::Message;

/// Versions that are numbers are compared as numbers: 9 is less than 12, though not in a dictionary.
pub fn judge(case: &PollCase) -> Finding {
    let id = |what: &str| Message::new(format!("compared-as-text-seen.{what}"));
    let mut looked = None;
    for read in case.of(PollKind::Read) {
        let Some((sent, current)) = orders_differ(case, read) else { continue };
        match case.limits.wait_for(read.started, read) {
            Promptness::Lost => {
                let message = id("fail").text("sent", sent).text("current", current);
                let timing = case.limits.timing(read.started, read.came(), case.limits.late);
                return Finding::fail(message.time("waited", timing.observed)).timed(timing).showing([read]);
            }
            Promptness::Unsure => return case.noisy(read.started, read.came()),
            // It was given the very state that it has: an old one, which is for another rule.
            _ if read.state().is_some() && read.news().is_none() => {}
            _ if read.news().is_none() => {
                let code = read.answer().map_or(0, |a| a.code).into();
                let message = id("refused").text("sent", sent).text("current", current).count("code", code);
                return Finding::fail(message).showing([read]);
            }
            _ => looked = Some((sent, current)),
        }
    }
    match looked {
        Some((sent, current)) => Finding::pass(id("pass").text("sent", sent).text("current", current)),
        None if case.skipped() == Some(&notes::NOT_INTEGER) => Finding::pass(id("not-integer")),
        None => case.nothing(),
    }
}

/// The version sent and the current one, where the first is less as a number and more as a text. A number in quotes is
/// one too: it is where texts are compared most easily.
pub fn orders_differ(case: &PollCase, read: &PollOperation) -> Option<(String, String)> {
    let sent = read.version()?.to_owned();
    let number: i128 = sent.parse().ok()?;
    let before = case.all().filter(|o| o.done < read.started && o.state().is_some());
    let current = read.state().or_else(|| before.max_by_key(|o| o.done).and_then(PollOperation::state))?;
    let current = Some(&current.version).filter(|version| version.kind != VersionKind::Float)?;
    let current: i128 = current.token.parse().ok()?;
    // Nobody has seen the current version yet: it is beyond that of a client that is behind.
    let is_behind = read.knows() == Some(ClientVersion::Old);
    let current = if is_behind && current == number { number + 1 } else { current };
    let current_text = current.to_string();
    (number < current && sent > current_text && number >= 0).then_some((sent, current_text))
}
