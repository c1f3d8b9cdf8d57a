//! What an answer says while the contract is still being found.

use crate::driver::tried::ProbeResult;
use crate::driver::wire::ExchangeEnd;
use crate::labs::long_polling::contract::AnswerFields;
use crate::labs::long_polling::reading;
use unicode_normalization::UnicodeNormalization;

/// What became of an update.
pub enum UpdateProbe {
    Taken,
    Refused(String),
    NotHere(ProbeResult),
}

/// Whether an update was taken.
pub fn update_probe(end: &ExchangeEnd) -> UpdateProbe {
    match end {
        ExchangeEnd::Answered(response) => {
            let code = response.code;
            let html = response.header("content-type").is_some_and(|t| t.starts_with("text/html"));
            match ProbeResult::of(response) {
                ProbeResult::Page(_) if !html => UpdateProbe::Taken,
                ProbeResult::Code(200..300) => UpdateProbe::Taken,
                came @ ProbeResult::Code(404 | 405 | 501) => UpdateProbe::NotHere(came),
                // No code of HTTP is above 599.
                ProbeResult::Code(400..600) => {
                    let body: String = String::from_utf8_lossy(&response.body).chars().take(200).collect();
                    UpdateProbe::Refused(format!("{code} {body}"))
                }
                came => UpdateProbe::NotHere(came),
            }
        }
        ExchangeEnd::Refused(why) => UpdateProbe::NotHere(ProbeResult::Unreadable(why.clone())),
        ExchangeEnd::Indeterminate(reason) => UpdateProbe::NotHere(ProbeResult::unanswered(reason)),
    }
}

/// What the status and the version are usually called in an answer.
pub const STATUS_FIELDS: [&str; 6] =
    ["status", "state", "current_status", "current_task_status", "new_status", "value"];
pub const VERSION_FIELDS: [&str; 11] = [
    "version",
    "status_version",
    "last_version",
    "lastVersion",
    "statusVersion",
    "rev",
    "revision",
    "seq",
    "timestamp",
    "updatedAt",
    "updated_at",
];

/// The field that carries the status: the one with the status that was sent, else one with a usual name.
pub fn status_field(sent: Option<&str>, fields: &[(String, String)], names: &[&str]) -> Option<String> {
    let sent: String = sent.unwrap_or_default().nfc().collect();
    let is_sent = |raw: &str| serde_json::from_str::<String>(raw).is_ok_and(|s| s.nfc().collect::<String>() == sent);
    let text = |raw: &str| raw.starts_with('"');
    let with_sent: Vec<_> = fields.iter().filter(|(_, raw)| is_sent(raw)).map(|(path, _)| path).collect();
    let named = |paths: &[&String]| {
        names.iter().find_map(|name| paths.iter().find(|path| last(path) == *name).map(ToString::to_string))
    };
    let texts: Vec<_> = fields.iter().filter(|(_, raw)| text(raw)).map(|(path, _)| path).collect();
    named(&with_sent).or_else(|| with_sent.first().map(ToString::to_string)).or_else(|| named(&texts))
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// A field with a name of its own, else the first number that is there.
pub fn version_field(fields: &[(String, String)], names: &[&str]) -> Option<String> {
    let named = names.iter().find_map(|name| fields.iter().find(|(path, _)| last(path) == *name));
    let number = || fields.iter().find(|(_, raw)| !raw.starts_with('"'));
    named.or_else(number).map(|(path, _)| path.clone())
}

/// Where the state is in a body that has a version by one of the usual names.
pub fn usual_answer(body: &[u8]) -> Option<AnswerFields> {
    let fields = reading::find(body);
    let version = VERSION_FIELDS.iter().find_map(|name| fields.iter().find(|(path, _)| last(path) == *name))?;
    let status = status_field(None, &fields, &STATUS_FIELDS).unwrap_or_else(|| version.0.clone());
    Some(AnswerFields { status, version: version.0.clone() })
}
