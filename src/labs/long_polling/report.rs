//! What reports show of this lab.

use super::case::PollRun;
use super::contract::{Encoding, Hold, LongPolling};
use super::reading::VersionKind;
use super::record::{PollKind, PollOperation};
use super::sends::Sends;
use super::sent::with_query;
use crate::contract::Contract;
use crate::history::{History, Operation};
use crate::labs::lab::{Gist, Measured, Row, Shape};
use crate::message::Message;
use crate::names::Name;
use std::borrow::Cow;
use std::time::Duration;

pub fn measured<'a>(history: &'a History, contract: &Contract) -> Measured<'a> {
    let run = PollRun::new(history, LongPolling::of(contract).unwrap_or_default());
    let scenarios = run.operations.iter().rev().filter(|o| o.scenario != crate::history::DISCOVERY);
    let kind = scenarios.into_iter().find_map(|o| o.state()).map(|state| state.version.kind);
    Measured { limits: run.limits, hold: run.hold, version_kind: kind.map(VersionKind::as_str) }
}

pub const SHAPES: &[(Name, Shape)] =
    &[(PollKind::Poll.name(), Shape::Waits), (PollKind::Update.name(), Shape::Updates)];

pub fn gist(operation: &Operation) -> Gist {
    let Some(read) = PollOperation::of(Cow::Borrowed(operation)) else { return Gist::default() };
    Gist {
        waits: read.kind == PollKind::Poll,
        reads: read.kind == PollKind::Read,
        is_timed: matches!(read.kind, PollKind::Poll | PollKind::Update | PollKind::Raw),
        event: None,
        version: read.state().map(|state| state.version.token.clone()),
    }
}

/// The contract in words.
pub fn rows(contract: &Contract, kind: Option<&str>) -> Vec<Row> {
    let Some(contract) = LongPolling::of(contract) else { return vec![] };
    let text = |label: &'static str, value: String| Row { label, value: Message::new("verbatim").text("text", value) };
    let update = &contract.update;
    let encoding = match update.encoding {
        Encoding::Json => "json",
        Encoding::Form => "form",
        Encoding::Query if update.path.contains('?') => "query-more",
        Encoding::Query => "query",
    };
    let sent = Message::new("contract-update-value").text("encoding", encoding).text("field", &update.field);
    let sent = sent.text("method", update.method.as_str()).text("path", &update.path);
    let answer = Message::new("contract-answer-value").text("status", &contract.answer.status);
    let answer = answer.text("version", &contract.answer.version).text("kind", kind.unwrap_or("none"));
    let nanos = |time: Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
    let hold =
        Message::new("contract-hold").time("min", nanos(contract.hold.min)).time("max", nanos(contract.hold.max));
    vec![
        text("contract-poll", polled(&contract)),
        Row { label: "contract-update", value: sent },
        Row { label: "contract-answer", value: answer },
        text("contract-statuses", contract.statuses.values.join(", ")),
        Row { label: "contract-held", value: hold },
    ]
}

/// A poll, with what it sends in short.
fn polled(contract: &LongPolling) -> String {
    let more = if contract.poll.sends == Sends::Next { "+1" } else { "" };
    match contract.poll.sends {
        Sends::Nothing => format!("GET {}", contract.poll.path),
        _ => format!("GET {}…{more}", with_query(&contract.poll.path, &contract.poll.parameter, "")),
    }
}

/// The rules that a contract leaves something to look at: of a server whose polls send no version, nobody can say what a
/// client has missed.
pub fn asks(contract: &Contract, rule: &str) -> bool {
    let sends = LongPolling::of(contract).map(|contract| contract.poll.sends);
    sends != Some(Sends::Nothing) || !OF_VERSIONS.contains(&rule)
}

/// What is said of that.
pub fn remark(contract: &Contract) -> Option<Message> {
    match LongPolling::of(contract)?.poll.sends {
        Sends::Version => None,
        Sends::Next => Some(Message::new("graded-on-next")),
        Sends::Nothing => Some(Message::new("graded-on-nothing").count("rules", OF_VERSIONS.len())),
    }
}

/// The rules about what the version means that a poll sends.
const OF_VERSIONS: [&str; 8] = [
    "parameter-renamed",
    "behind-kept-waiting",
    "compared-as-text",
    "lost-wakeup",
    "unseen-update-lost",
    "loop-stuck",
    "odd-version-5xx",
    "ahead-at-once",
];

/// The options of `lab check` that make the accepted hold what it was, if it was not the usual one.
pub fn options(contract: &Contract) -> String {
    let Some(LongPolling { hold, .. }) = LongPolling::of(contract) else { return String::new() };
    let usual = Hold::default();
    let option = |name: &str, time: Duration, usual: Duration| {
        let text = humantime::format_duration(time).to_string().replace(' ', "");
        if time == usual { String::new() } else { format!(" --{name} {text}") }
    };
    option("hold-min", hold.min, usual.min) + &option("hold-max", hold.max, usual.max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, Texts};

    #[test]
    fn a_path_that_has_a_query_is_shown_with_one_question_mark() {
        let mut spoken = LongPolling::default();
        (spoken.poll.path, spoken.update.path) = ("/api?action=poll".into(), "/api?action=update".into());
        spoken.update.encoding = Encoding::Query;
        for lang in Lang::ALL {
            let shown = |contract: &LongPolling| {
                let rows = rows(&Contract::of(contract), None);
                rows[..2].iter().map(|row| Texts::of(lang).say(&row.value)).collect::<Vec<_>>()
            };
            assert_eq!(shown(&spoken), ["GET /api?action=poll&last_version=…", "POST /api?action=update  &status=…"]);
            spoken.poll.path = "/poll".into();
            assert_eq!(shown(&spoken)[0], "GET /poll?last_version=…");
            spoken.poll.path = "/api?action=poll".into();
        }
    }
}
